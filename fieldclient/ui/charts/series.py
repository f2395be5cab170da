"""What a chart is drawn from, with the sentence that says it: numbers into words. Pure, no Qt; tested by tables.

A series is plain values that QML reads: summary, first, second, axis, bars [{label, value, other}], current, heads, rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from fieldclient.ui.words import Words
from fieldclient.work import statistics
from fieldclient.work.my_statistics import Heat, MyNumbers
from fieldclient.work.statistics import Week
from sync.protocol.activity import TeamDay, TeamWeek

Series = dict[str, Any]


def week_series(numbers: MyNumbers, words: Words) -> Series:
    """This week beside last week, day by day."""
    this, last, today = numbers.this_week, numbers.last_week, numbers.today.day.weekday()
    heads = ["chart_day", "chart_done", "chart_reported", "chart_handled", "chart_checked", "chart_last_week"]
    return {
        "summary": week_summary(this, last, today, words), "first": words.phrase("chart_this_week"),
        "second": words.phrase("chart_last_week"), "current": today,
        "axis": list(statistics.axis(max(day.done for day in (*this.days, *last.days)))),
        "bars": [_bar(label, day.done, before.done)
                 for label, day, before in zip(weekdays(words), this.days, last.days, strict=True)],
        "heads": [words.phrase(head) for head in heads],
        "rows": [[name, *map(str, (day.done, day.reported, day.handled, day.checked, before.done))]
                 for name, day, before in zip(weekdays(words, True), this.days, last.days, strict=True)],
    }


def week_summary(this: Week, last: Week, today: int, words: Words) -> str:
    """Held against last week up to the same day, so that a Tuesday is no loss."""
    best = this.busiest
    if best is None:
        return words.phrase("week_none", before=str(last.done))
    by = this.done - statistics.up_to(last, today).done
    name = "week_same" if by == 0 else "week_more" if by > 0 else "week_fewer"
    day = weekdays(words, True)[best.day.weekday()]
    return words.phrase(name, done=str(this.done), by=str(abs(by)), day=day, most=str(best.done))


def quarter_series(numbers: MyNumbers, words: Words) -> Series:
    """Twelve weeks of reports, and what was closed of mine."""
    weeks = numbers.weeks
    return {
        "summary": quarter_summary(weeks, words), "first": words.phrase("chart_reported"),
        "second": words.phrase("chart_closed"), "current": len(weeks) - 1,
        "axis": list(statistics.axis(max(max(week.reported, week.closed) for week in weeks))),
        "bars": [_bar(_short(week.first, words), week.reported, week.closed) for week in weeks],
        "heads": [words.phrase(head) for head in ("chart_week", "chart_reported", "chart_closed", "chart_done")],
        "rows": [[_week_of(week.first, words), str(week.reported), str(week.closed), str(week.done)] for week in reversed(weeks)],
    }


def quarter_summary(weeks: Sequence[Week], words: Words) -> str:
    best = max(weeks, key=lambda week: week.reported)
    if not best.reported:
        return words.phrase("quarter_none")
    return words.phrase(
        "quarter_some", reported=str(sum(week.reported for week in weeks)), closed=str(sum(week.closed for week in weeks)),
        week=_week_of(best.first, words), most=str(best.reported))


def team_series(team: TeamWeek, today: date, words: Words) -> Series:
    """A team's two weeks. The hub's weeks may be last week's by now: what is shown is the week of `today`."""
    by_day = {day.day: day for day in team.days}
    first = statistics.monday(today)
    this = [by_day.get(date.fromordinal(first.toordinal() + at), TeamDay(day=first)) for at in range(7)]
    last = [by_day.get(date.fromordinal(first.toordinal() - 7 + at), TeamDay(day=first)) for at in range(7)]
    done, before = sum(day.done for day in this), sum(day.done for day in last)
    kind = "chart_handled" if team.department else "chart_reported"
    what = words.phrase(kind)
    told = words.phrase("team_none", name=team.name, what=what, before=str(before)) if not done else words.phrase(
        "team_some", what=what, name=team.name, people=str(team.people), done=str(done),
        closed=str(sum(day.closed for day in this)), before=str(before))
    return {
        "summary": told, "first": words.phrase("chart_this_week"), "second": words.phrase("chart_last_week"),
        "current": today.weekday(), "axis": list(statistics.axis(max(day.done for day in (*this, *last)))),
        "bars": [_bar(label, day.done, was.done) for label, day, was in zip(weekdays(words), this, last, strict=True)],
        "heads": [words.phrase(head) for head in ("chart_day", kind, "chart_closed", "chart_last_week")],
        "rows": [[name, str(day.done), str(day.closed), str(was.done)]
                 for name, day, was in zip(weekdays(words, True), this, last, strict=True)],
    }


def heat_series(heat: Heat, words: Words, most: int = 60) -> Series:
    """The grids in sight, the most open cases first; the table holds so many of them."""
    open_ones = [grid for grid in heat.grids if grid.open]
    summary = words.phrase("heat_none") if not open_ones else words.phrase(
        "heat_some", grids=str(len(open_ones)), open=str(heat.open), late=str(heat.late), name=open_ones[0].name,
        most=str(open_ones[0].open))
    heads = ("heat_grid", "heat_open", "heat_late", "heat_recent")
    return {
        "summary": summary, "heads": [words.phrase(head) for head in heads],
        "rows": [[grid.name, str(grid.open), str(grid.late), str(grid.recent)] for grid in heat.grids[:most]],
        "tiles": [{"name": grid.name, "value": grid.open, "step": grid.step} for grid in heat.grids[:most]],
        "steps": scale_steps(heat.ends, words) if open_ones else [],
    }


def scale_steps(ends: Sequence[int], words: Words) -> list[dict[str, Any]]:
    """The legend: from which number to which a colour stands."""
    steps = [{"text": words.phrase("heat_step_none"), "step": 0}]
    first = 1
    for at, end in enumerate(ends, 1):
        name = "heat_step" if end > first else "heat_step_one"
        steps.append({"text": words.phrase(name, first=str(first), last=str(end)), "step": at})
        first = end + 1
    return steps


def weekdays(words: Words, long: bool = False) -> list[str]:
    return words.phrase("weekdays_long" if long else "weekdays").split(",")


def _bar(label: str, value: int, other: int) -> dict[str, Any]:
    return {"label": label, "value": value, "other": other}


def _short(day: date, words: Words) -> str:
    return words.phrase("week_label", month=str(day.month), day=str(day.day))


def _week_of(day: date, words: Words) -> str:
    return words.phrase("week_of", month=str(day.month), day=str(day.day))

