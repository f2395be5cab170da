"""A mark as the screen draws it: lines as a path in a frame whose long side is FRAME, everything else in shares."""

from __future__ import annotations

from dataclasses import dataclass

from fieldclient.capture.strokes import LABEL, LABEL_PAD, colour_of, lines_of
from fieldclient.work.markings import ends
from sync.protocol.marks import Mark, MarkKind, Marks, Point, box

FRAME = 1000.0


@dataclass(frozen=True)
class MarkRow:
    id: str  # its place among the others
    kind: str
    meaning: str
    colour: str
    text: str
    path: str
    at_x: float
    at_y: float
    to_x: float
    to_y: float
    chosen: bool
    live: bool  # still under the finger


def frame_of(ratio: float) -> Point:
    """Width and height of the frame of a photo."""
    return (FRAME, FRAME / ratio) if ratio >= 1 else (FRAME * ratio, FRAME)


def mark_row(index: int, mark: Mark, ratio: float, *, chosen: bool, live: bool) -> MarkRow:
    left, top, right, bottom = box(mark) if mark.points else (0.0, 0.0, 0.0, 0.0)
    if mark.kind == MarkKind.TEXT:
        wide, high = _label(mark, ratio)
        left, top = max(0.0, min(left, 1 - wide)), max(0.0, min(top, 1 - high))
        right, bottom = left + wide, top + high
    path = " ".join(
        "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in line) for line in lines_of(mark, *frame_of(ratio)))
    return MarkRow(str(index), mark.kind, mark.ink, colour_of(mark), mark.text, path, left, top, right, bottom, chosen, live)


def _label(mark: Mark, ratio: float) -> Point:
    """About how much a label takes up: a Chinese character is as wide as it is high, others a little more than half."""
    width, height = frame_of(ratio)
    letters = sum(1.0 if ord(each) > 0x2E80 else 0.58 for each in mark.text)
    return (letters + 2 * LABEL_PAD) * LABEL * FRAME / width, (1.25 + LABEL_PAD) * LABEL * FRAME / height


def label_size(marks: Marks, ratio: float) -> dict[int, Point]:
    return {index: _label(mark, ratio) for index, mark in enumerate(marks) if mark.kind == MarkKind.TEXT}


def near_end(mark: Mark, at: Point, reach: Point) -> int:
    """Which end of a mark a finger is on, -1 for none. The nearer one where both are."""
    found, best = -1, 1.0
    for index, end in enumerate(ends(mark)):
        off = ((at[0] - end[0]) / reach[0]) ** 2 + ((at[1] - end[1]) / reach[1]) ** 2
        if off <= best:
            found, best = index, off
    return found


def framed(mark: Mark, at: Point, reach: Point, ratio: float) -> bool:
    """Whether a finger is in the frame that shows a chosen box or label: around it, and never smaller than a fingertip."""
    row = mark_row(0, mark, ratio, chosen=True, live=False)
    middle = (row.at_x + row.to_x) / 2, (row.at_y + row.to_y) / 2
    half = (row.to_x - row.at_x) / 2, (row.to_y - row.at_y) / 2
    return all(abs(at[axis] - middle[axis]) <= max(half[axis], reach[axis]) for axis in (0, 1))
