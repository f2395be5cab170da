"""Deadlines: how long each stage may take, how late it is, and what a stop of the clock does (domain 5.5).

A `Deadline` carries the facts (start, allowance, pauses) and the three instants they lead to. So the light is
three comparisons on any device, without a calendar, and both ends can compute everything again when a calendar
changes.
`now` is always the hub's time: a device adds its measured clock difference first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from sync.protocol.limits import HOUR_UNITS, Limit, LimitUnit
from sync.protocol.problems import Code, Problem
from sync.protocol.workcalendar import Calendar, WorkPolicy
from sync.protocol.worktime import Due, add_time, allowance, time_between

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
_ZERO = timedelta(0)


class TimedStage(StrEnum):
    """What a deadline is for."""

    TRIAGE = "triage"
    VERIFY = "verify"
    DISPATCH = "dispatch"
    RECEIVE = "receive"
    HANDLE = "handle"
    CHECK = "check"
    CLOSE = "close"
    RATING = "rating"
    ANSWER = "answer"  # praise, consultation, suggestion


class Light(StrEnum):
    """How a deadline stands. Yellow means late, red late again; the warning before has a mark of its own."""

    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"  # yellow
    OVERDUE_AGAIN = "overdue_again"  # red: on the leader's list


LEVEL: dict[Light, int] = {Light.ON_TIME: 0, Light.DUE_SOON: 0, Light.OVERDUE: 1, Light.OVERDUE_AGAIN: 2}
_LIGHT_OF_LEVEL = (Light.ON_TIME, Light.OVERDUE, Light.OVERDUE_AGAIN)


def _hours(value: float) -> Limit:
    return Limit(value=value, unit=LimitUnit.WORK_HOUR)


class DeadlinePolicy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A jurisdiction's process limits and thresholds. HANDLE's limit is not here: it is the subcategory's."""

    triage: Limit = _hours(0.25)
    verify: Limit = _hours(0.5)
    dispatch: Limit = _hours(0.25)
    receive: Limit = _hours(1)
    check: Limit = _hours(0.5)
    close: Limit = _hours(2)
    rating: Limit = Limit(value=15, unit=LimitUnit.NATURAL_DAY)
    answer: Limit = Limit(value=5, unit=LimitUnit.WORK_DAY)
    due_soon_percent: int = 80
    overdue_again_percent: int = 200
    overdue_again_hours: int = 24  # for limits in hours: red so many clock hours late at the latest
    return_window_percent: int = 50
    return_window_minutes: int = 30  # the least, in the kind of time the limit counts
    rework_percent: int = 50  # the least part of the original allowance that a rework gets


STAFFED = DeadlinePolicy()
VOLUNTEER_RUN = DeadlinePolicy(check=_hours(4))


def stage_limit(stage: TimedStage, policy: DeadlinePolicy, *, handle: Limit, urgent: bool = False) -> Limit:
    """The limit of a stage; `handle` is the subcategory's.

    Where the standard is `urgent`, every stage of the work runs on the clock, nights and holidays included.
    The reporter's own time to rate, and answers, keep their units.
    """
    if stage is TimedStage.HANDLE:
        return handle
    limit: Limit = getattr(policy, stage.value)  # the fields bear the stages' names; a test holds them to it
    if urgent and limit.unit is LimitUnit.WORK_HOUR:
        return Limit(value=limit.value, unit=LimitUnit.URGENT_HOUR)
    return limit


