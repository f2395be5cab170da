"""Uploads that somebody is at just now. Whoever sends the same file for the same person, on whatever line, works on one
`Live`: nothing waits for a line that is long dead, and no byte is written twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sync.hub import sniff
from sync.hub.part import Part, PartNote
from sync.protocol import ranges
from sync.protocol.media import kind_of
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Problem
from sync.protocol.ranges import Ranges

NOTE_AFTER = timedelta(seconds=1)  # the database hears of new bytes at most so often …
NOTE_BYTES = 4 * 1024 * 1024  # … unless so many have come
MAX_IDLE = 64  # files that nobody is at, kept open so that their hash need not be computed anew
MIN_ROOM_BYTES = 4 * 1024 * 1024  # how often a long upload is asked whether there is room


class Live:
    """One file of one person. Everything but `users` is touched with `part.lock` held."""

    def __init__(self, name: str, note: PartNote, part: Part, noted: Ranges, now: datetime, room_bytes: int = 0) -> None:
        self.name, self.note, self.part = name, note, part
        self.device = note.device  # who sent the last bytes: they count against its quota
        self.over: MediaReceipt | Problem | None = None  # what became of it, once something has
        self.noted_bytes = ranges.total(noted)
        self.noted_at = self.touched_at = now
        self.users = 1
        self.room_asked_at, self.room_bytes = self.noted_bytes, room_bytes  # for so many more there was room then
        self.listeners: list[Callable[[], None]] = []

    @property
    def size_bytes(self) -> int:
        return self.note.size_bytes or 0

    @property
    def unnoted_bytes(self) -> int:
        return self.part.held_bytes - self.noted_bytes

    def usable(self, size_bytes: int) -> bool:
        """True when it can be gone on with as it is."""
        return self.over is None and self.size_bytes == size_bytes and self.part.is_there()

    def due(self, now: datetime) -> bool:
        """True when the database should hear of what has come."""
        more = self.unnoted_bytes
        return more >= NOTE_BYTES or (more != 0 and now - self.noted_at >= NOTE_AFTER)

    def write(self, offset_bytes: int, pieces: Sequence[bytes | memoryview], device: str, now: datetime) -> bool:
        """Keep pieces that follow one another. False when they lie too far off to be kept. Raises what became of the file
        meanwhile, BODY_INVALID for bytes behind its end, FILE_NOT_MEDIA for one that is none."""
        with self.part.lock:
            if self.over is not None:
                if isinstance(self.over, Problem):
                    raise self.over
                return True
            if offset_bytes + sum(len(piece) for piece in pieces) > self.size_bytes:
                raise Problem(Code.BODY_INVALID, field="size_bytes")
            taken = self.part.write(offset_bytes, pieces)
            self.device, self.touched_at = device, now
            if not self.part.checked and self.part.start >= min(sniff.NEEDED_BYTES, self.size_bytes):
                check_content(self.part.head(), self.note.mime)
                self.part.checked = True
        return taken

    def stands(self) -> Ranges:
        with self.part.lock:
            return self.part.ranges

    def told(self) -> None:
        """Somebody wrote, or it is over: everybody who is at it looks."""
        with self.part.lock:
            listeners = tuple(self.listeners)
        for listener in listeners:
            listener()

    def abandon(self) -> None:
        """Its bytes are gone: whoever is at it begins anew."""
        with self.part.lock:
            self.end(self.over or Problem(Code.OFFSET_MISMATCH, offset_bytes=0))
        self.told()

    def end(self, outcome: MediaReceipt | Problem) -> None:
        self.over = outcome
        self.part.close()


def check_content(head: bytes, mime: str) -> None:
    """A photo, video or recording as it says it is, by its first bytes."""
    found = sniff.kinds(head)
    if kind_of(mime) not in found:
        raise Problem(Code.FILE_NOT_MEDIA, said=mime, found=",".join(sorted(found)) or "unknown")


class Lives:
    """Those that are open, by name. To be used with its owner's lock held."""

    def __init__(self) -> None:
        self._all: OrderedDict[str, Live] = OrderedDict()

    def get(self, name: str) -> Live | None:
        return self._all.get(name)

    def all(self) -> list[Live]:
        return list(self._all.values())

    def take(self, name: str, size_bytes: int) -> Live | None:
        """One that can be gone on with, for one more user."""
        live = self._all.get(name)
        if live is None or not live.usable(size_bytes):
            return None
        live.users += 1
        self._all.move_to_end(name)
        return live

    def put(self, live: Live) -> None:
        self._all[live.name] = live

    def drop(self, live: Live) -> None:
        if self._all.get(live.name) is live:
            del self._all[live.name]

    def idle(self, keep: int = MAX_IDLE) -> list[Live]:
        """Those that nobody is at beyond so many, the longest left first."""
        found = [live for live in self._all.values() if live.users == 0]
        return found[:max(0, len(found) - keep)]

    def unnoted_bytes(self, device: str) -> int:
        """Bytes of this device that the database has not heard of yet."""
        return sum(live.unnoted_bytes for live in self._all.values() if live.device == device and live.over is None)

