"""Days, holidays and hours, and tables that cannot be right."""

from __future__ import annotations

from datetime import date, timedelta
from datetime import time as wall

import pytest

from sync.protocol.problems import Code, Problem
from sync.protocol.workcalendar import (
    Calendar,
    CalendarYear,
    DayKind,
    Holiday,
    SeasonalSessions,
    Session,
    WorkPolicy,
    decode_calendar_year,
)
from sync.protocol.worktime import Due, add_limit
from tests.sync.protocol.calendars import at, limit, shipped_calendar

CALENDAR = shipped_calendar()
SUMMER = SeasonalSessions(
    first="06-01", last="09-30", sessions=(Session(start=wall(8), end=wall(12)), Session(start=wall(15), end=wall(19)))
)



@pytest.mark.parametrize(
    ("day", "kind", "holiday"),
    [
        ("2026-11-20", DayKind.WORK, None),
        ("2026-11-21", DayKind.REST, None),
        ("2026-10-01", DayKind.HOLIDAY, "国庆节"),
        ("2026-10-10", DayKind.MAKEUP, None),
        ("2025-10-06", DayKind.HOLIDAY, "国庆节、中秋节"),
        ("2024-05-11", DayKind.MAKEUP, None),
        ("2027-10-01", DayKind.WORK, None),
    ],
)
def test_days(day: str, kind: DayKind, holiday: str | None) -> None:
    date_ = date.fromisoformat(day)
    found = CALENDAR.holiday(date_)
    assert (CALENDAR.kind(date_), found and found.zh) == (kind, holiday)
    assert CALENDAR.is_worked(date_) is (kind in (DayKind.WORK, DayKind.MAKEUP))


@pytest.mark.parametrize(("year", "worked"), [(2024, 251), (2025, 248), (2026, 248)])
def test_worked_days_of_the_published_years(year: int, worked: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert sum(CALENDAR.is_worked(day) for day in days if day.year == year) == worked
    assert CALENDAR.published(year)


def test_a_later_version_of_a_year_replaces_the_earlier_whole() -> None:
    first = CalendarYear(year=2027, makeup_days=(date(2027, 1, 9),))
    second = CalendarYear(year=2027, version=2, holidays=(Holiday(zh="元旦", en="New Year", first=date(2027, 1, 1), last=date(2027, 1, 3)),))
    both = Calendar([second, first])
    assert both.kind(date(2027, 1, 9)) is DayKind.REST
    assert both.kind(date(2027, 1, 1)) is DayKind.HOLIDAY
    assert both.fingerprint() != Calendar([first]).fingerprint()
    assert Calendar.of(both.book()).fingerprint() == both.fingerprint() == Calendar([first, second]).fingerprint()


def test_a_notice_may_begin_in_december() -> None:
    table = CalendarYear(year=2027, holidays=(Holiday(zh="元旦", en="New Year", first=date(2026, 12, 31), last=date(2027, 1, 2)),))
    calendar = Calendar([*CALENDAR.years, table])
    assert add_limit(at("2026-12-30 17:30"), limit("1 work_hour"), calendar) == Due(at=at("2027-01-04 08:30"))


@pytest.mark.parametrize(
    ("policy", "start", "amount", "due"),
    [
        (WorkPolicy(seasonal=(SUMMER,)), "2026-07-01 13:00", "1 work_hour", "2026-07-01 16:00"),
        (WorkPolicy(seasonal=(SUMMER,)), "2026-11-20 13:00", "1 work_hour", "2026-11-20 15:00"),
        (WorkPolicy(sessions=(Session(start=wall(9), end=wall(17)),)), "2026-11-20 12:30", "1 work_hour", "2026-11-20 13:30"),
        (WorkPolicy(work_day_minutes=420), "2026-11-20 08:00", "1 work_day", "2026-11-20 17:00"),
        (WorkPolicy(rest_weekdays=(7,)), "2026-11-20 17:30", "1 work_hour", "2026-11-21 08:30"),
        (WorkPolicy(time_zone="Asia/Urumqi"), "2026-11-20 10:00", "1 work_hour", "2026-11-20 11:00"),
    ],
)
def test_policy(policy: WorkPolicy, start: str, amount: str, due: str) -> None:
    assert add_limit(at(start), limit(amount), Calendar(CALENDAR.years, policy)).at == at(due)


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"", "json"),
        (b"[]", "json"),
        (b'{"year": "next"}', "json"),
        (b"\xff\xfe", "json"),
        (b'{"year": 20260}', "year"),
        (b'{"year": 2026, "version": 0}', "year"),
        (b'{"year": 2026, "holidays": [{"zh": "", "en": "", "first": "2026-02-03", "last": "2026-02-01"}]}', "holidays"),
        (b'{"year": 2026, "holidays": [{"zh": "", "en": "", "first": "2026-01-01", "last": "2026-12-31"}]}', "holidays"),
        (b'{"year": 2026, "holidays": [{"zh": "", "en": "", "first": "2024-01-01", "last": "2024-01-02"}]}', "holidays"),
        (b'{"year": 2026, "makeup_days": ["2028-01-01"]}', "makeup_days"),
        (
            b"""{"year": 2026, "makeup_days": ["2026-02-02"],
                 "holidays": [{"zh": "", "en": "", "first": "2026-02-01", "last": "2026-02-03"}]}""",
            "makeup_days",
        ),
    ],
)
def test_a_bad_table_is_refused_by_the_name_of_its_field(raw: bytes, field: str) -> None:
    with pytest.raises(Problem) as caught:
        decode_calendar_year(raw)
    assert (caught.value.code, caught.value.facts) == (Code.CALENDAR_INVALID, {"field": field})


def test_a_table_from_a_newer_hub_may_say_more() -> None:
    assert decode_calendar_year(b'{"year": 2026, "colour": "red"}') == CalendarYear(year=2026)


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        (WorkPolicy(sessions=()), "sessions"),
        (WorkPolicy(sessions=(Session(start=wall(12), end=wall(8)),)), "sessions"),
        (WorkPolicy(sessions=(Session(start=wall(8), end=wall(12)), Session(start=wall(11), end=wall(13)))), "sessions"),
        (WorkPolicy(seasonal=(SeasonalSessions(first="13-01", last="02-30", sessions=SUMMER.sessions),)), "seasonal"),
        (WorkPolicy(seasonal=(SeasonalSessions(first="06-01", last="09-30", sessions=()),)), "seasonal"),
        (WorkPolicy(work_day_minutes=0), "work_day_minutes"),
        (WorkPolicy(rest_weekdays=(1, 2, 3, 4, 5, 6, 7)), "rest_weekdays"),
        (WorkPolicy(rest_weekdays=(0,)), "rest_weekdays"),
        (WorkPolicy(time_zone="Asia/Nowhere"), "time_zone"),
        (WorkPolicy(time_zone="../etc"), "time_zone"),
    ],
)
def test_hours_by_which_nothing_can_be_counted_are_refused(policy: WorkPolicy, field: str) -> None:
    with pytest.raises(Problem) as caught:
        Calendar((), policy)
    assert (caught.value.code, caught.value.facts) == (Code.CALENDAR_INVALID, {"field": field})
