"""What people made, taken over row by row from a database that SQLite calls malformed. The old file is only read.

What the hub told is not taken over: it is pulled again. Of what people made everything that can still be read comes along;
links between an act and its files are made anew from the sealed bytes, which name them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fieldclient.store.adoption import Adoption
from fieldclient.store.cases import Cases
from fieldclient.store.database import Database
from fieldclient.store.media_rows import extension_of
from fieldclient.store.uploads import Uploads
from sync.protocol.media import MediaRef
from sync.protocol.mutations import Mutation

_TABLES = (
    "people", "settings", "quarantine", "media", "drafts", "draft_media", "draft_notes", "mutations", "mutation_media", "uploads",
    "notices", "catalogues", "card_files", "area_layers", "areas", "photo_looks",
    "patrols", "patrol_points", "taking_part",
)


def salvage(folder: Path, database: Database, adoption: Adoption, uploads: Uploads, cases: Cases) -> int:
    """Take over what can be read from the database in `folder`. Returns how many rows."""
    path = next((found for found in folder.iterdir() if found.suffix == ".sqlite3"), None)
    if path is None:
        return 0
    taken = 0
    for table in _TABLES:
        taken += _take_over(path, table, database)
    with database.change():
        database.write("UPDATE people SET cursor = NULL, generation = 0, in_snapshot = 0, pulled_ms = NULL")
        _seq_goes_on(database)
        for row in database.read("SELECT * FROM mutations"):
            try:
                mutation = msgspec.json.decode(row["payload"], type=Mutation)
            except msgspec.DecodeError:
                continue  # the next look at it sets it aside
            # The hub takes an act from the device that sealed it: this one goes on under the same id.
            database.write("INSERT OR IGNORE INTO settings (name, value) VALUES ('device_id', ?)", (mutation.device,))
            for place, ref in enumerate(mutation.media):
                _name_file(database, adoption, row["person"], mutation, ref, place)
            uploads.count_left(row["person"], [ref.sha256 for ref in mutation.media])
            cases.refresh(row["person"], mutation.case_id)
        _open_what_lost_its_act(database)
    return taken


def _open_what_lost_its_act(database: Database) -> None:
    """A draft whose sealed act could not be read is all that is left of it: the person finds it among their drafts. Should the
    act have reached the hub before, sending it again makes no second case, because the draft's id is the case's."""
    database.write(
        """
        UPDATE drafts SET state = 'open', recovered = 1
        WHERE state = 'sealed' AND id NOT IN (SELECT draft FROM mutations WHERE draft IS NOT NULL)
        """
    )


def _take_over(path: Path, table: str, database: Database) -> int:
    columns = [row["name"] for row in database.read(f"SELECT name FROM pragma_table_info('{table}')")]
    taken = 0
    with database.change():
        for row in _rows(path, table):
            names = [name for name in row.keys() if name in columns]  # noqa: SIM118 - a Row is no mapping
            marks = ", ".join("?" * len(names))
            try:
                database.connection.execute(
                    f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({marks})", [row[name] for name in names]
                )
                taken += 1
            except sqlite3.IntegrityError:
                continue  # what it refers to could not be read; see `_name_file`
    return taken


def _rows(path: Path, table: str) -> Iterator[sqlite3.Row]:
    """From both ends towards the unreadable page in the middle."""
    seen: set[object] = set()
    for order in ("ASC", "DESC"):
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        except sqlite3.Error:
            return
        connection.row_factory = sqlite3.Row
        try:
            found = connection.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk")
            keys = [row["name"] for row in found]
            by_key = ", ".join(f"{key} {order}" for key in keys)
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY {by_key}"):
                name = tuple(row[key] for key in keys)
                if name in seen:
                    break
                seen.add(name)
                yield row
            else:
                return
        except (sqlite3.Error, ValueError):
            continue
        finally:
            connection.close()


def _seq_goes_on(database: Database) -> None:
    """Numbers are never given twice, even when the counter could not be read."""
    highest = database.number("SELECT MAX(seq) FROM mutations")
    counted = database.number("SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'seq'")
    database.write("INSERT OR REPLACE INTO settings (name, value) VALUES ('seq', ?)", (str(max(highest, counted)),))


def _name_file(database: Database, adoption: Adoption, person: str, mutation: Mutation, ref: MediaRef, place: int) -> None:
    path = adoption.files.path(ref.sha256, extension_of(ref.mime))
    if adoption.media.get(ref.sha256) is None and path.exists():
        adoption.media.add_row(ref, mutation.made_at, made=True)
    if adoption.media.get(ref.sha256) is None:
        return
    database.write(
        "INSERT OR IGNORE INTO mutation_media (mutation, sha256, place) VALUES (?, ?, ?)", (mutation.id, ref.sha256, place)
    )
    # Whether its bytes have arrived is no longer known for sure: the hub answers "have it" before a byte travels.
    database.write(
        "INSERT OR IGNORE INTO uploads (person, sha256, seq, usage, state, wanted) VALUES (?, ?, ?, ?, 'waiting', ?)",
        (person, ref.sha256, mutation.seq, ref.usage.value, 1),
    )
