"""Files of map tiles on this device, and what people take along: rows in the database, bytes in `tiles/`.

    tiles/SHA256.EXT        whole files, imported or fetched; read-only
    tiles/SHA256.part       what has come so far of a package of the hub
    tiles/area-TAKE.tiles   the tiles of an area; a SQLite file of our own that grows

A row comes after its file is complete and durable, and goes before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from fieldclient.store.database import Database, Row
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.position import Datum
from sync.protocol.problems import Problem, ProblemBody
from sync.protocol.tiles import TileOffer

FOLDER = "tiles"
Bounds = tuple[float, float, float, float]  # south, west, north, east


class TakeState(StrEnum):
    RUNNING = "running"  # to be worked on whenever there is a way to the hub
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"  # a person has to look


@dataclass(frozen=True, slots=True)
class TileSet:
    """`bounds` in degrees of `datum`. `source`: import, hub or area."""

    id: str
    name: str
    file: str
    kind: str
    datum: Datum
    least_zoom: int
    most_zoom: int
    bounds: Bounds
    size_bytes: int
    attribution: str
    source: str
    shown: bool
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Take:
    """`ring`: corners of the area, latitude and longitude; empty for a whole package. `offers`: of the hub, that belong to it."""

    id: str
    person: str
    name: str
    ring: tuple[tuple[float, float], ...]
    offers: tuple[TileOffer, ...]
    state: TakeState
    done_bytes: int
    all_bytes: int
    problem: Problem | None
    made_at: datetime


class TileSets:
    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self.folder = folder / FOLDER

    def path(self, held: TileSet) -> Path:
        return self.folder / held.file

    def all(self) -> list[TileSet]:
        """What covers more comes first, and is drawn below."""
        rows = self._database.read("SELECT * FROM tile_sets ORDER BY (north - south) * (east - west) DESC, kept_ms, id")
        return [_set(row) for row in rows]

    def get(self, set_id: str) -> TileSet | None:
        row = self._database.one("SELECT * FROM tile_sets WHERE id = ?", (set_id,))
        return None if row is None else _set(row)

    def put(self, held: TileSet) -> None:
        self._database.write(
            """
            INSERT INTO tile_sets (id, name, file, kind, datum, least_zoom, most_zoom, south, west, north, east, size_bytes,
                attribution, source, shown, kept_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, datum = excluded.datum, shown = excluded.shown,
                size_bytes = excluded.size_bytes, least_zoom = MIN(least_zoom, excluded.least_zoom),
                most_zoom = MAX(most_zoom, excluded.most_zoom)
            """,
            (held.id, held.name, held.file, held.kind, held.datum.value, held.least_zoom, held.most_zoom, *held.bounds,
             held.size_bytes, held.attribution, held.source, int(held.shown), to_ms(held.kept_at)))

    def show(self, set_id: str, shown: bool) -> None:
        self._database.write("UPDATE tile_sets SET shown = ? WHERE id = ?", (int(shown), set_id))

    def remove(self, set_id: str) -> None:
        held = self.get(set_id)
        if held is not None:
            self._database.write("DELETE FROM tile_sets WHERE id = ?", (set_id,))
            self.path(held).unlink(missing_ok=True)

    # Taken along

    def takes(self, person: str) -> list[Take]:
        rows = self._database.read("SELECT * FROM takes WHERE person = ? ORDER BY made_ms DESC, id DESC", (person,))
        return [_take(row) for row in rows]

    def take(self, take_id: str) -> Take | None:
        row = self._database.one("SELECT * FROM takes WHERE id = ?", (take_id,))
        return None if row is None else _take(row)

    def next_take(self, person: str) -> Take | None:
        """The oldest that is to be worked on."""
        row = self._database.one(
            "SELECT * FROM takes WHERE person = ? AND state = 'running' ORDER BY made_ms, id LIMIT 1", (person,))
        return None if row is None else _take(row)

    def begin(self, take: Take) -> None:
        self._database.write(
            "INSERT INTO takes (id, person, name, ring, offers, state, all_bytes, made_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (take.id, take.person, take.name, msgspec.json.encode(take.ring).decode(), msgspec.json.encode(take.offers),
             take.state.value, take.all_bytes, to_ms(take.made_at)))

    def set_state(self, take_id: str, state: TakeState, problem: Problem | None = None) -> None:
        raw = msgspec.json.encode(problem.to_wire()) if problem is not None else None
        self._database.write("UPDATE takes SET state = ?, problem = ? WHERE id = ?", (state.value, raw, take_id))

    def advance(self, take_id: str, done_bytes: int, all_bytes: int) -> None:
        self._database.write("UPDATE takes SET done_bytes = ?, all_bytes = ? WHERE id = ?", (done_bytes, all_bytes, take_id))

    def end(self, take_id: str) -> None:
        """Not wanted any more, with the tiles that came for it."""
        for held in self.all():
            if held.source == "area" and held.id.startswith(f"{take_id}:"):
                self.remove(held.id)
        self._database.write("DELETE FROM takes WHERE id = ?", (take_id,))

    def strays(self) -> Sequence[Path]:
        """Files that no row names and that nobody goes on with: left by a cut in the middle of an import."""
        if not self.folder.is_dir():
            return ()
        named = {held.file for held in self.all()}
        parts = {f"{offer.sha256}.part" for row in self._database.read("SELECT * FROM takes WHERE state <> 'done'")
                 for offer in _take(row).offers}
        areas = {row["id"] for row in self._database.read("SELECT id FROM takes")}
        return [path for path in self.folder.iterdir() if path.name.removesuffix("-journal") not in named | parts
                and not any(path.name.startswith(f"area-{take}") for take in areas)]


def _set(row: Row) -> TileSet:
    at = from_ms(row["kept_ms"])
    assert at is not None
    return TileSet(
        row["id"], row["name"], row["file"], row["kind"], Datum(row["datum"]), row["least_zoom"], row["most_zoom"],
        (row["south"], row["west"], row["north"], row["east"]), row["size_bytes"], row["attribution"], row["source"],
        bool(row["shown"]), at)


def _take(row: Row) -> Take:
    at = from_ms(row["made_ms"])
    assert at is not None
    problem = None if row["problem"] is None else msgspec.json.decode(row["problem"], type=ProblemBody).to_problem()
    return Take(
        row["id"], row["person"], row["name"], msgspec.json.decode(row["ring"], type=tuple[tuple[float, float], ...]),
        msgspec.json.decode(row["offers"], type=tuple[TileOffer, ...]), TakeState(row["state"]), row["done_bytes"],
        row["all_bytes"], problem, at)
