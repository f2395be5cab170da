"""What marks on a photo look like: lines in the units of whoever draws them, the same on the screen and in a copy. Pure."""

from __future__ import annotations

import math

from sync.protocol.marks import Ink, Mark, MarkKind, Point, box

PEN = 0.006  # width of a line, a share of the photo's long side
RIM = 0.0028  # the dark edge on both sides of it: any line is seen on any photo
LABEL = 0.036  # height of the letters of a label
LABEL_PAD = 0.35  # around them, a share of their height
DARK = "#101312"
# Told apart on any photo and by colour-blind eyes by how light they are; yellow and red mean lateness in this product.
COLOURS = {Ink.PROBLEM: "#ff6ec7", Ink.PLACE: "#38c6ff", Ink.FINE: "#7dffa0", Ink.NOTE: "#ffffff"}
_HEAD = 6.5  # of an arrow, in widths of its line
_SPREAD = math.radians(28)
_ROUND = 48  # corners of an ellipse

Line = list[Point]


def colour_of(mark: Mark) -> str:
    """#rrggbb; of an ink that nobody here knows: that of a problem."""
    known = next((ink for ink in COLOURS if ink.value == mark.ink), Ink.PROBLEM)
    return COLOURS[known]


def lines_of(mark: Mark, width: float, height: float) -> list[Line]:
    """The lines of a mark on a picture of this size, in its units; none for what is no line."""
    points = [(x * width, y * height) for x, y in mark.points]
    if mark.kind == MarkKind.PEN and len(points) >= 2:
        return [points]
    if mark.kind == MarkKind.ARROW and len(points) >= 2:
        return _arrow(points[0], points[-1], PEN * max(width, height))
    if mark.kind == MarkKind.ELLIPSE and len(points) >= 2:
        return [_ellipse(mark, width, height)]
    return []


def _arrow(tail: Point, tip: Point, pen: float) -> list[Line]:
    length = math.dist(tail, tip)
    head = max(min(_HEAD * pen, 0.45 * length), 2 * pen)
    back = math.atan2(tail[1] - tip[1], tail[0] - tip[0])
    wings = [(tip[0] + head * math.cos(back + turn), tip[1] + head * math.sin(back + turn)) for turn in (_SPREAD, -_SPREAD)]
    return [[tail, tip], [wings[0], tip, wings[1]]]


def _ellipse(mark: Mark, width: float, height: float) -> Line:
    left, top, right, bottom = box(mark)
    middle = (left + right) / 2 * width, (top + bottom) / 2 * height
    across, down = (right - left) / 2 * width, (bottom - top) / 2 * height
    turns = (2 * math.pi * step / _ROUND for step in range(_ROUND + 1))
    return [(middle[0] + across * math.cos(turn), middle[1] + down * math.sin(turn)) for turn in turns]


def simplified(points: list[Point], within: float) -> list[Point]:
    """As few of the points of a line as keep it within this distance (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    kept, left = {0, len(points) - 1}, [(0, len(points) - 1)]
    while left:
        first, last = left.pop()
        far = max(range(first + 1, last), key=lambda at: off_line(points[at], points[first], points[last]), default=first)
        if far != first and off_line(points[far], points[first], points[last]) > within:
            kept.add(far)
            left += [(first, far), (far, last)]
    return [points[at] for at in sorted(kept)]


def off_line(point: Point, first: Point, last: Point) -> float:
    """How far it is from the line between two others."""
    length = math.dist(first, last)
    if length == 0:
        return math.dist(point, first)
    share = ((point[0] - first[0]) * (last[0] - first[0]) + (point[1] - first[1]) * (last[1] - first[1])) / length**2
    share = max(0.0, min(1.0, share))
    return math.dist(point, (first[0] + share * (last[0] - first[0]), first[1] + share * (last[1] - first[1])))
