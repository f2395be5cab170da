"""Cases near a place, from what this device has, by an R*Tree: a hundred thousand cases cost what a hundred do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from fieldclient.store.database import Database
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.position import EARTH_RADIUS_M, Position, PositionSource, distance_m
from sync.protocol.report import Kind

_FOUND = """
    SELECT c.id, c.number, c.subcategory, c.kind, c.stage, c.mine, c.created_ms, c.changed_ms, p.latitude, p.longitude
    FROM case_places p CROSS JOIN cases c ON c.row = p.row
    WHERE p.south <= ? AND p.north >= ? AND p.west <= ? AND p.east >= ?
        AND c.person = ? AND c.ended = 0 AND c.created_ms >= ?
"""


@dataclass(frozen=True, slots=True)
class NearCase:
    """An open case, how far it is and since when it is known."""

    id: str
    number: str | None
    subcategory: str | None
    kind: Kind
    stage: str | None  # None: the hub has not answered yet
    mine: bool
    created_at: datetime
    distance_m: float


class Nearby:
    def __init__(self, database: Database) -> None:
        self._database = database

    def open_cases(self, person: str, place: Position, radius_m: float, since: datetime) -> list[NearCase]:
        """Those in this person's sight that are not over and were made after `since`; the nearest first."""
        rows: list[NearCase] = []
        for south, north, west, east in boxes(place, radius_m):
            for row in self._database.read(_FOUND, (north, south, east, west, person, to_ms(since))):
                there = Position(latitude=row["latitude"], longitude=row["longitude"], source=PositionSource.COPIED)
                far_m = distance_m(place, there)
                if far_m <= radius_m:
                    rows.append(NearCase(
                        row["id"], row["number"], row["subcategory"], Kind(row["kind"]), row["stage"], bool(row["mine"]),
                        from_ms(row["created_ms"]), far_m))
        return sorted(rows, key=lambda case: (case.distance_m, case.id))


def boxes(place: Position, radius_m: float) -> list[tuple[float, float, float, float]]:
    """South, north, west and east of a circle, in degrees; two boxes where it crosses the date line."""
    high = math.degrees(radius_m / EARTH_RADIUS_M)
    south, north = place.latitude - high, place.latitude + high
    if max(abs(south), abs(north)) >= 89:
        return [(south, north, -180.0, 180.0)]
    wide = high / math.cos(math.radians(max(abs(south), abs(north))))
    west, east = place.longitude - wide, place.longitude + wide
    if west < -180:
        return [(south, north, -180.0, east), (south, north, west + 360, 180.0)]
    if east > 180:
        return [(south, north, west, 180.0), (south, north, -180.0, east - 360)]
    return [(south, north, west, east)]
