"""Cases and what belongs to them, to and from their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Integer, bindparam, delete, func, insert, select, update

from sync.hub.case import Case
from sync.hub.db import tables
from sync.hub.db.quick import Quick
from sync.hub.dossier import Held
from sync.hub.locks import hold_cases
from sync.hub.steps import Link, StepRow
from sync.protocol.media import MediaRef
from sync.protocol.tasks import Task, TaskState

_case = msgspec.json.Decoder(Case)
_step = msgspec.json.Decoder(StepRow)
_task = msgspec.json.Decoder(Task)
_ref = msgspec.json.Decoder(MediaRef)

# Statements that run at every act are built once: building one takes three times as long as running it.
_cases, _sight, _steps, _tasks, _media = (
    tables.cases, tables.case_sight, tables.steps, tables.tasks, tables.case_media,
)
_FIND_CASE = Quick(select(_cases.c.body).where(_cases.c.id == bindparam("of")))
_ADD_CASE = Quick(insert(_cases))
_CHANGE_CASE = Quick(update(_cases).where(_cases.c.id == bindparam("of")))
_TO_LOOK_AT = Quick(
    select(_cases.c.id).where(_cases.c.look_at <= bindparam("now")).order_by(_cases.c.look_at)
    .limit(bindparam("most", type_=Integer))
)
_SIGHT_OF = Quick(select(_sight.c.key).where(_sight.c.case_id == bindparam("of")))
_ADD_SIGHT = Quick(insert(_sight))
_IN_SIGHT = Quick(
    select(_sight.c.case_id).distinct()
    .where(_sight.c.key.in_(bindparam("keys", expanding=True)), _sight.c.case_id > bindparam("after"))
    .order_by(_sight.c.case_id).limit(bindparam("most", type_=Integer))
)
_STEPS_OF = Quick(select(_steps.c.body).where(_steps.c.case_id == bindparam("of")).order_by(_steps.c.seq))
_CHAIN_OF = Quick(
    select(_steps.c.body, _steps.c.payload_hash, _steps.c.prev_hash, _steps.c.hash)
    .where(_steps.c.case_id == bindparam("of")).order_by(_steps.c.seq)
)
_ADD_STEP = Quick(insert(_steps))
_TASKS_OF = Quick(select(_tasks.c.body).where(_tasks.c.case_id == bindparam("of")).order_by(_tasks.c.number))
_CHANGE_TASK, _ADD_TASK = Quick(update(_tasks).where(_tasks.c.id == bindparam("of"))), Quick(insert(_tasks))
_LOAD = Quick(
    select(_tasks.c.person, func.count()).where(_tasks.c.state == TaskState.OPEN.value, _tasks.c.person.is_not(None))
    .group_by(_tasks.c.person)
)
_MEDIA_OF = Quick(
    select(_media.c.seq, _media.c.ref, _media.c.person, _media.c.round, _media.c.bound)
    .where(_media.c.case_id == bindparam("of")).order_by(_media.c.seq, _media.c.at, _media.c.sha256)
)
_ADD_MEDIA = Quick(insert(_media))
_HOLDING = Quick(
    select(_media.c.case_id).distinct().join(_sight, _sight.c.case_id == _media.c.case_id)
    .where(_media.c.sha256 == bindparam("of"), _media.c.bound.is_(True), _sight.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(_media.c.case_id)
)
_mine = (_media.c.sha256 == bindparam("of_sha256"), _media.c.person == bindparam("of_person"), _media.c.bound.is_(False))
_AWAITING = Quick(select(_media.c.case_id).where(*_mine))
_BIND = Quick(update(_media).where(*_mine))
_sent = tables.uploads
_UNNAMED = select(func.sum(_sent.c.size_bytes)).where(
    _sent.c.person == bindparam("of_person"), _sent.c.complete.is_(True), _sent.c.touched_at > bindparam("since"),
    ~select(_media.c.case_id).where(_media.c.sha256 == _sent.c.sha256, _media.c.person == bindparam("of_person")).exists(),
)
_BLOBS_AMONG = Quick(select(tables.blobs.c.sha256).where(tables.blobs.c.sha256.in_(bindparam("of", expanding=True))))


def text(value: object) -> str:
    """The JSON of a struct, for a text column."""
    return msgspec.json.encode(value).decode()


def find_case(connection: Connection, case_id: str) -> Case | None:
    body = _FIND_CASE.value(connection, of=case_id)
    return None if body is None else _case.decode(body)


def take_case(connection: Connection, case_id: str) -> Case | None:
    """The case as it is now, for a writer: nobody else changes it, or anything of it, before this transaction ends."""
    hold_cases(connection, [case_id])
    return find_case(connection, case_id)


def find_case_by_number(connection: Connection, number: str) -> Case | None:
    body = connection.execute(select(tables.cases.c.body).where(tables.cases.c.number == number)).scalar()
    return None if body is None else _case.decode(body)


def read_case(body: str | bytes) -> Case:
    return _case.decode(body)


def read_step(body: str | bytes) -> StepRow:
    return _step.decode(body)


def case_values(case: Case, look_at: datetime | None) -> dict[str, Any]:
    """All of a case's row but its id, as it is now."""
    return {
        "number": case.number, "version": case.version, "kind": case.kind.value, "stage": case.stage.value,
        "reporter": case.reporter, "department": case.department, "area": case.area, "created_at": case.created_at,
        "look_at": look_at, "body": text(case),
    }


