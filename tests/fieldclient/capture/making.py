"""Making photos with exactly the EXIF a test needs, down to divisions by zero, and other files byte by byte."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

ASCII, SHORT, LONG, RATIONAL, BYTE, UNDEFINED, SRATIONAL = 2, 3, 4, 5, 1, 7, 10
_FORMATS = {SHORT: "H", LONG: "I", BYTE: "B", 11: "f", 12: "d"}

Ratio = tuple[int, int]


@dataclass(frozen=True)
class Tag:
    """One entry: its type and its values as the type needs them."""

    kind: int
    values: Any


def text(value: str | bytes) -> Tag:
    return Tag(ASCII, (value.encode() if isinstance(value, str) else value) + b"\0")


def ratios(*values: Ratio) -> Tag:
    return Tag(RATIONAL, values)


def number(value: int, kind: int = SHORT) -> Tag:
    return Tag(kind, (value,))


def dms(degrees: float) -> Tag:
    """Degrees as a camera writes them: whole degrees, whole minutes, seconds in ten-thousandths."""
    units = round(abs(degrees) * 3600 * 10_000)
    whole, rest = divmod(units, 3600 * 10_000)
    minutes, seconds = divmod(rest, 60 * 10_000)
    return ratios((whole, 1), (minutes, 1), (seconds, 10_000))


def gps(latitude: float, longitude: float, /, **more: Tag) -> dict[int, Tag]:
    """The four tags of a position and any others by name."""
    tags = {
        0x01: text("S" if latitude < 0 else "N"),
        0x02: dms(latitude),
        0x03: text("W" if longitude < 0 else "E"),
        0x04: dms(longitude),
    }
    return tags | {GPS[name]: tag for name, tag in more.items()}


GPS = {
    "latitude_ref": 0x01, "latitude": 0x02, "longitude_ref": 0x03, "longitude": 0x04, "altitude_ref": 0x05,
    "altitude": 0x06, "time": 0x07, "direction_ref": 0x10, "direction": 0x11, "datum": 0x12, "date": 0x1D, "error": 0x1F,
}  # fmt: skip


def tiff_block(
    image: Mapping[int, Tag] | None = None,
    exif: Mapping[int, Tag] | None = None,
    place: Mapping[int, Tag] | None = None,
    *,
    order: str = ">",
) -> bytes:
    """An EXIF block (TIFF structure) with up to three directories, in either byte order."""
    first: dict[int, Tag] = dict(image or {})
    if exif is not None:
        first[0x8769] = Tag(LONG, (0,))
    if place is not None:
        first[0x8825] = Tag(LONG, (0,))
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "I", 8)
    exif_at = 8 + len(_directory(first, 8, order))
    exif_bytes = _directory(exif, exif_at, order) if exif is not None else b""
    place_at = exif_at + len(exif_bytes)
    if exif is not None:
        first[0x8769] = Tag(LONG, (exif_at,))
    if place is not None:
        first[0x8825] = Tag(LONG, (place_at,))
    place_bytes = _directory(place, place_at, order) if place is not None else b""
    return head + _directory(first, 8, order) + exif_bytes + place_bytes


def _directory(tags: Mapping[int, Tag], at: int, order: str) -> bytes:
    entries, data = b"", b""
    data_at = at + 2 + 12 * len(tags) + 4
    for tag_number in sorted(tags):
        tag = tags[tag_number]
        payload = _payload(tag, order)
        count = len(payload) if tag.kind in (ASCII, UNDEFINED) else len(tag.values)
        entries += struct.pack(order + "HHI", tag_number, tag.kind, count)
        if len(payload) <= 4:
            entries += payload.ljust(4, b"\0")
        else:
            entries += struct.pack(order + "I", data_at + len(data))
            data += payload + b"\0" * (len(payload) % 2)
    return struct.pack(order + "H", len(tags)) + entries + b"\0\0\0\0" + data


def _payload(tag: Tag, order: str) -> bytes:
    if isinstance(tag.values, bytes):
        return tag.values
    if tag.kind == RATIONAL:
        return b"".join(struct.pack(order + "II", *pair) for pair in tag.values)
    if tag.kind == SRATIONAL:
        return b"".join(struct.pack(order + "ii", *pair) for pair in tag.values)
    return b"".join(struct.pack(order + _FORMATS[tag.kind], value) for value in tag.values)


def picture(width: int = 800, height: int = 600) -> Image.Image:
    """Four corners of four colours, and lines so that there is something to compress."""
    image = Image.new("RGB", (width, height), "gray")
    draw = ImageDraw.Draw(image)
    for index in range(0, width, 16):
        draw.line((index, 0, width - index, height), fill=(index % 256, 90, 120))
    for (x, y), colour in zip(corners(width, height), CORNERS, strict=True):
        draw.rectangle((x - width // 8, y - height // 8, x + width // 8, y + height // 8), fill=colour)
    return image


CORNERS = ((230, 20, 20), (20, 200, 20), (20, 20, 230), (240, 240, 20))  # clockwise from the top left


def corners(width: int, height: int) -> list[tuple[int, int]]:
    return [(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)]


def jpeg(image: Image.Image | None = None, block: bytes | None = None, **options: Any) -> bytes:
    """A JPEG with the EXIF block put in by hand, so that nothing is made better on the way."""
    out = io.BytesIO()
    (image or picture()).save(out, "JPEG", **{"quality": 85} | options)
    data = out.getvalue()
    if block is None:
        return data
    body = b"Exif\0\0" + block
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]


def encoded(kind: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """The picture in a format Pillow can write."""
    out = io.BytesIO()
    (image or picture()).save(out, kind, **options)
    return out.getvalue()


@cache  # the encoder takes longer than everything else here
def heic(block: bytes | None = None) -> bytes:
    import pillow_heif

    out = io.BytesIO()
    exif = b"Exif\0\0" + block if block else None
    pillow_heif.from_pillow(picture()).save(out, quality=60, exif=exif)
    return out.getvalue()


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def movie(
    *,
    brand: bytes = b"isom",
    created: int = 0,
    scale: int = 1000,
    length: int = 12_500,
    tracks: Sequence[bytes] = (b"vide", b"soun"),
    wide: bool = False,
    pixels: bytes = b"\x55" * 4000,
    index: bool = True,
) -> bytes:
    """The boxes of an MP4 or MOV. `created` counts seconds from 1904."""
    times = (
        struct.pack(">QQIQ", created, created, scale, length)
        if wide
        else struct.pack(">IIII", created, created, scale, length)
    )
    header = box(b"mvhd", bytes([wide, 0, 0, 0]), times, b"\0" * 80)
    handlers = [
        box(b"trak", box(b"tkhd", b"\0" * 84), box(b"mdia", box(b"hdlr", b"\0" * 8, kind, b"\0" * 13)))
        for kind in tracks
    ]
    parts = [box(b"ftyp", brand, b"\0\0\2\0", brand, b"mp41"), box(b"mdat", pixels)]
    return b"".join(parts + ([box(b"moov", header, *handlers)] if index else []))


def wave(seconds: float = 1.5, rate: int = 8000) -> bytes:
    import wave as waves

    out = io.BytesIO()
    with waves.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"\1\2" * int(seconds * rate))
    return out.getvalue()
