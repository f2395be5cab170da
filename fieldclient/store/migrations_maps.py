"""A step of the database, as `migrations` lists it: map tiles on this device, and areas that are taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables


def m0017_maps(db: Tables) -> None:
    """Files of tiles belong to the device, as areas do; what somebody takes along is theirs. A `take` is a whole package of the
    hub (no ring) or what belongs to a ring; how far it has come is kept, so that a kill costs next to nothing."""
    db.execute("""
        CREATE TABLE tile_sets (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, file TEXT NOT NULL, kind TEXT NOT NULL, datum TEXT NOT NULL,
            least_zoom INTEGER NOT NULL, most_zoom INTEGER NOT NULL, south REAL NOT NULL, west REAL NOT NULL, north REAL NOT NULL,
            east REAL NOT NULL, size_bytes INTEGER NOT NULL, attribution TEXT NOT NULL DEFAULT '', source TEXT NOT NULL,
            shown INTEGER NOT NULL DEFAULT 1, kept_ms INTEGER NOT NULL
        ) WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE takes (
            id TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, ring TEXT NOT NULL, offers BLOB NOT NULL,
            state TEXT NOT NULL, done_bytes INTEGER NOT NULL DEFAULT 0, all_bytes INTEGER NOT NULL DEFAULT 0,
            problem BLOB, made_ms INTEGER NOT NULL
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX takes_of ON takes (person, made_ms)")
