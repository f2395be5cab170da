"""The grids on the map of a case, painted: shapes of the scene graph are not cut off at the edge of a page that scrolls where no
graphics card draws."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Property, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from fieldclient.ui.cases.case_chart import CaseChart
from fieldclient.work.patrol.plane import Point

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CaseStrokes(QQuickPaintedItem):
    """As large as the surface of its chart. The case's own grid stands out."""

    looksChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._chart: CaseChart | None = None
        self._fill, self._own_fill, self._line, self._own_line = QColor(), QColor(), QColor(), QColor()
        self.setAntialiasing(True)

    def _get_chart(self) -> CaseChart | None:
        return self._chart

    def _set_chart(self, chart: CaseChart | None) -> None:
        if chart is self._chart:
            return
        self._chart = chart
        if chart is not None:
            chart.changed.connect(self.update)
        self.update()
        self.looksChanged.emit()

    chart = Property(CaseChart, _get_chart, _set_chart, notify=looksChanged)

    @Property("QVariantList", notify=looksChanged)
    def grounds(self) -> list[QColor]:
        """Of the other grids, and of its own."""
        return [self._fill, self._own_fill]

    @grounds.setter
    def grounds(self, colours: list[QColor]) -> None:
        self._fill, self._own_fill = (QColor(each) for each in colours)
        self.update()
        self.looksChanged.emit()

    @Property("QVariantList", notify=looksChanged)
    def lines(self) -> list[QColor]:
        """The same two."""
        return [self._line, self._own_line]

    @lines.setter
    def lines(self, colours: list[QColor]) -> None:
        self._line, self._own_line = (QColor(each) for each in colours)
        self.update()
        self.looksChanged.emit()

    def paint(self, painter: QPainter) -> None:
        chart = self._chart
        if chart is None:
            return
        dashed = QPen(self._line, 1.5, Qt.PenStyle.CustomDashLine)
        dashed.setDashPattern([4, 3])
        self._draw(painter, chart.other_rings, dashed, self._fill)
        self._draw(painter, chart.own_rings, QPen(self._own_line, 2), self._own_fill)

    def _draw(self, painter: QPainter, rings: Sequence[Sequence[Point]], pen: QPen, fill: QColor) -> None:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in rings:
            path.moveTo(QPointF(*ring[0]))
            for point in ring[1:]:
                path.lineTo(QPointF(*point))
            path.closeSubpath()
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawPath(path)
