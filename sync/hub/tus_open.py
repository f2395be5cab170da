"""Foreign uploads that bytes are coming for: open files by id, and who may write to each just now."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from sync.hub.files import MediaFiles
from sync.hub.part import Part, PartNote
from sync.hub.tus_rows import Upload
from sync.protocol import ranges
from sync.protocol.problems import Code, Problem

NOTE_AFTER = timedelta(seconds=10)  # the database hears of new bytes at most so often …
NOTE_BYTES = 4 * 1024 * 1024  # … unless so many have come
MAX_IDLE = 64
FINISH_RETRY_S = 1


class Held:
    """One open upload. Everything but `users` is touched with `part.lock` held."""

    def __init__(self, upload: Upload, part: Part, now: datetime) -> None:
        self.upload, self.part = upload, part
        self.users = 0
        self.writer: object = None  # the newest request that sends bytes: an older one has lost its line
        self.over = False
        self.noted_bytes = upload.offset_bytes
        self.noted_at = self.touched_at = now

    @property
    def unnoted_bytes(self) -> int:
        return self.part.start - self.noted_bytes

    def due(self, now: datetime) -> bool:
        more = self.unnoted_bytes
        return more >= NOTE_BYTES or (more != 0 and now - self.noted_at >= NOTE_AFTER)


class OpenUploads:
    """All that are open. Locks: that of a `Held` before `_gate`, but for those that nobody is at."""

    def __init__(self, files: MediaFiles) -> None:
        self._files = files
        self._gate = threading.Lock()
        self._all: OrderedDict[str, Held] = OrderedDict()

    def quiet(self, id_: str) -> None:
        """After whoever is at it with the lock held, e.g. to finish it."""
        with self._gate:
            held = self._all.get(id_)
        if held is not None:
            with held.part.lock:
                pass

    def enter(self, upload: Upload, now: datetime, *, alone: bool = False) -> Held:
        """To be left again. `alone`: HUB_BUSY while another request is putting the file in its place."""
        with self._gate:
            held = self._all.get(upload.id)
            if alone and held is not None and held.over:  # tried, not waited for: locks are taken in the other order
                if not held.part.lock.acquire(blocking=False):
                    raise Problem(Code.HUB_BUSY, retry_after_s=FINISH_RETRY_S)
                held.part.lock.release()
            if held is not None and (held.over or not held.part.is_there()):
                held = None
            if held is None:
                noted = ((0, upload.offset_bytes),) if upload.offset_bytes else ()
                part = self._files.open_part(part_name(upload.id), note_of(upload), noted)
                held = self._all[upload.id] = Held(upload, part, now)
            held.users += 1
            self._all.move_to_end(upload.id)
        return held

    def leave(self, held: Held) -> list[Held]:
        """Those that nobody is at any more and that are closed now, after they were told to the database."""
        with self._gate:
            held.users -= 1
            idle = [each for each in self._all.values() if each.users == 0]
            closing = [each for each in idle if each.over] + idle[:max(0, len(idle) - MAX_IDLE)]
            for each in closing:
                self._all.pop(each.upload.id, None)
                with each.part.lock:
                    each.part.tell()
        with held.part.lock:
            held.part.put_down()
        return closing

    def stand(self, upload: Upload) -> int:
        """Offset of an upload, whether it is open or not."""
        with self._gate:
            held = self._all.get(upload.id)
            if held is not None and not held.over and held.part.is_there():
                return ranges.start(held.part.sure)
        noted = ((0, upload.offset_bytes),) if upload.offset_bytes else ()
        found = self._files.stand(part_name(upload.id), note_of(upload), noted)
        return ranges.start(found)

    def drop(self, id_: str) -> None:
        """It is over: whoever is at it finds that out at the next byte."""
        with self._gate:
            held = self._all.pop(id_, None)
        if held is not None:
            with held.part.lock:
                held.over, held.writer = True, None
                held.part.close()
        self._files.discard(part_name(id_))

    def due(self, now: datetime, *, everything: bool = False) -> list[Held]:
        with self._gate:
            return [each for each in self._all.values() if each.due(now) or (everything and each.unnoted_bytes)]

    def unnoted_bytes(self, device: str) -> int:
        with self._gate:
            return sum(each.unnoted_bytes for each in self._all.values() if each.upload.device == device and not each.over)


def part_name(id_: str) -> str:
    return f"tus-{id_}"


def note_of(upload: Upload) -> PartNote:
    """Size and hash are left out: they may become known while bytes are here already."""
    return PartNote(person=upload.person, device=upload.device)
