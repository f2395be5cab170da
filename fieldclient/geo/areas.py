"""Which unit grid, community and street a place lies in, who answers for it, and whether it is ours at all.

Areas are kept and asked for in WGS-84, as every `Position` is. Thousands of outlines stand in one tree; a question about
20,000 of them takes some ten microseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from fieldclient.geo.area import COMMUNITY_DIGITS, STREET_DIGITS, Area, Level, Where
from sync.protocol.position import Position, PositionSource


class AreaIndex:
    """All areas of a device, ready to be asked. Not changed after it was built; any thread may ask."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas: Sequence[Area] = tuple(areas)
        shapes = shapely.from_wkb(np.array([area.shape for area in self.areas], dtype=object), on_invalid="ignore")
        shapely.prepare(shapes)
        self._tree = shapely.STRtree(shapes)
        self._sizes = shapely.area(shapes)
        self._names = {(area.level, area.code): area for area in self.areas}
        self._bounds = [float(each) for each in shapely.total_bounds(shapes)] if self.areas else []
        self._levels = {area.level for area in self.areas}

    def __len__(self) -> int:
        return len(self.areas)

    def where(self, place: Position) -> Where:
        """A place on the edge of two areas belongs to one of them, always the same: the smaller, then the lower code."""
        if not self.areas:
            return Where()
        found = self._holding(place)
        grids = found[Level.GRID]
        chosen = {level: held[0] for level, held in found.items() if held}
        grid = chosen.get(Level.GRID)
        community = chosen.get(Level.COMMUNITY) or self._above(grid, Level.COMMUNITY, COMMUNITY_DIGITS)
        street = chosen.get(Level.STREET) or self._above(grid or community, Level.STREET, STREET_DIGITS)
        nested = (grid, community, street, chosen.get(Level.JURISDICTION))
        return Where(
            grid=_code(grid), grid_name=_name(grid),
            community=_code(community) or _head(grid, COMMUNITY_DIGITS), community_name=_name(community),
            street=_code(street) or _head(grid or community, STREET_DIGITS), street_name=_name(street),
            department=next((area.department for area in nested if area is not None and area.department), ""),
            outside=self._outside(chosen), known=True, overlapping=tuple(area.code for area in grids[1:]),
        )

    def within(self, box: tuple[float, float, float, float], level: Level) -> list[Area]:
        """Areas of a level that touch a box: south, west, north, east in degrees."""
        south, west, north, east = box
        hits = self._tree.query(shapely.box(west, south, east, north), predicate="intersects")
        return [self.areas[at] for at in sorted(hits.tolist()) if self.areas[at].level is level]

    def middle(self) -> Position | None:
        """The middle of all areas together; None without any."""
        if not self.areas:
            return None
        west, south, east, north = self._bounds
        return Position(latitude=(south + north) / 2, longitude=(west + east) / 2, source=PositionSource.COPIED)

    def _holding(self, place: Position) -> dict[Level, list[Area]]:
        """The areas that hold the place, edges included; of each level the one that counts first."""
        point = shapely.Point(place.longitude, place.latitude)
        hits = self._tree.query(point, predicate="intersects")
        ordered = sorted(hits.tolist(), key=lambda at: (self._sizes[at], self.areas[at].code))
        found: dict[Level, list[Area]] = {level: [] for level in Level}
        for at in ordered:
            found[self.areas[at].level].append(self.areas[at])
        return found

    def _above(self, area: Area | None, level: Level, digits: int) -> Area | None:
        """By the code's head, for places where the outlines of the two levels do not meet exactly."""
        return self._names.get((level, area.code[:digits])) if area is not None and len(area.code) > digits else None

    def _outside(self, chosen: dict[Level, Area]) -> bool:
        """By the jurisdiction's own outline where there is one, else when no area of any level holds the place."""
        if Level.JURISDICTION in self._levels:
            return Level.JURISDICTION not in chosen
        return not chosen


def _code(area: Area | None) -> str:
    return area.code if area is not None else ""


def _name(area: Area | None) -> str:
    return area.name if area is not None else ""


def _head(area: Area | None, digits: int) -> str:
    return area.code[:digits] if area is not None and len(area.code) > digits else ""
