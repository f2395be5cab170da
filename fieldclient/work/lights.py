"""How late something is, for the screen: the protocol's rule, asked with the hub's time. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldclient.store.case_index import counts_for, task_due
from fieldclient.work.views import Light
from sync.protocol import deadlines
from sync.protocol.deadlines import Deadline
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import ENDED
from sync.protocol.tasks import TaskKind
from sync.protocol.workcalendar import Calendar


@dataclass(frozen=True, slots=True)
class Lateness:
    light: Light
    due_at: datetime | None
    overdue_by_s: float | None  # on the clock on the wall, until now or until it was done


NO_LIMIT = Lateness(Light.NONE, None, None)


def lateness(view: CaseView, task: TaskKind | None, now: datetime) -> Lateness:
    """Of the person's own task if they have one, else of the case's stage. What has ended is not late any more."""
    if view.stage in ENDED:
        return NO_LIMIT
    clock = shown_deadline(view, task)
    if clock is not None:
        stands = [moment for moment in (now, clock.met_at, clock.paused_at) if moment is not None]
        return _late(Light(deadlines.light(clock, now).value), clock.due_at, min(stands))
    due = task_due(view, task)
    if due is None:
        return NO_LIMIT
    return _late(Light.OVERDUE if now > due else Light.ON_TIME, due, now)


def _late(light: Light, due_at: datetime, seen: datetime) -> Lateness:
    by = seen - due_at
    return Lateness(light, due_at, by.total_seconds() if by > timedelta(0) else None)


def shown_deadline(view: CaseView, task: TaskKind | None) -> Deadline | None:
    """The case's clock, unless it is of another stage than the person's own task."""
    return view.deadline if view.deadline is not None and counts_for(view.deadline, task) else None


def used_fraction(view: CaseView, task: TaskKind | None, now: datetime, calendar: Calendar) -> float | None:
    """How much of what is allowed has been used, counted in the limit's own kind of time; None without a running limit."""
    clock = shown_deadline(view, task)
    if clock is None or view.stage in ENDED or clock.allowed_s <= 0:
        return None
    return deadlines.spent(clock, now, calendar).total_seconds() / clock.allowed_s
