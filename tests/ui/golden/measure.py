"""Where a text is cut, sticks out or lies on another: every Text of a window, measured as it was laid out.

What may be shortened says so (`shortens: true` of AppText), and then it ends in an ellipsis and is told in full by the accessible
name of what it stands in. Anything else has to fit: its lines into its item, its item into the window, and no text onto another.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF
from PySide6.QtQuick import QQuickItem

SLACK = 1.5  # px; glyphs reach a little beyond their advance
TOUCH = 3.0  # px by which the boxes of two lines may meet: they hold room for ascenders that few letters have


class Fault(NamedTuple):
    kind: str  # cut, wide, high, broken, outside, clipped, onto, untold
    text: str
    where: str
    facts: str

    def __str__(self) -> str:
        return f"{self.kind}: “{self.text}” in {self.where} ({self.facts})"


class Seen(NamedTuple):
    """A text with its box in the window, and what of the box can be seen now."""

    item: QQuickItem
    text: str
    box: QRectF
    shown: QRectF


def faults(window: Any) -> list[Fault]:
    shown = list(everything(window.contentItem()))
    texts = [seen for item in shown if (seen := read(item, window)) is not None]
    found = [fault for seen in texts for fault in faults_of(seen, window)]
    found += [fault for item in shown if (fault := beyond(item, window)) is not None]
    return list(dict.fromkeys([*found, *overlaps(texts)]))


def everything(item: QQuickItem) -> Iterator[QQuickItem]:
    """What is shown, parents before children."""
    for child in item.childItems():
        if child.isVisible() and child.opacity() > 0.01:
            yield child
            yield from everything(child)


def read(item: QQuickItem, window: Any) -> Seen | None:
    if not item.inherits("QQuickText") or not str(item.property("text")).strip():
        return None
    if any(above.property("index") == -1 for above in ancestors(item)):
        return None  # a row of a list that waits to be used again: shown to nobody
    box = item.mapRectToScene(item.boundingRect())  # of a Text this is where its lines are, by its alignment
    shown = box.intersected(QRectF(0, 0, window.width(), window.height()))
    for above in ancestors(item):
        if above.clip():
            shown = shown.intersected(above.mapRectToScene(above.boundingRect()))
    return Seen(item, str(item.property("text")), box, shown)


def ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    above = item.parentItem()
    while above is not None:
        yield above
        above = above.parentItem()


def faults_of(seen: Seen, window: Any) -> Iterator[Fault]:
    item, box = seen.item, seen.box
    where = place_of(item)
    if item.property("truncated"):
        if not item.property("shortens"):
            yield Fault("cut", seen.text, where, f"{item.width():.0f}×{item.height():.0f}")
        elif not told_in_full(item, seen.text):
            yield Fault("untold", seen.text, where, "no accessible name says it in full")
    elif item.property("contentWidth") > item.width() + SLACK:
        yield Fault("wide", seen.text, where, f"{item.property('contentWidth'):.0f} in {item.width():.0f}")
    if word := broken_word(item):
        yield Fault("broken", seen.text, where, f"“{word}” in {item.width():.0f}")
    if item.property("contentHeight") > item.height() + SLACK:
        yield Fault("high", seen.text, where, f"{item.property('contentHeight'):.0f} in {item.height():.0f}")
    if (box.left() < -SLACK or box.right() > window.width() + SLACK) and not scrolls(item, "contentWidth", "width"):
        yield Fault("outside", seen.text, where, f"{box.left():.0f}…{box.right():.0f} of {window.width()}")
    if (box.top() < -SLACK or box.bottom() > window.height() + SLACK) and not scrolls(item, "contentHeight", "height"):
        yield Fault("outside", seen.text, where, f"{box.top():.0f}…{box.bottom():.0f} of {window.height()} high")
    around = holder(item)
    if around is not None and around.inherits("QQuickAbstractButton") and not scrolls(item, "contentWidth", "width"):
        edge = around.mapRectToScene(around.boundingRect())
        if edge.left() < -SLACK or edge.right() > window.width() + SLACK:
            yield Fault("outside", seen.text, where, f"{name_of(around)} {edge.left():.0f}…{edge.right():.0f} of {window.width()}")
    if around is not None:
        bounds = around.mapRectToScene(around.boundingRect()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if not bounds.contains(box) and not (item.property("truncated") and item.property("shortens")):
            yield Fault("clipped", seen.text, where, f"{rect(box)} in {rect(bounds)} of {name_of(around)}")


def broken_word(item: QQuickItem) -> str:
    """A word that is wider than the room of its lines and therefore goes on below. Addresses and numbers may."""
    if item.property("lineCount") < 2 or item.property("truncated"):
        return ""
    words = re.findall(r"(?<!\S)[^\W\d_]*[a-z]{3}[^\W\d_]*(?=[\s.,;:!?]|$)", html.unescape(str(item.property("text"))))
    letters = QFontMetricsF(item.property("font"))
    return next((word for word in words if letters.horizontalAdvance(word) > item.width() + SLACK), "")


def beyond(item: QQuickItem, window: Any) -> Fault | None:
    """A button of which a part lies beside the window, and that no scrolling brings into sight."""
    if not (item.inherits("QQuickAbstractButton") and item.objectName()):
        return None
    if any(each.property("index") == -1 for each in (item, *ancestors(item))):
        return None  # a row that waits to be used again
    box = item.mapRectToScene(item.boundingRect())
    across = box.left() < -SLACK or box.right() > window.width() + SLACK
    down = box.top() < -SLACK or box.bottom() > window.height() + SLACK
    if across and not scrolls(item, "contentWidth", "width") or down and not scrolls(item, "contentHeight", "height"):
        return Fault("outside", item.objectName(), place_of(item), f"{rect(box)} of {window.width()}×{window.height()}")
    return None


def scrolls(item: QQuickItem, content: str, size: str) -> bool:
    """It can be brought into sight by scrolling, or is moved about on purpose (a map)."""
    return any(above.inherits("QQuickFlickable") and float(above.property(content)) > float(above.property(size)) + 1
               for above in ancestors(item)) or any(above.property("roams") for above in ancestors(item))


def holder(item: QQuickItem) -> QQuickItem | None:
    """The nearest thing with an edge that can be seen: a control, a card, a mark; none beyond what scrolls."""
    for above in ancestors(item):
        if above.inherits("QQuickFlickable") or above.property("roams"):
            return None
        if above.inherits("QQuickControl") or (above.inherits("QQuickRectangle") and filled(above)):
            return above
        if above.clip():
            return above
    return None


def filled(item: QQuickItem) -> bool:
    color = item.property("color")
    return isinstance(color, QColor) and color.alpha() > 0


def overlaps(texts: list[Seen]) -> Iterator[Fault]:
    """Texts that lie on one another with nothing between them."""
    seen = sorted((each for each in texts if each.shown.width() > TOUCH and each.shown.height() > TOUCH), key=lambda each: each.shown.top())
    for number, one in enumerate(seen):
        for other in seen[number + 1:]:
            if other.shown.top() > one.shown.bottom() - TOUCH:
                break
            both = one.shown.intersected(other.shown)
            if both.width() > TOUCH and both.height() > TOUCH and not parted(one.item, other.item, both):
                yield Fault("onto", one.text, place_of(one.item), f"“{other.text}” in {place_of(other.item)}, {rect(both)}")


def parted(one: QQuickItem, other: QQuickItem, both: QRectF) -> bool:
    """Something opaque is painted between the two: a sheet over the page, a label on a photo."""
    chain, others = [one, *ancestors(one)], [other, *ancestors(other)]
    common = next(item for item in chain if item in others)
    return any(covers(item, both) for path in (chain, others) for item in path[:path.index(common)])


def covers(item: QQuickItem, both: QRectF) -> bool:
    grounds = [item, *item.childItems()] if not item.inherits("QQuickText") else []
    return any(each.isVisible() and (each.inherits("QQuickRectangle") or each.inherits("QQuickImage"))
               and (not each.inherits("QQuickRectangle") or each.property("color").alpha() > 180)
               and each.mapRectToScene(each.boundingRect()).adjusted(-1, -1, 1, 1).contains(both) for each in grounds)


def told_in_full(item: QQuickItem, text: str) -> bool:
    text = html.unescape(re.sub(r"</?\w[^>]*>", "", text))
    for each in (item, *ancestors(item)):
        told = QAccessible.queryAccessibleInterface(each)
        if told is not None and (text in told.text(QAccessible.Text.Name) or text in told.text(QAccessible.Text.Description)):
            return True
    return False


def place_of(item: QQuickItem) -> str:
    """The nearest names, from the outside in."""
    names = [name_of(above) for above in ancestors(item) if above.objectName()][:2]
    return " › ".join([*reversed(names), name_of(item)])


def name_of(item: QQuickItem) -> str:
    return item.objectName() or item.metaObject().className().split("_QML")[0]


def rect(box: QRectF) -> str:
    return f"{box.left():.0f},{box.top():.0f} {box.width():.0f}×{box.height():.0f}"
