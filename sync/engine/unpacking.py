"""Bodies as they come, unpacked piece by piece: never more at a time than was asked for, whatever they would become."""

from __future__ import annotations

import zlib
from typing import IO, Any, Protocol, cast

import urllib3.exceptions
import zstandard

ACCEPTED = "zstd, gzip"
MAX_WINDOW_BYTES = 8 * 1024 * 1024  # of memory that unpacking may take
PIECE_BYTES = 64 * 1024


class Raw(Protocol):
    """urllib3's response, as far as it is needed."""

    def read1(self, amt: int, decode_content: bool) -> bytes: ...


class Body:
    """`read` gives the next bytes as soon as there are any, at most PIECE_BYTES, and none at the end. A body that is packed
    wrongly, or cut off in the middle, raises urllib3's DecodeError like any other that cannot be read."""

    def __init__(self, raw: Raw, encoding: str) -> None:
        self._raw = raw
        self._packed = packed = encoding.strip().lower()
        self._left = b""
        if packed == "zstd":
            unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES)
            self._reader: Any = unpacker.stream_reader(cast(IO[bytes], _Source(raw)), read_size=PIECE_BYTES)
        elif packed == "gzip":
            self._unzip = zlib.decompressobj(31)

    def read(self) -> bytes:
        # Chosen anew each time: a method kept here would be a ring around the answer, and one that nobody reads to its end
        # would keep its connection until the collector comes by.
        try:
            return self._zstd() if self._packed == "zstd" else self._gzip() if self._packed == "gzip" else self._plain()
        except (zstandard.ZstdError, zlib.error) as cause:
            raise urllib3.exceptions.DecodeError(str(cause)) from cause

    def _plain(self) -> bytes:
        return self._raw.read1(PIECE_BYTES, decode_content=False)

    def _zstd(self) -> bytes:
        found: bytes = self._reader.read1(PIECE_BYTES)
        return found

    def _gzip(self) -> bytes:
        while not self._unzip.eof:
            packed = self._left or self._raw.read1(PIECE_BYTES, decode_content=False)
            if not packed:
                raise urllib3.exceptions.DecodeError("cut off")
            found = self._unzip.decompress(packed, PIECE_BYTES)
            self._left = self._unzip.unconsumed_tail
            if found:
                return found
        return b""


class _Source:
    """What zstd reads from: whatever is there, without waiting for more."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw

    def read(self, size: int) -> bytes:
        return self._raw.read1(size, decode_content=False)
