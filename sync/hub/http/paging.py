"""Many pages in one answer: everything after a cursor, a line of JSON for each page, the next one made while the last travels.

A device keeps each line with its cursor before it reads on, so an answer that is cut goes on from the last whole line, with
another question. Nothing new is 204 without a body.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import zstandard
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sync.hub.http import answers
from sync.protocol import wire
from sync.protocol.feed import MAX_PAGE, PAGES, Page

FIRST_CHANGES = 100  # of the first page: the device keeps them while the next, larger one is made
LEVEL = 6  # a page of five hundred cases packs in ten milliseconds
_GOES_ON, _IS_OVER = zstandard.COMPRESSOBJ_FLUSH_BLOCK, zstandard.COMPRESSOBJ_FLUSH_FINISH
Ask = Callable[[str | None, int], Page]


async def answer(ask: Ask, request: Request) -> Response:
    """`ask`: the page after a cursor, of at most so many changes."""
    cursor = request.query_params.get("cursor")
    page = await run_in_threadpool(ask, cursor, min(FIRST_CHANGES, MAX_PAGE))
    if not (page.changes or page.snapshot or page.more):
        return Response(status_code=204)
    packed = "zstd" in answers.accepted(request)
    headers = {"Vary": "Accept-Encoding", **({"Content-Encoding": "zstd"} if packed else {})}
    return StreamingResponse(_lines(ask, page, packed), media_type=PAGES, headers=headers)


async def _lines(ask: Ask, page: Page, packed: bool) -> AsyncIterator[bytes]:
    """One page is in memory beside the one that is being sent; who reads slowly is waited for."""
    packer = zstandard.ZstdCompressor(level=LEVEL).compressobj() if packed else None

    def line(page: Page) -> bytes:
        raw = wire.encode(page) + b"\n"
        if packer is None:
            return raw
        return packer.compress(raw) + packer.flush(_GOES_ON if page.more else _IS_OVER)

    def following(cursor: str) -> tuple[Page, bytes]:
        page = ask(cursor, MAX_PAGE)
        return page, line(page)

    ready = await run_in_threadpool(line, page)
    while page.more:
        yield ready
        page, ready = await run_in_threadpool(following, page.cursor)
    yield ready
