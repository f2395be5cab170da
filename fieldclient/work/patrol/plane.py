"""Metres east and north of a place, for a few kilometres around it: a patrol's map is drawn and measured on it. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from sync.protocol.position import EARTH_RADIUS_M, Position

Point = tuple[float, float]  # metres east, metres north
METRES_PER_DEGREE = math.radians(1) * EARTH_RADIUS_M


@dataclass(frozen=True, slots=True)
class Plane:
    """True to a few metres in ten kilometres. `middle` is its zero."""

    middle: Position

    @property
    def east_scale(self) -> float:
        return METRES_PER_DEGREE * math.cos(math.radians(self.middle.latitude))

    def point(self, latitude: float, longitude: float) -> Point:
        return (longitude - self.middle.longitude) * self.east_scale, (latitude - self.middle.latitude) * METRES_PER_DEGREE

    def of(self, place: Position) -> Point:
        return self.point(place.latitude, place.longitude)

    def ring(self, degrees: Iterable[tuple[float, float]]) -> tuple[Point, ...]:
        """From longitude and latitude, as outlines are kept."""
        return tuple(self.point(latitude, longitude) for longitude, latitude in degrees)
