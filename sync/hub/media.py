"""Files from devices: resumable by (person, SHA-256), bounded, verified and durable before they are acknowledged."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from sync.hub import upload_rows
from sync.hub.allowance import Allowance, MediaLimits, check_hash, check_kind
from sync.hub.arrivals import Arrivals
from sync.hub.db.database import Database
from sync.hub.downloads import Opened, open_file
from sync.hub.files import MediaFiles, part_name
from sync.hub.live import MIN_ROOM_BYTES, Live, Lives
from sync.hub.part import PartNote
from sync.hub.world import PersonRow, World
from sync.protocol import ranges
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Problem
from sync.protocol.ranges import Ranges

_log = logging.getLogger(__name__)
__all__ = ["Media", "MediaLimits", "Opened"]


class Media:
    """Every question about a file's bytes. Safe to call from many threads.

    `enter` … `write` … `finish` … `leave` is how bytes come in; `upload` does all four for one piece. A lock of a `Live` is
    taken before `_gate`, never the other way round, but for those that nobody is at.
    """

    def __init__(
        self, database: Database, files: MediaFiles, world: Callable[[Connection], World],
        clock: Callable[[], datetime], limits: MediaLimits,
    ) -> None:
        self._database, self._files, self._clock = database, files, clock
        self._gate = threading.Lock()
        self._lives = Lives()
        self._finished = 0  # how many files, so that one that was finished just now is not begun again
        self.arrivals = Arrivals(database, files, world, clock)
        self.allowance = Allowance(database, files, clock, limits, self._unnoted, self.arrivals.tally)
        self._adopt()

    def state(self, person: PersonRow, sha256: str, size_bytes: int) -> MediaReceipt:
        """Where this person's upload stands; complete too when they may fetch the file from a case anyway."""
        check_hash(sha256)
        known = self.arrivals.known(person, sha256)
        if known is not None:
            return known
        name = part_name(person.id, sha256)
        with self._gate:
            live = self._lives.get(name)
            held = live.part.ranges if live is not None and live.usable(size_bytes) else None
        if held is None:
            note = PartNote(person=person.id, device="", sha256=sha256, size_bytes=size_bytes)
            held = self._files.stand(name, note, self._noted(person, sha256, size_bytes))
        return MediaReceipt(sha256=sha256, size_bytes=size_bytes, offset_bytes=ranges.start(held))

    def upload(
        self, person: PersonRow, device: str, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes
    ) -> MediaReceipt:
        """Append a piece; the last one is answered after hash, file and folder are certain."""
        if isinstance(live := self.enter(person, device, sha256, size_bytes, mime), MediaReceipt):
            return live
        try:
            self.expect(live, offset_bytes, len(data), device)
            if data:
                self.write(live, offset_bytes, [data], device)
            return self.reached(person, device, live)
        finally:
            self.leave(live)

    def open(self, person: PersonRow, sha256: str, offset_bytes: int) -> Opened:
        return open_file(self._database, self._files, person, sha256, offset_bytes)

    # Bytes on their way in

    def enter(
        self, person: PersonRow, device: str, sha256: str, size_bytes: int, mime: str, more_bytes: int = 0
    ) -> Live | MediaReceipt:
        """Begin a file or go on with it; a receipt when it is here already. Every `Live` has to be left again. `more_bytes`:
        what is known to follow at once, so that `expect` need not look again whether there is room."""
        check_hash(sha256)
        check_kind(mime, size_bytes)
        note = PartNote(person=person.id, device=device, sha256=sha256, size_bytes=size_bytes, mime=mime)
        name = part_name(person.id, sha256)
        with self._gate:
            live, finished = self._lives.take(name, size_bytes), self._finished
        if live is not None:
            return live
        held = self._look(person, device, note, more_bytes)
        if held is None:
            known = self.arrivals.known(person, sha256)
            return known if known is not None else self.enter(person, device, sha256, size_bytes, mime, more_bytes)
        with self._gate:
            live, replaced = self._lives.take(name, size_bytes), self._lives.get(name)
            if live is None and self._finished == finished:
                live = Live(name, note, self._files.open_part(name, note, held), held, self._clock(), more_bytes)
                self._lives.put(live)
        if live is None:  # something was finished since we looked: perhaps this file
            return self.enter(person, device, sha256, size_bytes, mime, more_bytes)
        if replaced is not None and replaced is not live:
            # The file was told to be of another size, or was cleared away: whoever is at it begins anew.
            replaced.abandon()
        return live

    def _look(self, person: PersonRow, device: str, note: PartNote, more_bytes: int) -> Ranges | None:
        """Before a file is begun: which of its bytes the database knows of; None when it is complete."""
        size_bytes = note.size_bytes or 0
        with self._database.read() as connection:
            found = upload_rows.standing(connection, person.id, note.sha256, device)
            if found.is_blob and self.arrivals.complete(connection, person, note.sha256) is not None:
                return None
            row = found.noted
            held = row.ranges if row is not None and row.size_bytes == size_bytes else ()
            if not held and not found.awaited:
                self.allowance.unnamed(connection, person, size_bytes)
            self.allowance.room(found.unfinished_bytes, device, more_bytes)
        if row is not None and row.size_bytes != size_bytes:
            self._files.discard(part_name(person.id, note.sha256))  # one of the two sizes was wrong: it begins anew
        return held

    def expect(self, live: Live, offset_bytes: int, more_bytes: int, device: str) -> None:
        """Before bytes that go on where the file stands: OFFSET_MISMATCH, BODY_INVALID, QUOTA_FULL, HUB_BUSY."""
        stand = live.part.start
        if live.over is None and offset_bytes != stand:
            raise Problem(Code.OFFSET_MISMATCH, offset_bytes=stand)
        if offset_bytes + more_bytes > live.size_bytes:
            raise Problem(Code.BODY_INVALID, field="size_bytes")
        if live.part.held_bytes != live.room_asked_at or more_bytes > live.room_bytes:
            self.allowance.check_room(device, more_bytes)

    def write(self, live: Live, offset_bytes: int, pieces: Sequence[bytes | memoryview], device: str) -> bool:
        """Keep pieces that follow one another; False when they lie too far off. Not durable, and no promise."""
        try:
            if live.part.held_bytes - live.room_asked_at >= MIN_ROOM_BYTES:
                self.allowance.check_room(device, 0)
                live.room_asked_at = live.part.held_bytes
            with self.allowance.disk():
                return live.write(offset_bytes, pieces, device, self._clock())
        except Problem as problem:
            if problem.code is Code.FILE_NOT_MEDIA:
                self._drop(live, problem)
            raise

    def reached(self, person: PersonRow, device: str, live: Live) -> MediaReceipt:
        """After bytes came: where the file stands; when all are here, after it was finished."""
        live.told()
        if live.part.full or live.over is not None:
            return self.finish(person, device, live)
        if live.due(self._clock()):
            self.note([live])
        return MediaReceipt(sha256=live.note.sha256, size_bytes=live.size_bytes, offset_bytes=live.part.start)

    def finish(self, person: PersonRow, device: str, live: Live) -> MediaReceipt:
        """All bytes are here: compare the hash, make it durable, and only then say so. MEDIA_HASH_MISMATCH drops them."""
        with live.part.lock:
            if live.over is None:
                note, found = live.note, live.part.digest()
                if found != note.sha256:
                    self._drop(live, Problem(Code.MEDIA_HASH_MISMATCH, sha256=note.sha256, found=found))
                else:
                    self.allowance.check_unnamed(person, note.sha256, live.size_bytes)
                    self._settle(person, device, live)
        live.told()
        if isinstance(live.over, Problem):
            raise live.over
        assert live.over is not None
        return live.over

    def _settle(self, person: PersonRow, device: str, live: Live) -> None:
        note = live.note
        try:
            live.part.settle()
            live.end(self.arrivals.keep(person, device, live.name, note.sha256, live.size_bytes, note.mime))
        except OSError:
            self._lost(live)
        except Problem as problem:
            live.end(problem)
        finally:
            live.end(live.over or Problem(Code.OFFSET_MISMATCH, offset_bytes=0))
            with self._gate:
                self._lives.drop(live)
                self._finished += 1

    def leave(self, live: Live) -> None:
        with self._gate:
            live.users -= 1
            idle = [live] if live.users == 0 and live.part.held_bytes == 0 else self._lives.idle()
            for each in idle:
                with each.part.lock:
                    each.part.tell()
                self._lives.drop(each)
            empty = live in idle and live.over is None and live.part.held_bytes == 0
            if empty:
                live.end(Problem(Code.OFFSET_MISMATCH, offset_bytes=0))
                self._files.discard(live.name)
        self.note(each for each in idle if each.over is None)
        for each in idle:
            with each.part.lock:
                each.part.close()
        with live.part.lock:
            live.part.put_down()

    # What the database hears of it

    def note_due(self, *, everything: bool = False) -> None:
        """Tell the database how far the uploads are, in one transaction and after one sync of each; called twice a second by
        the server. What was not told yet costs a device a repeat after a power cut, and nothing after a kill of the hub."""
        now = self._clock()
        with self._gate:
            due = [live for live in self._lives.all() if live.due(now) or (everything and live.unnoted_bytes)]
        self.note(due)

    def note(self, lives: Iterable[Live]) -> None:
        held: list[tuple[Live, Ranges]] = []
        for live in lives:
            try:
                held.append((live, live.part.sync()))
            except OSError:
                if live.over is None and live.part.is_open:  # and not finished, dropped or put aside meanwhile
                    self._lost(live)
        if not held:
            return
        with self._database.write() as connection:
            for live, synced in held:
                note = live.note
                if live.over is None and note.size_bytes is not None:
                    upload_rows.save_unfinished(
                        connection, note.person, note.sha256, device=live.device, size_bytes=note.size_bytes,
                        mime=note.mime, held=synced, touched_at=live.touched_at,
                    )
        for live, synced in held:
            live.noted_bytes, live.noted_at = ranges.total(synced), self._clock()

    def drop_stale(self, now: datetime) -> int:
        """Forget uploads that nobody went on with: the device still has the file and begins anew. How many."""
        self.note_due(everything=True)
        with self._database.write() as connection:
            gone = upload_rows.stale(connection, now - self.allowance.limits.keep_unfinished)
            for person, sha256 in gone:
                upload_rows.forget(connection, person, sha256)
        for person, sha256 in gone:
            name = part_name(person, sha256)
            with self._gate:
                live = self._lives.get(name)
                if live is not None:
                    self._lives.drop(live)
            if live is not None:
                live.abandon()
            self._files.discard(name)
        return len(gone)

    def _adopt(self) -> None:
        """After a kill: unfinished files of which the database never heard count and expire like all others."""
        left = {(note.person, note.sha256): note for note in self._files.left_behind() if note.sha256}
        if not left:
            return
        with self._database.write() as connection:
            for person, sha256 in upload_rows.unknown(connection, left):
                note = left[person, sha256]
                upload_rows.save_unfinished(
                    connection, person, sha256, device=note.device, size_bytes=note.size_bytes or 0, mime=note.mime,
                    held=(), touched_at=self._clock(),
                )

    # Inside

    def _unnoted(self, device: str) -> int:
        with self._gate:
            return self._lives.unnoted_bytes(device)

    def _noted(self, person: PersonRow, sha256: str, size_bytes: int) -> Ranges:
        with self._database.read() as connection:
            row = upload_rows.noted(connection, person.id, sha256)
        return row.ranges if row is not None and row.size_bytes == size_bytes else ()

    def _lost(self, live: Live) -> None:
        """The disk did not take the bytes, and may say the next time that it did: they have to come again."""
        _log.exception("the disk did not take %s", live.name)
        self._drop(live, Problem(Code.HUB_BUSY, retry_after_s=self.allowance.limits.busy_retry_s))

    def _drop(self, live: Live, problem: Problem) -> None:
        """Its bytes are not what they were said to be."""
        with live.part.lock:
            live.end(problem)
            with self._database.write() as connection:
                upload_rows.forget(connection, live.note.person, live.note.sha256)
            with self._gate:
                self._lives.drop(live)
            self._files.discard(live.name)
        live.told()
