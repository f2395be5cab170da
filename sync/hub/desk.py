"""One transaction's work on cases: what an act changes, said in the words of the trade.

Acts change a `Case` in memory and call these methods; `record` writes the step, the case and the feed entry together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import cached_property

import msgspec
from sqlalchemy import Connection

from sync.hub import clocks, evidence, sight
from sync.hub.at_once import AtOnce
from sync.hub.case import Case
from sync.hub.db import case_rows, feed_rows
from sync.hub.db.database import hold
from sync.hub.db.feed_rows import ChangeKind
from sync.hub.dossier import Dossier, Held
from sync.hub.numbers import case_number, task_number
from sync.hub.possession import holds
from sync.hub.rows import Rows
from sync.hub.showing import showing
from sync.hub.steps import StepRow, link
from sync.hub.world import PersonRow, World
from sync.protocol.feed import Notice, NoticeCode
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Stage
from sync.protocol.media import MediaRef, previews
from sync.protocol.problems import Code, Problem
from sync.protocol.tasks import Task, TaskKind, TaskState

# While the case stands in one of these stages, a task of the kind has a point.
_TASK_STAGES = {
    TaskKind.VERIFY: frozenset({Stage.VERIFYING}),
    TaskKind.CHECK: frozenset({Stage.CHECKING}),
    TaskKind.HANDLE: frozenset({Stage.DISPATCHED, Stage.HANDLING, Stage.SUSPENDED}),
    TaskKind.SURVEY: frozenset(Stage),
}


class Desk:
    """Works inside the caller's write transaction; `at` is the hub's time for all of it. `rows`: how it reads and writes,
    at once unless it is said otherwise."""

    def __init__(self, connection: Connection, world: World, at: datetime, rows: Rows | None = None) -> None:
        self.rows: Rows = rows or AtOnce(connection)
        self.world = world
        self.at = at
        self._tasks: dict[str, list[Task]] = {}

    @cached_property
    def day(self) -> date:
        """The local day of it all."""
        return self.world.local_day(self.at)

    @property
    def connection(self) -> Connection:
        """For questions that only the database answers. A desk that gathers has none: see `rows`."""
        return self.rows.connection

    def attempt(self) -> AbstractContextManager[None]:
        """All of what is done inside, or nothing: when it raises, the desk is as it was."""
        return self.rows.attempt(self.forget)

    # Reading

    def hold(self, *case_ids: str) -> None:
        """No other writer touches these cases until this transaction ends: to be said once, before the first is read."""
        hold(self.connection, [f"case/{case_id}" for case_id in case_ids])

    def case(self, case_id: str) -> Case | None:
        """As it is now, and nobody else changes it meanwhile."""
        return self.rows.case(case_id)

    def tasks(self, case_id: str) -> list[Task]:
        if case_id not in self._tasks:
            self._tasks[case_id] = self.rows.tasks(case_id)
        return self._tasks[case_id]

    def media(self, case_id: str) -> list[Held]:
        return self.rows.media(case_id)

    def forget(self) -> None:
        """What was read may have been rolled back."""
        self._tasks.clear()

    def load(self) -> dict[str, int]:
        return self.rows.load()

    def dossier(self, case: Case) -> Dossier:
        return dossier(self.connection, self.world, case)

    def check_arrived(self, case: Case) -> None:
        """Nothing is decided on photos that are still on their way. Raises PART_MISSING."""
        if case.hold_media:
            media = self.rows.media(case.id)
            short = evidence.lacking(case, media, self.world.catalogue)
            raise Problem(Code.PART_MISSING, parts=",".join(part.value for part in short))

    # Numbers

    def new_case_number(self) -> str:
        sequence = self.rows.next_number("case", self.day)
        return case_number(self.world.settings.jurisdiction.adcode, self.day, sequence)

    def _new_task_number(self, kind: TaskKind) -> str:
        return task_number(kind, self.day, self.rows.next_number(kind.value, self.day))

    # Tasks

    def issue(
        self, case: Case, kind: TaskKind, *, person: str | None = None, department: str | None = None,
        due_at: datetime | None = None, note: str = "",
    ) -> Task:
        task = Task(
            id=new_id(), number=self._new_task_number(kind), kind=kind, case_id=case.id, person=person,
            department=department, issued_at=self.at, due_at=due_at, round=case.round, note=note,
        )
        self._save_task(task)
        if person is not None:
            self.notify([person], NoticeCode.TASK_ISSUED, case, kind=kind.value, task=task.number)
        return task

    def finish_task(self, case: Case, kind: TaskKind, person: str | None) -> None:
        """The person's open task of this kind is answered; a department's task by whoever of it answers."""
        for task in self.tasks(case.id):
            mine = kind is TaskKind.HANDLE or task.person in (None, person)
            if task.kind is kind and task.state is TaskState.OPEN and mine:
                done = msgspec.structs.replace(task, state=TaskState.DONE, done_at=self.at)
                self._save_task(done)

    def take_task(self, case: Case, kind: TaskKind, person: str) -> None:
        """A department's open task is now this person's."""
        for task in self.tasks(case.id):
            if task.kind is kind and task.state is TaskState.OPEN and task.person is None:
                self._save_task(msgspec.structs.replace(task, person=person))

    def _withdraw_pointless_tasks(self, case: Case) -> None:
        for task in self.tasks(case.id):
            if task.state is TaskState.OPEN and case.stage not in _TASK_STAGES[task.kind]:
                gone = msgspec.structs.replace(task, state=TaskState.WITHDRAWN, done_at=self.at)
                self._save_task(gone)

    def _save_task(self, task: Task) -> None:
        self.rows.save_task(task)
        self._tasks.pop(task.case_id, None)

    # Writing

    def record(self, case: Case, step: StepRow, media: Sequence[MediaRef] = ()) -> None:
        """A step was done: write it, its files, the case as it now is, and tell everybody who has or had it in sight."""
        if case.version == 0:
            self.rows.save_case(case, None)  # steps and tasks point to it
            case.version = 1
        seq = self.next_seq(case)
        made = link(msgspec.structs.replace(step, seq=seq), case.last_hash)
        self.rows.add_step(case.id, seq, made)
        case.last_seq, case.last_hash = seq, made.hash
        if media:
            files = (*media, *previews(media))
            here = self._held_by(step.person, files)
            self.rows.add_media(case.id, self.at, [
                Held(seq=seq, ref=ref, person=step.person or "", round=step.round, bound=ref.sha256 in here) for ref in files
            ])
        self._withdraw_pointless_tasks(case)
        self.save(case)

    def next_seq(self, case: Case) -> int:
        """The number that the next step of this case will have."""
        return case.last_seq + 1

    def save(self, case: Case) -> None:
        """The case changed: a new version, and a line in the feed for all who had it in sight before or have it now."""
        case.version += 1
        media = self.rows.media(case.id)
        case.hold_media = bool(evidence.lacking(case, media, self.world.catalogue))
        before = self.rows.sight(case.id)
        after = sight.case_keys(case, self.tasks(case.id))
        self.rows.save_case(case, clocks.look_at(case, self.world))
        self.rows.set_sight(case.id, before, after)
        self.rows.add_change(self.at, ChangeKind.CASE, case.id, before | after)

    def _held_by(self, person: str | None, media: Sequence[MediaRef]) -> set[str]:
        """Hashes of the files that are here and that this person has shown to hold: they sent them, or may fetch them."""
        row = self.world.people.get(person or "")
        here = self.rows.here([ref.sha256 for ref in media]) if media else set()
        return {sha256 for sha256 in here if row is not None and holds(self.connection, row, sha256)}

    def notify(
        self, people: Iterable[PersonRow | str], code: NoticeCode, case: Case, *, text: str = "", **facts: str
    ) -> None:
        """A notice to each of these people, once."""
        ids = {one if isinstance(one, str) else one.id for one in people}
        for person in sorted(ids):
            notice = Notice(
                id=new_id(), code=code.value, case_id=case.id, number=case.number, facts=facts, text=text, at=self.at
            )
            self.rows.add_notice(person, notice)
            audience = [sight.person_key(person)]
            self.rows.add_change(self.at, ChangeKind.NOTICE, notice.id, audience)

    def withdraw_publication(self, case: Case) -> None:
        for published_id in feed_rows.withdraw_published(self.connection, case.id):
            self.rows.add_change(self.at, ChangeKind.PUBLISHED, published_id, [sight.EVERYBODY])


def dossier(connection: Connection, world: World, case: Case) -> Dossier:
    """Everything about a case, to be looked at."""
    return Dossier(
        case=case,
        steps=tuple(case_rows.steps_of(connection, case.id)),
        media=tuple(case_rows.media_of(connection, case.id)),
        tasks=tuple(case_rows.tasks_of(connection, case.id)),
        names=world.names,
        department_name=world.department_name(case.department),
        showing=showing(case, world),
    )
