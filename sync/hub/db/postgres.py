"""All that is particular to PostgreSQL, beside `sqlite`: several hub processes write at once, on one machine or on many."""

from __future__ import annotations

from sqlalchemy import Connection, text

from sync.protocol.problems import Code, Problem

# A place in the feed is the number of its transaction and, in the lower bits, how many came before it in there: one
# number that sorts, fits a bigint and needs no second column. 2^41 transactions are 70 years at a thousand a second.
PLACE_BITS = 22
_PLACES = "hub_places"  # in a connection's info, for the length of a transaction: its first place, and how many are given
_OWN = text("SELECT pg_current_xact_id()::text::bigint")
_OLDEST_OPEN = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


def speaks(connection: Connection) -> bool:
    """True for a connection to PostgreSQL."""
    return connection.dialect.name == "postgresql"


def next_place(connection: Connection) -> int:
    """The number of this transaction and a count in it. A rolled back savepoint leaves a gap, which nobody minds."""
    first, given = connection.info.get(_PLACES) or (None, 0)
    if first is None:
        first = int(connection.execute(_OWN).scalar_one()) << PLACE_BITS
    if given >> PLACE_BITS:
        raise Problem(Code.INTERNAL, reference="more changes in one transaction than places")
    connection.info[_PLACES] = (first, given + 1)
    return first + given


def reached(connection: Connection) -> int:
    """Everything before the oldest transaction that was open when this one's view was taken.

    Transactions get their numbers in order, and one that is not open any more can add nothing: what is before the oldest
    open one is complete, and it is all in view. Price: one transaction that stays open holds the whole feed back, in
    whatever database of the server it is (see `holding_back`).
    """
    return (int(connection.execute(_OLDEST_OPEN).scalar_one()) << PLACE_BITS) - 1


def forget_places(connection: Connection) -> None:
    """At the start of every transaction: the connection was used by another one before."""
    connection.info.pop(_PLACES, None)
