"""Where PNG keeps notes: EXIF in `eXIf`, XMP in a text chunk, and EXIF as a hexadecimal "raw profile" from before `eXIf`."""

from __future__ import annotations

import binascii
import zlib
from collections.abc import Iterator

KINDS = {b"eXIf", b"iTXt", b"zTXt", b"tEXt"}
_MAX_TEXT_BYTES = 8 * 1024 * 1024  # unpacked; a packed chunk may claim anything
_XMP = b"XML:com.adobe.xmp"
_PROFILES = {b"Raw profile type exif", b"Raw profile type APP1"}


def notes(kind: bytes, body: bytes) -> Iterator[tuple[str, bytes]]:
    """The notes in a chunk by name: exif, profile (a TIFF structure both) or xmp. What makes no sense gives none."""
    if kind == b"eXIf":
        yield "exif", body.removeprefix(b"Exif\0\0")
        return
    keyword, _, rest = body.partition(b"\0")
    if keyword != _XMP and keyword not in _PROFILES:
        return
    text = _text(kind, rest)
    if text is None:
        return
    if keyword == _XMP:
        yield "xmp", text
    elif (block := _profile(text)) is not None:
        yield "profile", block


def _text(kind: bytes, rest: bytes) -> bytes | None:
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return _unpacked(rest[1:])
    packed = rest[:1] == b"\1"
    _language, _, after = rest[2:].partition(b"\0")
    _translated, found, text = after.partition(b"\0")
    if not found:
        return None
    return _unpacked(text) if packed else text


def _unpacked(data: bytes) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(data, _MAX_TEXT_BYTES)
    except zlib.error:
        return None


def _profile(text: bytes) -> bytes | None:
    """`\\nexif\\n  LENGTH\\nHEX…`: ImageMagick's way."""
    lines = text.strip().split(b"\n", 2)
    if len(lines) < 3:
        return None
    try:
        block = binascii.unhexlify(b"".join(lines[2].split()))
    except (binascii.Error, ValueError):
        return None
    return block.removeprefix(b"Exif\0\0")
