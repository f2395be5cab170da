"""What lists of cases are searched and sorted by, worked out once when a case changes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldclient.store.case_text import plain_number, words
from fieldclient.store.overlay import OwnAct, facts_of, new_facts, predict, task_of, unseen
from fieldclient.store.people import actor_of
from fieldclient.store.times import NEVER_MS, to_ms
from sync.engine.device import Delivery
from sync.protocol.deadlines import Deadline, TimedStage
from sync.protocol.feed import CaseView, Priority
from sync.protocol.lifecycle import ENDED
from sync.protocol.people import Person
from sync.protocol.position import Position
from sync.protocol.report import Report
from sync.protocol.tasks import TaskKind, TaskState


@dataclass(frozen=True, slots=True)
class CaseColumns:
    """The columns of one row of `cases`, without its keys, and the words and the place it is found by."""

    version: int
    number: str | None
    stage: str | None
    kind: str
    subcategory: str | None
    mine: bool
    ended: bool
    task: str | None
    needs_me: bool
    attention: bool
    created_ms: int
    changed_ms: int
    closed_ms: int | None
    due_soon_ms: int | None
    due_ms: int | None
    sort_ms: int
    seen_ms: int | None  # the light stands still from here on: done, or paused
    level: int
    again_ms: int | None  # overdue for the second time from here on
    grid: str  # '' where none is known
    grid_name: str
    words: str | None  # None: as they are in the index, or not yet
    campaign: str | None
    place: Place | None  # where it is, if that is known


Place = tuple[float, float]  # latitude and longitude, degrees WGS-84


def _place(position: Position | None) -> Place | None:
    return None if position is None else (position.latitude, position.longitude)


def words_of(view: CaseView) -> str:
    """What it is found by."""
    return words(view.description, view.place_text, view.grid_name, view.department_name,
                 "" if plain_number(view.number) else view.number or "")


def index_view(view: CaseView, acts: Sequence[OwnAct], person: Person, *, later: bool = False) -> CaseColumns:
    """A case that the hub has told of. `later`: its words are written another time."""
    mine = unseen(acts, view.version) if acts else ()
    task = task_of(predict(facts_of(view), [own.act for own in mine], actor_of(person)) if mine else view, person)
    attention = any(own.refused for own in acts)
    ended = view.stage in ENDED and not attention
    due_soon, due, again, seen, level = _clock(view, task)
    changed = max([view.created_at, *(step.at_hub for step in view.timeline), *(own.made_at for own in acts)])
    urgent_first = to_ms(due) if due is not None else NEVER_MS - (1 if view.priority is Priority.URGENT else 0)
    return CaseColumns(
        version=view.version, number=view.number, stage=view.stage.value, kind=view.kind.value,
        subcategory=view.subcategory, mine=view.reporter == person.id, ended=ended,
        task=task.value if task else None, needs_me=task is not None or attention, attention=attention,
        created_ms=to_ms(view.created_at), changed_ms=to_ms(changed), closed_ms=to_ms(view.closed_at),
        due_soon_ms=to_ms(due_soon), due_ms=to_ms(due), sort_ms=NEVER_MS if ended else urgent_first,
        seen_ms=to_ms(seen), level=level, again_ms=to_ms(again), grid=view.grid or "", grid_name=view.grid_name,
        words=None if later else words_of(view), campaign=view.campaign,
        place=_place(view.position),
    )


def index_report(
    report: Report, number: str | None, acts: Sequence[OwnAct], person: Person, *, indexed: bool = False
) -> CaseColumns:
    """A report of which the hub has not told yet: in the lists at once. `indexed`: its words are in the index, and a report's
    never change."""
    facts = predict(new_facts(report.kind, person.id), [own.act for own in acts if own.state is not Delivery.REFUSED],
                    actor_of(person))
    attention = any(own.refused for own in acts)
    given_up = any(own.set_aside for own in acts)
    ended = not attention and (given_up or facts.stage in ENDED)
    changed = max([report.created_at, *(own.made_at for own in acts)])
    return CaseColumns(
        version=0, number=number, stage=None, kind=report.kind.value, subcategory=report.subcategory, mine=True,
        ended=ended, task=None, needs_me=attention, attention=attention, created_ms=to_ms(report.created_at),
        changed_ms=to_ms(changed), closed_ms=None, due_soon_ms=None, due_ms=None, sort_ms=NEVER_MS, seen_ms=None, level=0,
        again_ms=None, grid=report.grid or "", grid_name="",
        words=None if indexed else words(report.description, report.place_text), campaign=report.campaign,
        place=_place(report.position),
    )


_TASK_STAGE = {TaskKind.VERIFY: TimedStage.VERIFY, TaskKind.CHECK: TimedStage.CHECK}


_Clock = tuple[datetime | None, datetime | None, datetime | None, datetime | None, int]


def _clock(view: CaseView, task: TaskKind | None) -> _Clock:
    """When it is nearly due, due, due again, since when its clock stands, the level reached: the person's own task first."""
    deadline = view.deadline
    if deadline is not None and counts_for(deadline, task):
        stands = [moment for moment in (deadline.met_at, deadline.paused_at) if moment is not None]
        return deadline.due_soon_at, deadline.due_at, deadline.overdue_again_at, min(stands, default=None), deadline.level
    due = task_due(view, task)
    return due, due, None, None, 0


def counts_for(deadline: Deadline, task: TaskKind | None) -> bool:
    """Whether the case's clock is the one that matters to who has this task."""
    return task is None or _TASK_STAGE.get(task) in (None, deadline.stage)


def task_due(view: CaseView, kind: TaskKind | None) -> datetime | None:
    """When the person's own open task is due, where the case's deadline does not say it."""
    return next((task.due_at for task in view.tasks if task.kind is kind and task.state is TaskState.OPEN), None)
