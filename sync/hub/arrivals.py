"""When a file has arrived: it is put in its place, noted for whoever sent it, and the cases that waited for it go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from sync.hub import automation, possession, upload_rows
from sync.hub.db import case_rows
from sync.hub.db.database import Database
from sync.hub.desk import Desk
from sync.hub.files import MediaFiles
from sync.hub.locks import hold_files
from sync.hub.tally import Tally
from sync.hub.world import PersonRow, World
from sync.protocol.mutations import MediaReceipt


def nothing_more(_connection: Connection, _now: datetime) -> None:
    """What most arrivals change beside the file itself."""


class Arrivals:
    def __init__(
        self, database: Database, files: MediaFiles, world: Callable[[Connection], World],
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._files, self._world, self._clock = database, files, world, clock
        self.tally = Tally()

    def keep(
        self, person: PersonRow, device: str, name: str, sha256: str, size_bytes: int, mime: str,
        also: Callable[[Connection, datetime], None] = nothing_more,
    ) -> MediaReceipt:
        """A part whose bytes were synced and whose hash is this: put it in its place, and note it in one transaction."""
        if self._files.has(sha256, size_bytes):
            self._files.settle(sha256)  # somebody else sends the same bytes, and may not have come to this yet
            self._files.discard(name)  # this person has shown to hold them too
        else:
            self._files.finish(name, sha256)
        now = self._clock()

        def note(connection: Connection) -> None:
            hold_files(connection, person.id, [sha256])  # an act that names it is on its way or was kept: never in between
            upload_rows.save_complete(
                connection, person.id, sha256, device=device, size_bytes=size_bytes, mime=mime, now=now
            )
            self._arrived(connection, person, sha256, now)
            also(connection, now)

        self._database.run(note)
        self.tally.finished(person.id, size_bytes)
        return MediaReceipt(
            sha256=sha256, size_bytes=size_bytes, offset_bytes=size_bytes, complete=True, received_at=now
        )

    def known(self, person: PersonRow, sha256: str) -> MediaReceipt | None:
        """Complete already. Then the cases where this person named the file must not wait any longer either: somebody else
        may have sent the same bytes after this person's report came."""
        with self._database.read() as connection:
            known = self.complete(connection, person, sha256)
            waits = known is not None and case_rows.awaits_media(connection, person.id, sha256)
        if waits:
            self._database.run(lambda one: self._arrived(one, person, sha256, self._clock()))
        return known

    def complete(self, connection: Connection, person: PersonRow, sha256: str) -> MediaReceipt | None:
        blob = upload_rows.blob(connection, sha256)
        if blob is None or not self._files.has(sha256, blob.size_bytes):
            return None  # a file that a restored backup lacks is asked for again
        if not possession.holds(connection, person, sha256):
            return None
        return MediaReceipt(
            sha256=sha256, size_bytes=blob.size_bytes, offset_bytes=blob.size_bytes, complete=True,
            received_at=blob.stored_at,
        )

    def _arrived(self, connection: Connection, person: PersonRow, sha256: str, now: datetime) -> None:
        """Cases that waited for this file go on, in the transaction that makes it complete."""
        hold_files(connection, person.id, [sha256])
        waiting = case_rows.bind_media(connection, person.id, sha256)
        if not waiting:
            return
        desk = Desk(connection, self._world(connection), now)
        for case_id in waiting:
            case = desk.case(case_id)
            if case is not None:
                desk.save(case)
                automation.run(desk, case_id, acted=False)
