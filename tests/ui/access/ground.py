"""What every word, icon and edge of a window stands on, found by painting the window's items in thought, from the back to the front.

No list of pairs is kept by hand: whatever is on the screen is looked at, in the colours it has there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlProperty
from PySide6.QtQuick import QQuickItem, QQuickWindow

THIN = 3  # pixels: a line, on which nothing stands
EVERYWHERE = QRectF(-1e6, -1e6, 2e6, 2e6)
BLACK, WHITE = QColor("#000000"), QColor("#ffffff")


@dataclass(frozen=True)
class Pair:
    """`kind`: text, icon, edge or focus. `ratio` by the WCAG formula; on photos that of the worst photo."""

    kind: str
    ink: str
    ground: str
    ratio: float
    where: str


@dataclass(frozen=True)
class Layer:
    rect: QRectF
    color: QColor | None  # None: a photo, which may have any colour


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(ink: QColor, ground: QColor, opacity: float = 1.0) -> QColor:
    part = ink.alphaF() * opacity
    mixed = [a * part + b * (1 - part) for a, b in zip(ink.getRgbF()[:3], ground.getRgbF()[:3], strict=True)]
    return QColor.fromRgbF(*(min(1.0, max(0.0, each)) for each in mixed))


class Painter:
    """`pairs` of everything that is visible in a window. What cannot be used now may be pale, as the standard says."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window
        self._layers: list[Layer] = []
        self._pairs: list[Pair] = []

    def pairs(self) -> list[Pair]:
        content = self._window.contentItem()
        self._layers = [Layer(EVERYWHERE, self._window.color())]  # also below what is scrolled to
        self._pairs = []
        self._paint(content, 1.0, None)
        return self._pairs

    def _paint(self, item: QQuickItem, opacity: float, control: QQuickItem | None) -> None:
        opacity *= item.opacity()
        kind = item.metaObject().className()
        if kind.startswith("FocusRing_QMLTYPE") and item.isEnabled():
            self._edge("focus", item, control or item)
            return
        if kind.startswith("RoundOff_QMLTYPE"):
            return  # corners in the colour of what lies behind
        if not item.isVisible() or opacity == 0:
            # A ring that nobody sees now is seen when the keyboard comes.
            if control is not None:
                for ring in self._rings(item):
                    self._edge("focus", ring, control)
            return
        if item.activeFocusOnTab():
            control = item
        children = sorted(item.childItems(), key=lambda child: child.z())
        for child in children:
            if child.z() < 0:
                self._paint(child, opacity, control)
        self._own(item, opacity, control)
        for child in children:
            if child.z() >= 0:
                self._paint(child, opacity, control)

    def _own(self, item: QQuickItem, opacity: float, control: QQuickItem | None) -> None:
        if item.inherits("QQuickRectangle"):
            self._rectangle(item, opacity, control)
        elif item.inherits("QQuickIconImage"):
            if item.property("source").toString() and item.isEnabled():
                self._ink("icon", item, item.property("color"), [middle(item)], opacity)
        elif item.inherits("QQuickImageBase"):
            if item.property("source").toString() and item.implicitWidth() > 0:  # loaded
                self._layers.append(Layer(scene_rect(item), None))
        elif item.inherits("QQuickText") or item.inherits("QQuickTextInput") or item.inherits("QQuickTextEdit"):
            if item.property("text") and item.isEnabled():
                self._ink("text", item, item.property("color"), middles_of_text(item), opacity)

    def _rectangle(self, item: QQuickItem, opacity: float, control: QQuickItem | None) -> None:
        color = QColor(item.property("color"))
        width, line = QQmlProperty(item, "border.width").read(), QColor(QQmlProperty(item, "border.color").read())
        rect = scene_rect(item)
        drawn = width and line.alpha() and (width > 1 or line != BLACK)  # nobody asked for a line of one black pixel
        if drawn and control is not None and needs_edge(control) and control.isEnabled() and opacity == 1.0:
            self._border(item, color, line, rect)
        if color.alpha() and min(rect.width(), rect.height()) > THIN:
            color.setAlphaF(color.alphaF() * opacity)
            self._layers.append(Layer(rect, color))

    def _border(self, item: QQuickItem, color: QColor, line: QColor, rect: QRectF) -> None:
        """An edge tells a control from what lies around it, or its state from its own ground: one of both has to be seen."""
        best: Pair | None = None
        outside = self._grounds(QPointF(rect.center().x(), rect.top() + 1))
        for ground in [*outside, *([over(color, each) for each in outside] if color.alpha() else [])]:
            pair = Pair("edge", line.name(), ground.name(), contrast(line, ground), where(item))
            best = pair if best is None or pair.ratio > best.ratio else best
        # Filled controls are told by what fills them.
        filled = max((contrast(over(color, each), each) for each in outside), default=1.0) if color.alpha() else 1.0
        if best is not None and filled < 3.0:
            self._pairs.append(best)

    def _edge(self, kind: str, ring: QQuickItem, control: QQuickItem) -> None:
        rect = scene_rect(ring)
        line = QColor(QQmlProperty(ring, "border.color").read())
        if control.isEnabled() and rect.width() > 0:
            sides = (QPointF(rect.left() + 1, rect.center().y()), QPointF(rect.center().x(), rect.top() + 1))
            self._pairs.append(max((self._worst(kind, line, side, 1.0, control) for side in sides), key=lambda pair: pair.ratio))

    def _ink(self, kind: str, item: QQuickItem, color: object, at: list[QPointF], opacity: float) -> None:
        """Where the letters stand is one of these points; the others may lie beside what they stand on."""
        self._pairs.append(max((self._worst(kind, QColor(color), point, opacity, item) for point in at), key=lambda pair: pair.ratio))

    def _worst(self, kind: str, color: QColor, at: QPointF, opacity: float, item: QQuickItem) -> Pair:
        found = [Pair(kind, color.name(), ground.name(), contrast(over(color, ground, opacity), ground), where(item))
                 for ground in self._grounds(at)]
        return min(found, key=lambda pair: pair.ratio)

    def _grounds(self, at: QPointF) -> list[QColor]:
        """What lies there; two colours where a photo shows through, for the brightest and the darkest there can be."""
        above: list[QColor] = []
        base: list[QColor] = [BLACK, WHITE]
        for layer in reversed(self._layers):
            if not layer.rect.contains(at):
                continue
            if layer.color is None:
                break
            if layer.color.alpha() == 255:
                base = [layer.color]
                break
            above.append(layer.color)
        for color in reversed(above):
            base = [over(color, each) for each in base]
        return base

    def _rings(self, item: QQuickItem) -> Iterator[QQuickItem]:
        if item.metaObject().className().startswith("FocusRing_QMLTYPE"):
            yield item


