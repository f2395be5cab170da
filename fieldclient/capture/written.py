"""Place and time written into copies: EXIF into a JPEG, without touching a coded pixel, or a sidecar for other formats.

An original's EXIF stays as it is, byte by byte, and its new directories are put behind it: old offsets stay right, those in
a maker's notes too, which every rewriting of EXIF breaks.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import quoteattr

from fieldclient.capture.jpeg import read_header
from fieldclient.capture.tiff import EXIF_AT, GPS_AT, Entry, Tiff
from sync.protocol.position import Position
from sync.protocol.problems import Code, Problem

_MAX_SEGMENT_BYTES = 65_533 - 6
_SECOND = 1_000_000  # parts of an arc second: a hundred-thousandth of a millimetre on the ground
_ASCII, _BYTE, _LONG, _RATIONAL = 2, 1, 4, 5


@dataclass(frozen=True, slots=True)
class _New:
    """An entry to write: its type, how many values, and their bytes."""

    kind: int
    count: int
    data: bytes


def jpeg_copy(original: bytes, position: Position | None, taken_at: datetime | None) -> bytes:
    """A JPEG with the same coded pixels, that says this place (WGS-84) and this time (aware). None leaves what was said.

    Raises Problem FILE_NOT_MEDIA when the original is no JPEG.
    """
    if original[:3] != b"\xff\xd8\xff":
        raise Problem(Code.FILE_NOT_MEDIA)
    block = read_header(io.BytesIO(original)).exif
    new = _extended(block, position, taken_at)
    if len(new) > _MAX_SEGMENT_BYTES:  # then only the way up is kept of what was said before
        new = _extended(_only_orientation(block), position, taken_at)
    segment = b"\xff\xe1" + struct.pack(">H", len(new) + 8) + b"Exif\0\0" + new
    head, rest = _without_exif(original)
    return head + segment + rest


def sidecar_for(position: Position | None, taken_at: datetime | None) -> bytes:
    """An XMP sidecar that says the same, for formats that are copied as they are."""
    said: dict[str, str] = {}
    if position is not None:
        said["exif:GPSLatitude"] = _minutes(position.latitude, "NS")
        said["exif:GPSLongitude"] = _minutes(position.longitude, "EW")
        said["exif:GPSMapDatum"] = "WGS-84"
        if position.altitude_m is not None:
            said["exif:GPSAltitude"] = f"{round(abs(position.altitude_m) * 1000)}/1000"
            said["exif:GPSAltitudeRef"] = "1" if position.altitude_m < 0 else "0"
    if taken_at is not None:
        said["exif:DateTimeOriginal"] = taken_at.isoformat()
    properties = "".join(f" {name}={quoteattr(value)}" for name, value in said.items())
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/"{properties}/></rdf:RDF></x:xmpmeta>'
    ).encode()


def _minutes(degrees: float, letters: str) -> str:
    whole, minutes = divmod(abs(degrees) * 60, 60)
    return f"{int(whole)},{minutes:.8f}{letters[degrees < 0]}"


def _without_exif(original: bytes) -> tuple[bytes, bytes]:
    """What stands before the EXIF segment (JFIF's segment stays first), and all the rest without that segment."""
    head, at = original[:2], 2
    if original[2:4] == b"\xff\xe0":
        at += 2 + int.from_bytes(original[4:6], "big")
        head = original[:at]
    kept, here = b"", at
    while here + 4 <= len(original) and original[here] == 0xFF and original[here + 1] in range(0xE0, 0xF0):
        length = 2 + int.from_bytes(original[here + 2 : here + 4], "big")
        segment = original[here : here + length]
        if not segment[4:].startswith(b"Exif\0"):
            kept += segment
        here += length
    return head, kept + original[here:]


def _only_orientation(block: bytes | None) -> bytes | None:
    found = _tiff(block)
    number = found.numbers(found.first().get(0x0112), 1) if found else ()
    if not number or not number[0]:
        return None
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, int(number[0]), 0, 0)


def _tiff(block: bytes | None) -> Tiff | None:
    try:
        return Tiff(io.BytesIO(block), len(block)) if block else None
    except ValueError:
        return None