class Pause(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The clock stood still from `at` until `until`; None while it still does (挂账)."""

    at: Instant
    until: Instant | None = None


class Deadline(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One stage's clock. All instants UTC.

    `allowed_s` is what may be used in the limit's kind of time: the limit, plus extensions, or what a rework was
    given. While paused, the three instants are what they would be if the clock went on at the moment it stopped.
    """

    stage: TimedStage
    limit: Limit
    started_at: Instant
    allowed_s: float
    due_at: Instant
    due_soon_at: Instant
    overdue_again_at: Instant
    pauses: tuple[Pause, ...] = ()
    met_at: Instant | None = None  # the stage was done: the light stays as it was then
    level: int = 0  # 0, 1 yellow, 2 red: reached earlier in this round, and never left
    calendar_published: bool = True  # False: `due_at` crosses a year whose holidays are not known yet

    @property
    def paused_at(self) -> datetime | None:
        """Since when the clock stands still; None when it runs."""
        return self.pauses[-1].at if self.pauses and self.pauses[-1].until is None else None


def start_deadline(
    stage: TimedStage, at: datetime, limit: Limit, calendar: Calendar, policy: DeadlinePolicy = STAFFED,
    *, level: int = 0,
) -> Deadline:
    """A clock that starts at `at`. `level` is what the round has already reached."""
    blank = Deadline(
        stage=stage, limit=limit, started_at=at, allowed_s=allowance(limit, calendar.policy).total_seconds(),
        due_at=at, due_soon_at=at, overdue_again_at=at, level=level,
    )
    return recompute_deadline(blank, calendar, policy)


def pause_deadline(deadline: Deadline, at: datetime) -> Deadline:
    """Stop the clock. Harmless when it stands still already or the stage is done."""
    if deadline.paused_at is not None or deadline.met_at is not None:
        return deadline
    pause = Pause(at=max(at, deadline.started_at))
    return msgspec.structs.replace(deadline, pauses=(*deadline.pauses, pause))


def resume_deadline(
    deadline: Deadline, at: datetime, calendar: Calendar, policy: DeadlinePolicy = STAFFED
) -> Deadline:
    """Let the clock go on with what was left. Harmless when it runs."""
    stopped = deadline.paused_at
    if stopped is None:
        return deadline
    pauses = (*deadline.pauses[:-1], Pause(at=stopped, until=max(at, stopped)))
    return recompute_deadline(msgspec.structs.replace(deadline, pauses=pauses), calendar, policy)


def extend_deadline(deadline: Deadline, calendar: Calendar, policy: DeadlinePolicy = STAFFED) -> Deadline:
    """An approved extension adds one original limit (domain 2.7). Whether it may be is the life cycle's rule."""
    allowed_s = deadline.allowed_s + allowance(deadline.limit, calendar.policy).total_seconds()
    return recompute_deadline(msgspec.structs.replace(deadline, allowed_s=allowed_s), calendar, policy)


def rework_deadline(
    deadline: Deadline, at: datetime, calendar: Calendar, policy: DeadlinePolicy = STAFFED
) -> Deadline:
    """A check was not passed: the handler gets what was left when they reported it done, at least half the
    original. The level reached so far in the round stays.
    """
    done_at = deadline.met_at or at
    least = allowance(deadline.limit, calendar.policy) * policy.rework_percent / 100
    again = msgspec.structs.replace(
        deadline, started_at=at, allowed_s=max(left(deadline, done_at, calendar), least).total_seconds(),
        pauses=(), met_at=None, level=raise_level(deadline.level, LEVEL[light(deadline, done_at)]),
    )
    return recompute_deadline(again, calendar, policy)


def finish_deadline(deadline: Deadline, at: datetime) -> Deadline:
    """The stage is done. Its light and level stay as they are at this moment; done twice changes nothing."""
    if deadline.met_at is not None:
        return deadline
    level = raise_level(deadline.level, LEVEL[light(deadline, at)])
    return msgspec.structs.replace(deadline, met_at=at, level=level)


def light(deadline: Deadline, now: datetime) -> Light:
    """How the deadline stands at `now` (hub time). Needs no calendar and costs three comparisons."""
    seen = min(moment for moment in (now, deadline.met_at, deadline.paused_at) if moment is not None)
    if seen >= deadline.overdue_again_at:
        return Light.OVERDUE_AGAIN
    shown = Light.ON_TIME
    if seen > deadline.due_at:
        shown = Light.OVERDUE
    elif seen >= deadline.due_soon_at:
        shown = Light.DUE_SOON
    return shown if LEVEL[shown] >= deadline.level else _LIGHT_OF_LEVEL[min(deadline.level, 2)]


def raise_level(old: int, new: int, *, relieved: bool = False) -> int:
    """A case's overdue level never falls in a round, except by an approved extension or appeal (`relieved`)."""
    return new if relieved else max(old, new)


def spent(deadline: Deadline, now: datetime, calendar: Calendar) -> timedelta:
    """Counted time used until `now`, without the pauses."""
    end = min(now, deadline.met_at) if deadline.met_at else now
    work_time = deadline.limit.counts_work_time
    return sum(
        (
            time_between(begin, min(stop, end) if stop else end, work_time=work_time, calendar=calendar)
            for begin, stop in _running(deadline, provisional=False)
        ),
        _ZERO,
    )


def left(deadline: Deadline, now: datetime, calendar: Calendar) -> timedelta:
    """Counted time left at `now`; negative once overdue."""
    return timedelta(seconds=deadline.allowed_s) - spent(deadline, now, calendar)


def return_until(deadline: Deadline, calendar: Calendar, policy: DeadlinePolicy = STAFFED) -> datetime:
    """Until when the department may hand the case back: half of what is allowed, at least half an hour."""
    window = timedelta(seconds=deadline.allowed_s) * policy.return_window_percent / 100
    window = max(window, timedelta(minutes=policy.return_window_minutes))
    return _reach(window, _running(deadline), deadline.limit.counts_work_time, calendar).at


def recompute_deadline(deadline: Deadline, calendar: Calendar, policy: DeadlinePolicy = STAFFED) -> Deadline:
    """The same facts by this calendar. Equal to what went in when nothing changed: a difference can be logged."""
    running, work_time = _running(deadline), deadline.limit.counts_work_time
    allowed = timedelta(seconds=deadline.allowed_s)
    due = _reach(allowed, running, work_time, calendar)
    soon = _reach(allowed * policy.due_soon_percent / 100, running, work_time, calendar)
    return msgspec.structs.replace(
        deadline, due_at=due.at, due_soon_at=soon.at, calendar_published=due.calendar_published,
        overdue_again_at=_overdue_again(deadline, due.at, calendar, policy),
    )


def _overdue_again(
    deadline: Deadline, due_at: datetime, calendar: Calendar, policy: DeadlinePolicy
) -> datetime:
    """Red: a second term used up after the first, or a day late where the limit is in hours, what comes first.

    The second term is one original limit, or the shorter one a rework was given; so 200 % without extensions.
    """
    allowed = timedelta(seconds=deadline.allowed_s)
    term = min(allowed, allowance(deadline.limit, calendar.policy))
    more = term * (policy.overdue_again_percent - 100) / 100
    again = _reach(allowed + more, _running(deadline), deadline.limit.counts_work_time, calendar).at
    if deadline.limit.unit not in HOUR_UNITS:
        return again
    late = [(max(begin, due_at), stop) for begin, stop in _running(deadline) if stop is None or stop > due_at]
    return min(again, _reach(timedelta(hours=policy.overdue_again_hours), late, False, calendar).at)


_Stretch = tuple[datetime, datetime | None]


def _running(deadline: Deadline, *, provisional: bool = True) -> list[_Stretch]:
    """The stretches in which the clock ran; the last is open, a paused one too when `provisional`."""
    stretches: list[_Stretch] = []
    begin = deadline.started_at
    for pause in deadline.pauses:
        stretches.append((begin, pause.at))
        begin = pause.until or pause.at
    if deadline.paused_at is None or provisional:
        stretches.append((begin, None))
    return stretches


def _reach(amount: timedelta, running: Sequence[_Stretch], work_time: bool, calendar: Calendar) -> Due:
    """When `amount` has been counted over the stretches."""
    for begin, stop in running[:-1]:
        counted = _ZERO if stop is None else time_between(begin, stop, work_time=work_time, calendar=calendar)
        if amount <= counted:
            return add_time(begin, amount, work_time=work_time, calendar=calendar)
        amount -= counted
    return add_time(running[-1][0], amount, work_time=work_time, calendar=calendar)


def check_deadline_policy(policy: DeadlinePolicy, hours: WorkPolicy) -> None:
    """Raise Problem(SEED_INVALID, field) unless every limit is above zero and the thresholds are in order."""
    for stage in TimedStage:
        limit = stage_limit(stage, policy, handle=policy.triage)
        if allowance(limit, hours) <= _ZERO:
            raise Problem(Code.SEED_INVALID, field=f"deadlines.{stage.value}")
    in_order = 0 < policy.due_soon_percent <= 100 < policy.overdue_again_percent
    if not in_order or policy.overdue_again_hours <= 0:
        raise Problem(Code.SEED_INVALID, field="deadlines.thresholds")
    if not 0 < policy.rework_percent <= 100 or not 0 < policy.return_window_percent <= 100:
        raise Problem(Code.SEED_INVALID, field="deadlines.percent")
