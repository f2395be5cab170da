"""Pictures of a video painted by the processor: Qt's own video output draws nothing where there is no graphics card (remote
desktops, virtual machines, the window that nobody sees). Twelve pictures a second are enough to aim by.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem
from shiboken6 import isValid

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

_BEAT_MS = 80


@QmlElement
class PaintedFrames(QQuickPaintedItem):
    """Shows what comes to `sink` (a QVideoSink), as large as it fits."""

    sinkChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._sink: QObject | None = None
        self._image = QImage()
        self._at = -1
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._beat.timeout.connect(self._look)
        self._beat.start()

    def _get_sink(self) -> QObject | None:
        return self._sink

    def _set_sink(self, sink: QObject | None) -> None:
        self._sink = sink
        self.sinkChanged.emit()

    sink = Property(QObject, _get_sink, _set_sink, notify=sinkChanged)

    def _look(self) -> None:
        from PySide6.QtMultimedia import QVideoSink  # loaded by whoever has a sink

        if not isinstance(self._sink, QVideoSink) or not isValid(self._sink) or not self.isVisible():
            return
        frame = self._sink.videoFrame()
        if frame.isValid() and frame.startTime() != self._at:
            self._at = frame.startTime()
            self._image = frame.toImage()
            self.update()

    def paint(self, painter: QPainter) -> None:
        if self._image.isNull():
            return
        size = self._image.size().scaled(self.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
