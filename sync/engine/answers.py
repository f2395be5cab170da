"""What an HTTP answer, or the lack of one, means. Pure: from status, headers and body to a Problem.

A reply counts only if it is ours. Whatever a hotel's portal, a proxy or a gateway says, the queue stays as it was.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3.exceptions

from sync.engine.clock import parse_date
from sync.protocol.problems import Code, Next, Problem, ProblemBody
from sync.protocol.wire import HEADER_PROBLEM, HEADER_WIRE, JSON, decode

# What such a code would mean on this device it does not mean when the hub says it of itself.
_INSIDE_THE_HUB = frozenset({Code.INTERNAL, Code.DISK_FULL, Code.DISK_FAILED, Code.STORE_BUSY, Code.STORE_NEWER})
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it came. `headers` must look names up without regard to case; `host` is the one that was asked."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    host: str
    media: bool = False  # the question was about a file's bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def is_ours(headers: Mapping[str, str]) -> bool:
    """Whether a hub of ours spoke: the wire's version is there and is a number."""
    return headers.get(HEADER_WIRE, "").strip().isdigit()


def problem_of(answer: Answer, now: datetime) -> Problem | None:
    """Why this answer is no good; None when it is ours and 2xx. `now` is only for a Retry-After without a Date beside it."""
    if not is_ours(answer.headers):
        return _not_ours(answer, now)
    if 200 <= answer.status < 300:
        return None
    told = _told(answer)
    if told is None:
        return by_status(answer, now)
    if answer.status >= 500 and told.code in _INSIDE_THE_HUB:
        return Problem(Code.HUB_ERROR, status=answer.status, reference=told.facts.get("reference"))
    after = retry_after_s(answer.headers, now)
    if after is not None:
        told.facts["retry_after_s"] = after
    return told


def is_json(answer: Answer) -> bool:
    return answer.content_type == JSON


def unreadable(status: int) -> Problem:
    return Problem(Code.NOT_OUR_REPLY, status=status)


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds of a `Retry-After`, given as seconds or as a date (then by the answer's own Date, not by our clock). Never
    negative; None when there is none or it cannot be read."""
    said = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", said):
        return float(said)
    until = parse_date(said)
    if until is None:
        return None
    return max(0.0, (until - (parse_date(headers.get("Date")) or now)).total_seconds())


def _told(answer: Answer) -> Problem | None:
    """The problem that the hub itself named, in the body or (for HEAD) in a header."""
    raw: bytes | str = answer.body
    if not is_json(answer) or not raw:
        raw = answer.headers.get(HEADER_PROBLEM, "")
    try:
        return decode(raw, ProblemBody).to_problem() if raw else None
    except msgspec.DecodeError:
        return None


def _not_ours(answer: Answer, now: datetime) -> Problem:
    elsewhere = 300 <= answer.status < 400 and _leads_away(answer)
    if elsewhere or answer.status == http.HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED:
        return Problem(Code.CAPTIVE_PORTAL, content_type=answer.content_type)
    if answer.status in (413, 429, 502, 503, 504):
        return by_status(answer, now)  # what a gateway before the hub says; nothing is decided by it but a wait
    if answer.content_type in _HTML:
        return Problem(Code.CAPTIVE_PORTAL, content_type=answer.content_type)
    return unreadable(answer.status)


def _leads_away(answer: Answer) -> bool:
    host = urlsplit(answer.headers.get("Location", "")).hostname
    return host is not None and host.lower() != answer.host.lower()


def by_status(answer: Answer, now: datetime) -> Problem:
    """What a status means by itself."""
    status, after = answer.status, retry_after_s(answer.headers, now)
    if status == 429 or (status == 503 and after is not None):
        return Problem(Code.HUB_BUSY, retry_after_s=after)
    if status == 507:
        return Problem(Code.QUOTA_FULL)
    if status >= 500:
        return Problem(Code.HUB_ERROR, status=status)
    if status == 413:
        return Problem(Code.MEDIA_TOO_LARGE) if answer.media else Problem(Code.BODY_INVALID, field="size")
    code = _PLAIN.get(status)
    return Problem(code) if code is not None else unreadable(status)


_PLAIN = {
    400: Code.BODY_INVALID, 401: Code.SIGN_IN_EXPIRED, 403: Code.FORBIDDEN, 422: Code.BODY_INVALID, 426: Code.WIRE_TOO_OLD,
}


def problem_of_failure(error: BaseException, host: str, timeout_s: float) -> Problem:
    """Why there is no (whole) answer."""
    causes = list(_causes(error))
    if any(isinstance(c, urllib3.exceptions.NameResolutionError | socket.gaierror) for c in causes):
        return Problem(Code.NAME_NOT_FOUND, host=host)
    if any(isinstance(c, ssl.SSLEOFError | ssl.SSLZeroReturnError) for c in causes):
        return Problem(Code.NO_NETWORK)  # the line broke inside the handshake: says nothing about the certificate
    if any(isinstance(c, requests.exceptions.SSLError | ssl.SSLError) for c in causes):
        return Problem(Code.TLS_FAILED, host=host)
    refused = any(isinstance(c, urllib3.exceptions.NewConnectionError) for c in causes)  # to urllib3 a kind of timeout
    if not refused and any(isinstance(c, _TIMEOUTS) for c in causes):
        return Problem(Code.TIMED_OUT, timeout_s=timeout_s)
    if any(isinstance(c, _GARBLED) and not isinstance(c, http.client.RemoteDisconnected) for c in causes):
        return Problem(Code.NOT_OUR_REPLY, status=0)
    if any(isinstance(c, _BAD_ADDRESS) for c in causes):
        return Problem(Code.NO_HUB_SET, next=Next.ASK)
    return Problem(Code.NO_NETWORK)


def was_dropped(error: BaseException) -> bool:
    """The other end closed a kept connection before it answered: worth one more try on a new one."""
    return any(
        isinstance(c, http.client.RemoteDisconnected | ConnectionResetError | BrokenPipeError) for c in _causes(error)
    )


_TIMEOUTS = (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
_GARBLED = (
    http.client.HTTPException, requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError,
    urllib3.exceptions.DecodeError, urllib3.exceptions.IncompleteRead, requests.exceptions.InvalidHeader,
)
_BAD_ADDRESS = (
    requests.exceptions.InvalidURL, requests.exceptions.MissingSchema, requests.exceptions.InvalidSchema,
    urllib3.exceptions.LocationParseError,
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and everything it was made of: `requests` keeps the cause in args, urllib3 in `reason`, Python in chains."""
    seen: set[int] = set()
    todo: list[BaseException] = [error]
    while todo:
        one = todo.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
        todo += [i for i in inner if isinstance(i, BaseException)]
