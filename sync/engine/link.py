"""The hub over HTTP: `sync.protocol.hub.Hub` spoken with requests, as docs/wire.md lays down."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec
import zstandard
from urllib3.util import SKIP_HEADER

from sync.engine.answers import Answer, is_json, unreadable
from sync.engine.bundles import HttpBundles
from sync.engine.exchange import MAX_ANSWER_BYTES, Exchange, Question
from sync.engine.stream_client import PACK_LEVEL, StreamClient
from sync.engine.tiles import HttpTiles
from sync.engine.tus import TusClient
from sync.protocol.activity import PATH_ACTIVITY, Activity, Told
from sync.protocol.feed import PAGES, Page
from sync.protocol.identity import PATH_DEVICES, PATH_END_DEVICE, PATH_ENROL, DeviceList, EndDevice, Enrol
from sync.protocol.ids import is_sha256
from sync.protocol.mutations import FEATURE, MediaReceipt, PushReply
from sync.protocol.people import HubInfo, Session, SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed, pack
from sync.protocol.stream import FEATURE as STREAM_FEATURE
from sync.protocol.wire import (
    BYTES,
    HEADER_COMPLETE,
    HEADER_DEVICE,
    HEADER_LENGTH,
    HEADER_MIME,
    HEADER_OFFSET,
    JSON,
    PATH_CATALOGUE,
    PATH_HELLO,
    PATH_MEDIA,
    PATH_PULL,
    PATH_PUSH,
    PATH_SIGN_IN,
    PATH_SIGN_OUT,
    WIRE,
    WIRE_OLDEST,
    decode,
    encode,
)

T = TypeVar("T")
TUS_FEATURE, PATH_TUS = "tus1", "/v1/tus"

WORTH_PACKING_BYTES = 512
LEVEL = 6  # 9 saves two per cent more and takes twice as long


class HttpHub:
    """Implements `Hub`. For one thread, as the exchange it speaks through."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.bundles = HttpBundles(exchange)
        self.tiles = HttpTiles(exchange)
        self.streams = StreamClient(exchange, exchange.clock.monotonic)
        self._tus: TusClient | None = None

    def cut(self) -> None:
        """From any thread: break what is under way, it ends in NO_NETWORK."""
        self._exchange.cut()
        if self._tus is not None:
            self._tus.cut()

    def close(self) -> None:
        self._exchange.close()
        if self._tus is not None:
            self._tus.close()

    @property
    def tus(self) -> TusClient | None:
        """The way for files where a hub announces the open protocol and no stream."""
        told = self.streams.features
        if TUS_FEATURE not in told or STREAM_FEATURE in told or not self._exchange.url:
            return None
        url = self._exchange.url + PATH_TUS
        if self._tus is None or self._tus.url != url:
            told_by, trusted = self._exchange.introduction, self._exchange.trusted
            self._tus = TusClient(url, headers=told_by, plain_ok=True, clock=self._exchange.clock, trusted=trusted)
        return self._tus

    def hello(self) -> HubInfo:
        info = self._json(Question(method="GET", path=PATH_HELLO, signed=False, introduces=True), HubInfo)
        if info.wire_oldest > WIRE:
            raise Problem(Code.WIRE_TOO_OLD, wire=WIRE, oldest=info.wire_oldest)
        if info.wire < WIRE_OLDEST:
            raise Problem(Code.WIRE_TOO_NEW, wire=WIRE, hub_wire=info.wire)
        self.streams.heard(info.features)
        return info

    def sign_in(self, request: SignIn) -> Session:
        return self._json(_post(PATH_SIGN_IN, encode(request), signed=False), Session)

    def sign_out(self) -> None:
        try:
            self._exchange.ask(_post(PATH_SIGN_OUT, b""))
        except Problem as problem:
            if problem.code not in (Code.SIGN_IN_NEEDED, Code.SIGN_IN_EXPIRED, Code.SIGN_IN_ENDED):
                raise

    def enrol(self, told: Enrol) -> Session:
        return self._json(_post(PATH_ENROL, encode(told)), Session)

    def devices(self) -> DeviceList:
        return self._json(Question(method="GET", path=PATH_DEVICES), DeviceList)

    def end_device(self, device: str, lost_since: datetime | None = None) -> DeviceList:
        return self._json(_post(PATH_END_DEVICE, encode(EndDevice(device=device, lost_since=lost_since))), DeviceList)

    def push(self, batch: Sequence[Sealed]) -> PushReply:
        return self._json(_post(PATH_PUSH, pack(batch), zstd=FEATURE in self.streams.features), PushReply)

    def pull(self, cursor: str | None, *, limit: int = 200, wait_s: float = 0.0) -> Page:
        params = {"limit": str(limit), "wait_s": f"{wait_s:g}"}
        if cursor is not None:
            params["cursor"] = cursor
        return self._json(Question(method="GET", path=PATH_PULL, params=params, wait_s=wait_s), Page)

    @property
    def tells_pages(self) -> bool:
        """Whether the hub tells everything in one answer."""
        return FEATURE in self.streams.features

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """Everything after the cursor, page after page as they come; none when there is nothing new."""
        params = {"pages": "1"} if cursor is None else {"pages": "1", "cursor": cursor}
        answer, pieces = self._exchange.stream(Question(method="GET", path=PATH_PULL, params=params, headers=_LEAN))
        if answer.status == 204:
            pieces.close()
            return iter(())
        if answer.content_type != PAGES:
            pieces.close()
            raise unreadable(answer.status)
        return read_pages(pieces)

    def media_state(self, sha256: str, size_bytes: int) -> MediaReceipt:
        answer = self._exchange.ask(Question(
            method="HEAD", path=_media(sha256), headers={HEADER_LENGTH: str(size_bytes)}, media=True,
        ))
        offset, length = (_number(answer, name) for name in (HEADER_OFFSET, HEADER_LENGTH))
        complete = answer.headers.get(HEADER_COMPLETE, "").strip() == "1"
        if length != size_bytes or offset > length or (complete and _tag(answer) != sha256):
            raise unreadable(answer.status)
        return MediaReceipt(sha256=sha256, size_bytes=length, offset_bytes=offset, complete=complete)

    def upload(self, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes) -> MediaReceipt:
        headers = {
            "Content-Type": BYTES, HEADER_OFFSET: str(offset_bytes), HEADER_LENGTH: str(size_bytes), HEADER_MIME: mime,
        }
        question = Question(method="PATCH", path=_media(sha256), headers=headers, body=data, media=True)
        return self._json(question, MediaReceipt)

    def download(self, sha256: str, *, offset_bytes: int = 0) -> Iterator[bytes]:
        headers = {"Accept-Encoding": "identity"}
        if offset_bytes:
            headers["Range"] = f"bytes={offset_bytes}-"
        answer, pieces = self._exchange.stream(
            Question(method="GET", path=_media(sha256), headers=headers, media=True)
        )
        try:
            start = _start_of_range(answer)
            if _tag(answer) != sha256 or start > offset_bytes:
                raise unreadable(answer.status)
        except Problem:
            pieces.close()
            raise
        pieces.skip_bytes = offset_bytes - start
        return pieces

    def activity(self, told: Told) -> Activity:
        return self._json(_post(PATH_ACTIVITY, encode(told)), Activity)

    def catalogue(self) -> bytes:
        answer = self._exchange.ask(Question(method="GET", path=PATH_CATALOGUE))
        if not is_json(answer):
            raise unreadable(answer.status)
        return answer.body

    def _json(self, question: Question, kind: type[T]) -> T:
        answer = self._exchange.ask(question)
        if not is_json(answer):
            raise unreadable(answer.status)
        try:
            return decode(answer.body, kind)
        except msgspec.DecodeError as error:
            raise unreadable(answer.status) from error


