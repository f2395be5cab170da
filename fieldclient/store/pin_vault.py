"""Secrets sealed in a file under a PIN, for machines without a secret service.

What it is worth: argon2id makes each guess cost 64 MiB and about a tenth of a second, so somebody who copied the file tries six
digits in about a day, and a longer PIN or words in longer than that. At the window, tries are counted before they are checked,
waits grow, and after the tenth the sealed secrets are forgotten: the person signs in again; nothing else is touched.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from fieldclient.store.disk import Disk, told
from fieldclient.store.times import utc_now
from sync.protocol.problems import Code, Problem

MOST_TRIES = 10
FREE_TRIES = 3  # a slip of the finger costs nothing
FIRST_WAIT_S = 30.0  # then 30, 60, 120 … seconds
SHORTEST_PIN = 6  # characters
KEY_BYTES = 32
NONCE_BYTES = 12
SALT_BYTES = 16
AAD = b"fieldclient pin vault 1"


class Kdf(msgspec.Struct, frozen=True, kw_only=True):
    """Cost of one guess (RFC 9106, second recommended option). Kept in the file, so that it can grow later."""

    time_cost: int = 3
    memory_kib: int = 65536
    lanes: int = 4

    def key(self, pin: str, salt: bytes) -> bytes:
        return hash_secret_raw(
            pin.encode(), salt, time_cost=self.time_cost, memory_cost=self.memory_kib, parallelism=self.lanes,
            hash_len=KEY_BYTES, type=Type.ID,
        )


class _Sealed(msgspec.Struct, kw_only=True):
    """The file. `salt`, `nonce` and `box` are base64."""

    version: int
    kdf: Kdf
    salt: str
    nonce: str
    box: str


class _Tries(msgspec.Struct, kw_only=True):
    failed: int = 0
    at: datetime | None = None


class PinVault:
    """A small table of secrets. Locked until `unlock`; the key lives in memory only. Disk trouble: DISK_FULL, DISK_FAILED."""

    def __init__(
        self, folder: Path, *, clock: Callable[[], datetime] = utc_now, disk: Disk | None = None, kdf: Kdf | None = None
    ) -> None:
        self._path = folder / "secrets.sealed"
        self._tries_path = folder / "secrets.tries"
        self._clock = clock
        self._disk = disk or Disk()
        self._kdf = kdf or Kdf()
        self._key: bytes | None = None
        self._salt = b""

    @property
    def exists(self) -> bool:
        return self._read() is not None

    @property
    def locked(self) -> bool:
        return self._key is None

    def create(self, pin: str, table: dict[str, str]) -> None:
        """Seal this table under a new PIN, in place of whatever was sealed. BODY_INVALID (field pin) when it is too short."""
        if len(pin) < SHORTEST_PIN:
            raise Problem(Code.BODY_INVALID, field="pin", limit=SHORTEST_PIN)
        salt = secrets.token_bytes(SALT_BYTES)
        self._key, self._salt = self._kdf.key(pin, salt), salt
        self.save(table)
        self._count(0)

    def save(self, table: dict[str, str]) -> None:
        """Durable. Only while unlocked."""
        if self._key is None:
            raise Problem(Code.KEYRING_MISSING)
        nonce = secrets.token_bytes(NONCE_BYTES)
        box = ChaCha20Poly1305(self._key).encrypt(nonce, msgspec.json.encode(table), AAD)
        sealed = _Sealed(version=1, kdf=self._kdf, salt=_text(self._salt), nonce=_text(nonce), box=_text(box))
        self._write(self._path, msgspec.json.encode(sealed))

    def unlock(self, pin: str) -> dict[str, str]:
        """The table. PIN_WRONG (tries_left); SIGN_IN_BLOCKED (retry_after_s) while a wait is on; KEYRING_MISSING when nothing is
        sealed. The tenth wrong PIN forgets the secrets."""
        sealed = self._read()
        if sealed is None:
            raise Problem(Code.KEYRING_MISSING)
        tries = self._tries()
        left_s = wait_left_s(tries.failed, tries.at, self._clock())
        if left_s > 0:
            raise Problem(Code.SIGN_IN_BLOCKED, retry_after_s=round(left_s, 1))
        failed = tries.failed + 1
        self._count(failed)  # before it is checked: pulling the plug must not give a free guess
        key = sealed.kdf.key(pin, _bytes(sealed.salt))
        try:
            raw = ChaCha20Poly1305(key).decrypt(_bytes(sealed.nonce), _bytes(sealed.box), AAD)
        except InvalidTag:
            if failed >= MOST_TRIES:
                self.destroy()
            raise Problem(Code.PIN_WRONG, tries_left=max(0, MOST_TRIES - failed)) from None
        self._key, self._salt, self._kdf = key, _bytes(sealed.salt), sealed.kdf
        self._count(0)
        return msgspec.json.decode(raw, type=dict[str, str])

    def lock(self) -> None:
        self._key = None

    def destroy(self) -> None:
        """Forget the secrets and the PIN."""
        self._key = None
        try:
            self._disk.remove(self._path)
            self._disk.remove(self._tries_path)
            self._disk.sync_folder(self._path.parent)
        except OSError as cause:
            raise told(cause) from cause

    def _read(self) -> _Sealed | None:
        """What is sealed; None when there is nothing. What cannot be read is put aside, not deleted."""
        try:
            sealed = msgspec.json.decode(self._path.read_bytes(), type=_Sealed)
            _bytes(sealed.salt), _bytes(sealed.nonce), _bytes(sealed.box)
        except FileNotFoundError:
            return None
        except OSError as cause:
            raise told(cause) from cause
        except (msgspec.DecodeError, ValueError):
            self._put_aside()
            return None
        return sealed

    def _put_aside(self) -> None:
        try:
            self._disk.rename(self._path, self._path.with_suffix(".unreadable"))
        except OSError as cause:
            raise told(cause) from cause

    def _tries(self) -> _Tries:
        try:
            return msgspec.json.decode(self._tries_path.read_bytes(), type=_Tries)
        except FileNotFoundError:
            return _Tries()
        except (OSError, msgspec.DecodeError):
            return _Tries(failed=FREE_TRIES, at=self._clock())  # somebody meddled with it: no free tries

    def _count(self, failed: int) -> None:
        self._write(self._tries_path, msgspec.json.encode(_Tries(failed=failed, at=self._clock())))

    def _write(self, path: Path, data: bytes) -> None:
        """All or nothing, private to this user: temp, fsync, rename, fsync of the folder."""
        part = path.with_suffix(".part")
        try:
            self._disk.make_folder(path.parent)
            self._disk.remove(part)
            with self._disk.create(part) as file:
                self._disk.write(file, data)
                self._disk.sync(file)
            self._disk.rename(part, path)
            self._disk.sync_folder(path.parent)
        except OSError as cause:
            raise told(cause) from cause


def wait_left_s(failed: int, at: datetime | None, now: datetime) -> float:
    """Seconds before the next PIN may be tried, after so many wrong ones, the last at `at`. A clock that was set back makes the
    wait begin anew, never longer."""
    if failed < FREE_TRIES or at is None:
        return 0.0
    wait = timedelta(seconds=FIRST_WAIT_S * 2 ** min(failed - FREE_TRIES, MOST_TRIES))
    return max(0.0, min(wait, at + wait - now).total_seconds())


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
