"""Foreign uploads in parts: one file of several uploads, at once or when the last of them is complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection

from sync.hub import tus_headers, tus_rows
from sync.hub.db.database import Database
from sync.hub.tus_facts import facts
from sync.hub.tus_open import Held
from sync.hub.tus_rows import State, Upload
from sync.hub.world import PersonRow
from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:
    from sync.hub.tus import Tus

KEEP_JOINED = timedelta(days=1)  # the answer may have been lost, and the client joins them again
_COPY_BYTES = 1024 * 1024


class Joiner:
    def __init__(self, tus: Tus, database: Database, clock: Callable[[], datetime]) -> None:
        self._tus, self._database, self._clock = tus, database, clock

    def join(self, person: PersonRow, upload: Upload, parts: Iterable[str]) -> Upload:
        """A file of its parts, in this order; complete at once when all of them are, else when the last one is."""
        found = [self._tus.find(person, id_) for id_ in parts]
        if any(not part.is_partial for part in found):
            raise Problem(Code.BODY_INVALID, field="upload-concat")
        sizes = [part.size_bytes for part in found]
        if any(size is None or part.offset_bytes != size for size, part in zip(sizes, found, strict=True)):
            return upload
        total = sum(size or 0 for size in sizes)
        whole = msgspec.structs.replace(upload, size_bytes=total)
        self._tus.check(msgspec.structs.replace(facts(upload), size_bytes=total))
        held = self._tus.open.enter(whole, self._clock())
        try:
            self._copy(held, found)
            done = self._tus.keep(person, held, whole)
        finally:
            self._tus.close_idle(held)

        now = self._clock()

        def joined(connection: Connection) -> None:
            tus_rows.change(connection, upload.id, size_bytes=total)
            for part in found:
                tus_rows.change(connection, part.id, state=State.JOINED.value, expires_at=now + KEEP_JOINED)

        self._database.run(joined)
        return done

    def _copy(self, held: Held, parts: list[Upload]) -> None:
        with held.part.lock:
            at = 0
            for part in parts:
                source = self._tus.open.enter(part, self._clock())
                try:
                    with source.part.lock:
                        for piece in source.part.pieces(_COPY_BYTES):
                            held.part.write(at, [piece])
                            at += len(piece)
                finally:
                    self._tus.close_idle(source)

    def join_waiting(self, person: PersonRow, part: str) -> None:
        with self._database.read() as connection:
            waiting = tus_rows.waiting_finals(connection, person.id)
        for final in waiting:
            ids = parts_of(final)
            if part in ids:
                try:
                    self.join(person, final, ids)
                except Problem:
                    self._tus.end(final)  # whoever asks for it hears that it is gone; its parts are still here

    def length_of(self, person: PersonRow, final: Upload) -> int | None:
        """Sum of its parts, when each knows its own."""
        try:
            sizes = [self._tus.find(person, id_).size_bytes for id_ in parts_of(final)]
        except Problem:
            return None
        return None if None in sizes else sum(size or 0 for size in sizes)


def parts_of(final: Upload) -> tuple[str, ...]:
    return tus_headers.concat(final.concat) or ()
