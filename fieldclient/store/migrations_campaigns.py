"""A step of the database, as `migrations` lists it: which campaign a report and a case belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables


def m0018_campaigns(db: Tables) -> None:
    """Of what was kept before nothing is known: its hub did not tell of it either."""
    db.execute("ALTER TABLE drafts ADD COLUMN campaign TEXT")
    db.execute("CREATE TABLE case_campaigns (row INTEGER PRIMARY KEY, person TEXT NOT NULL, campaign TEXT NOT NULL)")
    db.execute("CREATE INDEX cases_of_campaign ON case_campaigns (person, campaign, row)")
