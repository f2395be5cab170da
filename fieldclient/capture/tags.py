"""The EXIF tags that count, as plain values: from exifread, from Pillow where exifread fails, from our own reader for the rest.

EXIF comes from strangers. Its offsets may point anywhere and its lists may be endless, so the parsers read through a meter
that stops them, and whatever a parser raises means only that this parser found nothing. Each value keeps who read it.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import BinaryIO, cast

import exifread
from PIL import Image

from fieldclient.capture.tiff import EXIF_AT, GPS_AT, TEXT_KINDS, Entry, Tiff

# A text, or numbers; a number that cannot be one (a division by zero) is None.
Value = str | tuple[float | None, ...]
Tags = Mapping[str, Value]


class Reader(StrEnum):
    """Who read a value."""

    EXIFREAD = "exifread"
    PILLOW = "pillow"
    OWN = "own"  # our reader of TIFF structures
    XMP = "xmp"  # the packet inside the file
    SIDECAR = "sidecar"  # the .xmp beside it


class TagSet(dict[str, Value]):
    """Tags that keep who read them."""

    def __init__(self, tags: Tags, reader: Reader) -> None:
        super().__init__(tags)
        self.readers = dict.fromkeys(tags, reader)

    def fill(self, other: TagSet, names: Iterable[str]) -> None:
        """Take these names from the other set where this one has nothing."""
        for name in names:
            if name in other and name not in self:
                self[name], self.readers[name] = other[name], other.readers[name]


MAX_READS = 20_000  # a camera's EXIF takes about 3,000; a crafted one would take hours
MAX_READ_BYTES = 32 * 1024 * 1024

_WANTED: dict[tuple[str, int], str] = {
    ("Image", 0x010F): "Make",
    ("Image", 0x0110): "Model",
    ("Image", 0x0112): "Orientation",
    ("Image", 0x0132): "DateTime",
    ("EXIF", 0xA431): "BodySerialNumber",
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
    ("GPS", 0x0B): "GPSDOP",
    ("GPS", 0x0C): "GPSSpeedRef",
    ("GPS", 0x0D): "GPSSpeed",
    ("GPS", 0x10): "GPSImgDirectionRef",
    ("GPS", 0x11): "GPSImgDirection",
    ("GPS", 0x12): "GPSMapDatum",
    ("GPS", 0x1D): "GPSDateStamp",
    ("GPS", 0x1F): "GPSHPositioningError",
}
_NUMERIC = {
    "Orientation", "GPSLatitude", "GPSLongitude", "GPSAltitudeRef", "GPSAltitude", "GPSTimeStamp", "GPSImgDirection",
    "GPSHPositioningError", "GPSDOP", "GPSSpeed",
}  # fmt: skip

# What exifread logs is about strangers' files and says nothing a person could act on.
logging.getLogger("exifread").setLevel(logging.CRITICAL)


class TooMuch(Exception):
    """The tags would take more reading than any camera's do."""


def read_tags(block: bytes | BinaryIO) -> TagSet | None:
    """The tags of an EXIF block (TIFF structure). Empty when it holds none; None when no parser could read it.

    What exifread leaves out of a block that it could read is filled in by our own reader; Pillow is asked when exifread
    found nothing at all.
    """
    file = io.BytesIO(block) if isinstance(block, bytes) else block
    file.seek(0)
    if file.read(4) not in (b"II*\0", b"MM\0*"):
        return None
    found = _by_exifread(file)
    tags = TagSet(found or {}, Reader.EXIFREAD)
    if not tags:
        by_pillow = _by_pillow(file)
        tags = TagSet(by_pillow or {}, Reader.PILLOW)
        found = by_pillow if found is None else found
    own = _by_own(file)
    tags.fill(TagSet(own or {}, Reader.OWN), own or ())
    return None if not tags and found is None else tags


def orientation_of(tags: Tags) -> int:
    """EXIF's Orientation, 1 to 8; anything else counts as 1."""
    value = tags.get("Orientation")
    number = value[0] if isinstance(value, tuple) and value else None
    return int(number) if number is not None and number in range(1, 9) else 1


def _by_own(file: BinaryIO) -> Tags | None:
    size = file.seek(0, 2)
    tags: dict[str, Value] = {}
    try:
        tiff = Tiff(cast(BinaryIO, _Metered(file)), size)
        first = tiff.first()
        groups = {"Image": first, "EXIF": tiff.pointed(first, EXIF_AT), "GPS": tiff.pointed(first, GPS_AT)}
        for (group, number), name in _WANTED.items():
            entry = groups[group].get(number)
            if entry is not None:
                tags[name] = _own_value(tiff, name, entry)
    except (TooMuch, ValueError, OverflowError):
        return tags or None
    return tags


def _own_value(tiff: Tiff, name: str, entry: Entry) -> Value:
    if name in _NUMERIC and entry.kind not in TEXT_KINDS:
        return tiff.numbers(entry, 8)
    return _plain(name, tiff.raw(entry, 400))


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


def _by_exifread(file: BinaryIO) -> Tags | None:
    file.seek(0)
    try:
        metered = cast(BinaryIO, _Metered(file))
        raw = exifread.process_file(metered, details=False, extract_thumbnail=False)
    except Exception:  # a stranger's bytes: whatever the parser stumbles over says the same
        return None
    tags: dict[str, Value] = {}
    for key, tag in raw.items():
        name = _WANTED.get((key.partition(" ")[0], getattr(tag, "tag", -1)))
        if name:
            tags[name] = _plain(name, tag.values)
    return tags


def _by_pillow(file: BinaryIO) -> Tags | None:
    tags: dict[str, Value] = {}
    file.seek(0)
    try:
        exif = Image.Exif()
        exif.load_from_fp(cast(BinaryIO, _Metered(file)))
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
    if isinstance(value, bytes) and not (name != "GPSAltitudeRef" and _text(value)[:1].isdigit()):
        return tuple(float(byte) for byte in value[:8])
    if isinstance(value, (str, bytes)):  # against the standard, some writers keep numbers as text
        return _numbers(_text(value).replace(",", " ").split()[:3] or [None])
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
