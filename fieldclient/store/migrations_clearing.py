"""A step of the database, as `migrations` lists it: originals that a person cleared away because the hub has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables


def m0016_cleared(db: Tables) -> None:
    """Cleared on purpose is not lost: it is not fetched again by itself, and nobody is told of a missing file."""
    db.execute("ALTER TABLE media ADD COLUMN cleared_ms INTEGER")