def needs_edge(control: QQuickItem) -> bool:
    """Where one writes, chooses or moves something the edge shows where it is; a button is told by its word or icon."""
    return any(control.inherits(kind) for kind in ("QQuickTextInput", "QQuickTextEdit", "QQuickSlider")) or bool(control.property("checkable"))


def scene_rect(item: QQuickItem) -> QRectF:
    return QRectF(item.mapToScene(QPointF(0, 0)), item.mapToScene(QPointF(item.width(), item.height()))).normalized()


def middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def middles_of_text(item: QQuickItem) -> list[QPointF]:
    """Of the letters, wherever in the room they were given they stand: at its left, in its middle or at its right."""
    width = min(float(item.property("contentWidth") or 0), item.width())
    lefts = sorted({0.0, (item.width() - width) / 2, item.width() - width})
    return [item.mapToScene(QPointF(left + width / 2, item.height() / 2)) for left in lefts]


def where(item: QQuickItem) -> str:
    """Its name or text, and the nearest named thing it is part of."""
    text = item.property("text")
    own = item.objectName() or (str(text)[:24] if text else item.metaObject().className().partition("_QML")[0])
    up: QObject | None = item.parentItem()
    while isinstance(up, QQuickItem):
        if up.objectName():
            return f"{own} in {up.objectName()}"
        up = up.parentItem()
    return own


LEAST = {"text": 4.5, "icon": 3.0, "edge": 3.0, "focus": 3.0}
IN_SUNLIGHT = {**LEAST, "text": 7.0}


def too_weak(window: QQuickWindow, mode: str) -> list[str]:
    """What does not stand out enough from what it stands on, each pair of colours once, as a sentence."""
    least = IN_SUNLIGHT if mode == "sunlight" else LEAST
    weak = {(pair.kind, pair.ink, pair.ground): pair for pair in Painter(window).pairs() if pair.ratio < least[pair.kind]}
    return sorted(f"{pair.kind} {pair.ink} on {pair.ground} is {pair.ratio:.2f}: {pair.where}" for pair in weak.values())
