"""Bringing a bundle to the hub, resumed from where the hub stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from sync.engine.answers import Answer, unreadable
from sync.engine.exchange import Exchange, Question
from sync.protocol.bundle_shapes import NOT_READABLE, Slip
from sync.protocol.problems import Code, Problem
from sync.protocol.wire import BYTES, HEADER_COMPLETE, HEADER_LENGTH, HEADER_OFFSET, PATH_BUNDLES, decode

PIECE_BYTES = 256 * 1024
STUMBLES = 3  # answers in a row that bring it no further


@dataclass(frozen=True, slots=True)
class BundleState:
    """How much of it the hub has; `slip` when it was taken."""

    offset_bytes: int
    slip: Slip | None = None


class BundleHub(Protocol):
    """The two questions of a carrier."""

    def bundle_state(self, bundle: str, size_bytes: int) -> BundleState: ...
    def send_bundle(self, bundle: str, size_bytes: int, offset_bytes: int, data: bytes) -> BundleState: ...


class HttpBundles:
    """`BundleHub` over HTTP, through the exchange of a `link.HttpHub` and on its thread."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def bundle_state(self, bundle: str, size_bytes: int) -> BundleState:
        answer = self._exchange.ask(Question(
            method="HEAD", path=f"{PATH_BUNDLES}/{bundle}", headers={HEADER_LENGTH: str(size_bytes)}, media=True,
        ))
        if answer.headers.get(HEADER_COMPLETE, "").strip() == "1":
            return self.send_bundle(bundle, size_bytes, size_bytes, b"")  # the slip again: its reply was lost
        return BundleState(_offset(answer, size_bytes))

    def send_bundle(self, bundle: str, size_bytes: int, offset_bytes: int, data: bytes) -> BundleState:
        headers = {"Content-Type": BYTES, HEADER_OFFSET: str(offset_bytes), HEADER_LENGTH: str(size_bytes)}
        answer = self._exchange.ask(Question(
            method="PATCH", path=f"{PATH_BUNDLES}/{bundle}", headers=headers, body=data, media=True,
        ))
        if answer.status == 204:
            return BundleState(_offset(answer, size_bytes))
        try:
            slip = decode(answer.body, Slip)
        except NOT_READABLE as error:
            raise unreadable(answer.status) from error
        if slip.bundle != bundle:
            raise unreadable(answer.status)
        return BundleState(size_bytes, slip)


def _offset(answer: Answer, size_bytes: int) -> int:
    told = answer.headers.get(HEADER_OFFSET, "").strip()
    if not (told.isascii() and told.isdigit() and int(told) <= size_bytes):
        raise unreadable(answer.status)
    return int(told)


def deliver(
    hub: BundleHub, bundle: str, size_bytes: int, file: BinaryIO, should_stop: Callable[[], bool] = lambda: False
) -> Slip | None:
    """Until the slip is here; None when it was to stop. Raises what the link raises; the next call goes on from there."""
    state = hub.bundle_state(bundle, size_bytes)
    stumbles = 0
    while state.slip is None:
        if should_stop():
            return None
        before = state.offset_bytes
        file.seek(before)
        data = file.read(min(PIECE_BYTES, size_bytes - before))
        if not data and before < size_bytes:
            raise Problem(Code.BUNDLE_INVALID, reason="damaged")
        state = _send(hub, bundle, size_bytes, before, data)
        stumbles = 0 if state.slip is not None or state.offset_bytes > before else stumbles + 1
        if stumbles >= STUMBLES:
            raise Problem(Code.OFFSET_MISMATCH, offset_bytes=state.offset_bytes)
    return state.slip


def _send(hub: BundleHub, bundle: str, size_bytes: int, offset_bytes: int, data: bytes) -> BundleState:
    try:
        return hub.send_bundle(bundle, size_bytes, offset_bytes, data)
    except Problem as problem:
        told = problem.facts.get("offset_bytes")
        if problem.code is not Code.OFFSET_MISMATCH or not isinstance(told, int) or not 0 <= told <= size_bytes:
            raise
        return BundleState(told)
