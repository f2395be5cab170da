"""What a person drew on a photo, cut off or made unreadable: a recipe that travels with it. The photo's own bytes stay.

Points are shares (0 to 1) of the upright photo, from the top left, so that marks fit the original, its preview and every copy.
Whoever shows the photo draws them; a `kind` or an `ink` that a newer device made is passed over.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

MAX_MARKS = 40  # on one photo
MAX_POINTS = 1000  # of all marks of one photo together: ten such photos fit an act
MAX_LABEL = 40  # characters
MAX_NAME = 20  # characters of a kind or an ink
FEATURE = "marks1"  # in `HubInfo.features`: what is shown to everybody is blurred and cut as the marks say

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


class MarkKind(StrEnum):
    ARROW = "arrow"  # from, to
    ELLIPSE = "ellipse"  # two corners of its box
    PEN = "pen"
    TEXT = "text"  # its top left
    BLUR = "blur"  # two corners: a face or a plate that nobody needs to see
    CROP = "crop"  # two corners: all outside is left away


class Ink(StrEnum):
    """What a mark means. Yellow and red mean lateness everywhere, and are none of these."""

    PROBLEM = "problem"
    PLACE = "place"
    FINE = "fine"
    NOTE = "note"


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`kind` and `ink` are plain text on the wire, so that an older end can read what a newer one made."""

    kind: str
    points: tuple[Point, ...]
    ink: str = "problem"
    text: str = ""


Marks = tuple[Mark, ...]
_LEAST = {MarkKind.ARROW: 2, MarkKind.ELLIPSE: 2, MarkKind.PEN: 2, MarkKind.TEXT: 1, MarkKind.BLUR: 2, MarkKind.CROP: 2}


def sound(marks: Sequence[Mark]) -> bool:
    """Whether they may be kept: few enough, within the photo, as many points as their kind needs."""
    if len(marks) > MAX_MARKS or sum(len(mark.points) for mark in marks) > MAX_POINTS:
        return False
    return all(_sound(mark) for mark in marks)


def _sound(mark: Mark) -> bool:
    if max(len(mark.kind), len(mark.ink)) > MAX_NAME or len(mark.text) > MAX_LABEL:
        return False
    if not all(math.isfinite(each) and 0 <= each <= 1 for point in mark.points for each in point):
        return False
    if mark.kind not in _LEAST.keys():  # of a newer device
        return True
    if len(mark.points) < _LEAST[MarkKind(mark.kind)]:
        return False
    left, top, right, bottom = box(mark)
    return mark.kind not in (MarkKind.BLUR, MarkKind.CROP) or (right > left and bottom > top)


def box(mark: Mark) -> Box:
    """What it takes up, of its points alone."""
    xs, ys = [x for x, _ in mark.points], [y for _, y in mark.points]
    return min(xs), min(ys), max(xs), max(ys)


def marks_id(marks: Marks) -> str:
    """The same marks have the same name everywhere."""
    return hashlib.sha256(msgspec.json.encode(marks)).hexdigest()[:16]


def hidden(marks: Iterable[Mark]) -> tuple[Box, ...]:
    """What is made unreadable."""
    return tuple(box(mark) for mark in marks if mark.kind == MarkKind.BLUR and len(mark.points) >= 2)


def only_hiding(marks: Iterable[Mark]) -> Marks:
    """For pictures that are laid over others: nothing drawn, nothing cut off, and nothing shown that is hidden."""
    return tuple(mark for mark in marks if mark.kind == MarkKind.BLUR)


def withheld(marks: Iterable[Mark]) -> Marks:
    """What nobody is to see who gets a copy, made unreadable or cut off; without what was drawn."""
    return tuple(mark for mark in marks if mark.kind in (MarkKind.BLUR, MarkKind.CROP))


def also_hiding(marks: Marks, others: Iterable[Marks]) -> Marks:
    """With what others hide on the same photo: one act shows nothing that another hides."""
    more = dict.fromkeys(each for one in others for each in only_hiding(one))
    return (*marks, *(each for each in more if each not in marks))


def shown_part(marks: Iterable[Mark]) -> Box | None:
    """What is left of the photo; None: all of it. Of several the last one counts."""
    found = [box(mark) for mark in marks if mark.kind == MarkKind.CROP and len(mark.points) >= 2]
    return found[-1] if found else None
