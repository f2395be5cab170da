"""The body of an upload straight from the socket into memory of ours. On its ordinary way through uvicorn each piece is made into
an object five times and wakes five callbacks, which takes longer than hashing it and writing it to the disk.

While the body comes, `Straight` is what the transport talks to; the connection's own protocol is back with the next request.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from typing import Any

import httptools
from starlette.requests import ClientDisconnect
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sync.hub.http.bodies import BODY_TIMEOUT_S

EXTENSION = "fieldclient.straight"  # in the scope of a request whose body can be taken this way
MIN_BYTES = 64 * 1024  # smaller bodies are here with their head
ROOM_BYTES = 512 * 1024  # two such rooms: one is written while the other fills
WAIT_S = 0.25  # what has come is handed on at the latest after so long: who lost the line soon asks for the offset
WAKE_BYTES = 128 * 1024  # on a quick line the loop is woken when so many have come, not for each packet
QUICK_S = 0.1  # a line is quick that fills a room in less
_METHODS = frozenset({"PATCH"})


class HubProtocol(HttpToolsProtocol):
    """uvicorn's, which offers the body of a large upload to whoever answers the request."""

    def on_headers_complete(self) -> None:
        method = self.parser.get_method().decode("ascii")
        size = _length(self.headers) if method in _METHODS and not self.expect_100_continue else 0
        if size >= MIN_BYTES:
            told: dict[str, Any] = self.scope.setdefault("extensions", {})
            told[EXTENSION] = (self, size)
            if can_wait_for_many(self):
                self.flow.pause_reading()  # whoever answers reads it, and what lies in the socket until then is copied once less
        super().on_headers_complete()

    def begin_anew(self) -> None:
        """The body that the parser waits for has come past it."""
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self.cycle.more_body = False


def _length(headers: list[tuple[bytes, bytes]]) -> int:
    """The announced length of the body; 0 where there is none, or not in plain digits."""
    told = [value for name, value in headers if name == b"content-length"]
    plain = len(told) == 1 and told[0].isdigit() and len(told[0]) <= 13
    return int(told[0]) if plain and all(name != b"transfer-encoding" for name, _ in headers) else 0


def offered(scope: Any) -> tuple[HubProtocol, int] | None:
    """The connection, and the size of the body that has begun to come over it; None where the ordinary way has to do."""
    told = scope.get("extensions", {})
    found: tuple[HubProtocol, int] | None = told.get(EXTENSION)
    # Who sent the next request with this one has all of this body here already, and what lies with the connection is of the next.
    return found if found is not None and found[0].cycle.scope.get("extensions") is told else None


def left_to(scope: Any, connection: HubProtocol, size_bytes: int) -> None:
    """So much of the body is still to come, and nothing of it lies with the connection."""
    scope["extensions"][EXTENSION] = (connection, size_bytes)


def can_wait_for_many(connection: HubProtocol) -> bool:
    """Whether its socket can be asked to wake whoever waits only when many bytes are here. In front of TLS the bytes that come
    are not the bytes that are counted here."""
    return connection.transport.get_extra_info("sslcontext") is None and hasattr(socket, "SO_RCVLOWAT") and os.name == "posix"


class Straight(asyncio.BufferedProtocol):
    """The rest of one request's body. All in the loop's thread."""

    def __init__(self, connection: HubProtocol, size_bytes: int) -> None:
        """Nothing of the body was read yet by anybody; what came with the head lies with the connection."""
        self._connection = connection
        cycle = connection.cycle
        self._first = bytes(cycle.body)
        cycle.body = bytearray()
        self._left = size_bytes - len(self._first)
        room = min(ROOM_BYTES, self._left)
        self._filling, self._spare = memoryview(bytearray(room)), memoryview(bytearray(room))
        self._at = 0
        self._news = asyncio.Event()
        self._paused = self._over = self._lost = False
        self._socket = connection.transport.get_extra_info("socket") if can_wait_for_many(connection) else None
        self._wakes_at = 1
        self._room_since = 0.0
        if cycle.disconnected:
            self._lost = True
        elif self._left > 0:
            self._room_since = connection.loop.time()
            connection.transport.set_protocol(self)
            connection.flow.resume_reading()

    @property
    def ended(self) -> bool:
        """True when the last piece was given."""
        return not self._left and not self._at

    async def pieces(self) -> AsyncIterator[memoryview]:
        """The body in order; while one piece is worked on the next one comes. A piece may be read until another is asked for.
        Raises ClientDisconnect when the line is cut and TimeoutError after a minute of silence, after everything that came was
        given."""
        if self._first:
            yield memoryview(self._first)
        clock = asyncio.get_running_loop().time
        silent_since = clock()
        while not self.ended:
            await self._wait()
            if self._at:
                silent_since = clock()
                yield self._swap()
            elif self._lost:
                raise ClientDisconnect
            elif clock() - silent_since > BODY_TIMEOUT_S:
                raise TimeoutError

    def pass_over(self) -> None:
        """Nobody wants the rest: it is read and thrown away, so that the connection can be used again."""
        self._over = True
        self._at = 0
        self._resume()

    async def _wait(self) -> None:
        """Until a room is full, all is here, the line is lost, or a while has passed."""
        if self._left and not self._lost and self._at < ROOM_BYTES:
            self._news.clear()
            try:
                async with asyncio.timeout(WAIT_S):
                    await self._news.wait()
            except TimeoutError:
                self._wake_at(1)

    def _swap(self) -> memoryview:
        full, now = self._filling[:self._at], self._connection.loop.time()
        if self._at == ROOM_BYTES and now - self._room_since < QUICK_S:
            self._wake_at(WAKE_BYTES)
        self._room_since = now
        self._filling, self._spare, self._at = self._spare, self._filling, 0
        self._resume()
        return full

    def _resume(self) -> None:
        if self._paused and not self._lost:
            self._paused = False
            self._connection.transport.resume_reading()

    def _wake_at(self, count: int) -> None:
        """Be told when so many bytes wait in the socket, or all that is left: for the rest of a body nothing else comes."""
        count = max(1, min(count, self._left))
        if count != self._wakes_at and self._socket is not None and not self._lost:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, count)
            self._wakes_at = count

    # What the transport calls

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._filling[self._at:self._at + self._left]

    def buffer_updated(self, nbytes: int) -> None:
        self._left -= nbytes
        self._at = 0 if self._over else self._at + nbytes
        if self._left < self._wakes_at:
            self._wake_at(self._left)
        if self._left == 0:
            self._connection.transport.set_protocol(self._connection)
            self._connection.begin_anew()
            self._news.set()
        elif self._at == ROOM_BYTES:
            self._paused = True
            self._connection.transport.pause_reading()
            self._news.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost = True
        self._connection.connection_lost(exc)
        self._news.set()

    def eof_received(self) -> None:
        return None

    def pause_writing(self) -> None:
        self._connection.pause_writing()

    def resume_writing(self) -> None:
        self._connection.resume_writing()
