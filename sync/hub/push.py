"""Taking mutations: each is applied at most once, ever, and answered with a receipt that is kept with what it did."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from sync.hub import ahead, automation, bounds, locks, quarantine
from sync.hub.acting import Request, in_sight, late_note, perform, was_in_sight
from sync.hub.case import Case
from sync.hub.db import bulk_rows, case_rows, tables
from sync.hub.db.bulk_rows import Kept
from sync.hub.desk import Desk
from sync.hub.rows import Gathered, NotInMemory
from sync.hub.signatures import Verdict, judge
from sync.hub.world import PersonRow, World
from sync.protocol import wire
from sync.protocol.identity import Doubt
from sync.protocol.ids import is_id, new_id
from sync.protocol.lifecycle import TRANSITIONS, Relation
from sync.protocol.media import previews
from sync.protocol.mutations import MAX_BATCH, Mutation, Outcome, Receipt
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed

_log = logging.getLogger(__name__)
_KEPT = (
    "id", "person", "device", "case_id", "received_at", "content_hash", "content", "receipt", "signature", "carried_by",
)

# The case stood otherwise when the person acted: what they did is kept as a note. Every other refusal is about the act.
_MOVED_ON = frozenset({
    Code.ACT_NOT_NOW, Code.NOT_YOURS, Code.LIMIT_REACHED, Code.CASE_UNKNOWN, Code.VERSION_CONFLICT,
})


def take(
    connection: Connection, world: World, at: datetime, person: PersonRow, device: str, batch: Sequence[Sealed],
    verdicts: Sequence[Verdict] | None = None,
) -> list[Receipt]:
    """A receipt for each, in order, inside the caller's write transaction. A refused one does not stop the next.

    `verdicts`: whose acts they are (`signatures.judge`, made before the transaction); else it is found out here.
    """
    if len(batch) > MAX_BATCH:
        raise Problem(Code.BODY_INVALID, field="mutations", limit=MAX_BATCH)
    locks.hold_for(connection, [sealed.mutation for sealed in batch])
    verdicts = verdicts if verdicts is not None else judge(connection, world, person, device, batch)
    return _Taking(connection, Desk(connection, world, at), (person.id, device)).take(batch, verdicts)


class _Taking:
    """One batch: what it will ask for is read before its first act, what it changed is written after its last.

    An act that needs the database in between is done at once, after what came before it was written.
    """

    def __init__(self, connection: Connection, at_once: Desk, carrier: tuple[str, str]) -> None:
        self._connection = connection
        self._at_once = at_once
        self._carrier = carrier
        self._rows = Gathered(connection)
        self._desk = Desk(connection, at_once.world, at_once.at, self._rows)
        self._known: dict[str, Kept] = {}
        self._keep: list[tuple[Any, ...]] = []

    def take(self, batch: Sequence[Sealed], verdicts: Sequence[Verdict]) -> list[Receipt]:
        mutations = [sealed.mutation for sealed in batch]
        self._known = bulk_rows.kept(self._connection, [mutation.id for mutation in mutations])
        self._rows.fetch(
            (mutation.case_id for mutation in mutations),
            (ref.sha256 for each in mutations for ref in (*each.media, *previews(each.media))),
        )
        receipts = [self._take_one(sealed, verdict) for sealed, verdict in zip(batch, verdicts, strict=True)]
        self._flush()
        return receipts

    def _take_one(self, sealed: Sealed, verdict: Verdict) -> Receipt:
        mutation, person, at = sealed.mutation, verdict.author, self._desk.at
        content = wire.encode(mutation)
        content_hash = hashlib.sha256(content).hexdigest()
        known = _known(self._known.get(mutation.id), mutation, content_hash)
        if known is not None and (verdict.doubt is None or known.problem is None):
            return known
        if verdict.doubt is not None or person is None:
            doubt = verdict.doubt or Doubt.PERSON_UNKNOWN
            return _refused(mutation, at, quarantine.keep(self._connection, sealed, doubt, *self._carrier, at))
        try:
            receipt = self._try(person, mutation, len(content))
        except DBAPIError:
            raise  # the disk or the database, not this act: the whole batch is sent again
        except Exception:
            # A defect of ours must not hold up what stands behind it in the queue. Not kept, so that a mended hub can take it.
            reference = new_id()
            _log.exception("act %s failed, reference %s", mutation.act.value, reference)
            return _refused(mutation, at, Problem(Code.INTERNAL, reference=reference))
        if receipt.outcome is Outcome.REFUSED and not (is_id(mutation.id) and is_id(mutation.case_id)):
            return receipt  # so it is every time it comes, and no index has to hold a name of any length
        raw = case_rows.text(receipt)
        self._known[mutation.id] = Kept(content_hash, raw, at)
        self._keep.append((
            mutation.id, person.id, mutation.device, mutation.case_id, tables.micros(at), content_hash,
            sealed.raw.decode(), raw, sealed.signature or None, self._carrier[0] if verdict.carried else None,
        ))
        return receipt

    def _try(self, person: PersonRow, mutation: Mutation, size_bytes: int) -> Receipt:
        try:
            with self._desk.attempt():
                return _apply(self._desk, person, mutation, size_bytes)
        except NotInMemory:
            self._flush()
        with self._at_once.attempt():
            receipt = _apply(self._at_once, person, mutation, size_bytes)
        self._at_once.forget()
        self._desk.forget()
        self._rows.forget()
        return receipt

    def _flush(self) -> None:
        self._rows.flush()
        if self._keep:
            bulk_rows.add(self._connection, tables.mutations, self._keep, _KEPT)
            self._keep = []


def _known(found: Kept | None, mutation: Mutation, content_hash: str) -> Receipt | None:
    """The first receipt again. One that told of an act taken says 'duplicate' now; a conflict or a refusal stays one."""
    if found is None:
        return None
    first = msgspec.json.decode(found.receipt, type=Receipt)
    if found.content_hash != content_hash:
        return _refused(mutation, found.received_at, Problem(Code.ID_REUSED))
    if first.outcome is Outcome.APPLIED:
        return msgspec.structs.replace(first, outcome=Outcome.DUPLICATE)
    return first


def _apply(desk: Desk, person: PersonRow, mutation: Mutation, size_bytes: int) -> Receipt:
    at = desk.at
    request = Request(
        act=mutation.act, case_id=mutation.case_id, person=person, body=mutation.body, media=mutation.media,
        made_at=mutation.made_at, offset_s=bounds.offset_s(mutation), mutation=mutation.id,
        base_version=mutation.base_version,
    )
    try:
        bounds.check(mutation, size_bytes)
        with desk.attempt():
            perform(desk, request)
    except Problem as problem:
        case = desk.case(mutation.case_id) if _keeps_as_note(desk, request, mutation, problem) else None
        if case is None:
            return _refused(mutation, at, problem, _told(desk, request))
        with desk.attempt():
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
    stale = mutation.base_version < case.version or ahead.is_ahead(case, mutation.act, mutation.base_version)
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
    media = desk.media(case.id) if mutation.media else ()
    bound = {held.ref.sha256 for held in media if held.bound and held.person == mutation.person}
    return Receipt(
        mutation=mutation.id, outcome=outcome, case_id=case.id, case_number=case.number, version=case.version,
        received_at=at, problem=problem.to_wire() if problem else None,
        media_missing=tuple(ref.sha256 for ref in mutation.media if ref.sha256 not in bound),
    )