def save_case(connection: Connection, case: Case, look_at: datetime | None) -> None:
    values = case_values(case, look_at)
    if case.version == 0:  # not saved yet: the first save gives it version 1
        _ADD_CASE.change(connection, {"id": case.id, **values})
    else:
        _CHANGE_CASE.change(connection, {"of": case.id, **values})


def cases_to_look_at(connection: Connection, now: datetime, limit: int) -> list[str]:
    """Ids of the cases whose clock has something to say by now, the longest waiting first."""
    return _TO_LOOK_AT.column(connection, now=now, most=limit)


def list_cases(connection: Connection, stages: Sequence[str], department: str | None, limit: int) -> list[Case]:
    """Newest first; no stages means every stage."""
    row = tables.cases
    query = select(row.c.body).order_by(row.c.created_at.desc(), row.c.id.desc()).limit(limit)
    if stages:
        query = query.where(row.c.stage.in_(stages))
    if department:
        query = query.where(row.c.department == department)
    return [_case.decode(body) for body in connection.execute(query).scalars()]


def sight_of(connection: Connection, case_id: str) -> frozenset[str]:
    return frozenset(_SIGHT_OF.column(connection, of=case_id))


def set_sight(connection: Connection, case_id: str, before: frozenset[str], after: frozenset[str]) -> None:
    if before - after:
        gone = _sight.c.key.in_(sorted(before - after))
        connection.execute(delete(_sight).where(_sight.c.case_id == case_id, gone))
    if after - before:
        _ADD_SIGHT.change_each(connection, ({"case_id": case_id, "key": key} for key in sorted(after - before)))


def cases_in_sight(connection: Connection, keys: Iterable[str], after: str, limit: int) -> list[str]:
    """Ids of the cases that hold any of these keys, in order of id, from beyond `after`."""
    return _IN_SIGHT.column(connection, keys=sorted(keys), after=after, most=limit)


def was_in_sight(connection: Connection, case_id: str, keys: Collection[str]) -> bool:
    """True when one of these keys was told about the case at any time."""
    audience, changes = tables.change_audience, tables.changes
    query = (
        select(audience.c.seq).join(changes, changes.c.seq == audience.c.seq)
        .where(changes.c.kind == "case", changes.c.ref == case_id, audience.c.key.in_(sorted(keys))).limit(1)
    )
    if connection.execute(query).first() is not None:
        return True
    row = tables.case_seen
    long_ago = select(row.c.key).where(row.c.case_id == case_id, row.c.key.in_(sorted(keys))).limit(1)
    return connection.execute(long_ago).first() is not None


