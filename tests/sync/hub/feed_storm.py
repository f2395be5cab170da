"""Many writers at once, some of whose transactions stay open or are taken back, and readers who poll all the while.

Beside every change each transaction writes into a table of its own with a plain serial number, and one more reader follows
that number as its cursor: the control, which misses what is committed after a larger number was read.
"""

from __future__ import annotations

import itertools
import random
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from sync.hub.db import feed_rows, order, postgres
from sync.hub.db.database import Database
from sync.hub.db.feed_rows import ChangeKind

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
KEY = "all"  # everybody reads everything, so that all readers can be compared
_ON_POSTGRES = "CREATE TABLE control (id bigserial PRIMARY KEY, ref text NOT NULL)"
_ON_SQLITE = "CREATE TABLE control (id integer PRIMARY KEY, ref text NOT NULL)"


class TakenBack(Exception):
    """The transaction is rolled back on purpose."""


@dataclass
class Storm:
    """`databases`: one for each hub process that is played. `hold_s`: how long some transactions stay open, at most."""

    databases: list[Database]
    seed: int = 1
    writers: int = 32
    each: int = 12  # transactions of one writer
    held: float = 0.3  # share of them that stay open
    taken_back: float = 0.1
    hold_s: float = 0.01
    readers: int = 4
    watched: bool = False  # the control looks after every commit, however slow the machine is
    committed: list[str] = field(default_factory=list)
    seen: list[list[str]] = field(default_factory=list)  # what each reader saw, in its order
    by_control: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)  # on SQLite the control's number: taken before the write lock, as ids and clocks are
        self._over = threading.Event()
        self._looks = 0  # of the control
        self._failures: list[BaseException] = []

    def blow(self) -> None:
        """Returns when every writer is done and every reader has seen all it can."""
        self.prepare()
        self.seen = [[] for _ in range(self.readers)]
        reading = [threading.Thread(target=self._guard, args=(self._read, number)) for number in range(self.readers)]
        reading.append(threading.Thread(target=self._guard, args=(self._follow_the_control, 0)))
        writing = [threading.Thread(target=self._guard, args=(self._write, number)) for number in range(self.writers)]
        for thread in (*reading, *writing):
            thread.start()
        for thread in writing:
            thread.join()
        self._over.set()
        for thread in reading:
            thread.join()
        if self._failures:
            raise self._failures[0]

    def prepare(self) -> None:
        with self.databases[0].write() as connection:
            connection.execute(text(_ON_POSTGRES if postgres.speaks(connection) else _ON_SQLITE))

    @property
    def missed_by_control(self) -> set[str]:
        return set(self.committed) - set(self.by_control)

    def _guard(self, work: object, number: int) -> None:
        try:
            work(number)  # type: ignore[operator]
        except BaseException as failure:
            self._failures.append(failure)
            self._over.set()

    # Writing

    def _write(self, number: int) -> None:
        chance = random.Random(self.seed * 1000 + number)
        for turn in range(self.each):
            refs = [f"{number}-{turn}-{part}" for part in range(chance.randint(1, 3))]
            taken = [next(self._numbers) for _ in refs]
            try:
                with self.databases[number % len(self.databases)].write() as connection:
                    for ref, early in zip(refs, taken, strict=True):
                        self.add(connection, ref, early)
                        if chance.random() < self.held / len(refs):
                            time.sleep(chance.random() * self.hold_s)
                    if chance.random() < self.taken_back:
                        raise TakenBack
            except TakenBack:
                continue
            self.committed += refs
            looks = self._looks
            while self.watched and self._looks < looks + 2 and not self._over.is_set():
                time.sleep(0.001)

    def add(self, connection: Connection, ref: str, early: int | None = None) -> None:
        """One change, and its row for the control. `early`: its serial number on SQLite; PostgreSQL gives its own."""
        if postgres.speaks(connection):
            connection.execute(text("INSERT INTO control (ref) VALUES (:ref)"), {"ref": ref})
        else:
            told = {"id": early or next(self._numbers), "ref": ref}
            connection.execute(text("INSERT INTO control (id, ref) VALUES (:id, :ref)"), told)
        feed_rows.add_change(connection, AT, ChangeKind.CASE, ref, [KEY])

    # Reading

    def _read(self, number: int) -> None:
        chance, place = random.Random(number), 0
        database = self.databases[number % len(self.databases)]
        while True:
            last_look = self._over.is_set()
            place, refs, more = page(database, place, chance.randint(1, 40))
            self.seen[number] += refs
            if last_look and not more:
                return
            time.sleep(0.001)

    def _follow_the_control(self, _number: int) -> None:
        last = 0
        while True:
            last_look = self._over.is_set()
            last, refs = control_page(self.databases[0], last)
            self.by_control += refs
            self._looks += 1
            if last_look:
                return
            time.sleep(0.001)


def page(database: Database, place: int, limit: int) -> tuple[int, list[str], bool]:
    """The next changes as `feed.page` reads them: the new place, what they are about, whether there are more."""
    with database.read() as connection:
        upto = order.reached(connection)
        rows = feed_rows.changes_for(connection, [KEY], place, upto, limit)
    more = len(rows) == limit
    return (rows[-1].seq if more else max(place, upto)), [row.ref for row in rows], more


def control_page(database: Database, last: int) -> tuple[int, list[str]]:
    with database.read() as connection:
        rows = connection.execute(text("SELECT id, ref FROM control WHERE id > :last ORDER BY id"), {"last": last}).all()
    return (rows[-1].id if rows else last), [row.ref for row in rows]
