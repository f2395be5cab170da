"""Bytes on the hub's disk: partial uploads, and finished files named by their SHA-256.

Finished: written → fsync → renamed into place → folder fsynced; only then may anybody be told. Never rewritten.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO

READ_BYTES = 256 * 1024


class MediaFiles:
    """`media/ab/cdef…` below the data folder, and `media/partial` for what is not complete yet."""

    def __init__(self, folder: Path) -> None:
        self._root = folder / "media"
        self._partial = self._root / "partial"
        self._partial.mkdir(parents=True, exist_ok=True)
        _sync_folder(folder)
        _sync_folder(self._root)

    def path(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256[2:]

    def has(self, sha256: str, size_bytes: int) -> bool:
        """True when the file lies in place with its full size."""
        try:
            return self.path(sha256).stat().st_size == size_bytes
        except OSError:
            return False

    def free_bytes(self) -> int:
        return shutil.disk_usage(self._root).free

    def append(self, part: str, offset_bytes: int, data: bytes) -> None:
        """Write at the offset, cutting off what a crash may have left behind it. Durable on return."""
        path = self._part(part)
        is_new = not path.exists()
        with path.open("r+b" if not is_new else "w+b") as file:
            file.seek(offset_bytes)
            file.truncate()
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _sync_folder(self._partial)

    def part_size(self, part: str) -> int:
        try:
            return self._part(part).stat().st_size
        except FileNotFoundError:
            return 0

    def head(self, part: str, size_bytes: int) -> bytes:
        with self._part(part).open("rb") as file:
            return file.read(size_bytes)

    def hash_of(self, part: str) -> str:
        with self._part(part).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def finish(self, part: str, sha256: str) -> None:
        """The part is complete and its hash was compared: put it in its place. Durable on return."""
        target = self.path(sha256)
        if not target.parent.exists():
            target.parent.mkdir(exist_ok=True)
            _sync_folder(self._root)
        os.replace(self._part(part), target)
        _sync_folder(target.parent)
        _sync_folder(self._partial)

    def settle(self, sha256: str) -> None:
        """The file was put in its place by somebody else just now: durable on return, however far they have come."""
        _sync_folder(self.path(sha256).parent)
        _sync_folder(self._root)

    def add(self, data: bytes) -> str:
        """Keep bytes of the hub's own making, e.g. a copy for publication; their hash. Durable on return."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.has(sha256, len(data)):
            part = f"own-{sha256[:32]}"
            self.append(part, 0, data)
            self.finish(part, sha256)
        return sha256

    def discard(self, part: str) -> None:
        self._part(part).unlink(missing_ok=True)

    def read(self, sha256: str, offset_bytes: int) -> Pieces:
        """The bytes from the offset on. The file is opened at once, so that a missing one is told before any byte."""
        file = self.path(sha256).open("rb")
        file.seek(offset_bytes)
        return Pieces(file)

    def _part(self, part: str) -> Path:
        return self._partial / f"{part}.part"


class Pieces:
    """The bytes of an open file. To be closed by whoever does not read to the end: a line that is cut must not keep a file
    open, and a generator that was never begun would."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __iter__(self) -> Pieces:
        return self

    def __next__(self) -> bytes:
        piece = b"" if self._file.closed else self._file.read(READ_BYTES)
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        self._file.close()


def part_name(person: str, sha256: str) -> str:
    """One part per person and file: nobody writes into, or learns of, another person's upload."""
    return hashlib.sha256(f"{person}/{sha256}".encode()).hexdigest()[:40]


def _sync_folder(folder: Path) -> None:
    """A rename is durable only when the folder is. Windows has no such call and keeps the order by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
