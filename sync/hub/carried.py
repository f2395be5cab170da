"""Bundles that a carrier brings over the wire: parts until they are whole, slips for whoever asks again.

Nothing here is the only copy: the maker keeps everything until its receipts are back. Parts and slips expire.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from sync.hub import folders
from sync.hub.bundles import Bundles
from sync.hub.world import PersonRow
from sync.protocol import wire
from sync.protocol.bundle_shapes import MAX_BUNDLE_BYTES, Slip
from sync.protocol.ids import is_id
from sync.protocol.problems import Code, Problem

KEPT = timedelta(days=14)
PARTS_BYTES_PER_PERSON = 8 * 1024**3
KEEP_FREE_BYTES = 256 * 1024 * 1024
BUSY_RETRY_S = 600
MOMENT_S = 5
TAKES_AT_ONCE = 2


class State(msgspec.Struct, frozen=True):
    """How much of a bundle is here; `slip` when it was taken."""

    offset_bytes: int
    slip: Slip | None = None


class Carried:
    """`bundles/` below the data folder. Names are hashes of person and bundle: nobody learns of another's."""

    def __init__(self, folder: Path, bundles: Bundles) -> None:
        self._folder = folder / "bundles"
        self._bundles = bundles
        self._lock = threading.Lock()
        self._busy: set[Path] = set()
        self._takes = threading.Semaphore(TAKES_AT_ONCE)

    def state(self, person: PersonRow, bundle: str, size_bytes: int) -> State:
        _check(bundle, size_bytes)
        part, slip = self._paths(person, bundle)
        taken = _read(slip)
        return State(min(_size(part), size_bytes)) if taken is None else State(size_bytes, taken)

    def append(self, person: PersonRow, bundle: str, size_bytes: int, offset_bytes: int, data: bytes) -> State:
        """The last piece is answered after everything in it is certain. OFFSET_MISMATCH, QUOTA_FULL, BUNDLE_INVALID."""
        part, slip = self._paths(person, bundle)
        with self._alone(part):
            known = self.state(person, bundle, size_bytes)
            if known.slip is not None:
                return known
            if offset_bytes != known.offset_bytes:
                raise Problem(Code.OFFSET_MISMATCH, offset_bytes=known.offset_bytes)
            if offset_bytes + len(data) > size_bytes:
                raise Problem(Code.BODY_INVALID, field="size_bytes")
            self._make_room(part, len(data))
            with part.open("ab") as file:
                file.write(data)
            reached = offset_bytes + len(data)
            return State(reached) if reached < size_bytes else State(reached, self._take(person, part, slip, size_bytes))

    @contextmanager
    def _alone(self, part: Path) -> Iterator[None]:
        """The same bundle may come over two lines; whoever is second comes again, and no thread waits here."""
        with self._lock:
            if part in self._busy:
                raise Problem(Code.HUB_BUSY, retry_after_s=MOMENT_S)
            self._busy.add(part)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(part)

    def _take(self, person: PersonRow, part: Path, slip: Path, size_bytes: int) -> Slip:
        """Opening a large one takes a while: two at a time leave the other threads to everybody's questions."""
        if not self._takes.acquire(blocking=False):
            raise Problem(Code.HUB_BUSY, retry_after_s=MOMENT_S)
        try:
            with part.open("rb") as file:
                taken = self._bundles.take(file, size_bytes, person)
        except Problem as problem:
            if problem.code is Code.BUNDLE_INVALID:
                part.unlink(missing_ok=True)  # a damaged one would stay damaged; the carrier has it still
            raise
        finally:
            self._takes.release()
        folders.write(slip, wire.encode(taken))
        part.unlink(missing_ok=True)
        return taken

    def drop_stale(self, now: datetime) -> int:
        """Forget what nobody went on with. How many."""
        gone = 0
        for path in self._folder.glob("*/*") if self._folder.exists() else ():
            with suppress(FileNotFoundError):  # taken this moment
                if path.stat().st_mtime < (now - KEPT).timestamp():
                    path.unlink()
                    gone += 1
        return gone

    def _make_room(self, part: Path, more_bytes: int) -> None:
        if not part.parent.exists():
            folders.make(part.parent)
        held = sum(_size(each) for each in part.parent.glob("*.part"))
        if held + more_bytes > PARTS_BYTES_PER_PERSON:
            raise Problem(Code.QUOTA_FULL, limit_bytes=PARTS_BYTES_PER_PERSON)
        if shutil.disk_usage(part.parent).free < more_bytes + KEEP_FREE_BYTES:
            raise Problem(Code.HUB_BUSY, retry_after_s=BUSY_RETRY_S)

    def _paths(self, person: PersonRow, bundle: str) -> tuple[Path, Path]:
        folder = self._folder / hashlib.sha256(person.id.encode()).hexdigest()[:32]
        return folder / f"{bundle}.part", folder / f"{bundle}.slip"


def _check(bundle: str, size_bytes: int) -> None:
    if not is_id(bundle):
        raise Problem(Code.BODY_INVALID, field="bundle")
    if not 0 < size_bytes <= MAX_BUNDLE_BYTES:
        raise Problem(Code.MEDIA_TOO_LARGE, limit_bytes=MAX_BUNDLE_BYTES)


def _read(slip: Path) -> Slip | None:
    """None when there is none, or none that can be read: the carrier brings the bundle again, and nothing is doubled by it."""
    try:
        return wire.decode(slip.read_bytes(), Slip)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
