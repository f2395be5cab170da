"""The EXIF tags that count, as plain values: from exifread, or from Pillow where exifread finds nothing.

EXIF comes from strangers. Its offsets may point anywhere and its lists may be endless, so the parser reads through a meter
that stops it, and whatever a parser raises means only that this parser found nothing.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterable, Mapping
from typing import BinaryIO, cast

import exifread
from PIL import Image

# A text, or numbers; a number that cannot be one (a division by zero) is None.
Value = str | tuple[float | None, ...]
Tags = Mapping[str, Value]

MAX_READS = 60_000  # a camera's EXIF takes about 3,000; a crafted one would take hours
MAX_READ_BYTES = 32 * 1024 * 1024

_WANTED: dict[tuple[str, int], str] = {
    ("Image", 0x010F): "Make",
    ("Image", 0x0110): "Model",
    ("Image", 0x0112): "Orientation",
    ("Image", 0x0132): "DateTime",
    ("EXIF", 0x9003): "DateTimeOriginal",
    ("EXIF", 0x9004): "DateTimeDigitized",
    ("EXIF", 0x9010): "OffsetTime",
    ("EXIF", 0x9011): "OffsetTimeOriginal",
    ("EXIF", 0x9012): "OffsetTimeDigitized",
    ("EXIF", 0x9290): "SubSecTime",
    ("EXIF", 0x9291): "SubSecTimeOriginal",
    ("EXIF", 0x9292): "SubSecTimeDigitized",
    ("GPS", 0x01): "GPSLatitudeRef",
    ("GPS", 0x02): "GPSLatitude",
    ("GPS", 0x03): "GPSLongitudeRef",
    ("GPS", 0x04): "GPSLongitude",
    ("GPS", 0x05): "GPSAltitudeRef",
    ("GPS", 0x06): "GPSAltitude",
    ("GPS", 0x07): "GPSTimeStamp",
    ("GPS", 0x10): "GPSImgDirectionRef",
    ("GPS", 0x11): "GPSImgDirection",
    ("GPS", 0x12): "GPSMapDatum",
    ("GPS", 0x1D): "GPSDateStamp",
    ("GPS", 0x1F): "GPSHPositioningError",
}
_NUMERIC = {
    "Orientation", "GPSLatitude", "GPSLongitude", "GPSAltitudeRef", "GPSAltitude", "GPSTimeStamp", "GPSImgDirection",
    "GPSHPositioningError",
}  # fmt: skip

# What exifread logs is about strangers' files and says nothing a person could act on.
logging.getLogger("exifread").setLevel(logging.CRITICAL)


class TooMuch(Exception):
    """The tags would take more reading than any camera's do."""


def read_tags(block: bytes) -> Tags | None:
    """The tags of an EXIF block (TIFF structure). Empty when it holds none; None when no parser could read it."""
    if block[:4] not in (b"II*\0", b"MM\0*"):
        return None
    found = _by_exifread(block)
    return found or _by_pillow(block) or found


class _Metered:
    """A file that counts what is read and stops the reader that wants too much."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._reads = MAX_READS
        self._bytes = MAX_READ_BYTES

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(min(size, self._bytes + 1) if size >= 0 else self._bytes + 1)
        self._reads -= 1
        self._bytes -= len(data)
        if self._reads < 0 or self._bytes < 0:
            raise TooMuch
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def _by_exifread(block: bytes) -> Tags | None:
    try:
        metered = cast(BinaryIO, _Metered(io.BytesIO(block)))
        raw = exifread.process_file(metered, details=False, extract_thumbnail=False)
    except Exception:  # a stranger's bytes: whatever the parser stumbles over says the same
        return None
    tags: dict[str, Value] = {}
    for key, tag in raw.items():
        name = _WANTED.get((key.partition(" ")[0], getattr(tag, "tag", -1)))
        if name:
            tags[name] = _plain(name, tag.values)
    return tags


def _by_pillow(block: bytes) -> Tags | None:
    tags: dict[str, Value] = {}
    try:
        exif = Image.Exif()
        exif.load_from_fp(cast(BinaryIO, _Metered(io.BytesIO(block))))
        for group, items in (("Image", exif), ("EXIF", exif.get_ifd(0x8769)), ("GPS", exif.get_ifd(0x8825))):
            for number, value in items.items():
                name = _WANTED.get((group, number))
                if name:
                    tags[name] = _plain(name, value)
    except Exception:  # as above; what was read before the stumble still counts
        return tags or None
    return tags


def _plain(name: str, value: object) -> Value:
    """One of the two shapes of `Value`, whatever the parser made of the type in the file."""
    if name not in _NUMERIC:
        return _text(value)
    if isinstance(value, bytes):
        return tuple(float(byte) for byte in value[:8])
    if isinstance(value, str):
        return _numbers([value])
    return _numbers(value) if isinstance(value, Iterable) else _numbers([value])


def _text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        value = bytes(each for each in value if isinstance(each, int) and 0 <= each < 256)
    if isinstance(value, bytes):
        value = value.split(b"\0", 1)[0].decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    return "".join(each for each in value.split("\0", 1)[0][:200] if each.isprintable()).strip()


def _numbers(values: Iterable[object]) -> tuple[float | None, ...]:
    return tuple(_number(each) for each, _ in zip(values, range(8), strict=False))


def _number(value: object) -> float | None:
    if isinstance(value, (tuple, list)) and len(value) == 1:  # exifread's floats come wrapped
        value = value[0]
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None
