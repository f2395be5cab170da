"""What a link remembers of its streams: whether the hub speaks them, what was sent on the last one, how fast it was."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, runtime_checkable

import msgspec
import zstandard

from sync.engine.exchange import Exchange
from sync.engine.stream_dial import ThroughProxy
from sync.engine.stream_line import Line
from sync.engine.stream_uploader import Uploader
from sync.protocol import columns, stream, wire
from sync.protocol.mutations import PushReply
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed

WALLS = 5  # so often a portal's page on a stream is believed after the old questions met it too
AVOID_S = 3600.0  # a way that swallowed a stream is not tried again for so long
MAX_WINDOW_BYTES = 8 * 1024 * 1024
PACK_LEVEL = 10  # a batch of 200 kB packs in some 10 ms on a slow core …
NEAR_LEVEL = 1  # … and in one where the bytes it saves travel for nothing
NEAR_S = 0.05  # a hub that greets faster than this is in the house: bytes cost less there than taking acts apart
WORTH_COLUMNS = 8  # acts; fewer have little in common to say only once


class NotSpoken(Exception):
    """No stream can be had on this way: the old questions have to do. `problem`: what came instead, if anything."""

    def __init__(self, problem: Problem | None = None) -> None:
        super().__init__(str(problem))
        self.problem = problem


class StreamClient:
    """For one thread, as the exchange it speaks through."""

    def __init__(self, exchange: Exchange, monotonic: Callable[[], float]) -> None:
        self._exchange = exchange
        self._monotonic = monotonic
        self._avoid_until = 0.0
        self._features: Collection[str] = ()
        self._url = ""
        self._walls = 0
        self.greeted_s: float | None = None  # how long the last greeting took from when the line was there
        self.uploader = Uploader()

    def heard(self, features: Collection[str]) -> None:
        """What the hub says that it can."""
        self._features = features

    @property
    def features(self) -> Collection[str]:
        return self._features

    @property
    def known(self) -> bool:
        """Whether the hub has been asked what it can."""
        return bool(self._features)

    @property
    def speaks(self) -> bool:
        """Whether a stream is worth trying now."""
        return stream.FEATURE in self._features and self._monotonic() >= self._avoid_until

    def avoid(self) -> None:
        """It was swallowed here, and the old way went through."""
        self._avoid_until = self._monotonic() + AVOID_S

    def met(self, problem: Problem | None) -> None:
        """What the old questions met after a stream met a stranger."""
        self._walls = WALLS if problem is not None and problem.code is Code.CAPTIVE_PORTAL else 0

    def is_wall(self) -> bool:
        """Whether the page that a stream met now is the portal of a moment ago: one question a try is enough to see that it
        still stands there."""
        self._walls -= 1
        return self._walls >= 0

    def again(self, problem: Problem) -> bool:
        """Whether the line was refused for a token or a clock, and another try shows what is right."""
        return self._exchange.again(problem)

    def open(self, connect_s: float | None = None) -> Line:
        """A new connection with the request's head ready to go. Raises Problem, or NotSpoken."""
        try:
            line = self._exchange.line(stream.PATH_STREAM, stream.CONTENT_TYPE, connect_s)
        except ThroughProxy as proxy:
            raise NotSpoken from proxy
        if self._url not in ("", self._exchange.url):
            self.uploader = Uploader()  # another hub holds other bytes
        self._url = self._exchange.url
        return line

    def pack(self, sealed: Sequence[Sealed], body: bytes) -> bytes:
        """The payload of P. `body`: the same push as JSON."""
        found = columns.pack_columns(sealed) if as_columns(self._features, self.greeted_s, len(sealed)) else None
        return pack_push(body, NEAR_LEVEL if is_near(self.greeted_s) else PACK_LEVEL) if found is None else found


@runtime_checkable
class Streaming(Protocol):
    """A hub that can be reached by stream, perhaps."""

    @property
    def streams(self) -> StreamClient | None: ...


def streams_of(hub: object) -> StreamClient | None:
    """How this hub is reached by stream; None for one in this very process and for those that cannot."""
    return hub.streams if isinstance(hub, Streaming) else None


def is_near(greeted_s: float | None) -> bool:
    """Whether the hub is in the house; nobody knows (None) before it has greeted."""
    return greeted_s is not None and greeted_s < NEAR_S


def as_columns(features: Collection[str], greeted_s: float | None, count: int) -> bool:
    """Whether a push of so many acts goes as columns: the hub reads them, they are many, and the way is long enough."""
    return columns.FEATURE in features and count >= WORTH_COLUMNS and not is_near(greeted_s)


def pack_push(body: bytes, level: int = PACK_LEVEL) -> bytes:
    """The payload of P."""
    return zstandard.ZstdCompressor(level=level).compress(body)


def read_reply(packed: bytes) -> PushReply:
    """The payload of R, bounded while it is unpacked. Raises Problem(NOT_OUR_REPLY)."""
    try:
        unpacked = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES).stream_reader(packed)
        raw = unpacked.read(wire.MAX_PUSH_BYTES + 1)
        if len(raw) > wire.MAX_PUSH_BYTES:
            raise Problem(Code.NOT_OUR_REPLY, status=200)
        return wire.decode(raw, PushReply)
    except (zstandard.ZstdError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
        raise Problem(Code.NOT_OUR_REPLY, status=200) from cause
