"""Which days are worked, and when in the day. The tables come from `resources/calendar` or from the hub."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from sync.protocol.problems import Code, Problem

MAX_HOLIDAY_DAYS = 60  # a longer "holiday" is a slip of the pen and would spoil every deadline of its year
_DAY = timedelta(days=1)
_CACHED_DAYS = 4000  # eleven years of sessions; then the cache starts afresh


class DayKind(StrEnum):
    WORK = "work"
    REST = "rest"  # an ordinary weekend day
    HOLIDAY = "holiday"
    MAKEUP = "makeup"  # 调休: a weekend day that is worked


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Working time of one half day, wall clock, half-open [start, end)."""

    start: time
    end: time


class SeasonalSessions(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Other hours for part of the year (夏令作息), both days included, "MM-DD"; may run over the new year."""

    first: str
    last: str
    sessions: tuple[Session, ...]

    def covers(self, day: date) -> bool:
        return covers(self.first, self.last, day)


class WorkPolicy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A jurisdiction's working hours (domain 5.5). Every number may be replaced by the hub's own."""

    time_zone: str = "Asia/Shanghai"
    sessions: tuple[Session, ...] = (
        Session(start=time(8), end=time(12)),
        Session(start=time(14), end=time(18)),
    )
    seasonal: tuple[SeasonalSessions, ...] = ()
    work_day_minutes: int = 480  # what one 工作日 is worth, whatever the sessions of a day add up to
    rest_weekdays: tuple[int, ...] = (6, 7)  # ISO weekdays


class Holiday(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Days off in a row, first and last included."""

    zh: str
    en: str
    first: date
    last: date


class CalendarYear(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One year as published (State Council notice, each November). Replaced as a whole when corrected."""

    year: int
    version: int = 1
    source: str = ""
    holidays: tuple[Holiday, ...] = ()
    makeup_days: tuple[date, ...] = ()


class CalendarBook(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a hub hands its devices: hours and tables together, so that both ends count alike."""

    policy: WorkPolicy = WorkPolicy()
    years: tuple[CalendarYear, ...] = ()


def covers(first: str, last: str, day: date) -> bool:
    """True when `day` lies in "MM-DD" … "MM-DD", both included; a window may run over the new year."""
    now = f"{day.month:02d}-{day.day:02d}"
    return first <= now <= last if first <= last else now >= first or now <= last


def is_month_day(text: str) -> bool:
    """True for "MM-DD" of a day that exists in some year."""
    try:
        datetime.strptime(f"2024-{text}", "%Y-%m-%d")
    except ValueError:
        return False
    return len(text) == 5


class Calendar:
    """Answers for one jurisdiction: is this day worked, and from when to when. Pure and cheap to ask.

    A year without a table counts Monday to Friday and `published` says False: the window warns, and open
    deadlines are computed again when the table arrives. Later tables win where two speak about one day.
    Raises Problem(CALENDAR_INVALID, field) for a policy or table that cannot be right.
    """

    def __init__(self, years: Iterable[CalendarYear] = (), policy: WorkPolicy | None = None) -> None:
        self.policy = policy or WorkPolicy()
        self.years = tuple(sorted(years, key=lambda table: (table.year, table.version)))
        check_policy(self.policy)
        self.zone = ZoneInfo(self.policy.time_zone)
        self._names: dict[date, Holiday] = {}
        self._kinds: dict[date, DayKind] = {}
        for table in {table.year: table for table in self.years}.values():
            check_year(table)
            self._learn(table)
        self._published = frozenset(table.year for table in self.years)
        self._spans: dict[date, tuple[tuple[datetime, datetime], ...]] = {}

    @classmethod
    def of(cls, book: CalendarBook) -> Calendar:
        return cls(book.years, book.policy)

    def book(self) -> CalendarBook:
        return CalendarBook(policy=self.policy, years=self.years)

    def _learn(self, table: CalendarYear) -> None:
        for holiday in table.holidays:
            for offset in range((holiday.last - holiday.first).days + 1):
                self._kinds[holiday.first + offset * _DAY] = DayKind.HOLIDAY
                self._names[holiday.first + offset * _DAY] = holiday
        for day in table.makeup_days:
            self._kinds[day] = DayKind.MAKEUP

    def fingerprint(self) -> str:
        """Changes when hours or tables change: the sign to compute open deadlines again. 16 hex digits."""
        return hashlib.sha256(msgspec.json.encode(self.book())).hexdigest()[:16]

    def published(self, year: int) -> bool:
        """True when the year's table is known."""
        return year in self._published

    def kind(self, day: date) -> DayKind:
        known = self._kinds.get(day)
        if known is not None:
            return known
        return DayKind.REST if day.isoweekday() in self.policy.rest_weekdays else DayKind.WORK

    def holiday(self, day: date) -> Holiday | None:
        """The holiday a day off belongs to, for its name."""
        return self._names.get(day) if self.kind(day) is DayKind.HOLIDAY else None

    def is_worked(self, day: date) -> bool:
        return self.kind(day) in (DayKind.WORK, DayKind.MAKEUP)

    def local_day(self, at: datetime) -> date:
        """The date on the jurisdiction's wall at this instant."""
        return at.astimezone(self.zone).date()

    def spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The day's sessions as instants in UTC, in order; none on a day off."""
        known = self._spans.get(day)
        if known is None:
            if len(self._spans) >= _CACHED_DAYS:
                self._spans.clear()
            known = self._spans[day] = self._make_spans(day)
        return known

    def _make_spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        if not self.is_worked(day):
            return ()
        sessions = next((s.sessions for s in self.policy.seasonal if s.covers(day)), self.policy.sessions)
        return tuple((self._instant(day, each.start), self._instant(day, each.end)) for each in sessions)

    def _instant(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, tzinfo=self.zone).astimezone(UTC)


def _refuse(field: str) -> Problem:
    return Problem(Code.CALENDAR_INVALID, field=field)


def _check_sessions(sessions: tuple[Session, ...], field: str) -> None:
    last = time.min
    for session in sessions:
        if session.start.tzinfo or session.end.tzinfo or session.start >= session.end or session.start < last:
            raise _refuse(field)
        last = session.end
    if not sessions:
        raise _refuse(field)


def check_policy(policy: WorkPolicy) -> None:
    """Raise Problem(CALENDAR_INVALID, field) unless time can be counted by these hours."""
    _check_sessions(policy.sessions, "sessions")
    for season in policy.seasonal:
        if not (is_month_day(season.first) and is_month_day(season.last)):
            raise _refuse("seasonal")
        _check_sessions(season.sessions, "seasonal")
    if not 1 <= policy.work_day_minutes <= 24 * 60:
        raise _refuse("work_day_minutes")
    rest = set(policy.rest_weekdays)
    if not rest <= set(range(1, 8)) or len(rest) == 7:  # with seven days of rest no deadline would ever come
        raise _refuse("rest_weekdays")
    try:
        ZoneInfo(policy.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as cause:
        raise _refuse("time_zone") from cause


def check_year(table: CalendarYear) -> None:
    """Raise Problem(CALENDAR_INVALID, field) unless the table can be one year's notice.

    A notice may also speak of the end of the year before (a New Year holiday that starts in December).
    """
    if not 1949 <= table.year <= 9000 or table.version < 1:
        raise _refuse("year")
    near = (table.year - 1, table.year)
    off: set[date] = set()
    for holiday in table.holidays:
        days = (holiday.last - holiday.first).days + 1
        inside = holiday.first.year in near and holiday.last.year in near
        if not inside or not 1 <= days <= MAX_HOLIDAY_DAYS:
            raise _refuse("holidays")
        off.update(holiday.first + offset * _DAY for offset in range(days))
    if any(day.year not in near or day in off for day in table.makeup_days):
        raise _refuse("makeup_days")


def decode_calendar_year(raw: bytes) -> CalendarYear:
    """One `resources/calendar/*.json`, checked. Raises Problem(CALENDAR_INVALID, field)."""
    try:
        table = msgspec.json.decode(raw, type=CalendarYear)
    except (msgspec.DecodeError, UnicodeDecodeError) as cause:
        raise _refuse("json") from cause
    check_year(table)
    return table
