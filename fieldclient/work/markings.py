"""Marks on one photo under a person's hands: put there, moved, stretched, taken away, and each step back and forth. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

import msgspec

from fieldclient.capture.strokes import off_line, simplified
from sync.protocol.marks import MAX_LABEL, MAX_MARKS, MAX_POINTS, Ink, Mark, MarkKind, Marks, Point, box

LEAST = 0.015  # of the photo: what is smaller was a touch and no mark
PEN_WITHIN = 0.0015  # how far a drawn line may be from where the finger was
DIGITS = 4
STEPS = 100  # back
_MIDDLE = {
    MarkKind.ARROW: ((0.36, 0.64), (0.5, 0.5)), MarkKind.ELLIPSE: ((0.38, 0.38), (0.62, 0.62)),
    MarkKind.PEN: ((0.35, 0.55), (0.65, 0.55)), MarkKind.TEXT: ((0.42, 0.47),), MarkKind.BLUR: ((0.4, 0.4), (0.6, 0.6)),
    MarkKind.CROP: ((0.1, 0.1), (0.9, 0.9)),
}
_BOXES = (MarkKind.ELLIPSE, MarkKind.BLUR, MarkKind.CROP)


@dataclass
class Markings:
    """`marks` now; a photo has at most one crop. Every method that changes something gives True when it did."""

    marks: Marks = ()
    _past: list[Marks] = field(default_factory=list)
    _future: list[Marks] = field(default_factory=list)

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def change(self, marks: Marks) -> bool:
        if marks == self.marks:
            return False
        self._past = [*self._past[1 - STEPS:], self.marks]
        self._future.clear()
        self.marks = marks
        return True

    def undo(self) -> bool:
        if not self._past:
            return False
        self._future.append(self.marks)
        self.marks = self._past.pop()
        return True

    def redo(self) -> bool:
        if not self._future:
            return False
        self._past.append(self.marks)
        self.marks = self._future.pop()
        return True

    def add(self, mark: Mark) -> bool:
        """On top; a crop takes the place of the one before. False when there is no room for more."""
        rest = tuple(each for each in self.marks if not (mark.kind == each.kind == MarkKind.CROP))
        if len(rest) >= MAX_MARKS or sum(len(each.points) for each in (*rest, mark)) > MAX_POINTS:
            return False
        return self.change((*rest, mark))

    def put(self, at: int, mark: Mark) -> bool:
        if not 0 <= at < len(self.marks):
            return False
        return self.change((*self.marks[:at], mark, *self.marks[at + 1 :]))

    def remove(self, at: int) -> bool:
        return 0 <= at < len(self.marks) and self.change((*self.marks[:at], *self.marks[at + 1 :]))

    def amend(self, marks: Marks) -> None:
        """Part of the step that was made last: a word that is being typed."""
        self.marks = marks


def middle(kind: MarkKind, ink: Ink, text: str = "") -> Mark:
    """One in the middle of the photo, for whoever has no pointer; it is moved from there."""
    return Mark(kind=kind.value, points=_MIDDLE[kind], ink=ink.value, text=text if kind is MarkKind.TEXT else "")


def drawn(kind: MarkKind, path: list[Point], ink: Ink) -> Mark | None:
    """What a finger drew from its first point to its last; None when it was a touch."""
    points = [_within(point) for point in path]
    if len(points) < 2:
        return None
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    if kind is MarkKind.PEN:
        if max(right - left, bottom - top) < LEAST:
            return None
        return Mark(kind=kind.value, points=tuple(simplified(points, PEN_WITHIN))[:MAX_POINTS // 2], ink=ink.value)
    first, last = points[0], points[-1]
    across, down = abs(first[0] - last[0]), abs(first[1] - last[1])
    if max(across, down) < LEAST or (kind in _BOXES and min(across, down) < LEAST / 2):
        return None
    return Mark(kind=kind.value, points=(first, last), ink=ink.value)


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """All of it, as far as it stays within the photo."""
    left, top, right, bottom = box(mark)
    dx, dy = max(-left, min(1 - right, dx)), max(-top, min(1 - bottom, dy))
    return with_points(mark, [(x + dx, y + dy) for x, y in mark.points])


def stretched(mark: Mark, end: int, to: Point) -> Mark:
    """One of its two ends elsewhere. A line that was drawn freely grows with its box, from the corner across."""
    x, y = _within(to)
    if mark.kind == MarkKind.TEXT or len(mark.points) < 2:
        return with_points(mark, [(x, y)])
    if mark.kind != MarkKind.PEN:
        other = mark.points[1 - end]
        if mark.kind in _BOXES:  # never flat: a blur of nothing would hide nothing
            x = other[0] + math.copysign(max(LEAST, abs(x - other[0])), x - other[0])
            y = other[1] + math.copysign(max(LEAST, abs(y - other[1])), y - other[1])
        return with_points(mark, [(x, y), other] if end == 0 else [other, (x, y)])
    left, top, right, bottom = box(mark)
    still = (right, bottom) if end == 0 else (left, top)
    wide, high = abs(x - still[0]) / max(LEAST, right - left), abs(y - still[1]) / max(LEAST, bottom - top)
    return with_points(mark, [
        (still[0] + (each[0] - still[0]) * max(0.1, wide), still[1] + (each[1] - still[1]) * max(0.1, high))
        for each in mark.points])


def ends(mark: Mark) -> tuple[Point, ...]:
    """Where it can be taken hold of to be stretched."""
    if mark.kind == MarkKind.TEXT or len(mark.points) < 2:
        return ()
    if mark.kind == MarkKind.PEN:
        left, top, right, bottom = box(mark)
        return ((left, top), (right, bottom))
    return mark.points[0], mark.points[-1]


def inked(mark: Mark, ink: Ink) -> Mark:
    return msgspec.structs.replace(mark, ink=ink.value)


def worded(mark: Mark, text: str) -> Mark:
    return msgspec.structs.replace(mark, text=" ".join(text.split())[:MAX_LABEL])


def touched(marks: Marks, at: Point, reach: Point, sizes: dict[int, Point] | None = None) -> int:
    """The topmost mark within reach of a point, -1 for none. A crop is taken by its edge, a box that hides by all of it, a line
    where it runs: its box may be half of the photo. `sizes`: of labels, which have one point."""
    for index in reversed(range(len(marks))):
        mark = marks[index]
        left, top, right, bottom = box(mark)
        if mark.kind == MarkKind.TEXT:
            wide, high = (sizes or {}).get(index, (0.1, 0.05))
            right, bottom = left + wide, top + high
        near = left - reach[0] <= at[0] <= right + reach[0] and top - reach[1] <= at[1] <= bottom + reach[1]
        deep = left + reach[0] < at[0] < right - reach[0] and top + reach[1] < at[1] < bottom - reach[1]
        if near and not (deep and mark.kind == MarkKind.CROP) and _on_line(mark, at, reach):
            return index
    return -1


def _on_line(mark: Mark, at: Point, reach: Point) -> bool:
    """Nothing against what is no line."""
    if mark.kind not in (MarkKind.ARROW, MarkKind.PEN) or len(mark.points) < 2:
        return True
    near = [((x - at[0]) / reach[0], (y - at[1]) / reach[1]) for x, y in mark.points]
    return any(off_line((0.0, 0.0), one, other) <= 1 for one, other in pairwise(near))


def _within(point: Point) -> Point:
    return max(0.0, min(1.0, point[0])), max(0.0, min(1.0, point[1]))


def with_points(mark: Mark, points: list[Point]) -> Mark:
    """Rounded to a tenth of a thousandth, which is half a pixel of most photos: it travels as text."""
    rounded = tuple((round(x, DIGITS), round(y, DIGITS)) for x, y in map(_within, points))
    return msgspec.structs.replace(mark, points=rounded)
