"""The structure of a JPEG, read by seeking from segment to segment: size, coding, EXIF, and whether its end is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

_MAX_SEGMENTS = 2000  # a camera writes ten to sixty
_SCAN_BLOCK = 1 << 18
_JUNK_BYTES = 4096
_STANDALONE = {0x01, *range(0xD0, 0xD8)}  # TEM and restart markers have no length
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_STREAMED_FRAMES = {0xC0, 0xC1}
_XMP_NAME = b"http://ns.adobe.com/xap/1.0/\0"


@dataclass(frozen=True, slots=True)
class JpegHeader:
    """What stands before the first scan. `scan_at` is where the coded pixels begin, None when the file has none."""

    width: int = 0
    height: int = 0
    streams: bool = False  # one scan in row order: decodes in bounded memory
    exif: bytes | None = None  # the TIFF block of the first EXIF segment
    scan_at: int | None = None
    xmp: bytes | None = None  # the first XMP packet; what does not fit into one segment holds no place and no time


def read_header(file: BinaryIO) -> JpegHeader:
    """Walk the segments up to the first scan. A broken walk ends early; nothing is raised but OSError."""
    file.seek(2)
    width = height = components = frame = 0
    exif: bytes | None = None
    xmp: bytes | None = None
    for _ in range(_MAX_SEGMENTS):
        marker = _next_marker(file)
        if marker is None or marker == 0xD9:
            break
        if marker in _STANDALONE:
            continue
        length = int.from_bytes(file.read(2), "big") - 2
        if length < 0:
            break
        after = file.tell() + length
        if marker == 0xE1 and (exif is None or xmp is None):
            segment = file.read(length)
            exif = exif or _exif_of(segment)
            xmp = xmp or (segment[len(_XMP_NAME) :] if segment.startswith(_XMP_NAME) else None)
        elif marker in _FRAMES and not frame:
            frame, body = marker, file.read(6)
            if len(body) == 6:
                height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
                components = body[5]
        elif marker == 0xDA:
            in_scan = file.read(1)
            streams = frame in _STREAMED_FRAMES and in_scan == bytes([components])
            return JpegHeader(width, height, streams, exif, after, xmp)
        file.seek(after)
    return JpegHeader(width, height, False, exif, None, xmp)


def _next_marker(file: BinaryIO) -> int | None:
    """The next marker's second byte. Padding of 0xFF and up to a block of junk, which some writers leave, are passed over."""
    byte = file.read(1)
    if byte != b"\xff":
        start = file.tell()
        at = file.read(_JUNK_BYTES).find(b"\xff")
        if at < 0:
            return None
        file.seek(start + at + 1)
        byte = b"\xff"
    while byte == b"\xff":
        byte = file.read(1)
    return byte[0] if byte else None


def _exif_of(segment: bytes) -> bytes | None:
    return segment[6:] if segment[:6] in (b"Exif\0\0", b"Exif\0\xff") else None


def has_end(file: BinaryIO, scan_at: int, size_bytes: int) -> bool:
    """Whether the end-of-image marker follows the coded pixels.

    Cameras append things after the end (a second picture, a short film, a maker's trailer), so the last two bytes only
    give the quick answer. Within coded pixels 0xFF is always followed by 0 or a restart marker, so the first FF D9 is the end.
    """
    if size_bytes - scan_at >= 2:
        file.seek(size_bytes - 2)
        if file.read(2) == b"\xff\xd9":
            return True
    file.seek(scan_at)
    last = b""
    while block := file.read(_SCAN_BLOCK):
        if b"\xff\xd9" in last + block:
            return True
        last = block[-1:]
    return False
