"""Questions about a position before it counts: asked, never answered by the machine. Pure.

A hand-placed pin is never moved and never doubted away: what is odd about it is said, and it stays where the person put it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldclient.geo.area import Where
from sync.protocol.position import Position, distance_m

NULL_ISLAND_DEG = 0.01  # a kilometre around 0,0: rounded, averaged or half-empty pairs land here as well
SPEED_LIMIT_M_S = 70.0  # 252 km/h: faster than anybody on patrol, slower than a wrong pair
JUMP_M = 300.0  # less than that is two receivers between high houses
FAR_FROM_PHOTO_M = 100.0  # the hub's limit for "far from the case"
NEAR_HOME_DEG = 2.0  # a turned pair that lands this near to the work's own ground was meant so


class Question(StrEnum):
    """What a person is asked about a position. The comment tells which facts of `Doubted` belong to it."""

    NULL_ISLAND = "null_island"  # 0,0 or nearly
    SWAPPED = "swapped"  # it would make sense with latitude and longitude turned: suggestion
    JUMP = "jump"  # nobody comes here that fast: distance_m, apart_s
    OUTSIDE = "outside"  # not in the jurisdiction
    PIN_FAR_FROM_PHOTO = "pin_far_from_photo"  # distance_m
    MOCKED = "mocked"  # the system says that it was made up


@dataclass(frozen=True, slots=True)
class Doubted:
    """One question. `suggestion`: the position that would be plausible; only a person takes it over."""

    question: Question
    distance_m: float | None = None
    apart_s: float | None = None
    suggestion: Position | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where somebody was and when: the photo before, or a point of the track."""

    position: Position
    at: datetime


def doubts(
    position: Position, *, taken_at: datetime | None = None, previous: Sighting | None = None, where: Where | None = None,
    home: Position | None = None, photo: Position | None = None,
) -> tuple[Doubted, ...]:
    """Every question that is worth asking about this position.

    `previous`: of the same camera or device. `where`: what the areas say of it. `home`: some place of the jurisdiction, for
    telling a turned pair. `photo`: where the photo says it was taken, when `position` is a pin.
    """
    if is_null_island(position):
        return (Doubted(Question.NULL_ISLAND),)
    asked = [_swapped(position, home), _jump(position, taken_at, previous), _far_from_photo(position, photo)]
    if where is not None and where.outside:
        asked.append(Doubted(Question.OUTSIDE))
    if position.mocked:
        asked.append(Doubted(Question.MOCKED))
    return tuple(each for each in asked if each is not None)


def is_null_island(position: Position) -> bool:
    return abs(position.latitude) < NULL_ISLAND_DEG and abs(position.longitude) < NULL_ISLAND_DEG


def turned(latitude: float, longitude: float) -> tuple[float, float] | None:
    """The pair the other way round, where that can be a place at all."""
    return (longitude, latitude) if abs(longitude) <= 90 else None


def pair_is_swapped(latitude: float, longitude: float, home: Position) -> bool:
    """For a pair as it was typed or read, which need not be a position: far from home as it stands and near it when turned."""
    return not _near(latitude, longitude, home) and _near(longitude, latitude, home)


def _near(latitude: float, longitude: float, home: Position) -> bool:
    east = abs((longitude - home.longitude + 180) % 360 - 180)
    return math.isfinite(latitude + longitude) and abs(latitude - home.latitude) <= NEAR_HOME_DEG and east <= NEAR_HOME_DEG


def _swapped(position: Position, home: Position | None) -> Doubted | None:
    if home is None or not pair_is_swapped(position.latitude, position.longitude, home):
        return None
    pair = turned(position.latitude, position.longitude)
    if pair is None:
        return None
    better = Position(
        latitude=pair[0], longitude=pair[1], source=position.source, accuracy_m=position.accuracy_m, fixed_at=position.fixed_at,
        mocked=position.mocked)
    return Doubted(Question.SWAPPED, distance_m=distance_m(position, better), suggestion=better)


def _jump(position: Position, taken_at: datetime | None, previous: Sighting | None) -> Doubted | None:
    if previous is None or taken_at is None:
        return None
    far = distance_m(position, previous.position)
    far -= (position.accuracy_m or 0.0) + (previous.position.accuracy_m or 0.0)
    apart = abs((taken_at - previous.at).total_seconds())
    if far <= JUMP_M or far <= SPEED_LIMIT_M_S * apart:
        return None
    return Doubted(Question.JUMP, distance_m=far, apart_s=apart)


def _far_from_photo(pin: Position, photo: Position | None) -> Doubted | None:
    if photo is None:
        return None
    far = distance_m(pin, photo)
    return Doubted(Question.PIN_FAR_FROM_PHOTO, distance_m=far) if far - (photo.accuracy_m or 0.0) > FAR_FROM_PHOTO_M else None
