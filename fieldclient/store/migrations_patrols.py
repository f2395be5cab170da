"""A step of the database, as `migrations` lists it: patrols and their tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables


def m0013_patrols(db: Tables) -> None:
    """Points are WGS-84 with the receiver's time. They are of this device alone: nothing that travels reads these tables."""
    db.execute("""
        CREATE TABLE patrols (
            id TEXT PRIMARY KEY, person TEXT NOT NULL, team TEXT NOT NULL, planned BLOB NOT NULL,
            started_ms INTEGER NOT NULL, ended_ms INTEGER, ending TEXT, result BLOB, track_hidden_ms INTEGER
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX patrols_by_time ON patrols (person, started_ms DESC)")
    db.execute("CREATE INDEX patrols_running ON patrols (person) WHERE ended_ms IS NULL")
    db.execute("""
        CREATE TABLE patrol_points (
            patrol TEXT NOT NULL REFERENCES patrols, at_ms INTEGER NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,
            accuracy_m REAL, altitude_m REAL,
            begins INTEGER NOT NULL DEFAULT 0,  -- recording began anew here: what lies before is a gap
            PRIMARY KEY (patrol, at_ms)
        ) WITHOUT ROWID""")
