"""What a city map is made of. Light: styles are tables over this."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """In the order in which they are drawn."""

    GREEN = "green"
    WATER = "water"
    STREAM = "stream"
    BUILDING = "building"
    PATH = "path"
    STREET = "street"
    ROAD = "road"
    MAIN = "main"
    RAIL = "rail"
    BORDER = "border"
    STREET_NAME = "street_name"
    PLACE_NAME = "place_name"


ORDER = tuple(Kind)
