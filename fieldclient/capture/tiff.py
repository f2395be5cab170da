"""The structure of TIFF, which is also EXIF's: directories of entries, read by seeking, within bounds.

Our own reader of EXIF. It stands behind exifread and Pillow: where a block is damaged they give up as a whole, and this one
still tells what the intact entries say. It also finds a TIFF's size and the JPEG preview inside a DNG or another raw file.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_MAX_ENTRIES = 1000  # in one directory; a camera writes up to 80
_MAX_DIRECTORIES = 40
_MAX_VALUE_BYTES = 1 << 20
_MAX_STRIPS = 4096
_FORMATS = {1: "B", 3: "H", 4: "I", 5: "II", 6: "b", 8: "h", 9: "i", 10: "ii", 11: "f", 12: "d", 13: "I"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}

EXIF_AT, GPS_AT, SUB_AT, XMP, DNG_VERSION = 0x8769, 0x8825, 0x014A, 0x02BC, 0xC612
_WIDTH, _HEIGHT, _COMPRESSION, _OFFSETS, _COUNTS, _JPEG_AT, _JPEG_BYTES = (
    0x0100, 0x0101, 0x0103, 0x0111, 0x0117, 0x0201, 0x0202,
)  # fmt: skip
TEXT_KINDS = (2, 7, 129)  # ASCII, undefined, and the UTF-8 of EXIF 3.0
_JPEG_CODINGS = {6, 7}  # old and new JPEG in TIFF


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag as the directory has it; `at` is where its value lies."""

    tag: int
    kind: int
    count: int
    at: int


