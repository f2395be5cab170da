"""How far and how long an open case answers for the same matter, by category. Pure.

A car is gone in an hour and stands three metres further on; a broken slab lies there for months. The default is the cities'
own (50 m and 24 hours); a person may widen the circle to 250 m.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sync.protocol.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Reach:
    radius_m: float
    age: timedelta


DEFAULT = Reach(50.0, timedelta(hours=24))
WIDE_M = 250.0
_LASTING = timedelta(days=90)
_WEEK = timedelta(days=7)
REACHES: dict[str, Reach] = {
    "C01": Reach(50.0, _WEEK), "C02": Reach(50.0, _WEEK), "C03": Reach(30.0, timedelta(days=30)),
    "C04": Reach(30.0, timedelta(hours=12)), "C05": Reach(50.0, timedelta(hours=24)),
    "C06": Reach(50.0, _LASTING), "C07": Reach(50.0, _LASTING), "C08": Reach(50.0, _LASTING), "C09": Reach(30.0, _LASTING),
    "C10": Reach(30.0, _LASTING), "X01": Reach(100.0, timedelta(days=30)), "X02": Reach(100.0, _WEEK),
    "X03": Reach(50.0, _LASTING), "X04": Reach(50.0, timedelta(hours=4)),
}
WIDEST = Reach(max(each.radius_m for each in REACHES.values()), max(each.age for each in REACHES.values()))


def reach_of(category: str | None) -> Reach:
    return REACHES.get(category or "", DEFAULT)


def category_of(catalogue: Catalogue, subcategory: str | None) -> str | None:
    """None for "unsure" and for codes that this catalogue does not have."""
    found = catalogue.subcategory(subcategory) if subcategory else None
    return found.category if found is not None else None
