"""Walks for tests: fixes on a line, grids in a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import shapely

from fieldclient.geo.area import Area, Level
from fieldclient.geo.tracks import Fix

SOUTH, WEST = 36.0600, 120.3700
STEP = 0.0012  # degrees east: 108 m, a grid's width
METRE_EAST = STEP / 107.86  # degrees in a metre at this latitude
AT_S = 1_763_600_400.0


def fix(at_s: float = 0.0, east_m: float = 0.0, north_m: float = 50.0, accuracy_m: float | None = 5.0) -> Fix:
    return Fix(AT_S + at_s, SOUTH + north_m / 111_195, WEST + east_m * METRE_EAST, 12.0, accuracy_m)


def walk(count: int, *, start_s: float = 0.0, every_s: float = 10.0, start_m: float = 0.0, every_m: float = 14.0,
         north_m: float = 50.0) -> list[Fix]:
    """`count` fixes to the east."""
    return [fix(start_s + at * every_s, start_m + at * every_m, north_m) for at in range(count)]


def grids(count: int, tall: float = 0.001) -> list[Area]:
    """In a row from west to east, 108 m wide, 111 m high."""
    return [Area(f"370202001001{at + 1:03d}", f"第{at + 1}网格", Level.GRID, shapely.to_wkb(
        shapely.box(WEST + at * STEP, SOUTH, WEST + (at + 1) * STEP, SOUTH + tall))) for at in range(count)]


def begun(fixes: Iterable[Fix]) -> list[Fix]:
    """As the recorder gives them: the first begins a stretch."""
    first, *rest = fixes
    return [replace(first, begins=True), *rest]