def _extended(block: bytes | None, position: Position | None, taken_at: datetime | None) -> bytes:
    """The block with new directories behind it, and its header pointing at them."""
    old = _tiff(block)
    data = bytearray(block if old and block else b"MM\0*\0\0\0\x08")
    order = "<" if data[:2] == b"II" else ">"
    first = old.first() if old else {}
    added: dict[int, _New] = {}
    if position is not None:
        added[GPS_AT] = _pointer(data, order, {}, _gps(position, taken_at, order))
    if taken_at is not None:
        kept = old.pointed(first, EXIF_AT) if old else {}
        added[EXIF_AT] = _pointer(data, order, kept, _clock(taken_at))
    at = _append(data, order, first, added, _next_of(old, first))
    data[4:8] = struct.pack(order + "I", at)
    return bytes(data)


def _next_of(old: Tiff | None, first: Mapping[int, Entry]) -> int:
    """Where the thumbnail's directory lies, which hangs behind the first."""
    return old.after_first() if old and first else 0


def _pointer(data: bytearray, order: str, kept: Mapping[int, Entry], new: Mapping[int, _New]) -> _New:
    return _New(_LONG, 1, struct.pack(order + "I", _append(data, order, kept, new, 0)))


def _append(data: bytearray, order: str, kept: Mapping[int, Entry], new: Mapping[int, _New], after: int) -> int:
    """Write a directory of old entries, whose values stay where they are, and new ones; gives its offset."""
    entries: dict[int, bytes] = {}
    for tag, entry in kept.items():
        small = Tiff.value_bytes(entry) <= 4
        value = bytes(data[entry.at : entry.at + 4]) if small else struct.pack(order + "I", entry.at)
        entries[tag] = struct.pack(order + "HHI", tag, entry.kind, entry.count) + value
    for tag, each in new.items():
        if len(each.data) > 4:
            data += b"\0" * (len(data) % 2)
            value = struct.pack(order + "I", len(data))
            data += each.data
        else:
            value = each.data.ljust(4, b"\0")
        entries[tag] = struct.pack(order + "HHI", tag, each.kind, each.count) + value
    data += b"\0" * (len(data) % 2)
    at = len(data)
    data += struct.pack(order + "H", len(entries)) + b"".join(entries[tag] for tag in sorted(entries))
    data += struct.pack(order + "I", after)
    return at


def _text(value: str) -> _New:
    data = value.encode("ascii", "replace") + b"\0"
    return _New(_ASCII, len(data), data)


def _ratios(order: str, *pairs: tuple[int, int]) -> _New:
    return _New(_RATIONAL, len(pairs), b"".join(struct.pack(order + "II", *pair) for pair in pairs))


def _angle(order: str, degrees: float) -> _New:
    units = round(abs(degrees) * 3600 * _SECOND)
    whole, rest = divmod(units, 3600 * _SECOND)
    minutes, seconds = divmod(rest, 60 * _SECOND)
    return _ratios(order, (whole, 1), (minutes, 1), (seconds, _SECOND))


def _gps(position: Position, taken_at: datetime | None, order: str) -> dict[int, _New]:
    tags = {
        0x00: _New(_BYTE, 4, b"\2\3\0\0"),
        0x01: _text("S" if position.latitude < 0 else "N"),
        0x02: _angle(order, position.latitude),
        0x03: _text("W" if position.longitude < 0 else "E"),
        0x04: _angle(order, position.longitude),
        0x12: _text("WGS-84"),
    }
    if position.altitude_m is not None:
        tags[0x05] = _New(_BYTE, 1, b"\1" if position.altitude_m < 0 else b"\0")
        tags[0x06] = _ratios(order, (round(abs(position.altitude_m) * 1000), 1000))
    if position.bearing_deg is not None:
        tags[0x10], tags[0x11] = _text("T"), _ratios(order, (round(position.bearing_deg * 1000), 1000))
    if position.accuracy_m is not None:
        tags[0x1F] = _ratios(order, (round(position.accuracy_m * 1000), 1000))
    fixed_at = position.fixed_at or taken_at
    if fixed_at is not None and fixed_at.tzinfo is not None:
        utc = fixed_at.astimezone(UTC)
        milliseconds = (utc.second * 1_000_000 + utc.microsecond) // 1000
        tags[0x1D] = _text(utc.strftime("%Y:%m:%d"))
        tags[0x07] = _ratios(order, (utc.hour, 1), (utc.minute, 1), (milliseconds, 1000))
    return tags


def _clock(taken_at: datetime) -> dict[int, _New]:
    tags = {0x9003: _text(taken_at.strftime("%Y:%m:%d %H:%M:%S")), 0x9291: _text(f"{taken_at.microsecond // 1000:03d}")}
    offset = taken_at.strftime("%z")
    if offset:
        tags[0x9011] = _text(f"{offset[:3]}:{offset[3:5]}")
    return tags
