"""All that is particular to PostgreSQL, beside `sqlite`: several hub processes write at once, on one machine or on many.

A writer reads what is committed and locks what it decides on (`hold`): a case, or a person's file. What must be single is a
constraint of the tables, and whoever gets in another's way begins anew (`in_the_way`). Serializable isolation would need no
locks, but there two reports that only touch the same index page send each other back; with locks nobody is sent back who did
not want the same case.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RootTransaction, text
from sqlalchemy.exc import DBAPIError, OperationalError

from sync.protocol.problems import Code, Problem

BUSY_RETRY_S = 5  # told to devices while the database does not answer
LOOK_S = 0.1  # how soon a waiting device hears of what another hub did. NOTIFY would be sooner, but it makes commits queue

# A place in the feed is the number of its transaction and, in the lower bits, how many came before it in there: one
# number that sorts, fits a bigint and needs no second column. 2^41 transactions are 70 years at a thousand a second.
PLACE_BITS = 22
PLACES = "hub_places"  # in a connection's info, for the length of a transaction: its first place, and how many are given
_OWN = text("SELECT pg_current_xact_id()::text::bigint")
_OLDEST_OPEN = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
# A server that was promoted or taken back to a moment has another timeline, and may give the same numbers again.
_TIMELINE = text("SELECT left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)")
_HOME = text(
    "SELECT (SELECT system_identifier FROM pg_control_system())::text || '/' || oid::text"
    " FROM pg_database WHERE datname = current_database()"
)
_HOLD = text(
    "SELECT pg_advisory_xact_lock_shared(:everything)"
    " UNION ALL SELECT pg_advisory_xact_lock(name) FROM unnest(CAST(:names AS bigint[])) AS name"
)
_HOLD_ALL = text("SELECT pg_advisory_xact_lock(:everything)")
HELD = "hub_held"  # in a connection's info, for the length of a transaction
MOST_NAMES = 256  # of about 6,400 locks that a server has room for as it is installed
_AGAIN = {
    "40001",  # two transactions that cannot both be
    "40P01",  # each waits for the other
    "23505",  # another made the same first: it is found the next time
}
_log = logging.getLogger(__name__)


def reading(connection: Connection) -> RootTransaction:
    """Begin a transaction with one view for all of it, taken at its first question."""
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True).begin()


def writing(connection: Connection) -> RootTransaction:
    """Begin a transaction in which each statement sees what is committed when it begins: read under a lock, it is the newest."""
    return connection.execution_options(isolation_level="READ COMMITTED").begin()


def speaks(connection: Connection) -> bool:
    """True for a connection to PostgreSQL."""
    return connection.dialect.name == "postgresql"


def hold(connection: Connection, *groups: Iterable[str]) -> None:
    """Wait until no other writer holds any of these names, and hold them to the end of the transaction (or of the savepoint,
    when that is rolled back). Group by group, and in one order within each, so that two who want the same ones do not wait
    for each other.

    The server has room for some thousand locks in all. Whoever wants very many holds everything instead: for the second that
    a batch of thousands takes, the others wait.
    """
    held = connection.info.setdefault(HELD, Held())
    wanted = [sorted({_key(name) for name in names} - held.surely) for names in groups]
    keys = list(itertools.chain.from_iterable(wanted))
    if held.everything or not keys:
        return
    surely = not connection.in_nested_transaction()
    held.count += len(keys)
    if held.count > MOST_NAMES:
        connection.execute(_HOLD_ALL, {"everything": _EVERYTHING})
        held.everything = surely
        return
    connection.execute(_HOLD, {"everything": _EVERYTHING, "names": keys})
    if surely:
        held.surely.update(keys)


class Held:
    """What a transaction holds. `surely`: taken outside of every savepoint, so that nothing but its end gives it back."""

    def __init__(self) -> None:
        self.surely: set[int] = set()
        self.everything = False
        self.count = 0


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


_EVERYTHING = _key("everything")


def in_the_way(failure: DBAPIError) -> bool:
    """True when the same work is likely to succeed when it is begun anew."""
    return getattr(failure.orig, "sqlstate", None) in _AGAIN


def busy(failure: DBAPIError) -> Problem | None:
    """What a device is told when the database cannot be asked at all; None when it is something else."""
    state = getattr(failure.orig, "sqlstate", "other") if isinstance(failure, OperationalError) else "other"
    if state in (None, "55P03", "57P01", "57P03"):  # none: it was never heard; a lock, a shutdown, a start
        _log.warning("the database does not answer: %s", str(failure.orig).partition("\n")[0])
        return Problem(Code.HUB_BUSY, retry_after_s=BUSY_RETRY_S)
    return None


# The feed's order


def next_place(connection: Connection) -> int:
    """The number of this transaction and a count in it. A rolled back savepoint leaves a gap, which nobody minds."""
    first, given = connection.info.get(PLACES) or (None, 0)
    if first is None:
        first = int(connection.execute(_OWN).scalar_one()) << PLACE_BITS
    if given >> PLACE_BITS:
        raise Problem(Code.INTERNAL, reference="more changes in one transaction than places")
    connection.info[PLACES] = (first, given + 1)
    return first + given


def add_change(connection: Connection, at: int | None, kind: str, ref: str, keys: Sequence[str]) -> int:
    """A change at the next place, and to whom it is told, in one question: it is asked at every act. Its place."""
    first, given = connection.info.get(PLACES) or (None, 0)
    told = {"given": given, "at": at, "kind": kind, "ref": ref, "keys": list(keys)}
    place = int(connection.execute(_ADD_CHANGE, told).scalar_one())
    connection.info[PLACES] = (place - given if first is None else first, given + 1)
    return place


_ADD_CHANGE = text(
    "WITH added AS (INSERT INTO changes (seq, at, kind, ref)"
    f" VALUES ((pg_current_xact_id()::text::bigint << {PLACE_BITS}) + :given, :at, :kind, :ref) RETURNING seq),"
    " told AS (INSERT INTO change_audience (key, seq) SELECT key, seq FROM added, unnest(CAST(:keys AS text[])) AS key)"
    " SELECT seq FROM added"
)


def reached(connection: Connection) -> int:
    """Everything before the oldest transaction that was open when this one's view was taken.

    Transactions get their numbers in order, and one that is not open any more can add nothing: what is before the oldest
    open one is complete, and it is all in view. Price: one writing transaction that stays open holds the whole feed back,
    in whatever database of the server it is (see `feed_watch`). Transactions that only read have no number and hold nothing.
    """
    return (int(connection.execute(_OLDEST_OPEN).scalar_one()) << PLACE_BITS) - 1


def timeline(connection: Connection) -> str:
    """Changes when a standby is promoted or the server is taken back to an earlier moment. Short: it is in every cursor."""
    return str(connection.execute(_TIMELINE).scalar_one()).lstrip("0")


def home(connection: Connection) -> str:
    """Which server and database this is: a dump that is loaded elsewhere begins with other transaction numbers."""
    return str(connection.execute(_HOME).scalar_one())


# Numbers of cases and tasks


def next_number(connection: Connection, kind: str, name: str) -> int:
    """Counted by a sequence, whose numbers are given at once and never again; `name` remembers where its day began.

    A counter in a row would make every report of the day wait for the commit of the one before. Price: an act that is
    refused or begun anew leaves a gap.
    """
    told = {"sequence": sequence(kind), "name": name}
    for _ in range(2):
        found = connection.execute(_NEXT_NUMBER, told).scalar()
        if found is not None:
            return int(found)
        connection.execute(_BEGIN_NUMBERS, told)
    raise Problem(Code.INTERNAL, reference=f"no numbers for {name}")


_NEXT_NUMBER = text("SELECT nextval(CAST(:sequence AS regclass)) - value FROM counters WHERE name = :name")
_BEGIN_NUMBERS = text(
    "INSERT INTO counters (name, value) VALUES (:name, nextval(CAST(:sequence AS regclass))) ON CONFLICT DO NOTHING"
)


def sequence(kind: str) -> str:
    return f"numbers_of_{kind}"


def append_only(table: str) -> list[str]:
    """Statements that make a table's rows unchangeable, as `sqlite.append_only` does."""
    return [
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()",
    ]
