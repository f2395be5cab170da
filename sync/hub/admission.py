"""Who asks: signing in and out, tokens of both wires, proofs, and a person's devices. The service asks this before all else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from sync.hub import devices, devices_ending, possession, signatures
from sync.hub.accounts import Accounts
from sync.hub.db.database import Database
from sync.hub.devices import EndedBy, ProofBrake
from sync.hub.knowledge import Knowledge
from sync.hub.signatures import Verdict
from sync.hub.world import PersonRow
from sync.protocol.identity import ACCESS_PREFIX, Access, DeviceList, Enrol, Presented
from sync.protocol.people import Session, SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, from which device. `session`: of a sign-in with a key; None for a token of the first wire, and the operator."""

    person: PersonRow
    device: str
    session: str | None = None


class Admission:
    """Safe to call from many threads."""

    def __init__(
        self, database: Database, knowledge: Knowledge, accounts: Accounts, clock: Callable[[], datetime],
        hub_id: Callable[[], str],
    ) -> None:
        self._database, self._knowledge, self._accounts = database, knowledge, accounts
        self._clock, self._hub_id = clock, hub_id
        self._brake = ProofBrake()
        self._signing_in = threading.Lock()

    # In and out

    def sign_in(self, request: SignIn) -> Session:
        """One password at a time: hashing is slow on purpose, and guesses must not overtake the brake."""
        if not request.device_id or len(request.device_id) > 64:
            raise Problem(Code.BODY_INVALID, field="device_id")
        if request.key:
            devices.check_enrolment(request)
        now = self._clock()
        with self._signing_in:
            with self._database.read() as connection:
                self._accounts.check_brake(connection, request.login, now)
                person = self._accounts.check_password(connection, request.login, request.password)
            with self._database.write() as connection:
                if person is None:
                    self._accounts.note_failure(connection, request.login, now)
                else:
                    self._accounts.forgive(connection, request.login)
        if person is None:
            raise Problem(Code.SIGN_IN_WRONG)
        return self._begin(request, person, now)

    def _begin(self, request: SignIn, person: str, now: datetime) -> Session:
        with self._database.write() as connection:
            world = self._knowledge.get(connection)
            row = world.person(world.people[person])
            if not request.key:
                token, expires_at = self._accounts.new_token(
                    connection, person, request.device_id, request.device_name, now
                )
                return Session(token=token, person=row, expires_at=expires_at, hub_time=now, hub_id=self._hub_id())
            begun = devices.begin(connection, request, person, world.settings.sign_in, now)
        return Session(
            token=begun.access.token, person=row, expires_at=begun.expires_at, hub_time=now, hub_id=self._hub_id(),
            refresh=begun.refresh, lifetime_s=begun.access.lifetime_s,
        )

    def enrol(self, caller: Caller, told: Enrol) -> Session:
        """A session with a key for who has a token of the first wire. That token ends with the first proof: before it, nobody
        knows whether this answer has arrived. BODY_INVALID (field key) for who has a key."""
        request = SignIn(
            login=caller.person.id, password="", device_id=caller.device, device_name=told.device_name, key=told.key,
            key_proof=told.key_proof,
        )
        if caller.session is not None:
            raise Problem(Code.BODY_INVALID, field="key")
        devices.check_enrolment(request)
        return self._begin(request, caller.person.id, self._clock())

    def sign_out(self, token: str) -> None:
        """Every token and session of this person on this device ends. Harmless when it is not known any more."""
        try:
            caller = self.caller(token)
        except Problem:
            with self._database.write() as connection:
                self._accounts.sign_out(connection, token, self._clock())
            return
        self.leave(caller)

    def leave(self, caller: Caller) -> None:
        with self._database.write() as connection:
            devices_ending.end(connection, caller.person.id, caller.device, self._clock(), by=EndedBy.SELF)

    # Who is it

    def caller(self, token: str | None, device: str | None = None) -> Caller:
        """Who holds this token. FORBIDDEN when it comes from another device than the one it was given to."""
        now = self._clock()
        if token is not None and token.startswith(ACCESS_PREFIX):
            with self._database.read() as connection:
                return self._known(connection, devices.find_access(connection, token, now), device)
        with self._database.read() as connection:
            found = self._accounts.find_token(connection, token, now)
            person = self._active(connection, found.person)
        if device is not None and device != found.device:
            raise Problem(Code.FORBIDDEN)
        if token is not None and self._accounts.is_stale(found, now):
            with self._database.write() as connection:
                self._accounts.note_use(connection, token, now)
        return Caller(person=person, device=found.device)

    def prove(self, presented: Presented, method: str, path: str, device: str | None = None) -> tuple[Caller, Access]:
        """Who made this proof, and a short token for the questions that follow."""
        now = self._clock()
        with self._database.read() as connection:
            session = devices.check_proof(connection, presented, self._hub_id(), method, path, now)
            caller = self._known(connection, session, device)
            rules = self._knowledge.get(connection).settings.sign_in
        self._brake.check(session.id, now)
        access = self._database.run(lambda one: devices.give_access(one, presented, session, rules, now))
        return caller, access

    def _known(self, connection: Connection, session: devices.SessionRow, device: str | None) -> Caller:
        person = self._active(connection, session.person)
        if device is not None and device != session.device:
            raise Problem(Code.FORBIDDEN)
        return Caller(person=person, device=session.device, session=session.id)

    def _active(self, connection: Connection, person: str) -> PersonRow:
        found = self._knowledge.get(connection).people.get(person)
        if found is None or not found.active:
            raise Problem(Code.SIGN_IN_EXPIRED)
        return found

    def check(self, connection: Connection, caller: Caller) -> None:
        """For a question that waits: whether whoever asked is still let in."""
        if caller.session is not None:
            devices.check_session(connection, caller.session, self._clock())

    def for_whom(self, caller: Caller, sha256: str) -> PersonRow:
        """Whose file this is that they bring: their own, or of who had the tablet before (`possession.for_whom`)."""
        if caller.session is None:
            return caller.person
        with self._database.read() as connection:
            owner = possession.for_whom(connection, caller.person.id, caller.device, sha256)
            found = self._knowledge.get(connection).people.get(owner)
        return found if found is not None and found.active else caller.person

    # Their devices

    def devices(self, caller: Caller) -> DeviceList:
        with self._database.read() as connection:
            found = devices_ending.of_person(connection, caller.person.id, caller.device, self._clock())
        return DeviceList(devices=tuple(found))

    def end_device(self, person: str, device: str, lost_since: datetime | None = None) -> None:
        with self._database.write() as connection:
            devices_ending.end(connection, person, device, self._clock(), lost_since=lost_since)

    def judge(self, caller: Caller, batch: Sequence[Sealed]) -> list[Verdict]:
        """Whose acts these are; arithmetic and reading, before anybody waits for the write lock."""
        with self._database.read() as connection:
            world = self._knowledge.get(connection)
            return signatures.judge(connection, world, caller.person, caller.device, batch)
