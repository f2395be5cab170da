"""Unit grids and streets as polygons, and which one a place lies in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import product

import msgspec

from sync.protocol.position import EARTH_RADIUS_M, Position, PositionSource, distance_m

SQUARES_PER_DEGREE = 200  # about 500 m: a few grids lie in each
MOST_SQUARES = 4096  # of one area
FINDERS = 4
Point = tuple[float, float]  # longitude, latitude in degrees WGS-84, the order of GeoJSON


class Area(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A unit grid (15-digit code) or a street (9-digit code), whose code is the head of its grids' codes."""

    code: str
    name: str
    polygon: tuple[Point, ...]

    @property
    def is_unit_grid(self) -> bool:
        return len(self.code) == 15

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north end: most places are outside of most of them."""
        xs, ys = [x for x, _ in self.polygon], [y for _, y in self.polygon]
        return min(xs), min(ys), max(xs), max(ys)

    def holds(self, x: float, y: float) -> bool:
        west, south, east, north = self.box
        return west <= x <= east and south <= y <= north and contains(self.polygon, x, y)

    @property
    def middle(self) -> Position:
        """The mean of its corners: good enough to say which grids are neighbours."""
        count = len(self.polygon)
        return Position(
            longitude=sum(x for x, _ in self.polygon) / count,
            latitude=sum(y for _, y in self.polygon) / count,
            source=PositionSource.COMPONENT,
        )


def is_code(text: str) -> bool:
    return re.fullmatch(r"\d{9}|\d{15}", text) is not None


def contains(polygon: Sequence[Point], x: float, y: float) -> bool:
    """Ray casting: an odd number of edges lies east of the point. Holes are not supported; a place on an edge belongs
    to one of the two areas that share it, never to both."""
    inside = False
    x1, y1 = polygon[-1]
    for x2, y2 in polygon:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


def find(areas: tuple[Area, ...], place: Position) -> Area | None:
    """The unit grid that holds the place, else the street that does, else None: outside the jurisdiction."""
    return _finder(areas).find(place.longitude, place.latitude)


class _Finder:
    """The areas near a place: a district has some thousand grids, and looking at the ends of each took twice as long as all else
    that a report among thousands costs."""

    def __init__(self, areas: tuple[Area, ...]) -> None:
        self.areas = areas
        self._near: dict[tuple[int, int], list[tuple[int, Area]]] = {}
        self._wide: list[tuple[int, Area]] = []  # over so many squares that it is looked at anyway
        for place, area in enumerate(areas):
            west, south, east, north = area.box
            columns, rows = range(_square(west), _square(east) + 1), range(_square(south), _square(north) + 1)
            if len(columns) * len(rows) > MOST_SQUARES:
                self._wide.append((place, area))
                continue
            for square in product(columns, rows):
                self._near.setdefault(square, []).append((place, area))

    def find(self, x: float, y: float) -> Area | None:
        """Of those with equally long codes the first one."""
        if not (math.isfinite(x) and math.isfinite(y)):
            return None
        near = self._near.get((_square(x), _square(y)), [])
        found = [(len(area.code), -place, area) for place, area in (*near, *self._wide) if area.holds(x, y)]
        return max(found, key=lambda each: each[:2])[2] if found else None


def _square(degrees: float) -> int:
    return math.floor(degrees * SQUARES_PER_DEGREE)


_finders: dict[int, _Finder] = {}  # by identity: the areas of the world of now, seldom of another


def _finder(areas: tuple[Area, ...]) -> _Finder:
    found = _finders.get(id(areas))
    if found is None or found.areas is not areas:
        if len(_finders) >= FINDERS:
            _finders.clear()
        found = _finders[id(areas)] = _Finder(areas)
    return found


def by_nearness(areas: Iterable[Area], start: Area | None) -> list[str]:
    """Codes of unit grids, nearest to `start` first (itself included); in order of code when there is no start."""
    grids = sorted((area for area in areas if area.is_unit_grid), key=lambda area: area.code)
    if start is not None:
        grids.sort(key=lambda area: distance_m(area.middle, start.middle))
    return [area.code for area in grids]


def area_m2(polygon: Sequence[Point]) -> float:
    """Plane area in square metres, for telling a seed's slip (corners crossed or in the wrong order) from a grid."""
    scale = math.radians(1) * EARTH_RADIUS_M
    shrink = math.cos(math.radians(polygon[0][1]))
    total = 0.0
    x1, y1 = polygon[-1]
    for x2, y2 in polygon:
        total += (x1 * y2 - x2 * y1) * shrink
        x1, y1 = x2, y2
    return abs(total) / 2 * scale * scale
