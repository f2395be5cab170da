"""The sign of the app: a round mark with a tick, and how many things wait beside it. Drawn, so that no file has to be read."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

ACCENT, BADGE = "#2a4bb0", "#1b1f1d"
MOST = 99


def face(size: int, waiting: int = 0, *, trouble: bool = False) -> QImage:
    """`size` pixels square, with alpha. `waiting`: a number at the corner, from 1 on. `trouble`: a ring around it."""
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ACCENT))
    painter.drawEllipse(QRectF(0, 0, size, size))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor("white"), size / 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([QPointF(size * x, size * y) for x, y in ((0.28, 0.52), (0.44, 0.68), (0.73, 0.34))]))
    if waiting > 0 or trouble:
        _badge(painter, size, "!" if trouble else str(min(waiting, MOST)))
    painter.end()
    return image


def _badge(painter: QPainter, size: int, text: str) -> None:
    wide = size * (0.62 if len(text) > 1 else 0.5)
    box = QRectF(size - wide, size * 0.5, wide, size * 0.5)
    painter.setPen(QPen(QColor("white"), max(1.0, size / 32)))
    painter.setBrush(QColor(BADGE))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), box.height() / 2, box.height() / 2)
    font = QFont(painter.font())
    font.setPixelSize(max(6, round(size * 0.36)))
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def network_pixels(image: QImage) -> tuple[int, int, bytes]:
    """Width, height and ARGB, as a tray wants it."""
    width, height, rgba = pixels(image)
    out = bytearray(len(rgba))
    for target, source in enumerate((3, 0, 1, 2)):
        out[target::4] = rgba[source::4]
    return width, height, bytes(out)


def pixels(image: QImage) -> tuple[int, int, bytes]:
    """Width, height and RGBA without gaps, as the bus wants it."""
    return image.width(), image.height(), bytes(image.constBits())
