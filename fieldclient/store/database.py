"""Connections to the one SQLite file: WAL, a commit is on the disk when it returns, and errors become problems.

Every thread gets a connection of its own, so that a list on the screen never waits for a page of changes being kept.
Writers take turns by a lock of this process; another process cannot write at all (see `lock`).
"""

from __future__ import annotations

import errno
import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sync.protocol.problems import Code, Problem

BUSY_TIMEOUT_S = 5.0
JOURNAL_LIMIT_BYTES = 16 * 1024 * 1024
LITTLE_KIB, MUCH_KIB = 2 * 1024, 12 * 1024  # kept of the file: a page of cases that is written touches more than 2 MB hold
BULK = 100  # rows that are written at once

Value = str | int | float | bytes | None
Values = Sequence[Value]
Row = sqlite3.Row

_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # 0.5 ms a commit; NORMAL forgets acknowledged rows in a power cut
    "PRAGMA foreign_keys=ON",
    f"PRAGMA journal_size_limit={JOURNAL_LIMIT_BYTES}",
    "PRAGMA cell_size_check=ON",
    f"PRAGMA cache_size=-{LITTLE_KIB}",
)
_MAC = ("PRAGMA fullfsync=1", "PRAGMA checkpoint_fullfsync=1")
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Broken(Exception):
    """SQLite cannot read its own file. Only recovery may answer this; everybody else sees DISK_FAILED."""


