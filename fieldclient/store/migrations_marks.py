"""A step of the database, as `migrations` lists them: what a person drew on the photos of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables


def m0021_marks(db: Tables) -> None:
    """JSON of `sync.protocol.marks`; NULL where nothing was drawn."""
    db.execute("ALTER TABLE draft_media ADD COLUMN marks BLOB")
