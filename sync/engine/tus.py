"""tus 1.0, the client's half: for servers that speak the open protocol and nothing of ours.

Core, creation (with the first bytes where the server takes them), checksum where it is announced, termination. The same rules
as for every other question: the address is checked, certificates are verified, no redirect is followed, and what the headers
carry (a token, perhaps) goes to the host it was given for and nowhere else.

A 204 of a tus server says that it has the bytes, not that they survive a power cut and not that they are the right ones: whoever
needs a receipt asks for it elsewhere (our hub: HEAD of the file by its hash).
"""

from __future__ import annotations

import base64
import hashlib
import io
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, runtime_checkable
from urllib.parse import urljoin, urlsplit

import requests

from sync.engine import answers
from sync.engine.answers import Answer
from sync.engine.clock import Clock, SystemClock
from sync.engine.connections import CuttableAdapter, Sockets
from sync.engine.exchange import Timeouts, check_address, is_loopback
from sync.engine.pieces import FAILURES
from sync.protocol.problems import Code, Problem
from sync.protocol.wire import CHUNK_BYTES

VERSION = "1.0.0"
BYTES = "application/offset+octet-stream"
CHECKSUMS = ("sha256", "sha1", "md5")  # best first, of those that a server may announce
MOST_ANSWER_BYTES = 64 * 1024
Headers = Callable[[str, str], Mapping[str, str]]
STUMBLES = 5  # answers that bring a file no further, in a row
_GONE = frozenset({403, 404, 410})


@dataclass(frozen=True, slots=True, kw_only=True)
class TusServer:
    """What a server says that it can. `most_bytes` None: no limit told."""

    extensions: frozenset[str] = frozenset()
    checksums: tuple[str, ...] = ()
    most_bytes: int | None = None


@dataclass(slots=True)
class TusUpload:
    """One file on its way. `location` is kept by the caller, so that another process can go on."""

    size_bytes: int
    metadata: Mapping[str, str] = field(default_factory=dict)
    location: str | None = None


