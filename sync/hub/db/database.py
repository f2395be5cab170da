"""The one door to the database: transactions for reading and for writing, and bringing the tables up to date."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, bindparam, insert, inspect, select, text, update

from sync.hub.db import sqlite, tables
from sync.protocol.problems import Code, Problem

FILE_NAME = "hub.sqlite"
HEAD = "0005"  # the newest migration; a test compares it with the folder

# Statements that run at every act are built once: building one takes three times as long as running it.
_counter, _meta = tables.counters, tables.meta
_BUMP = (
    update(_counter).where(_counter.c.name == bindparam("of")).values(value=_counter.c.value + 1)
    .returning(_counter.c.value)
)
_PEEK = select(_counter.c.value).where(_counter.c.name == bindparam("of"))
_GET_META = select(_meta.c.value).where(_meta.c.key == bindparam("of"))


class Database:
    """One data folder's database. Any number of readers; one writer at a time in this process and, by the lock that every
    write takes at its start, among all processes."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # what lies here is nobody's business but the hub's
        self._engine = sqlite.open_engine(folder / FILE_NAME)
        self._writing = threading.Lock()
        self._upgrade()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view: what others commit meanwhile is not seen."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """All of it or nothing. Durable when the block has been left without an exception."""
        with self._writing, self._engine.connect() as connection, sqlite.writing(connection).begin():
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    def _upgrade(self) -> None:
        found = self._revision()
        if found == HEAD:
            return
        # Half a second of imports that an up-to-date folder does not pay.
        from sync.hub.db.migrate import migrate

        with self._writing, self._engine.connect() as connection, sqlite.writing(connection).begin():
            migrate(connection, HEAD)

    def _revision(self) -> str | None:
        with self.read() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found is not None and found > HEAD:
            raise Problem(Code.STORE_NEWER, found=found, known=HEAD)
        return found


def bump(connection: Connection, name: str) -> int:
    """The next number of a sequence, starting at 1. Inside a write transaction: a rollback gives it back."""
    value: int | None = connection.execute(_BUMP, {"of": name}).scalar()
    if value is None:
        connection.execute(insert(_counter).values(name=name, value=1))
        return 1
    return value


def peek(connection: Connection, name: str) -> int:
    """The last number given out; 0 before the first."""
    value: int | None = connection.execute(_PEEK, {"of": name}).scalar()
    return value or 0


def get_meta(connection: Connection, key: str) -> str | None:
    value: str | None = connection.execute(_GET_META, {"of": key}).scalar()
    return value


def set_meta(connection: Connection, key: str, value: str) -> None:
    if connection.execute(update(_meta).where(_meta.c.key == key).values(value=value)).rowcount == 0:
        connection.execute(insert(_meta).values(key=key, value=value))
