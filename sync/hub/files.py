"""Bytes on the hub's disk: partial uploads, and finished files named by their SHA-256.

Finished: written → fsync → renamed into place → folder fsynced; only then may anybody be told. Never rewritten.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sync.hub import folders
from sync.hub.part import Part, PartNote, note_path, read_note, stand
from sync.protocol.ranges import Ranges

READ_BYTES = 256 * 1024
# Below media/, by the first two digits. Made at the start, so that taking a file never has to sync the name of one.
SHELVES = frozenset(f"{number:02x}" for number in range(256))


class MediaFiles:
    """`media/ab/cdef…` below the data folder, and `media/partial` for what is not complete yet."""

    def __init__(self, folder: Path) -> None:
        self._root = folder / "media"
        self._partial = self._root / "partial"
        folders.make(folder)
        for each in (self._root, self._partial):
            folders.make(each)
        for name in SHELVES - set(os.listdir(self._root)):
            (self._root / name).mkdir(mode=0o700, exist_ok=True)  # another process may start at the same time
        folders.sync(self._root)

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

    def open_part(self, part: str, note: PartNote, noted: Ranges) -> Part:
        """Begin or take up an unfinished file. `noted`: the bytes of it that the database knows of."""
        return Part(self._part(part), note, noted)

    def stand(self, part: str, note: PartNote, noted: Ranges) -> Ranges:
        """Which bytes of an unfinished file are here, without beginning one."""
        return stand(self._part(part), note, noted)

    def left_behind(self) -> Iterator[PartNote]:
        """What the notes beside unfinished files say."""
        for path in sorted(self._partial.glob("*.note")):
            found = read_note(path)
            if found is not None:
                yield found

    def finish(self, part: str, sha256: str) -> None:
        """The part is complete, synced and its hash was compared: put it in its place. Durable on return."""
        note_path(self._part(part)).unlink(missing_ok=True)
        target = self.path(sha256)
        if not target.parent.is_dir():  # somebody took it away since the start
            folders.make(target.parent)
        os.replace(self._part(part), target)
        folders.sync(target.parent)

    def settle(self, sha256: str) -> None:
        """The file was put in its place by somebody else just now: durable on return, however far they have come."""
        folders.sync(self.path(sha256).parent)

    def add(self, data: bytes) -> str:
        """Keep bytes of the hub's own making, e.g. a copy for publication; their hash. Durable on return."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self.has(sha256, len(data)):
            self.settle(sha256)  # by a tick that was cut before it came to this, perhaps
        else:
            part = f"own-{sha256[:32]}"
            with self._part(part).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            self.finish(part, sha256)
        return sha256

    def discard(self, part: str) -> None:
        path = self._part(part)
        note_path(path).unlink(missing_ok=True)
        path.unlink(missing_ok=True)

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
