"""A hub that can be switched off: 'no signal' without touching the network. For demonstrations, battery saving and tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar, runtime_checkable

from sync.engine.activity import Ask
from sync.engine.paged import Paged
from sync.engine.stream_client import StreamClient, streams_of
from sync.engine.tus import TusClient, tus_of
from sync.protocol.activity import Activity, Told
from sync.protocol.feed import Page
from sync.protocol.hub import Hub, let_go
from sync.protocol.mutations import MediaReceipt, PushReply
from sync.protocol.people import HubInfo, Session, SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed

T = TypeVar("T")


@runtime_checkable
class Cuttable(Protocol):
    def cut(self) -> None:
        """Break what is under way now, from any thread."""
        ...


class SwitchedHub:
    """Implements `Hub`: passes every question on, or raises NO_NETWORK while it is off. An answer that comes in after the
    switch was turned off is dropped, as a real dead spot would drop it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._off = threading.Event()

    @property
    def offline(self) -> bool:
        return self._off.is_set()

    def set_offline(self, offline: bool) -> None:
        """From any thread. Turning it off breaks what is under way."""
        if not offline:
            self._off.clear()
            return
        self._off.set()
        self.cut()

    def cut(self) -> None:
        if isinstance(self._hub, Cuttable):
            self._hub.cut()

    @property
    def streams(self) -> StreamClient | None:
        """Switching off cuts a stream as it cuts every question; the cycle asks before it opens the next."""
        return streams_of(self._hub)

    @property
    def activity(self) -> Ask | None:
        """None where the hub behind it has no answer to that."""
        asked: Ask | None = getattr(self._hub, "activity", None)

        def ask(told: Told) -> Activity:
            self._check()
            assert asked is not None
            answer = asked(told)
            self._check()
            return answer

        return ask if asked is not None else None

    @property
    def tus(self) -> TusClient | None:
        return None if self._off.is_set() else tus_of(self._hub)

    def _check(self) -> None:
        if self._off.is_set():
            raise Problem(Code.NO_NETWORK)

    def hello(self) -> HubInfo:
        self._check()
        answer = self._hub.hello()
        self._check()
        return answer

    def sign_in(self, request: SignIn) -> Session:
        self._check()
        answer = self._hub.sign_in(request)
        self._check()
        return answer

    def sign_out(self) -> None:
        self._check()
        self._hub.sign_out()

    def push(self, batch: Sequence[Sealed]) -> PushReply:
        self._check()
        answer = self._hub.push(batch)
        self._check()
        return answer

    def pull(self, cursor: str | None, *, limit: int = 200, wait_s: float = 0.0) -> Page:
        self._check()
        answer = self._hub.pull(cursor, limit=limit, wait_s=wait_s)
        self._check()
        return answer

    @property
    def tells_pages(self) -> bool:
        return isinstance(self._hub, Paged) and self._hub.tells_pages

    def pages(self, cursor: str | None) -> Iterator[Page]:
        self._check()
        assert isinstance(self._hub, Paged)
        return self._while_on(self._hub.pages(cursor))

    def media_state(self, sha256: str, size_bytes: int) -> MediaReceipt:
        self._check()
        answer = self._hub.media_state(sha256, size_bytes)
        self._check()
        return answer

    def upload(self, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes) -> MediaReceipt:
        self._check()
        answer = self._hub.upload(sha256, size_bytes, mime, offset_bytes, data)
        self._check()
        return answer

    def download(self, sha256: str, *, offset_bytes: int = 0) -> Iterator[bytes]:
        self._check()
        return self._while_on(self._hub.download(sha256, offset_bytes=offset_bytes))

    def catalogue(self) -> bytes:
        self._check()
        answer = self._hub.catalogue()
        self._check()
        return answer

    def _while_on(self, chunks: Iterator[T]) -> Iterator[T]:
        return _WhileOn(chunks, self._check)


class _WhileOn(Generic[T]):
    """No generator: one that has not begun would not let go of what is behind it when it is closed."""

    def __init__(self, chunks: Iterator[T], check: Callable[[], None]) -> None:
        self._chunks = chunks
        self._check = check

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        try:
            chunk = next(self._chunks)
            self._check()
        except BaseException:
            self.close()
            raise
        return chunk

    def close(self) -> None:
        let_go(self._chunks)
