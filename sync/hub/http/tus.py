"""tus 1.0 for every other client: headers and statuses. What is kept, and when, `sync.hub.tus` decides."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from email.utils import format_datetime
from typing import Any, NoReturn

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sync.hub import tus_headers
from sync.hub.http import answers, bodies
from sync.hub.http.media import drain
from sync.hub.service import Caller, HubService
from sync.hub.tus import MAX_BYTES, Gone
from sync.hub.tus_facts import read_facts
from sync.hub.tus_headers import PATH_TUS
from sync.hub.tus_open import Held
from sync.hub.tus_rows import PARTIAL, State, Upload
from sync.protocol import wire
from sync.protocol.problems import Code, Problem

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]  # the last word has X-HTTP-Method-Override
WRITE_BYTES = 1024 * 1024
WRITE_S = 0.25  # what came is written after so long at the latest: who lost the line asks for the offset before we know of it
CHECKSUM_MISMATCH = 460
Body = AsyncIterator[bytes]
Work = Callable[[Request, Caller, Body], Awaitable[Response]]
Admit = Callable[[Request], Awaitable[Caller]]


class Refused(Exception):
    """A status that the protocol's text asks for, and why."""

    def __init__(self, status: int, problem: Problem, **headers: str) -> None:
        super().__init__(status)
        self.status, self.problem, self.headers = status, problem, headers


