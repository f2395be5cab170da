"""Which of the fixes that a receiver gives while somebody aims counts: the best of a short window, never an old one. Pure.

A receiver that has just been switched on repeats what it knew yesterday, and then comes nearer with every second. What is
older than the shutter allows (`choose.MAX_FIX_AGE_S` for a photo; here somebody stands there) is refused. A clock that is
wrong makes every fix look old: fixes that follow each other as time does are of now, whatever they say the time is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sync.protocol.position import Position, distance_m

STALE_S = 30.0
WINDOW_S = 20.0  # a walker covers about 25 m in it, as much as a fix between houses is wrong by
MOVED = 3.0  # a later fix that lies this many times its own accuracy away means that the person has walked on
_UNKNOWN_M = 100.0  # stands for an accuracy that the receiver does not tell
_RHYTHM_S = 2.0  # by how much two fixes may follow each other faster or slower than time does


@dataclass(frozen=True, slots=True)
class _Seen:
    position: Position
    at_s: float


class FixWindow:
    """`at_s` is a clock that only ever goes forward (seconds); `now` is this device's time of day."""

    def __init__(self) -> None:
        self._kept: list[_Seen] = []
        self._last: _Seen | None = None

    def add(self, position: Position, at_s: float, now: datetime) -> bool:
        """False when it is refused: a fix of some other time."""
        last, self._last = self._last, _Seen(position, at_s)
        if not _is_fresh(position, at_s, now, last):
            return False
        here = position.accuracy_m or _UNKNOWN_M
        self._kept = [
            each for each in self._kept
            if at_s - each.at_s <= WINDOW_S and distance_m(each.position, position) <= MOVED * max(here, 5.0)
        ]
        self._kept.append(_Seen(position, at_s))
        return True

    def best(self, at_s: float) -> Position | None:
        """The most accurate of the last `WINDOW_S`, of equals the latest; None when there is none that young."""
        young = [each for each in self._kept if at_s - each.at_s <= WINDOW_S]
        best = min(young, key=lambda each: (_accuracy(each.position), -each.at_s), default=None)
        return best.position if best is not None else None


def _accuracy(position: Position) -> float:
    return position.accuracy_m if position.accuracy_m is not None else _UNKNOWN_M


def _is_fresh(position: Position, at_s: float, now: datetime, last: _Seen | None) -> bool:
    if position.fixed_at is None:
        return True
    if abs((now - position.fixed_at).total_seconds()) <= STALE_S:
        return True
    if last is None or last.position.fixed_at is None:
        return False
    apart_s = (position.fixed_at - last.position.fixed_at).total_seconds()
    return apart_s > 0 and abs(apart_s - (at_s - last.at_s)) <= _RHYTHM_S
