"""Days, weeks, streaks, medians and scales, by tables; then the same from a device's own database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from fieldclient.geo.area import Area, Level
from fieldclient.store import Store
from fieldclient.work import statistics
from fieldclient.work.my_statistics import MyStatistics
from fieldclient.work.statistics import Day, Week
from sync.protocol.feed import CaseView, Page
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Stage
from sync.protocol.report import Kind
from tests.fieldclient.store.making import NOON, WANG, open_store

EAST = timezone(timedelta(hours=8))
FRIDAY = date(2026, 11, 20)


def day(number: int) -> date:
    return date(2026, 11, number)


@pytest.mark.parametrize(("at", "found"), [
    (datetime(2026, 11, 19, 15, 59, tzinfo=UTC), day(19)), (datetime(2026, 11, 19, 16, 0, tzinfo=UTC), day(20)),
    (datetime(2026, 11, 20, 15, 45, tzinfo=UTC), day(20))])
def test_a_day_is_one_of_the_jurisdiction(at: datetime, found: date) -> None:
    assert statistics.by_day([(at, 2), (at, 1)], EAST) == {found: 3}


def test_weeks_run_from_monday_to_sunday_and_this_one_is_the_last() -> None:
    made = statistics.weeks({"reported": {day(16): 2, day(20): 1, day(9): 5, date(2026, 8, 1): 9}, "closed": {day(22): 4}}, FRIDAY)
    assert (len(made), made[-1].first, made[0].first) == (12, day(16), date(2026, 8, 31))
    assert ([each.reported for each in made[-1].days], made[-1].closed, made[-2].reported) == ([2, 0, 0, 0, 1, 0, 0], 4, 5)
    assert made[-1].busiest == made[-1].days[0] and made[0].busiest is None
    assert statistics.up_to(made[-1], 3).done == 2


@pytest.mark.parametrize(("active", "rest", "now", "best"), [
    ([], [], 0, 0), ([20], [], 1, 1), ([18, 19, 20], [], 3, 3), ([18, 19], [], 2, 2),  # today is not over
    ([17, 18], [], 0, 2), ([13, 16, 17, 18, 19, 20], [14, 15], 6, 6), ([13, 16, 20], [14, 15], 1, 2), ([9, 10, 11, 20], [], 1, 3)])
def test_a_streak_is_broken_by_a_day_of_work_without_any(active: list[int], rest: list[int], now: int, best: int) -> None:
    worked, resting = [day(each) for each in active], [day(each) for each in rest]
    assert (statistics.streak(worked, FRIDAY, resting), statistics.best_streak(worked, resting)) == (now, best)


@pytest.mark.parametrize(("values", "middle"), [([], None), ([5.0], 5.0), ([9, 1, 4], 4), ([1, 2, 3, 10], 2.5)])
def test_the_median(values: list[float], middle: float | None) -> None:
    assert statistics.median(values) == middle


@pytest.mark.parametrize(("values", "ends"), [
    ([], ()), ([0, 0], ()), ([3], (3,)), ([1, 1, 1, 1, 50], (1, 50)), ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], (2, 4, 6, 8, 10))])
def test_each_step_of_a_scale_has_as_many(values: list[int], ends: tuple[int, ...]) -> None:
    assert statistics.scale(values) == ends
    assert all(1 <= statistics.step_of(value, ends) <= 5 for value in values if value)
    assert statistics.step_of(0, ends) == 0


@pytest.mark.parametrize(("most", "lines"), [
    (0, (0, 1)), (1, (0, 1)), (3, (0, 1, 2, 3)), (4, (0, 2, 4)), (7, (0, 5, 10)), (23, (0, 10, 20, 30)), (100, (0, 50, 100)),
    (1234, (0, 500, 1000, 1500))])
def test_lines_behind_bars_are_round(most: int, lines: tuple[int, ...]) -> None:
    assert statistics.axis(most) == lines


@pytest.mark.parametrize(("part", "whole", "told"), [(0, 0, None), (0, 4, 0), (1, 3, 33), (3, 3, 100)])
def test_a_share_of_nothing_is_not_nought(part: int, whole: int, told: int | None) -> None:
    assert statistics.share(part, whole) == told


def test_what_was_done_is_all_kinds_together() -> None:
    assert Day(FRIDAY, reported=1, handled=2, checked=3, closed=9).done == 6
    assert Week((Day(FRIDAY, closed=2),)).done == 0


# From a device's database


def view(at: datetime, *, mine: bool = True, grid: str = "370214001001001", closed: datetime | None = None, **more: object) -> CaseView:
    return CaseView(
        id=new_id(), number="1", version=3, kind=Kind.PROBLEM, stage=Stage.CLOSED if closed else Stage.HANDLING,
        subcategory=more.pop("subcategory", "C01-01"), created_at=at, closed_at=closed, grid=grid, grid_name=f"网格{grid[-1:]}",
        reporter=WANG.id if mine else None, **more)


@pytest.fixture
def store(tmp_path):  # type: ignore[no-untyped-def]
    made = open_store(tmp_path / "data")
    yield made
    made.close()


def told(store: Store, *views: CaseView) -> None:
    store.feed.apply(WANG.id, Page(cursor="c", changes=tuple(_changed(each) for each in views), hub_time=NOON), NOON)


def _changed(each: CaseView):  # type: ignore[no-untyped-def]
    from sync.protocol.feed import CaseChanged

    return CaseChanged(case=each)


def test_my_numbers_count_mine_alone(store: Store) -> None:
    hour = timedelta(hours=1)
    told(store, view(NOON - 30 * hour, closed=NOON - 28 * hour), view(NOON - 30 * hour, closed=NOON - 26 * hour),
         view(NOON - 5 * hour, subcategory="C09-01"), view(NOON - 5 * hour, mine=False, closed=NOON - hour))
    numbers = MyStatistics(store).numbers(WANG.id, NOON)
    assert (numbers.closed, numbers.median_close_s) == (2, 3 * 3600)
    assert [(each.code, each.count) for each in numbers.often] == [("C01-01", 2), ("C09-01", 1)]
    assert (len(numbers.weeks), numbers.today.day, numbers.streak) == (12, FRIDAY, 0)


def test_the_heat_counts_everything_in_sight_and_draws_what_is_known(store: Store) -> None:
    hour, second = timedelta(hours=1), "370214001001002"
    told(store, view(NOON - hour), view(NOON - hour, mine=False), view(NOON - hour, grid=second),
         view(NOON - 24 * 40 * hour, grid=second, closed=NOON), view(NOON - hour, grid=""))
    statistic = MyStatistics(store)
    heat = statistic.heat(WANG.id, NOON)
    assert [(each.code[-1], each.open, each.recent, each.step, each.rings) for each in heat.grids] == [
        ("1", 2, 2, 2, ()), ("2", 1, 1, 1, ())]
    import shapely

    square = shapely.to_wkb(shapely.box(120.0, 36.0, 120.01, 36.01))
    store.areas.replace([Area(second, "网格2", Level.GRID, square)], "test", NOON)
    outlined = statistic.heat(WANG.id, NOON)  # what was kept does not hold for another division
    assert [len(each.rings) for each in outlined.grids] == [0, 1]
    assert statistic.heat(WANG.id, NOON) is outlined


def test_every_statistic_walks_an_index(store: Store) -> None:
    plans = []
    connection = store.database.connection
    for sql in ("SELECT closed_ms / 900000 AS slot, COUNT(*) AS n FROM cases INDEXED BY cases_my_closed"
                " WHERE person = 'x' AND mine = 1 AND closed_ms >= 1 GROUP BY slot",
                "SELECT subcategory, COUNT(*) AS n FROM cases INDEXED BY cases_my_reports WHERE person = 'x' AND mine = 1"
                " AND created_ms >= 1 AND subcategory IS NOT NULL GROUP BY subcategory",
                "SELECT grid, COUNT(*) FROM cases INDEXED BY cases_listed WHERE person = 'x' AND grid <> '' GROUP BY grid"):
        plans.append(" ".join(row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")))
    assert all("COVERING INDEX" in plan and "SCAN" not in plan for plan in plans), plans
