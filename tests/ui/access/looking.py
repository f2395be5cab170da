"""What is told and drawn, looked at: pure, for whoever walks through the window."""

from __future__ import annotations

import re

from tests.ui.access.keys import Box
from tests.ui.access.reader import Node

ROUND = 8  # pixels around a control in which its ring is drawn


def around(node: Node, size: tuple[int, int] = (1400, 1400)) -> Box:
    """A control and its ring, as far as it lies in a window of this size, or on the screen."""
    x, y, width, height = node.extents
    left, top = max(0, x - ROUND), max(0, y - ROUND)
    return left, top, min(size[0], x + width + ROUND) - left, min(size[1], y + height + ROUND) - top


def different(one: bytes, other: bytes, pixels: int = 60) -> bool:
    """At least so many pixels."""
    if one == other:
        return False
    return sum(one[at:at + 4] != other[at:at + 4] for at in range(0, min(len(one), len(other)), 4)) >= pixels


def crop(picture: bytes, stride: int, box: Box) -> bytes:
    x, y, width, height = box
    return b"".join(picture[row * stride + x * 4:row * stride + (x + width) * 4] for row in range(y, y + height))


def pattern(name: str) -> re.Pattern[str]:
    """Of the end of an identifier; `*` is any one word of it."""
    inner, last = re.escape(name).replace(r"\*", "[^.]+"), "[^.]+" if name.endswith(".") else ""
    return re.compile(rf"(?:^|\.){inner}{last}$")


def filled(window: Node) -> bool:
    """There is a page beside the strip and the places: it is loaded in small steps after its place was chosen."""
    return any(node.pressable and ".rail." not in node.id and not node.id.endswith(".strip") for node in window.walk())


def signature(window: Node) -> tuple[str, ...]:
    """Which page this is: its headings and the place that is chosen."""
    return tuple(node.name for node in window.walk() if node.role == "heading" or (node.role == "page tab" and "selected" in node.states))
