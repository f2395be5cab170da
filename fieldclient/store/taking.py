"""Bytes on their way into the data folder: written, hashed and synced beside one another.

A photo of 3 MB takes as long to hash as to write, and twice as long to sync. Both are waited for without holding up Python,
so each has a thread; what the person waits for is the slowest of the three and not their sum.
"""

from __future__ import annotations

import errno
import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from fieldclient.store.disk import PIECE_BYTES, Disk
from sync.protocol.problems import Code, Problem

_AHEAD = 16  # pieces that are written and not hashed yet: bounds the memory that a long video takes
_SMALL_BYTES = 64 * 1024  # handing so little to a thread costs more than doing it
# One each: pieces of one file are hashed in their order. They start with the first photo and end with the process.
_hashing = ThreadPoolExecutor(1, "hashing")
_syncing = ThreadPoolExecutor(1, thread_name_prefix="syncing")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A complete copy of our own, hashed. `tag` says what it is for. While `syncing` is set its bytes are not certain yet:
    `MediaFiles.settle` waits for that."""

    path: Path
    tag: str
    sha256: str
    size_bytes: int
    syncing: Syncing | None = field(default=None, compare=False)


class Syncing:
    """An open file whose fsync is under way."""

    def __init__(self, file: BinaryIO, done: Future[None]) -> None:
        self._file, self._done = file, done

    def wait(self) -> None:
        """Durable on return. Raises what the disk said; the file is closed in any case."""
        try:
            self._done.result()
        finally:
            self._file.close()


class Hashing:
    """SHA-256 of pieces as they come."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._ahead: deque[Future[None]] = deque()

    def add(self, piece: bytes | memoryview) -> None:
        if len(piece) < _SMALL_BYTES and not self._ahead:
            self._digest.update(piece)
            return
        self._ahead.append(_hashing.submit(self._digest.update, piece))
        if len(self._ahead) > _AHEAD:
            self._ahead.popleft().result()

    def hexdigest(self) -> str:
        while self._ahead:
            self._ahead.popleft().result()
        return self._digest.hexdigest()


def begin_sync(disk: Disk, file: BinaryIO) -> Syncing:
    return Syncing(file, _syncing.submit(disk.sync, file))


def pieces_of(source: Path, limit_bytes: int) -> Iterator[bytes]:
    """The source bit by bit. Its errors are told as the source's: a card pulled out is not a full disk."""
    read = 0
    try:
        file = source.open("rb")
    except OSError as cause:
        raise unreadable(cause) from cause
    with file:
        while piece := _read(file):
            read += len(piece)
            if read > limit_bytes:  # it grows while it is read
                raise Problem(Code.FILE_TOO_LARGE, size_bytes=read, limit_bytes=limit_bytes)
            yield piece


def cut_up(data: bytes) -> Iterator[memoryview]:
    """Bytes in memory as pieces, without copying them."""
    view = memoryview(data)
    return (view[start : start + PIECE_BYTES] for start in range(0, len(view), PIECE_BYTES))


def _read(file: BinaryIO) -> bytes:
    try:
        return file.read(PIECE_BYTES)
    except OSError as cause:
        raise unreadable(cause) from cause


def unreadable(cause: OSError) -> Problem:
    """The problem a person is told when the file that they chose cannot be read."""
    if isinstance(cause, FileNotFoundError) or cause.errno in (errno.ENODEV, errno.ENXIO):
        return Problem(Code.FILE_MISSING)
    return Problem(Code.FILE_UNREADABLE, errno=cause.errno or 0)
