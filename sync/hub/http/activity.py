"""What goes on among people: one question, one answer."""

from __future__ import annotations

from collections.abc import Collection

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sync.hub.http import answers, bodies
from sync.hub.service import Caller, HubService
from sync.protocol.activity import MAX_TOLD_BYTES, Told


async def answer(service: HubService, caller: Caller, request: Request, accepts: Collection[str]) -> Response:
    told = bodies.decode(await bodies.read_json(request, MAX_TOLD_BYTES), Told)
    return answers.encoded(await run_in_threadpool(service.activities.answer, caller.person, told), accepts)
