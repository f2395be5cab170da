"""What a device may leave here: kinds, sizes, quotas and room on the disk."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection

from sync.hub import upload_rows
from sync.hub.db import case_rows
from sync.hub.db.database import Database
from sync.hub.files import MediaFiles
from sync.hub.tally import Tally
from sync.hub.world import PersonRow
from sync.protocol.ids import is_sha256
from sync.protocol.media import kind_of, limit_bytes
from sync.protocol.problems import Code, Problem

_MIME = re.compile(r"(image|video|audio)/[a-z0-9][a-z0-9.+-]{0,40}")

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


class MediaLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on what devices may leave here, beside the limit of each file by its kind."""

    unfinished_bytes_per_device: int = 1024 * 1024 * 1024
    unnamed_bytes_per_person: int = 1024 * 1024 * 1024  # finished in `keep_unfinished`, and no act of theirs names them
    keep_free_bytes: int = 256 * 1024 * 1024  # on the disk: the database must always be able to write
    busy_retry_s: int = 600  # when the disk is full: an operator has to come
    keep_unfinished: timedelta = timedelta(days=30)


class Allowance:
    """Asked before bytes are kept. `unnoted`: who knows of bytes of a device of which the database has not heard yet."""

    def __init__(
        self, database: Database, files: MediaFiles, clock: Callable[[], datetime], limits: MediaLimits,
        unnoted: Callable[[str], int], tally: Tally,
    ) -> None:
        self._database, self._files, self._clock = database, files, clock
        self.unnoted, self._tally = [unnoted], tally
        self.limits = limits

    def check_room(self, device: str, more_bytes: int) -> None:
        """QUOTA_FULL when this device would leave too much unfinished, HUB_BUSY when the disk is filling up."""
        with self._database.read() as connection:
            unfinished_bytes = upload_rows.unfinished_bytes(connection, device)
        self.room(unfinished_bytes, device, more_bytes)

    def room(self, noted_bytes: int, device: str, more_bytes: int) -> None:
        """`noted_bytes`: what the database knows that the device has left here."""
        unfinished = noted_bytes + sum(each(device) for each in self.unnoted)
        if unfinished + more_bytes > self.limits.unfinished_bytes_per_device:
            raise Problem(Code.QUOTA_FULL, limit_bytes=self.limits.unfinished_bytes_per_device)
        if self._files.free_bytes() < more_bytes + self.limits.keep_free_bytes:
            raise Problem(Code.HUB_BUSY, retry_after_s=self.limits.busy_retry_s)

    @contextmanager
    def disk(self) -> Iterator[None]:
        """A disk that is full all the same is HUB_BUSY: devices come again when an operator has made room."""
        try:
            yield
        except OSError as cause:
            if cause.errno not in _FULL:
                raise
            raise Problem(Code.HUB_BUSY, retry_after_s=self.limits.busy_retry_s) from cause

    def check_unnamed(self, person: PersonRow, sha256: str, size_bytes: int) -> None:
        """Files come after the act that names them, so a few unnamed ones are an act on its way and many are a dump."""
        if self._surely_fits(person, size_bytes):
            return
        with self._database.read() as connection:
            if not case_rows.awaits_media(connection, person.id, sha256):
                self.unnamed(connection, person, size_bytes)

    def unnamed(self, connection: Connection, person: PersonRow, size_bytes: int) -> None:
        """Before another file that no act of theirs names."""
        if self._surely_fits(person, size_bytes):
            return
        now, limit = self._clock(), self.limits.unnamed_bytes_per_person
        since = now - self.limits.keep_unfinished
        if self._tally.count(person.id, now, lambda: case_rows.unnamed_bytes(connection, person.id, since)) + size_bytes > limit:
            raise Problem(Code.QUOTA_FULL, limit_bytes=limit)

    def _surely_fits(self, person: PersonRow, size_bytes: int) -> bool:
        return self._tally.within(person.id, size_bytes, self.limits.unnamed_bytes_per_person, self._clock())


def check_hash(sha256: str) -> None:
    if not is_sha256(sha256):
        raise Problem(Code.BODY_INVALID, field="sha256")


def check_kind(mime: str, size_bytes: int) -> None:
    kind = kind_of(mime)
    if kind is None or _MIME.fullmatch(mime) is None:
        raise Problem(Code.FILE_NOT_MEDIA, said=mime[:64], found="unknown")
    if size_bytes <= 0:
        raise Problem(Code.FILE_EMPTY)
    if size_bytes > limit_bytes(kind):
        raise Problem(Code.MEDIA_TOO_LARGE, limit_bytes=limit_bytes(kind))
