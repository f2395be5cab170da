"""Recorded tracks: where somebody was, and where they were at a moment in between. Pure.

A track is what a receiver wrote down, in the order of time, cleaned of what cannot be: a second place for one moment, and
places that nobody reaches at `MAX_SPEED_MPS`. A pause of the receiver stays a pause: between its two ends nothing is made up.
A place from a track is a `Position` of source "track" and is ranked by `choose` like every other; it never beats a hand.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from sync.protocol.position import EARTH_RADIUS_M, Position, PositionSource, is_valid

MAX_GAP_S = 120.0  # a walker turns two corners in it: a straight line between would cut through houses
STILL_M, STILL_GAP_S = 30.0, 3600.0  # receivers that save power write nothing while nobody moves
MAX_SPEED_MPS = 70.0  # 250 km/h: no patrol; a receiver between high walls "moves" faster
MAX_AGE_S = 30.0  # beside a pause or beyond an end, the nearest fix counts for this long
NEAR_M = 10.0  # what a handheld receiver is good for under open sky, when it does not say
STROLL_MPS = 5.0  # how far from a single fix somebody may be after each second: between walking and cycling
BELIEVED = 3  # that many fixes in a row, agreeing with one another, make a jump a new place


@dataclass(frozen=True, slots=True)
class Fix:
    """One line of a receiver: seconds since 1970 (UTC), degrees WGS-84, metres."""

    at_s: float
    latitude: float
    longitude: float
    altitude_m: float | None = None
    accuracy_m: float | None = None
    begins: bool = False  # the receiver began anew here: nothing is known about the time before


@dataclass(frozen=True, slots=True)
class Track:
    """Fixes in strict order of time. The counts say what was left out, so that it can be told."""

    fixes: tuple[Fix, ...]
    duplicates: int = 0  # further fixes of one and the same moment
    jumps: int = 0  # fixes that nobody can have reached
    unreadable: int = 0  # lines with a wrong checksum, points without time or place
    _at: tuple[float, ...] = field(default=(), repr=False, compare=False)

    @property
    def times(self) -> Sequence[float]:
        return self._at or tuple(fix.at_s for fix in self.fixes)

    def covers(self, at_s: float) -> bool:
        return bool(self.fixes) and self.fixes[0].at_s <= at_s <= self.fixes[-1].at_s

    def segments(self) -> list[tuple[Fix, ...]]:
        """Stretches without a pause, for drawing: a gap is drawn as a gap."""
        found: list[list[Fix]] = []
        for fix in self.fixes:
            if not found or fix.begins or _is_gap(found[-1][-1], fix):
                found.append([])
            found[-1].append(fix)
        return [tuple(each) for each in found]


class Why(StrEnum):
    """How a place on a track came about, or why there is none."""

    FIX = "fix"  # a fix of this very second
    BETWEEN = "between"  # interpolated
    NEAREST = "nearest"  # beside a pause or an end, close enough in time
    GAP = "gap"  # in a pause of the receiver
    BEFORE = "before"  # the track begins later
    AFTER = "after"  # the track was over
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Where:
    """The answer for a moment. `age_s` is how far in time, `distance_m` how far on the ground the nearest fix is from it
    (the place given; without one, `distance_m` is None)."""

    why: Why
    position: Position | None = None
    age_s: float | None = None
    distance_m: float | None = None


def make_track(fixes: Iterable[Fix], unreadable: int = 0) -> Track:
    """Sorted and cleaned. Fixes that are no place on earth count as unreadable."""
    given = list(fixes)
    real = sorted((each for each in given if _is_real(each)), key=lambda each: each.at_s)
    single: list[Fix] = []
    for fix in real:
        if single and fix.at_s == single[-1].at_s:
            continue
        single.append(fix)
    kept, jumps = _without_jumps(single)
    return Track(
        tuple(kept), duplicates=len(real) - len(single), jumps=jumps, unreadable=unreadable + len(given) - len(real),
        _at=tuple(each.at_s for each in kept),
    )


def _is_real(fix: Fix) -> bool:
    return math.isfinite(fix.at_s) and is_valid(fix.latitude, fix.longitude)


def _without_jumps(fixes: Sequence[Fix]) -> tuple[list[Fix], int]:
    """A few fixes far away are the receiver's mistake; when they go on and agree, somebody was carried there while it was off."""
    kept: list[Fix] = []
    doubted: list[Fix] = []
    jumps = 0
    for fix in fixes:
        if not kept or _reachable(kept[-1], fix):
            jumps += len(doubted)
            doubted = []
            kept.append(fix)
            continue
        if doubted and not _reachable(doubted[-1], fix):
            jumps += len(doubted)
            doubted = []
        doubted.append(fix)
        if len(doubted) >= BELIEVED:
            first = doubted[0]
            kept.append(Fix(first.at_s, first.latitude, first.longitude, first.altitude_m, first.accuracy_m, begins=True))
            kept += doubted[1:]
            doubted = []
    return kept, jumps + len(doubted)


