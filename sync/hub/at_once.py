"""The plain way of a desk to read and write: every question a query, every change a statement (`rows`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import Connection

from sync.hub.case import Case
from sync.hub.db import case_rows, feed_rows
from sync.hub.db.database import next_number
from sync.hub.db.feed_rows import ChangeKind
from sync.hub.dossier import Held
from sync.hub.rows import nothing
from sync.hub.steps import Link
from sync.protocol.feed import Notice
from sync.protocol.tasks import Task


class AtOnce:
    """Every question a query, every change a statement."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @contextmanager
    def attempt(self, undone: Callable[[], None] = nothing) -> Iterator[None]:
        """All of what is done inside, or nothing; `undone` is told when it was nothing."""
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            undone()
            raise

    def case(self, case_id: str) -> Case | None:
        return case_rows.take_case(self.connection, case_id)

    def tasks(self, case_id: str) -> list[Task]:
        return case_rows.tasks_of(self.connection, case_id)

    def media(self, case_id: str) -> list[Held]:
        return case_rows.media_of(self.connection, case_id)

    def sight(self, case_id: str) -> frozenset[str]:
        return case_rows.sight_of(self.connection, case_id)

    def load(self) -> dict[str, int]:
        return case_rows.open_load(self.connection)

    def here(self, sha256s: Sequence[str]) -> set[str]:
        return case_rows.blobs_among(self.connection, sha256s)

    def next_number(self, kind: str, day: date) -> int:
        return next_number(self.connection, kind, day)

    def save_case(self, case: Case, look_at: datetime | None) -> None:
        case_rows.save_case(self.connection, case, look_at)

    def save_task(self, task: Task) -> None:
        case_rows.save_task(self.connection, task)

    def set_sight(self, case_id: str, before: frozenset[str], after: frozenset[str]) -> None:
        case_rows.set_sight(self.connection, case_id, before, after)

    def add_step(self, case_id: str, seq: int, made: Link) -> None:
        case_rows.add_step(self.connection, case_id, seq, made)

    def add_media(self, case_id: str, at: datetime, held: Sequence[Held]) -> None:
        case_rows.add_media(self.connection, case_id, at, held)

    def add_notice(self, person: str, notice: Notice) -> None:
        feed_rows.add_notice(self.connection, person, notice)

    def add_change(self, at: datetime, kind: ChangeKind, ref: str, audience: Iterable[str]) -> None:
        feed_rows.add_change(self.connection, at, kind, ref, audience)
