"""Letting people in: passwords, tokens per device, and a brake on guessing.

Passwords are kept as argon2id hashes, tokens as SHA-256 of 32 random bytes: a stolen database signs nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from sync.hub.db import tables
from sync.hub.db.database import hold
from sync.hub.db.identity_tables import sessions
from sync.hub.db.quick import Quick
from sync.protocol import identity
from sync.protocol.problems import Code, Problem

TOKEN_IDLE = timedelta(days=90)  # a volunteer who comes once a quarter stays signed in
_USED_NOTED = timedelta(hours=6)  # a token's use is written this often, not at every request
MAX_PASSWORD = 256  # characters; argon2 would hash a whole book
MAX_NAME = 64  # characters of a login or a device id
_TOKENS = tables.tokens.c
_OWN = _TOKENS.hash == bindparam("of")
_FIND_TOKEN = Quick(select(_TOKENS.person, _TOKENS.device, _TOKENS.expires_at, _TOKENS.revoked_at).where(_OWN))
_NOTE_USE = Quick(update(tables.tokens).where(_OWN))
_ADD_TOKEN = Quick(insert(tables.tokens))
_people, _tries = tables.people.c, tables.sign_in_tries
_FIND_LOGIN = Quick(select(_people.id, _people.password, _people.active).where(_people.login == bindparam("of")))
_BLOCKED = Quick(select(_tries.c.blocked_until).where(_tries.c.login == bindparam("of")))
_FORGIVE = Quick(delete(_tries).where(_tries.c.login == bindparam("of")))


class GuessBrake(msgspec.Struct, frozen=True, kw_only=True):
    """After `free_tries` wrong passwords for one login each further one blocks it, for twice as long as before.

    The block is capped, because it also locks out the owner: a stranger can cost them a quarter of an hour, no more.
    """

    free_tries: int = 5
    first_block: timedelta = timedelta(seconds=30)
    longest_block: timedelta = timedelta(minutes=15)
    forget_after: timedelta = timedelta(hours=24)


class TokenRow(msgspec.Struct, frozen=True, kw_only=True):
    person: str
    device: str
    expires_at: datetime


class Accounts:
    """Works inside the caller's transactions. `hasher` is only given by tests, which cannot wait for real hashes."""

    def __init__(self, hasher: PasswordHasher | None = None, brake: GuessBrake | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._brake = brake or GuessBrake()
        self._nobody: str | None = None

    # Passwords

    def hash(self, password: str) -> str:
        return self._hasher.hash(_normal(password))

    def fits(self, password: str, hashed: str) -> bool:
        try:
            return self._hasher.verify(hashed, _normal(password))
        except Argon2Error:
            return False

    def check_password(self, connection: Connection, login: str, password: str) -> str | None:
        """The person's id when the password is right. Takes equally long for a login that does not exist."""
        found = _FIND_LOGIN.first(connection, of=login) if len(login) <= MAX_NAME else None
        if self._nobody is None:
            self._nobody = self._hasher.hash(secrets.token_hex(16))  # what an unknown login is compared with
        person, hashed, active = found or (None, self._nobody, False)
        fits = self.fits(password[:MAX_PASSWORD], hashed)
        return person if active and fits and len(password) <= MAX_PASSWORD else None

    # The brake

    def check_brake(self, connection: Connection, login: str, now: datetime) -> None:
        """Raise SIGN_IN_BLOCKED(retry_after_s) while the login is blocked. Asked before the password is looked at."""
        until = _BLOCKED.value(connection, of=_key(login))
        if until is not None and until > now:
            raise Problem(Code.SIGN_IN_BLOCKED, retry_after_s=max(1, round((until - now).total_seconds())))

    def note_failure(self, connection: Connection, login: str, now: datetime) -> None:
        row, brake, key = tables.sign_in_tries, self._brake, _key(login)
        hold(connection, [f"sign-in/{key}"])  # two hubs that are guessed at together count both
        connection.execute(delete(row).where(row.c.last_at < now - brake.forget_after))
        known = connection.execute(select(row.c.failures).where(row.c.login == key)).scalar()
        failures = (known or 0) + 1
        over = failures - brake.free_tries
        blocked_until = None
        if over >= 0:
            blocked_until = now + min(brake.longest_block, brake.first_block * 2 ** min(over, 16))
        values = {"failures": failures, "last_at": now, "blocked_until": blocked_until}
        if connection.execute(update(row).where(row.c.login == key).values(values)).rowcount == 0:
            connection.execute(insert(row).values(login=key, **values))

    def forgive(self, connection: Connection, login: str) -> None:
        _FORGIVE.change(connection, {"of": _key(login)})

    # Tokens

    def new_token(
        self, connection: Connection, person: str, device: str, device_name: str, now: datetime
    ) -> tuple[str, datetime]:
        """A token and its end. Older ones of the device stay: the answer with the new one may be lost on the way."""
        token = secrets.token_urlsafe(32)
        expires_at = now + TOKEN_IDLE
        _ADD_TOKEN.change(connection, {
            "hash": _token_hash(token), "person": person, "device": device, "device_name": device_name[:MAX_NAME],
            "created_at": now, "used_at": now, "expires_at": expires_at,
        })
        return token, expires_at

    def find_token(self, connection: Connection, token: str | None, now: datetime) -> TokenRow:
        """Whose token this is. SIGN_IN_NEEDED when the hub never gave it, SIGN_IN_EXPIRED when it was right once."""
        if not token or len(token) > 4 * MAX_NAME:
            raise Problem(Code.SIGN_IN_NEEDED)
        # Looked up by its hash: how long that takes tells nothing about any token.
        found = _FIND_TOKEN.first(connection, of=_token_hash(token))
        if found is None:
            raise Problem(Code.SIGN_IN_NEEDED)
        person, device, expires_at, revoked_at = found
        if revoked_at is not None or expires_at <= now:
            raise Problem(Code.SIGN_IN_EXPIRED)
        return TokenRow(person=person, device=device, expires_at=expires_at)

    def is_stale(self, found: TokenRow, now: datetime) -> bool:
        """True when its use should be noted again."""
        return found.expires_at - now < TOKEN_IDLE - _USED_NOTED

    def note_use(self, connection: Connection, token: str, now: datetime) -> None:
        _NOTE_USE.change(connection, {"of": _token_hash(token), "used_at": now, "expires_at": now + TOKEN_IDLE})

    def sign_out(self, connection: Connection, token: str, now: datetime) -> None:
        """Every token of this person on this device ends."""
        row = tables.tokens
        own = connection.execute(select(row.c.person, row.c.device).where(row.c.hash == _token_hash(token))).first()
        if own is not None:
            self.revoke(connection, own.person, now, device=own.device)

    def revoke(self, connection: Connection, person: str, now: datetime, *, device: str | None = None) -> None:
        """Every sign-in of this person (on this device) is over, with a key or without. What their keys signed stays good."""
        row, held = tables.tokens, sessions.c
        query = update(row).where(row.c.person == person, row.c.revoked_at.is_(None)).values(revoked_at=now)
        connection.execute(query if device is None else query.where(row.c.device == device))
        ending = update(sessions).where(held.person == person, held.ended_at.is_(None)).values(ended_at=now, ended_by="self")
        connection.execute(ending if device is None else ending.where(held.device == device))


def _normal(password: str) -> str:
    """The same letters typed on another keyboard are the same password."""
    return unicodedata.normalize("NFC", password)


def _key(login: str) -> str:
    return hashlib.sha256(login.encode()).hexdigest()


def _token_hash(token: str) -> str:
    return identity.token_hash(token)
