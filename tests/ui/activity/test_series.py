"""Charts say in one sentence what they show, and hold every number in a table; by tables, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fieldclient.ui.charts.heat_chart import HeatChart, fit, path
from fieldclient.ui.charts.series import (
    heat_series,
    quarter_series,
    team_series,
    week_series,
)
from fieldclient.ui.words import Words
from fieldclient.work.my_statistics import Heat, HeatGrid, MyNumbers
from fieldclient.work.statistics import weeks
from sync.protocol.activity import TeamDay, TeamWeek

ZH, EN = Words("zh"), Words("en")
WEDNESDAY = date(2026, 11, 18)
MONDAY = date(2026, 11, 16)


def numbers(**counts: dict[date, int]) -> MyNumbers:
    made = weeks(counts, WEDNESDAY)
    today = next(day for week in made for day in week.days if day.day == WEDNESDAY)
    return MyNumbers(today=today, weeks=made, streak=0, best_streak=0, median_close_s=None, closed=0, often=())


def ago(days: int) -> date:
    return WEDNESDAY - timedelta(days=days)


@pytest.mark.parametrize(("counts", "zh"), [
    ({}, "本周还没有记录，上周共 0 件。"),
    ({"reported": {ago(7): 4}}, "本周还没有记录，上周共 4 件。"),
    ({"reported": {ago(0): 2, ago(1): 3, ago(7): 5}}, "本周完成 5 件，与上周同期持平；最多的是星期二，3 件。"),
    ({"reported": {ago(0): 2}, "handled": {ago(0): 1}, "closed": {ago(0): 9}}, "本周完成 3 件，比上周同期多 3 件；最多的是星期三，3 件。"),
    ({"checked": {ago(1): 1, ago(8): 3, ago(5): 50}}, "本周完成 1 件，比上周同期少 2 件；最多的是星期二，1 件。")])
def test_a_week_is_held_against_the_same_days_of_the_last(counts: dict[str, dict[date, int]], zh: str) -> None:
    assert week_series(numbers(**counts), ZH)["summary"] == zh


def test_a_week_as_bars_and_as_a_table() -> None:
    series = week_series(numbers(reported={ago(0): 2, ago(7): 5}, handled={ago(0): 1}), EN)
    assert [bar["label"] for bar in series["bars"]] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [(bar["value"], bar["other"]) for bar in series["bars"]][2] == (3, 5)
    assert (series["current"], series["axis"]) == (2, [0, 2, 4, 6])
    assert series["rows"][2] == ["Wednesday", "3", "2", "1", "0", "5"]
    assert len(series["heads"]) == len(series["rows"][0])


def test_twelve_weeks() -> None:
    series = quarter_series(numbers(reported={ago(0): 2, ago(30): 7}, closed={ago(0): 1}), ZH)
    assert series["summary"] == "最近 12 周上报 9 件，结案 1 件；最多的是10月19日起的一周，7 件。"
    assert (len(series["bars"]), series["rows"][0]) == (12, ["11月16日起的一周", "2", "1", "2"])
    assert quarter_series(numbers(), EN)["summary"] == "No reports in the last 12 weeks."


def test_a_team_of_last_weeks_answer_is_shown_as_last_week() -> None:
    days = tuple(TeamDay(day=MONDAY - timedelta(days=7 - at), done=at, closed=1) for at in range(14))
    team = TeamWeek(name="一队", people=5, days=days)
    this = team_series(team, WEDNESDAY, ZH)
    assert this["summary"] == "一队（5 人）本周上报 70 件，结案 7 件；上周共 21 件。"
    later = team_series(team, WEDNESDAY + timedelta(days=7), ZH)
    assert later["summary"] == "一队本周还没有上报，上周共 70 件。"
    assert team_series(TeamWeek(name="X", people=3, department=True, days=days), WEDNESDAY, EN)["heads"][1] == "handled"


GRIDS = (HeatGrid("1", "东海西路网格", 7, 2, 9, 2, (((0.0, 0.0), (300.0, 0.0), (300.0, 200.0), (0.0, 200.0)),)),
         HeatGrid("2", "五四广场网格", 3, 0, 4, 1), HeatGrid("3", "闽江路网格", 0, 0, 1))


def test_the_heat_in_words_and_numbers() -> None:
    series = heat_series(Heat(GRIDS, (3, 7)), ZH)
    assert series["summary"] == "2 个网格共 10 件未结，其中 2 件超期；最多的是东海西路网格，7 件。"
    assert [step["text"] for step in series["steps"]] == ["无", "1–3 件", "4–7 件"]
    assert series["rows"][0] == ["东海西路网格", "7", "2", "9"]
    assert heat_series(Heat((), ()), EN) | {"heads": []} == {
        "summary": "No open cases in the grids you can see.", "heads": [], "rows": [], "tiles": [], "steps": []}


def test_the_small_map_fits_and_keeps_north_up() -> None:
    at = fit([(0.0, 0.0), (300.0, 200.0)], 620.0, 420.0)
    assert at.place((0.0, 200.0)) == pytest.approx((10.0, 10.0)) and at.place((300.0, 0.0)) == pytest.approx((610.0, 410.0))
    assert path([[(0.0, 200.0), (300.0, 0.0)]], at) == "M10.0 10.0 L610.0 410.0 Z"


def test_grids_are_drawn_by_their_step_and_told_by_number(qapp: object) -> None:
    chart = HeatChart()
    chart.resize(320, 220)
    chart.show_grids(GRIDS)
    assert chart.known and [bool(each) for each in chart.paths] == [False, False, True, False, False, False]
    label = chart.labels.rows[0]
    assert (label.text, round(label.x), round(label.y)) == ("7", 160, 110)
    chart.show_grids(GRIDS[1:])
    assert not chart.known and not any(chart.paths) and chart.labels.count == 0
