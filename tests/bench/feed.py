"""The feed's order under many writers: what it costs and what it saves, on PostgreSQL and on SQLite.

Thirty-two writers commit changes, three transactions in ten stay open for up to 20 ms, and readers poll fifty times a second. Once the
changes get their places in commit order (sync/hub/db/order.py), once a plain serial number as most systems have it; each in
turn, in a new database, with fsync on. The plain number's reader is the control: what it never saw is counted.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from sync.hub.db import feed_rows, postgres
from sync.hub.db.database import Database
from sync.hub.db.feed_rows import ChangeKind
from tests.bench.rows import CannotMeasure, Row, told
from tests.postgres import NoPostgres, Server
from tests.sync.hub.feed_storm import AT, KEY, page

WRITERS, READERS, HOLD_S, HELD, POLL_S = 32, 3, 0.02, 0.3, 0.02
GOAL = 0.85  # of the plain number's write speed
OTHERS = ("p:reporter", "d:department", "g:grid")  # a change is told to about four keys

_PLAIN = (
    "CREATE TABLE plain (seq {serial}, at bigint NOT NULL, kind text NOT NULL, ref text NOT NULL)",
    "CREATE INDEX plain_ref ON plain (ref)",
    "CREATE TABLE plain_audience (key text NOT NULL, seq bigint NOT NULL REFERENCES plain (seq), PRIMARY KEY (key, seq))",
    "CREATE INDEX plain_audience_seq ON plain_audience (seq)",
)
_SERIAL = {"postgresql": "bigserial PRIMARY KEY", "sqlite": "integer PRIMARY KEY AUTOINCREMENT"}
# As few questions as the hub asks for its own places: two in the file, one on the server.
_ADD = "INSERT INTO plain (at, kind, ref) VALUES (0, 'case', ?) RETURNING seq"
_TELL = "INSERT INTO plain_audience (key, seq) SELECT value, ? FROM json_each(?)"
_ADD_AND_TELL = text(
    "WITH added AS (INSERT INTO plain (at, kind, ref) VALUES (0, 'case', :ref) RETURNING seq),"
    " told AS (INSERT INTO plain_audience (key, seq) SELECT key, seq FROM added, unnest(CAST(:keys AS text[])) AS key)"
    " SELECT seq FROM added"
)
_LOOK = text(
    "SELECT plain.seq, plain.ref FROM plain JOIN plain_audience told ON told.seq = plain.seq"
    " WHERE told.key = :key AND told.seq > :after ORDER BY told.seq LIMIT 200"
)


@dataclass
class Round:
    """One storm: how fast it went and what its readers saw."""

    databases: list[Database]
    address: tuple[str, str | None]  # the data folder and, on a server, the database
    ordered: bool
    seconds: float
    committed: list[str] = field(default_factory=list)
    seen: list[list[str]] = field(default_factory=list)
    rate: float = 0.0

    def run(self) -> None:
        with self.databases[0].write() as connection:
            for statement in _PLAIN:
                connection.execute(text(statement.format(serial=_SERIAL[connection.dialect.name])))
        spawn = multiprocessing.get_context("spawn")  # processes of their own, as other hubs' readers are
        ready, over = spawn.Barrier(READERS + 1), spawn.Event()
        with ProcessPoolExecutor(READERS, mp_context=spawn, initializer=_share, initargs=(ready, over)) as pool:
            reading = [pool.submit(read, self.address, self.ordered) for _ in range(READERS)]
            ready.wait(60)
            begun = time.perf_counter()
            writers = [threading.Thread(target=self._write, args=(number, begun)) for number in range(WRITERS)]
            for thread in writers:
                thread.start()
            for thread in writers:
                thread.join()
            self.rate = len(self.committed) / (time.perf_counter() - begun)
            over.set()
            self.seen = [one.result(120) for one in reading]

    @property
    def missed(self) -> int:
        """Changes that were committed and that a reader never saw: the worst reader's."""
        return max(len(set(self.committed) - set(seen)) for seen in self.seen)

    @property
    def twice(self) -> int:
        return max(len(seen) - len(set(seen)) for seen in self.seen)

    @property
    def other_order(self) -> int:
        return sum(seen != self.seen[0] for seen in self.seen)

    def _write(self, number: int, begun: float) -> None:
        chance, turn = random.Random(number), 0
        while time.perf_counter() - begun < self.seconds:
            turn += 1
            ref = f"{number}-{turn}"
            with self.databases[number % len(self.databases)].write() as connection:
                self._add(connection, ref)
                if chance.random() < HELD:
                    time.sleep(chance.random() * HOLD_S)
            self.committed.append(ref)

    def _add(self, connection: Connection, ref: str) -> None:
        if self.ordered:
            feed_rows.add_change(connection, AT, ChangeKind.CASE, ref, [KEY, *OTHERS])
            return
        if postgres.speaks(connection):
            connection.execute(_ADD_AND_TELL, {"ref": ref, "keys": [KEY, *OTHERS]}).scalar_one()
            return
        seq = connection.exec_driver_sql(_ADD, (ref,)).scalar_one()
        connection.exec_driver_sql(_TELL, (seq, json.dumps([KEY, *OTHERS])))


