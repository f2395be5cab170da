"""A file's bytes in and out, in pieces, never as a whole in memory."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Collection

from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from sync.hub.http import answers, bodies
from sync.hub.live import Live
from sync.hub.media import Media, Opened
from sync.hub.service import Caller, HubService
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


async def receive(service: HubService, caller: Caller, request: Request, accepts: Collection[str]) -> Response:
    """Written as it comes: what arrived before the line was cut is kept, and the device goes on from there."""
    size_bytes = whole_header(request, wire.HEADER_LENGTH)
    offset_bytes = whole_header(request, wire.HEADER_OFFSET)
    mime = request.headers.get(wire.HEADER_MIME, "")
    person = await run_in_threadpool(service.admission.for_whom, caller, request.path_params["sha256"])
    body = bodies.pieces(request)
    try:
        live = await run_in_threadpool(
            service.media.enter, person, caller.device, request.path_params["sha256"], size_bytes, mime
        )
        if isinstance(live, MediaReceipt):
            receipt = live
        else:
            writer = _Writer(service.media, live, caller.device)
            try:
                announced = bodies.whole(request.headers.get("content-length", "")) or 0
                await run_in_threadpool(service.media.expect, live, offset_bytes, announced, caller.device)
                await writer.write(offset_bytes, body)
                receipt = await run_in_threadpool(service.media.reached, person, caller.device, live)
            finally:
                await run_in_threadpool(service.media.leave, live)
    except Problem:
        await drain(body)
        raise
    if receipt.complete:
        service.bell.ring()
    await drain(body)
    return answers.encoded(receipt, accepts)


class _Writer:
    """Bytes are written in a thread while the next ones come."""

    def __init__(self, media: Media, live: Live, device: str) -> None:
        self._media, self._live, self._device = media, live, device
        self._writing: asyncio.Task[bool] | None = None

    async def write(self, offset_bytes: int, body: AsyncIterator[bytes]) -> None:
        """All of the body behind the offset. What came before a cut is kept."""
        held: list[bytes] = []
        size, written_at = 0, time.monotonic()
        try:
            async for piece in body:
                held.append(piece)
                size += len(piece)
                if size >= WRITE_BYTES or time.monotonic() - written_at >= WRITE_S:
                    await self._begin(offset_bytes, held)
                    offset_bytes, held, size, written_at = offset_bytes + size, [], 0, time.monotonic()
        except (ClientDisconnect, TimeoutError) as cut:
            raise ClientDisconnect from cut
        finally:
            await self._begin(offset_bytes, held)
            await self._written()

    async def _begin(self, offset_bytes: int, held: list[bytes]) -> None:
        await self._written()
        if held:
            work = run_in_threadpool(self._media.write, self._live, offset_bytes, held, self._device)
            self._writing = asyncio.ensure_future(work)

    async def _written(self) -> None:
        if self._writing is not None:
            writing, self._writing = self._writing, None
            await writing


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
    return _Bytes(opened, 200 if asked is None else 206, headers)


class _Bytes(StreamingResponse):
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
