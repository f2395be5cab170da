"""A file's bytes in and out, in pieces, never as a whole in memory."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Collection, Sequence

from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from sync.hub.http import answers, bodies, direct, identity, straight
from sync.hub.live import Live
from sync.hub.media import Opened
from sync.hub.service import Caller, HubService
from sync.hub.world import PersonRow
from sync.protocol import wire
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Problem

WRITE_BYTES = 512 * 1024  # handed to a thread at a time …
WRITE_S = 0.25  # … and at the latest after so long: who lost the line asks for the offset before we know of it
DRAIN_BYTES = 2 * wire.CHUNK_BYTES  # of a refused piece is read, so that the connection can be used again
_MAX_BYTES = 1 << 40


async def state(service: HubService, caller: Caller, request: Request) -> Response:
    sha256 = request.path_params["sha256"]
    receipt = await run_in_threadpool(service.media_state, caller, sha256, whole_header(request, wire.HEADER_LENGTH))
    headers = {
        wire.HEADER_OFFSET: str(receipt.offset_bytes),
        wire.HEADER_LENGTH: str(receipt.size_bytes),
        wire.HEADER_COMPLETE: "1" if receipt.complete else "0",
    }
    if receipt.complete:
        headers["ETag"] = f'"{receipt.sha256}"'
    return Response(headers=headers)


async def receive(service: HubService, request: Request, accepts: Collection[str], rooms: direct.Rooms) -> Response:
    """Written as it comes: what arrived before the line was cut is kept, and the device goes on from there."""
    upload = _Upload(service)
    body: _Straightly | _Piecewise | None = None
    quick = rooms.take(request.scope)
    try:
        if quick is None:
            offset_bytes = await run_in_threadpool(upload.begin, request)
        else:
            try:
                offset_bytes = await run_in_threadpool(upload.take, request, quick)
            finally:
                quick.end()
        if quick is None or not quick.ended:
            body = _way_in(request)
            if upload.receipt is None:  # else it is here, and need not come
                await body.write(upload, offset_bytes)
    except Problem:
        await (body or _way_in(request)).pass_over()
        raise
    receipt = upload.receipt
    assert receipt is not None
    if receipt.complete:
        service.bell.ring()
    if body is not None:
        await body.pass_over()
    return answers.encoded(receipt, accepts)


class _Upload:
    """What is asked of the media store for one request, as few times as can be: each is a turn of a thread."""

    def __init__(self, service: HubService) -> None:
        self._service = service
        self._caller: Caller
        self._person: PersonRow
        self._live: Live | None = None
        self.receipt: MediaReceipt | None = None

    def begin(self, request: Request) -> int:
        """Who is it, and may it come? At which offset the body begins; `receipt` when the file is here already."""
        self._caller = identity.let_in(self._service, request)
        size_bytes = whole_header(request, wire.HEADER_LENGTH)
        offset_bytes = whole_header(request, wire.HEADER_OFFSET)
        more_bytes = bodies.whole(request.headers.get("content-length", "")) or 0
        mime, sha256 = request.headers.get(wire.HEADER_MIME, ""), request.path_params["sha256"]
        media, device = self._service.media, self._caller.device
        self._person = self._service.admission.for_whom(self._caller, sha256)
        live = media.enter(self._person, device, sha256, size_bytes, mime, more_bytes)
        if isinstance(live, MediaReceipt):
            self.receipt = live
            return offset_bytes
        try:
            media.expect(live, offset_bytes, more_bytes, device)
        except BaseException:
            media.leave(live)
            raise
        self._live = live
        return offset_bytes

    def take(self, request: Request, body: direct.Direct) -> int:
        """From who it is to the receipt, in one turn. Where the body goes on when the line is too slow for that; then it is
        not left yet."""
        offset_bytes = self.begin(request)
        if self.receipt is not None:
            return offset_bytes
        try:
            for piece in body.pieces():
                self.write(offset_bytes, [piece], last=body.ended)
                offset_bytes += len(piece)
        except BaseException:
            self.leave()
            raise
        return offset_bytes

    def write(self, offset_bytes: int, pieces: Sequence[bytes | memoryview], *, last: bool = False) -> None:
        """`last`: nothing more comes; then it is told where the file stands, after it was finished when it is complete."""
        if self._live is None:
            return
        try:
            if pieces:
                self._service.media.write(self._live, offset_bytes, pieces, self._caller.device)
            if last:
                self.receipt = self._service.media.reached(self._person, self._caller.device, self._live)
        except BaseException:
            self.leave()
            raise
        if last:
            self.leave()

    def leave(self) -> None:
        """Harmless when it was left."""
        live, self._live = self._live, None
        if live is not None:
            self._service.media.leave(live)


def _way_in(request: Request) -> _Straightly | _Piecewise:
    found = straight.offered(request.scope)
    return _Straightly(straight.Straight(*found)) if found is not None else _Piecewise(bodies.pieces(request))


class _Straightly:
    """A large body past the server's own way: a piece is written in a thread while the next one comes."""

    def __init__(self, body: straight.Straight) -> None:
        self._body = body

    async def write(self, upload: _Upload, offset_bytes: int) -> None:
        """All of the body behind the offset. What came before a cut is kept."""
        try:
            async for piece in self._body.pieces():
                await run_in_threadpool(upload.write, offset_bytes, [piece], last=self._body.ended)
                offset_bytes += len(piece)
        except (ClientDisconnect, TimeoutError) as cut:
            raise ClientDisconnect from cut
        finally:
            await run_in_threadpool(upload.leave)

    async def pass_over(self) -> None:
        self._body.pass_over()


