"""Working time by the calendar: every vector of domain 5.5, and what must hold for all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.limits import Limit, LimitUnit
from sync.protocol.workcalendar import Calendar
from sync.protocol.worktime import (
    Due,
    add_limit,
    add_time,
    allowance,
    remaining,
    resume,
    time_between,
    used,
    used_fraction,
)
from tests.sync.protocol.calendars import at, limit, shipped_calendar

CALENDAR = shipped_calendar()

VECTORS = [
    ("2026-11-20 17:30", "2 urgent_hour", "2026-11-20 19:30"),
    ("2026-11-20 17:30", "2 work_hour", "2026-11-23 09:30"),
    ("2026-11-20 11:30", "4 work_hour", "2026-11-20 17:30"),
    ("2026-11-20 13:00", "4 work_hour", "2026-11-20 18:00"),
    ("2026-11-20 18:00", "1 work_hour", "2026-11-23 09:00"),
    ("2026-11-20 08:00", "1 work_day", "2026-11-20 18:00"),
    ("2026-11-20 09:00", "1 work_day", "2026-11-23 09:00"),
    ("2026-11-21 10:00", "4 work_hour", "2026-11-23 12:00"),
    ("2026-09-30 16:00", "4 work_hour", "2026-10-08 10:00"),
    ("2026-09-30 16:00", "5 work_day", "2026-10-13 16:00"),  # Saturday 10 October is worked
    ("2026-09-19 10:00", "2 work_hour", "2026-09-20 10:00"),  # Sunday 20 September is worked
    ("2026-02-14 17:00", "2 work_hour", "2026-02-24 09:00"),
    ("2026-09-30 23:00", "2 urgent_hour", "2026-10-01 01:00"),
    # The rest are our own: lunch, a session's two ends, the last second, other years' make-up days.
    ("2026-11-20 12:00", "1 work_hour", "2026-11-20 15:00"),
    ("2026-11-20 12:30", "0.25 work_hour", "2026-11-20 14:15"),
    ("2026-11-20 08:00", "4 work_hour", "2026-11-20 12:00"),
    ("2026-11-20 07:59:59", "4 work_hour", "2026-11-20 12:00"),
    ("2026-11-20 17:59:59", "1 work_hour", "2026-11-23 08:59:59"),
    ("2026-11-20 17:30", "2 natural_day", "2026-11-22 17:30"),
    ("2026-01-03 09:00", "1 work_hour", "2026-01-04 09:00"),
    ("2025-09-27 09:00", "1 work_day", "2025-09-28 18:00"),
    ("2024-02-03 09:00", "2 work_day", "2024-02-05 18:00"),
    ("2025-12-31 17:00", "2 work_hour", "2026-01-04 09:00"),
]


@pytest.mark.parametrize(("start", "amount", "due"), VECTORS)
def test_vectors(start: str, amount: str, due: str) -> None:
    assert add_limit(at(start), limit(amount), CALENDAR) == Due(at=at(due), calendar_published=True)


@pytest.mark.parametrize(("start", "amount", "due"), VECTORS)
def test_vectors_measured_backwards(start: str, amount: str, due: str) -> None:
    assert used(at(start), at(due), limit(amount), CALENDAR) == allowance(limit(amount), CALENDAR.policy)
    assert used_fraction(at(start), at(due), limit(amount), CALENDAR) == 1.0


def test_pause_vector() -> None:
    """1 work_day from Friday 09:00; stopped Friday 15:00 with 240 minutes left; on again Tuesday 10:00 → Tuesday 16:00."""
    day = limit("1 work_day")
    start = at("2026-11-20 09:00")
    assert add_limit(start, day, CALENDAR).at == at("2026-11-23 09:00")
    kept = remaining(start, at("2026-11-20 15:00"), day, CALENDAR)
    assert kept == timedelta(minutes=240)
    assert resume(at("2026-11-24 10:00"), kept, day, CALENDAR).at == at("2026-11-24 16:00")


def test_pause_of_clock_units_keeps_clock_time() -> None:
    urgent = limit("2 urgent_hour")
    kept = remaining(at("2026-11-20 23:00"), at("2026-11-21 00:30"), urgent, CALENDAR)
    assert kept == timedelta(minutes=30)
    assert resume(at("2026-11-22 03:00"), kept, urgent, CALENDAR).at == at("2026-11-22 03:30")
    day = limit("1 natural_day")
    assert remaining(at("2026-11-20 23:00"), at("2026-11-21 05:00"), day, CALENDAR) == timedelta(hours=18)


def test_overdue_is_a_negative_remainder() -> None:
    assert remaining(at("2026-11-20 08:00"), at("2026-11-23 09:00"), limit("1 work_hour"), CALENDAR) == -timedelta(hours=8)
    assert resume(at("2026-11-23 09:00"), -timedelta(hours=8), limit("1 work_hour"), CALENDAR).at == at("2026-11-23 09:00")


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-20 08:00", "2026-11-20 18:00", 480),
        ("2026-11-20 11:00", "2026-11-20 15:00", 120),
        ("2026-11-20 18:00", "2026-11-23 08:00", 0),
        ("2026-11-20 17:00", "2026-11-23 09:00", 120),
        ("2026-10-01 00:00", "2026-10-08 00:00", 0),
        ("2026-11-20 15:00", "2026-11-20 14:00", 0),
    ],
)
def test_time_between(start: str, end: str, minutes: int) -> None:
    assert time_between(at(start), at(end), work_time=True, calendar=CALENDAR) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("start", "amount", "due", "published"),
    [
        ("2026-12-31 17:00", "1 work_hour", "2026-12-31 18:00", True),
        ("2026-12-31 17:00", "2 work_hour", "2027-01-01 09:00", False),  # Monday to Friday until the table arrives
        ("2027-02-13 10:00", "1 work_hour", "2027-02-15 09:00", False),
        ("2027-02-13 10:00", "1 urgent_hour", "2027-02-13 11:00", True),  # no calendar is asked
        ("2023-12-29 17:00", "2 work_hour", "2024-01-02 09:00", False),
    ],
)
def test_a_year_without_a_table_counts_monday_to_friday_and_says_so(start: str, amount: str, due: str, published: bool) -> None:
    assert add_limit(at(start), limit(amount), CALENDAR) == Due(at=at(due), calendar_published=published)


def test_before_1991_the_clocks_changed() -> None:
    """1986-05-04 02:00 the clocks went to summer time: sessions stay on the wall, clock hours stay on the clock."""
    empty = Calendar()
    assert add_limit(at("1986-05-02 17:00"), limit("2 work_hour"), empty).at == at("1986-05-05 09:00")
    assert at("1986-05-05 09:00") == datetime(1986, 5, 5, 0, 0, tzinfo=UTC)  # UTC+9
    assert add_limit(at("1986-05-03 23:00"), limit("4 urgent_hour"), empty).at == at("1986-05-04 04:00")
    assert time_between(at("1986-05-02 08:00"), at("1986-05-05 18:00"), work_time=True, calendar=empty) == timedelta(hours=16)


def test_a_naive_instant_is_a_defect_and_says_so() -> None:
    with pytest.raises(ValueError, match="time zone"):
        add_limit(datetime(2026, 11, 20, 9), limit("1 work_hour"), CALENDAR)
    with pytest.raises(ValueError, match="time zone"):
        time_between(at("2026-11-20 09:00"), datetime(2026, 11, 20, 9), work_time=True, calendar=CALENDAR)


def test_other_zones_of_the_same_instant_give_the_same_due() -> None:
    start = at("2026-11-20 17:30")
    assert add_limit(start.astimezone(), limit("2 work_hour"), CALENDAR) == add_limit(start, limit("2 work_hour"), CALENDAR)


@settings(max_examples=150, deadline=None)
@given(
    start=st.datetimes(datetime(2025, 12, 20), datetime(2026, 12, 1)).map(lambda t: t.replace(tzinfo=UTC)),
    later=st.timedeltas(timedelta(0), timedelta(days=12)),
    value=st.integers(1, 60),
    unit=st.sampled_from(LimitUnit),
)
def test_for_every_start_and_limit(start: datetime, later: timedelta, value: int, unit: LimitUnit) -> None:
    given_limit = Limit(value=value, unit=unit)
    due = add_limit(start, given_limit, CALENDAR).at
    assert add_limit(start + later, given_limit, CALENDAR).at >= due, "a later start is never due earlier"
    assert used(start, due, given_limit, CALENDAR) == allowance(given_limit, CALENDAR.policy), "what was added can be measured"
    if given_limit.counts_work_time:
        spans = CALENDAR.spans(CALENDAR.local_day(due))
        assert any(begin < due <= end for begin, end in spans), "due inside a session or exactly at its end"
    stop = start + later
    left = remaining(start, stop, given_limit, CALENDAR)
    if left > timedelta(0):
        assert resume(stop, left, given_limit, CALENDAR).at == due, "a stop of no length changes nothing"


@settings(max_examples=150, deadline=None)
@given(
    start=st.datetimes(datetime(2025, 12, 20), datetime(2026, 12, 1)).map(lambda t: t.replace(tzinfo=UTC)),
    first=st.integers(1, 40 * 60),
    second=st.integers(1, 40 * 60),
    work_time=st.booleans(),
)
def test_two_parts_make_the_whole(start: datetime, first: int, second: int, work_time: bool) -> None:
    def add(begin: datetime, minutes: int) -> datetime:
        return add_time(begin, timedelta(minutes=minutes), work_time=work_time, calendar=CALENDAR).at

    assert add(add(start, first), second) == add(start, first + second)


@settings(max_examples=60, deadline=None)
@given(start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 1)), minutes=st.integers(1, 3000))
def test_agrees_with_counting_minute_by_minute(start: datetime, minutes: int) -> None:
    begin = start.replace(second=0, microsecond=0, tzinfo=UTC)
    fast = add_time(begin, timedelta(minutes=minutes), work_time=True, calendar=CALENDAR).at
    assert fast == _minute_by_minute(begin, minutes)


def _minute_by_minute(now: datetime, minutes: int) -> datetime:
    while minutes:
        worked = any(begin <= now < end for begin, end in CALENDAR.spans(CALENDAR.local_day(now)))
        minutes -= worked
        now += timedelta(minutes=1)
    return now


def test_a_year_of_working_days_steps_by_day() -> None:
    """365 working days span 539 days, and each is asked for once: no loop over their 175,200 minutes."""
    asked: list[date] = []

    class Counting(Calendar):
        def spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
            asked.append(day)
            return super().spans(day)

    due = add_limit(at("2024-01-02 09:00"), limit("365 work_day"), Counting(CALENDAR.years))
    assert due.at == at("2025-06-23 09:00")
    assert len(asked) == len(set(asked)) == 539
