"""The bytes of one tile, from a file that nobody vouches for: unpacked to a bound, looked at before decoding. Pure."""

from __future__ import annotations

import zlib

import zstandard

MOST_PACKED = 4 * 1024 * 1024  # of one tile as it lies in the file; honest ones are below 500 kB
MOST_UNPACKED = 8 * 1024 * 1024  # of a vector tile
MOST_SIDE_PX = 1024  # of a picture: 256 and 512 are usual


class BadTile(Exception):
    """A tile, or a whole file of them, that cannot be used. `reason`: damaged, bomb, kind, packing, empty, too_large."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def unpacked(data: bytes, most: int = MOST_UNPACKED) -> bytes:
    """gzip, zlib and zstd by their first bytes; anything else as it is. BadTile: bomb, damaged."""
    if data[:2] == b"\x1f\x8b":
        return _inflated(data, 31, most)
    if data[:4] == b"\x28\xb5\x2f\xfd":
        return _zstd(data, most)
    if data[:1] == b"\x78" and len(data) > 2 and int.from_bytes(data[:2], "big") % 31 == 0:
        return _inflated(data, 15, most)
    if len(data) > most:
        raise BadTile("bomb")
    return data


def _inflated(data: bytes, window: int, most: int) -> bytes:
    engine = zlib.decompressobj(window)
    try:
        out = engine.decompress(data, most + 1)
    except zlib.error as cause:
        raise BadTile("damaged") from cause
    if len(out) > most:
        raise BadTile("bomb")
    if not engine.eof:
        raise BadTile("damaged")
    return out


def _zstd(data: bytes, most: int) -> bytes:
    out = bytearray()
    engine = zstandard.ZstdDecompressor(max_window_size=1 << 23).decompressobj()
    try:
        for start in range(0, len(data), 4096):  # in pieces, so that a bomb is noticed while it unfolds
            out += engine.decompress(data[start : start + 4096])
            if len(out) > most:
                raise BadTile("bomb")
    except zstandard.ZstdError as cause:
        raise BadTile("damaged") from cause
    return bytes(out)


def picture_format(data: bytes) -> str:
    """png, jpg or webp by the first bytes; '' for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if data[:3] == b"\xff\xd8\xff":
        return "jpg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return ""


def check_picture(data: bytes) -> str:
    """The format of a tile's picture. BadTile: kind, too_large. Nothing is decoded."""
    found = picture_format(data)
    if not found:
        raise BadTile("kind")
    size = {"png": _png_size, "jpg": _jpeg_size, "webp": _webp_size}[found](data)
    if size is None:
        raise BadTile("damaged")
    if not (0 < size[0] <= MOST_SIDE_PX and 0 < size[1] <= MOST_SIDE_PX):
        raise BadTile("too_large")
    return found


def _png_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 24 or data[12:16] != b"IHDR":
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """The largest that any of its frames tells: a decoder may believe either."""
    at, found = 2, None
    while at + 9 < len(data) and data[at] == 0xFF:
        mark, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if mark == 0xFF:
            at += 1
            continue
        if mark in (0xDA, 0xD9) or length < 2:
            break
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            high, wide = int.from_bytes(data[at + 5 : at + 7], "big"), int.from_bytes(data[at + 7 : at + 9], "big")
            found = (max(wide, found[0]), max(high, found[1])) if found else (wide, high)
        at += 2 + length
    return found


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and len(data) >= 30:
        return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    return None
