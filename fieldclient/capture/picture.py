"""What the headers of a picture say: its size, its coding, where its EXIF is and whether its end is there.

No pixel is decoded. PNG, WebP, GIF and BMP are read here, because their libraries set memory aside as soon as they see a
size; HEIF and AVIF have structures that only their libraries should walk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import BinaryIO

from fieldclient.capture import jpeg
from fieldclient.capture.containers import is_whole
from fieldclient.capture.decode import open_image
from fieldclient.capture.limits import Coding

_MAX_CHUNKS = 50_000  # PNG writers cut 64 MB into 8,000 of them
_MAX_EXIF_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's header. Width and height are of the pixels as the decoder hands them out.

    `turned` says that the decoder already applies the orientation, so nothing may turn the pixels a second time.
    `pixel_bytes` is how much there is of the coded pixels, None where it is not worth knowing.
    """

    width: int
    height: int
    coding: Coding
    exif: bytes | None = None
    whole: bool = True
    turned: bool = False
    pixel_bytes: int | None = None


def read_picture(file: BinaryIO, mime: str, size_bytes: int) -> Picture | None:
    """The header of a picture that `sniff` found to be of type `mime`; None when it cannot be read.

    Raises nothing but OSError from the file itself.
    """
    if mime == "image/jpeg":
        return _jpeg(file, size_bytes)
    if mime == "image/png":
        return _png(file)
    if mime == "image/webp":
        return _webp(file, size_bytes)
    if mime == "image/gif":
        return _gif(file, size_bytes)
    if mime == "image/bmp":
        return _bmp(file, size_bytes)
    return _by_library(file, mime, size_bytes)


def _jpeg(file: BinaryIO, size_bytes: int) -> Picture | None:
    header = jpeg.read_header(file)
    if not header.width or not header.height:
        return None
    coding = Coding.JPEG_STREAM if header.streams else Coding.JPEG_WHOLE
    picture = Picture(header.width, header.height, coding, header.exif, whole=False, pixel_bytes=0)
    if header.scan_at is None:
        return picture
    whole = jpeg.has_end(file, header.scan_at, size_bytes)
    return replace(picture, whole=whole, pixel_bytes=max(0, size_bytes - header.scan_at))


def _png(file: BinaryIO) -> Picture | None:
    width = height = 0
    exif: bytes | None = None
    at = 8
    for _ in range(_MAX_CHUNKS):
        file.seek(at)
        head = file.read(8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if len(head) < 8:
            break
        if kind == b"IHDR":
            body = file.read(8)
            width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
        elif kind == b"eXIf" and length <= _MAX_EXIF_BYTES:
            exif = file.read(length)
        elif kind == b"IEND":
            return Picture(width, height, Coding.PNG, exif) if width and height else None
        at += length + 12
    return Picture(width, height, Coding.PNG, exif, whole=False) if width and height else None


def _webp(file: BinaryIO, size_bytes: int) -> Picture | None:
    file.seek(0)
    head = file.read(30)
    size = _webp_size(head)
    if not size:
        return None
    whole = int.from_bytes(head[4:8], "little") + 8 <= size_bytes
    exif = _webp_exif(file, size_bytes) if head[12:16] == b"VP8X" else None
    return Picture(*size, Coding.WEBP, exif, whole)


def _webp_size(head: bytes) -> tuple[int, int] | None:
    """Lossy, lossless and extended files keep their size in three different places."""
    if len(head) < 30:
        return None
    if head[12:16] == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if head[12:16] == b"VP8L" and head[20] == 0x2F:
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if head[12:16] == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF
    return None


def _webp_exif(file: BinaryIO, size_bytes: int) -> bytes | None:
    at = 12
    for _ in range(_MAX_CHUNKS):
        if at + 8 > size_bytes:
            return None
        file.seek(at)
        head = file.read(8)
        length = int.from_bytes(head[4:8], "little")
        if head[:4] == b"EXIF" and length <= _MAX_EXIF_BYTES:
            return file.read(length).removeprefix(b"Exif\0\0")
        at += 8 + length + length % 2
    return None


def _gif(file: BinaryIO, size_bytes: int) -> Picture | None:
    file.seek(6)
    body = file.read(4)
    width, height = int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little")
    file.seek(max(0, size_bytes - 2))
    whole = b";" in file.read(2)
    return Picture(width, height, Coding.GIF, None, whole) if width and height else None


def _bmp(file: BinaryIO, size_bytes: int) -> Picture | None:
    file.seek(0)
    head = file.read(26)
    said = int.from_bytes(head[2:6], "little")
    if head[14:18] == b"\x0c\0\0\0":
        width, height = int.from_bytes(head[18:20], "little"), int.from_bytes(head[20:22], "little")
    else:  # a negative height means that the rows run from the top
        width = int.from_bytes(head[18:22], "little", signed=True)
        height = abs(int.from_bytes(head[22:26], "little", signed=True))
    if width <= 0 or not height:
        return None
    return Picture(width, height, Coding.BMP, whole=said <= size_bytes)


_LIBRARY_CODINGS = {
    "image/heic": Coding.HEIF,
    "image/heif": Coding.HEIF,
    "image/avif": Coding.AVIF,
}


def _by_library(file: BinaryIO, mime: str, size_bytes: int) -> Picture | None:
    coding = _LIBRARY_CODINGS[mime]
    try:
        image = open_image(file, mime)
        width, height = image.size
        block = image.info.get("exif")
    except Exception:  # whatever the library stumbles over: the header cannot be read
        return None
    exif = block.removeprefix(b"Exif\0\0") if isinstance(block, bytes) else None
    # In HEIF the container turns the picture and EXIF's orientation is to be ignored; libheif has done it by then.
    return Picture(width, height, coding, exif, is_whole(file, size_bytes), turned=coding is Coding.HEIF)
