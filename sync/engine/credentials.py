"""What a question shows to be let in: the token of the first wire, or short tokens that are got by proofs of the device's key.

A proof goes with the very question that needs it, and the hub's answer brings a short token for those that follow, so that
renewing costs no round trip. Time in a proof is the hub's, as every answer tells it: a wrong clock on the device costs one
question more, and locks nobody out.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Protocol

import msgspec
import requests
from requests.auth import AuthBase

from sync.engine.clock import Clock, SystemClock, parse_date
from sync.protocol import identity
from sync.protocol.identity import Access, Proof
from sync.protocol.problems import Code, Problem

EARLY_S = 30.0  # a token that ends while a question is on its way would cost a round trip
Sign = Callable[[bytes], bytes]


class Credentials(Protocol):
    """For any thread: several connections share one."""

    def authorization(self, method: str, path: str) -> str:
        """The header's value for one sending of one question. SIGN_IN_NEEDED when there is nothing to show."""
        ...

    def introduces(self) -> bool:
        """Whether a question that needs no token should show a proof, because the next ones will need one."""
        ...

    def heard(self, headers: Mapping[str, str]) -> None:
        """Learn from an answer of the hub, good or bad."""
        ...

    def again(self, shown: str, problem: Problem) -> bool:
        """The hub said no to this authorization: whether the same question is worth one more try with another."""
        ...


class Shown(AuthBase):
    """Sets the header by itself, so that a .netrc for the same host cannot put something else in its place."""

    def __init__(self, authorization: str | None) -> None:
        self._authorization = authorization

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._authorization is not None:
            request.headers["Authorization"] = self._authorization
        return request


class Bearer:
    """A token of the first wire, or whatever this asks for."""

    def __init__(self, token: Callable[[], str | None]) -> None:
        self._token = token

    def authorization(self, method: str, path: str) -> str:
        token = self._token()
        if not token or not token.isascii() or not token.isprintable():
            raise Problem(Code.SIGN_IN_NEEDED)
        return f"Bearer {token}"

    def introduces(self) -> bool:
        return False

    def heard(self, headers: Mapping[str, str]) -> None:
        return

    def again(self, shown: str, problem: Problem) -> bool:
        return False


class KeyCredentials:
    """A refresh token and the key that it is bound to. `offset_s`: hub minus device as last measured, for the first proof."""

    def __init__(
        self, refresh: str, key: str, hub_id: str, sign: Sign, *, clock: Clock | None = None,
        offset_s: float | None = None, access: Access | None = None,
    ) -> None:
        self._refresh, self._key, self._hub_id, self._sign = refresh, key, hub_id, sign
        self._clock = clock or SystemClock()
        self._offset_s = offset_s or 0.0
        self._lock = threading.Lock()
        self._access: Access | None = None
        self._until = 0.0  # monotonic
        if access is not None:
            self._take(access)

    def __repr__(self) -> str:
        return f"KeyCredentials({self._key})"

    def authorization(self, method: str, path: str) -> str:
        with self._lock:
            if self._access is not None and self._clock.monotonic() < self._until:
                return f"Bearer {self._access.token}"
            return self._proof(method, path)

    def introduces(self) -> bool:
        with self._lock:
            return self._access is None or self._clock.monotonic() >= self._until

    def heard(self, headers: Mapping[str, str]) -> None:
        date, told = parse_date(headers.get("Date")), headers.get(identity.HEADER_ACCESS)
        with self._lock:
            if date is not None:
                self._offset_s = (date - self._clock.now()).total_seconds()
            if told:
                try:
                    self._take(msgspec.json.decode(told, type=Access))
                except msgspec.DecodeError:
                    return  # another proof next time

    def again(self, shown: str, problem: Problem) -> bool:
        with self._lock:
            if problem.code is Code.SIGN_IN_EXPIRED and shown.startswith("Bearer "):
                if self._access is not None and shown == f"Bearer {self._access.token}":
                    self._access = None
                return True
            if problem.code is not Code.PROOF_STALE:
                return False
            hub_time = problem.facts.get("hub_time")
            if isinstance(hub_time, int | float):
                self._offset_s = hub_time - self._clock.now().timestamp()
            return True

    def _take(self, access: Access) -> None:
        if access.token.isascii() and access.token.isprintable() and access.lifetime_s > 0:
            self._access = access
            self._until = self._clock.monotonic() + max(access.lifetime_s - EARLY_S, access.lifetime_s / 2)

    def _proof(self, method: str, path: str) -> str:
        at = self._clock.now() + timedelta(seconds=self._offset_s)
        proof = msgspec.json.encode(Proof(
            key=self._key, hub=self._hub_id, method=method, path=path, at=at.timestamp(), nonce=secrets.token_urlsafe(16),
            refresh=identity.token_hash(self._refresh),
        ))
        return identity.join_authorization(self._refresh, proof, self._sign(identity.proof_statement(proof)))
