"""Measuring the clock: what a Date header can tell, and which of several readings is believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.engine.clock import (
    FORGET_AFTER_S,
    ClockKeeper,
    Reading,
    from_date,
    from_hub_time,
    parse_date,
    problem_of,
)
from sync.protocol.problems import Code
from tests.sync.engine.making import T0


@given(
    offset=st.floats(-1e7, 1e7), there=st.floats(0, 20), back=st.floats(0, 20), fraction=st.floats(0, 0.999),
)
def test_the_true_offset_lies_within_the_uncertainty(offset: float, there: float, back: float, fraction: float) -> None:
    sent = T0 + timedelta(seconds=fraction)
    at_hub = sent + timedelta(seconds=there + offset)
    header = at_hub.strftime("%a, %d %b %Y %H:%M:%S GMT")  # whole seconds, as every server writes it
    by_date = from_date(header, sent, there + back, 0.0)
    by_body = from_hub_time(at_hub, sent, there + back, 0.0)
    assert by_date is not None
    for reading in (by_date, by_body):
        assert abs(reading.offset_s - offset) <= reading.uncertainty_s + 1e-4
    assert by_body.uncertainty_s < by_date.uncertainty_s


@pytest.mark.parametrize(("header", "found"), [
    ("Mon, 02 Mar 2026 08:00:00 GMT", T0), ("Mon, 02 Mar 2026 16:00:00 +0800", T0),
    ("Mon, 02 Mar 2026 08:00:00 -0000", T0),
    ("", None), (None, None), ("yesterday", None), ("Mon, 99 Mar 2026 08:00:00 GMT", None), ("17", None),
])
def test_dates_that_can_be_read_and_that_cannot(header: str | None, found: datetime | None) -> None:
    assert parse_date(header) == found
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(("offset_s", "uncertainty_s", "wrong"), [
    (0, 1, False), (119, 0, False), (-119, 0, False), (121, 0, True), (-3600, 5, True), (125, 10, False),
])
def test_a_clock_is_called_wrong_only_when_it_certainly_is(offset_s: float, uncertainty_s: float, wrong: bool) -> None:
    found = problem_of(Reading(offset_s, uncertainty_s, 0.0))
    assert (found is not None) is wrong
    if found is not None:
        assert found.code is Code.CLOCK_WRONG and found.facts == {"offset_s": offset_s}
    assert problem_of(None) is None


def test_the_sharper_reading_stays_until_it_is_old_or_contradicted() -> None:
    keeper = ClockKeeper()
    assert keeper.add(Reading(5.0, 0.2, 0.0))
    assert not keeper.add(Reading(5.5, 1.0, 1.0))  # blunter, and agrees
    assert keeper.add(Reading(5.1, 0.1, 2.0))  # sharper
    assert keeper.add(Reading(3600.0, 1.0, 3.0))  # the clock was set meanwhile
    assert not keeper.add(Reading(3600.4, 1.5, 4.0))
    assert keeper.add(Reading(3600.4, 1.5, 4.0 + FORGET_AFTER_S))
    assert keeper.best == Reading(3600.4, 1.5, 4.0 + FORGET_AFTER_S)
