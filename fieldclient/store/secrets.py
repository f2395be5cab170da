"""Where the tokens of this device are kept: by the system's secret service, else under a PIN, else for this run only.

Which of the three is in force is never a guess: `kind` says it, and the window says it to the person. A token is in no log, no
problem and no representation of anything here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from fieldclient.store.disk import Disk
from fieldclient.store.locks import PersonLocks
from fieldclient.store.pin_vault import Kdf, PinVault
from fieldclient.store.times import utc_now
from fieldclient.store.trusted_keyring import NoAnswer, TrustedKeyring, find
from sync.protocol.problems import Code, Problem

SERVICE = "fieldclient"


class SafeKind(StrEnum):
    KEYRING = "keyring"  # the system keeps the tokens
    PIN = "pin"  # sealed in a file; a PIN opens them once per run
    MEMORY = "memory"  # gone when the app ends: the person signs in at every start


def account_name(device_id: str, hub_id: str, person_id: str) -> str:
    """The name a token is kept under: one person on one device at one hub."""
    return f"{device_id}/{hub_id}/{person_id}"


class TokenSafe:
    """Tokens by account name. Any thread may call; `open` and the first `token` may take up to the keyring's time bound, all
    else is quick. `open` must be called once before anything else."""

    def __init__(
        self, folder: Path, *, find_keyring: Callable[[], TrustedKeyring | None] = lambda: find(SERVICE),
        clock: Callable[[], datetime] = utc_now, disk: Disk | None = None, kdf: Kdf | None = None,
    ) -> None:
        self._find = find_keyring
        self.locks = PersonLocks(folder, clock=clock, disk=disk, kdf=kdf)  # beside it, and worth as much
        self._vault = PinVault(folder, clock=clock, disk=disk, kdf=kdf)
        self._keyring: TrustedKeyring | None = None
        self._kind = SafeKind.MEMORY
        self._tokens: dict[str, str] = {}
        self._forgotten: set[str] = set()  # while locked: taken out of the vault by the next `unlock`
        self._lock = threading.RLock()

    def __repr__(self) -> str:
        return f"TokenSafe({self._kind.value})"

    @property
    def kind(self) -> SafeKind:
        return self._kind

    @property
    def locked(self) -> bool:
        """The tokens are there and a PIN is needed: ask for it with `unlock`."""
        return self._kind is SafeKind.PIN and self._vault.locked

    @property
    def problem(self) -> Problem | None:
        """KEYRING_MISSING when the person should be told that the system does not keep their sign-in (kind memory)."""
        return Problem(Code.KEYRING_MISSING) if self._kind is SafeKind.MEMORY else None

    def open(self) -> SafeKind:
        """Find out what this machine offers. Whoever has set a PIN keeps it until they remove it."""
        with self._lock:
            if self._vault.exists:
                self._kind = SafeKind.PIN
            else:
                self._keyring = self._find()
                self._kind = SafeKind.KEYRING if self._keyring is not None else SafeKind.MEMORY
            return self._kind

    def token(self, account: str) -> str | None:
        """The token, or None when there is none (or it is still locked)."""
        with self._lock:
            known = self._tokens.get(account)
            if known is None and self._keyring is not None:
                known = self._from_keyring(self._keyring, account)
            return known

    def keep(self, account: str, token: str) -> SafeKind:
        """Keep it as safely as this machine can, and say how. While a PIN is still to be given it is kept for this run, and
        sealed with the rest by the next `unlock`. A secret service that fails now makes this run a memory-only one."""
        with self._lock:
            self._tokens[account] = token
            self._forgotten.discard(account)
            if self._keyring is not None:
                try:
                    self._keyring.put(account, token)
                except NoAnswer:
                    self._keyring, self._kind = None, SafeKind.MEMORY
            elif self._kind is SafeKind.PIN and not self._vault.locked:
                self._vault.save(self._tokens)
            return self._kind

    def forget(self, account: str) -> None:
        """On signing out. Harmless when it is not there."""
        with self._lock:
            self._tokens.pop(account, None)
            self._forgotten.add(account)
            if self._keyring is not None:
                try:
                    self._keyring.remove(account)
                except NoAnswer:
                    self._keyring, self._kind = None, SafeKind.MEMORY
            elif self._kind is SafeKind.PIN and not self._vault.locked:
                self._vault.save(self._tokens)

    def set_pin(self, pin: str) -> None:
        """Seal this run's tokens under a PIN, new or changed. Not where the system keeps them, and not while locked:
        KEYRING_MISSING. BODY_INVALID (field pin, limit) when it is too short."""
        with self._lock:
            if self._kind is SafeKind.KEYRING or self.locked:
                raise Problem(Code.KEYRING_MISSING)
            self._vault.create(pin, self._tokens)
            self._kind = SafeKind.PIN

    def unlock(self, pin: str) -> None:
        """PIN_WRONG (tries_left), SIGN_IN_BLOCKED (retry_after_s). After the last try the sealed tokens are forgotten and the
        kind is memory: the person signs in again, their work is untouched."""
        with self._lock:
            try:
                sealed = self._vault.unlock(pin)
            except Problem:
                if not self._vault.exists:
                    self._kind = SafeKind.MEMORY
                raise
            still = {account: token for account, token in sealed.items() if account not in self._forgotten}
            self._tokens = {**still, **self._tokens}
            if self._tokens != sealed:
                self._vault.save(self._tokens)

    def remove_pin(self) -> None:
        """Forget the PIN and what it sealed; this run goes on with the tokens it has. Works without knowing the PIN, for
        whoever forgot it: all they lose is having to sign in again."""
        with self._lock:
            self._vault.destroy()
            self._keyring = self._find()
            self._kind = SafeKind.KEYRING if self._keyring is not None else SafeKind.MEMORY
            for account, token in list(self._tokens.items()):
                self.keep(account, token)

    def _from_keyring(self, keyring: TrustedKeyring, account: str) -> str | None:
        try:
            found = keyring.get(account)
        except NoAnswer:
            return None
        if found is not None:
            self._tokens[account] = found
        return found
