"""The routes. Each authenticates, calls the service in a worker thread and answers; nothing is decided here."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from email.utils import format_datetime
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.hub.http import activity, answers, bodies, bundles, direct, identity, media, paging, pushing, tiles
from sync.hub.http.stream import Streams
from sync.hub.http.tus import METHODS, TusDoor
from sync.hub.service import MAX_WAIT_S, Caller, HubService
from sync.hub.tus_headers import PATH_TUS, VERSION
from sync.protocol import wire
from sync.protocol.activity import PATH_ACTIVITY
from sync.protocol.feed import Page
from sync.protocol.identity import HEADER_ACCESS, PATH_DEVICES, PATH_END_DEVICE, PATH_ENROL
from sync.protocol.ids import new_id
from sync.protocol.people import SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.stream import CONTENT_TYPE, PATH_STREAM
from sync.protocol.tiles import PATH_TILES

MAX_SIGN_IN_BYTES = 16 * 1024
MAX_AT_THE_DOOR = 8  # sign-ins that are looked at or wait: a password takes a tenth of a second to compare
SIGN_IN_RETRY_S = 5
T = TypeVar("T")
Endpoint = Callable[[Request], Awaitable[Response]]
_log = logging.getLogger(__name__)


class HubApp:
    """The endpoints over one service. `closing` ends every waiting pull at once."""

    def __init__(self, service: HubService) -> None:
        self.service = service
        self.closing = False
        self._rung = asyncio.Event()
        self._door = asyncio.Semaphore(1)
        self._at_the_door = 0
        self.streams = Streams(service)
        self.tus = TusDoor(service, self.caller)
        self._rooms = direct.Rooms()

    def asgi(self) -> ASGIApp:
        routes = [  # what is asked most comes first: they are gone through in this order
            Route(wire.PATH_MEDIA + "/{sha256}", self._guard(self.media), methods=["HEAD", "GET", "PATCH"]),
            Route(wire.PATH_HELLO, self._guard(self.hello), methods=["GET"]),
            Route(wire.PATH_SIGN_IN, self._guard(self.sign_in), methods=["POST"]),
            Route(wire.PATH_SIGN_OUT, self._guard(self.sign_out), methods=["POST"]),
            Route(PATH_ENROL, self._guard(self.enrol), methods=["POST"]),
            Route(PATH_DEVICES, self._guard(self.devices), methods=["GET"]),
            Route(PATH_END_DEVICE, self._guard(self.end_device), methods=["POST"]),
            Route(wire.PATH_PUSH, self._guard(self.push), methods=["POST"]),
            Route(PATH_STREAM, self._guard(self.stream), methods=["POST"]),
            Route(PATH_TUS, self._guard(self.tus.collection), methods=METHODS),
            Route(PATH_TUS + "/{id}", self._guard(self.tus.one), methods=METHODS),
            Route(wire.PATH_PULL, self._guard(self.pull), methods=["GET"]),
            Route(wire.PATH_CATALOGUE, self._guard(self.catalogue), methods=["GET"]),
            Route(PATH_ACTIVITY, self._guard(self.activity), methods=["POST"]),
            Route(wire.PATH_BUNDLES + "/{bundle}", self._guard(self.bundle), methods=["HEAD", "PATCH"]),
            Route(PATH_TILES, self._guard(self.tile_offers), methods=["GET"]),
            Route(PATH_TILES + "/{sha256}", self._guard(self.tile_bytes), methods=["GET"]),
        ]
        app = Starlette(routes=routes, lifespan=self._lifespan, exception_handlers={HTTPException: _not_found})
        return _OurHeaders(app, self.service)

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> Any:
        loop = asyncio.get_running_loop()

        def ring() -> None:
            with suppress(RuntimeError):  # the loop has ended: nobody waits any more
                loop.call_soon_threadsafe(self._wake)

        stop = self.service.bell.listen(ring)
        yield
        stop()
        self.streams.stop()

    def _wake(self) -> None:
        """Whoever waits goes on, whoever comes later waits for the next ring."""
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()
        if self.closing:
            self.streams.close()
        self.streams.ring()

    def _guard(self, endpoint: Endpoint) -> Endpoint:
        """Every outcome is an answer of ours; a defect shows a reference and leaves its traceback in the log only."""

        async def answer(request: Request) -> Response:
            head = request.method == "HEAD"
            began = time.perf_counter()
            try:
                _check_wire(request)
                answered = await endpoint(request)
            except Problem as problem:
                answered = answers.problem_answer(problem, head=head)
            except bodies.TooLarge:
                too_large = Problem(Code.BODY_INVALID, field="size", limit_bytes=wire.MAX_PUSH_BYTES)
                answered = answers.problem_answer(too_large, head=head, status=413)
            except ClientDisconnect:
                answered = Response(status_code=400)  # nobody is there to read it
            except Exception:
                reference = new_id()
                _log.exception("%s %r failed, reference %s", request.method, request.scope["path"], reference)
                answered = answers.Internal(reference).answer(head=head)
            took_ms = (time.perf_counter() - began) * 1000
            _log.info("%s %r %d %.0f ms", request.method, request.scope["path"], answered.status_code, took_ms)
            return answered

        return answer

    # The questions

    async def hello(self, request: Request) -> Response:
        """Needs no sign-in. Who shows a proof gets the token for what they will ask next, or hears why not when they ask it."""
        await identity.introduce(self.service, request)
        return answers.encoded(await run_in_threadpool(self.service.hello), answers.accepted(request))

    async def sign_in(self, request: Request) -> Response:
        """One at a time and few in the queue: strangers who try passwords must not take the threads that serve everybody."""
        told = bodies.decode(await bodies.read_json(request, MAX_SIGN_IN_BYTES), SignIn)
        if self._at_the_door >= MAX_AT_THE_DOOR:
            raise Problem(Code.HUB_BUSY, retry_after_s=SIGN_IN_RETRY_S)
        self._at_the_door += 1
        try:
            async with self._door:
                session = await run_in_threadpool(self.service.sign_in, told)
        finally:
            self._at_the_door -= 1
        return answers.encoded(session, answers.accepted(request))

    async def sign_out(self, request: Request) -> Response:
        answer = await identity.sign_out(self.service, request)
        self.streams.check()
        return answer

    async def enrol(self, request: Request) -> Response:
        return await identity.enrol(self.service, request, answers.accepted(request))

    async def devices(self, request: Request) -> Response:
        return await identity.devices(self.service, request, answers.accepted(request))

    async def end_device(self, request: Request) -> Response:
        return await identity.end_device(self.service, request, answers.accepted(request))

    async def push(self, request: Request) -> Response:
        caller = await self.caller(request)
        raw = await bodies.read_json(request, wire.MAX_PUSH_BYTES)
        reply = await run_in_threadpool(pushing.take, self.service, caller, raw)
        return answers.encoded(reply, answers.accepted(request))

    async def stream(self, request: Request) -> Response:
        caller = await self.caller(request)
        if request.headers.get("content-type") != CONTENT_TYPE:
            raise Problem(Code.BODY_INVALID, field="content-type")
        return await self.streams.answer(caller, identity.token(request))

    async def pull(self, request: Request) -> Response:
        caller = await self.caller(request)
        query = request.query_params
        if query.get("pages") == "1":
            return await paging.answer(functools.partial(self.service.pull, caller), request)
        limit = int(_number(query.get("limit", "200"), "limit"))
        wait_s = min(_number(query.get("wait_s", "0"), "wait_s"), MAX_WAIT_S)
        page = await self._page(caller, query.get("cursor"), limit, wait_s)
        return await run_in_threadpool(answers.encoded, page, answers.accepted(request))

    async def _page(self, caller: Caller, cursor: str | None, limit: int, wait_s: float) -> Page:
        loop = asyncio.get_running_loop()
        until = loop.time() + wait_s
        while True:
            rung = self._rung  # taken before looking: a ring in between is not missed
            page = await run_in_threadpool(self.service.pull, caller, cursor, limit)
            left_s = until - loop.time()
            if page.changes or page.snapshot or left_s <= 0 or self.closing:
                return page
            try:
                async with asyncio.timeout(left_s):
                    await rung.wait()
            except TimeoutError:
                continue

    async def catalogue(self, request: Request) -> Response:
        await self.caller(request)
        raw = await run_in_threadpool(self.service.catalogue)
        tag = f'"{hashlib.sha256(raw).hexdigest()}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        return await run_in_threadpool(answers.json_answer, raw, answers.accepted(request), {"ETag": tag})

    async def activity(self, request: Request) -> Response:
        return await activity.answer(self.service, await self.caller(request), request, answers.accepted(request))

    async def bundle(self, request: Request) -> Response:
        return await bundles.answer(self.service, await self.caller(request), request, answers.accepted(request))

    async def tile_offers(self, request: Request) -> Response:
        await self.caller(request)
        return await tiles.offers(self.service, request)

    async def tile_bytes(self, request: Request) -> Response:
        await self.caller(request)
        return await tiles.send(self.service, request)

    async def media(self, request: Request) -> Response:
        if request.method == "PATCH":
            return await media.receive(self.service, request, answers.accepted(request), self._rooms)
        caller = await self.caller(request)
        if request.method == "HEAD":
            return await media.state(self.service, caller, request)
        return await media.send(self.service, caller, request)

    async def caller(self, request: Request) -> Caller:
        return await identity.admit(self.service, request)


class _OurHeaders:
    """On every answer, whoever made it: without them a device does not believe that it was us."""

    def __init__(self, app: ASGIApp, service: HubService) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[wire.HEADER_WIRE] = str(wire.WIRE)
                headers[wire.HEADER_HUB] = self._service.hub_id
                headers["Date"] = format_datetime(self._service.clock(), usegmt=True)
                if message["status"] != 204:  # where nothing is said, nothing can be mistaken
                    headers["X-Content-Type-Options"] = "nosniff"
                    headers.setdefault("Cache-Control", "no-store")
                if scope["path"].startswith(PATH_TUS):
                    headers["Tus-Resumable"] = VERSION
                if identity.ACCESS in scope:
                    headers[HEADER_ACCESS] = scope[identity.ACCESS]
            await send(message)

        await self._app(scope, receive, marked)


def _not_found(request: Request, found: Exception) -> Response:
    status = found.status_code if isinstance(found, HTTPException) else 500
    problem = Problem(Code.BODY_INVALID, field="method" if status == 405 else "path")
    return answers.problem_answer(problem, head=request.method == "HEAD", status=status)


def _check_wire(request: Request) -> None:
    told = request.headers.get(wire.HEADER_WIRE, str(wire.WIRE))
    if (bodies.whole(told) or 0) < wire.WIRE_OLDEST:
        raise Problem(Code.WIRE_TOO_OLD, wire=told[:8], oldest=wire.WIRE_OLDEST)


def _number(text: str, field: str) -> float:
    try:
        value = float(text)
    except ValueError as cause:
        raise Problem(Code.BODY_INVALID, field=field) from cause
    if not 0 <= value < 1e6:
        raise Problem(Code.BODY_INVALID, field=field)
    return value
