"""Patrols and the tracks recorded on them. They lie in this database and nowhere else: no act, bundle or export names a point.

A patrol's result (how far, which grids) is written when it ends, so that the summary stays true when the areas are replaced or
the track is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from fieldclient.geo.tracks import Fix
from fieldclient.store.database import Database, Row
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.ids import new_id
from sync.protocol.problems import Code, Problem

FILED_LATER = timedelta(days=3)  # photos of a camera are reported when the card is taken in


class Ending(StrEnum):
    PERSON = "person"
    LEFT = "left"  # nobody ended it: the app found it hours later and ended it where its track ends


class Grid(msgspec.Struct, frozen=True):
    """A unit grid by its code, with the name it had then."""

    code: str
    name: str = ""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of a patrol for ever. Metres and seconds; `moving_s` without the gaps and without standing still."""

    distance_m: float = 0.0
    moving_s: float = 0.0
    gaps: int = 0
    covered: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class PatrolRow:
    id: str
    person: str
    team: str
    planned: tuple[Grid, ...]
    started_at: datetime
    ended_at: datetime | None
    ending: Ending | None
    result: Result | None
    track_hidden_at: datetime | None  # deleted; until it is erased for good this can be undone


@dataclass(frozen=True, slots=True)
class OwnReport:
    """An act by which the person reported something."""

    mutation: str
    case_id: str
    made_at: datetime


