"""Originals that a person wants back here, cleared away or never fetched. They travel as the rules for originals say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from fieldclient.store.database import Database, Row
from fieldclient.store.times import to_ms
from sync.protocol.problems import Problem, ProblemBody

_ASKED = """
    SELECT x.sha256, x.size_bytes, COALESCE(d.attempts, 0) AS attempts, d.next_try_ms
    FROM fetch_again f JOIN case_media x ON x.person = f.person AND x.sha256 = f.sha256
    LEFT JOIN downloads d ON d.sha256 = x.sha256
    WHERE f.person = ? AND x.arrived = 1
        AND NOT EXISTS (SELECT 1 FROM media m WHERE m.sha256 = x.sha256 AND m.missing_ms IS NULL)
    GROUP BY x.sha256 ORDER BY MAX(f.asked_ms) DESC LIMIT ?
"""
_ABSENT = """
    SELECT x.size_bytes, f.asked_ms, d.problem FROM case_media x
    LEFT JOIN fetch_again f ON f.person = x.person AND f.sha256 = x.sha256 LEFT JOIN downloads d ON d.sha256 = x.sha256
    WHERE x.person = ? AND x.sha256 = ? AND x.arrived = 1
        AND NOT EXISTS (SELECT 1 FROM media m WHERE m.sha256 = x.sha256 AND m.missing_ms IS NULL) LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Absent:
    """An original that the hub has and this device has not. `problem`: why it did not come, the last time it was tried.
    `fits`: it goes into what is left of the hub's share of the disk."""

    size_bytes: int
    asked: bool
    problem: Problem | None = None
    fits: bool = True


class FetchAgain:
    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, person: str, sha256: str, at: datetime) -> None:
        """Durable: it comes when the network and the rules allow it, also after a restart. Nothing happens for a file that no
        case in this person's sight names, or that is here."""
        if self.absent(person, sha256) is None:
            return
        with self._database.change():
            self._database.write(
                "INSERT OR REPLACE INTO fetch_again (person, sha256, asked_ms) VALUES (?, ?, ?)", (person, sha256, to_ms(at)))
            self._database.write("UPDATE downloads SET next_try_ms = NULL WHERE sha256 = ?", (sha256,))  # a person waits for it

    def absent(self, person: str, sha256: str) -> Absent | None:
        """None for what is here, or what the hub has not got or does not show to this person."""
        row = self._database.one(_ABSENT, (person, sha256))
        if row is None:
            return None
        raw = row["problem"] if row["asked_ms"] is not None else None
        problem = msgspec.json.decode(raw, type=ProblemBody).to_problem() if raw is not None else None
        return Absent(row["size_bytes"], row["asked_ms"] is not None, problem)

    def rows(self, person: str, most: int) -> list[Row]:
        """As `downloads` looks at what is wanted: asked for last comes first."""
        return self._database.read(_ASKED, (person, most))
