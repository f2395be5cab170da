"""Which fixes of the receiver become points of the track. Pure.

Refused are fixes that are too coarse, that are not newer than the last one, that come out of a memory of the receiver, and
places nobody can have reached. What goes on somewhere else and agrees with itself is believed after a few fixes and begins a
new stretch: somebody was carried there while the receiver was off.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from fieldclient.geo.tracks import BELIEVED, NEAR_M, Fix, apart_m
from sync.protocol.position import is_valid

WORST_M = 50.0  # half a unit grid: beyond it nobody can say which grid it was
FASTEST_MPS = 40.0  # 144 km/h: a patrol by car
POINT_EVERY_M, POINT_EVERY_S = 10.0, 15.0  # a point is kept when it is so far or so late after the last
STALE_S = 30.0  # beyond what is usual between the receiver's clock and ours
NULL_ISLAND_DEG = 0.01


class Why(StrEnum):
    KEPT = "kept"
    NOTHING_NEW = "nothing_new"  # believed, and too near to the last point to be one
    COARSE = "coarse"
    OLD = "old"
    JUMP = "jump"
    NOWHERE = "nowhere"  # no place on earth, or 0, 0


@dataclass(frozen=True, slots=True)
class Sieve:
    """What has to be remembered between two fixes. A new one begins a new stretch."""

    last: Fix | None = None  # believed
    point: Fix | None = None  # kept
    doubted: tuple[Fix, ...] = ()
    least_lag_s: float | None = None  # how far our clock is ahead of the receiver's; the fastest answer tells


@dataclass(frozen=True, slots=True)
class Sifted:
    """`points` are to be written: none, one, or what was doubted and is believed now."""

    sieve: Sieve
    why: Why
    points: tuple[Fix, ...] = field(default=())


def sift(sieve: Sieve, fix: Fix, now_s: float) -> Sifted:
    """One fix that came at `now_s` by this device's clock, seconds since 1970."""
    if not is_valid(fix.latitude, fix.longitude) or max(abs(fix.latitude), abs(fix.longitude)) < NULL_ISLAND_DEG:
        return Sifted(sieve, Why.NOWHERE)
    lag_s = now_s - fix.at_s
    least_s = lag_s if sieve.least_lag_s is None else min(lag_s, sieve.least_lag_s)
    sieve = replace(sieve, least_lag_s=least_s)
    if (sieve.last is not None and fix.at_s <= sieve.last.at_s) or lag_s > least_s + STALE_S:
        return Sifted(sieve, Why.OLD)
    if fix.accuracy_m is not None and fix.accuracy_m > WORST_M:
        return Sifted(sieve, Why.COARSE)
    if sieve.last is None:
        return _kept(sieve, (replace(fix, begins=True),))
    if not _reachable(sieve.last, fix):
        return _doubted(sieve, fix)
    sieve = replace(sieve, last=fix, doubted=())
    point = sieve.point
    if point is not None and fix.at_s - point.at_s < POINT_EVERY_S and apart_m(point, fix) < POINT_EVERY_M:
        return Sifted(sieve, Why.NOTHING_NEW)
    return _kept(sieve, (fix,))


def _kept(sieve: Sieve, points: tuple[Fix, ...]) -> Sifted:
    return Sifted(replace(sieve, last=points[-1], point=points[-1], doubted=()), Why.KEPT, points)


def _doubted(sieve: Sieve, fix: Fix) -> Sifted:
    doubted = sieve.doubted
    if doubted and (fix.at_s <= doubted[-1].at_s or not _reachable(doubted[-1], fix)):
        doubted = ()
    doubted = (*doubted, fix)
    if len(doubted) < BELIEVED:
        return Sifted(replace(sieve, doubted=doubted), Why.JUMP)
    return _kept(sieve, (replace(doubted[0], begins=True), *doubted[1:]))


def _reachable(a: Fix, b: Fix) -> bool:
    unrest_m = (a.accuracy_m or NEAR_M) + (b.accuracy_m or NEAR_M)
    return apart_m(a, b) <= FASTEST_MPS * (b.at_s - a.at_s) + unrest_m