def problem_of(cause: sqlite3.Error) -> Problem:
    """What a person is told when SQLite refused."""
    code = (getattr(cause, "sqlite_errorcode", 0) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Problem(Code.STORE_BUSY)
    if code == sqlite3.SQLITE_FULL:
        return Problem(Code.DISK_FULL, free_bytes=0, needed_bytes=0)
    return Problem(Code.DISK_FAILED, errno=errno.EIO, sqlite=code)


def is_broken(cause: sqlite3.Error) -> bool:
    return ((getattr(cause, "sqlite_errorcode", 0) or 0) & 0xFF) in _BROKEN


class Database:
    """One SQLite file, seen from any number of threads."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._mine = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.RLock()
        self._kept: dict[tuple[str, tuple[Value, ...]], Row | None] = {}
        self._kept_rows: dict[tuple[str, tuple[Value, ...]], list[Row]] = {}

    def _open(self) -> sqlite3.Connection:
        # as_uri quotes what a path may hold: spaces, Chinese, '?' and '#'
        mode = "ro" if self.read_only else "rwc"
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_TIMEOUT_S,
            isolation_level=None, check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        settings = () if self.read_only else _SETTINGS + (_MAC if sys.platform == "darwin" else ())
        for line in settings:
            connection.execute(line)
        return connection

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's own."""
        own: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if own is None:
            with self.told():
                own = self._open()
            self._mine.connection = own
            with self._guard:
                self._all.append(own)
        return own

    def leave(self) -> None:
        """This thread needs its connection no more: what SQLite keeps of the file for it is given back."""
        own: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if own is not None:
            self._mine.connection = None
            with self._guard:
                self._all.remove(own)
            own.close()

    @contextmanager
    def told(self) -> Iterator[None]:
        """SQLite's errors inside become problems; the first sign of a broken file is noted for the next start."""
        try:
            yield
        except sqlite3.Error as cause:
            if is_broken(cause):
                self._note_broken()
            raise problem_of(cause) from cause

    def _text(self, raw: bytes) -> str:
        """Text that is none is a sign of damage; it costs the row it stands in, and not the list."""
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self._note_broken()
            return raw.decode(errors="replace")

    def _distrust_text(self, cause: sqlite3.OperationalError) -> None:
        """From the first damaged text on each is looked at one by one, which costs a tenth of a long list."""
        if "decode" not in str(cause):
            raise cause
        self.connection.text_factory = self._text

    def _note_broken(self) -> None:
        try:
            broken_mark(self.path).touch()
        except OSError:
            pass  # the disk is failing: the problem that is raised says so

    def read(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows at once: a read never stays open, so the journal never grows behind a screen."""
        try:
            rows: list[Row] = self.connection.execute(sql, values).fetchall()
        except sqlite3.Error as cause:
            rows = self._again(sql, values, cause)
        return rows

    def one(self, sql: str, values: Values = ()) -> Row | None:
        try:
            row: Row | None = self.connection.execute(sql, values).fetchone()
        except sqlite3.Error as cause:
            row = next(iter(self._again(sql, values, cause)), None)
        return row

    def _again(self, sql: str, values: Values, cause: sqlite3.Error) -> list[Row]:
        """After a first try: damaged text is read once more, everything else is told."""
        with self.told():
            if not isinstance(cause, sqlite3.OperationalError):
                raise cause
            self._distrust_text(cause)
            rows: list[Row] = self.connection.execute(sql, values).fetchall()
            return rows

    def kept(self, sql: str, *values: Value) -> Row | None:
        """As `one`, for what is asked many times a second and seldom changes: the answer is kept until the next change of
        anything. Nobody else writes (see `lock`); who only reads beside the app asks each time."""
        if self.read_only or self.connection.in_transaction:
            return self.one(sql, values)
        kept = self._kept  # of this moment: a change that ends meanwhile begins another one
        if (sql, values) not in kept:
            kept[sql, values] = self.one(sql, values)
        return kept[sql, values]

    def kept_rows(self, sql: str, *values: Value) -> list[Row]:
        """As `read`, kept like `kept`: for short lists that each cycle asks for more than once."""
        if self.read_only or self.connection.in_transaction:
            return self.read(sql, values)
        kept = self._kept_rows
        if (sql, values) not in kept:
            kept[sql, values] = self.read(sql, values)
        return kept[sql, values]

    def number(self, sql: str, values: Values = ()) -> int:
        """The one whole number that the query gives; 0 when it gives none."""
        row = self.one(sql, values)
        return int(row[0]) if row is not None and row[0] is not None else 0

    def write(self, sql: str, values: Values = ()) -> int:
        """One statement, by itself or as part of the change that is open. Returns how many rows it touched."""
        with self.change(), self.told():
            return self.connection.execute(sql, values).rowcount

    def write_many(self, sql: str, rows: Sequence[Values]) -> None:
        with self.change(), self.told():
            if len(rows) >= BULK and not getattr(self._mine, "much", False):
                self._mine.much = True
                self.connection.execute(f"PRAGMA cache_size=-{MUCH_KIB}")
            self.connection.executemany(sql, rows)

    def keep_little(self) -> None:
        """This thread reads again after it has written much: what SQLite kept of the file for that is given back."""
        if getattr(self._mine, "much", False) and not self.connection.in_transaction:
            self._mine.much = False
            self.connection.execute(f"PRAGMA cache_size=-{LITTLE_KIB}")

    @contextmanager
    def change(self) -> Iterator[None]:
        """All of it or nothing, and on the disk at the end. A change inside a change is part of it."""
        with self._writing:
            connection = self.connection
            if connection.in_transaction:
                yield
                return
            with self.told():
                connection.execute("BEGIN IMMEDIATE")
            before = connection.total_changes
            try:
                yield
                with self.told():
                    connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                if connection.total_changes != before:
                    self._kept, self._kept_rows = {}, {}

    @contextmanager
    def at_rest(self) -> Iterator[bool]:
        """Whether no thread is inside a change; then none begins one meanwhile. Waits for nobody."""
        if not self._writing.acquire(blocking=False):
            yield False
            return
        try:
            yield not self.connection.in_transaction
        finally:
            self._writing.release()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """The reads inside all see the same moment. Keep it short."""
        connection = self.connection
        if connection.in_transaction:
            yield
            return
        with self.told():
            connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("COMMIT")

    def checkpoint(self) -> None:
        """Empty the journal into the file. For quiet moments."""
        with self._writing:
            self.read("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Every thread's connection. Afterwards the object is of no more use."""
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._mine = threading.local()


def broken_mark(path: Path) -> Path:
    """Beside the database: its file could not be read at some point and is to be examined at the next start."""
    return path.with_name(path.name + ".examine")
