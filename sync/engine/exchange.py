"""One question to the hub's address and one answer: the session, the headers, the timeouts, the bounds.

Certificates are checked, always; plain http is for this very machine, or where the enrolment says in so many words that the
network is trusted. The token goes to the address it was given for and nowhere else: no redirect is followed.
"""

from __future__ import annotations

import io
import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import requests

from sync.engine import answers
from sync.engine.answers import Answer
from sync.engine.authorities import trust
from sync.engine.clock import Clock, Reading, SystemClock, from_date
from sync.engine.connections import CuttableAdapter, Sockets
from sync.engine.credentials import Bearer, Credentials, Shown
from sync.engine.pieces import FAILURES, Pieces
from sync.engine.stream_dial import dial
from sync.engine.stream_line import Line
from sync.engine.unpacking import ACCEPTED, Body
from sync.protocol.problems import Code, Problem
from sync.protocol.wire import HEADER_DEVICE, HEADER_HUB, HEADER_WIRE, WIRE

MAX_ANSWER_BYTES = 32 * 1024 * 1024  # unpacked; the largest page is about a tenth of it
MAX_STRANGER_BYTES = 64 * 1024  # of an answer that is not ours: enough to know a web page

Token = Callable[[], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds. `read_s` is the longest silence; `total_s` the longest time for a whole answer but a file's bytes."""

    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request. `wait_s`: how long the hub may hold its answer; `signed`: it carries the token; `introduces`: it needs none,
    and may bring the one that the next questions need."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    signed: bool = True
    introduces: bool = False
    wait_s: float = 0.0
    media: bool = False


def check_address(url: str, *, plain_ok: bool = False) -> str:
    """The hub's address without a trailing slash. NO_HUB_SET when it is none; TLS_FAILED (host, reason) for http:// to another
    machine unless `plain_ok`, because whoever is on the same network could read the token."""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname or "", parts.port
        host.encode("idna")
        requests.Request("GET", url.strip()).prepare()
    except (requests.RequestException, ValueError) as error:
        raise Problem(Code.NO_HUB_SET, field="hub_url") from error
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
        raise Problem(Code.NO_HUB_SET, field="hub_url")
    if parts.scheme == "http" and not (plain_ok or is_loopback(host)):
        raise Problem(Code.TLS_FAILED, host=host, reason="plain_http")
    return url.strip().rstrip("/")


def is_loopback(host: str) -> bool:
    """This very machine: 127.0.0.0/8, ::1 or the name localhost."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Exchange:
    """One kept connection to one hub. For one thread; only `cut` and `close` may be called from others.

    `address` may be a question that is asked before every request: a person sets or changes the hub while the app runs.
    None means that no hub is known yet (NO_HUB_SET). A fixed address is checked here and now.
    """

    def __init__(
        self, address: str | Callable[[], str | None], device_id: str, token: Token | Credentials, *, plain_ok: bool = False,
        timeouts: Timeouts | None = None, clock: Clock | None = None,
        on_reading: Callable[[Reading], object] | None = None, authority: str = "",
    ) -> None:
        """`authority`: PEM of the organisation's own certificate authorities, trusted besides the public ones."""
        self.trusted = trust(authority) if authority else None
        self.url = self.host = ""
        self.hub_id: str | None = None  # as told by the last answer
        self._address = address
        self._reached: str | None = None  # the address as given that `url` was made of
        self._plain_ok = plain_ok
        self._device_id = device_id
        self.credentials: Credentials = Bearer(token) if callable(token) else token
        self._shown = ""  # the authorization of the last sending
        self._timeouts = timeouts or Timeouts()
        self.clock = clock or SystemClock()
        self._on_reading = on_reading
        self._sockets = Sockets()
        self._cuts = 0
        self._kept = False  # an answer came on the kept connection, so it may have grown stale
        self._session = requests.Session()
        if isinstance(address, str):
            self._reach()

    def _reach(self) -> None:
        """Turn to the hub of the moment; a change of address begins a new connection."""
        told = self._address if isinstance(self._address, str) else self._address()
        if told == self._reached and told is not None:
            return
        self.url = check_address(told or "", plain_ok=self._plain_ok)
        self.host, self.hub_id, self._kept, self._reached = urlsplit(self.url).hostname or "", None, False, told
        self._session.close()
        self._session = self._new_session()

    def _new_session(self) -> requests.Session:
        session = requests.Session()
        session.headers.clear()
        session.headers["User-Agent"] = "fieldclient"
        session.mount("http://", CuttableAdapter(self._sockets))
        session.mount("https://", CuttableAdapter(self._sockets, self.trusted))
        # The system's proxy is used as the person set it, but never for a hub on this very machine.
        session.trust_env = not is_loopback(self.host)
        return session

    def cut(self) -> None:
        """Break what is under way now; it ends in NO_NETWORK. The next question makes a new connection."""
        self._cuts += 1
        self._sockets.cut()

    def close(self) -> None:
        self.cut()
        self._session.close()

    def ask(self, question: Question) -> Answer:
        """The whole answer, checked to be ours and good; Problem for everything else."""
        try:
            return self._ask(question)
        except Problem as problem:
            if not (question.signed and self.again(problem)):
                raise
            return self._ask(question)

    def _ask(self, question: Question) -> Answer:
        self._reach()
        sent, started, cuts = self.clock.now(), self.clock.monotonic(), self._cuts
        limit_s = self._timeouts.total_s + question.wait_s
        try:
            with self._send(question, cuts) as response:
                answer = Answer(
                    status=response.status_code, headers=response.headers, host=self.host, media=question.media,
                    body=self._read(response, started + limit_s),
                )
        except FAILURES as error:
            raise self._failure(error, question, cuts) from error
        self._hear(answer.headers, sent, self.clock.monotonic() - started)
        problem = answers.problem_of(answer, self.clock.now())
        if problem is not None:
            raise problem
        return answer

    def stream(self, question: Question) -> tuple[Answer, Pieces]:
        """Headers at once (checked as in `ask`; the body of the answer is empty) and the bytes as they come."""
        try:
            return self._stream(question)
        except Problem as problem:
            if not self.again(problem):
                raise
            return self._stream(question)

    def _stream(self, question: Question) -> tuple[Answer, Pieces]:
        self._reach()
        sent, started, cuts = self.clock.now(), self.clock.monotonic(), self._cuts
        try:
            response = self._send(question, cuts)
            self._hear(response.headers, sent, self.clock.monotonic() - started)
            good = answers.is_ours(response.headers) and 200 <= response.status_code < 300
            body = b"" if good else self._read(response, self.clock.monotonic() + self._timeouts.total_s)
        except FAILURES as error:
            raise self._failure(error, question, cuts) from error
        answer = Answer(
            status=response.status_code, headers=response.headers, host=self.host, body=body, media=question.media
        )
        problem = answers.problem_of(answer, self.clock.now())
        if problem is not None:
            response.close()
            raise problem
        return answer, Pieces(response, lambda error: self._failure(error, question, cuts))

    def _send(self, question: Question, cuts: int) -> requests.Response:
        """Send, once more when a kept connection turned out to be gone: every question may be asked twice."""
        may_be_stale, self._kept = self._kept, False
        try:
            response = self._send_once(question)
        except requests.RequestException as error:
            if not (may_be_stale and answers.was_dropped(error) and self._cuts == cuts):
                raise
            response = self._send_once(question)  # a proof serves once: what it shows is made anew
        self._kept = True
        return response

    def _authorization(self, question: Question) -> str | None:
        if not question.signed and not (question.introduces and self.credentials.introduces()):
            return None
        self._shown = self.credentials.authorization(question.method, question.path)
        return self._shown

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        """`more` with our own; an empty one leaves ours out."""
        told = {HEADER_WIRE: str(WIRE), HEADER_DEVICE: self._device_id, "Accept-Encoding": ACCEPTED, **more}
        return {name: value for name, value in told.items() if value}

    def introduction(self, method: str, path: str) -> dict[str, str]:
        """Who asks, for a question that somebody else puts to the same hub."""
        shown = self._authorization(Question(method=method, path=path))
        return self._headers({"Authorization": shown} if shown else {})

    def line(self, path: str, content_type: str, connect_s: float | None = None) -> Line:
        """A connection of its own for a request that goes on while its answer comes. Raises ThroughProxy besides Problem."""
        self._reach()
        question = Question(method="POST", path=path)
        cuts, auth = self._cuts, Shown(self._authorization(question))
        headers = self._headers({"Content-Type": content_type, "Accept-Encoding": "identity"})
        try:
            sock, head = dial(self._session, self.url + path, headers, auth, connect_s or self._timeouts.connect_s)
        except FAILURES as error:
            raise self._failure(error, question, cuts) from error

        def broken(error: BaseException | None) -> Problem:
            return self._failure(error or ConnectionResetError(), question, cuts)

        return Line(sock, head, self.host, broken, lambda: self._cuts != cuts, self.credentials.heard)

    def again(self, problem: Problem) -> bool:
        """Whether the question that met this is worth one more try: with another token, or by the right time."""
        return self.credentials.again(self._shown, problem)

    def _send_once(self, question: Question) -> requests.Response:
        return self._session.request(
            question.method, self.url + question.path, params=dict(question.params),
            headers=self._headers(question.headers),
            # A stream, because a socket's timeout counts for one block of it and not for all: 256 KiB on a weak
            # link take longer than any silence we would accept.
            data=io.BytesIO(question.body) if question.body else question.body,
            auth=Shown(self._authorization(question)), allow_redirects=False, stream=True, verify=True,
            timeout=(self._timeouts.connect_s, self._timeouts.read_s + question.wait_s),
        )

    def _read(self, response: requests.Response, until: float) -> bytes:
        """The body, unpacked and bounded in size and time. A stranger's is cut off, ours must be whole."""
        ours = answers.is_ours(response.headers)
        limit = MAX_ANSWER_BYTES if ours else MAX_STRANGER_BYTES
        body = bytearray()
        packed = Body(response.raw, response.headers.get("Content-Encoding", ""))
        while piece := packed.read():
            body += piece
            if len(body) > limit:
                if ours:
                    raise answers.unreadable(response.status_code)
                break
            if self.clock.monotonic() > until:
                raise Problem(Code.TIMED_OUT, timeout_s=self._timeouts.total_s)
        return bytes(body)

    def _failure(self, error: BaseException, question: Question, cuts: int) -> Problem:
        if self._cuts != cuts:
            return Problem(Code.NO_NETWORK)
        return answers.problem_of_failure(error, self.host, self._timeouts.read_s + question.wait_s)

    def _hear(self, headers: Mapping[str, str], sent: datetime, round_trip_s: float) -> None:
        """Learn from an answer that is ours: who spoke, and what time it is there."""
        if not answers.is_ours(headers):
            return
        self.hub_id = headers.get(HEADER_HUB) or self.hub_id
        self.credentials.heard(headers)
        reading = from_date(headers.get("Date"), sent, round_trip_s, self.clock.monotonic())
        if reading is not None and self._on_reading is not None:
            self._on_reading(reading)
