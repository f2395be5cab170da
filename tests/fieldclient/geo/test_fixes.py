"""Which fix counts while somebody aims."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldclient.geo.fixes import STALE_S, WINDOW_S, FixWindow
from sync.protocol.position import Position, PositionSource

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def fix(age_s: float = 0.0, accuracy_m: float | None = 10.0, north_m: float = 0.0, at: datetime = NOW) -> Position:
    return Position(latitude=36.3 + north_m / 111_195, longitude=120.4, source=PositionSource.GNSS, accuracy_m=accuracy_m,
                    fixed_at=at - timedelta(seconds=age_s))


def test_the_most_accurate_of_the_last_seconds_counts() -> None:
    window = FixWindow()
    for second, accuracy_m in enumerate((40.0, 8.0, 15.0)):
        assert window.add(fix(accuracy_m=accuracy_m), float(second), NOW)
    best = window.best(2.0)
    assert best is not None and best.accuracy_m == 8.0
    later = window.best(1.5 + WINDOW_S)
    assert later is not None and later.accuracy_m == 15.0
    assert window.best(3.0 + WINDOW_S) is None


@pytest.mark.parametrize(("age_s", "fresh"), [(0, True), (STALE_S, True), (STALE_S + 1, False), (86_400, False), (-86_400, False)])
def test_a_fix_of_some_other_time_is_refused(age_s: float, fresh: bool) -> None:
    window = FixWindow()
    assert window.add(fix(age_s), 0.0, NOW) is fresh
    assert (window.best(0.0) is not None) is fresh


def test_a_wrong_clock_does_not_make_a_running_receiver_old() -> None:
    window = FixWindow()
    assert not window.add(fix(7200), 0.0, NOW)
    assert window.add(fix(7199), 1.0, NOW)
    assert window.best(1.0) is not None


def test_the_same_old_fix_again_stays_old() -> None:
    window = FixWindow()
    assert [window.add(fix(7200), float(second), NOW) for second in range(5)] == [False] * 5
    assert not window.add(fix(7200 - 600), 5.0, NOW)  # a jump in its time is no rhythm either


def test_who_walked_on_is_not_held_back_by_a_better_fix_from_before() -> None:
    window = FixWindow()
    window.add(fix(accuracy_m=4.0), 0.0, NOW)
    window.add(fix(accuracy_m=10.0, north_m=60.0), 10.0, NOW)
    best = window.best(10.0)
    assert best is not None and best.accuracy_m == 10.0


def test_a_fix_without_accuracy_loses_to_one_that_tells_a_good_one() -> None:
    window = FixWindow()
    window.add(fix(accuracy_m=20.0), 0.0, NOW)
    window.add(fix(accuracy_m=None), 1.0, NOW)
    best = window.best(1.0)
    assert best is not None and best.accuracy_m == 20.0
