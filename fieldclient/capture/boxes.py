"""EXIF and XMP inside HEIF and AVIF, found by their boxes: `meta` names items (`iinf`) and where they lie (`iloc`).

Libraries hand out EXIF too, but open the picture for it, and give up as a whole where one box is odd.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from fieldclient.capture.containers import Box, boxes

_MAX_META_BYTES = 4 * 1024 * 1024
_MAX_ITEM_BYTES = 4 * 1024 * 1024
_MAX_ITEMS = 20_000  # a grid of tiles has hundreds
_MAX_PIECES = 64


@dataclass(frozen=True, slots=True)
class Notes:
    """What lies beside the pixels: an EXIF block (TIFF structure) and an XMP packet, where there are any."""

    exif: bytes | None = None
    xmp: bytes | None = None


class _Reader:
    """Numbers of given widths from a box's body; beyond its end they are zero."""

    def __init__(self, body: bytes) -> None:
        self.body, self.at = body, 0

    def number(self, width: int) -> int:
        value = int.from_bytes(self.body[self.at : self.at + width].ljust(width, b"\0"), "big")
        self.at += width
        return value

    @property
    def over(self) -> bool:
        return self.at >= len(self.body)


def notes(file: BinaryIO, size_bytes: int) -> Notes:
    """The notes of a box-structured picture. Raises nothing but OSError."""
    meta = next((each for each in boxes(file, 0, size_bytes) if each.kind == b"meta"), None)
    if meta is None or meta.end > size_bytes:
        return Notes()
    inner = list(boxes(file, meta.body + 4, meta.end))
    kinds: dict[int, bytes] = {}
    pieces: dict[int, list[tuple[int, int]]] = {}
    held = next((each for each in inner if each.kind == b"idat"), None)
    for each in inner:
        if each.kind == b"iinf":
            kinds = _kinds(file, each)
        elif each.kind == b"iloc":
            pieces = _places(_body(file, each), held)
    exif = _item(file, kinds, pieces, b"Exif", size_bytes)
    return Notes(_block(exif) if exif else None, _item(file, kinds, pieces, b"xmp", size_bytes))


def _body(file: BinaryIO, box: Box) -> bytes:
    file.seek(box.body)
    return file.read(max(0, min(_MAX_META_BYTES, box.end - box.body)))


def _kinds(file: BinaryIO, box: Box) -> dict[int, bytes]:
    file.seek(box.body)
    wide = file.read(1) != b"\0"
    found: dict[int, bytes] = {}
    for each in boxes(file, box.body + (8 if wide else 6), box.end):
        if each.kind != b"infe" or len(found) >= _MAX_ITEMS:
            continue
        body = _Reader(_body(file, each)[:512])
        version = body.number(4) >> 24
        number = body.number(4 if version == 3 else 2)
        body.number(2)
        kind = body.body[body.at : body.at + 4]
        if version >= 2 and kind == b"mime" and b"application/rdf+xml" in body.body:
            kind = b"xmp"
        if version >= 2:
            found[number] = kind
    return found


def _places(body: bytes, held: Box | None) -> dict[int, list[tuple[int, int]]]:
    reader = _Reader(body)
    version = reader.number(4) >> 24
    sizes = reader.number(2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    count = reader.number(4 if version == 2 else 2)
    found: dict[int, list[tuple[int, int]]] = {}
    for _ in range(min(count, _MAX_ITEMS)):
        if reader.over:
            break
        number = reader.number(4 if version == 2 else 2)
        way = reader.number(2) & 15 if version in (1, 2) else 0
        reader.number(2)
        base = reader.number(base_size)
        places = []
        for _ in range(min(reader.number(2), _MAX_PIECES)):
            if version in (1, 2) and index_size:
                reader.number(index_size)
            start, length = base + reader.number(offset_size), reader.number(length_size)
            if way == 0:
                places.append((start, length))
            elif way == 1 and held is not None:
                places.append((held.body + start, length))
        found[number] = places
    return found


def _item(
    file: BinaryIO, kinds: dict[int, bytes], pieces: dict[int, list[tuple[int, int]]], kind: bytes, size_bytes: int
) -> bytes | None:
    for number, each in kinds.items():
        places = pieces.get(number, [])
        total = sum(length for _, length in places)
        if each != kind or not 0 < total <= _MAX_ITEM_BYTES or any(sum(place) > size_bytes for place in places):
            continue
        data = b""
        for start, length in places:
            file.seek(start)
            data += file.read(length)
        return data
    return None


def _block(item: bytes) -> bytes | None:
    """The TIFF structure behind the item's own header (ISO 23008-12 A.2.1), or where it stands when that is wrong."""
    start = int.from_bytes(item[:4], "big") + 4
    for at in (start, start + 6, 4, 10, 0):
        if item[at : at + 4] in (b"II*\0", b"MM\0*"):
            return item[at:]
    return None
