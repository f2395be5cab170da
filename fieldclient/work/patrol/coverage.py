"""Which unit grids a track covers. Pure.

A grid counts when somebody walked `ENOUGH_M` inside it, or half its width where it is small, or was there for `ENOUGH_POINTS`
points: cutting a corner covers nothing, standing in a yard does. Pauses of the receiver cover nothing, whatever lies between
their ends.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fieldclient.geo.area import Area
from fieldclient.geo.tracks import Fix
from fieldclient.work.patrol.plane import METRES_PER_DEGREE, Plane

ENOUGH_M = 50.0  # half of a grid of 10,000 m²
ENOUGH_POINTS = 5  # kept points: a minute of standing, or fifty metres on foot


@dataclass(frozen=True, slots=True)
class Inside:
    """How much of a track lies in one area."""

    code: str
    metres: float
    points: int
    width_m: float  # of a square of its size

    @property
    def covered(self) -> bool:
        return self.points >= ENOUGH_POINTS or self.metres >= min(ENOUGH_M, self.width_m / 2)


def inside(segments: Sequence[Sequence[Fix]], areas: Iterable[Area], plane: Plane) -> list[Inside]:
    """Of every area that the track touches, in their order. `segments` are stretches without a pause."""
    import numpy as np
    import shapely  # geometry is loaded when it is wanted, not at start

    lines = [[plane.point(fix.latitude, fix.longitude) for fix in segment] for segment in segments]
    points = shapely.points(np.array([point for line in lines for point in line]).reshape(-1, 2))
    walked = shapely.multilinestrings([shapely.linestrings(line) for line in lines if len(line) > 1])
    scale = np.array([plane.east_scale, METRES_PER_DEGREE])
    middle = np.array([plane.middle.longitude, plane.middle.latitude])
    found = []
    for area in areas:
        shape = shapely.transform(shapely.from_wkb(area.shape), lambda degrees: (degrees - middle) * scale)
        shapely.prepare(shape)
        within = int(shapely.intersects(shape, points).sum())
        metres = float(shapely.length(shapely.intersection(shape, walked)))
        if within or metres:
            found.append(Inside(area.code, metres, within, math.sqrt(float(shapely.area(shape)))))
    return found
