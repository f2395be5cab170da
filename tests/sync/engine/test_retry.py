"""When it is tried again: tables, and laws over any draw."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.engine.budget import NORMAL
from sync.engine.retry import (
    ITEM,
    LINK,
    LONGEST_ASKED_S,
    PORTAL,
    SHORTEST_S,
    SLOW,
    Wake,
    cuts_wait_short,
    is_due,
    is_more_of,
    item_next_try,
    next_try,
    wait_s,
)
from sync.protocol.problems import Code, Problem
from tests.sync.engine.making import T0

NO_NETWORK = Problem(Code.NO_NETWORK)
draws = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize(("attempt", "bound_s"), [(0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (9, 256), (10, 300), (10**6, 300)])
def test_bounds_double_up_to_the_cap(attempt: int, bound_s: float) -> None:
    assert LINK.bound_s(attempt) == bound_s


def test_a_portal_is_looked_at_as_often_as_a_person_who_signs_in_to_it_would_and_the_budget_allows() -> None:
    """Every wait drawn in the middle, half a second for each try."""
    now, tries = 0.0, {}
    for attempt in range(1, 60):
        wait = wait_s(Problem(Code.CAPTIVE_PORTAL), attempt, PORTAL, lambda: 0.5)
        assert wait <= 0.5 + 0.3 * now
        now += 0.5 + wait
        tries[attempt] = now
    first_minute, five = (sum(at <= until for at in tries.values()) for until in (60.0, 300.0))
    assert first_minute <= NORMAL.burst and five <= NORMAL.burst + NORMAL.per_hour / 12 + 3
    assert PORTAL.bound_s(10**6) == PORTAL.cap_s


@pytest.mark.parametrize(("before", "now", "more"), [
    (None, Code.NO_NETWORK, True), (Code.NO_NETWORK, Code.NO_NETWORK, True), (Code.NO_NETWORK, Code.TIMED_OUT, True),
    (Code.CAPTIVE_PORTAL, Code.CAPTIVE_PORTAL, True), (Code.CAPTIVE_PORTAL, Code.NO_NETWORK, False),
    (Code.TIMED_OUT, Code.CAPTIVE_PORTAL, False),
])
def test_waits_begin_anew_when_a_portal_came_or_went(before: Code | None, now: Code, more: bool) -> None:
    assert is_more_of(None if before is None else Problem(before), Problem(now)) is more


@given(attempt=st.integers(0, 10**9), draw=draws)
def test_full_jitter_stays_between_the_floor_and_the_bound(attempt: int, draw: float) -> None:
    waited = wait_s(NO_NETWORK, attempt, LINK, lambda: draw)
    assert SHORTEST_S <= waited <= max(SHORTEST_S, LINK.bound_s(attempt))


@given(asked=st.floats(0.001, 10**7), attempt=st.integers(1, 60), draw=draws)
def test_what_the_hub_asks_for_is_a_floor_up_to_an_hour(asked: float, attempt: int, draw: float) -> None:
    waited = wait_s(Problem(Code.HUB_BUSY, retry_after_s=asked), attempt, LINK, lambda: draw)
    floor = min(asked, LONGEST_ASKED_S)
    assert floor <= waited <= floor * 1.1 + SHORTEST_S + 1e-9


@pytest.mark.parametrize("asked", [None, 0, -5, True, "soon"])
def test_a_useless_retry_after_is_passed_over(asked: object) -> None:
    problem = Problem(Code.HUB_BUSY, retry_after_s=asked)  # type: ignore[arg-type]
    assert wait_s(problem, 3, LINK, lambda: 0.5) == 2.0


@pytest.mark.parametrize(("code", "seconds"), [
    (Code.NO_NETWORK, 0.5), (Code.CAPTIVE_PORTAL, 0.5), (Code.HUB_ERROR, 0.5), (Code.NOT_OUR_REPLY, 0.5),
    (Code.TLS_FAILED, 30.0), (Code.DISK_FULL, 30.0), (Code.WIRE_TOO_OLD, 30.0), (Code.FORBIDDEN, 30.0),
    (Code.SIGN_IN_NEEDED, None), (Code.SIGN_IN_EXPIRED, None),
])
def test_how_soon_each_kind_of_problem_is_looked_at_again(code: Code, seconds: float | None) -> None:
    found = next_try(T0, Problem(code), 1, lambda: 0.5)
    assert found == (None if seconds is None else T0 + timedelta(seconds=seconds))


@given(attempt=st.integers(1, 1000), draw=draws)
def test_an_item_waits_at_least_half_a_minute_and_always_comes_again(attempt: int, draw: float) -> None:
    waited = item_next_try(T0, Problem(Code.BODY_INVALID), attempt, lambda: draw) - T0
    assert timedelta(seconds=ITEM.base_s) <= waited <= timedelta(seconds=ITEM.cap_s)


@pytest.mark.parametrize(("seconds", "due"), [(None, True), (-1, True), (0, True), (1, False), (3600, False), (10**6, True)])
def test_a_wait_is_over_when_its_time_is_past_or_absurd(seconds: int | None, due: bool) -> None:
    at = None if seconds is None else T0 + timedelta(seconds=seconds)
    assert is_due(at, T0, ITEM) is due


@given(attempt=st.integers(1, 100), draw=draws)
def test_no_wait_we_give_looks_absurd_to_us(attempt: int, draw: float) -> None:
    at = item_next_try(T0, Problem(Code.HUB_BUSY, retry_after_s=10.0**9), attempt, lambda: draw)
    assert not is_due(at, T0, ITEM)
    assert SLOW.cap_s < ITEM.cap_s


@pytest.mark.parametrize(("wake", "problem", "looks"), [
    (Wake.ENQUEUED, None, True),
    (Wake.CHANGES, None, True),
    (Wake.ENQUEUED, NO_NETWORK, False),
    (Wake.NETWORK, NO_NETWORK, True),
    (Wake.PERSON, NO_NETWORK, True),
    (Wake.TIMER, NO_NETWORK, True),
    (Wake.PERSON, Problem(Code.SIGN_IN_EXPIRED), False),
    (Wake.NETWORK, Problem(Code.SIGN_IN_NEEDED), False),
    (Wake.SIGN_IN, Problem(Code.SIGN_IN_NEEDED), True),
    (Wake.PERSON, Problem(Code.HUB_BUSY, retry_after_s=30), False),
    (Wake.TIMER, Problem(Code.HUB_BUSY, retry_after_s=30), True),
    (Wake.PERSON, Problem(Code.HUB_BUSY), True),
    (Wake.PERSON, Problem(Code.TLS_FAILED), True),
    (Wake.NETWORK, Problem(Code.TLS_FAILED), True),
])
def test_which_reason_cuts_which_wait_short(wake: Wake, problem: Problem | None, looks: bool) -> None:
    assert cuts_wait_short(wake, problem) is looks
