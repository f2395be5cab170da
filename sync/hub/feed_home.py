"""Where the feed's places were counted: a database that was moved to another server counts anew, and no cursor survives it."""

from __future__ import annotations

from sqlalchemy import Connection

from sync.hub.db import feed_rows, order, postgres
from sync.hub.db.database import get_meta, set_meta
from sync.hub.feed import FLOOR
from sync.protocol.ids import new_id

_HOME = "feed_home"  # in `meta`: the server and database whose transaction numbers the places are made of


def settle(connection: Connection) -> bool:
    """Said at every start, before the first answer. True when the database was moved: all cursors are outdated then, and the
    places of before, which new ones may come to lie below, are cleared away."""
    if not postgres.speaks(connection):
        return False
    known, here = get_meta(connection, _HOME), postgres.home(connection)
    if known == here:
        return False
    set_meta(connection, _HOME, here)
    if known is None:
        return False
    feed_rows.clear(connection, order.LAST)
    set_meta(connection, FLOOR, "0")
    set_meta(connection, "epoch", new_id())
    return True
