"""Uploads of foreign clients (tus 1.0): the same rights, bounds and store as a device's own. What is complete becomes a file
of the hub by the hash that the hub computed, durable before it is told. docs/wire.md tells the wire."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from sync.hub import sniff, tus_rows
from sync.hub.allowance import Allowance, check_kind
from sync.hub.arrivals import Arrivals
from sync.hub.db.database import Database
from sync.hub.files import MediaFiles
from sync.hub.live import MIN_ROOM_BYTES, check_content
from sync.hub.tus_facts import Facts, facts
from sync.hub.tus_join import Joiner
from sync.hub.tus_open import FINISH_RETRY_S, Held, OpenUploads, part_name
from sync.hub.tus_rows import State, Upload
from sync.hub.world import PersonRow
from sync.protocol import ranges
from sync.protocol.media import MAX_VIDEO_BYTES
from sync.protocol.problems import Code, Problem

MAX_BYTES = MAX_VIDEO_BYTES  # the largest kind; each kind has its own bound when it is known
MAX_OPEN = 256  # begun and not finished by one device


class Gone(Problem):
    """It was here, and it ended: 410 rather than 404."""


class Tus:
    """Safe to call from many threads."""

    def __init__(
        self, database: Database, files: MediaFiles, arrivals: Arrivals, allowance: Allowance,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._clock = database, clock
        self._arrivals, self._allowance = arrivals, allowance
        self.open = OpenUploads(files)
        self.joiner = Joiner(self, database, clock)
        allowance.unnoted.append(self.open.unnoted_bytes)

    # Questions

    def find(self, person: PersonRow, id_: str) -> Upload:
        """As it is now. MEDIA_MISSING for what never was and for what is another person's; Gone for what ended."""
        with self._database.read() as connection:
            found = tus_rows.find(connection, id_)
        if found is None or found.person != person.id:
            raise Problem(Code.MEDIA_MISSING)
        if found.state is State.GONE or found.expires_at <= self._clock():
            raise Gone(Code.MEDIA_MISSING)
        if found.state is not State.OPEN or found.is_final:
            return found
        return msgspec.structs.replace(found, offset_bytes=self.open.stand(found))

    def told(self, person: PersonRow, id_: str) -> Upload:
        """As a client may rely on it: who hears that all bytes are here throws the photo away. So a file of which everything
        came is kept before this returns, whatever became of the request that brought its end; else raises why it is not."""
        self.find(person, id_)
        self.open.quiet(id_)
        found = self.find(person, id_)
        if found.state is not State.OPEN or found.is_final or found.is_partial or found.offset_bytes != found.size_bytes:
            return found
        held = self.open.enter(found, self._clock(), alone=True)
        try:
            self.complete(person, held, found)
        finally:
            self.close_idle(held)
        found = self.find(person, id_)
        if found.state is not State.OPEN:
            self.open.drop(id_)  # it was finished between two looks: nothing of a part stays
        elif found.offset_bytes == found.size_bytes:
            raise Problem(Code.HUB_BUSY, retry_after_s=FINISH_RETRY_S)
        return found

    def create(self, person: PersonRow, device: str, wanted: Facts) -> Upload:
        """Begin one. FILE_EMPTY, MEDIA_TOO_LARGE, FILE_NOT_MEDIA, QUOTA_FULL, HUB_BUSY."""
        self.check(wanted)
        self._allowance.check_room(device, 0)
        now = self._clock()
        upload = Upload(
            id=secrets.token_urlsafe(24), person=person.id, device=device, size_bytes=wanted.size_bytes, offset_bytes=0,
            metadata=wanted.metadata, concat=wanted.concat, sha256=None, state=State.OPEN, created_at=now,
            expires_at=now + self._allowance.limits.keep_unfinished,
        )

        def begin(connection: Connection) -> None:
            if tus_rows.open_of(connection, device) >= MAX_OPEN:
                raise Problem(Code.QUOTA_FULL, limit=MAX_OPEN)
            tus_rows.add(connection, upload)

        self._database.run(begin)
        return upload

    def set_length(self, upload: Upload, size_bytes: int) -> Upload:
        """Told later than at the beginning; never changed again."""
        if upload.size_bytes is not None and upload.size_bytes != size_bytes:
            raise Problem(Code.BODY_INVALID, field="upload-length")
        if size_bytes < upload.offset_bytes:
            raise Problem(Code.BODY_INVALID, field="upload-length")
        self.check(msgspec.structs.replace(facts(upload), size_bytes=size_bytes, concat=upload.concat))
        if upload.size_bytes is None:
            self._database.run(lambda connection: tus_rows.change(connection, upload.id, size_bytes=size_bytes))
        return msgspec.structs.replace(upload, size_bytes=size_bytes)

    def end(self, upload: Upload) -> None:
        """The client wants no more of it. A file that it became stays: somebody's report may name it."""
        self._mark_gone(upload)
        self.open.drop(upload.id)

    # Bytes

    def begin(self, held: Held, writer: object, offset_bytes: int, *, checked: bool) -> None:
        """Bytes will come from this request, and from no older one any more: its line may be long dead. `checked`: they count
        only once their checksum was compared."""
        with held.part.lock:
            held.part.back()
            if held.over or held.part.start != offset_bytes:
                raise Problem(Code.OFFSET_MISMATCH, offset_bytes=held.part.start)
            held.writer = writer
            if checked:
                held.part.mark()

    def write(self, held: Held, writer: object, offset_bytes: int, data: bytes) -> None:
        with held.part.lock:
            self._check_writer(held, writer)
            if (offset_bytes // MIN_ROOM_BYTES) != (offset_bytes + len(data)) // MIN_ROOM_BYTES:
                self._allowance.check_room(held.upload.device, len(data))
            with self._allowance.disk():
                held.part.write(offset_bytes, [data])
            held.touched_at = self._clock()

    def settle(self, held: Held, writer: object, *, right: bool) -> None:
        """The checksum was compared, or will never be: the bytes since `begin` count, or never came."""
        with held.part.lock:
            self._check_writer(held, writer)
            held.part.keep() if right else held.part.back()

    @staticmethod
    def _check_writer(held: Held, writer: object) -> None:
        if held.over or held.writer is not writer:
            raise Problem(Code.OFFSET_MISMATCH, offset_bytes=held.part.start)

    def complete(self, person: PersonRow, held: Held, upload: Upload) -> Upload:
        """Bytes have come. When these were the last, the file is kept, or its parts are joined, before this returns."""
        if held.part.start != upload.size_bytes:
            if held.due(self._clock()):
                self._note([held])
            return msgspec.structs.replace(upload, offset_bytes=held.part.start)
        if upload.is_partial:
            self._note([held])
            self.joiner.join_waiting(person, upload.id)
            return msgspec.structs.replace(upload, offset_bytes=held.part.start)
        return self.keep(person, held, upload)

    def check_start(self, held: Held, upload: Upload) -> None:
        """As soon as it can be told: what is no photo, video or recording is not received to its end."""
        if upload.is_partial or held.part.checked or held.part.start < sniff.NEEDED_BYTES:
            return
        self._check_content(held, upload)
        held.part.checked = True

    def _check_content(self, held: Held, upload: Upload) -> str:
        """What the bytes are, as a MIME type. FILE_NOT_MEDIA ends the upload."""
        head, said = held.part.head(), facts(upload).mime
        mime = said or sniff.mime_of(head)
        try:
            check_content(head, mime)
        except Problem:
            self.end(upload)
            raise
        return mime

    def keep(self, person: PersonRow, held: Held, upload: Upload) -> Upload:
        with held.part.lock:
            if held.over:  # another request has just come to its end, be it a good one or not
                found = self.find(person, upload.id)
                if found.state is State.OPEN:
                    raise Problem(Code.HUB_BUSY, retry_after_s=FINISH_RETRY_S)
                return found
            mime, digest, wanted = self._check_content(held, upload), held.part.digest(), facts(upload).sha256
            if wanted and wanted != digest:
                self.end(upload)
                raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=wanted, found=digest)
            size_bytes = upload.size_bytes or 0
            try:
                check_kind(mime, size_bytes)
            except Problem:
                self.end(upload)
                raise
            self._allowance.check_unnamed(person, digest, size_bytes)
            done = msgspec.structs.replace(upload, offset_bytes=size_bytes, sha256=digest, state=State.DONE)
            self._settle(held, upload)
            self._arrivals.keep(
                person, upload.device, part_name(upload.id), digest, size_bytes, mime,
                lambda connection, _now: tus_rows.change(
                    connection, upload.id, offset_bytes=size_bytes, sha256=digest, state=State.DONE.value
                ),
            )
        return done

    def _settle(self, held: Held, upload: Upload) -> None:
        try:
            held.part.settle()
        except OSError as cause:  # the disk may say the next time that it took the bytes: they have to come again
            self.end(upload)
            raise Problem(Code.HUB_BUSY, retry_after_s=self._allowance.limits.busy_retry_s) from cause
        held.over = True

    # What the database hears of it

    def note_due(self, *, everything: bool = False) -> None:
        self._note(self.open.due(self._clock(), everything=everything))

    def _note(self, helds: Iterable[Held]) -> None:
        synced = []
        for held in helds:
            try:
                synced.append((held, ranges.start(held.part.sync())))
            except OSError:
                continue  # it was finished or ended meanwhile
        if not synced:
            return
        keep = self._allowance.limits.keep_unfinished

        def note(connection: Connection) -> None:
            for held, offset_bytes in synced:
                if not held.over:
                    tus_rows.change(
                        connection, held.upload.id, offset_bytes=offset_bytes, expires_at=held.touched_at + keep
                    )

        self._database.run(note)
        for held, offset_bytes in synced:
            held.noted_bytes, held.noted_at = offset_bytes, self._clock()

    def close_idle(self, held: Held) -> None:
        self._close(self.open.leave(held))

    def _close(self, idle: list[Held]) -> None:
        self._note(each for each in idle if not each.over and each.unnoted_bytes)
        for each in idle:
            with each.part.lock:
                each.part.close()

    def expire(self, now: datetime) -> int:
        """End what nobody went on with; forget what ended long ago. How many were ended."""
        self.note_due(everything=True)
        with self._database.read() as connection:
            old = tus_rows.expired(connection, now)
        ended = [upload for upload in old if upload.state is State.OPEN]
        for upload in ended:
            self.end(upload)
        for upload in old:
            if upload.state is State.JOINED:
                self.open.drop(upload.id)

        def forget(connection: Connection) -> None:
            for upload in old:
                if upload.state is not State.OPEN:
                    tus_rows.drop(connection, upload.id)

        if len(old) > len(ended):
            self._database.run(forget)
        return len(ended)

    def _mark_gone(self, upload: Upload) -> None:
        until = self._clock() + self._allowance.limits.keep_unfinished
        self._database.run(lambda connection: tus_rows.change(
            connection, upload.id, state=State.GONE.value, expires_at=until
        ))

    def check(self, wanted: Facts) -> None:
        size = wanted.size_bytes
        if size is not None and size > MAX_BYTES:
            raise Problem(Code.MEDIA_TOO_LARGE, limit_bytes=MAX_BYTES)
        if wanted.concat == tus_rows.PARTIAL:
            return
        if size == 0:
            raise Problem(Code.FILE_EMPTY)
        if wanted.mime:
            check_kind(wanted.mime, 1 if size is None else size)
