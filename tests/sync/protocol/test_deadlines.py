"""Lights, levels, pauses, extensions and rework on a deadline (domain 5.5, 5.4 rows 11 to 18)."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest

from sync.protocol.deadlines import (
    STAFFED,
    VOLUNTEER_RUN,
    Deadline,
    DeadlinePolicy,
    Light,
    TimedStage,
    check_deadline_policy,
    extend_deadline,
    finish_deadline,
    left,
    light,
    pause_deadline,
    raise_level,
    recompute_deadline,
    resume_deadline,
    return_until,
    rework_deadline,
    spent,
    stage_limit,
    start_deadline,
)
from sync.protocol.problems import Code, Problem
from sync.protocol.workcalendar import Calendar, CalendarYear, WorkPolicy
from tests.sync.protocol.calendars import at, limit, shipped_calendar

CALENDAR = shipped_calendar()
HANDLE = limit("2 work_day")


def handling(start: str, amount: str) -> Deadline:
    return start_deadline(TimedStage.HANDLE, at(start), limit(amount), CALENDAR)


@pytest.mark.parametrize(
    ("stage", "policy", "urgent", "expected"),
    [
        (TimedStage.TRIAGE, STAFFED, False, "0.25 work_hour"),
        (TimedStage.VERIFY, STAFFED, False, "0.5 work_hour"),
        (TimedStage.DISPATCH, STAFFED, False, "0.25 work_hour"),
        (TimedStage.RECEIVE, STAFFED, False, "1 work_hour"),
        (TimedStage.HANDLE, STAFFED, False, "2 work_day"),
        (TimedStage.CHECK, STAFFED, False, "0.5 work_hour"),
        (TimedStage.CHECK, VOLUNTEER_RUN, False, "4 work_hour"),
        (TimedStage.CLOSE, STAFFED, False, "2 work_hour"),
        (TimedStage.RATING, STAFFED, False, "15 natural_day"),
        (TimedStage.ANSWER, STAFFED, False, "5 work_day"),
        (TimedStage.TRIAGE, STAFFED, True, "0.25 urgent_hour"),
        (TimedStage.RECEIVE, STAFFED, True, "1 urgent_hour"),
        (TimedStage.CHECK, VOLUNTEER_RUN, True, "4 urgent_hour"),
        (TimedStage.HANDLE, STAFFED, True, "2 work_day"),  # the standard's own limit, whatever it counts
        (TimedStage.RATING, STAFFED, True, "15 natural_day"),
    ],
)
def test_limit_of_each_stage(stage: TimedStage, policy: DeadlinePolicy, urgent: bool, expected: str) -> None:
    assert stage_limit(stage, policy, handle=HANDLE, urgent=urgent) == limit(expected)


def test_every_stage_has_a_limit_above_zero() -> None:
    for policy in (STAFFED, VOLUNTEER_RUN):
        check_deadline_policy(policy, WorkPolicy())


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        (DeadlinePolicy(check=limit("0 work_hour")), "deadlines.check"),
        (DeadlinePolicy(rating=limit("-1 natural_day")), "deadlines.rating"),
        (DeadlinePolicy(due_soon_percent=120), "deadlines.thresholds"),
        (DeadlinePolicy(overdue_again_percent=100), "deadlines.thresholds"),
        (DeadlinePolicy(overdue_again_hours=0), "deadlines.thresholds"),
        (DeadlinePolicy(rework_percent=0), "deadlines.percent"),
    ],
)
def test_a_policy_that_cannot_work_is_refused(policy: DeadlinePolicy, field: str) -> None:
    with pytest.raises(Problem) as caught:
        check_deadline_policy(policy, WorkPolicy())
    assert (caught.value.code, caught.value.facts) == (Code.SEED_INVALID, {"field": field})


LIGHTS = [
    # 4 work_hour from Friday 08:00: due 12:00, soon at 11:12. Red a day late (Saturday 12:00), before 8 h are used? No:
    # 8 working hours are used up on Friday 18:00, which comes first.
    ("2026-11-20 08:00", "4 work_hour", "2026-11-20 08:00", Light.ON_TIME),
    ("2026-11-20 08:00", "4 work_hour", "2026-11-20 11:11:59", Light.ON_TIME),
    ("2026-11-20 08:00", "4 work_hour", "2026-11-20 11:12", Light.DUE_SOON),
    ("2026-11-20 08:00", "4 work_hour", "2026-11-20 12:00", Light.DUE_SOON),
    ("2026-11-20 08:00", "4 work_hour", "2026-11-20 12:00:01", Light.OVERDUE),
    ("2026-11-20 08:00", "4 work_hour", "2026-11-20 17:59:59", Light.OVERDUE),
    ("2026-11-20 08:00", "4 work_hour", "2026-11-20 18:00", Light.OVERDUE_AGAIN),
    # Friday 14:00: due 18:00, 200 % only on Monday 12:00; a day late on Saturday 18:00 comes first.
    ("2026-11-20 14:00", "4 work_hour", "2026-11-21 17:59:59", Light.OVERDUE),
    ("2026-11-20 14:00", "4 work_hour", "2026-11-21 18:00", Light.OVERDUE_AGAIN),
    # 2 urgent_hour run through the night: due 19:30, red at 21:30.
    ("2026-11-20 17:30", "2 urgent_hour", "2026-11-20 19:05:59", Light.ON_TIME),
    ("2026-11-20 17:30", "2 urgent_hour", "2026-11-20 19:06", Light.DUE_SOON),
    ("2026-11-20 17:30", "2 urgent_hour", "2026-11-20 19:30:01", Light.OVERDUE),
    ("2026-11-20 17:30", "2 urgent_hour", "2026-11-20 21:30", Light.OVERDUE_AGAIN),
    # Days have no 24-hour rule: 1 work_day from Monday 08:00 is due 18:00 and red on Tuesday 18:00.
    ("2026-11-16 08:00", "1 work_day", "2026-11-16 16:23:59", Light.ON_TIME),
    ("2026-11-16 08:00", "1 work_day", "2026-11-16 16:24", Light.DUE_SOON),
    ("2026-11-16 08:00", "1 work_day", "2026-11-17 17:59:59", Light.OVERDUE),
    ("2026-11-16 08:00", "1 work_day", "2026-11-17 18:00", Light.OVERDUE_AGAIN),
    # Friday's working day is late on Monday morning, and red on Tuesday 09:00 although the weekend lay between.
    ("2026-11-20 09:00", "1 work_day", "2026-11-22 12:00", Light.DUE_SOON),
    ("2026-11-20 09:00", "1 work_day", "2026-11-23 09:00:01", Light.OVERDUE),
    ("2026-11-20 09:00", "1 work_day", "2026-11-24 09:00", Light.OVERDUE_AGAIN),
    ("2026-11-20 09:00", "2 natural_day", "2026-11-22 09:00:01", Light.OVERDUE),
    ("2026-11-20 09:00", "2 natural_day", "2026-11-24 09:00", Light.OVERDUE_AGAIN),
]


@pytest.mark.parametrize(("start", "amount", "now", "expected"), LIGHTS)
def test_lights(start: str, amount: str, now: str, expected: Light) -> None:
    assert light(handling(start, amount), at(now)) is expected


def test_the_pause_vector_of_the_domain() -> None:
    running = handling("2026-11-20 09:00", "1 work_day")
    assert running.due_at == at("2026-11-23 09:00")
    stopped = pause_deadline(running, at("2026-11-20 15:00"))
    assert stopped.paused_at == at("2026-11-20 15:00")
    assert left(stopped, at("2027-06-01 09:00"), CALENDAR) == timedelta(minutes=240)
    assert light(stopped, at("2027-06-01 09:00")) is Light.ON_TIME, "while it stands still the light does too"
    again = resume_deadline(stopped, at("2026-11-24 10:00"), CALENDAR)
    assert (again.due_at, again.paused_at) == (at("2026-11-24 16:00"), None)
    assert again.due_soon_at == at("2026-11-24 14:24"), "80 % of the whole limit, not of the rest"
    assert spent(again, at("2026-11-24 11:00"), CALENDAR) == timedelta(minutes=300)


def test_a_pause_of_clock_time_moves_everything_by_its_length() -> None:
    running = handling("2026-11-20 17:30", "2 urgent_hour")
    again = resume_deadline(pause_deadline(running, at("2026-11-20 18:00")), at("2026-11-22 18:00"), CALENDAR)
    two_days = timedelta(days=2)
    assert again.due_at == running.due_at + two_days
    assert again.due_soon_at == running.due_soon_at + two_days
    assert again.overdue_again_at == running.overdue_again_at + two_days


def test_a_pause_after_the_due_time_does_not_undo_it() -> None:
    running = handling("2026-11-20 14:00", "4 work_hour")  # due 18:00, red Saturday 18:00 by the clock
    stopped = pause_deadline(running, at("2026-11-20 20:00"))
    assert light(stopped, at("2026-11-30 09:00")) is Light.OVERDUE
    again = resume_deadline(stopped, at("2026-11-30 08:00"), CALENDAR)
    assert again.due_at == at("2026-11-20 18:00")
    assert again.overdue_again_at == at("2026-11-30 12:00"), "four more working hours come before 22 more clock hours"
    late = resume_deadline(stopped, at("2026-11-28 08:00"), CALENDAR)  # a Saturday: no working time, the clock rule wins
    assert late.overdue_again_at == at("2026-11-29 06:00"), "two of the 24 hours had passed before the stop"


def test_two_pauses_add_up() -> None:
    step = handling("2026-11-16 08:00", "2 work_day")
    step = resume_deadline(pause_deadline(step, at("2026-11-16 10:00")), at("2026-11-17 10:00"), CALENDAR)
    step = resume_deadline(pause_deadline(step, at("2026-11-17 11:00")), at("2026-11-19 08:00"), CALENDAR)
    assert spent(step, at("2026-11-19 08:00"), CALENDAR) == timedelta(hours=3)
    assert step.due_at == at("2026-11-20 15:00")


def test_pausing_and_resuming_twice_changes_nothing() -> None:
    running = handling("2026-11-20 09:00", "1 work_day")
    stopped = pause_deadline(running, at("2026-11-20 15:00"))
    assert pause_deadline(stopped, at("2026-11-20 16:00")) is stopped
    again = resume_deadline(stopped, at("2026-11-24 10:00"), CALENDAR)
    assert resume_deadline(again, at("2026-11-25 10:00"), CALENDAR) is again
    done = finish_deadline(running, at("2026-11-20 10:00"))
    assert pause_deadline(done, at("2026-11-20 11:00")) is done
    assert finish_deadline(done, at("2026-11-28 11:00")) is done


def test_what_is_done_keeps_its_light() -> None:
    running = handling("2026-11-20 08:00", "4 work_hour")
    assert light(finish_deadline(running, at("2026-11-20 10:00")), at("2027-01-01 00:00")) is Light.ON_TIME
    late = finish_deadline(running, at("2026-11-20 14:30"))
    assert (light(late, at("2027-01-01 00:00")), late.level) == (Light.OVERDUE, 1)
    assert spent(late, at("2027-01-01 00:00"), CALENDAR) == timedelta(hours=4, minutes=30)


def test_an_extension_adds_one_original_limit_each_time() -> None:
    running = handling("2026-11-16 08:00", "1 work_day")
    once = extend_deadline(running, CALENDAR)
    twice = extend_deadline(once, CALENDAR)
    assert [d.due_at for d in (running, once, twice)] == [at(f"2026-11-{day} 18:00") for day in (16, 17, 18)]
    assert once.due_soon_at == at("2026-11-17 14:48")  # 80 % of 960 minutes
    assert once.overdue_again_at == at("2026-11-18 18:00"), "one more original limit after the moved due time"


@pytest.mark.parametrize(
    ("done", "again", "due"),
    [
        ("2026-11-16 10:00", "2026-11-17 08:00", "2026-11-17 16:00"),  # six of eight hours were left
        ("2026-11-16 17:00", "2026-11-17 08:00", "2026-11-17 12:00"),  # one was left: half the original is the least
        ("2026-11-20 17:00", "2026-11-23 08:00", "2026-11-23 12:00"),  # long overdue: the least again
    ],
)
def test_rework_gets_what_was_left_but_at_least_half(done: str, again: str, due: str) -> None:
    first = finish_deadline(handling("2026-11-16 08:00", "1 work_day"), at(done))
    assert rework_deadline(first, at(again), CALENDAR).due_at == at(due)


def test_a_round_never_forgets_that_it_was_late() -> None:
    first = finish_deadline(handling("2026-11-16 08:00", "1 work_day"), at("2026-11-17 10:00"))
    again = rework_deadline(first, at("2026-11-18 08:00"), CALENDAR)
    assert again.level == 1
    assert light(again, at("2026-11-18 08:00")) is Light.OVERDUE
    assert light(again, again.overdue_again_at) is Light.OVERDUE_AGAIN
    red = start_deadline(TimedStage.HANDLE, at("2026-11-18 08:00"), HANDLE, CALENDAR, level=2)
    assert light(red, at("2026-11-18 08:00")) is Light.OVERDUE_AGAIN


@pytest.mark.parametrize(
    ("old", "new", "relieved", "kept"),
    [(0, 1, False, 1), (1, 0, False, 1), (2, 1, False, 2), (1, 2, False, 2), (2, 0, True, 0), (1, 0, True, 0)],
)
def test_levels_fall_only_by_an_approved_extension_or_appeal(old: int, new: int, relieved: bool, kept: int) -> None:
    assert raise_level(old, new, relieved=relieved) == kept


@pytest.mark.parametrize(
    ("start", "amount", "until"),
    [
        ("2026-11-16 08:00", "1 work_day", "2026-11-16 12:00"),
        ("2026-11-20 17:30", "2 urgent_hour", "2026-11-20 18:30"),
        ("2026-11-20 08:00", "0.5 work_hour", "2026-11-20 08:30"),  # never less than half an hour
        ("2026-11-20 17:45", "4 work_hour", "2026-11-23 09:45"),
    ],
)
def test_return_window(start: str, amount: str, until: str) -> None:
    assert return_until(handling(start, amount), CALENDAR) == at(until)


def test_a_new_table_moves_open_deadlines_and_nothing_else() -> None:
    crossing = handling("2026-12-31 17:00", "2 work_hour")
    assert (crossing.due_at, crossing.calendar_published) == (at("2027-01-01 09:00"), False)
    table = msgspec.convert(
        {"year": 2027, "holidays": [{"zh": "元旦", "en": "", "first": "2027-01-01", "last": "2027-01-03"}]}, CalendarYear
    )
    newer = Calendar([*CALENDAR.years, table])
    moved = recompute_deadline(crossing, newer)
    assert (moved.due_at, moved.calendar_published) == (at("2027-01-04 09:00"), True)
    untouched = handling("2026-11-20 09:00", "1 work_day")
    assert recompute_deadline(untouched, newer) == untouched


def test_it_travels_whole() -> None:
    """Both ends compute the same from what is on the wire; a naive time is refused there."""
    sent = resume_deadline(
        pause_deadline(handling("2026-11-20 09:00", "1 work_day"), at("2026-11-20 15:00")), at("2026-11-24 10:00"), CALENDAR
    )
    got = msgspec.json.decode(msgspec.json.encode(sent), type=Deadline)
    assert got == sent
    assert recompute_deadline(got, shipped_calendar()) == sent
    naive = msgspec.json.encode(sent).replace(b'"due_at":"2026-11-24T08:00:00Z"', b'"due_at":"2026-11-24T08:00:00"')
    assert naive != msgspec.json.encode(sent)
    with pytest.raises(msgspec.ValidationError, match="due_at"):
        msgspec.json.decode(naive, type=Deadline)


def test_the_light_asks_no_calendar() -> None:
    """A device shows it for every row of a list: the deadline alone is enough."""
    class Silent(Calendar):
        def spans(self, day: object) -> tuple[tuple[datetime, datetime], ...]:
            raise AssertionError("the calendar was asked")

    shown = handling("2026-11-20 08:00", "4 work_hour")
    with pytest.raises(AssertionError):
        left(shown, at("2026-11-20 09:00"), Silent(CALENDAR.years))
    assert light(shown, at("2026-11-20 09:00")) is Light.ON_TIME
