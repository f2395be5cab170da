"""Several people on one tablet, and the quick lock: who is known here, who is let in by a PIN, and what a forgotten one costs.

Everybody's work lies in one store, told apart by person (docs/decisions.md says why); what this module guards is who the store
works for and what is on the screen. Nothing here deletes work: whoever forgot a PIN signs in again and finds everything.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from fieldclient.store import Store
from fieldclient.store.locks import PersonLocks
from fieldclient.store.secrets import SafeKind, TokenSafe, account_name
from fieldclient.work.asked import MINUTES, asked, hub_now, must_lock, put_asked
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem

HAS_LOCK = "lock.person."  # a setting per person: they have a PIN; it counts whatever becomes of the file
MARK = "locked"  # a file: what a start may know before the store is open; the settings are right where it differs
DEFAULT_MINUTES = 5
CHOICES = (0, 1, 5, 15, 30)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who has signed in here. `lock`: a PIN lets them in, without a network; else they sign in by password."""

    id: str
    name: str
    roles: tuple[Role, ...]
    lock: bool
    waiting: int
    login: str


def has_lock(store: Store, person: str) -> bool:
    return bool(person) and store.settings.get(HAS_LOCK + person) is not None


def known_people(store: Store) -> list[Known]:
    """On the store's thread. Names and counts alone: nothing that anybody wrote."""
    return [
        Known(
            id=person.id, name=person.name, roles=person.roles, lock=has_lock(store, person.id),
            waiting=store.outbox.totals(person.id).waiting, login=store.settings.get(f"login.{person.id}") or "",
        )
        for person in store.people.all()
    ]


def minutes(store: Store) -> int:
    """Idle minutes until the window locks; 0: never. An organisation that asks for a PIN asks for a lock, too."""
    told = asked(store, MINUTES) or ""
    found = int(told) if told.isdecimal() and int(told) <= 24 * 60 else DEFAULT_MINUTES
    return found or (DEFAULT_MINUTES if must_lock(store) else 0)


def must_set_pin(store: Store) -> bool:
    """Whether who works here has to choose a PIN before anything else."""
    person = store.people.current_id()
    return bool(person) and must_lock(store) and not has_lock(store, person)


def door_is_shut(store: Store) -> bool:
    """Whether a start shows a lock or the list of people before anything else: who works here has a PIN, or nobody works here
    and somebody's PIN opens their work."""
    current = store.people.current_id()
    return has_lock(store, current) if current else any(has_lock(store, each.id) for each in store.people.all())


def _mark(store: Store) -> None:
    mark = store.folder / MARK
    with suppress(OSError):  # it can be made again, and a start that lacks it looks at the settings a moment later
        if door_is_shut(store):
            mark.touch()
        else:
            mark.unlink(missing_ok=True)


