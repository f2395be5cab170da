"""What the headers of a picture say: its size, its coding, where its EXIF is and whether its end is there.

No pixel is decoded. PNG, WebP, GIF and BMP are read here, because their libraries set memory aside as soon as they see a
size; HEIF and AVIF have structures that only their libraries should walk for the size; their notes are found by `boxes`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import BinaryIO

from fieldclient.capture import jpeg, pngtext
from fieldclient.capture.boxes import notes
from fieldclient.capture.containers import is_whole
from fieldclient.capture.decode import Part, open_image
from fieldclient.capture.limits import Coding
from fieldclient.capture.tags import orientation_of, read_tags
from fieldclient.capture.tiff import layout

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
    xmp: bytes | None = None
    stored: BinaryIO | None = None  # where EXIF is the file itself (TIFF)
    orientation: int | None = None  # said by the container, where that counts before EXIF
    part: tuple[int, int] | None = None  # offset and length of the JPEG inside that stands for a raw picture


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
    if mime == "image/tiff":
        return _tiff(file, size_bytes)
    return _by_library(file, mime, size_bytes)


def _jpeg(file: BinaryIO, size_bytes: int) -> Picture | None:
    header = jpeg.read_header(file)
    if not header.width or not header.height:
        return None
    coding = Coding.JPEG_STREAM if header.streams else Coding.JPEG_WHOLE
    picture = Picture(header.width, header.height, coding, header.exif, whole=False, pixel_bytes=0, xmp=header.xmp)
    if header.scan_at is None:
        return picture
    whole = jpeg.has_end(file, header.scan_at, size_bytes)
    return replace(picture, whole=whole, pixel_bytes=max(0, size_bytes - header.scan_at))


def _png(file: BinaryIO) -> Picture | None:
    width = height = 0
    notes: dict[str, bytes] = {}
    whole = False
    at = 8
    for _ in range(_MAX_CHUNKS):
        file.seek(at)
        head = file.read(8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if len(head) < 8 or kind == b"IEND":
            whole = kind == b"IEND"
            break
        if kind == b"IHDR":
            body = file.read(8)
            width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
        elif kind in pngtext.KINDS and length <= _MAX_EXIF_BYTES:
            for name, note in pngtext.notes(kind, file.read(length)):
                notes.setdefault(name, note)
        at += length + 12
    exif = notes.get("exif") or notes.get("profile")
    return Picture(width, height, Coding.PNG, exif, whole, xmp=notes.get("xmp")) if width and height else None


def _webp(file: BinaryIO, size_bytes: int) -> Picture | None:
    file.seek(0)
    head = file.read(30)
    size = _webp_size(head)
    if not size:
        return None
    whole = int.from_bytes(head[4:8], "little") + 8 <= size_bytes
    notes = _webp_notes(file, size_bytes) if head[12:16] == b"VP8X" else {}
    exif = notes.get(b"EXIF", b"").removeprefix(b"Exif\0\0") or None
    return Picture(*size, Coding.WEBP, exif, whole, xmp=notes.get(b"XMP "))


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


def _webp_notes(file: BinaryIO, size_bytes: int) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    at = 12
    for _ in range(_MAX_CHUNKS):
        if at + 8 > size_bytes:
            break
        file.seek(at)
        head = file.read(8)
        length = int.from_bytes(head[4:8], "little")
        if head[:4] in (b"EXIF", b"XMP ") and head[:4] not in found and length <= _MAX_EXIF_BYTES:
            found[head[:4]] = file.read(length)
        at += 8 + length + length % 2
    return found


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
    said = notes(file, size_bytes)
    handed = block.removeprefix(b"Exif\0\0") if isinstance(block, bytes) else None
    # In HEIF the container turns the picture and EXIF's orientation is to be ignored; libheif has done it by then.
    # In AVIF it does too, but Pillow leaves the turning to others and says it in the EXIF that it hands out.
    turned = coding is Coding.HEIF
    way = None if turned or handed is None else orientation_of(read_tags(handed) or {})
    whole = is_whole(file, size_bytes)
    return Picture(width, height, coding, said.exif or handed, whole, turned=turned, xmp=said.xmp, orientation=way)


def _tiff(file: BinaryIO, size_bytes: int) -> Picture | None:
    """A TIFF's first picture; of a raw file the JPEG preview inside it, where there is one."""
    found = layout(file, size_bytes)
    if found is None:
        return None
    if found.preview is not None:
        with Part(file, *found.preview) as part:
            inside = _jpeg(part, found.preview[1])
        if inside is not None:
            return replace(
                inside, exif=None, xmp=found.xmp, stored=file, part=found.preview, whole=found.whole and inside.whole
            )
    if found.raw:
        return Picture(found.width, found.height, Coding.RAW, whole=found.whole, xmp=found.xmp, stored=file)
    # Pillow turns a TIFF while it decodes it, and hands out the size of the upright picture.
    tags = read_tags(file)
    first = (tags or {}).get("Orientation")
    sideways = isinstance(first, tuple) and first[:1] and first[0] in (5.0, 6.0, 7.0, 8.0)
    width, height = (found.height, found.width) if sideways else (found.width, found.height)
    return Picture(width, height, Coding.TIFF, whole=found.whole, xmp=found.xmp, stored=file, turned=True)
