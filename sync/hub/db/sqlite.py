"""All that is particular to SQLite. Another engine needs a module like this one and nothing else.

WAL with synchronous=FULL: every commit is on the disk before it is answered, and readers never wait for the writer.
The price is one fsync a commit (about half a millisecond on a solid-state disk).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

BUSY_MS = 15_000  # how long one process waits for another's write, e.g. the operator's command while the server runs
LOOK_S = 0.5  # how soon a waiting device hears of what another process did, e.g. an operator's command
CACHE_KIB = 16 * 1024  # for each connection at the most: a batch of reports touches more than SQLite's own 2 MB hold
MOST_IDLE = 8  # connections that stay at hand
TIDY_ROWS = 4_000  # so many were written: the log is worth emptying
LOG_PAGES = 16_384  # of the log: then a commit empties it by itself, whoever waits for it


def open_engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_MS / 1000}, pool_size=8, max_overflow=32
    )
    event.listen(engine, "connect", _on_connect)  # of the pool. One of the engine's own would be looked for at every statement
    return engine


def reading(connection: Connection) -> _Reading:
    """Begin a transaction whose reads all see the same moment."""
    return _Reading(connection)


class _Reading:
    """A transaction whose reads all see the same moment. Past the toolkit, which hears of it only when it is asked something
    itself: beginning takes no lock and cannot fail, and there is nothing to be lost at the end."""

    __slots__ = ("_connection", "_raw")

    def __init__(self, connection: Connection) -> None:
        self._connection, self._raw = connection, connection.connection

    def __enter__(self) -> None:
        self._raw.cursor().execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._raw.rollback()
        elif self._connection.in_transaction():
            self._connection.commit()
        else:
            self._raw.commit()


def writing(connection: Connection) -> RootTransaction:
    """Begin a transaction that takes the write lock at once.

    A transaction that reads first and writes later fails with 'database is locked' when another wrote in between, and
    waiting does not help it. Taking the lock at the start does.
    """
    begun = connection.begin()
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    return begun


def _on_connect(raw: Any, _record: object) -> None:
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError("not an SQLite connection")
    raw.isolation_level = None  # transactions are begun here; the driver's own rules would begin them late
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        raw.execute(f"PRAGMA {pragma}").close()
    raw.execute("PRAGMA fullfsync=1").close()  # on macOS fsync alone leaves data in the drive's cache
    raw.execute("PRAGMA checkpoint_fullfsync=1").close()
    raw.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}").close()
    raw.execute(f"PRAGMA cache_size=-{CACHE_KIB}").close()


def rows_written(connection: Connection) -> int:
    """Since this connection was opened."""
    raw = connection.connection.driver_connection
    return raw.total_changes if isinstance(raw, sqlite3.Connection) else 0


def empty_log(connection: Connection) -> None:
    """Put what was committed in its place in the file, as far as nobody reads what was there before. Waits for nobody, and
    nobody waits for it. Nothing depends on it: a commit is durable in the log."""
    connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()


def value(connection: Connection, question: str, *told: Any) -> Any:
    """The one value that is asked for; None when there is none. Past the toolkit, which takes ten times as long as SQLite does:
    for what is looked up at every question of every device."""
    try:
        found = connection.connection.cursor().execute(question, told).fetchone()
    except sqlite3.OperationalError as failure:
        raise OperationalError(question, told, failure) from failure
    return None if found is None else found[0]


def add_change(connection: Connection, at: int | None, kind: str, ref: str, keys: Sequence[str]) -> int:
    """A change at the next place of the feed, and to whom it is told. Its place. It is asked at every act while all other
    writers wait: past the toolkit, and each question once however many keys there are."""
    place = int(connection.exec_driver_sql(_ADD_CHANGE, (at, kind, ref)).scalar_one())
    if keys:
        connection.exec_driver_sql(_TELL, (place, json.dumps(keys)))
    return place


def reached(connection: Connection) -> int:
    """The place of the newest change that there ever was. The counter remembers it once changes have been cleared away; a
    counter that were written with each change would cost every commit a page of its own."""
    return int(value(connection, _REACHED))


_LAST_PLACE = (
    "max(coalesce((SELECT max(seq) FROM changes), 0), coalesce((SELECT value FROM counters WHERE name = 'feed'), 0))"
)
_REACHED = f"SELECT {_LAST_PLACE}"
_ADD_CHANGE = f"INSERT INTO changes (seq, at, kind, ref) VALUES ({_LAST_PLACE} + 1, ?, ?, ?) RETURNING seq"
_TELL = "INSERT INTO change_audience (key, seq) SELECT value, ? FROM json_each(?)"


def append_only(table: str) -> list[str]:
    """Statements that make a table's rows unchangeable, so that not even a slip of ours can rewrite a timeline."""
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]
