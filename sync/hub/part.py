"""One unfinished file on the disk: its bytes, which of them are here, and their hash as far as it could be told as they came.

Two notes say which bytes are here. The one beside the file is written without waiting for the disk: it outlives a kill of
the hub, and counts only until the machine has started anew. The other is the row in the database, written after the bytes
were synced. Neither is a promise to anybody: a file counts when its hash was compared, and wrong bytes are dropped then.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sync.hub import sniff
from sync.hub.places import read_at, write_at
from sync.protocol import ranges, wire
from sync.protocol.ranges import Ranges
from sync.protocol.stream import MAX_RANGES

NOTE_BYTES = 2048  # always written as a whole, in one call
NOTE_EVERY_BYTES = 16 * 1024  # a kill of the hub costs at most so much of each file
_AHEAD_BYTES = 512 * 1024  # of a large file the disk is asked to write whenever so many have come
_READ_BYTES = 1024 * 1024
# Linux writes dirty pages when it is told that they are not needed; elsewhere that may mean nothing, or something else.
_WRITES_AHEAD = sys.platform == "linux"
_BOOT = Path("/proc/sys/kernel/random/boot_id")


class PartNote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What lies beside a part: enough to take it over after a kill, even when the database never heard of it."""

    person: str
    device: str
    sha256: str = ""  # empty where it is not known before the end
    size_bytes: int | None = None
    mime: str = ""
    ranges: tuple[tuple[int, int], ...] = ()
    boot: str = ""
    grows: bool = False  # bytes came in order and nothing else: all of the file is here, however long it is by now


class Part:
    """Used by one thread at a time: whoever does holds `lock`. `path` is `NAME.part`, its note `NAME.note`."""

    def __init__(self, path: Path, note: PartNote, noted: Ranges) -> None:
        """Open or begin it. `noted`: the bytes that the database knows of."""
        self.lock = threading.RLock()
        self.path = path
        self._note = note
        self._file = _open(path)
        self.ranges = stand(path, note, noted)
        told = _counts(path, note)
        self._told, self._told_size = self.ranges, told is not None and told.grows
        self._hasher = hashlib.sha256()
        self._hashed = self._asked = 0
        self._note_file = -1
        self._mark: tuple[Ranges, hashlib._Hash, int] | None = None
        self.checked = False  # its first bytes have been looked at

    @property
    def held_bytes(self) -> int:
        return ranges.total(self.ranges)

    @property
    def start(self) -> int:
        """All bytes below are here."""
        return ranges.start(self.ranges)

    @property
    def sure(self) -> Ranges:
        """Without what may still have to be taken back."""
        return self.ranges if self._mark is None else self._mark[0]

    @property
    def full(self) -> bool:
        return self.ranges == ((0, self._note.size_bytes),)

    @property
    def is_open(self) -> bool:
        return self._file >= 0

    def is_there(self) -> bool:
        """False when the file was cut, replaced or removed behind our back, e.g. by another process that cleared away."""
        try:
            found, mine = os.stat(self.path), os.fstat(self._file)
        except OSError:
            return False
        return os.path.samestat(found, mine) and found.st_size >= ranges.top(self.ranges)

    def write(self, offset_bytes: int, pieces: Sequence[bytes | memoryview]) -> bool:
        """Keep pieces that follow one another from the offset on; bytes that are here already are not written again.
        False when it would leave more gaps than are kept: nothing was taken."""
        end = offset_bytes + sum(len(piece) for piece in pieces)
        after = ranges.add(self.ranges, offset_bytes, end)
        if len(after) > MAX_RANGES:
            return False
        fresh = ranges.total(after) - ranges.total(self.ranges) == end - offset_bytes
        if self._told_size and offset_bytes > self.start:
            self.tell(exactly=True)
        if fresh:
            write_at(self._file, offset_bytes, pieces)
        else:
            self._fill(offset_bytes, end, b"".join(pieces))
        self.ranges = after
        if fresh and self._hashed == offset_bytes:
            for piece in pieces:
                self._hasher.update(piece)
            self._hashed = end
        self._hash_on(self.start)
        self._write_ahead()
        if not self._told_size and (
            len(after) != len(self._told) or self.held_bytes - ranges.total(self._told) >= NOTE_EVERY_BYTES
        ):
            self.tell()
        return True

    def _fill(self, first: int, end: int, data: bytes) -> None:
        view = memoryview(data)
        for begin, stop in ranges.gaps(self.ranges, end):
            begin = max(begin, first)
            if begin < stop:
                write_at(self._file, begin, [view[begin - first:stop - first]])

    def _write_ahead(self) -> None:
        """Let the disk begin with what is here, and do not wait for it: at the end there is less to wait for. No promise, and
        what is read again later may have to come from the disk."""
        end = self.start
        if end - self._asked >= _AHEAD_BYTES and _WRITES_AHEAD:
            os.posix_fadvise(self._file, self._asked, end - self._asked, os.POSIX_FADV_DONTNEED)
            self._asked = end

    def tell(self, *, exactly: bool = False) -> None:
        """Write the note beside the file. `exactly`: what is about to be written will not be told by the file's length."""
        if (exactly or (self._told != self.ranges and not self._told_size)) and self._mark is None and self._file >= 0:
            if self._note_file < 0:
                self._note_file = _open_note(self.path)
            self._told_size = not exactly and self.held_bytes == self.start == os.fstat(self._file).st_size
            note = msgspec.structs.replace(self._note, ranges=self.ranges, grows=self._told_size)
            write_at(self._note_file, 0, [_note_bytes(note)])
            self._told = self.ranges

    def put_down(self) -> None:
        """Nobody is at it just now: the note is written, and not kept open."""
        self.tell()
        if self._note_file >= 0:
            os.close(self._note_file)
            self._note_file = -1

    def mark(self) -> None:
        """What is written from now on may have to be taken back; until `keep` or `back` no note tells of it."""
        if self._told_size:
            self.tell(exactly=True)
        self._mark = (self.ranges, self._hasher.copy(), self._hashed)

    def keep(self) -> None:
        self._mark = None
        self.tell()

    def back(self) -> None:
        """As it was at the mark."""
        if self._mark is not None:
            (self.ranges, self._hasher, self._hashed), self._mark = self._mark, None

    def digest(self) -> str:
        """The SHA-256 of the bytes from 0 to `start`. What came in order was hashed as it came and is not read again."""
        self._hash_on(self.start)
        return self._hasher.hexdigest()

    def _hash_on(self, end: int) -> None:
        while self._hashed < end:
            piece = read_at(self._file, self._hashed, min(_READ_BYTES, end - self._hashed))
            if not piece:
                break  # cut behind our back: the hash will not fit
            self._hasher.update(piece)
            self._hashed += len(piece)

    def pieces(self, size_bytes: int) -> Iterator[bytes]:
        """The bytes from 0 to `start`, so many at a time."""
        for at in range(0, self.start, size_bytes):
            yield read_at(self._file, at, min(size_bytes, self.start - at))

    def head(self) -> bytes:
        """The first bytes as far as they are here, enough to tell what the file is."""
        return read_at(self._file, 0, min(sniff.NEEDED_BYTES, self.start))

    def sync(self) -> Ranges:
        """Make durable what is here; which bytes that are. The lock is not held meanwhile, so that bytes go on coming in."""
        with self.lock:
            held, handle = self.sure, os.dup(self._file)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        return held

    def settle(self) -> None:
        """The file is complete: durable on return, with its exact size. Then nothing can be written to it any more."""
        if os.fstat(self._file).st_size != self.start:
            os.ftruncate(self._file, self.start)
        os.fsync(self._file)
        self.close()

    def close(self) -> None:
        for handle in (self._file, self._note_file):
            if handle >= 0:
                os.close(handle)
        self._file = self._note_file = -1