class Patrols:
    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, person: str, team: str, planned: Sequence[Grid], at: datetime) -> PatrolRow:
        patrol = new_id()
        self._database.write(
            "INSERT INTO patrols (id, person, team, planned, started_ms) VALUES (?, ?, ?, ?, ?)",
            (patrol, person, team, msgspec.json.encode(planned), to_ms(at)))
        return self.get(patrol)

    def get(self, patrol: str) -> PatrolRow:
        """BODY_INVALID (field) for an id that is no patrol's."""
        row = self._database.one("SELECT * FROM patrols WHERE id = ?", (patrol,))
        if row is None:
            raise Problem(Code.BODY_INVALID, field="patrol")
        return _patrol(row)

    def running(self, person: str) -> PatrolRow | None:
        row = self._database.one(
            "SELECT * FROM patrols WHERE person = ? AND ended_ms IS NULL ORDER BY started_ms DESC LIMIT 1", (person,))
        return None if row is None else _patrol(row)

    def of(self, person: str, limit: int = 200) -> list[PatrolRow]:
        """The latest first."""
        rows = self._database.read(
            "SELECT * FROM patrols WHERE person = ? ORDER BY started_ms DESC LIMIT ?", (person, limit))
        return [_patrol(row) for row in rows]

    def end(self, patrol: str, at: datetime, ending: Ending, result: Result) -> None:
        self._database.write(
            "UPDATE patrols SET ended_ms = ?, ending = ?, result = ? WHERE id = ? AND ended_ms IS NULL",
            (to_ms(at), ending.value, msgspec.json.encode(result), patrol))

    # The track

    def append(self, patrol: str, fixes: Iterable[Fix]) -> None:
        """One transaction, durable on return. A second fix of one moment is none."""
        self._database.write_many(
            """
            INSERT OR IGNORE INTO patrol_points (patrol, at_ms, latitude, longitude, accuracy_m, altitude_m, begins)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [(patrol, round(each.at_s * 1000), each.latitude, each.longitude, each.accuracy_m, each.altitude_m,
              int(each.begins)) for each in fixes])

    def points(self, patrol: str) -> list[Fix]:
        rows = self._database.read("SELECT * FROM patrol_points WHERE patrol = ? ORDER BY at_ms", (patrol,))
        return [_fix(row) for row in rows]

    def last_point(self, patrol: str) -> Fix | None:
        row = self._database.one("SELECT * FROM patrol_points WHERE patrol = ? ORDER BY at_ms DESC LIMIT 1", (patrol,))
        return None if row is None else _fix(row)

    def with_points(self, person: str, since: datetime, until: datetime) -> list[str]:
        """Patrols of this person with points in that time whose track was not deleted."""
        rows = self._database.read(
            """
            SELECT id FROM patrols p WHERE person = ? AND track_hidden_ms IS NULL AND EXISTS (
                SELECT 1 FROM patrol_points x WHERE x.patrol = p.id AND x.at_ms BETWEEN ? AND ?) ORDER BY started_ms
            """, (person, to_ms(since), to_ms(until)))
        return [row["id"] for row in rows]

    def hide_track(self, patrol: str, at: datetime | None) -> None:
        """Out of sight; None: back again."""
        self._database.write("UPDATE patrols SET track_hidden_ms = ? WHERE id = ?", (to_ms(at), patrol))

    def erase_hidden(self, before: datetime) -> int:
        """For good, and overwritten in the file. How many tracks."""
        rows = self._database.read(
            """
            SELECT id FROM patrols p WHERE track_hidden_ms <= ? AND EXISTS (SELECT 1 FROM patrol_points x WHERE x.patrol = p.id)
            """, (to_ms(before),))
        if rows:
            self._database.read("PRAGMA secure_delete=ON")
            self._database.write_many("DELETE FROM patrol_points WHERE patrol = ?", [(row["id"],) for row in rows])
            self._database.read("PRAGMA secure_delete=OFF")
            self._database.checkpoint()  # the journal forgets them as well
        return len(rows)

    # Whose

    def adopt(self, before: str, person: str, at: datetime) -> None:
        """What was walked before anybody signed in belongs to who signs in. Nobody walks two patrols at once."""
        if self.running(person) is not None:
            self._database.write(
                "UPDATE patrols SET ended_ms = ?, ending = ? WHERE person = ? AND ended_ms IS NULL",
                (to_ms(at), Ending.LEFT.value, before))
        self._database.write("UPDATE patrols SET person = ? WHERE person = ?", (person, before))

    def reports(self, person: str, since: datetime, until: datetime) -> list[OwnReport]:
        """What this person reported in that time by this device's clock, or saw in that time and reported within
        `FILED_LATER`; in order, without what was given up."""
        rows = self._database.read(
            """
            SELECT id, case_id, made_ms, CASE WHEN made_ms > ?3 AND json_valid(CAST(payload AS TEXT))
                THEN json_extract(CAST(payload AS TEXT), '$.body.report.observed_at') END AS seen FROM mutations
            WHERE person = ?1 AND act IN ('submit', 'self_handled') AND made_ms BETWEEN ?2 AND ?4 AND set_aside_ms IS NULL
            ORDER BY seq
            """, (person, to_ms(since), to_ms(until), to_ms(until + FILED_LATER)))
        return [OwnReport(row["id"], row["case_id"], _when(row["made_ms"])) for row in rows
                if row["made_ms"] <= to_ms(until) or _is_within(row["seen"], since, until)]


def _patrol(row: Row) -> PatrolRow:
    return PatrolRow(
        id=row["id"], person=row["person"], team=row["team"],
        planned=msgspec.json.decode(row["planned"], type=tuple[Grid, ...]), started_at=_when(row["started_ms"]),
        ended_at=from_ms(row["ended_ms"]), ending=Ending(row["ending"]) if row["ending"] else None,
        result=None if row["result"] is None else msgspec.json.decode(row["result"], type=Result),
        track_hidden_at=from_ms(row["track_hidden_ms"]),
    )


def _fix(row: Row) -> Fix:
    return Fix(
        row["at_ms"] / 1000, row["latitude"], row["longitude"], row["altitude_m"], row["accuracy_m"], bool(row["begins"]))


def _is_within(seen: str | None, since: datetime, until: datetime) -> bool:
    try:
        at = datetime.fromisoformat(seen) if seen else None
    except ValueError:
        return False
    return at is not None and at.tzinfo is not None and since <= at <= until


def _when(ms: int) -> datetime:
    at = from_ms(ms)
    assert at is not None
    return at