def _reachable(a: Fix, b: Fix) -> bool:
    return apart_m(a, b) <= MAX_SPEED_MPS * (b.at_s - a.at_s) + 2 * NEAR_M


def apart_m(a: Fix, b: Fix) -> float:
    """Great-circle distance in metres."""
    lat_a, lat_b = math.radians(a.latitude), math.radians(b.latitude)
    d_lon = math.radians(b.longitude - a.longitude)
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(d_lon / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def _is_gap(a: Fix, b: Fix) -> bool:
    if b.begins:
        return True
    apart_s = b.at_s - a.at_s
    return apart_s > MAX_GAP_S and not (apart_s <= STILL_GAP_S and apart_m(a, b) <= STILL_M)


def where_at(track: Track, moment: datetime) -> Where:
    """Where it was at an aware moment."""
    fixes, at_s = track.fixes, moment.timestamp()
    if not fixes:
        return Where(Why.EMPTY)
    after = bisect_left(track.times, at_s)
    if after < len(fixes) and fixes[after].at_s == at_s:
        return _at_fix(fixes[after], moment, 0.0, Why.FIX)
    if after == 0:
        return _nearest(fixes[0], moment, Why.BEFORE)
    if after == len(fixes):
        return _nearest(fixes[-1], moment, Why.AFTER)
    a, b = fixes[after - 1], fixes[after]
    if _is_gap(a, b):
        return _nearest(a if at_s - a.at_s <= b.at_s - at_s else b, moment, Why.GAP)
    return _between(a, b, moment)


def where_on(tracks: Iterable[Track], moment: datetime) -> Where:
    """The best answer of several tracks: a place rather than none, the finer rather than the coarser."""
    best = Where(Why.EMPTY)
    for track in tracks:
        found = where_at(track, moment)
        if _rank(found) < _rank(best):
            best = found
    return best


def _rank(where: Where) -> tuple[int, float]:
    if where.position is None:
        return (2 if where.why is Why.EMPTY else 1, where.age_s or 0.0)
    return (0, where.position.accuracy_m or 0.0)


def _nearest(fix: Fix, moment: datetime, otherwise: Why) -> Where:
    age_s = abs(moment.timestamp() - fix.at_s)
    if age_s > MAX_AGE_S:
        return Where(otherwise, age_s=age_s)
    return _at_fix(fix, moment, age_s, Why.NEAREST)


def _at_fix(fix: Fix, moment: datetime, age_s: float, why: Why) -> Where:
    accuracy_m = (fix.accuracy_m or NEAR_M) + STROLL_MPS * age_s
    return Where(why, _position(fix.latitude, fix.longitude, fix.altitude_m, accuracy_m, moment), age_s, 0.0)


def _between(a: Fix, b: Fix, moment: datetime) -> Where:
    """On the straight line, at even speed. Doubt grows towards the middle, where the nearest fix is farthest."""
    at_s = moment.timestamp()
    share = (at_s - a.at_s) / (b.at_s - a.at_s)
    latitude = a.latitude + share * (b.latitude - a.latitude)
    east = (b.longitude - a.longitude + 180) % 360 - 180  # the short way, also over the date line
    longitude = (a.longitude + share * east + 180) % 360 - 180
    altitude_m = None
    if a.altitude_m is not None and b.altitude_m is not None:
        altitude_m = a.altitude_m + share * (b.altitude_m - a.altitude_m)
    near, age_s = (a, at_s - a.at_s) if share <= 0.5 else (b, b.at_s - at_s)
    distance_m = apart_m(near, Fix(at_s, latitude, longitude))
    accuracy_m = max(a.accuracy_m or NEAR_M, b.accuracy_m or NEAR_M) + distance_m / 2
    return Where(Why.BETWEEN, _position(latitude, longitude, altitude_m, accuracy_m, moment), age_s, distance_m)


def _position(
    latitude: float, longitude: float, altitude_m: float | None, accuracy_m: float, moment: datetime
) -> Position:
    return Position(
        latitude=latitude, longitude=longitude, source=PositionSource.TRACK, accuracy_m=accuracy_m, altitude_m=altitude_m,
        fixed_at=moment.astimezone(UTC),
    )