class Doors:
    """Locks and secrets together. Every method may take a tenth of a second and more (argon2): never on the window's thread, nor
    on the store's, which is asked through `call`."""

    def __init__(self, call: Callable[[Callable[[Any], T]], T], safe: TokenSafe, locks: PersonLocks) -> None:
        self._call: Callable[..., Any] = call
        self._safe, self._locks = safe, locks
        self.shut = False  # what is on the screen is hidden until the PIN is given
        self.has_lock = False
        self.minutes = DEFAULT_MINUTES
        self._let_in = False  # somebody gave their PIN before the loop had begun

    def look(self, *, starting: bool = False) -> None:
        """Who works here now, and whether they have a PIN. A start begins shut."""
        self.has_lock, self.minutes = self._call(
            lambda desk: (has_lock(desk.store, desk.store.people.current_id()), minutes(desk.store)))
        self.shut = self.has_lock and (self.shut or (starting and not self._let_in))
        self._call(lambda desk: _mark(desk.store))

    def shut_now(self) -> bool:
        """At once. False for who has no PIN: there would be no way back in."""
        self.shut = self.shut or self.has_lock
        return self.shut

    def set_pin(self, pin: str) -> None:
        """For who works here now. SIGN_IN_NEEDED; BODY_INVALID (field pin, limit) when it is too short."""
        person, account = self._who()
        self._locks.set(person, pin, self._secrets(account))
        self._note(person, True)
        if self._safe.kind is SafeKind.PIN:
            self._safe.remove_pin()  # one PIN for everybody, of an older version: each has their own now

    def set_minutes(self, told: int) -> None:
        self._call(lambda desk: put_asked(desk.store.settings, hub_now(desk.store), MINUTES, str(told)))
        self.look()

    def remove_pin(self) -> None:
        """Of who works here now, while the door is open. FORBIDDEN where the organisation asks for one."""
        person, _ = self._who()
        if self.shut or self._call(lambda desk: must_lock(desk.store)):
            raise Problem(Code.FORBIDDEN)
        self._note(person, False)
        self._locks.forget(person)
        if self._safe.kind is SafeKind.PIN:
            self._safe.remove_pin()

    def open(self, pin: str, person: str = "") -> bool:
        """Let this person in (default: who works here now). True when somebody else worked here before. PIN_WRONG
        (tries_left), SIGN_IN_BLOCKED (retry_after_s), SIGN_IN_NEEDED when only a password helps; after the last try the
        sign-in is forgotten."""
        current = self._call(lambda desk: desk.store.people.current_id())
        whose = person or current
        try:
            sealed = self._locks.open(whose, pin)
        except Problem as problem:
            if problem.code is Code.SIGN_IN_NEEDED or problem.facts.get("tries_left") == 0:
                self.forget(whose)
            raise
        for account, secret in sealed.items():
            self._safe.keep(account, secret)
        if whose != current:
            self._leave_behind(current)
            self._call(lambda desk: (desk.sign_with("", None), desk.store.work_for(whose)))
        self.shut, self._let_in = False, True
        self.look()
        return bool(whose != current)

    def open_old(self, pin: str) -> None:
        """The one PIN of everybody, as versions before this one had it: each person gets it as their own."""
        self._safe.unlock(pin)
        accounts = self._call(lambda desk: [
            (each.id, account_name(desk.device_id, desk.store.people.hub_of(each.id) or "", each.id))
            for each in desk.store.people.all()])
        for person, account in accounts:
            secret = self._safe.token(account)
            if secret is not None:
                self._locks.set(person, pin, {account: secret})
                self._note(person, True)
        self._safe.remove_pin()
        self.shut, self._let_in = False, True
        self.look()

    def leave(self) -> bool:
        """Hand the tablet over: nobody works here, and this person comes back by their PIN. False for who has none: they have to
        sign out, or anybody could come back as them."""
        current = self._call(lambda desk: desk.store.people.current_id())
        if not self.has_lock:
            return False
        self._leave_behind(current)
        self._call(lambda desk: desk.signed_out())
        self.shut = False
        self.look()
        return True

    def forget(self, person: str) -> None:
        """Their PIN is forgotten or used up: the sign-in goes, the work stays, and nothing of it is shown before they sign in."""
        account = self._account(person)
        self._locks.forget(person)
        if account is not None:
            self._safe.forget(account)
        if self._call(lambda desk: desk.store.people.current_id()) == person:
            self._call(lambda desk: desk.signed_out())
        self.shut = False
        self.look()

    def drop(self, person: str) -> None:
        """Their PIN is over with the sign-in that it sealed: on signing in by password, and on signing out."""
        self._locks.forget(person)
        self._note(person, False)

    def renewed(self, person: str, account: str, secret: str) -> None:
        """Another secret for the same sign-in."""
        if self.has_lock and self._safe.kind is not SafeKind.KEYRING:
            self._locks.seal_again(person, {account: secret})

    def _leave_behind(self, person: str) -> None:
        """Where no keyring keeps it, a sign-in lies sealed; in this run's memory it has no business once its person is gone."""
        account = self._account(person)
        if account is not None and self._safe.kind is SafeKind.MEMORY:
            self._safe.forget(account)

    def _who(self) -> tuple[str, str]:
        person = self._call(lambda desk: desk.store.people.current_id())
        account = self._account(person)
        if account is None:
            raise Problem(Code.SIGN_IN_NEEDED)
        return person, account

    def _secrets(self, account: str) -> dict[str, str]:
        secret = None if self._safe.kind is SafeKind.KEYRING else self._safe.token(account)
        return {} if secret is None else {account: secret}

    def _account(self, person: str) -> str | None:
        device, hub_id = self._call(lambda desk: (desk.device_id, desk.store.people.hub_of(person) if person else None))
        return None if hub_id is None else account_name(device, hub_id, person)

    def _note(self, person: str, lock: bool) -> None:
        self._call(lambda desk: desk.set_setting(HAS_LOCK + person, "1" if lock else None))
        self.look()
