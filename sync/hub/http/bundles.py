"""A carrier's bundle, resumed like any file: HEAD asks where it stands, PATCH goes on, the last piece is answered by the slip."""

from __future__ import annotations

from collections.abc import Collection

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sync.hub.carried import State
from sync.hub.http import answers, bodies, media
from sync.hub.service import Caller, HubService
from sync.protocol import wire
from sync.protocol.problems import Problem


async def answer(service: HubService, caller: Caller, request: Request, accepts: Collection[str]) -> Response:
    size_bytes = media.whole_header(request, wire.HEADER_LENGTH)
    bundle = request.path_params["bundle"]
    if request.method == "HEAD":
        state = await run_in_threadpool(service.carried.state, caller.person, bundle, size_bytes)
        return Response(headers=_headers(state, size_bytes))
    state = await _receive(service, caller, request, bundle, size_bytes)
    if state.slip is None:
        return Response(status_code=204, headers=_headers(state, size_bytes))
    answered = answers.encoded(state.slip, accepts)
    answered.headers.update(_headers(state, size_bytes))
    return answered


async def _receive(service: HubService, caller: Caller, request: Request, bundle: str, size_bytes: int) -> State:
    offset_bytes = media.whole_header(request, wire.HEADER_OFFSET)
    body = bodies.pieces(request)
    held = bytearray()

    async def flush() -> State:
        nonlocal offset_bytes
        data = bytes(held)
        held.clear()
        state = await run_in_threadpool(service.carried.append, caller.person, bundle, size_bytes, offset_bytes, data)
        offset_bytes = state.offset_bytes
        return state

    state: State | None = None
    try:
        async for piece in body:
            held += piece
            if len(held) >= media.WRITE_BYTES:
                state = await flush()
        return await flush() if held or state is None else state
    except Problem:
        await media.drain(body)
        raise
    except (ClientDisconnect, TimeoutError) as cut:
        if held:
            await flush()
        raise ClientDisconnect from cut


def _headers(state: State, size_bytes: int) -> dict[str, str]:
    return {
        wire.HEADER_OFFSET: str(state.offset_bytes), wire.HEADER_LENGTH: str(size_bytes),
        wire.HEADER_COMPLETE: "0" if state.slip is None else "1",
    }
