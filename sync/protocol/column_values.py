"""One column of values in few bytes: ids as their random bits, instants and numbers as small integers, words packed. Pure.

A value is a JSON value's own bytes (text with its quotes, or a number). However a column is written, reading it gives the very
same bytes; a column whose values are not all written in the one usual way is kept as words. Integers are kept byte by byte: all
lowest bytes, then all next ones, so that what is random in them lies apart from what is not.
"""

from __future__ import annotations

import re
import sys
import threading
from array import array
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from operator import sub

import msgspec
import zstandard

WORDS_LEVEL, BYTES_LEVEL = 10, 3
MAX_WINDOW_BYTES = 8 * 1024 * 1024
MAX_DIGITS = 15
_ID_BYTES = 38  # with its quotes
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_IDS = re.compile(rb'(?:"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")+')
_INSTANTS = re.compile(rb'(?:"(?:19[7-9]|20[0-9])[0-9]-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z")+')
_NUMBER = re.compile(rb"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?")
FAILURES = (ValueError, OverflowError, zstandard.ZstdError, msgspec.DecodeError)  # of reading what no writer made


class Ints(msgspec.Struct, frozen=True, array_like=True):
    """What each is above `base`, or its step from the one before (0, -1, 1, -2 … as 0, 1, 2, 3 …), as bytes: `planes` are the
    lowest ones, the next ones …, each `packed`."""

    steps: bool
    base: int
    planes: tuple[bytes, ...]


class Column(msgspec.Struct, frozen=True, array_like=True):
    """`kind`: = one value for all (`data`); s the same as the earlier column `like`; i ids, whose last ten bytes are `planes`;
    t instants in microseconds; n numbers without their point, `scales` digits behind it; w words with line breaks between."""

    kind: str
    data: bytes = b""
    like: int = 0
    ints: Ints | None = None
    scales: Ints | None = None
    planes: tuple[bytes, ...] = ()


def write(values: Sequence[bytes]) -> Column:
    """At least one value, none of them empty, none with a line break."""
    first = values[0]
    if values.count(first) == len(values):
        return Column("=", first)
    text = b"".join(values)
    found: Column | None = None
    if not first.startswith(b'"'):
        found = _numbers(values)
    elif len(first) == _ID_BYTES and len(text) == _ID_BYTES * len(values) and _IDS.fullmatch(text):
        found = _ids(text)
    elif _INSTANTS.fullmatch(text):
        found = _instants(values)
    return found or Column("w", packed(b"\n".join(values), WORDS_LEVEL))


def read(column: Column, count: int, limit_bytes: int) -> Sequence[bytes]:
    """The `count` values of a column that is not the same as another. `limit_bytes`: of its words. Raises FAILURES."""
    if column.kind == "=":
        return [column.data] * count
    if column.kind == "w":
        values = unpacked(column.data, limit_bytes).split(b"\n")
        if len(values) != count:
            raise ValueError("words")
        return values
    if column.ints is None:
        raise ValueError(column.kind)
    ints = read_ints(column.ints, count)
    match column.kind:
        case "i":
            return _read_ids(ints, column.planes)
        case "t":
            return [f'"{(_EPOCH + each * _MICROSECOND).isoformat(timespec="microseconds")[:-6]}Z"'.encode() for each in ints]
        case "n" if column.scales is not None:
            return _read_numbers(ints, read_ints(column.scales, count))
    raise ValueError(column.kind)


# What values are made of

def _ids(text: bytes) -> Column:
    """UUIDs of version 7 begin with their time, which hardly moves; of the ten bytes behind it ten bits are always the same."""
    raw = bytes.fromhex(text.translate(None, b'"-').decode("ascii"))
    times = [int.from_bytes(raw[at:at + 6], "big") for at in range(0, len(raw), 16)]
    return Column("i", ints=write_ints(times), planes=tuple(packed(raw[at::16]) for at in range(6, 16)))


def _read_ids(times: Sequence[int], planes: Sequence[bytes]) -> list[bytes]:
    count = len(times)
    if len(planes) != 10:
        raise ValueError("ids")
    raw = bytearray(16 * count)
    beginnings = b"".join(time.to_bytes(6, "big") for time in times)
    for at in range(16):
        raw[at::16] = beginnings[at::6] if at < 6 else _plane(planes[at - 6], count)
    text = raw.hex()
    rows = (text[at:at + 32] for at in range(0, len(text), 32))
    return [f'"{each[:8]}-{each[8:12]}-{each[12:16]}-{each[16:20]}-{each[20:]}"'.encode() for each in rows]


