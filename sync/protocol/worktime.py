"""Counting time by a calendar: when a limit runs out, and how much of it is gone (domain 5.5).

Instants are UTC; counting happens on the jurisdiction's wall clock. A start outside a session counts from the
next session; a result exactly at a session's end stays there. Exact to the microsecond, and a year costs a step
per day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from sync.protocol.limits import Limit, LimitUnit
from sync.protocol.workcalendar import Calendar, WorkPolicy

_DAY = timedelta(days=1)
_ZERO = timedelta(0)


class Due(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`at` in UTC. `calendar_published` is False when the count crossed a year whose table is not known."""

    at: datetime
    calendar_published: bool = True


def allowance(limit: Limit, policy: WorkPolicy) -> timedelta:
    """What the limit is worth: working time for work units, time on the clock for the others."""
    match limit.unit:
        case LimitUnit.WORK_HOUR | LimitUnit.URGENT_HOUR:
            return timedelta(hours=limit.value)
        case LimitUnit.WORK_DAY:
            return timedelta(minutes=limit.value * policy.work_day_minutes)
        case LimitUnit.NATURAL_DAY:
            return timedelta(days=limit.value)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        # A naive time would be read in the machine's own zone.
        raise ValueError("an instant needs a time zone")
    return at.astimezone(UTC)


def _spans_after(start: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Sessions from `start` on, the first one cut at `start`, for ever."""
    day = calendar.local_day(start)
    for begin, end in calendar.spans(day):
        if end > start:
            yield max(begin, start), end
    while True:
        day += _DAY
        yield from calendar.spans(day)


def add_time(start: datetime, amount: timedelta, *, work_time: bool, calendar: Calendar) -> Due:
    """The instant by which `amount` has been counted from `start`. Nothing to count: `start` itself."""
    start = _utc(start)
    if amount <= _ZERO:
        return Due(at=start)
    if not work_time:
        return Due(at=start + amount)
    left = amount
    for begin, end in _spans_after(start, calendar):
        if left <= end - begin:
            at = begin + left
            return Due(at=at, calendar_published=_published(start, at, calendar))
        left -= end - begin
    raise AssertionError("sessions never end")


def _published(start: datetime, end: datetime, calendar: Calendar) -> bool:
    first, last = calendar.local_day(start).year, calendar.local_day(end).year
    return all(calendar.published(year) for year in range(first, last + 1))


def time_between(start: datetime, end: datetime, *, work_time: bool, calendar: Calendar) -> timedelta:
    """How much counts between two instants; zero when `end` is not after `start`."""
    start, end = _utc(start), _utc(end)
    if end <= start:
        return _ZERO
    if not work_time:
        return end - start
    total = _ZERO
    for begin, close in _spans_after(start, calendar):
        if begin >= end:
            break
        total += min(close, end) - begin
    return total


def add_limit(start: datetime, limit: Limit, calendar: Calendar) -> Due:
    """When the limit runs out if its clock starts at `start` and never stops."""
    amount = allowance(limit, calendar.policy)
    return add_time(start, amount, work_time=limit.counts_work_time, calendar=calendar)


def used(start: datetime, now: datetime, limit: Limit, calendar: Calendar) -> timedelta:
    """How much of the limit's kind of time has passed. More than the limit is worth once it is overdue."""
    return time_between(start, now, work_time=limit.counts_work_time, calendar=calendar)


def used_fraction(start: datetime, now: datetime, limit: Limit, calendar: Calendar) -> float:
    """0.0 untouched, 1.0 all used, above it overdue."""
    return used(start, now, limit, calendar) / allowance(limit, calendar.policy)


def remaining(start: datetime, now: datetime, limit: Limit, calendar: Calendar) -> timedelta:
    """What is left at `now`, to be kept while a clock is stopped. Negative once overdue."""
    return allowance(limit, calendar.policy) - used(start, now, limit, calendar)


def resume(at: datetime, left: timedelta, limit: Limit, calendar: Calendar) -> Due:
    """When what was left at the stop runs out, the clock going on at `at`, in the limit's kind of time."""
    return add_time(at, left, work_time=limit.counts_work_time, calendar=calendar)
