"""What could not be read: kept whole, out of the way, and told. Nothing in here is ever deleted by the machine."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime

from fieldclient.store.database import Database, Row
from fieldclient.store.times import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Kept:
    """`place` is a table or 'files'; `reason` is a problem's code."""

    id: int
    place: str
    name: str
    reason: str
    at: datetime
    seen: bool = False  # a person has been told; it stays where it is


class Quarantine:
    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, place: str, name: str, reason: str, at: datetime, content: str | None = None) -> None:
        """Once per thing and reason: a sweep that finds it again says nothing new."""
        with self._database.change():
            self._database.write(
                """
                INSERT INTO quarantine (place, name, reason, content, at_ms) SELECT ?, ?, ?, ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM quarantine WHERE place = ? AND name = ? AND reason = ?)
                """,
                (place, name, reason, content, to_ms(at), place, name, reason),
            )

    def keep_row(self, table: str, name: str, row: Row, reason: str, at: datetime) -> None:
        """A row as it was found, bytes as base64. The caller removes it from its table in the same change."""
        content = {
            key: {"base64": base64.b64encode(row[key]).decode()} if isinstance(row[key], bytes) else row[key]
            for key in row.keys()  # noqa: SIM118 - a Row is no mapping
        }
        self.note(table, name, reason, at, json.dumps(content, ensure_ascii=False))

    def count(self) -> int:
        """What nobody has been told of yet."""
        return self._database.number("SELECT COUNT(*) FROM quarantine WHERE seen_ms IS NULL")

    def mark_seen(self, at: datetime) -> None:
        self._database.write("UPDATE quarantine SET seen_ms = ? WHERE seen_ms IS NULL", (to_ms(at),))

    def all(self) -> list[Kept]:
        rows = self._database.read("SELECT * FROM quarantine ORDER BY id")
        return [
            Kept(r["id"], r["place"], r["name"], r["reason"], from_ms(r["at_ms"]), r["seen_ms"] is not None) for r in rows
        ]
