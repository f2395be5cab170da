"""Many cases at a time: reading all that belongs to them, and writing what a batch of acts changed, table by table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    String,
    Table,
    any_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from sync.hub.db import case_rows, order, postgres, tables
from sync.hub.db.database import set_counter
from sync.hub.db.feed_rows import ChangeKind
from sync.hub.db.quick import Quick
from sync.hub.dossier import Held
from sync.hub.steps import Link
from sync.protocol.feed import Notice
from sync.protocol.media import MediaRef
from sync.protocol.tasks import Task

_task = msgspec.json.Decoder(Task)
_ref = msgspec.json.Decoder(MediaRef)
_cases, _sight, _steps, _tasks, _media, _kept = (
    tables.cases, tables.case_sight, tables.steps, tables.tasks, tables.case_media, tables.mutations,
)
_Condition = Callable[[Column[Any]], ColumnElement[bool]]


def _asked(build: Callable[[_Condition], Any]) -> dict[str, Quick]:
    """The question about many names, for each kind of database: one mark for all of them, however many they are."""
    names = func.json_each(bindparam("of")).table_valued("value")
    many = bindparam("of", type_=ARRAY(String))
    return {
        "sqlite": Quick(build(lambda column: column.in_(select(names.c.value)))),
        "postgresql": Quick(build(lambda column: column == any_(many))),
    }


_TAKE_CASES = _asked(lambda among: (
    select(_cases.c.id, _cases.c.body).where(among(_cases.c.id)).order_by(_cases.c.id).with_for_update(key_share=True)))
_SIGHTS = _asked(lambda among: select(_sight.c.case_id, _sight.c.key).where(among(_sight.c.case_id)))
_SEEN = _asked(lambda among: (
    select(_cases.c.id, _cases.c.body).where(among(_cases.c.id), exists().where(
        _sight.c.case_id == _cases.c.id, _sight.c.key.in_(bindparam("keys", expanding=True))))))
_STEPS = _asked(lambda among: (
    select(_steps.c.case_id, _steps.c.body).where(among(_steps.c.case_id)).order_by(_steps.c.case_id, _steps.c.seq)))
_TASKS = _asked(lambda among: (
    select(_tasks.c.case_id, _tasks.c.body).where(among(_tasks.c.case_id)).order_by(_tasks.c.number)))
_MEDIA = _asked(lambda among: (
    select(_media.c.case_id, _media.c.seq, _media.c.ref, _media.c.person, _media.c.round, _media.c.bound)
    .where(among(_media.c.case_id)).order_by(_media.c.seq, _media.c.at, _media.c.sha256)))
_KEPT = _asked(lambda among: (
    select(_kept.c.id, _kept.c.content_hash, _kept.c.receipt, _kept.c.received_at).where(among(_kept.c.id))))
_BLOBS = _asked(lambda among: select(tables.blobs.c.sha256).where(among(tables.blobs.c.sha256)))
_CHANGE_CASE = Quick(update(_cases).where(_cases.c.id == bindparam("of")))
_ADD_TASK, _CHANGE_TASK = Quick(insert(_tasks)), Quick(update(_tasks).where(_tasks.c.id == bindparam("of")))
_DROP_SIGHT = Quick(delete(_sight).where(_sight.c.case_id == bindparam("of"), _sight.c.key == bindparam("gone")))
_ADD_MEDIA, _ADD_NOTICE = Quick(insert(_media)), Quick(insert(tables.notices))


class Kept(msgspec.Struct, frozen=True):
    """A mutation that was answered before."""

    content_hash: str
    receipt: str  # a mutations.Receipt as JSON
    received_at: datetime


class Found(msgspec.Struct, frozen=True):
    """What belongs to some cases, by case. `cases` holds every id that was asked for, None for those that are not."""

    cases: dict[str, str | None]
    tasks: dict[str, tuple[Task, ...]]
    media: dict[str, tuple[Held, ...]]
    sight: dict[str, frozenset[str]]


def ask(connection: Connection, question: Mapping[str, Quick], names: Collection[str]) -> Iterable[Any]:
    """The rows of these names; no names, no question."""
    if not names:
        return ()
    kind = connection.dialect.name
    told = list(names)
    return question[kind].all(connection, of=msgspec.json.encode(told).decode() if kind == "sqlite" else told)


def read(connection: Connection, case_ids: Sequence[str]) -> Found:
    """For a writer: on PostgreSQL nobody else changes these cases before this transaction ends."""
    cases: dict[str, str | None] = dict.fromkeys(case_ids)
    here = {case_id: body for case_id, body in ask(connection, _TAKE_CASES, case_ids)}
    cases.update(here)
    tasks, media = tasks_of(connection, here), media_of(connection, here)
    sight: dict[str, set[str]] = {}
    for case_id, key in ask(connection, _SIGHTS, here):
        sight.setdefault(case_id, set()).add(key)
    return Found(cases, tasks, media, {case_id: frozenset(found) for case_id, found in sight.items()})


def seen_by(connection: Connection, case_ids: Collection[str], keys: Iterable[str]) -> dict[str, str]:
    """Bodies of those of these cases that hold any of the keys now."""
    if not case_ids:
        return {}
    kind, told = connection.dialect.name, list(case_ids)
    of = msgspec.json.encode(told).decode() if kind == "sqlite" else told
    return {case_id: body for case_id, body in _SEEN[kind].all(connection, of=of, keys=sorted(keys))}


def steps_of(connection: Connection, case_ids: Collection[str]) -> dict[str, list[str]]:
    """Bodies of their steps, in order."""
    found: dict[str, list[str]] = {}
    for case_id, body in ask(connection, _STEPS, case_ids):
        found.setdefault(case_id, []).append(body)
    return found


def tasks_of(connection: Connection, case_ids: Collection[str]) -> dict[str, tuple[Task, ...]]:
    """By case, in order of number; cases without tasks are left out."""
    found: dict[str, list[Task]] = {}
    for case_id, body in ask(connection, _TASKS, case_ids):
        found.setdefault(case_id, []).append(_task.decode(body))
    return {case_id: tuple(tasks) for case_id, tasks in found.items()}


def media_of(connection: Connection, case_ids: Collection[str]) -> dict[str, tuple[Held, ...]]:
    """By case, in the order in which they were named; cases without files are left out."""
    found: dict[str, list[Held]] = {}
    for case_id, seq, ref, person, round_, bound in ask(connection, _MEDIA, case_ids):
        held = Held(seq=seq, ref=_ref.decode(ref), person=person, round=round_, bound=bool(bound))
        found.setdefault(case_id, []).append(held)
    return {case_id: tuple(held) for case_id, held in found.items()}


def kept(connection: Connection, mutation_ids: Collection[str]) -> dict[str, Kept]:
    """Those of these mutations that were answered before."""
    return {
        found: Kept(content_hash, receipt, received_at)
        for found, content_hash, receipt, received_at in ask(connection, _KEPT, mutation_ids)
    }


def blobs_among(connection: Connection, sha256s: Collection[str]) -> set[str]:
    """Those of these files whose bytes are here, whoever sent them."""
    return {sha256 for (sha256,) in ask(connection, _BLOBS, sha256s)}


class Out:
    """What is to be written. `marks` and `back_to` take back what was appended; the owner takes back the rest."""

    def __init__(self) -> None:
        self.new: dict[str, bool] = {}  # cases that are not in the database yet
        self.cases: dict[str, dict[str, Any]] = {}  # their rows without the id
        self.new_tasks: dict[str, bool] = {}
        self.tasks: dict[str, Task] = {}
        self.sight: dict[str, frozenset[str]] = {}  # as the database has it
        self.steps: list[tuple[str, int, Link]] = []
        self.media: list[tuple[str, datetime, Held]] = []
        self.notices: list[tuple[str, Notice]] = []
        self.changes: list[tuple[datetime, ChangeKind, str, frozenset[str]]] = []

    def marks(self) -> tuple[int, int, int, int]:
        return len(self.steps), len(self.media), len(self.notices), len(self.changes)

    def back_to(self, marks: tuple[int, int, int, int]) -> None:
        del self.steps[marks[0]:], self.media[marks[1]:], self.notices[marks[2]:], self.changes[marks[3]:]

    def write(self, connection: Connection, sight: Mapping[str, frozenset[str]], counters: Mapping[str, int]) -> None:
        """Cases before what points to them."""
        for name, value in counters.items():
            set_counter(connection, name, value)
        new = [(each, row) for each, row in self.cases.items() if each in self.new]
        add(connection, _cases, [
            (each, row["number"], row["version"], row["kind"], row["stage"], row["reporter"], row["department"], row["area"],
             tables.micros(row["created_at"]), tables.micros(row["look_at"]), row["body"])
            for each, row in new
        ], _CASE_COLUMNS)
        _CHANGE_CASE.change_each(connection, ({"of": each, **row} for each, row in self.cases.items() if each not in self.new))
        add(connection, tables.steps, [
            (case_id, seq, made.text, made.payload_hash, made.prev_hash, made.hash) for case_id, seq, made in self.steps
        ])
        _ADD_MEDIA.change_each(connection, (case_rows.media_row(case_id, at, held) for case_id, at, held in self.media))
        self._write_tasks(connection)
        _DROP_SIGHT.change_each(connection, (
            {"of": case_id, "gone": key} for case_id, before in self.sight.items() for key in sorted(before - sight[case_id])))
        add(connection, _sight, [
            (case_id, key) for case_id, before in self.sight.items() for key in sorted(sight[case_id] - before)
        ])
        _ADD_NOTICE.change_each(connection, (
            {"id": notice.id, "person": person, "at": notice.at, "body": case_rows.text(notice)}
            for person, notice in self.notices))
        self._write_changes(connection)

    def _write_tasks(self, connection: Connection) -> None:
        rows = [(task, case_rows.task_values(task)) for task in self.tasks.values()]
        _ADD_TASK.change_each(connection, (
            {"id": task.id, "number": task.number, "case_id": task.case_id, "kind": task.kind.value, **values}
            for task, values in rows if task.id in self.new_tasks))
        _CHANGE_TASK.change_each(connection, (
            {"of": task.id, **values} for task, values in rows if task.id not in self.new_tasks))

    def _write_changes(self, connection: Connection) -> None:
        """Each thing once, where it changed last, to all who were told of any of its changes: they are seen together."""
        last: dict[tuple[ChangeKind, str], tuple[datetime, frozenset[str]]] = {}
        for at, kind, ref, audience in self.changes:
            before = last.pop((kind, ref), None)
            last[kind, ref] = (at, audience if before is None else before[1] | audience)
        places = order.next_places(connection, len(last))
        add(connection, tables.changes, [
            (seq, tables.micros(at), kind.value, ref)
            for seq, ((kind, ref), (at, _)) in zip(places, last.items(), strict=True)
        ])
        add(connection, tables.change_audience, [
            (key, seq)
            for seq, (_, audience) in zip(places, last.values(), strict=True) for key in sorted(audience)
        ])


_CASE_COLUMNS = ("id", "number", "version", "kind", "stage", "reporter", "department", "area", "created_at", "look_at", "body")


def add(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], columns: Sequence[str] = ()) -> None:
    """New rows as the database keeps them, in the order of the table's columns unless told otherwise. Past the toolkit's own
    way, which takes five times as long for each row as SQLite does."""
    if not rows:
        return
    names = tuple(columns) or tuple(column.name for column in table.columns)
    marks = ", ".join(["%s" if postgres.speaks(connection) else "?"] * len(names))
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", list(rows))
