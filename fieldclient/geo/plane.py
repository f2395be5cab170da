"""Metres around a point, for drawing a place without tiles. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sync.protocol.position import EARTH_RADIUS_M

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plane:
    """Metres east and north of a point in WGS-84; true to 0.1 % within 20 km."""

    latitude: float
    longitude: float

    def to_metres(self, latitude: float, longitude: float) -> Point:
        east_deg = (longitude - self.longitude + 180) % 360 - 180
        return (
            math.radians(east_deg) * EARTH_RADIUS_M * math.cos(math.radians(self.latitude)),
            math.radians(latitude - self.latitude) * EARTH_RADIUS_M,
        )

    def to_degrees(self, east_m: float, north_m: float) -> tuple[float, float]:
        """Degrees WGS-84."""
        shrink = max(math.cos(math.radians(self.latitude)), 1e-6)
        latitude = self.latitude + math.degrees(north_m / EARTH_RADIUS_M)
        longitude = self.longitude + math.degrees(east_m / (EARTH_RADIUS_M * shrink))
        return max(-90.0, min(90.0, latitude)), (longitude + 180) % 360 - 180


def thinned(line: Sequence[Point], apart_m: float) -> list[Point]:
    """The same line with fewer points: its ends stay, and in between each is `apart_m` from the last that stayed."""
    if len(line) < 3:
        return list(line)
    kept = [line[0]]
    for point in line[1:-1]:
        if math.dist(point, kept[-1]) >= apart_m:
            kept.append(point)
    return [*kept, line[-1]]


def round_step_m(at_least_m: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50 … metres that is not less than `at_least_m`: grid lines and the scale bar."""
    if at_least_m <= 0:
        return 1.0
    decade = 10.0 ** math.floor(math.log10(at_least_m))
    return next((f * decade for f in (1, 2, 5, 10) if f * decade >= at_least_m * (1 - 1e-9)), 10 * decade)