class TusDoor:
    def __init__(self, service: HubService, admit: Admit) -> None:
        self._service, self._tus, self._admit = service, service.tus, admit

    async def collection(self, request: Request) -> Response:
        return await self._answer(request, {"POST": self._create})

    async def one(self, request: Request) -> Response:
        return await self._answer(request, {"HEAD": self._state, "PATCH": self._patch, "DELETE": self._end})

    async def _answer(self, request: Request, known: dict[str, Work]) -> Response:
        method = request.headers.get("x-http-method-override", request.method)
        head = request.method == "HEAD"
        body = bodies.pieces(request)
        try:
            if method == "OPTIONS":
                return Response(status_code=204, headers=_abilities())
            if request.headers.get("tus-resumable") != tus_headers.VERSION:
                _refuse(412, "tus-resumable", **{"Tus-Version": tus_headers.VERSION})
            work = known.get(method)
            if work is None:
                _refuse(405, "method", Allow=", ".join([*known, "OPTIONS"]))
            return await work(request, await self._admit(request), body)
        except Refused as refused:
            answered = answers.problem_answer(refused.problem, head=head, status=refused.status)
            answered.headers.update(refused.headers)
        except Problem as problem:
            answered = answers.problem_answer(problem, head=head, status=_status(problem))
        await drain(body)
        return answered

    # The four questions

    async def _create(self, request: Request, caller: Caller, body: Body) -> Response:
        told = request.headers
        concat = told.get("upload-concat", "")
        parts = tus_headers.concat(concat) if concat else None
        if parts is not None and ("upload-length" in told or "upload-defer-length" in told):
            _refuse(400, "upload-length")
        size = None if parts is not None else tus_headers.length(told.get("upload-length"), told.get("upload-defer-length"))
        has_body = told.get("content-length", "0") != "0" or "transfer-encoding" in told
        with_bytes = told.get("content-type") == wire.BYTES
        if has_body and not with_bytes:
            _refuse(415, "content-type")
        if has_body and parts is not None:
            raise Refused(403, Problem(Code.FORBIDDEN))
        facts = read_facts(size, told.get("upload-metadata", ""), PARTIAL if concat == "partial" else concat)
        upload = await run_in_threadpool(self._tus.create, caller.person, caller.device, facts)
        if parts is not None:
            upload = await run_in_threadpool(self._join, caller, upload, parts)
        headers = {"Location": f"{request.scope.get('root_path', '')}{PATH_TUS}/{upload.id}"}
        if with_bytes and parts is None:
            upload = await self._receive(request, caller, body, upload)
            headers["Upload-Offset"] = str(upload.offset_bytes)
        return Response(status_code=201, headers=headers | _told(upload))

    def _join(self, caller: Caller, upload: Upload, parts: tuple[str, ...]) -> Upload:
        """Nothing is left of a file whose parts cannot be joined: the client hears why, and its parts are still there."""
        try:
            joined = self._tus.joiner.join(caller.person, upload, parts)
        except Problem:
            self._tus.end(upload)
            raise
        self._service.bell.ring()
        return joined

    async def _state(self, request: Request, caller: Caller, _body: Body) -> Response:
        upload = await run_in_threadpool(self._tus.told, caller.person, request.path_params["id"])
        if upload.state is State.DONE:
            self._service.bell.ring()  # perhaps only now
        headers = _told(upload)
        size = upload.size_bytes
        if upload.is_final and upload.state is State.OPEN:
            size = await run_in_threadpool(self._tus.joiner.length_of, caller.person, upload)
        else:
            headers["Upload-Offset"] = str(upload.offset_bytes)
        if size is not None:
            headers["Upload-Length"] = str(size)
        elif not upload.is_final:
            headers["Upload-Defer-Length"] = "1"
        if upload.metadata:
            headers["Upload-Metadata"] = upload.metadata
        if upload.concat:
            headers["Upload-Concat"] = upload.concat
        return Response(headers=headers | {"Cache-Control": "no-store"})

    async def _patch(self, request: Request, caller: Caller, body: Body) -> Response:
        told = request.headers
        if told.get("content-type") != wire.BYTES:
            _refuse(415, "content-type")
        offset_bytes = tus_headers.whole(told.get("upload-offset"), "upload-offset")
        upload = await run_in_threadpool(self._tus.find, caller.person, request.path_params["id"])
        if upload.is_final:
            raise Refused(403, Problem(Code.FORBIDDEN))
        if offset_bytes != upload.offset_bytes:
            raise Problem(Code.OFFSET_MISMATCH, offset_bytes=upload.offset_bytes)
        if "upload-length" in told:
            size = tus_headers.whole(told["upload-length"], "upload-length")
            upload = await run_in_threadpool(self._tus.set_length, upload, size)
        upload = await self._receive(request, caller, body, upload)
        return Response(status_code=204, headers={"Upload-Offset": str(upload.offset_bytes)} | _told(upload))

    async def _end(self, request: Request, caller: Caller, _body: Body) -> Response:
        upload = await run_in_threadpool(self._tus.find, caller.person, request.path_params["id"])
        await run_in_threadpool(self._tus.end, upload)
        return Response(status_code=204)

    # Bytes

    async def _receive(self, request: Request, caller: Caller, body: Body, upload: Upload) -> Upload:
        """The body behind what is here. What came of a body that was cut counts, unless a checksum was to be compared."""
        if upload.state is not State.OPEN:
            return upload  # complete: an empty body is all that fits
        limit = MAX_BYTES if upload.size_bytes is None else upload.size_bytes
        if upload.offset_bytes + (bodies.whole(request.headers.get("content-length", "")) or 0) > limit:
            raise Problem(Code.MEDIA_TOO_LARGE, limit_bytes=limit)
        if "upload-checksum" in request.headers.get("trailer", "").lower():
            _refuse(400, "trailer")  # not announced, and to take the bytes unchecked would be a lie
        told = request.headers.get("upload-checksum")
        checksum = None if told is None else tus_headers.checksum(told)
        held = await run_in_threadpool(self._tus.open.enter, upload, self._service.clock(), alone=True)
        try:
            writer = object()
            await run_in_threadpool(self._tus.begin, held, writer, upload.offset_bytes, checked=checksum is not None)
            await self._write(body, held, writer, limit, checksum)
            done = await run_in_threadpool(self._tus.complete, caller.person, held, upload)
        finally:
            await run_in_threadpool(self._tus.close_idle, held)
        if done.state is State.DONE:
            self._service.bell.ring()
        return done

    async def _write(
        self, body: Body, held: Held, writer: object, limit: int, checksum: tuple[Any, bytes] | None
    ) -> None:
        buffered, at, right = bytearray(), held.part.start, checksum is None
        written_at = time.monotonic()
        try:
            async for piece in body:
                buffered += piece
                if at + len(buffered) > limit:
                    raise Problem(Code.MEDIA_TOO_LARGE, limit_bytes=limit)
                if len(buffered) >= WRITE_BYTES or time.monotonic() - written_at >= WRITE_S:
                    at += await run_in_threadpool(self._keep, held, writer, at, bytes(buffered), checksum)
                    buffered.clear()
                    written_at = time.monotonic()
            await run_in_threadpool(self._keep, held, writer, at, bytes(buffered), checksum)
            if checksum is not None:
                right = checksum[0].digest() == checksum[1]
                if not right:
                    raise Refused(CHECKSUM_MISMATCH, Problem(Code.MEDIA_HASH_MISMATCH, found=checksum[0].hexdigest()))
        except (ClientDisconnect, TimeoutError) as cut:
            if buffered and checksum is None:
                await run_in_threadpool(self._keep, held, writer, at, bytes(buffered), None)
            raise ClientDisconnect from cut
        finally:
            if checksum is not None and held.writer is writer:
                await run_in_threadpool(self._tus.settle, held, writer, right=right)

    def _keep(
        self, held: Held, writer: object, at: int, data: bytes, checksum: tuple[Any, bytes] | None
    ) -> int:
        """In a thread."""
        if data:
            self._tus.write(held, writer, at, data)
            if checksum is not None:
                checksum[0].update(data)
        self._tus.check_start(held, held.upload)
        return len(data)


def _told(upload: Upload) -> dict[str, str]:
    """When it expires, or what it has become."""
    if upload.state is State.DONE:
        return {"ETag": f'"{upload.sha256}"'}
    return {"Upload-Expires": format_datetime(upload.expires_at, usegmt=True)}


def _abilities() -> dict[str, str]:
    return {
        "Tus-Version": tus_headers.VERSION, "Tus-Extension": tus_headers.EXTENSIONS, "Tus-Max-Size": str(MAX_BYTES),
        "Tus-Checksum-Algorithm": ",".join(tus_headers.ALGORITHMS),
    }


def _status(problem: Problem) -> int | None:
    if isinstance(problem, Gone):
        return 410
    return {Code.BODY_INVALID: 400, Code.MEDIA_HASH_MISMATCH: CHECKSUM_MISMATCH}.get(problem.code)


def _refuse(status: int, field: str, **headers: str) -> NoReturn:
    raise Refused(status, Problem(Code.BODY_INVALID, field=field), **headers)
