"""The order of the feed: places that become visible in their order, so that a cursor never passes over a later commit.

SQLite has one writer: the next number in its transaction is that order. PostgreSQL has many, and a plain serial number is taken
long before it can be seen; there a place begins with the number of its transaction, and nobody reads beyond the oldest
transaction that is still open (see `postgres`).
"""

from __future__ import annotations

from sqlalchemy import Connection

from sync.hub.db import postgres, sqlite
from sync.hub.db.database import get_meta, set_counter

FEED = "feed"  # on SQLite: the last place that was given, as far as changes have been cleared away
LAST = 2**63 - 1  # the largest place that fits a column and a cursor


def next_places(connection: Connection, count: int) -> list[int]:
    """Places for as many more changes, one after the other. Inside a write transaction that writes them all before it asks
    for more: who comes later in it, or after it, gets larger ones."""
    if postgres.speaks(connection):
        return [postgres.next_place(connection) for _ in range(count)]
    last = sqlite.reached(connection)
    return list(range(last + 1, last + count + 1))


def reached(connection: Connection) -> int:
    """The last place up to which everything is there: nothing will ever be added at or before it."""
    return postgres.reached(connection) if postgres.speaks(connection) else sqlite.reached(connection)


def remember(connection: Connection) -> None:
    """Before changes are cleared away: no place is ever given twice, even when the newest goes as well."""
    if not postgres.speaks(connection):
        set_counter(connection, FEED, sqlite.reached(connection))


def epoch(connection: Connection) -> str:
    """Cursors of another epoch count places of another database, or of one that was set back since."""
    told = get_meta(connection, "epoch") or ""
    return f"{told}-{postgres.timeline(connection)}" if postgres.speaks(connection) else told
