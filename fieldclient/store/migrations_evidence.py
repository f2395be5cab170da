"""Steps of the database, as `migrations` lists them: cards, places, areas, looks, what was reported already."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables


def m0010_card_files(db: Tables) -> None:
    """What was found on cards and in folders, so that nothing is read twice. Paths are bytes: names in any encoding."""
    db.execute("""
        CREATE TABLE card_files (
            person TEXT NOT NULL, path BLOB NOT NULL, size_bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL,
            state TEXT NOT NULL, sha256 TEXT, problem BLOB, draft TEXT, at_ms INTEGER NOT NULL,
            PRIMARY KEY (person, path, size_bytes, modified_ns)
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX card_files_by_file ON card_files (sha256)")


def m0011_places(db: Tables) -> None:
    """Where cases lie, for "already reported?"; areas of the city; what photos look like.

    The R*Tree rounds to single precision, outwards, which is up to a metre; the exact degrees stand beside it.
    """
    db.execute("""
        CREATE VIRTUAL TABLE case_places USING rtree(
            row, south, north, west, east, +latitude REAL, +longitude REAL
        )""")
    for raw, path, source in (
        ("c.raw", "$.position", "cases c WHERE c.raw IS NOT NULL"),
        ("m.payload", "$.body.report.position", "cases c JOIN mutations m ON m.person = c.person AND m.case_id = c.id"
         " WHERE c.raw IS NULL AND m.act IN ('submit', 'self_handled') GROUP BY c.row"),
    ):
        text = f"CAST({raw} AS TEXT)"
        latitude, longitude = (
            f"CASE WHEN json_valid({text}) THEN json_extract({text}, '{path}.{name}') END" for name in ("latitude", "longitude")
        )
        db.execute(f"""
            INSERT INTO case_places (row, south, north, west, east, latitude, longitude)
            SELECT row, latitude, latitude, longitude, longitude, latitude, longitude FROM (
                SELECT c.row AS row, {latitude} AS latitude, {longitude} AS longitude FROM {source})
            WHERE typeof(latitude) IN ('real', 'integer') AND typeof(longitude) IN ('real', 'integer')""")
    db.execute("""
        CREATE TABLE area_layers (
            level TEXT PRIMARY KEY, version INTEGER NOT NULL, count INTEGER NOT NULL, source TEXT NOT NULL,
            digest TEXT NOT NULL, kept_ms INTEGER NOT NULL
        ) WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE areas (
            level TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, department TEXT NOT NULL, shape BLOB NOT NULL,
            PRIMARY KEY (level, code)
        )""")
    db.execute("""
        CREATE TABLE photo_looks (
            sha256 TEXT PRIMARY KEY, fingerprint BLOB NOT NULL,  -- the perceptual hash, eight bytes
            look BLOB,  -- local features and a small grey picture; of the newest only
            kept_ms INTEGER NOT NULL
        )""")
    db.execute("CREATE INDEX photo_looks_by_time ON photo_looks (kept_ms) WHERE look IS NOT NULL")


def m0012_same_matter(db: Tables) -> None:
    """What a person said about "already reported?": the case it is (`same_as`), and a JSON list of what it is not."""
    db.execute("ALTER TABLE drafts ADD COLUMN same_as TEXT")
    db.execute("ALTER TABLE drafts ADD COLUMN another TEXT")