class _Piecewise:
    """Bytes are written in a thread while the next ones come."""

    def __init__(self, body: AsyncIterator[bytes]) -> None:
        self._body = body
        self._writing: asyncio.Task[None] | None = None

    async def write(self, upload: _Upload, offset_bytes: int) -> None:
        """All of the body behind the offset. What came before a cut is kept."""
        held: list[bytes] = []
        size, written_at = 0, time.monotonic()
        try:
            async for piece in self._body:
                held.append(piece)
                size += len(piece)
                if size >= WRITE_BYTES or time.monotonic() - written_at >= WRITE_S:
                    await self._begin(upload, offset_bytes, held)
                    offset_bytes, held, size, written_at = offset_bytes + size, [], 0, time.monotonic()
            await self._written()
            await run_in_threadpool(upload.write, offset_bytes, held, last=True)
            held = []
        except (ClientDisconnect, TimeoutError) as cut:
            raise ClientDisconnect from cut
        finally:
            await self._begin(upload, offset_bytes, held)
            await self._written()
            await run_in_threadpool(upload.leave)

    async def _begin(self, upload: _Upload, offset_bytes: int, held: list[bytes]) -> None:
        await self._written()
        if held:
            self._writing = asyncio.ensure_future(run_in_threadpool(upload.write, offset_bytes, held))

    async def _written(self) -> None:
        if self._writing is not None:
            writing, self._writing = self._writing, None
            await writing

    async def pass_over(self) -> None:
        await drain(self._body)


async def drain(body: AsyncIterator[bytes]) -> None:
    left = DRAIN_BYTES
    try:
        async for piece in body:
            left -= len(piece)
            if left <= 0:
                return
    except (ClientDisconnect, TimeoutError):
        return


async def send(service: HubService, caller: Caller, request: Request) -> Response:
    sha256 = request.path_params["sha256"]
    asked = request.headers.get("range")
    offset_bytes = _range_start(asked)
    try:
        opened = await run_in_threadpool(service.open_media, caller, sha256, offset_bytes)
    except Problem as problem:
        if problem.code is not Code.OFFSET_MISMATCH:
            raise
        refused = answers.problem_answer(problem, status=416)
        refused.headers["Content-Range"] = f"bytes */{problem.facts['offset_bytes']}"
        return refused
    headers = {
        "ETag": f'"{sha256}"',
        "Accept-Ranges": "bytes",
        "Content-Length": str(opened.size_bytes - offset_bytes),
        "Cache-Control": "private, no-store",
    }
    if asked is not None:
        headers["Content-Range"] = f"bytes {offset_bytes}-{opened.size_bytes - 1}/{opened.size_bytes}"
    return Bytes(opened, 200 if asked is None else 206, headers)


class Bytes(StreamingResponse):
    """Closes the file when the line was cut as well."""

    def __init__(self, opened: Opened, status: int, headers: dict[str, str]) -> None:
        super().__init__(
            iterate_in_threadpool(opened.pieces), status_code=status, headers=headers, media_type=opened.mime
        )
        self._pieces = opened.pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._pieces.close()


def _range_start(asked: str | None) -> int:
    """`bytes=N-` is all that a device asks for; anything else is told so instead of being answered with the wrong bytes."""
    if asked is None:
        return 0
    found = re.fullmatch(r"bytes=(\d{1,13})-", asked.strip())
    if found is None:
        raise Problem(Code.BODY_INVALID, field="range")
    return int(found[1])


def whole_header(request: Request, header: str) -> int:
    """A header that must be a whole number. BODY_INVALID (field)."""
    told = bodies.whole(request.headers.get(header, ""))
    if told is None or told > _MAX_BYTES:
        raise Problem(Code.BODY_INVALID, field=header.lower())
    return told
