"""What an area is, and what the areas of a device say about a place. Light: the store knows this without loading geometry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How large an area is. Codes are nested: the head of a grid's code is its community's, whose head is its street's."""

    GRID = "grid"  # 单元网格, 15 digits (14 by the rule of 2005)
    COMMUNITY = "community"  # 社区, 12 digits
    STREET = "street"  # 街道, 9 digits
    JURISDICTION = "jurisdiction"  # what the hub answers for as a whole; 6 digits where it is a district


_DIGITS = {15: Level.GRID, 14: Level.GRID, 12: Level.COMMUNITY, 9: Level.STREET, 6: Level.JURISDICTION}
COMMUNITY_DIGITS, STREET_DIGITS = 12, 9


def level_of(code: str) -> Level | None:
    """By the number of digits (domain 2.3); None for what is no code of an area."""
    return _DIGITS.get(len(code)) if re.fullmatch("[0-9]+", code) else None


@dataclass(frozen=True, slots=True)
class Area:
    """One area. `shape` is WKB of a polygon or multipolygon, longitude before latitude, degrees WGS-84."""

    code: str
    name: str
    level: Level
    shape: bytes
    department: str = ""  # who answers for it, as the file names them


@dataclass(frozen=True, slots=True)
class Where:
    """What the areas say about one place. Names are empty where no area of that level is known.

    `outside`: the place is certainly not ours. `overlapping`: codes of other grids that hold it too; the smallest one counts.
    """

    grid: str = ""
    grid_name: str = ""
    community: str = ""
    community_name: str = ""
    street: str = ""
    street_name: str = ""
    department: str = ""
    outside: bool = False
    known: bool = False  # there are areas on this device at all
    overlapping: tuple[str, ...] = ()
