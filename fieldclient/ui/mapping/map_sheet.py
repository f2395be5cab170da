"""The drawn sheet on the screen. It is painted once when it comes; moving and zooming it is left to the scene graph."""

from __future__ import annotations

from PySide6.QtCore import Property, QPointF, QSizeF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from fieldclient.ui.mapping.chart import MapChart

QML_IMPORT_NAME = "fieldclient.ui.mapping"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class MapSheet(QQuickPaintedItem):
    """As large as the sheet of its chart."""

    chartChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._chart: MapChart | None = None
        self.setOpaquePainting(True)

    def _get_chart(self) -> MapChart | None:
        return self._chart

    def _set_chart(self, chart: MapChart | None) -> None:
        if self._chart is chart:
            return
        if self._chart is not None:
            self._chart.sheetChanged.disconnect(self._take)
        self._chart = chart
        if chart is not None:
            chart.sheetChanged.connect(self._take)
        self._take()
        self.chartChanged.emit()

    chart = Property(MapChart, _get_chart, _set_chart, notify=chartChanged)

    def _take(self) -> None:
        sheet = self._chart.sheet if self._chart is not None else None
        self.setSize(sheet.image.deviceIndependentSize() if sheet is not None else QSizeF(0, 0))
        self.update()

    def paint(self, painter: QPainter) -> None:
        sheet = self._chart.sheet if self._chart is not None else None
        if sheet is not None:
            painter.drawImage(QPointF(0, 0), sheet.image)
