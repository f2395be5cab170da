"""A surface measured in millimetres, and what a summary is drawn with: text, dots, pictures, the map's strokes.

The same drawing goes to a PDF and to an image: only the number of dots in a millimetre differs.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPen,
    QPolygonF,
)

INK, QUIET, LINE, TILE = QColor("#1a1d1b"), QColor("#545b56"), QColor("#c9ccc8"), QColor("#f2f3f0")
TRACK, COVERED, COVERED_LINE, PLANNED_LINE = QColor("#2a4bb0"), QColor("#dff0dc"), QColor("#38803f"), QColor("#6b736d")
_MM_PER_POINT = 25.4 / 72
_MEASURING = 24.0  # dots per millimetre, about those of a PDF


class Paper:
    """`dots` per millimetre. Positions and sizes are millimetres from the upper left corner, type is in points."""

    def __init__(self, painter: QPainter, dots: float) -> None:
        self.painter, self.dots = painter, dots
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)

    def rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        return QRectF(x * self.dots, y * self.dots, width * self.dots, height * self.dots)

    def point(self, x: float, y: float) -> QPointF:
        return QPointF(x * self.dots, y * self.dots)

    def pen(self, colour: QColor, mm: float, dashed: bool = False) -> QPen:
        pen = QPen(colour, mm * self.dots)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setDashPattern([2.5, 2.0])
        return pen

    def font(self, points: float, bold: bool = False) -> QFont:
        return font_of(points, self.dots, bold)

    def text(self, x: float, y: float, width: float, text: str, points: float = 10, *, bold: bool = False,
             colour: QColor = INK, lines: int = 1, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> float:
        """In at most so many lines, the last one with an ellipsis. Gives the height it took."""
        font = self.font(points, bold)
        metrics = QFontMetricsF(font)
        self.painter.setFont(font)
        self.painter.setPen(colour)
        used = 0.0
        for line in broken(text, metrics, width * self.dots, lines):
            self.painter.drawText(QRectF(x * self.dots, y * self.dots + used, width * self.dots, metrics.height()),
                                  align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
            used += metrics.height()
        return used / self.dots

    def box(self, x: float, y: float, width: float, height: float, fill: QColor = TILE, line: QColor | None = None) -> None:
        self.painter.setBrush(QBrush(fill))
        self.painter.setPen(self.pen(line, 0.25) if line is not None else Qt.PenStyle.NoPen)
        self.painter.drawRoundedRect(self.rect(x, y, width, height), 1.5 * self.dots, 1.5 * self.dots)

    def picture(self, x: float, y: float, width: float, height: float, jpeg: bytes) -> None:
        """Filled to its edges, cut evenly at two sides. What is no picture leaves its frame empty."""
        image = QImage.fromData(jpeg)
        target = self.rect(x, y, width, height)
        if image.isNull():
            self.box(x, y, width, height, TILE, LINE)
            return
        share = min(image.width() / width, image.height() / height)
        source = QRectF(0, 0, width * share, height * share)
        source.moveCenter(QPointF(image.width() / 2, image.height() / 2))
        self.painter.drawImage(target, image, source)

    def dot(self, x: float, y: float, number: str, radius: float = 2.3) -> None:
        """A numbered dot with a white rim, so that it stands out on a line."""
        self.painter.setPen(self.pen(QColor("white"), 0.5))
        self.painter.setBrush(INK)
        self.painter.drawEllipse(self.point(x, y), radius * self.dots, radius * self.dots)
        self.painter.setFont(self.font(8 if len(number) < 3 else 6, True))
        self.painter.setPen(QColor("white"))
        self.painter.drawText(self.rect(x - radius, y - radius, 2 * radius, 2 * radius), Qt.AlignmentFlag.AlignCenter, number)

    def ring(self, x: float, y: float, filled: bool) -> None:
        """Where a track begins (a ring) and where it ends (a full one)."""
        self.painter.setPen(self.pen(TRACK if not filled else QColor("white"), 0.6))
        self.painter.setBrush(TRACK if filled else QColor("white"))
        self.painter.drawEllipse(self.point(x, y), 1.6 * self.dots, 1.6 * self.dots)

    def line(self, points: Sequence[tuple[float, float]], colour: QColor, mm: float, dashed: bool = False) -> None:
        self.painter.setPen(self.pen(colour, mm, dashed))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(QPolygonF([self.point(*point) for point in points]))


def font_of(points: float, dots: float, bold: bool = False) -> QFont:
    font = QFont(QGuiApplication.font().family(), weight=QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # The font draws digits beside Latin letters by glyphs of the locale, of which a PDF could not tell which digits they are.
    font.setFeature(QFont.Tag("locl"), 0)
    font.setPixelSize(max(1, round(points * _MM_PER_POINT * dots)))
    return font


def height_of(text: str, width: float, points: float, lines: int = 1, *, bold: bool = False) -> float:
    """How many millimetres `Paper.text` would take, before there is anything to draw on."""
    metrics = QFontMetricsF(font_of(points, _MEASURING, bold))
    return len(broken(text, metrics, width * _MEASURING * 0.995, lines)) * metrics.height() / _MEASURING


def broken(text: str, metrics: QFontMetricsF, width: float, lines: int) -> list[str]:
    """Into lines at spaces, or anywhere in Chinese and in words that are too long; what is too much ends in an ellipsis."""
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < lines:
        if len(found) == lines - 1 or metrics.horizontalAdvance(rest) <= width:
            found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        end = len(rest)
        while end > 1 and metrics.horizontalAdvance(rest[:end]) > width:
            end -= 1
        space = rest.rfind(" ", 1, end + 1)
        end = space if space > end // 2 and rest[end - 1].isascii() else end
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return found