_shared: list[Any] = []


def _share(ready: Any, over: Any) -> None:
    """In a reader's process: what it waits for together with the writers."""
    _shared[:] = [ready, over]


def read(address: tuple[str, str | None], ordered: bool) -> list[str]:
    """Everything one reader saw, in its order."""
    database = Database(Path(address[0]), address[1])
    look = (lambda place: page(database, place, 200)) if ordered else (lambda place: plain_page(database, place))
    ready, over = _shared
    place, seen = 0, list[str]()
    ready.wait(60)
    while True:
        last_look = over.is_set()
        place, refs, more = look(place)
        seen += refs
        if last_look and not more:
            break
        if not more:
            time.sleep(POLL_S)
    database.close()
    return seen


def plain_page(database: Database, place: int) -> tuple[int, list[str], bool]:
    with database.read() as connection:
        rows = connection.execute(_LOOK, {"key": KEY, "after": place}).all()
    return (rows[-1].seq if rows else place), [row.ref for row in rows], len(rows) == 200


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=1.5, help="of one storm (default 1.5)")
    parser.add_argument("--rounds", type=int, default=9, help="pairs of storms on each database (default 9)")


def measure(options: argparse.Namespace) -> list[Row]:
    rows: list[Row] = []
    try:
        with Server(durable=True) as server:
            rows += compare("PostgreSQL", options, lambda: on_server(server))
    except NoPostgres as reason:
        raise CannotMeasure(str(reason)) from reason
    return rows + compare("SQLite", options, on_file)


@contextmanager
def on_server(server: Server) -> Iterator[tuple[list[Database], tuple[str, str | None]]]:
    """Two hub processes' worth of connections, so that no writer waits for one."""
    url = server.database()
    with tempfile.TemporaryDirectory() as folder:
        doors = [Database(Path(folder), url) for _ in range(2)]
        yield doors, (folder, url)
        for door in doors:
            door.close()
    server.drop(url)


@contextmanager
def on_file() -> Iterator[tuple[list[Database], tuple[str, str | None]]]:
    with tempfile.TemporaryDirectory() as folder:
        door = Database(Path(folder))
        yield [door], (folder, None)
        door.close()


def compare(name: str, options: argparse.Namespace, opened: object) -> list[Row]:
    ordered: list[Round] = []
    plain: list[Round] = []
    for turn in range(options.rounds):
        for kind in ((ordered, plain) if turn % 2 else (plain, ordered)):  # neither is always the one on a warm disk
            with opened() as (databases, address):  # type: ignore[operator]
                kind.append(Round(databases, address, kind is ordered, options.seconds))
                kind[-1].run()
    # Storms are short and take turns, and each is compared with its neighbour: a busy machine is busy for both.
    ratio = statistics.median(one.rate / other.rate for one, other in zip(ordered, plain, strict=True))
    ours, theirs = (statistics.median(one.rate for one in rounds) for rounds in (ordered, plain))
    rows = [
        Row(what=f"{name}: transactions with a place in commit order ({WRITERS} writers)", value=round(ours, 1), unit="/s",
            beside=round(theirs, 1), beside_what="plain serial number, at least", ratio=round(ratio, 3), goal=GOAL,
            holds=ratio >= GOAL),
        told(f"{name}: changes committed in order", sum(len(one.committed) for one in ordered), "changes"),
        zero(f"{name}: missed by the cursor in commit order", sum(one.missed for one in ordered)),
        zero(f"{name}: seen twice", sum(one.twice for one in ordered)),
        zero(f"{name}: readers that saw another order", sum(one.other_order for one in ordered)),
    ]
    missed, of = sum(one.missed for one in plain), sum(len(one.committed) for one in plain)
    what = f"{name}: missed by the plain serial cursor (control)"
    if name == "SQLite":  # one writer: its plain number is in order too, as long as it is taken inside the transaction
        return [*rows, told(what, missed, "changes")]
    return [*rows, Row(what=what, value=missed, unit="changes", beside=of, beside_what="committed, more than 0",
                       ratio=round(missed / of, 3), holds=missed > 0)]


def zero(what: str, value: int) -> Row:
    return Row(what=what, value=value, unit="changes", goal=0, holds=value == 0)
