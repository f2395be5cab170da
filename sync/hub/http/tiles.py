"""Packages of map tiles: which there are, and their bytes by ranges."""

from __future__ import annotations

import hashlib
import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sync.hub.http import answers, media
from sync.hub.service import HubService
from sync.hub.tiles import MIME
from sync.protocol.problems import Code, Problem
from sync.protocol.tiles import HEADER_DIGEST


async def offers(service: HubService, request: Request) -> Response:
    return answers.encoded(await run_in_threadpool(service.tiles.offers), answers.accepted(request))


async def send(service: HubService, request: Request) -> Response:
    """`bytes=N-` as any file; `bytes=N-M` is bounded and comes with the hash of just these bytes."""
    sha256, asked = request.path_params["sha256"], request.headers.get("range", "bytes=0-")
    found = re.fullmatch(r"bytes=(\d{1,13})-(\d{1,13})?", asked.strip())
    if found is None:
        raise Problem(Code.BODY_INVALID, field="range")
    offset_bytes = int(found[1])
    try:
        if found[2] is not None:
            return await _part(service, sha256, offset_bytes, int(found[2]))
        opened = await run_in_threadpool(service.tiles.open, sha256, offset_bytes)
    except Problem as problem:
        if problem.code is not Code.OFFSET_MISMATCH:
            raise
        refused = answers.problem_answer(problem, status=416)
        refused.headers["Content-Range"] = f"bytes */{problem.facts['offset_bytes']}"
        return refused
    headers = {**_headers(sha256, offset_bytes, opened.size_bytes - 1, opened.size_bytes),
               "Content-Length": str(opened.size_bytes - offset_bytes)}
    return media.Bytes(opened, 206 if "range" in request.headers else 200, headers)


async def _part(service: HubService, sha256: str, offset_bytes: int, last_byte: int) -> Response:
    data, size_bytes, digest = await run_in_threadpool(_read, service, sha256, offset_bytes, last_byte)
    headers = _headers(sha256, offset_bytes, offset_bytes + len(data) - 1, size_bytes)
    headers[HEADER_DIGEST] = digest
    return Response(data, status_code=206, media_type=MIME, headers=headers)


def _read(service: HubService, sha256: str, offset_bytes: int, last_byte: int) -> tuple[bytes, int, str]:
    """With the hash of the bytes, which takes longer than reading them: not on the loop's thread."""
    data, size_bytes = service.tiles.part(sha256, offset_bytes, last_byte)
    return data, size_bytes, hashlib.sha256(data).hexdigest()


def _headers(sha256: str, first: int, last: int, size_bytes: int) -> dict[str, str]:
    return {
        "ETag": f'"{sha256}"', "Accept-Ranges": "bytes", "Content-Range": f"bytes {first}-{last}/{size_bytes}",
        "Cache-Control": "private, no-store",
    }
