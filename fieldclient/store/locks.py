"""The quick lock of each person on this device: a PIN, and what lies sealed under it.

Where the system keeps secrets nothing but the PIN itself is proved here; elsewhere the person's sign-in is sealed under it, each
person's under their own. Tries are counted in the file before they are checked, so waits outlive a restart (`pin_vault`). That
somebody has a lock is also in the settings: whoever deletes the file opens nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fieldclient.store.disk import Disk
from fieldclient.store.pin_vault import Kdf, PinVault
from fieldclient.store.times import utc_now
from sync.protocol.problems import Code, Problem

FOLDER = "locks"


class PersonLocks:
    """For one thread. A lock that was opened once in this run can be sealed anew without its PIN."""

    def __init__(
        self, folder: Path, *, clock: Callable[[], datetime] = utc_now, disk: Disk | None = None, kdf: Kdf | None = None
    ) -> None:
        self._folder, self._clock, self._disk, self._kdf = folder / FOLDER, clock, disk, kdf
        self._vaults: dict[str, PinVault] = {}

    def set(self, person: str, pin: str, secrets: dict[str, str]) -> None:
        """A new PIN, in place of an older one. BODY_INVALID (field pin, limit) when it is too short, DISK_FULL, DISK_FAILED."""
        self._vault(person).create(pin, secrets)

    def open(self, person: str, pin: str) -> dict[str, str]:
        """What is sealed. PIN_WRONG (tries_left), SIGN_IN_BLOCKED (retry_after_s). Without anything sealed, also after the last
        try, SIGN_IN_NEEDED: nothing but signing in helps."""
        try:
            return self._vault(person).unlock(pin)
        except Problem as problem:
            if problem.code is Code.KEYRING_MISSING:
                raise Problem(Code.SIGN_IN_NEEDED) from None
            raise

    def seal_again(self, person: str, secrets: dict[str, str]) -> bool:
        """Other secrets under the same PIN, e.g. after a new key. False when it was not opened in this run."""
        vault = self._vaults.get(person)
        if vault is None or vault.locked:
            return False
        vault.save(secrets)
        return True

    def forget(self, person: str) -> None:
        """The PIN and what it sealed. Harmless when there is none."""
        if self._place(person).is_dir():
            self._vault(person).destroy()

    def _place(self, person: str) -> Path:
        """Ids come from hubs: no path is made of them as they are."""
        return self._folder / hashlib.sha256(person.encode()).hexdigest()[:32]

    def _vault(self, person: str) -> PinVault:
        if person not in self._vaults:
            self._vaults[person] = PinVault(self._place(person), clock=self._clock, disk=self._disk, kdf=self._kdf)
        return self._vaults[person]
