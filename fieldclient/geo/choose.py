"""Which of several positions counts for a photo or a report. Pure: no device is asked here.

The rule, from the top:

1. What a person placed by hand wins, for ever. Of several, the last one.
2. A pair that cannot be a place (0,0; out of range; not a number) never counts.
3. A fix coarser than `MAX_ACCURACY_M` never counts: it would route to the wrong grid with a straight face.
4. The device's own fix counts only when it was made within `MAX_FIX_AGE_S` of the shutter. A fix of unknown age, or beside a
   photo of unknown time, is a fix of somewhere else.
5. What is left is ranked by source. A registered component was surveyed, so it comes first. For a file from a card or an
   album the photo knows best (EXIF, then the recorded track, then this device); for this app's own camera the device's fix
   comes before the EXIF that a driver may have filled from a cache. What was copied from another photo comes last.
6. Between the device's fix and EXIF, accuracy overrules rank when the first is much worse: `MUCH_WORSE` times as coarse
   and at least `WORTH_M` metres.
7. A position that the system marks as mocked loses to every one that is not: external receivers are fed in that way, so it
   is not thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.protocol.media import Origin
from sync.protocol.position import Position, PositionSource, is_valid

MAX_FIX_AGE_S = 120.0  # a walker covers about 150 m in it, which is one or two grids
MAX_ACCURACY_M = 500.0  # five unit grids across: beyond that a person has to say where it is
MUCH_WORSE = 3.0
WORTH_M = 50.0


class Reason(StrEnum):
    """Why a candidate was not chosen, or why it was."""

    CHOSEN = "chosen"
    NOT_A_PLACE = "not_a_place"  # 0,0, out of range, not a number
    TOO_COARSE = "too_coarse"  # accuracy_m above MAX_ACCURACY_M
    STALE = "stale"  # the fix is older or newer than the shutter by more than MAX_FIX_AGE_S
    AGE_UNKNOWN = "age_unknown"  # the fix or the photo has no time
    OUTRANKED = "outranked"  # a better source was there


@dataclass(frozen=True, slots=True)
class Choice:
    """The position that counts, or None, and for every candidate (in the order given) what became of it."""

    position: Position | None
    reasons: tuple[tuple[Position, Reason], ...]


_RANK_FILE = (
    PositionSource.COMPONENT,
    PositionSource.EXIF,
    PositionSource.TRACK,
    PositionSource.GNSS,
    PositionSource.COPIED,
)
_RANK_CAMERA = (
    PositionSource.COMPONENT,
    PositionSource.GNSS,
    PositionSource.EXIF,
    PositionSource.TRACK,
    PositionSource.COPIED,
)


def choose_position(
    candidates: Iterable[Position],
    *,
    taken_at: datetime | None = None,
    origin: Origin = Origin.FILE,
) -> Position | None:
    """The position that counts, or None when none can be trusted. See `weigh` for the reasons."""
    return weigh(candidates, taken_at=taken_at, origin=origin).position


def weigh(
    candidates: Iterable[Position],
    *,
    taken_at: datetime | None = None,
    origin: Origin = Origin.FILE,
) -> Choice:
    """Choose by the rule of this module. `taken_at` is when the shutter fell, an aware datetime, or None if unknown."""
    given = tuple(candidates)
    doubts = [_doubt(each, taken_at) for each in given]
    fit = [each for each, doubt in zip(given, doubts, strict=True) if doubt is None]
    best = _best(fit, origin)
    reasons = tuple(
        (each, doubt or (Reason.CHOSEN if each is best else Reason.OUTRANKED))
        for each, doubt in zip(given, doubts, strict=True)
    )
    return Choice(best, reasons)


def _doubt(position: Position, taken_at: datetime | None) -> Reason | None:
    """Why this one cannot count at all; None when it can."""
    if not is_valid(position.latitude, position.longitude):
        return Reason.NOT_A_PLACE
    if position.source is PositionSource.HAND:
        return None
    if position.accuracy_m is not None and not position.accuracy_m <= MAX_ACCURACY_M:
        return Reason.TOO_COARSE
    if position.source is PositionSource.GNSS:
        return _staleness(position.fixed_at, taken_at)
    return None


def _staleness(fixed_at: datetime | None, taken_at: datetime | None) -> Reason | None:
    if fixed_at is None or taken_at is None:
        return Reason.AGE_UNKNOWN
    return Reason.STALE if abs((taken_at - fixed_at).total_seconds()) > MAX_FIX_AGE_S else None


def _best(fit: list[Position], origin: Origin) -> Position | None:
    by_hand = [each for each in fit if each.source is PositionSource.HAND]
    if by_hand:
        return by_hand[-1]
    real = [each for each in fit if not each.mocked] or fit
    rank = _RANK_CAMERA if origin is Origin.CAMERA else _RANK_FILE
    ranked = sorted(real, key=lambda each: (rank.index(each.source), _coarseness(each)))
    return _unless_much_worse(ranked) if ranked else None


def _coarseness(position: Position) -> float:
    """For comparing within one source: unknown accuracy goes last."""
    return MAX_ACCURACY_M if position.accuracy_m is None else position.accuracy_m


def _unless_much_worse(ranked: list[Position]) -> Position:
    first = ranked[0]
    measured = {PositionSource.GNSS, PositionSource.EXIF}
    if first.source not in measured or first.accuracy_m is None:
        return first
    for other in ranked[1:]:
        if other.source not in measured or other.accuracy_m is None:
            continue
        if first.accuracy_m >= MUCH_WORSE * other.accuracy_m and first.accuracy_m - other.accuracy_m >= WORTH_M:
            return other
    return first
