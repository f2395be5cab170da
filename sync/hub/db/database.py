"""The one door to the database: transactions for reading and for writing, and bringing the tables up to date."""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, bindparam, inspect, literal_column, select, text
from sqlalchemy.dialects import postgresql as for_postgres
from sqlalchemy.dialects import sqlite as for_sqlite
from sqlalchemy.exc import DBAPIError

from sync.hub import folders
from sync.hub.db import postgres, sqlite, tables
from sync.hub.db.upsert import put
from sync.protocol.problems import Code, Problem

FILE_NAME = "hub.sqlite"
HEAD = "0005"  # the newest migration; a test compares it with the folder

_AGAIN_WITHIN_S = (0.01, 0.05, 0.2, 1.0)  # waits before work that got in another's way is begun anew, at random below
T = TypeVar("T")

# Statements that run at every act are built once: building one takes three times as long as running it.
_counter, _meta = tables.counters, tables.meta
_BUMPS = {
    name: make(_counter).values(name=bindparam("of"), value=1)
    .on_conflict_do_update(index_elements=["name"], set_={"value": _counter.c.value + literal_column("1")})
    .returning(_counter.c.value)
    for name, make in (("sqlite", for_sqlite.insert), ("postgresql", for_postgres.insert))
}
_PEEK = select(_counter.c.value).where(_counter.c.name == bindparam("of"))
_GET_META = select(_meta.c.value).where(_meta.c.key == bindparam("of"))


class Database:
    """One hub's database: a file in the data folder, or what `url` names on a PostgreSQL server.

    Any number of readers. In the file there is one writer at a time among all processes, by the lock that every write takes
    at its start; on PostgreSQL there are many, and what is decided on is locked by name (`hold`).
    """

    def __init__(self, folder: Path, url: str | None = None) -> None:
        folders.make(folder)
        self._engine = _on_server(url) if url else sqlite.open_engine(folder / FILE_NAME)
        self._begin_reading, self._begin_writing = (postgres if url else sqlite).reading, (postgres if url else sqlite).writing
        self._writing: AbstractContextManager[object] = nullcontext() if url else threading.Lock()
        self._idle: deque[Connection] = deque()
        self._most_idle = 0 if url else sqlite.MOST_IDLE
        self.look_s = postgres.LOOK_S if url else sqlite.LOOK_S
        self._logged_rows = 0
        self._upgrade()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view: what others commit meanwhile is not seen."""
        with self._connected() as connection, self._begin_reading(connection):
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """All of it or nothing. Durable when the block has been left without an exception."""
        with self._writing, self._connected() as connection:
            before = sqlite.rows_written(connection)
            with self._begin_writing(connection):
                yield connection
            self._logged_rows += sqlite.rows_written(connection) - before

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A connection of the toolkit's pool. To a file the last ones stay at hand: taking one from the pool and giving it back
        takes longer than a question. A database that cannot be asked is HUB_BUSY: devices come again, and nothing was lost."""
        try:
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._engine.connect()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            if len(self._idle) < self._most_idle and not connection.in_transaction():
                self._idle.append(connection)
            else:
                connection.close()
        except DBAPIError as failure:
            busy = postgres.busy(failure)
            if busy is None:
                raise
            raise busy from failure

    def tidy(self) -> None:
        """Called now and then by whoever keeps the time. A large batch leaves a long log in SQLite; emptying it takes a tenth of
        what the batch took, and its sender need not wait for that."""
        if self._logged_rows >= sqlite.TIDY_ROWS:
            self._logged_rows = 0
            with self._engine.connect() as connection:
                sqlite.empty_log(connection)

    def run(self, work: Callable[[Connection], T]) -> T:
        """`work` in a write transaction, begun anew when it got in another writer's way: it may change nothing but through its
        connection. What it returns is durable."""
        for within_s in _AGAIN_WITHIN_S:
            try:
                with self.write() as connection:
                    return work(connection)
            except DBAPIError as failure:
                if not postgres.in_the_way(failure):
                    raise
            time.sleep(random.uniform(0, within_s))
        with self.write() as connection:
            return work(connection)

    def close(self) -> None:
        self._most_idle = 0
        while self._idle:
            self._idle.pop().close()
        self._engine.dispose()

    def _upgrade(self) -> None:
        found = self._revision()
        if found == HEAD:
            return
        # Half a second of imports that an up-to-date database does not pay.
        from sync.hub.db.migrate import migrate

        with self._writing, self._engine.connect() as connection, self._begin_writing(connection):
            hold(connection, ["upgrade"])  # hubs that are started together
            migrate(connection, HEAD)

    def _revision(self) -> str | None:
        with self._engine.connect() as connection:  # not by `read`: who starts the hub is told what the matter is
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found is not None and found > HEAD:
            raise Problem(Code.STORE_NEWER, found=found, known=HEAD)
        return found


def _on_server(url: str) -> Engine:
    from sync.hub.db import postgres_engine  # with a driver that a hub on a file does not wait for

    return postgres_engine.open_engine(postgres_engine.read_url(url))


def hold(connection: Connection, *groups: Iterable[str]) -> None:
    """Nobody else who holds one of these names writes until this transaction ends. SQLite's one writer holds everything."""
    if postgres.speaks(connection):
        postgres.hold(connection, *groups)


def bump(connection: Connection, name: str) -> int:
    """The next number of a sequence, starting at 1. Inside a write transaction: a rollback gives it back, and others who want
    one wait for the commit."""
    return int(connection.execute(_BUMPS[connection.dialect.name], {"of": name}).scalar_one())


@lru_cache(64)
def sequence_name(kind: str, day: date) -> str:
    return f"{kind}/{day:%Y%m%d}"


def next_number(connection: Connection, kind: str, day: date) -> int:
    """The day's next number of this kind, starting at 1; no two ever get the same."""
    name = sequence_name(kind, day)
    if postgres.speaks(connection):
        return postgres.next_number(connection, kind, name)
    return bump(connection, name)


def peek(connection: Connection, name: str) -> int:
    """The last number given out; 0 before the first."""
    if postgres.speaks(connection):
        return connection.execute(_PEEK, {"of": name}).scalar() or 0
    return sqlite.value(connection, "SELECT value FROM counters WHERE name = ?", name) or 0


def set_counter(connection: Connection, name: str, last: int) -> None:
    """The last number given out, for who counted many of them by heart in SQLite's one write transaction."""
    put(connection, _counter, {"name": name}, {"value": last})


def get_meta(connection: Connection, key: str) -> str | None:
    value: str | None
    if postgres.speaks(connection):
        value = connection.execute(_GET_META, {"of": key}).scalar()
    else:
        value = sqlite.value(connection, "SELECT value FROM meta WHERE key = ?", key)
    return value


def set_meta(connection: Connection, key: str, value: str) -> None:
    put(connection, _meta, {"key": key}, {"value": value})