# Nobody asks for these here, and an empty delta should fit into one small packet each way.
_LEAN = {"User-Agent": SKIP_HEADER, HEADER_DEVICE: ""}


def read_pages(pieces: Iterable[bytes]) -> Iterator[Page]:
    """Lines of JSON. What follows the last whole line is of no use, and that it was not the last page is told by the page."""
    line = bytearray()
    for piece in pieces:
        head, newline, rest = piece.partition(b"\n")
        line += head
        while newline:
            try:
                yield decode(bytes(line), Page)
            except msgspec.DecodeError as error:
                raise unreadable(200) from error
            head, newline, rest = rest.partition(b"\n")
            line = bytearray(head)
        if len(line) > MAX_ANSWER_BYTES:
            raise unreadable(200)


def _post(path: str, body: bytes, *, signed: bool = True, zstd: bool = False) -> Question:
    headers = {"Content-Type": JSON}
    if zstd and len(body) >= WORTH_PACKING_BYTES:
        body = zstandard.ZstdCompressor(level=PACK_LEVEL).compress(body)
        headers["Content-Encoding"] = "zstd"
    elif len(body) >= WORTH_PACKING_BYTES:
        body = gzip.compress(body, LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Question(method="POST", path=path, headers=headers, body=body, signed=signed)


def _media(sha256: str) -> str:
    if not is_sha256(sha256):
        raise Problem(Code.MEDIA_MISSING, sha256=sha256)
    return f"{PATH_MEDIA}/{sha256}"


def _number(answer: Answer, name: str) -> int:
    text = answer.headers.get(name, "").strip()
    if not (text.isascii() and text.isdigit()):
        raise unreadable(answer.status)
    return int(text)


def _tag(answer: Answer) -> str:
    return answer.headers.get("ETag", "").strip().strip('"')


def _start_of_range(answer: Answer) -> int:
    """Where the bytes begin: 0 for a whole file, else what `Content-Range: bytes N-M/SIZE` says."""
    if answer.status != 206:
        return 0
    unit, _, rest = answer.headers.get("Content-Range", "").strip().partition(" ")
    first = rest.partition("-")[0]
    if unit != "bytes" or not (first.isascii() and first.isdigit()):
        raise unreadable(answer.status)
    return int(first)