def stand(path: Path, note: PartNote, noted: Ranges) -> Ranges:
    """The bytes of a part that can be gone on from: by its own note while that counts, else by the database's."""
    try:
        held = os.stat(path).st_size
    except FileNotFoundError:
        return ()
    told = _counts(path, note)
    known = noted
    if told is not None:
        known = ((0, held),) if told.grows else told.ranges
    return ranges.clean(known, held if note.size_bytes is None else min(held, note.size_bytes))


def _counts(path: Path, note: PartNote) -> PartNote | None:
    """The note beside the file, when it is of this upload and of this start of the machine."""
    told = read_note(path)
    if told is None or not told.boot == boot() != "":
        return None
    mine = (told.person, told.sha256, told.size_bytes) == (note.person, note.sha256, note.size_bytes)
    return told if mine else None


def note_path(path: Path) -> Path:
    return path.with_suffix(".note")


def _open_note(path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    return os.open(note_path(path), flags, 0o600)


def _note_bytes(note: PartNote) -> bytes:
    body = wire.encode(msgspec.structs.replace(note, boot=boot())).ljust(NOTE_BYTES - 9)
    return b"%08x %s" % (zlib.crc32(body), body)


def read_note(path: Path) -> PartNote | None:
    """None when there is none, or when a power cut left half of it."""
    try:
        raw = note_path(path).read_bytes()
        if len(raw) == NOTE_BYTES and int(raw[:8], 16) == zlib.crc32(raw[9:]):
            return wire.decode(raw[9:], PartNote)
    except (OSError, ValueError):  # a DecodeError is a ValueError
        return None
    return None


_boot: list[str] = []


def boot() -> str:
    """Which start of the machine this is; empty where nobody tells."""
    if not _boot:
        try:
            _boot.append(_BOOT.read_text("ascii").strip())
        except OSError:
            _boot.append("")
    return _boot[0]


def _open(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(path, flags, 0o600)
    if os.fstat(handle).st_nlink == 1:
        return handle
    # A power cut in the middle of a rename left the finished file under both names: that one is never written to.
    os.close(handle)
    path.unlink()
    return os.open(path, flags, 0o600)
