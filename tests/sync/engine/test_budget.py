"""The radio does not wake for nothing more often than the allowance says, and never waits when there is something left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.engine.budget import NORMAL, SAVER, Allowance, allowance_for, full
from sync.engine.lanes import Around


def tries(allowance: Allowance, hours: float, every_s: float) -> int:
    """Tries of a loop that is woken every so often and never gets anything through."""
    budget, made, now = full(0.0, allowance), 0, 0.0
    while now < hours * 3600:
        if budget.wait_s(now, allowance) == 0.0:
            budget, made = budget.spent(now, allowance), made + 1
        now += every_s
    return made


@pytest.mark.parametrize(("allowance", "hours", "most"), [(NORMAL, 1, 60), (NORMAL, 8, 340), (SAVER, 1, 14), (SAVER, 8, 70)])
def test_a_network_that_flaps_every_second_wakes_the_radio_this_often(allowance: Allowance, hours: int, most: int) -> None:
    assert most - 2 <= tries(allowance, hours, 1.0) <= most


def test_a_quiet_hour_gives_the_burst_back_and_no_more() -> None:
    budget = full(0.0)
    for _ in range(20):
        budget = budget.spent(0.0, NORMAL)
    assert budget.wait_s(0.0, NORMAL) == pytest.approx(90.0)
    assert budget.at(3600.0, NORMAL).left == NORMAL.burst and budget.at(36000.0, NORMAL).left == NORMAL.burst


def test_a_clock_that_goes_back_takes_nothing() -> None:
    budget = full(1000.0).spent(1000.0, NORMAL)
    assert budget.at(10.0, NORMAL).left == budget.left


@given(st.lists(st.floats(0, 600), max_size=60))
def test_after_the_wait_there_is_always_a_try(gaps: list[float]) -> None:
    budget, now = full(0.0), 0.0
    for gap in gaps:
        now += gap
        wait_s = budget.wait_s(now, NORMAL)
        assert wait_s <= 3600.0 / NORMAL.per_hour + 1e-6
        now += wait_s + 1e-6
        assert budget.at(now, NORMAL).left >= 0.999999
        budget = budget.spent(now, NORMAL)


@pytest.mark.parametrize(("around", "allowance"), [
    (Around(), NORMAL), (Around(battery_share=0.5, charging=False), NORMAL), (Around(battery_share=0.1, charging=True), NORMAL),
    (Around(battery_share=0.1, charging=False), SAVER), (Around(battery_share=0.1), SAVER),
])
def test_a_low_battery_leaves_fewer_tries(around: Around, allowance: Allowance) -> None:
    assert allowance_for(around) == allowance
    assert allowance_for(around, Allowance(burst=1.0)) == (SAVER if allowance is SAVER else Allowance(burst=1.0))
