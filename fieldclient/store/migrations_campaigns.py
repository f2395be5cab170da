"""Steps of the database, as `migrations` lists them: campaigns of reports and cases, originals that are wanted back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables


def m0018_campaigns(db: Tables) -> None:
    """Of what was kept before nothing is known: its hub did not tell of it either."""
    db.execute("ALTER TABLE drafts ADD COLUMN campaign TEXT")
    db.execute("CREATE TABLE case_campaigns (row INTEGER PRIMARY KEY, person TEXT NOT NULL, campaign TEXT NOT NULL)")
    db.execute("CREATE INDEX cases_of_campaign ON case_campaigns (person, campaign, row)")


def m0019_fetch_again(db: Tables) -> None:
    """What a person wants back on this device goes first, cleared away or not."""
    db.execute("""
        CREATE TABLE fetch_again (
            person TEXT NOT NULL, sha256 TEXT NOT NULL, asked_ms INTEGER NOT NULL, PRIMARY KEY (person, sha256)
        ) WITHOUT ROWID""")