def _instants(values: Sequence[bytes]) -> Column | None:
    try:
        times = [datetime.fromisoformat(each[1:-1].decode("ascii")) for each in values]
    except ValueError:
        return None  # 31 February, 24 o'clock
    return Column("t", ints=write_ints([(each - _EPOCH) // _MICROSECOND for each in times]))


def _numbers(values: Sequence[bytes]) -> Column | None:
    found = [_NUMBER.fullmatch(each) for each in values]
    ints, scales = [], []
    for each in found:
        if each is None or len(each[2]) + len(each[3] or b"") > MAX_DIGITS:
            return None
        number = int(each[1] + each[2] + (each[3] or b""))
        if each[1] and not number:
            return None  # minus nought
        ints.append(number)
        scales.append(len(each[3] or b""))
    most = max(scales)
    try:
        return Column("n", ints=write_ints([number * 10 ** (most - scale) for number, scale in zip(ints, scales, strict=True)]),
                      scales=write_ints(scales))
    except OverflowError:
        return None  # very long ones beside very short ones


def _read_numbers(ints: Sequence[int], scales: Sequence[int]) -> list[bytes]:
    most = max(scales)
    if most > MAX_DIGITS or min(scales) < 0:
        raise ValueError("scale")
    found = []
    for number, scale in zip(ints, scales, strict=True):
        digits = str(abs(number) // 10 ** (most - scale)).rjust(scale + 1, "0")
        text = f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits
        found.append(f"-{text}".encode() if number < 0 else text.encode())
    return found


# Integers and bytes

def write_ints(values: Sequence[int]) -> Ints:
    """Raises OverflowError for what does not fit into 64 bits."""
    base = min(values)
    above = [value - base for value in values]
    steps = [2 * step if step >= 0 else -2 * step - 1 for step in map(sub, values, [values[0], *values[:-1]])]
    by_steps = sum(steps) < sum(above)
    numbers = array("Q", steps if by_steps else above)
    if sys.byteorder == "big":
        numbers.byteswap()
    raw = numbers.tobytes()
    size_bytes = (max(steps if by_steps else above).bit_length() + 7) // 8
    return Ints(by_steps, values[0] if by_steps else base, tuple(packed(raw[at::8]) for at in range(size_bytes)))


def read_ints(ints: Ints, count: int) -> list[int]:
    if len(ints.planes) > 8:
        raise ValueError("ints")
    raw = bytearray(8 * count)
    for at, plane in enumerate(ints.planes):
        raw[at::8] = _plane(plane, count)
    numbers = array("Q", bytes(raw))
    if sys.byteorder == "big":
        numbers.byteswap()
    if not ints.steps:
        return [ints.base + each for each in numbers]
    steps = (each >> 1 if not each & 1 else -(each >> 1) - 1 for each in numbers)
    return list(accumulate(steps, initial=ints.base))[1:]


def _plane(data: bytes, count: int) -> bytes:
    found = unpacked(data, count)
    if len(found) != count:
        raise ValueError("plane")
    return found


_mine = threading.local()  # an unpacker for each thread: making one takes longer than most of what it unpacks


def packed(data: bytes, level: int = BYTES_LEVEL) -> bytes:
    """zstd where that is shorter; the first byte says which."""
    smaller = zstandard.ZstdCompressor(level=level).compress(data)
    return b"z" + smaller if len(smaller) < len(data) else b"r" + data


def unpacked(data: bytes, limit_bytes: int) -> bytes:
    """At most so many bytes, however many it would become. Raises ValueError or ZstdError."""
    kind, rest = data[:1], data[1:]
    if kind == b"z":
        if not hasattr(_mine, "unpacker"):
            _mine.unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES)
        rest = _mine.unpacker.stream_reader(rest).read(limit_bytes + 1)
    elif kind != b"r":
        raise ValueError("packed")
    if len(rest) > limit_bytes:
        raise ValueError("too long")
    return rest
