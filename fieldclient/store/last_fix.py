"""Where this person last was, as far as this device was told: by a patrol's receiver, or by a position kept with a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from fieldclient.store.database import Database
from fieldclient.store.times import from_ms
from sync.protocol.position import Position, PositionSource


@dataclass(frozen=True, slots=True)
class LastFix:
    """`at`: when it was so, by the device's clock."""

    position: Position
    at: datetime


def last_fix(database: Database, person: str) -> LastFix | None:
    """The newer of the two; None where there is neither. Made-up positions count for nothing."""
    found = [fix for fix in (_of_patrol(database, person), _of_draft(database, person)) if fix is not None]
    return max(found, key=lambda fix: fix.at, default=None)


def _of_patrol(database: Database, person: str) -> LastFix | None:
    row = database.one(
        """
        SELECT at_ms, latitude, longitude, accuracy_m FROM patrol_points
        WHERE patrol = (SELECT id FROM patrols WHERE person = ? AND track_hidden_ms IS NULL ORDER BY started_ms DESC LIMIT 1)
        ORDER BY at_ms DESC LIMIT 1
        """, (person,))
    if row is None:
        return None
    place = Position(
        latitude=row["latitude"], longitude=row["longitude"], accuracy_m=row["accuracy_m"], source=PositionSource.GNSS)
    return LastFix(place, from_ms(row["at_ms"]))


def _of_draft(database: Database, person: str) -> LastFix | None:
    rows = database.read(
        """
        SELECT fix_position, changed_ms FROM drafts WHERE person = ? AND state = 'open' AND fix_position IS NOT NULL
        ORDER BY changed_ms DESC LIMIT 5
        """, (person,))
    for row in rows:
        try:
            place = msgspec.json.decode(row["fix_position"], type=Position)
        except msgspec.DecodeError:
            continue
        if not place.mocked:
            return LastFix(place, place.fixed_at or from_ms(row["changed_ms"]))
    return None
