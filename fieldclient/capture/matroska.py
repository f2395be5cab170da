"""What a Matroska or WebM file says of itself, also when its writer was killed: length, birth, and whether it is whole.

A file that was cut has no duration in its head, because that is written last; then the last block that is there tells it.
Elements are RFC 8794's, their ids RFC 9559's. Only heads are read and the rest is skipped by seeking.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

_SEGMENT, _INFO, _SCALE, _DURATION, _DATE = 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489, 0x4461
_CLUSTER, _TIME, _SIMPLE, _GROUP, _BLOCK = 0x1F43B675, 0xE7, 0xA3, 0xA0, 0xA1
_TOP = frozenset({_INFO, _CLUSTER, 0x114D9B74, 0x1654AE6B, 0x1C53BB6B, 0x1254C367, 0x1941A469, 0x1043A770, 0xEC})
_MAX_ELEMENTS = 20_000  # of one level; half a minute has some two thousand blocks
_MAX_READS = 200_000  # of a file: bodies without a length lie in one another, and a crafted file would be read again and again
_LONGEST_S = 864_000.0
_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Spoken:
    """`whole` is False for a file whose end was never written."""

    duration_s: float | None = None
    created_at: datetime | None = None
    whole: bool = True


class _TooMany(Exception):
    """Nobody writes a file that takes so many reads."""


class _Reader:
    """A file whose elements are read so many times and no more."""

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self._file, self._left = file.seek, file, _MAX_READS

    def read(self, size_bytes: int) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise _TooMany
        return self._file.read(size_bytes)


@dataclass(frozen=True, slots=True)
class _Element:
    """`end` is None while the length is not known: a writer puts it in when it closes the element."""

    id: int
    body: int
    end: int | None


def read_matroska(file: BinaryIO, size_bytes: int) -> Spoken | None:
    """None when there is no segment to be found, or when it is a maze. Raises nothing but OSError."""
    try:
        return _read(_Reader(file), size_bytes)
    except _TooMany:
        return None


def _read(file: _Reader, size_bytes: int) -> Spoken | None:
    head = _element(file, 0, size_bytes)
    if head is None or head.end is None:
        return None
    segment = _element(file, head.end, size_bytes)
    if segment is None or segment.id != _SEGMENT:
        return None
    whole = segment.end is not None and segment.end <= size_bytes
    scale_ns, told, date, last = 1_000_000, 0.0, None, None
    for each in _children(file, segment.body, min(segment.end or size_bytes, size_bytes)):
        if each.id == _INFO:
            scale_ns, told, date = _info(file, each, size_bytes)
        elif each.id == _CLUSTER and (not whole or not told):
            last = _later(last, _last_time(file, each, size_bytes))
    ticks = told or last
    duration_s = ticks * scale_ns / 1e9 if ticks else None
    return Spoken(duration_s if duration_s and 0 < duration_s < _LONGEST_S else None, date, whole)


def _later(a: float | None, b: float | None) -> float | None:
    return max((each for each in (a, b) if each is not None), default=None)


def _info(file: _Reader, info: _Element, size_bytes: int) -> tuple[int, float, datetime | None]:
    """Nanoseconds to a tick, length in ticks (0: not told) and when it was begun."""
    scale_ns, told, date = 1_000_000, 0.0, None
    for each in _children(file, info.body, min(info.end or size_bytes, size_bytes)):
        data = _bytes(file, each)
        if each.id == _SCALE and data:
            scale_ns = int.from_bytes(data, "big")
        elif each.id == _DURATION and len(data) in (4, 8):
            told = float(struct.unpack(">f" if len(data) == 4 else ">d", data)[0])
        elif each.id == _DATE and len(data) == 8:
            date = _date(int.from_bytes(data, "big", signed=True))
    return scale_ns, told if 0 < told < 1e15 else 0.0, date


def _date(nanoseconds: int) -> datetime | None:
    try:
        return _EPOCH + timedelta(microseconds=nanoseconds // 1000)
    except OverflowError:
        return None


def _last_time(file: _Reader, cluster: _Element, size_bytes: int) -> float | None:
    """The time of the last block that begins in this cluster, in ticks."""
    start, last = 0, None
    for each in _children(file, cluster.body, min(cluster.end or size_bytes, size_bytes)):
        if each.id == _TIME:
            start = int.from_bytes(_bytes(file, each), "big")
        elif each.id in (_SIMPLE, _GROUP):
            block = each
            if each.id == _GROUP:
                inside = _children(file, each.body, min(each.end or size_bytes, size_bytes))
                block = next((one for one in inside if one.id == _BLOCK), each)
            file.seek(block.body)
            head = file.read(3)
            if len(head) == 3:  # the number of the track, then the time within the cluster
                last = float(start + int.from_bytes(head[1:3], "big", signed=True))
    return last


def _children(file: _Reader, at: int, end: int) -> Iterator[_Element]:
    """The elements of a body, in order. One without a length goes on to the next of the highest level."""
    for _ in range(_MAX_ELEMENTS):
        each = _element(file, at, end)
        if each is None:
            return
        yield each
        if each.end is None:
            following = _skip_open(file, each, end)
            if following is None:
                return
            at = following
        else:
            at = each.end


def _skip_open(file: _Reader, open_one: _Element, end: int) -> int | None:
    """Where the element of unknown length ends: before the next one of the highest level."""
    at = open_one.body
    for _ in range(_MAX_ELEMENTS):
        each = _element(file, at, end)
        if each is None or each.end is None:
            return None
        if each.id in _TOP:
            return at
        at = each.end
    return None


def _element(file: _Reader, at: int, end: int) -> _Element | None:
    if at + 2 > end:
        return None
    file.seek(at)
    head = file.read(12)
    found = _number(head, 0, keep_mark=True, most=4)
    if found is None:
        return None
    name, length = found
    size = _number(head, length, keep_mark=False, most=8)
    if size is None:
        return None
    body = at + length + size[1]
    unknown = size[0] == (1 << (7 * size[1])) - 1
    return _Element(name, body, None if unknown else body + size[0])


def _number(head: bytes, at: int, *, keep_mark: bool, most: int) -> tuple[int, int] | None:
    """A number of variable length and how many bytes it takes."""
    if at >= len(head) or head[at] == 0:
        return None
    length = 9 - head[at].bit_length()
    if length > most or at + length > len(head):
        return None
    value = int.from_bytes(head[at : at + length], "big")
    return (value if keep_mark else value & ((1 << (7 * length)) - 1)), length


def _bytes(file: _Reader, each: _Element) -> bytes:
    if each.end is None or not 0 < each.end - each.body <= 8:
        return b""
    file.seek(each.body)
    return file.read(each.end - each.body)