class Tiff:
    """A TIFF structure in a file of `size` bytes. Raises ValueError when it does not begin like one."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self.size = file, size
        head = self._bytes(0, 8)
        if head[:4] not in (b"II*\0", b"MM\0*") or len(head) < 8:
            raise ValueError("no TIFF")
        self._order = "<" if head[:2] == b"II" else ">"
        self._first = int(struct.unpack(self._order + "I", head[4:])[0])

    def _bytes(self, at: int, count: int) -> bytes:
        self._file.seek(at)
        return self._file.read(max(0, min(count, _MAX_VALUE_BYTES)))

    def directory(self, at: int) -> tuple[dict[int, Entry], int]:
        """The entries at an offset, the last of doubled ones, and where the next directory lies (0: none)."""
        if not 8 <= at <= self.size - 2:
            return {}, 0
        count = min(int(struct.unpack(self._order + "H", self._bytes(at, 2).ljust(2, b"\0"))[0]), _MAX_ENTRIES)
        body = self._bytes(at + 2, 12 * count + 4)
        entries: dict[int, Entry] = {}
        for index in range(min(count, len(body) // 12)):
            tag, kind, number = struct.unpack_from(self._order + "HHI", body, 12 * index)
            if kind not in _SIZES or not number:
                continue
            here = at + 2 + 12 * index + 8
            if _SIZES[kind] * number > 4:
                here = int(struct.unpack_from(self._order + "I", body, 12 * index + 8)[0])
            if here + _SIZES[kind] <= self.size:
                entries[tag] = Entry(tag, kind, number, here)
        after = body[12 * count : 12 * count + 4]
        return entries, int(struct.unpack(self._order + "I", after)[0]) if len(after) == 4 else 0

    def first(self) -> dict[int, Entry]:
        """The directory that the header names."""
        return self.directory(self._first)[0]

    def after_first(self) -> int:
        """Where the second directory lies (in EXIF: the thumbnail's); 0 when there is none."""
        return self.directory(self._first)[1]

    @staticmethod
    def value_bytes(entry: Entry) -> int:
        """How many bytes the values of an entry take; up to four of them stand in the directory itself."""
        return _SIZES[entry.kind] * entry.count

    def pointed(self, entries: dict[int, Entry], tag: int) -> dict[int, Entry]:
        """The directory that a pointer in another one names; empty when there is none."""
        offsets = self.numbers(entries.get(tag))
        return self.directory(int(offsets[0] or 0))[0] if offsets else {}

    def all(self) -> Iterator[dict[int, Entry]]:
        """Every directory of pictures: the chain and what hangs below it, each once."""
        pending, seen = [self._first], set[int]()
        while pending and len(seen) < _MAX_DIRECTORIES:
            at = pending.pop(0)
            if at in seen or not at:
                continue
            seen.add(at)
            entries, after = self.directory(at)
            yield entries
            pending += [int(each) for each in self.numbers(entries.get(SUB_AT)) if each] + [after]

    def numbers(self, entry: Entry | None, most: int = 64) -> tuple[float | None, ...]:
        """The numbers of an entry; a division by zero, and what is no number, is None. Empty for texts and for nothing."""
        if entry is None or entry.kind in TEXT_KINDS:
            return ()
        size = _SIZES[entry.kind]
        count = min(entry.count, most)
        body = self._bytes(entry.at, size * count)
        each = [struct.unpack_from(self._order + _FORMATS[entry.kind], body, size * i) for i in range(len(body) // size)]
        return tuple(_number(parts) for parts in each)

    def raw(self, entry: Entry, most_bytes: int = _MAX_VALUE_BYTES) -> bytes:
        """The bytes of an entry, as they are."""
        return self._bytes(entry.at, min(_SIZES[entry.kind] * entry.count, most_bytes))


def _number(parts: tuple[float, ...]) -> float | None:
    if len(parts) == 1:
        return float(parts[0]) if math.isfinite(parts[0]) else None
    return parts[0] / parts[1] if parts[1] else None


@dataclass(frozen=True, slots=True)
class Layout:
    """What a TIFF file says of its pictures. `preview` is where a JPEG that can be shown lies: offset and length."""

    width: int
    height: int
    raw: bool
    preview: tuple[int, int] | None
    xmp: bytes | None
    whole: bool


def layout(file: BinaryIO, size: int) -> Layout | None:
    """The pictures of a TIFF file; None when it names no size. Raises nothing but OSError."""
    try:
        tiff = Tiff(file, size)
    except ValueError:
        return None
    first = tiff.first()
    width, height = _whole(tiff, first, _WIDTH), _whole(tiff, first, _HEIGHT)
    if not width or not height:
        return None
    directories = list(tiff.all())
    raw = DNG_VERSION in first or any(_whole(tiff, each, 0x0106) in (32803, 34892) for each in directories)
    packet = first.get(XMP)
    ends = [_end(tiff, each) for each in directories]
    return Layout(
        width, height, raw, _preview(tiff, directories) if raw else None, tiff.raw(packet) if packet else None,
        whole=max(ends, default=0) <= size,
    )  # fmt: skip


def _whole(tiff: Tiff, entries: dict[int, Entry], tag: int) -> int:
    numbers = tiff.numbers(entries.get(tag), 1)
    return int(numbers[0]) if numbers and numbers[0] is not None and 0 < numbers[0] < 1 << 32 else 0


def _end(tiff: Tiff, entries: dict[int, Entry]) -> int:
    starts, counts = (tiff.numbers(entries.get(tag), _MAX_STRIPS) for tag in (_OFFSETS, _COUNTS))
    return max((int((a or 0) + (b or 0)) for a, b in zip(starts, counts, strict=False)), default=0)


def _preview(tiff: Tiff, directories: list[dict[int, Entry]]) -> tuple[int, int] | None:
    """The largest JPEG inside that ends within the file and is no lossless raw picture."""
    found: list[tuple[int, int]] = []
    for entries in directories:
        if _whole(tiff, entries, 0x0106) in (32803, 34892):  # the sensor's own picture
            continue
        if _JPEG_AT in entries:
            found.append((_whole(tiff, entries, _JPEG_AT), _whole(tiff, entries, _JPEG_BYTES)))
        elif _whole(tiff, entries, _COMPRESSION) in _JPEG_CODINGS and entries.get(_OFFSETS) is not None:
            if entries[_OFFSETS].count == 1:
                found.append((_whole(tiff, entries, _OFFSETS), _whole(tiff, entries, _COUNTS)))
    there = [each for each in found if each[1] > 0 and sum(each) <= tiff.size]
    return max(there, key=lambda each: each[1], default=None)
