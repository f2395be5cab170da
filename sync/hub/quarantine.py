"""Acts whose author is in doubt: kept byte for byte until the centre decides. They have no effect and occupy no mutation's id."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select, update

from sync.hub.db.identity_tables import quarantine
from sync.hub.db.upsert import add_if_new
from sync.protocol.identity import Doubt
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed

MOST_UNDECIDED = 1000  # of one carrier: nobody may fill the hub's disk with other people's acts
MAX_SIGNATURE = 256  # characters that are kept of what calls itself one
SHOWN = 16  # characters of the hash that name one of them to an operator
TAKEN, DROPPED = "taken", "dropped"


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One of them. `id` is the start of its hash; `person`, `device` and `act` are what it says of itself."""

    id: str
    reason: str
    person: str
    device: str
    act: str
    case_id: str
    carrier: str
    received_at: datetime
    decision: str | None
    content: str
    signature: str


def keep(
    connection: Connection, sealed: Sealed, doubt: Doubt, carrier: str, device: str, at: datetime
) -> Problem:
    """Keep it, once however often it comes. What its receipt says: QUARANTINED (reason), or QUOTA_FULL when this carrier has
    too many; then it stays on the device."""
    mutation, signature = sealed.mutation, sealed.signature[:MAX_SIGNATURE]
    digest = hashlib.sha256(sealed.raw + b"\n" + signature.encode()).hexdigest()
    row = quarantine.c
    mine = select(func.count()).where(row.carrier == carrier, row.decided_at.is_(None))
    known = connection.execute(select(row.mutation).where(row.content_hash == digest, row.carrier == carrier)).first()
    if known is None and (connection.execute(mine).scalar() or 0) >= MOST_UNDECIDED:
        return Problem(Code.QUOTA_FULL, limit=MOST_UNDECIDED)
    add_if_new(connection, quarantine, {
        "content_hash": digest, "carrier": carrier, "carrier_device": device, "mutation": mutation.id[:64],
        "person": mutation.person, "device": mutation.device, "case_id": mutation.case_id, "act": mutation.act.value,
        "received_at": at, "reason": doubt.value, "content": sealed.raw.decode(), "signature": signature,
    })
    return Problem(Code.QUARANTINED, reason=doubt.value)


def listing(connection: Connection, *, decided: bool = False) -> list[Waiting]:
    """The oldest first."""
    row = quarantine.c
    query = select(quarantine).order_by(row.received_at, row.content_hash)
    return [_waiting(found) for found in connection.execute(query if decided else query.where(row.decided_at.is_(None)))]


def find(connection: Connection, told: str) -> Waiting:
    """By its id or the start of its hash. BODY_INVALID (field) when none or several fit."""
    row = quarantine.c
    query = select(quarantine).where(row.content_hash.startswith(told, autoescape=True)).limit(2)
    found = connection.execute(query).all() if len(told) >= 8 else []
    if len({each.content_hash for each in found}) != 1:
        raise Problem(Code.BODY_INVALID, field="id")
    return _waiting(found[0])


def decide(connection: Connection, waiting: Waiting, decision: str, at: datetime) -> None:
    row = quarantine.c
    connection.execute(
        update(quarantine).where(row.content_hash.startswith(waiting.id)).values(decided_at=at, decision=decision)
    )


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        id=row.content_hash[:SHOWN], reason=row.reason, person=row.person, device=row.device, act=row.act,
        case_id=row.case_id, carrier=row.carrier, received_at=row.received_at, decision=row.decision,
        content=row.content, signature=row.signature,
    )
