"""How a derived file is made from an original: the original's hash and the steps, in order. Pure.

A recipe is all that has to be kept of a stamp, a drawing, a crop or a blur; the file itself can be made again from it. Places
in a picture are shares (0 to 1) of the upright picture as it is when the step comes, from the top left, so that a recipe fits
the original and its preview alike.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from datetime import datetime

import msgspec

from sync.protocol.marks import Box, Mark, Marks, hidden, shown_part, sound
from sync.protocol.position import Position
from sync.protocol.problems import Code, Problem

VERSION = 1
MAX_STEPS = 200
MAX_POINTS = 5000
MAX_TEXT = 200


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A rectangle in shares of the upright picture."""

    left: float
    top: float
    width: float
    height: float


class Fit(msgspec.Struct, frozen=True, kw_only=True, tag="fit"):
    """Make the long side at most `long_px` pixels; never larger."""

    long_px: int


class Crop(msgspec.Struct, frozen=True, kw_only=True, tag="crop"):
    area: Area


class Blur(msgspec.Struct, frozen=True, kw_only=True, tag="blur"):
    """Make a face or a plate unreadable: what was there is averaged away and cannot be brought back."""

    area: Area


class Draw(msgspec.Struct, frozen=True, kw_only=True, tag="draw"):
    """A line through points; `width` is a share of the long side, `colour` as #rrggbb."""

    points: tuple[tuple[float, float], ...]
    colour: str = "#e02020"
    width: float = 0.008


class Stamp(msgspec.Struct, frozen=True, kw_only=True, tag="stamp"):
    """Lines of text at the lower left on a dark band, `height` (a share of the short side) each."""

    lines: tuple[str, ...]
    height: float = 0.032


class Marked(msgspec.Struct, frozen=True, kw_only=True, tag="marked"):
    """What a person drew: its lines and labels. What hides or cuts are steps of their own."""

    marks: tuple[Mark, ...]


Step = Fit | Crop | Blur | Draw | Stamp | Marked


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """`source_sha256` is lower-case hex of the original's bytes."""

    source_sha256: str
    steps: tuple[Step, ...] = ()
    quality: int = 88
    version: int = VERSION


def recipe_id(recipe: Recipe) -> str:
    """SHA-256 of the recipe: the same recipe has the same name everywhere."""
    return hashlib.sha256(msgspec.json.encode(recipe, order="deterministic")).hexdigest()


def checked(recipe: Recipe) -> Recipe:
    """The recipe, when it can be followed. Raises Problem BODY_INVALID with the field that is wrong."""
    if recipe.version != VERSION or not 30 <= recipe.quality <= 95:
        raise Problem(Code.BODY_INVALID, field="version" if recipe.version != VERSION else "quality")
    if len(recipe.steps) > MAX_STEPS:
        raise Problem(Code.BODY_INVALID, field="steps")
    check_steps(recipe.steps)
    return recipe


def check_steps(steps: Iterable[Step]) -> None:
    """Raises Problem BODY_INVALID with the first step that makes no sense."""
    for step in steps:
        if not _sound(step):
            raise Problem(Code.BODY_INVALID, field=type(step).__name__.lower())


def steps_of(marks: Marks) -> tuple[Step, ...]:
    """Hidden first, then drawn, then cut: all places are those of the whole photo."""
    blurs = tuple(Blur(area=area_of(one)) for one in hidden(marks))
    part = shown_part(marks)
    drawn = (Marked(marks=marks),) if marks else ()
    return (*blurs, *drawn, *((Crop(area=area_of(part)),) if part is not None else ()))


def hiding(marks: Marks) -> tuple[Step, ...]:
    """Of the marks only what makes something unreadable."""
    return tuple(Blur(area=area_of(one)) for one in hidden(marks))


def area_of(part: Box) -> Area:
    left, top, right, bottom = part
    return Area(left=left, top=top, width=right - left, height=bottom - top)


def _sound(step: Step) -> bool:
    if isinstance(step, Marked):
        return sound(step.marks)
    if isinstance(step, Fit):
        return 16 <= step.long_px <= 20_000
    if isinstance(step, Crop | Blur):
        area = step.area
        numbers = (area.left, area.top, area.width, area.height)
        return all(math.isfinite(each) for each in numbers) and 0 <= area.left < 1 and 0 <= area.top < 1 and (
            area.width > 0 and area.height > 0)  # fmt: skip
    if isinstance(step, Draw):
        colour = step.colour.removeprefix("#")
        return (
            2 <= len(step.points) <= MAX_POINTS and len(colour) == 6 and all(c in "0123456789abcdefABCDEF" for c in colour)
            and all(-1 <= each <= 2 for point in step.points for each in point) and 0 < step.width <= 0.2
        )  # fmt: skip
    return 0 < step.height <= 0.2 and len(step.lines) <= 12 and all(len(line) <= MAX_TEXT for line in step.lines)


def stamp(
    *, taken_at: datetime | None = None, place: str = "", position: Position | None = None, case_number: str = "",
    reporter: str = "",
) -> Stamp | None:
    """The watermark of a photo: what is known of time, place, case and reporter, a line each; None when nothing is.

    It is switched off by leaving the step out. Values alone are written, without labels, so that it fits every language.
    """
    where = f"{position.latitude:.6f}, {position.longitude:.6f}" if position is not None else ""
    if position is not None and position.accuracy_m is not None:
        where += f" ±{position.accuracy_m:.0f} m"
    when = taken_at.strftime("%Y-%m-%d %H:%M:%S %z").strip() if taken_at is not None else ""
    names = "  ".join(each for each in (case_number, reporter) if each)
    lines = tuple(each[:MAX_TEXT] for each in (when, place, where, names) if each)
    return Stamp(lines=lines) if lines else None
