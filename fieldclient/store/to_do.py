"""What is asked of a person, for the page where a day begins: how much it is, and which of it is near."""

from __future__ import annotations

import math

from fieldclient.store.database import Database
from sync.protocol.position import Position

LOOKED_AT = 2000  # the most urgent: nobody has more to go to, and a centre that sees all cases goes to none
_ASKED = "FROM cases INDEXED BY cases_all WHERE person = ? AND ended = 0 AND needs_me = 1"


def count_to_do(database: Database, person: str) -> int:
    return database.number(f"SELECT COUNT(*) {_ASKED}", (person,))


def nearest_to_do(database: Database, person: str, here: Position, limit: int) -> list[int]:
    """Rows of `cases`; those without a place come last, the most urgent first. Distances are compared as on a plane, where a
    degree of longitude is as long as at `here`: over a city's width that is some metres off."""
    narrower = math.cos(math.radians(here.latitude)) ** 2
    found = database.read(
        f"""
        SELECT asked.row FROM (SELECT row, sort_ms, changed_ms {_ASKED} ORDER BY sort_ms, changed_ms DESC LIMIT {LOOKED_AT}) asked
        LEFT JOIN case_places place ON place.row = asked.row
        ORDER BY place.row IS NULL, (latitude - ?) * (latitude - ?) + (longitude - ?) * (longitude - ?) * ?,
            sort_ms, changed_ms DESC LIMIT ?
        """,
        (person, here.latitude, here.latitude, here.longitude, here.longitude, narrower, limit))
    return [row["row"] for row in found]