class TusClient:
    """One kept connection to one server's creation address. For one thread; `cut` may be called from others."""

    def __init__(
        self, url: str, *, headers: Headers = lambda method, path: {}, plain_ok: bool = False,
        timeouts: Timeouts | None = None, clock: Clock | None = None, chunk_bytes: int = CHUNK_BYTES,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        """`headers`: what goes with a question of this method to this path, e.g. who asks. `trusted`: as
        for `Exchange`."""
        self.url = check_address(url, plain_ok=plain_ok)
        self._host = urlsplit(self.url).hostname or ""
        self._headers = headers
        self._timeouts = timeouts or Timeouts()
        self._clock = clock or SystemClock()
        self._chunk_bytes = chunk_bytes
        self._sockets = Sockets()
        self._cuts = 0
        self._server: TusServer | None = None
        self.places: dict[str, str] = {}  # of files that were begun, by whatever name the caller gives them
        self._session = requests.Session()
        self._session.headers.clear()
        self._session.headers["User-Agent"] = "fieldclient"
        self._session.mount("http://", CuttableAdapter(self._sockets))
        self._session.mount("https://", CuttableAdapter(self._sockets, trusted))
        self._session.trust_env = not is_loopback(self._host)

    def cut(self) -> None:
        """Break what is under way; it ends in NO_NETWORK."""
        self._cuts += 1
        self._sockets.cut()

    def close(self) -> None:
        self.cut()
        self._session.close()

    # The verbs

    def server(self) -> TusServer:
        """Asked once. A server that does not answer OPTIONS is taken for one that can the least."""
        if self._server is None:
            answer = self._ask("OPTIONS", self.url, {}, versioned=False)
            told = answer.headers
            names = [name.strip() for name in told.get("Tus-Checksum-Algorithm", "").split(",")]
            most = told.get("Tus-Max-Size", "").strip()
            self._server = TusServer(
                extensions=frozenset(name.strip() for name in told.get("Tus-Extension", "").split(",") if name.strip()),
                checksums=tuple(name for name in CHECKSUMS if name in names),
                most_bytes=int(most) if most.isascii() and most.isdigit() else None,
            ) if answer.status < 300 else TusServer()
        return self._server

    def create(self, upload: TusUpload) -> str:
        """A place for this file. MEDIA_TOO_LARGE (limit_bytes) before a byte travels when the server said so."""
        most = self.server().most_bytes
        if most is not None and upload.size_bytes > most:
            raise Problem(Code.MEDIA_TOO_LARGE, limit_bytes=most)
        headers = {"Upload-Length": str(upload.size_bytes), "Content-Length": "0"}
        if upload.metadata:
            headers["Upload-Metadata"] = encode_metadata(upload.metadata)
        answer = self._good(self._ask("POST", self.url, headers), 201)
        location = urljoin(self.url, answer.headers.get("Location", ""))
        if _place(location) != _place(self.url):
            raise Problem(Code.NOT_OUR_REPLY, status=answer.status)  # our headers are not for another host
        upload.location = location
        return location

    def offset(self, location: str) -> int | None:
        """How much the server has; None when it knows of no such upload any more."""
        answer = self._ask("HEAD", location, {})
        if answer.status in _GONE:
            return None
        return _offset(self._good(answer, 200, 204))

    def append(self, location: str, offset_bytes: int, data: bytes) -> int | None:
        """The new offset; None when the server stands elsewhere, or the bytes came damaged: ask for the offset."""
        headers = {"Content-Type": BYTES, "Upload-Offset": str(offset_bytes)}
        if self.server().checksums and "checksum" in self.server().extensions:
            name = self.server().checksums[0]
            digest = hashlib.new(name, data, usedforsecurity=False).digest()
            headers["Upload-Checksum"] = f"{name} {base64.b64encode(digest).decode()}"
        answer = self._ask("PATCH", location, headers, data)
        if answer.status in (409, 460, *_GONE):
            return None
        reached = _offset(self._good(answer, 200, 204))
        if not offset_bytes <= reached <= offset_bytes + len(data):
            raise Problem(Code.NOT_OUR_REPLY, status=answer.status)
        return reached

    def terminate(self, location: str) -> None:
        """Take it back, where the server lets us. Harmless a second time."""
        answer = self._ask("DELETE", location, {})
        if answer.status not in _GONE:
            self._good(answer, 204)

    # A whole file

    def send(
        self, upload: TusUpload, file: BinaryIO, *, should_stop: Callable[[], bool] = lambda: False,
        on_progress: Callable[[int], None] = lambda offset_bytes: None,
        on_location: Callable[[str], None] = lambda location: None,
    ) -> bool:
        """All bytes of a file to the server, from where it stands. False when it was asked to stop. `on_location`: keep it, so
        that a later process goes on from there. Raises Problem; then everything that arrived counts the next time."""
        offset, stumbles = None, 0
        while True:
            if should_stop():
                return False
            if offset is None:
                offset = self._stand(upload, on_location)
                stumbles += 1
                if stumbles > STUMBLES:
                    raise Problem(Code.OFFSET_MISMATCH, offset_bytes=offset)
            on_progress(offset)
            if offset >= upload.size_bytes:
                return True
            file.seek(offset)
            data = file.read(min(self._chunk_bytes, upload.size_bytes - offset))
            if not data:
                raise Problem(Code.FILE_TRUNCATED, size_bytes=offset)
            before, offset = offset, self.append(upload.location or "", offset, data)
            stumbles = 0 if offset is not None and offset > before else stumbles

    def _stand(self, upload: TusUpload, on_location: Callable[[str], None]) -> int:
        """Where the server stands; a new upload when it has none (any more)."""
        if upload.location is not None:
            found = self.offset(upload.location)
            if found is not None and found <= upload.size_bytes:
                return found
        on_location(self.create(upload))
        return 0

    # One question

    def _ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None, *,
             versioned: bool = True) -> Answer:
        cuts = self._cuts
        if _place(url) != _place(self.url):
            raise Problem(Code.NOT_OUR_REPLY, status=0)
        version = {"Tus-Resumable": VERSION} if versioned else {}
        try:
            with self._session.request(
                method, url, headers={"Accept": "*/*", **version, **headers, **self._headers(method, urlsplit(url).path)},
                data=io.BytesIO(body) if body else body, allow_redirects=False, verify=True, stream=True,
                timeout=(self._timeouts.connect_s, self._timeouts.read_s),
            ) as response:
                said = response.raw.read(MOST_ANSWER_BYTES, decode_content=True)
                return Answer(
                    status=response.status_code, headers=response.headers, body=said, host=self._host, media=True
                )
        except FAILURES as error:
            if self._cuts != cuts:
                raise Problem(Code.NO_NETWORK) from error
            raise answers.problem_of_failure(error, self._host, self._timeouts.read_s) from error

    def _good(self, answer: Answer, *good: int) -> Answer:
        """This answer, from a tus server and with a status that was hoped for."""
        if "Tus-Resumable" not in answer.headers:
            raise answers.problem_of(answer, self._clock.now()) or answers.unreadable(answer.status)
        if answer.status in good:
            return answer
        if answer.status == 412:
            raise Problem(Code.WIRE_TOO_NEW, hub_wire=answer.headers.get("Tus-Version", "")[:32])
        raise answers.by_status(answer, self._clock.now())


@runtime_checkable
class OverTus(Protocol):
    """A hub whose files go by tus, perhaps."""

    @property
    def tus(self) -> TusClient | None: ...


def tus_of(hub: object) -> TusClient | None:
    return hub.tus if isinstance(hub, OverTus) else None


def encode_metadata(metadata: Mapping[str, str]) -> str:
    """`Upload-Metadata`: names and base64 of the values. Raises ValueError for a name that the protocol does not allow."""
    pairs = []
    for name, value in metadata.items():
        if not name or not name.isascii() or not name.isprintable() or " " in name or "," in name:
            raise ValueError(name)
        pairs.append(f"{name} {base64.b64encode(value.encode()).decode()}".rstrip())
    return ",".join(pairs)


def _place(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _offset(answer: Answer) -> int:
    told = answer.headers.get("Upload-Offset", "").strip()
    if not (told.isascii() and told.isdigit() and len(told) < 16):
        raise answers.unreadable(answer.status)
    return int(told)
