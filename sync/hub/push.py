"""Taking mutations: each is applied at most once, ever, and answered with a receipt that is kept with what it did."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.exc import DBAPIError

from sync.hub import automation, bounds
from sync.hub.acting import Request, in_sight, late_note, perform, was_in_sight
from sync.hub.case import Case
from sync.hub.db import case_rows, tables
from sync.hub.desk import Desk
from sync.hub.world import PersonRow, World
from sync.protocol import wire
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import TRANSITIONS, Relation
from sync.protocol.mutations import MAX_BATCH, Mutation, Outcome, Receipt
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed

_log = logging.getLogger(__name__)
_kept = tables.mutations
_FIND = select(_kept.c.content_hash, _kept.c.receipt, _kept.c.received_at).where(_kept.c.id == bindparam("of"))
_KEEP = insert(_kept)

# The case stood otherwise when the person acted: what they did is kept as a note. Every other refusal is about the act.
_MOVED_ON = frozenset({
    Code.ACT_NOT_NOW, Code.NOT_YOURS, Code.LIMIT_REACHED, Code.CASE_UNKNOWN, Code.VERSION_CONFLICT,
})


def take(
    connection: Connection, world: World, at: datetime, person: PersonRow, device: str, batch: Sequence[Sealed]
) -> list[Receipt]:
    """A receipt for each, in order, inside the caller's write transaction. A refused one does not stop the next."""
    if len(batch) > MAX_BATCH:
        raise Problem(Code.BODY_INVALID, field="mutations", limit=MAX_BATCH)
    return [_take_one(connection, world, at, person, device, sealed) for sealed in batch]


def _take_one(
    connection: Connection, world: World, at: datetime, person: PersonRow, device: str, sealed: Sealed
) -> Receipt:
    mutation = sealed.mutation
    if mutation.person != person.id or mutation.device != device:
        # Not kept: whoever sends it must not be able to occupy another person's mutation id.
        return _refused(mutation, at, Problem(Code.FORBIDDEN))
    content = wire.encode(mutation)
    content_hash = hashlib.sha256(content).hexdigest()
    known = _known(connection, mutation, content_hash)
    if known is not None:
        return known
    try:
        with connection.begin_nested():
            receipt = _apply(connection, world, at, person, mutation)
    except DBAPIError:
        raise  # the disk or the database, not this act: the whole batch is sent again
    except Exception:
        # A defect of ours must not hold up what stands behind it in the queue. Not kept, so that a mended hub can take it.
        reference = new_id()
        _log.exception("act %s failed, reference %s", mutation.act.value, reference)
        return _refused(mutation, at, Problem(Code.INTERNAL, reference=reference))
    connection.execute(_KEEP, {
        "id": mutation.id, "person": person.id, "device": device, "case_id": mutation.case_id, "received_at": at,
        "content_hash": content_hash, "content": sealed.raw.decode(), "receipt": case_rows.text(receipt),
    })
    return receipt


def _known(connection: Connection, mutation: Mutation, content_hash: str) -> Receipt | None:
    """The first receipt again. One that told of an act taken says 'duplicate' now; a conflict or a refusal stays one."""
    found = connection.execute(_FIND, {"of": mutation.id}).first()
    if found is None:
        return None
    first = msgspec.json.decode(found.receipt, type=Receipt)
    if found.content_hash != content_hash:
        return _refused(mutation, found.received_at, Problem(Code.ID_REUSED))
    if first.outcome is Outcome.APPLIED:
        return msgspec.structs.replace(first, outcome=Outcome.DUPLICATE)
    return first


def _apply(connection: Connection, world: World, at: datetime, person: PersonRow, mutation: Mutation) -> Receipt:
    desk = Desk(connection, world, at)
    request = Request(
        act=mutation.act, case_id=mutation.case_id, person=person, body=mutation.body, media=mutation.media,
        made_at=mutation.made_at, offset_s=bounds.offset_s(mutation), mutation=mutation.id,
        base_version=mutation.base_version,
    )
    try:
        bounds.check(mutation)
        with connection.begin_nested():
            perform(desk, request)
    except Problem as problem:
        desk.forget()
        case = desk.case(mutation.case_id) if _keeps_as_note(desk, request, mutation, problem) else None
        if case is None:
            return _refused(mutation, at, problem, _told(desk, request))
        with connection.begin_nested():
            late_note(desk, case, request)
        stage = case.stage.value if in_sight(desk, case, person) else None
        return _receipt(desk, mutation, at, Outcome.CONFLICT, Problem(
            Code.VERSION_CONFLICT, base_version=mutation.base_version, version=case.version, stage=stage,
            act=mutation.act.value, cause=problem.code.value,
        ))
    automation.run(desk, mutation.case_id, acted=True)
    return _receipt(desk, mutation, at, Outcome.APPLIED, None)


def _keeps_as_note(desk: Desk, request: Request, mutation: Mutation, problem: Problem) -> bool:
    """Was this act possible when it was made? Then the case has moved on since, and the act is late and not wrong."""
    row = TRANSITIONS[mutation.act]
    case = desk.case(mutation.case_id)
    if problem.code not in _MOVED_ON or case is None or request.person is None or not row.sources:
        return False
    if not request.person.role_set & (row.roles | row.asks) or case.kind not in row.kinds:
        return False
    if problem.code is Code.NOT_YOURS and row.relation is Relation.REPORTER:
        return False  # a case never changes its reporter: it was not theirs when they acted either
    stale = mutation.base_version < case.version
    return stale and was_in_sight(desk, case.id, request.person)


def _told(desk: Desk, request: Request) -> Case | None:
    """The case as far as a refusal may speak of it."""
    case = desk.case(request.case_id)
    if case is None or request.person is None or not in_sight(desk, case, request.person):
        return None
    return case


def _refused(mutation: Mutation, at: datetime, problem: Problem, case: Case | None = None) -> Receipt:
    return Receipt(
        mutation=mutation.id, outcome=Outcome.REFUSED, case_id=mutation.case_id, received_at=at,
        case_number=case.number if case else None, version=case.version if case else 0, problem=problem.to_wire(),
    )


def _receipt(desk: Desk, mutation: Mutation, at: datetime, outcome: Outcome, problem: Problem | None) -> Receipt:
    case = desk.case(mutation.case_id)
    assert case is not None
    bound = {
        held.ref.sha256 for held in case_rows.media_of(desk.connection, case.id)
        if held.bound and held.person == mutation.person
    }
    return Receipt(
        mutation=mutation.id, outcome=outcome, case_id=case.id, case_number=case.number, version=case.version,
        received_at=at, problem=problem.to_wire() if problem else None,
        media_missing=tuple(ref.sha256 for ref in mutation.media if ref.sha256 not in bound),
    )
