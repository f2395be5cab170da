"""Who asks, over HTTP: a token or a proof in the header; and the questions about a person's devices."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sync.hub.http import answers, bodies
from sync.hub.service import Caller, HubService
from sync.protocol import identity, wire
from sync.protocol.identity import EndDevice, Enrol
from sync.protocol.problems import Code, Problem

ACCESS = "fieldclient.access"  # in the request's scope: what the answer's HEADER_ACCESS is to say
MAX_BODY_BYTES = 4096


async def admit(service: HubService, request: Request) -> Caller:
    """Who asks. A proof gets a short token, in a header of the answer to this very question: no round trip is spent on it."""
    return await run_in_threadpool(let_in, service, request)


def let_in(service: HubService, request: Request) -> Caller:
    """The same, in a thread of whoever has more to do there."""
    device = request.headers.get(wire.HEADER_DEVICE)
    scheme, _, told = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != identity.SCHEME.lower():
        return service.caller(token(request), device)
    presented = identity.split_authorization(told.strip())
    if presented is None:
        raise Problem(Code.SIGN_IN_NEEDED)
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    caller, access = service.admission.prove(presented, request.method, path, device)
    request.scope[ACCESS] = wire.encode(access).decode()
    return caller


async def introduce(service: HubService, request: Request) -> None:
    if token(request) is None and request.headers.get("authorization"):
        with suppress(Problem):
            await admit(service, request)


def token(request: Request) -> str | None:
    scheme, _, told = request.headers.get("authorization", "").partition(" ")
    return told.strip() if scheme.lower() == "bearer" else None


async def sign_out(service: HubService, request: Request) -> Response:
    """Harmless however often, and when the sign-in is over anyway."""
    held = token(request)
    if held:
        await run_in_threadpool(service.sign_out, held)
    elif request.headers.get("authorization"):
        await run_in_threadpool(service.admission.leave, await admit(service, request))
    return Response(status_code=204)


async def enrol(service: HubService, request: Request, accepts: Collection[str]) -> Response:
    caller = await admit(service, request)
    told = bodies.decode(await bodies.read_json(request, MAX_BODY_BYTES), Enrol)
    return answers.encoded(await run_in_threadpool(service.admission.enrol, caller, told), accepts)


async def devices(service: HubService, request: Request, accepts: Collection[str]) -> Response:
    caller = await admit(service, request)
    return answers.encoded(await run_in_threadpool(service.admission.devices, caller), accepts)


async def end_device(service: HubService, request: Request, accepts: Collection[str]) -> Response:
    """Only a device of their own; whoever lost somebody else's asks the centre."""
    caller = await admit(service, request)
    told = bodies.decode(await bodies.read_json(request, MAX_BODY_BYTES), EndDevice)
    await run_in_threadpool(service.end_device, caller.person.id, told.device, told.lost_since)
    return answers.encoded(await run_in_threadpool(service.admission.devices, caller), accepts)