def steps_of(connection: Connection, case_id: str) -> list[StepRow]:
    return [_step.decode(body) for body in _STEPS_OF.column(connection, of=case_id)]


def chain_of(connection: Connection, case_id: str) -> list[Link]:
    return [
        Link(text=body, payload_hash=payload, prev_hash=prev, hash=own)
        for body, payload, prev, own in _CHAIN_OF.all(connection, of=case_id)
    ]


def add_step(connection: Connection, case_id: str, seq: int, made: Link) -> None:
    _ADD_STEP.change(connection, {
        "case_id": case_id, "seq": seq, "body": made.text, "payload_hash": made.payload_hash,
        "prev_hash": made.prev_hash, "hash": made.hash,
    })


def tasks_of(connection: Connection, case_id: str) -> list[Task]:
    return [_task.decode(body) for body in _TASKS_OF.column(connection, of=case_id)]


def task_values(task: Task) -> dict[str, Any]:
    """What of a task's row may change."""
    return {"state": task.state.value, "person": task.person, "body": text(task)}


def save_task(connection: Connection, task: Task) -> None:
    values = task_values(task)
    if _CHANGE_TASK.change(connection, {"of": task.id, **values}) == 0:
        _ADD_TASK.change(connection, {
            "id": task.id, "number": task.number, "case_id": task.case_id, "kind": task.kind.value, **values,
        })


def open_load(connection: Connection) -> dict[str, int]:
    """How many open tasks each person holds."""
    return {person: int(count) for person, count in _LOAD.all(connection) if person is not None}


def media_of(connection: Connection, case_id: str) -> list[Held]:
    return [
        Held(seq=seq, ref=_ref.decode(ref), person=person, round=round_, bound=bool(bound))
        for seq, ref, person, round_, bound in _MEDIA_OF.all(connection, of=case_id)
    ]


def add_media(connection: Connection, case_id: str, at: datetime, held: Iterable[Held]) -> None:
    _ADD_MEDIA.change_each(connection, (media_row(case_id, at, one) for one in held))


def media_row(case_id: str, at: datetime, one: Held) -> dict[str, Any]:
    return {
        "case_id": case_id, "seq": one.seq, "sha256": one.ref.sha256, "person": one.person, "ref": text(one.ref),
        "round": one.round, "at": at, "bound": one.bound,
    }


def blobs_among(connection: Connection, sha256s: Sequence[str]) -> set[str]:
    """Those of these files whose bytes are here, whoever sent them."""
    return set(_BLOBS_AMONG.column(connection, of=list(sha256s)))


def awaits_media(connection: Connection, person: str, sha256: str) -> bool:
    """True when this person named the file somewhere where it is not bound yet."""
    return _AWAITING.first(connection, of_sha256=sha256, of_person=person) is not None


def bind_media(connection: Connection, person: str, sha256: str) -> list[str]:
    """This person's bytes are here now: bind them wherever the person named them. Ids of the cases it concerns."""
    mine = {"of_sha256": sha256, "of_person": person}
    cases = sorted(set(_AWAITING.column(connection, **mine)))
    if cases:
        _BIND.change(connection, {**mine, "bound": True})
    return cases


def unnamed_bytes(connection: Connection, person: str, since: datetime) -> int:
    """Bytes of the files that this person finished sending since then and that no act of theirs names."""
    return int(connection.execute(_UNNAMED, {"of_person": person, "since": since}).scalar() or 0)


def cases_holding(connection: Connection, sha256: str, keys: Iterable[str]) -> list[str]:
    """Ids of cases in sight of these keys to which this file is bound."""
    return _HOLDING.column(connection, of=sha256, keys=sorted(keys))
