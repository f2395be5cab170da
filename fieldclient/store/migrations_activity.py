"""A step of the database, as `migrations` lists it: what goes on among people, and what statistics are counted from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables


def m0015_activity(db: Tables) -> None:
    """The hub's last answer, my choice about the ranking, which readings the hub knows; and two small indexes of my own reports,
    from which a quarter's statistics are counted without looking at a single case."""
    db.execute("CREATE TABLE activity (person TEXT PRIMARY KEY, raw BLOB NOT NULL, kept_ms INTEGER NOT NULL)")
    db.execute("""
        CREATE TABLE taking_part (
            person TEXT PRIMARY KEY, raw BLOB NOT NULL, told_ms INTEGER, problem TEXT NOT NULL DEFAULT ''
        )""")
    db.execute("ALTER TABLE notices ADD COLUMN told_ms INTEGER")
    db.execute("CREATE INDEX notices_to_tell ON notices (person, read_ms) WHERE read_ms IS NOT NULL AND told_ms IS NULL")
    db.execute("CREATE INDEX cases_my_reports ON cases (person, created_ms, subcategory, mine) WHERE mine = 1")
    db.execute(
        "CREATE INDEX cases_my_closed ON cases (person, closed_ms, created_ms, mine) WHERE mine = 1 AND closed_ms IS NOT NULL")
