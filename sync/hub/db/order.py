"""The order of the feed: places that become visible in their order, so that a cursor never passes over a later commit.

SQLite has one writer: a counter in its transaction is that order. PostgreSQL has many, and a plain serial number is taken
long before it can be seen; there a place begins with the number of its transaction, and nobody reads beyond the oldest
transaction that is still open (see `postgres`).
"""

from __future__ import annotations

from sqlalchemy import Connection

from sync.hub.db import postgres
from sync.hub.db.database import bump, get_meta, peek, set_counter

FEED = "feed"  # the counter whose numbers are commit order on SQLite
LAST = 2**63 - 1  # the largest place that fits a column and a cursor


def next_place(connection: Connection) -> int:
    """A place for one more change. Inside a write transaction: who comes later in it gets a larger one."""
    if postgres.speaks(connection):
        return postgres.next_place(connection)
    return bump(connection, FEED)


def next_places(connection: Connection, count: int) -> list[int]:
    """As many places, one after the other."""
    if postgres.speaks(connection):
        return [postgres.next_place(connection) for _ in range(count)]
    last = peek(connection, FEED) + count
    if count:
        set_counter(connection, FEED, last)
    return list(range(last - count + 1, last + 1))


def reached(connection: Connection) -> int:
    """The last place up to which everything is there: nothing will ever be added at or before it."""
    if postgres.speaks(connection):
        return postgres.reached(connection)
    return peek(connection, FEED)


def epoch(connection: Connection) -> str:
    """Cursors of another epoch count places of another database, or of one that was set back since."""
    told = get_meta(connection, "epoch") or ""
    return f"{told}-{postgres.timeline(connection)}" if postgres.speaks(connection) else told
