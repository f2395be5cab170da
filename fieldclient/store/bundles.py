"""Bundles as this device knows them: those it made, with the keys that read their slips, and those it carries for others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from fieldclient.store.database import Database, Row
from fieldclient.store.disk import Disk
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.bundle_shapes import SUFFIX, Head, Slip

FOLDER = "carried"


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was made here. `key`: its content key; `settled_at`: when its receipts were back."""

    bundle: str
    person: str
    hub: str
    key: bytes
    made_at: datetime
    acts: tuple[str, ...]
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A bundle of somebody else that lies here, readable for the hub alone. `slip` when it was delivered."""

    bundle: str
    hub: str
    acts: int
    files: int
    size_bytes: int
    taken_at: datetime
    slip: Slip | None
    refused: bool = False  # the hub cannot use it: a better copy of it may come


class Bundles:
    """Rows in the store; the carried files lie in `carried/` below the data folder."""

    def __init__(self, database: Database, folder: Path, disk: Disk) -> None:
        self._database = database
        self._folder = folder / FOLDER
        self._disk = disk

    # Made here

    def note_made(self, made: Made) -> None:
        """Durable before the file is given out: without its key a slip could not be read."""
        with self._database.change():
            self._database.write(
                "INSERT INTO handovers (bundle, person, hub, key, made_ms, acts) VALUES (?, ?, ?, ?, ?, ?)",
                (made.bundle, made.person, made.hub, made.key, to_ms(made.made_at), json.dumps(made.acts)),
            )

    def made(self, bundle: str) -> Made | None:
        row = self._database.one("SELECT * FROM handovers WHERE bundle = ?", (bundle,))
        return None if row is None else _made(row)

    def note_settled(self, bundle: str, at: datetime) -> None:
        with self._database.change():
            query = "UPDATE handovers SET settled_ms = COALESCE(settled_ms, ?) WHERE bundle = ?"
            self._database.write(query, (to_ms(at), bundle))

    # Carried for others

    def path(self, bundle: str) -> Path:
        return self._folder / f"{bundle}{SUFFIX}"

    def make_folder(self) -> Path:
        if not self._folder.exists():
            self._disk.make_folder(self._folder)
        return self._folder

    def note_carried(self, head: Head, size_bytes: int, at: datetime) -> None:
        """The file is in its place and durable; one that was refused, or delivered without all of its files, begins anew."""
        with self._database.change():
            self._database.write(
                """
                INSERT INTO carried (bundle, hub, acts, files, size_bytes, taken_ms) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (bundle) DO UPDATE SET refused = 0, slip = NULL, size_bytes = excluded.size_bytes
                """,
                (head.bundle, head.hub, head.acts, head.files, size_bytes, to_ms(at)),
            )

    def carried(self, *, waiting: bool = False) -> list[Carried]:
        """The oldest first; `waiting`: those that are still to be delivered."""
        rows = self._database.read("SELECT * FROM carried ORDER BY taken_ms, bundle")
        found = [_carried(row) for row in rows]
        return [each for each in found if each.slip is None and not each.refused] if waiting else found

    def has(self, bundle: str) -> bool:
        """It lies here or was delivered whole: another copy of it is not needed."""
        found = next((each for each in self.carried() if each.bundle == bundle), None)
        return found is not None and not found.refused and (found.slip is None or found.slip.files >= found.files)

    def note_refused(self, bundle: str) -> None:
        with self._database.change():
            self._database.write("UPDATE carried SET refused = 1 WHERE bundle = ?", (bundle,))

    def note_delivered(self, slip: Slip) -> None:
        """The slip is kept for its maker; the file has done its work and goes."""
        with self._database.change():
            self._database.write("UPDATE carried SET slip = ? WHERE bundle = ?", (msgspec.json.encode(slip), slip.bundle))
        with suppress(OSError):  # somebody reads it: it only takes room
            self._disk.remove(self.path(slip.bundle))

    def slips(self, bundles: Sequence[str] | None = None) -> list[Slip]:
        """Of delivered bundles; None: of all of them."""
        return [each.slip for each in self.carried() if each.slip is not None and (bundles is None or each.bundle in bundles)]


def _made(row: Row) -> Made:
    return Made(
        row["bundle"], row["person"], row["hub"], bytes(row["key"]), from_ms(row["made_ms"]), tuple(json.loads(row["acts"])),
        from_ms(row["settled_ms"]),
    )


def _carried(row: Row) -> Carried:
    slip = None if row["slip"] is None else msgspec.json.decode(row["slip"], type=Slip)
    return Carried(
        row["bundle"], row["hub"], row["acts"], row["files"], row["size_bytes"], from_ms(row["taken_ms"]), slip,
        bool(row["refused"]),
    )
