"""A day and a time as people type them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from fieldclient.ui.report.when import read_moment
from sync.protocol.problems import Code, Problem

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=ZONE)


@pytest.mark.parametrize(("day", "clock", "expected"), [
    ("2026-11-21", "14:30", (2026, 11, 21, 14, 30)),
    ("2026/11/21", "1430", (2026, 11, 21, 14, 30)),
    ("2026年11月21日", "14：30", (2026, 11, 21, 14, 30)),
    ("11-20", "9:05", (2026, 11, 20, 9, 5)),
    ("11.20", "9.05", (2026, 11, 20, 9, 5)),
    ("2024-02-29", "00:00", (2024, 2, 29, 0, 0)),
    ("2026-11-21", "15:02", (2026, 11, 21, 15, 2)),  # two minutes of another clock are forgiven
])
def test_moments(day: str, clock: str, expected: tuple[int, ...]) -> None:
    assert read_moment(day, clock, NOW) == datetime(*expected, tzinfo=ZONE)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(("day", "clock", "code"), [
    ("", "14:30", Code.BODY_INVALID), ("2026-11-21", "", Code.BODY_INVALID), ("2026-13-01", "10:00", Code.BODY_INVALID),
    ("2026-02-29", "10:00", Code.BODY_INVALID), ("2026-11-21", "25:00", Code.BODY_INVALID), ("yesterday", "10:00", Code.BODY_INVALID),
    ("2026-11-21", "15:03", Code.TIME_ABSURD), ("2027-01-01", "10:00", Code.TIME_ABSURD), ("1989-12-31", "10:00", Code.TIME_ABSURD),
])
def test_what_is_no_moment(day: str, clock: str, code: Code) -> None:
    with pytest.raises(Problem) as raised:
        read_moment(day, clock, NOW)
    assert raised.value.code is code
