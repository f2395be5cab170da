"""Where a case lies: its place, its grid and the grids around it on one plane of metres, for the screen and for paper."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fieldclient.geo.area import Level
from fieldclient.work.patrol.pages import rings
from fieldclient.work.patrol.plane import METRES_PER_DEGREE, Plane, Point
from fieldclient.work.patrol.views import Outline, PatrolMap
from fieldclient.work.places import Places
from sync.protocol.position import Position, distance_m

AROUND_M = 220.0  # of the neighbourhood, so that the street corner can be told
MOST_GRIDS = 60


@dataclass(frozen=True, slots=True)
class CaseMap:
    """`drawn`: outlines, of which the case's own grid counts as covered, and the case as the only dot. Metres of its plane."""

    drawn: PatrolMap
    place: Position
    grid: str  # name, or the code where it has none; '' where no grid is known

    @property
    def plane(self) -> Plane:
        return self.drawn.plane

    def point(self, position: Position) -> Point:
        return self.plane.of(position)


@dataclass(frozen=True, slots=True)
class Away:
    """From somebody to the case. `towards`: one of eight directions, '' where they stand on it."""

    distance_m: float
    towards: str


DIRECTIONS = ("north", "north_east", "east", "south_east", "south", "south_west", "west", "north_west")
ON_IT_M = 8.0  # nearer than a receiver can tell a direction


def case_map(places: Places, place: Position, grid: str | None, called: str = "") -> CaseMap:
    """`grid`: the code that the hub gave the case, `called` its name there; else the grid of this device that it lies in."""
    plane = Plane(place)
    high = AROUND_M / METRES_PER_DEGREE
    wide = high / max(0.05, math.cos(math.radians(place.latitude)))
    box = (place.latitude - high, place.longitude - wide, place.latitude + high, place.longitude + wide)
    areas = places.near(box, Level.GRID)[:MOST_GRIDS]
    own = grid or places.where(place).grid
    outlines = tuple(
        Outline(area.code, area.name, planned=False, covered=area.code == own, rings=rings(area, plane)) for area in areas)
    name = next((area.name or area.code for area in areas if area.code == own), called if grid and called else own or "")
    return CaseMap(PatrolMap(plane=plane, stretches=(), outlines=outlines, dots=((0, plane.of(place)),)), place, name)


def away(here: Position, place: Position) -> Away:
    metres = distance_m(here, place)
    if metres < ON_IT_M:
        return Away(metres, "")
    east, north = Plane(here).of(place)
    return Away(metres, DIRECTIONS[round(math.degrees(math.atan2(east, north)) / 45) % 8])
