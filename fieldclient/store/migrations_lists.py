"""A step of the database, as `migrations` lists it: what lists of a hundred thousand cases are filtered by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables


def m0014_lists(db: Tables) -> None:
    """The unit grid and the last of a clock's three instants, known of what was kept before once `renewing` has gone through it;
    and all that lists are made of in one index, because the hub's views between the rows are twenty times as long. It begins
    with the row, so that a new case is written at its end: anywhere else would cost a pull a fifth more."""
    db.execute("ALTER TABLE cases ADD COLUMN grid TEXT")  # NULL: not known yet, '': none
    db.execute("ALTER TABLE cases ADD COLUMN grid_name TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE cases ADD COLUMN again_ms INTEGER")
    db.execute("CREATE INDEX cases_to_renew ON cases (row) WHERE grid IS NULL")
    db.execute("""
        CREATE INDEX cases_listed ON cases (
            person, row, created_ms, changed_ms, sort_ms, due_soon_ms, due_ms, again_ms, seen_ms, level, ended, needs_me, mine,
            stage, subcategory, grid, grid_name, number, id)""")
