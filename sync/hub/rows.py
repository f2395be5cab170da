"""Where a desk reads and writes: at once, or gathered for many acts and written together.

`AtOnce` is one statement for each thing. `Gathered` knows what a whole batch will ask for before its first act, keeps what
the acts change in memory, and writes it table by table at the end: for five thousand reports some thirty statements instead
of a hundred thousand. Both are the same to whoever works at the desk; what `Gathered` cannot answer from memory it does not
answer wrongly, it raises `NotInMemory`, and the one act is done again at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from sync.hub import locks
from sync.hub.case import Case
from sync.hub.db import bulk_rows, case_rows, postgres
from sync.hub.db.database import next_number, peek, sequence_name
from sync.hub.db.feed_rows import ChangeKind
from sync.hub.dossier import Held
from sync.hub.steps import Link
from sync.protocol.feed import Notice
from sync.protocol.tasks import Task, TaskState

_Marks = tuple[int, int, int, int]


class NotInMemory(Exception):
    """An act needs the database itself: take back what it did so far, write what came before it, and do it at once."""


def nothing() -> None:
    """Where nobody remembers what was read."""


class Rows(Protocol):
    """What a desk needs of the database."""

    @property
    def connection(self) -> Connection: ...
    def attempt(self, undone: Callable[[], None] = ...) -> AbstractContextManager[None]: ...
    def case(self, case_id: str) -> Case | None: ...
    def tasks(self, case_id: str) -> list[Task]: ...
    def media(self, case_id: str) -> list[Held]: ...
    def sight(self, case_id: str) -> frozenset[str]: ...
    def load(self) -> dict[str, int]: ...
    def here(self, sha256s: Sequence[str]) -> set[str]: ...
    def next_number(self, kind: str, day: date) -> int: ...
    def save_case(self, case: Case, look_at: datetime | None) -> None: ...
    def save_task(self, task: Task) -> None: ...
    def set_sight(self, case_id: str, before: frozenset[str], after: frozenset[str]) -> None: ...
    def add_step(self, case_id: str, seq: int, made: Link) -> None: ...
    def add_media(self, case_id: str, at: datetime, held: Sequence[Held]) -> None: ...
    def add_notice(self, person: str, notice: Notice) -> None: ...
    def add_change(self, at: datetime, kind: ChangeKind, ref: str, audience: Iterable[str]) -> None: ...


class Gathered:
    """What a batch has read and will write. `flush` writes it; before that nothing of it is in the database."""

    def __init__(self, connection: Connection) -> None:
        self._raw, self._on_server = connection, postgres.speaks(connection)
        self._undo: list[tuple[dict[Any, Any], Any, Any]] = []
        self._depth = 0  # attempts inside each other
        self._cases: dict[str, str | None] = {}  # as last saved
        self._live: dict[str, Case] = {}
        self._tasks: dict[str, tuple[Task, ...]] = {}
        self._media: dict[str, tuple[Held, ...]] = {}
        self._sight: dict[str, frozenset[str]] = {}
        self._counters: dict[str, int] = {}
        self._load: dict[str, int] | None = None
        self._here: set[str] = set()
        self._asked: set[str] = set()  # hashes that `_here` answers for
        self._out = bulk_rows.Out()

    @property
    def connection(self) -> Connection:
        raise NotInMemory

    # Before the first act

    def fetch(self, case_ids: Iterable[str], sha256s: Iterable[str]) -> None:
        """Read in a few statements what acts on these cases, naming these files, will ask for."""
        found = bulk_rows.read(self._raw, [each for each in dict.fromkeys(case_ids) if each not in self._cases])
        self._cases.update(found.cases)
        self._tasks.update(found.tasks)
        self._media.update(found.media)
        self._sight.update(found.sight)
        hashes = [each for each in dict.fromkeys(sha256s) if each not in self._asked]
        self._here |= bulk_rows.blobs_among(self._raw, hashes)
        self._asked.update(hashes)

    # Taking back

    def attempt(self, undone: Callable[[], None] = nothing) -> _Attempt:
        """All of what is done inside, or nothing; `undone` is told when it was nothing."""
        return _Attempt(self, undone)

    def begin_attempt(self) -> tuple[int, _Marks]:
        self._depth += 1
        return len(self._undo), self._out.marks()

    def end_attempt(self, began: tuple[int, _Marks], *, failed: bool) -> None:
        if failed:
            self._take_back(*began)
        self._depth -= 1
        if not self._depth:
            self._undo.clear()  # nothing around this can take it back

    def _take_back(self, undo: int, marks: _Marks) -> None:
        while len(self._undo) > undo:
            mapping, key, before = self._undo.pop()
            if before is _ABSENT:
                mapping.pop(key, None)
            else:
                mapping[key] = before
        self._out.back_to(marks)
        self._live.clear()  # an act changes its case before it finds out that it may not

    def _set(self, mapping: dict[Any, Any], key: Any, value: Any) -> None:
        self._undo.append((mapping, key, mapping.get(key, _ABSENT)))
        mapping[key] = value

    # Reading

    def case(self, case_id: str) -> Case | None:
        live = self._live.get(case_id)
        if live is not None:
            return live
        if case_id not in self._cases:
            locks.hold_cases(self._raw, [case_id])  # the others were held before the first act
            self.fetch([case_id], ())
        raw = self._cases[case_id]
        if raw is None:
            return None
        return self._live.setdefault(case_id, case_rows.read_case(raw))

    def tasks(self, case_id: str) -> list[Task]:
        return list(self._tasks.get(case_id, ()))

    def media(self, case_id: str) -> list[Held]:
        return list(self._media.get(case_id, ()))

    def sight(self, case_id: str) -> frozenset[str]:
        return self._sight.get(case_id, frozenset())

    def load(self) -> dict[str, int]:
        if self._load is None:
            if self._out.tasks:
                raise NotInMemory
            self._load = case_rows.open_load(self._raw)
        return self._load

    def here(self, sha256s: Sequence[str]) -> set[str]:
        if not self._asked.issuperset(sha256s):
            raise NotInMemory
        return self._here.intersection(sha256s)

    # Writing

    def next_number(self, kind: str, day: date) -> int:
        if self._on_server:
            return next_number(self._raw, kind, day)
        name = sequence_name(kind, day)
        last = self._counters.get(name)
        if last is None:
            last = peek(self._raw, name)  # in a write transaction: nobody else counts meanwhile
        self._set(self._counters, name, last + 1)
        return last + 1

    def save_case(self, case: Case, look_at: datetime | None) -> None:
        if case.version == 0:
            self._set(self._out.new, case.id, True)
            return
        row = case_rows.case_values(case, look_at)
        self._set(self._cases, case.id, row["body"])
        self._set(self._out.cases, case.id, row)
        self._live[case.id] = case

    def save_task(self, task: Task) -> None:
        held = self._tasks.get(task.case_id, ())
        before = next((each for each in held if each.id == task.id), None)
        if before is None:
            self._set(self._out.new_tasks, task.id, True)
        kept = (*(each for each in held if each.id != task.id), task)
        self._set(self._tasks, task.case_id, tuple(sorted(kept, key=lambda each: each.number)))
        self._set(self._out.tasks, task.id, task)
        if self._load is not None:
            for each, more in ((before, -1), (task, 1)):
                if each is not None and each.person is not None and each.state is TaskState.OPEN:
                    self._set(self._load, each.person, self._load.get(each.person, 0) + more)

    def set_sight(self, case_id: str, before: frozenset[str], after: frozenset[str]) -> None:
        if before == after:
            return
        if case_id not in self._out.sight:
            self._set(self._out.sight, case_id, before)
        self._set(self._sight, case_id, after)

    def add_step(self, case_id: str, seq: int, made: Link) -> None:
        self._out.steps.append((case_id, seq, made))

    def add_media(self, case_id: str, at: datetime, held: Sequence[Held]) -> None:
        if held:
            self._set(self._media, case_id, (*self._media.get(case_id, ()), *held))
            self._out.media.extend((case_id, at, one) for one in held)

    def add_notice(self, person: str, notice: Notice) -> None:
        self._out.notices.append((person, notice))

    def add_change(self, at: datetime, kind: ChangeKind, ref: str, audience: Iterable[str]) -> None:
        self._out.changes.append((at, kind, ref, frozenset(audience)))

    # At the end

    def flush(self) -> None:
        """Write everything. A second time writes only what came after."""
        self._out.write(self._raw, self._sight, self._counters)
        self._out = bulk_rows.Out()
        self._undo.clear()

    def forget(self) -> None:
        """Somebody else wrote: what was read before may be otherwise. Only after `flush`."""
        for held in (self._cases, self._live, self._tasks, self._media, self._sight, self._counters):
            held.clear()
        self._load = None
        self._here, self._asked = set(), set()


class _Attempt:
    """Two of them for each act at the least: a generator would take a twentieth of all that the act takes."""

    __slots__ = ("_began", "_rows", "_undone")

    def __init__(self, rows: Gathered, undone: Callable[[], None]) -> None:
        self._rows, self._undone = rows, undone

    def __enter__(self) -> None:
        self._began = self._rows.begin_attempt()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._rows.end_attempt(self._began, failed=kind is not None)
        if kind is not None:
            self._undone()


_ABSENT: Any = object()
