"""Files from devices: resumable by (person, SHA-256), bounded, verified and durable before they are acknowledged."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from sync.hub import automation, possession, sniff
from sync.hub.db import case_rows, tables
from sync.hub.db.database import Database
from sync.hub.desk import Desk
from sync.hub.files import MediaFiles, Pieces, part_name
from sync.hub.world import PersonRow, World
from sync.protocol.ids import is_sha256
from sync.protocol.media import kind_of, limit_bytes
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Problem

_MIME = re.compile(r"(image|video|audio)/[a-z0-9][a-z0-9.+-]{0,40}")
_LOCKS = 64


class MediaLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on what devices may leave here, beside the limit of each file by its kind."""

    unfinished_bytes_per_device: int = 1024 * 1024 * 1024
    unnamed_bytes_per_person: int = 1024 * 1024 * 1024  # finished in `keep_unfinished`, and no act of theirs names them
    keep_free_bytes: int = 256 * 1024 * 1024  # on the disk: the database must always be able to write
    busy_retry_s: int = 600  # when the disk is full: an operator has to come
    keep_unfinished: timedelta = timedelta(days=30)


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A file on its way out: `pieces` are its bytes from the asked offset on."""

    size_bytes: int
    mime: str
    pieces: Pieces


class Media:
    """Every question about a file's bytes. Safe to call from many threads; one upload is written by one at a time."""

    def __init__(
        self, database: Database, files: MediaFiles, world: Callable[[Connection], World],
        clock: Callable[[], datetime], limits: MediaLimits,
    ) -> None:
        self._database, self._files, self._world, self._clock = database, files, world, clock
        self._limits = limits
        self._locks = [threading.Lock() for _ in range(_LOCKS)]

    def state(self, person: PersonRow, sha256: str, size_bytes: int) -> MediaReceipt:
        """Where this person's upload stands; complete too when they may fetch the file from a case anyway."""
        _check_hash(sha256)
        with self._lock(person, sha256):
            known = self._known(person, sha256)
            if known is not None:
                return known
            with self._database.read() as connection:
                stand = self._stand(connection, person, sha256, size_bytes)
        return MediaReceipt(sha256=sha256, size_bytes=size_bytes, offset_bytes=stand)

    def upload(
        self, person: PersonRow, device: str, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes
    ) -> MediaReceipt:
        """Append a piece; the last one is answered after hash, file and folder are certain."""
        _check_hash(sha256)
        _check_kind(mime, size_bytes)
        with self._lock(person, sha256):
            known = self._known(person, sha256)
            if known is not None:
                return known
            with self._database.read() as connection:
                stand = self._stand(connection, person, sha256, size_bytes)
                if offset_bytes != stand:
                    raise Problem(Code.OFFSET_MISMATCH, offset_bytes=stand)
                if stand + len(data) > size_bytes:
                    raise Problem(Code.BODY_INVALID, field="size_bytes")
                self._check_room(connection, device, len(data))
                if stand == 0 or stand + len(data) == size_bytes:
                    self._check_unnamed(connection, person, sha256, size_bytes)
            if not data:
                return MediaReceipt(sha256=sha256, size_bytes=size_bytes, offset_bytes=stand)
            return self._append(person, device, sha256, size_bytes, mime, stand, data)

    def open(self, person: PersonRow, sha256: str, offset_bytes: int) -> Opened:
        """A file of a case that this person may see. MEDIA_MISSING, the same for what is not here and what is not theirs."""
        _check_hash(sha256)
        with self._database.read() as connection:
            blob = _blob(connection, sha256)
            if blob is None or not possession.may_fetch(connection, person, sha256):
                raise Problem(Code.MEDIA_MISSING, sha256=sha256)
        if not self._files.has(sha256, blob.size_bytes):
            raise Problem(Code.MEDIA_MISSING, sha256=sha256)
        if not 0 <= offset_bytes < blob.size_bytes:
            raise Problem(Code.OFFSET_MISMATCH, offset_bytes=blob.size_bytes)
        pieces = self._files.read(sha256, offset_bytes)
        return Opened(size_bytes=blob.size_bytes, mime=blob.mime, pieces=pieces)

    def drop_stale(self, now: datetime) -> int:
        """Forget uploads that nobody went on with: the device still has the file and begins anew. How many."""
        row = tables.uploads
        with self._database.write() as connection:
            old = (row.c.complete.is_(False), row.c.touched_at < now - self._limits.keep_unfinished)
            gone = connection.execute(select(row.c.person, row.c.sha256).where(*old)).all()
            connection.execute(delete(row).where(*old))
        for person, sha256 in gone:
            self._files.discard(part_name(person, sha256))
        return len(gone)

    # One piece

    def _append(
        self, person: PersonRow, device: str, sha256: str, size_bytes: int, mime: str, stand: int, data: bytes
    ) -> MediaReceipt:
        part = part_name(person.id, sha256)
        self._files.append(part, stand, data)
        reached = stand + len(data)
        if stand < sniff.NEEDED_BYTES:
            self._check_content(part, person, sha256, mime, reached, size_bytes)
        if reached == size_bytes:
            return self._finish(person, device, part, sha256, size_bytes, mime)
        with self._database.write() as connection:
            _save_upload(connection, person.id, sha256, {
                "size_bytes": size_bytes, "mime": mime, "offset_bytes": reached, "complete": False, "device": device,
                "touched_at": self._clock(), "received_at": None,
            })
        return MediaReceipt(sha256=sha256, size_bytes=size_bytes, offset_bytes=reached)

    def _check_content(
        self, part: str, person: PersonRow, sha256: str, mime: str, reached: int, size_bytes: int
    ) -> None:
        """As soon as the first bytes are here, and at the latest when the file is."""
        if reached < min(sniff.NEEDED_BYTES, size_bytes):
            return
        found = sniff.kinds(self._files.head(part, sniff.NEEDED_BYTES))
        if kind_of(mime) not in found:
            self._discard(person, sha256, part)
            raise Problem(Code.FILE_NOT_MEDIA, said=mime, found=",".join(sorted(found)) or "unknown")

    def _finish(
        self, person: PersonRow, device: str, part: str, sha256: str, size_bytes: int, mime: str
    ) -> MediaReceipt:
        found = self._files.hash_of(part)
        if found != sha256:
            self._discard(person, sha256, part)
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=sha256, found=found)
        if self._files.has(sha256, size_bytes):
            self._files.settle(sha256)  # somebody else sends the same bytes, and may not have come to this yet
            self._files.discard(part)  # this person has shown to hold them too
        else:
            self._files.finish(part, sha256)
        now = self._clock()
        with self._database.write() as connection:
            if _blob(connection, sha256) is None:
                connection.execute(insert(tables.blobs).values(
                    sha256=sha256, size_bytes=size_bytes, mime=mime, stored_at=now
                ))
            _save_upload(connection, person.id, sha256, {
                "size_bytes": size_bytes, "mime": mime, "offset_bytes": size_bytes, "complete": True, "device": device,
                "touched_at": now, "received_at": now,
            })
            self._arrived(connection, person, sha256, now)
        return MediaReceipt(
            sha256=found, size_bytes=size_bytes, offset_bytes=size_bytes, complete=True, received_at=now
        )

    def _arrived(self, connection: Connection, person: PersonRow, sha256: str, now: datetime) -> None:
        """Cases that waited for this file go on, in the transaction that makes it complete."""
        desk = Desk(connection, self._world(connection), now)
        for case_id in case_rows.bind_media(connection, person.id, sha256):
            case = desk.case(case_id)
            if case is not None:
                desk.save(case)
                automation.run(desk, case_id, acted=False)

    # What is known

    def _known(self, person: PersonRow, sha256: str) -> MediaReceipt | None:
        """Complete already. Then the cases where this person named the file must not wait any longer either: somebody else
        may have sent the same bytes after this person's report came."""
        with self._database.read() as connection:
            known = self._complete(connection, person, sha256)
            waits = known is not None and case_rows.awaits_media(connection, person.id, sha256)
        if waits:
            with self._database.write() as connection:
                self._arrived(connection, person, sha256, self._clock())
        return known

    def _complete(self, connection: Connection, person: PersonRow, sha256: str) -> MediaReceipt | None:
        blob = _blob(connection, sha256)
        if blob is None or not self._files.has(sha256, blob.size_bytes):
            return None  # a file that a restored backup lacks is asked for again
        if not possession.holds(connection, person, sha256):
            return None
        return MediaReceipt(
            sha256=sha256, size_bytes=blob.size_bytes, offset_bytes=blob.size_bytes, complete=True,
            received_at=blob.stored_at,
        )

    def _stand(self, connection: Connection, person: PersonRow, sha256: str, size_bytes: int) -> int:
        """Bytes that are certainly here. What a crash left behind the noted offset does not count."""
        row = tables.uploads
        query = select(row.c.offset_bytes, row.c.size_bytes, row.c.complete).where(
            row.c.person == person.id, row.c.sha256 == sha256
        )
        found = connection.execute(query).first()
        if found is None or found.complete or found.size_bytes != size_bytes:
            return 0  # another size under the same hash: one of the two was wrong, so it begins anew
        return min(int(found.offset_bytes), self._files.part_size(part_name(person.id, sha256)))

    def _check_room(self, connection: Connection, device: str, more_bytes: int) -> None:
        row = tables.uploads
        query = select(func.sum(row.c.offset_bytes)).where(row.c.device == device, row.c.complete.is_(False))
        unfinished = connection.execute(query).scalar() or 0
        if unfinished + more_bytes > self._limits.unfinished_bytes_per_device:
            raise Problem(Code.QUOTA_FULL, limit_bytes=self._limits.unfinished_bytes_per_device)
        if self._files.free_bytes() < more_bytes + self._limits.keep_free_bytes:
            raise Problem(Code.HUB_BUSY, retry_after_s=self._limits.busy_retry_s)

    def _check_unnamed(self, connection: Connection, person: PersonRow, sha256: str, size_bytes: int) -> None:
        """Files come after the act that names them, so a few unnamed ones are an act on its way and many are a dump."""
        if case_rows.awaits_media(connection, person.id, sha256):
            return
        since = self._clock() - self._limits.keep_unfinished
        unnamed = case_rows.unnamed_bytes(connection, person.id, since)
        if unnamed + size_bytes > self._limits.unnamed_bytes_per_person:
            raise Problem(Code.QUOTA_FULL, limit_bytes=self._limits.unnamed_bytes_per_person)

    def _discard(self, person: PersonRow, sha256: str, part: str) -> None:
        row = tables.uploads
        with self._database.write() as connection:
            connection.execute(delete(row).where(row.c.person == person.id, row.c.sha256 == sha256))
        self._files.discard(part)

    def _lock(self, person: PersonRow, sha256: str) -> threading.Lock:
        return self._locks[int(part_name(person.id, sha256)[:8], 16) % _LOCKS]


def _check_hash(sha256: str) -> None:
    if not is_sha256(sha256):
        raise Problem(Code.BODY_INVALID, field="sha256")


def _check_kind(mime: str, size_bytes: int) -> None:
    kind = kind_of(mime)
    if kind is None or _MIME.fullmatch(mime) is None:
        raise Problem(Code.FILE_NOT_MEDIA, said=mime[:64], found="unknown")
    if size_bytes <= 0:
        raise Problem(Code.FILE_EMPTY)
    if size_bytes > limit_bytes(kind):
        raise Problem(Code.MEDIA_TOO_LARGE, limit_bytes=limit_bytes(kind))


def _blob(connection: Connection, sha256: str) -> Row[Any] | None:
    return connection.execute(select(tables.blobs).where(tables.blobs.c.sha256 == sha256)).first()


def _save_upload(connection: Connection, person: str, sha256: str, values: dict[str, Any]) -> None:
    row = tables.uploads
    mine = update(row).where(row.c.person == person, row.c.sha256 == sha256).values(values)
    if connection.execute(mine).rowcount == 0:
        connection.execute(insert(row).values(person=person, sha256=sha256, **values))
