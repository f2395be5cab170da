"""The door to streams: who may open one, how many there may be, and what becomes of an older one of the same device."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sync.hub import sight
from sync.hub.db import feed_rows, order
from sync.hub.http.stream_file import Pools
from sync.hub.http.stream_line import Line
from sync.hub.service import Caller, HubService
from sync.protocol import stream
from sync.protocol.problems import Code, Problem

MAX_LINES = 2000
MAX_LINES_PER_DEVICE = 2  # one that is used, and one of which only the hub does not know yet that it is dead
BUSY_RETRY_S = 10
_log = logging.getLogger(__name__)


class Streams:
    """All lines that are open, by device."""

    def __init__(self, service: HubService) -> None:
        self._service = service
        self._lines: defaultdict[str, list[Line]] = defaultdict(list)
        self._pools = Pools(
            ThreadPoolExecutor(4, thread_name_prefix="hub-pieces"),
            ThreadPoolExecutor(8, thread_name_prefix="hub-files"),
        )
        self._closing = False

    async def answer(self, caller: Caller, token: str | None) -> Response:
        """The answer to one who may come in; it lasts as long as the line."""
        if self._closing or sum(len(lines) for lines in self._lines.values()) >= MAX_LINES:
            raise Problem(Code.HUB_BUSY, retry_after_s=BUSY_RETRY_S)
        return _Answer(self, await run_in_threadpool(_Guest, self._service, caller, token))

    def open(self, guest: _Guest) -> Line:
        lines = self._lines[guest.caller.device]
        while len(lines) >= MAX_LINES_PER_DEVICE:
            lines.pop(0).end("replaced", Problem(Code.HUB_BUSY, retry_after_s=BUSY_RETRY_S))
        line = Line(self._service, guest.caller, self._pools, guest.stays, guest.fresh)
        lines.append(line)
        return line

    def closed(self, line: Line) -> None:
        lines = self._lines[line.caller.device]
        if line in lines:
            lines.remove(line)
        if not lines:
            del self._lines[line.caller.device]

    def ring(self) -> None:
        for line in self._all():
            line.ring()

    def check(self) -> None:
        """Somebody signed out: every line looks whether it may still be open."""
        for line in self._all():
            line.check()

    def close(self) -> None:
        """The hub stops: devices are told at once that it is over, and come again."""
        self._closing = True
        for line in self._all():
            line.end("closing")

    def stop(self) -> None:
        """After the last line: what was begun in threads is finished."""
        self._pools.pieces.shutdown()
        self._pools.files.shutdown()

    def _all(self) -> list[Line]:
        return [line for lines in self._lines.values() for line in lines]


class _Guest:
    """Whoever opened a line: whether they may still be here, and whether there are changes for them. Asked in threads."""

    def __init__(self, service: HubService, caller: Caller, token: str | None) -> None:
        self._service, self.caller, self._token = service, caller, token
        with service.database.read() as connection:
            self._seen = order.reached(connection)

    def stays(self) -> Caller:
        """The same caller with the roles of now. Raises Problem when they were signed out or taken off."""
        if self.caller.session is None and self._token is not None:
            return self._service.caller(self._token, self.caller.device)
        with self._service.database.read() as connection:
            person = self._service.knowledge.get(connection).people.get(self.caller.person.id)
            self._service.admission.check(connection, self.caller)
        if person is None or not person.active:
            raise Problem(Code.SIGN_IN_EXPIRED)
        return msgspec.structs.replace(self.caller, person=person)

    def fresh(self) -> bool:
        """At the price of one look at an index."""
        with self._service.database.read() as connection:
            upto = order.reached(connection)
            keys = sight.own_keys(self.caller.person)
            found = upto > self._seen and feed_rows.changes_for(connection, keys, self._seen, upto, 1)
        self._seen = upto
        return bool(found)


class _Answer(Response):
    """200 at once, and then frames until one end closes."""

    media_type = stream.CONTENT_TYPE

    def __init__(self, streams: Streams, guest: _Guest) -> None:
        # After the last frame the connection is of no use: the rest of the request may never come.
        super().__init__(headers={"Connection": "close", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._streams, self._guest = streams, guest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        line = self._streams.open(self._guest)
        why = "broken"
        try:
            why = await line.run(receive, send)
        finally:
            self._streams.closed(line)
            took_s = time.monotonic() - began
            _log.info("stream of %r: %s after %.1f s, %d bytes in", self._guest.caller.device, why, took_s, line.bytes_in)
