"""What holds for every deadline, however it is stopped and started."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.deadlines import (
    LEVEL,
    TimedStage,
    left,
    light,
    pause_deadline,
    resume_deadline,
    start_deadline,
)
from sync.protocol.limits import Limit, LimitUnit
from tests.sync.protocol.calendars import at, shipped_calendar

CALENDAR = shipped_calendar()


@settings(max_examples=120, deadline=None)
@given(
    start=st.datetimes(datetime(2026, 1, 5), datetime(2026, 10, 1)),
    value=st.integers(1, 20),
    unit=st.sampled_from(LimitUnit),
    stops=st.lists(st.integers(0, 20_000), min_size=0, max_size=6),
    steps=st.lists(st.integers(0, 4000), min_size=2, max_size=8),
)
def test_lights_only_rise_while_the_clock_runs(
    start: datetime, value: int, unit: LimitUnit, stops: list[int], steps: list[int]
) -> None:
    now = at(start.isoformat())
    clock = start_deadline(TimedStage.HANDLE, now, Limit(value=value, unit=unit), CALENDAR)
    for minutes in stops:
        before = left(clock, now, CALENDAR)
        shown = light(clock, now)
        paused = pause_deadline(clock, now)
        now += timedelta(minutes=minutes)
        clock = resume_deadline(paused, now, CALENDAR)
        assert left(clock, now, CALENDAR) == before, "a stop uses nothing up"
        assert LEVEL[light(clock, now)] == LEVEL[shown], "and turns no light"
    assert clock.due_soon_at <= clock.due_at <= clock.overdue_again_at
    levels = []
    for minutes in steps:
        now += timedelta(minutes=minutes)
        levels.append(LEVEL[light(clock, now)])
        if now <= clock.due_at:
            assert left(clock, now, CALENDAR) >= timedelta(0)
    assert levels == sorted(levels)
    if clock.due_at >= now:
        assert left(clock, clock.due_at, CALENDAR) == timedelta(0), "due exactly when the allowance is used up"
