"""The system's own place for secrets, if this machine really has one.

`keyring` takes whatever it finds: a null backend that forgets silently, or a file backend that somebody installed and that
asks for a password on the terminal of a windowed app. So only backends that stand in a list are asked, never by the way of
plugins or configuration, and one is believed only after it kept, gave back and forgot a secret. Everything is bounded in time:
a secret service may wait for somebody to unlock it, and the app starts without it then.
"""

from __future__ import annotations

import importlib
import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from keyring.backend import KeyringBackend

T = TypeVar("T")
log = logging.getLogger(__name__)

TRUSTED = (
    "keyring.backends.macOS.Keyring",
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
)
TIMEOUT_S = 10.0
CHOICE = "PYTHON_KEYRING_BACKEND"  # keyring's own variable: whoever set it to something else wants none of ours


class NoAnswer(Exception):
    """The secret service did not answer in time, or said no."""


class TrustedKeyring:
    """One backend that passed the test. Raises NoAnswer; once it has hung it is not asked again in this run."""

    def __init__(self, backend: KeyringBackend, service: str, timeout_s: float = TIMEOUT_S) -> None:
        self._backend = backend
        self._service = service
        self._timeout_s = timeout_s
        self._hung = False

    @property
    def name(self) -> str:
        return full_name(type(self._backend))

    def get(self, account: str) -> str | None:
        return self._ask(lambda: self._backend.get_password(self._service, account))

    def put(self, account: str, secret: str) -> None:
        self._ask(lambda: self._backend.set_password(self._service, account, secret))

    def remove(self, account: str) -> None:
        if self.get(account) is not None:
            self._ask(lambda: self._backend.delete_password(self._service, account))

    def keeps_its_word(self) -> bool:
        """A round trip with a secret of no meaning: kept, given back, forgotten."""
        account, secret = f"self-test-{secrets.token_hex(8)}", secrets.token_hex(16)
        try:
            self.put(account, secret)
            kept = self.get(account) == secret
            self.remove(account)
            return kept and self.get(account) is None
        except NoAnswer:
            return False

    def _ask(self, what: Callable[[], T]) -> T:
        if self._hung:
            raise NoAnswer
        try:
            return bounded(what, self._timeout_s)
        except TimeoutError as error:
            self._hung = True
            raise NoAnswer from error
        except Exception as error:
            # Only the kind of error is written down: its text may quote what it was given.
            log.warning("the secret service failed: %s", type(error).__name__)
            raise NoAnswer from None


def find(
    service: str, *, trusted: Iterable[str] = TRUSTED, candidates: Iterable[type[KeyringBackend]] | None = None,
    timeout_s: float = TIMEOUT_S,
) -> TrustedKeyring | None:
    """The best trusted backend that works here, or None. `candidates` None: those of the list that can be imported."""
    allowed = tuple(trusted)
    if os.environ.get(CHOICE, allowed[0] if allowed else "") not in allowed:
        return None
    classes = _importable(allowed) if candidates is None else list(candidates)
    try:
        viable = bounded(lambda: _viable([c for c in classes if full_name(c) in allowed]), timeout_s)
    except TimeoutError:
        return None
    for backend in viable:
        one = TrustedKeyring(backend, service, timeout_s)
        if one.keeps_its_word():
            return one
    return None


def full_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _importable(names: Iterable[str]) -> list[type[KeyringBackend]]:
    found = []
    for name in names:
        module, _, kind = name.rpartition(".")
        try:
            found.append(getattr(importlib.import_module(module), kind))
        except Exception as error:  # a library of another system: ImportError, or whatever its loading raises
            log.debug("%s is not for this machine: %s", name, type(error).__name__)
    return found


def _viable(classes: Iterable[type[KeyringBackend]]) -> list[KeyringBackend]:
    """Instances that say they can work here, best first."""
    found = []
    for kind in classes:
        try:
            found.append((float(kind.priority), kind()))
        except Exception as error:
            log.debug("%s does not work here: %s", full_name(kind), type(error).__name__)
    return [backend for priority, backend in sorted(found, key=lambda f: -f[0]) if priority > 0]


def bounded(what: Callable[[], T], timeout_s: float) -> T:
    """The result, or its exception, or TimeoutError. A call that hangs is left behind in its daemon thread."""
    done = threading.Event()
    results: list[T] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            results.append(what())
        except Exception as error:
            errors.append(error)
        finally:
            done.set()

    threading.Thread(target=run, name="keyring", daemon=True).start()
    if not done.wait(timeout_s):
        raise TimeoutError
    if errors:
        raise errors[0]
    return results[0]
