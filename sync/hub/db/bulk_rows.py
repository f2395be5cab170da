"""Many cases at a time: reading all that belongs to them, and writing what a batch of acts changed, table by table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from sync.hub.db import case_rows, order, tables
from sync.hub.db.database import set_counter
from sync.hub.db.feed_rows import ChangeKind
from sync.hub.dossier import Held
from sync.hub.steps import Link
from sync.protocol.feed import Notice
from sync.protocol.media import MediaRef
from sync.protocol.tasks import Task

AT_ONCE = 500  # names in one question: SQLite takes a thousand marks everywhere

_task = msgspec.json.Decoder(Task)
_ref = msgspec.json.Decoder(MediaRef)
_cases, _sight, _tasks, _media = tables.cases, tables.case_sight, tables.tasks, tables.case_media
_SOME: BindParameter[list[str]] = bindparam("of", expanding=True)
_TAKE_CASES = (
    select(_cases.c.id, _cases.c.body).where(_cases.c.id.in_(_SOME)).order_by(_cases.c.id).with_for_update(key_share=True)
)
_SIGHTS = select(_sight.c.case_id, _sight.c.key).where(_sight.c.case_id.in_(_SOME))
_TASKS = select(_tasks.c.case_id, _tasks.c.body).where(_tasks.c.case_id.in_(_SOME)).order_by(_tasks.c.number)
_MEDIA = (
    select(_media.c.case_id, _media.c.seq, _media.c.ref, _media.c.person, _media.c.round, _media.c.bound)
    .where(_media.c.case_id.in_(_SOME)).order_by(_media.c.seq, _media.c.at, _media.c.sha256)
)
_KEPT = select(
    tables.mutations.c.id, tables.mutations.c.content_hash, tables.mutations.c.receipt, tables.mutations.c.received_at
).where(tables.mutations.c.id.in_(_SOME))
_ADD_CASE, _ADD_STEP, _ADD_MEDIA = insert(_cases), insert(tables.steps), insert(_media)
_ADD_SIGHT, _ADD_TASK, _ADD_NOTICE = insert(_sight), insert(_tasks), insert(tables.notices)
_ADD_CHANGE, _ADD_AUDIENCE = insert(tables.changes), insert(tables.change_audience)
_CHANGE_CASE = update(_cases).where(_cases.c.id == bindparam("of"))
_CHANGE_TASK = update(_tasks).where(_tasks.c.id == bindparam("of"))
_DROP_SIGHT = delete(_sight).where(_sight.c.case_id == bindparam("of"), _sight.c.key == bindparam("gone"))


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


def some(names: Sequence[str]) -> Iterator[list[str]]:
    """As many as fit into one question."""
    for start in range(0, len(names), AT_ONCE):
        yield list(names[start : start + AT_ONCE])


def read(connection: Connection, case_ids: Sequence[str]) -> Found:
    """For a writer: on PostgreSQL nobody else changes these cases before this transaction ends."""
    cases: dict[str, str | None] = dict.fromkeys(case_ids)
    tasks: dict[str, list[Task]] = {}
    media: dict[str, list[Held]] = {}
    sight: dict[str, set[str]] = {}
    for part in some(sorted(case_ids)):
        bodies = {case_id: body for case_id, body in connection.execute(_TAKE_CASES, {"of": part})}
        cases.update(bodies)
        here = list(bodies)
        if not here:
            continue
        for case_id, key in connection.execute(_SIGHTS, {"of": here}):
            sight.setdefault(case_id, set()).add(key)
        for case_id, body in connection.execute(_TASKS, {"of": here}):
            tasks.setdefault(case_id, []).append(_task.decode(body))
        for case_id, seq, ref, person, round_, bound in connection.execute(_MEDIA, {"of": here}):
            media.setdefault(case_id, []).append(
                Held(seq=seq, ref=_ref.decode(ref), person=person, round=round_, bound=bool(bound))
            )
    return Found(
        cases, {case_id: tuple(found) for case_id, found in tasks.items()},
        {case_id: tuple(found) for case_id, found in media.items()},
        {case_id: frozenset(found) for case_id, found in sight.items()},
    )


def kept(connection: Connection, mutation_ids: Sequence[str]) -> dict[str, Kept]:
    """Those of these mutations that were answered before."""
    return {
        found: Kept(content_hash, receipt, received_at) for part in some(mutation_ids)
        for found, content_hash, receipt, received_at in connection.execute(_KEPT, {"of": part})
    }


def blobs_among(connection: Connection, sha256s: Sequence[str]) -> set[str]:
    return {found for part in some(sha256s) for found in case_rows.blobs_among(connection, part)}


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
        _many(connection, _ADD_CASE, ({"id": each, **row} for each, row in self.cases.items() if each in self.new))
        _many(connection, _CHANGE_CASE, ({"of": each, **row} for each, row in self.cases.items() if each not in self.new))
        _many(connection, _ADD_STEP, (
            {"case_id": case_id, "seq": seq, "body": made.text, "payload_hash": made.payload_hash,
             "prev_hash": made.prev_hash, "hash": made.hash} for case_id, seq, made in self.steps))
        _many(connection, _ADD_MEDIA, (case_rows.media_row(case_id, at, held) for case_id, at, held in self.media))
        self._write_tasks(connection)
        _many(connection, _DROP_SIGHT, (
            {"of": case_id, "gone": key} for case_id, before in self.sight.items() for key in sorted(before - sight[case_id])))
        _many(connection, _ADD_SIGHT, (
            {"case_id": case_id, "key": key}
            for case_id, before in self.sight.items() for key in sorted(sight[case_id] - before)))
        _many(connection, _ADD_NOTICE, (
            {"id": notice.id, "person": person, "at": notice.at, "body": case_rows.text(notice)}
            for person, notice in self.notices))
        self._write_changes(connection)

    def _write_tasks(self, connection: Connection) -> None:
        rows = [(task, case_rows.task_values(task)) for task in self.tasks.values()]
        _many(connection, _ADD_TASK, (
            {"id": task.id, "number": task.number, "case_id": task.case_id, "kind": task.kind.value, **values}
            for task, values in rows if task.id in self.new_tasks))
        _many(connection, _CHANGE_TASK, ({"of": task.id, **values} for task, values in rows if task.id not in self.new_tasks))

    def _write_changes(self, connection: Connection) -> None:
        """Each thing once, where it changed last, to all who were told of any of its changes: they are seen together."""
        last: dict[tuple[ChangeKind, str], tuple[datetime, frozenset[str]]] = {}
        for at, kind, ref, audience in self.changes:
            _, before = last.pop((kind, ref), (at, frozenset[str]()))
            last[kind, ref] = (at, before | audience)
        places = order.next_places(connection, len(last))
        _many(connection, _ADD_CHANGE, (
            {"seq": seq, "at": at, "kind": kind.value, "ref": ref}
            for seq, ((kind, ref), (at, _)) in zip(places, last.items(), strict=True)))
        _many(connection, _ADD_AUDIENCE, (
            {"key": key, "seq": seq}
            for seq, (_, audience) in zip(places, last.values(), strict=True) for key in sorted(audience)))


def _many(connection: Connection, statement: Any, rows: Iterable[dict[str, Any]]) -> None:
    found = list(rows)
    if found:
        connection.execute(statement, found)
