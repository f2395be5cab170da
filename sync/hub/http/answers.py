"""What goes out: JSON, packed when it is worth it, and problems with the status that fits them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection

import msgspec
import zstandard
from starlette.requests import Request
from starlette.responses import Response

from sync.protocol import wire
from sync.protocol.problems import Code, Problem

PACKED_FROM_BYTES = 400  # below it the packed body is hardly smaller than the packet
ZSTD_LEVEL = 6  # two megabytes in 30 ms

_STATUS: dict[Code, int] = {
    Code.SIGN_IN_NEEDED: 401, Code.SIGN_IN_WRONG: 401, Code.SIGN_IN_EXPIRED: 401,
    Code.SIGN_IN_ENDED: 401, Code.PROOF_STALE: 401,
    Code.SIGN_IN_BLOCKED: 429,
    Code.FORBIDDEN: 403, Code.NOT_YOURS: 403, Code.ROLE_NOT_ALLOWED: 403,
    Code.MEDIA_MISSING: 404, Code.CASE_UNKNOWN: 404,
    Code.OFFSET_MISMATCH: 409,
    Code.MEDIA_TOO_LARGE: 413,
    Code.WIRE_TOO_OLD: 426,
    Code.HUB_BUSY: 503,
    Code.QUOTA_FULL: 507,
    Code.INTERNAL: 500,
}


def status_of(problem: Problem) -> int:
    return _STATUS.get(problem.code, 422)


def accepted(request: Request) -> frozenset[str]:
    """The ways of packing that the device can undo: "zstd", "gzip"."""
    told = request.headers.get("accept-encoding", "").lower().split(",")
    return frozenset(each.partition(";")[0].strip() for each in told)


def encoded(value: object, accepts: Collection[str]) -> Response:
    """A protocol struct as the answer."""
    return json_answer(wire.encode(value), accepts)


def json_answer(body: bytes, accepts: Collection[str], headers: dict[str, str] | None = None) -> Response:
    headers = {"Vary": "Accept-Encoding", **(headers or {})}
    if len(body) >= PACKED_FROM_BYTES and "zstd" in accepts:
        body = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body)
        headers["Content-Encoding"] = "zstd"
    elif len(body) >= PACKED_FROM_BYTES and "gzip" in accepts:
        body = gzip.compress(body, 6, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=wire.JSON, headers=headers)


def problem_answer(problem: Problem, *, head: bool = False, status: int | None = None) -> Response:
    """A `ProblemBody`; for HEAD, which has no body, in a header as ASCII."""
    status = status or status_of(problem)
    body = wire.encode(problem.to_wire())
    headers = {}
    wait_s = problem.facts.get("retry_after_s")
    if wait_s is not None and status in (429, 503):
        headers["Retry-After"] = str(wait_s)
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if head:
        headers[wire.HEADER_PROBLEM] = json.dumps(json.loads(body), separators=(",", ":"))
        return Response(status_code=status, headers=headers)
    return Response(body, status_code=status, media_type=wire.JSON, headers=headers)


class Internal(msgspec.Struct, frozen=True):
    """A defect of ours, as it is told outside: a reference to look up in the log, and nothing of its inside."""

    reference: str

    def answer(self, *, head: bool) -> Response:
        return problem_answer(Problem(Code.INTERNAL, reference=self.reference), head=head)
