"""Devices with a key: enrolling, sessions, short tokens against proofs, and signing a device out from afar.

The refresh token is worth nothing without the key, which never leaves the device, and it is not rotated: on a bad link the answer
with the next one would be lost sooner or later and lock an honest worker out. All times are the hub's. What is kept of a token
is its SHA-256.
"""

from __future__ import annotations

import secrets
import threading
from collections import deque
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from sync.hub.db.identity_tables import access_tokens, device_keys, proofs, sessions
from sync.hub.db.tables import tokens
from sync.hub.db.upsert import add_if_new
from sync.hub.signatures import verify
from sync.hub.world import SignInRules
from sync.protocol import identity
from sync.protocol.identity import Access, Presented, ProofFault
from sync.protocol.ids import new_id
from sync.protocol.people import SignIn
from sync.protocol.problems import Code, Problem

MOST_TOKENS = 8  # alive at once of one session: two connections need two
MOST_KEYS = 50  # of one person on one device: one a sign-in, which without keyring and PIN is one a start of the app
BRAKE_TRIES, BRAKE_S = 30, 60.0  # proofs of one session; an honest device needs one in a quarter of an hour
MAX_NAME = 64
_FIND_ACCESS = (
    select(
        access_tokens.c.expires_at.label("token_ends"), sessions.c.id, sessions.c.person, sessions.c.device,
        sessions.c.expires_at, sessions.c.last_at, sessions.c.ended_at, sessions.c.ended_by,
    )
    .join_from(access_tokens, sessions).where(access_tokens.c.hash == bindparam("of"))
)


class EndedBy(StrEnum):
    SELF = "self"  # signed out on the device
    ELSEWHERE = "elsewhere"  # by the person from another device, or by the centre
    LOST = "lost"  # and reported lost


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A session that lives."""

    id: str
    person: str
    device: str


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """What a sign-in with a key gives."""

    refresh: str
    access: Access
    expires_at: datetime


# Signing in


def check_enrolment(request: SignIn) -> None:
    """BODY_INVALID (field key) unless whoever signs in holds the key they bring."""
    public = identity.raw(request.key, identity.PUBLIC_BYTES)
    proof = identity.raw(request.key_proof, identity.SIGNATURE_BYTES)
    statement = identity.enrolment_statement(request.login, request.device_id, request.key)
    if public is None or proof is None or not verify(request.key, statement, proof):
        raise Problem(Code.BODY_INVALID, field="key")


def enrol(connection: Connection, request: SignIn, person: str, at: datetime) -> str:
    """The key's id. The same key again is harmless; another's, or one that was ended, is refused: BODY_INVALID (field key)."""
    public = identity.raw(request.key, identity.PUBLIC_BYTES)
    assert public is not None
    made, row = identity.key_id(public), device_keys.c
    add_if_new(connection, device_keys, {
        "id": made, "person": person, "device": request.device_id, "public": request.key, "enrolled_at": at, "ended_at": None,
    })
    found = connection.execute(select(row.person, row.device, row.ended_at).where(row.id == made)).one()
    if tuple(found) != (person, request.device_id, None):
        raise Problem(Code.BODY_INVALID, field="key")
    _forget_oldest(connection, person, request.device_id)
    return made


def _forget_oldest(connection: Connection, person: str, device: str) -> None:
    """A device keeps the key of its last sign-in alone. One that was ended is never forgotten: it must not become good again as
    a key that nobody knows."""
    row, held = device_keys.c, sessions.c
    mine = (row.person == person, row.device == device, row.ended_at.is_(None))
    old = select(row.id).where(*mine).order_by(row.enrolled_at.desc(), row.id).offset(MOST_KEYS)
    keys = list(connection.execute(old).scalars())
    if not keys:
        return
    gone = select(held.id).where(held.key.in_(keys))
    connection.execute(delete(access_tokens).where(access_tokens.c.session.in_(gone)))
    connection.execute(delete(sessions).where(held.key.in_(keys)))
    connection.execute(delete(device_keys).where(row.id.in_(keys)))


def begin(
    connection: Connection, request: SignIn, person: str, rules: SignInRules, at: datetime
) -> Begun:
    """Enrol the key and begin a session. Older sessions of the device stay: the answer with this one may be lost."""
    key = enrol(connection, request, person, at)
    refresh, session, last_at = secrets.token_urlsafe(32), new_id(), at + timedelta(days=rules.longest_days)
    expires_at = min(last_at, at + timedelta(days=rules.idle_days))
    connection.execute(insert(sessions).values(
        id=session, refresh_hash=identity.token_hash(refresh), key=key, person=person, device=request.device_id,
        device_name=request.device_name[:MAX_NAME], created_at=at, used_at=at, expires_at=expires_at, last_at=last_at,
    ))
    return Begun(refresh=refresh, access=_give(connection, session, rules, at), expires_at=expires_at)


# Proofs and short tokens


class ProofBrake:
    """How often one session may ask for tokens. In memory: a restart forgives."""

    def __init__(self) -> None:
        self._asked: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def check(self, session: str, at: datetime) -> None:
        """HUB_BUSY (retry_after_s) for the one too many. Only proofs with a right signature come this far: a stranger who has
        the token alone cannot use up an honest device's tries."""
        with self._lock:
            if len(self._asked) > 10_000:
                self._asked = {name: times for name, times in self._asked.items() if (at - times[-1]).total_seconds() < BRAKE_S}
            times = self._asked.setdefault(session, deque(maxlen=BRAKE_TRIES))
            if len(times) == BRAKE_TRIES and (at - times[0]).total_seconds() < BRAKE_S:
                raise Problem(Code.HUB_BUSY, retry_after_s=round(BRAKE_S - (at - times[0]).total_seconds(), 1))
            times.append(at)


