"""The areas this device knows: outlines in the database, so that a new set takes the old one's place in one transaction.

They belong to the device and not to a person: everybody who works with this tablet works in the same city. A level (grids,
communities, streets, jurisdiction) is always replaced as a whole, because half of a new division and half of an old one would
send reports to offices that do not exist.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldclient.geo.area import Area, Level
from fieldclient.store.database import Database
from fieldclient.store.times import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class AreaLayer:
    """One level as it is kept. `version` is raised by every import that changed it."""

    level: Level
    version: int
    count: int
    source: str  # the file's name
    digest: str
    kept_at: datetime


class Areas:
    def __init__(self, database: Database) -> None:
        self._database = database

    def version(self) -> int:
        """Raised by every change: who keeps an index asks this and builds a new one when it is another."""
        return self._database.number("SELECT SUM(version) FROM area_layers")

    def layers(self) -> list[AreaLayer]:
        rows = self._database.read("SELECT * FROM area_layers ORDER BY level")
        return [
            AreaLayer(Level(row["level"]), row["version"], row["count"], row["source"], row["digest"], _when(row["kept_ms"]))
            for row in rows
        ]

    def all(self) -> list[Area]:
        rows = self._database.read("SELECT level, code, name, department, shape FROM areas ORDER BY level, code")
        return [Area(row["code"], row["name"], Level(row["level"]), row["shape"], row["department"]) for row in rows]

    def replace(self, areas: Iterable[Area], source: str, at: datetime) -> list[Level]:
        """These take the place of all that was kept of their levels; other levels stay. All or nothing. The levels that
        changed: none when the same is given again."""
        by_level: dict[Level, list[Area]] = {}
        for area in areas:
            by_level.setdefault(area.level, []).append(area)
        changed = []
        with self._database.change():
            for level, held in by_level.items():
                digest = _digest(held)
                row = self._database.one("SELECT digest FROM area_layers WHERE level = ?", (level.value,))
                if row is not None and row["digest"] == digest:
                    continue
                self._put(level, held, digest, source, at)
                changed.append(level)
        return changed

    def _put(self, level: Level, areas: Sequence[Area], digest: str, source: str, at: datetime) -> None:
        self._database.write("DELETE FROM areas WHERE level = ?", (level.value,))
        self._database.write_many(
            "INSERT INTO areas (level, code, name, department, shape) VALUES (?, ?, ?, ?, ?)",
            [(level.value, area.code, area.name, area.department, area.shape) for area in areas],
        )
        self._database.write(
            """
            INSERT INTO area_layers (level, version, count, source, digest, kept_ms) VALUES (?, 1, ?, ?, ?, ?)
            ON CONFLICT (level) DO UPDATE SET version = version + 1, count = excluded.count, source = excluded.source,
                digest = excluded.digest, kept_ms = excluded.kept_ms
            """, (level.value, len(areas), source, digest, to_ms(at)))

    def forget(self, level: Level) -> None:
        """No area of this level any more. Its version goes on, so that indexes notice."""
        with self._database.change():
            self._database.write("DELETE FROM areas WHERE level = ?", (level.value,))
            self._database.write(
                "UPDATE area_layers SET version = version + 1, count = 0, digest = '' WHERE level = ?", (level.value,))


def _digest(areas: Iterable[Area]) -> str:
    """Of what is kept, so that the same division in another file format is the same."""
    whole = hashlib.sha256()
    for area in sorted(areas, key=lambda area: area.code):
        for part in (area.code, area.name, area.department):
            whole.update(part.encode() + b"\0")
        whole.update(len(area.shape).to_bytes(8, "big") + area.shape)
    return whole.hexdigest()


def _when(ms: int) -> datetime:
    at = from_ms(ms)
    assert at is not None
    return at
