"""The stream: one long request in which records and files go up while answers come down (docs/wire.md, "The stream").

    POST /v1/stream, Content-Type: application/vnd.fieldclient.stream, both bodies open at the same time

Both bodies are frames: one byte of type, four bytes of payload length (big-endian), the payload. Nothing here touches a
network: bytes in, frames out, and the reverse. Every frame is bounded by its type before a byte of it is kept. A type that
this end does not know is handed on like any other while it is small, so that a newer end may say more; receivers ignore it.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum

import msgspec

from sync.protocol import wire
from sync.protocol.ids import is_sha256
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Problem, ProblemBody

PATH_STREAM = "/v1/stream"
CONTENT_TYPE = "application/vnd.fieldclient.stream"
FEATURE = "stream1"  # in `HubInfo.features` when the hub speaks this

HEADER_BYTES = 5
DATA_HEADER_BYTES = 12  # in front of the bytes of a D frame: u32 n, u64 offset
MAX_DATA_BYTES = 32 * 1024  # of a file in one D frame: what a newly queued record waits for at most
MAX_PACKED_BYTES = 1024 * 1024  # of a P or R frame as it travels; unpacked it keeps to wire.MAX_PUSH_BYTES
MAX_JSON_BYTES = 4096
MAX_UNKNOWN_BYTES = 4096
MAX_HERE_BYTES = 16
MAX_FILES = 0xFFFF  # numbers n of the files of one stream: 0 … MAX_FILES
MAX_RANGES = 8  # pieces of one file with gaps between them that the hub keeps
# Offered on one stream and not yet answered by M or X: the hub keeps a handle for each. Small files of a round trip and of what
# the hub needs to make them durable have to find room, or a fast line waits for their receipts.
MAX_OPEN_FILES = 64
MAX_PUSHES = 8  # P frames that wait or are at work on one stream; the hub reads on when one has been answered

ACK_BYTES = 16 * 1024  # an A frame at the latest after so many bytes …
ACK_S = 0.2  # … and at the latest after so long
SILENCE_S = 60.0  # without a byte from the device for so long the hub takes the line for dead and closes
MIN_BYTES_PER_S = 1000  # a frame that was begun has to be whole after 30 s and a second for each of these bytes
FRAME_GRACE_S = 30.0

_HEADER = struct.Struct("!BI")
_DATA = struct.Struct("!IQ")
_ACK = struct.Struct("!IQQ")


class Up(IntEnum):
    """What a device says."""

    PUSH = ord("P")  # zstd of a push's JSON; answered by R in order, or by X with its number
    FILE = ord("F")  # Offer: file n of this stream
    DATA = ord("D")  # bytes of file n at an offset; offsets may jump ahead
    END = ord("E")  # nothing more will come: finish what is complete, answer everything, close
    HERE = ord("Q")  # I am still here; up to 16 bytes that the hub sends back


class Down(IntEnum):
    """What the hub says."""

    HELLO = ord("H")  # Greeting, at once: until it came, nobody knows whether a proxy holds the stream back
    REPLY = ord("R")  # zstd of a PushReply's JSON: durable
    STAND = ord("S")  # Stand of file n: the answer to F, and whenever bytes were not taken
    ACK = ord("A")  # Ack: bytes of file n that are here, not yet durable
    DONE = ord("M")  # Done: file n is complete, verified and durable
    PROBLEM = ord("X")  # Trouble: with a file, a push or the whole stream
    CHANGES = ord("C")  # there may be changes for this person: pull
    HERE = ord("Q")  # the answer to Q with its bytes


UP_LIMITS: Mapping[int, int] = {
    Up.PUSH: MAX_PACKED_BYTES, Up.FILE: MAX_JSON_BYTES, Up.DATA: DATA_HEADER_BYTES + MAX_DATA_BYTES, Up.END: 0,
    Up.HERE: MAX_HERE_BYTES,
}
DOWN_LIMITS: Mapping[int, int] = {
    Down.HELLO: MAX_JSON_BYTES, Down.REPLY: MAX_PACKED_BYTES, Down.STAND: MAX_JSON_BYTES, Down.ACK: _ACK.size,
    Down.DONE: MAX_JSON_BYTES, Down.PROBLEM: MAX_JSON_BYTES, Down.CHANGES: 0, Down.HERE: MAX_HERE_BYTES,
}


class Offer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """F: bytes of this file will come, or may have come before. Always answered: by S, M or X."""

    n: int
    sha256: str
    size_bytes: int
    mime: str
    ask: bool = False  # the device waits for S before it sends bytes of this file (after a restart)


class Stand(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """S: which bytes of file n are here. `offset_bytes`: all below it. `ranges`: every [first, end) in order, the one from 0
    on included. Bytes outside of them are to be sent (again)."""

    n: int
    offset_bytes: int = 0
    ranges: tuple[tuple[int, int], ...] = ()
    complete: bool = False  # all bytes are here and are being verified; M or X follows


class Ack(msgspec.Struct, frozen=True):
    """A: all bytes of file n below `offset_bytes` are here; `highest_bytes` is the end of the farthest piece."""

    n: int
    offset_bytes: int
    highest_bytes: int


class Done(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """M: the receipt of file n. The hub has verified the hash, and a power cut does not take the file any more."""

    n: int
    receipt: MediaReceipt


class Trouble(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """X. With `n`: that file is over on this stream (offer it anew). With `batch`: that P, counted from 0, has no receipts.
    With neither: the whole stream, which closes."""

    problem: ProblemBody
    n: int | None = None
    batch: int | None = None


class Greeting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """H."""

    hub_id: str
    hub_time: datetime
    wire: int


class Data(msgspec.Struct, frozen=True):
    """D, taken apart. `data` is a view into what was received: copy it to keep it."""

    n: int
    offset_bytes: int
    data: memoryview


Frame = tuple[int, memoryview]


class Frames:
    """Cuts a body into frames as its bytes come. `limits`: largest payload by type (UP_LIMITS or DOWN_LIMITS)."""

    def __init__(self, limits: Mapping[int, int]) -> None:
        self._limits = limits
        self._held = bytearray()
        self._need = HEADER_BYTES

    @property
    def inside(self) -> int:
        """Whole size of the frame that has begun and is not complete yet; 0 between frames."""
        return self._need if self._held else 0

    def rest(self) -> Frame | None:
        """The frame that has begun, with as much of its payload as came; None between frames. For a line that was cut."""
        return (self._held[0], memoryview(bytes(self._held))[HEADER_BYTES:]) if len(self._held) > HEADER_BYTES else None

    def feed(self, piece: bytes) -> list[Frame]:
        """The frames that this piece completes, as (type, payload). Payloads of whole frames are views of `piece`, not
        copies. Raises Problem(BODY_INVALID, field=frame) for one that is too large; nothing can be read after it."""
        out: list[Frame] = []
        view, at = memoryview(piece), 0
        while self._held:  # a frame that began in an earlier piece: its header first, then its payload
            taken = view[at:at + self._need - len(self._held)]
            self._held += taken
            at += len(taken)
            if len(self._held) < self._need:
                return out
            self._need = self._size(self._held, 0)
            if len(self._held) == self._need:
                out.append((self._held[0], memoryview(bytes(self._held))[HEADER_BYTES:]))
                self._held, self._need = bytearray(), HEADER_BYTES
        while len(view) - at >= HEADER_BYTES:
            size = self._size(view, at)
            if len(view) - at < size:
                self._need = size
                break
            out.append((view[at], view[at + HEADER_BYTES:at + size]))
            at += size
        self._held += view[at:]
        return out

    def _size(self, buffer: bytearray | memoryview, at: int) -> int:
        kind, size = _HEADER.unpack_from(buffer, at)
        if size > self._limits.get(kind, MAX_UNKNOWN_BYTES):
            raise Problem(Code.BODY_INVALID, field="frame")
        return HEADER_BYTES + int(size)


# Making frames

def frame(kind: int, payload: bytes = b"") -> bytes:
    return _HEADER.pack(kind, len(payload)) + payload


def data_header(n: int, offset_bytes: int, size_bytes: int) -> bytes:
    """What goes in front of `size_bytes` bytes of a file: a sender need not copy the bytes to send them."""
    return _HEADER.pack(Up.DATA, DATA_HEADER_BYTES + size_bytes) + _DATA.pack(n, offset_bytes)


def data(n: int, offset_bytes: int, piece: bytes) -> bytes:
    return data_header(n, offset_bytes, len(piece)) + piece


def offer(told: Offer) -> bytes:
    return frame(Up.FILE, wire.encode(told))


def greeting(told: Greeting) -> bytes:
    return frame(Down.HELLO, wire.encode(told))


def stand(told: Stand) -> bytes:
    return frame(Down.STAND, wire.encode(told))


def ack(told: Ack) -> bytes:
    return frame(Down.ACK, _ACK.pack(told.n, told.offset_bytes, told.highest_bytes))


def done(told: Done) -> bytes:
    return frame(Down.DONE, wire.encode(told))


def trouble(told: Trouble) -> bytes:
    return frame(Down.PROBLEM, wire.encode(told))


# Reading payloads. All raise Problem(BODY_INVALID, field) for what cannot be meant.

def read_data(payload: memoryview) -> Data:
    if len(payload) <= DATA_HEADER_BYTES:
        raise Problem(Code.BODY_INVALID, field="frame.D")
    n, offset_bytes = _DATA.unpack_from(payload)
    return Data(n, offset_bytes, payload[DATA_HEADER_BYTES:])


def read_ack(payload: memoryview) -> Ack:
    if len(payload) != _ACK.size:
        raise Problem(Code.BODY_INVALID, field="frame.A")
    return Ack(*_ACK.unpack(payload))


def read_offer(payload: memoryview) -> Offer:
    told = _read(payload, Offer, "frame.F")
    if not 0 <= told.n <= MAX_FILES or not is_sha256(told.sha256):
        raise Problem(Code.BODY_INVALID, field="frame.F")
    return told


def read_greeting(payload: memoryview) -> Greeting:
    return _read(payload, Greeting, "frame.H")


def read_stand(payload: memoryview) -> Stand:
    told = _read(payload, Stand, "frame.S")
    edges = [edge for pair in told.ranges for edge in pair]
    if edges != sorted(set(edges)) or any(edge < 0 for edge in edges) or told.offset_bytes < 0:
        raise Problem(Code.BODY_INVALID, field="frame.S")
    return told


def read_done(payload: memoryview) -> Done:
    return _read(payload, Done, "frame.M")


def read_trouble(payload: memoryview) -> Trouble:
    return _read(payload, Trouble, "frame.X")


def _read(payload: memoryview, kind: type[wire.T], field: str) -> wire.T:
    try:
        return wire.decode(bytes(payload), kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
        raise Problem(Code.BODY_INVALID, field=field) from cause