def check_proof(
    connection: Connection, presented: Presented, hub: str, method: str, path: str, at: datetime
) -> SessionRow:
    """The session that this proof belongs to. SIGN_IN_EXPIRED when there is none or the key is another; SIGN_IN_ENDED;
    PROOF_STALE (reason, hub_time) when the same device need only make it anew."""
    row = sessions.c
    query = select(sessions, device_keys.c.public).join_from(sessions, device_keys).where(
        row.refresh_hash == identity.token_hash(presented.refresh)
    )
    found = connection.execute(query).first()
    if found is None or found.key != presented.proof.key:
        raise Problem(Code.SIGN_IN_EXPIRED)
    if not verify(found.public, identity.proof_statement(presented.statement), presented.signature):
        raise Problem(Code.SIGN_IN_EXPIRED)
    _check_alive(found, at)
    fault = identity.fault_of(
        presented.proof, hub=hub, method=method, path=path, refresh=presented.refresh, at=at.timestamp()
    )
    if fault is not None:
        raise _stale(fault, at)
    return SessionRow(id=found.id, person=found.person, device=found.device)


def give_access(
    connection: Connection, presented: Presented, session: SessionRow, rules: SignInRules, at: datetime
) -> Access:
    """A short token for a proof that was checked; each proof serves once (PROOF_STALE, reason used)."""
    connection.execute(delete(proofs).where(proofs.c.forget_at < at))
    window = timedelta(seconds=2 * identity.PROOF_WINDOW_S + 1)
    used = identity.token_hash(f"{session.id}\n{presented.proof.nonce}")
    if not add_if_new(connection, proofs, {"hash": used, "forget_at": at + window}):
        raise _stale(ProofFault.USED, at)
    row = sessions.c
    first = update(sessions).where(row.id == session.id, row.used_at == row.created_at, row.created_at < at).values(used_at=at)
    if connection.execute(first).rowcount:  # the device holds this session now, and needs no token of the first wire any more
        old = tokens.c
        here = (old.person == session.person, old.device == session.device, old.revoked_at.is_(None))
        connection.execute(update(tokens).where(*here).values(revoked_at=at))
    idle = at + timedelta(days=rules.idle_days)
    connection.execute(update(sessions).where(row.id == session.id, row.last_at > idle).values(used_at=at, expires_at=idle))
    connection.execute(
        update(sessions).where(row.id == session.id, row.last_at <= idle).values(used_at=at, expires_at=row.last_at)
    )
    return _give(connection, session.id, rules, at)


def find_access(connection: Connection, token: str, at: datetime) -> SessionRow:
    """Whose short token this is. SIGN_IN_EXPIRED: a proof gets another, unless the session itself is over; SIGN_IN_ENDED."""
    found = connection.execute(_FIND_ACCESS, {"of": identity.token_hash(token)}).first()
    if found is None:
        raise Problem(Code.SIGN_IN_EXPIRED)
    _check_alive(found, at)
    if found.token_ends <= at:
        raise Problem(Code.SIGN_IN_EXPIRED)
    return SessionRow(id=found.id, person=found.person, device=found.device)


def check_session(connection: Connection, session: str, at: datetime) -> None:
    """For a question that waits: whether its session still lives."""
    row = sessions.c
    query = select(row.expires_at, row.last_at, row.ended_at, row.ended_by).where(row.id == session)
    _check_alive(connection.execute(query).first(), at)


def _check_alive(found: Any, at: datetime) -> None:
    if found is None:
        raise Problem(Code.SIGN_IN_EXPIRED)
    if found.ended_at is not None and found.ended_by != EndedBy.SELF:
        raise Problem(Code.SIGN_IN_ENDED, at=found.ended_at.isoformat(), lost=found.ended_by == EndedBy.LOST)
    if found.ended_at is not None or min(found.expires_at, found.last_at) <= at:
        raise Problem(Code.SIGN_IN_EXPIRED)


def _stale(fault: ProofFault, at: datetime) -> Problem:
    return Problem(Code.PROOF_STALE, reason=fault.value, hub_time=at.timestamp())


def _give(connection: Connection, session: str, rules: SignInRules, at: datetime) -> Access:
    row = access_tokens.c
    kept = select(row.hash).where(row.session == session, row.expires_at > at).order_by(row.expires_at.desc())
    alive = [found.hash for found in connection.execute(kept.limit(MOST_TOKENS - 1))]
    connection.execute(delete(access_tokens).where(row.session == session, row.hash.not_in(alive)))
    token = identity.ACCESS_PREFIX + secrets.token_urlsafe(32)
    life = timedelta(minutes=rules.access_minutes)
    connection.execute(insert(access_tokens).values(hash=identity.token_hash(token), session=session, expires_at=at + life))
    return Access(token=token, lifetime_s=life.total_seconds())
