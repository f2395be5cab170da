"""What statistics are counted from: numbers by the quarter of an hour, each from an index alone.

Quarters of an hour and not days, because which day an instant belongs to is for the jurisdiction's calendar to say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldclient.geo.area import Area, Level
from fieldclient.store.database import Database
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.lifecycle import Act

SLOT_MS = 15 * 60 * 1000
Slots = list[tuple[datetime, int]]  # the beginning of a quarter of an hour, and how many


@dataclass(frozen=True, slots=True)
class GridCount:
    """Cases of one unit grid in sight. `late`: open and past their deadline."""

    code: str
    name: str
    open: int
    late: int
    recent: int


class Statistics:
    def __init__(self, database: Database) -> None:
        self._database = database

    def acts(self, person: str, act: Act, since: datetime) -> Slots:
        """My own acts by when they were made; what was set aside does not count."""
        return self._slots(
            f"SELECT made_ms / {SLOT_MS} AS slot, COUNT(*) AS n FROM mutations INDEXED BY mutations_by_time"
            " WHERE person = ? AND act = ? AND made_ms >= ? GROUP BY slot", (person, act.value, to_ms(since)))

    def closed(self, person: str, since: datetime) -> Slots:
        """My reports by when their cases were closed."""
        return self._slots(
            f"SELECT closed_ms / {SLOT_MS} AS slot, COUNT(*) AS n FROM cases INDEXED BY cases_my_closed"
            " WHERE person = ? AND mine = 1 AND closed_ms >= ? GROUP BY slot", (person, to_ms(since)))

    def _slots(self, sql: str, values: tuple[str | int | None, ...]) -> Slots:
        return [(from_ms(row["slot"] * SLOT_MS), row["n"]) for row in self._database.read(sql, values)]

    def times_to_close_s(self, person: str, since: datetime, most: int = 5000) -> list[float]:
        """From report to closing, of my reports that were closed since then; the newest of them."""
        rows = self._database.read(
            "SELECT closed_ms - created_ms AS took FROM cases INDEXED BY cases_my_closed"
            " WHERE person = ? AND mine = 1 AND closed_ms >= ? ORDER BY closed_ms DESC LIMIT ?", (person, to_ms(since), most))
        return [max(0, row["took"]) / 1000 for row in rows]

    def by_subcategory(self, person: str, since: datetime) -> list[tuple[str, int]]:
        """What I reported, the most frequent first."""
        rows = self._database.read(
            "SELECT subcategory, COUNT(*) AS n FROM cases INDEXED BY cases_my_reports WHERE person = ? AND mine = 1"
            " AND created_ms >= ? AND subcategory IS NOT NULL GROUP BY subcategory ORDER BY n DESC, subcategory",
            (person, to_ms(since)))
        return [(row["subcategory"], row["n"]) for row in rows]

    def by_grid(self, person: str, since: datetime, now: datetime) -> list[GridCount]:
        """Of everything in sight. One pass over the index that the lists are made of: some 40 ms for 100,000 cases, so it is
        asked seldom and kept."""
        at = to_ms(now)
        rows = self._database.read(
            """
            SELECT grid, MAX(grid_name) AS name, SUM(ended = 0) AS open, SUM(created_ms >= ?) AS recent,
                SUM(ended = 0 AND due_ms IS NOT NULL AND (level > 0 OR MIN(?, COALESCE(seen_ms, ?)) > due_ms)) AS late
            FROM cases INDEXED BY cases_listed WHERE person = ? AND grid <> '' GROUP BY grid ORDER BY grid
            """, (to_ms(since), at, at, person))
        return [GridCount(row["grid"], row["name"], row["open"], row["late"], row["recent"]) for row in rows]

    def outlines(self, codes: Sequence[str]) -> list[Area]:
        """Of these unit grids, as far as this device knows them."""
        rows = self._database.read(
            "SELECT code, name, department, shape FROM areas WHERE level = ? AND code IN (SELECT value FROM json_each(?))",
            (Level.GRID.value, json.dumps(list(codes))))
        return [Area(row["code"], row["name"], Level.GRID, row["shape"], row["department"]) for row in rows]
