"""Where the simulated disk takes hold: SQLite's connections and fsync, for paths of the simulated machines alone."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from tests.sync.world.disk import MACHINES, PROC, Machine, PowerOff, connect

T = TypeVar("T")
_FULL_SYNC = 2
_WEAK = 12  # so many commits at most are lost where nobody waits for the disk
_F_GETPATH = 50  # macOS
_fsync = os.fsync


def _path_of(descriptor: int) -> str:
    if PROC:
        return os.readlink(f"/proc/self/fd/{descriptor}").removesuffix(" (deleted)")
    if sys.platform == "darwin":
        import fcntl

        return fcntl.fcntl(descriptor, _F_GETPATH, bytes(1024)).rstrip(b"\0").decode()
    raise OSError(errno.ENOTSUP, "the simulated disk needs Linux or macOS")


def machine_of(path: str) -> Machine | None:
    return next((each for each in MACHINES if each.prefix in path or path == str(each.folder)), None)


class Connection(sqlite3.Connection):
    """A connection whose commits are durable steps of its machine."""

    machine: Machine
    file: str
    changes = 0  # that were made before the last commit
    waits: bool | None = None  # for the disk

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "COMMIT":
            return self._end(lambda: super(Connection, self).execute(sql))
        if self.machine.off and sql != "ROLLBACK":
            raise PowerOff(self.machine)
        return super().execute(sql, *values)

    def commit(self) -> None:
        if self.in_transaction:
            self._end(super().commit)

    def _end(self, step: Callable[[], T]) -> T:
        """Of a transaction: a durable step when it has changed anything."""
        if self.total_changes == self.changes:
            if self.machine.off:
                raise PowerOff(self.machine)
            return step()
        self.changes = self.total_changes
        return self.machine.durable(lambda: self._commit(step))

    def _commit(self, step: Callable[[], T]) -> T:
        if self.waits is None:
            self.waits = super().execute("PRAGMA synchronous").fetchone()[0] >= _FULL_SYNC
        if not self.waits:
            self.machine.weak_commits += 1
            if self.file not in self.machine.weak or self.machine.weak_commits % _WEAK == 0:
                before = connect(self.file)  # what this commit and the next add may be gone after a cut
                self.machine.weak[self.file] = before.serialize()
                before.close()
        return step()


def _connect_here(database: Any, *args: Any, **more: Any) -> sqlite3.Connection:
    machine = machine_of(str(database))
    if machine is None:
        return connect(database, *args, **more)
    connection = connect(database, *args, factory=Connection, cached_statements=600, **more)
    assert isinstance(connection, Connection)
    connection.machine = machine
    connection.file = str(database).removeprefix("file://").partition("?")[0]
    return connection


def _fsync_here(descriptor: Any) -> None:
    number = descriptor if isinstance(descriptor, int) else descriptor.fileno()
    path = _path_of(number)
    machine = machine_of(path)
    if machine is None:
        return _fsync(number)
    return machine.durable(lambda: machine.synced(number, path))


@contextmanager
def simulated() -> Iterator[None]:
    """Connections and fsync inside belong to the simulated machines, where the path is one of theirs."""
    sqlite3.connect = sqlite3.dbapi2.connect = _connect_here  # type: ignore[assignment]
    os.fsync = _fsync_here
    try:
        yield
    finally:
        sqlite3.connect = sqlite3.dbapi2.connect = connect
        os.fsync = _fsync
