"""Numbers that people like to look at: days, weeks, streaks, medians, steps of a scale. Pure; tested by tables.

A day is one of the jurisdiction's calendar, a week begins on Monday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

STEPS = 5  # of the colour scale; more could not be told apart in the sun
WEEKS = 12


@dataclass(frozen=True)
class Day:
    """What I did on a day."""

    day: date
    reported: int = 0
    handled: int = 0
    checked: int = 0
    closed: int = 0  # my reports whose cases were closed

    @property
    def done(self) -> int:
        return self.reported + self.handled + self.checked


@dataclass(frozen=True)
class Week:
    """`days`: Monday to Sunday; days that have not come yet are there with zeros."""

    days: tuple[Day, ...]

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def reported(self) -> int:
        return sum(day.reported for day in self.days)

    @property
    def closed(self) -> int:
        return sum(day.closed for day in self.days)

    @property
    def done(self) -> int:
        return sum(day.done for day in self.days)

    @property
    def busiest(self) -> Day | None:
        """The first of the days on which most was done; None when nothing was."""
        best = max(self.days, key=lambda day: day.done)
        return best if best.done else None


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def by_day(slots: Iterable[tuple[datetime, int]], zone: tzinfo) -> dict[date, int]:
    """Counts at instants, summed by the day they fall on."""
    found: dict[date, int] = {}
    for at, count in slots:
        day = at.astimezone(zone).date()
        found[day] = found.get(day, 0) + count
    return found


def weeks(counts: Mapping[str, Mapping[date, int]], today: date, number: int = WEEKS) -> tuple[Week, ...]:
    """The last so many weeks, this one last. `counts`: for reported, handled, checked, closed what was counted on which day."""
    first = monday(today) - timedelta(weeks=number - 1)
    days = [first + timedelta(days=at) for at in range(7 * number)]
    made = [Day(day, **{name: found.get(day, 0) for name, found in counts.items()}) for day in days]
    return tuple(Week(tuple(made[at:at + 7])) for at in range(0, len(made), 7))


def up_to(week: Week, weekday: int) -> Week:
    """As far as a weekday (0: Monday), so that half a week is not held against a whole one."""
    return Week(week.days[:weekday + 1])


def streak(active: Iterable[date], today: date, rest: Iterable[date] = ()) -> int:
    """Days in a row on which something was done, up to today or yesterday; a day of rest neither counts nor breaks it."""
    worked, resting = set(active), set(rest)
    day, length = today, 0
    if day not in worked:
        day -= timedelta(days=1)  # today is not over
    while day in worked or day in resting:
        length += day in worked
        day -= timedelta(days=1)
    return length


def best_streak(active: Iterable[date], rest: Iterable[date] = ()) -> int:
    """The longest such row of them all."""
    worked, resting = sorted(set(active)), set(rest)
    best = length = 0
    before: date | None = None
    for day in worked:
        gap = 0 if before is None else (day - before).days - 1
        joined = before is not None and all(before + timedelta(days=at) in resting for at in range(1, gap + 1))
        length = length + 1 if joined else 1
        best, before = max(best, length), day
    return best


def median(values: Sequence[float]) -> float | None:
    """The middle one, or the mean of the two in the middle; None for none."""
    found = sorted(values)
    if not found:
        return None
    middle = len(found) // 2
    return found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2


def scale(values: Iterable[int], steps: int = STEPS) -> tuple[int, ...]:
    """Upper ends of the steps of a colour scale, rising, so that each step has about as many of the values; zeros have no
    step. Fewer steps where there are fewer different values."""
    found = sorted(value for value in values if value > 0)
    if not found:
        return ()
    ends = [found[min(len(found) - 1, -(-len(found) * step // steps) - 1)] for step in range(1, steps + 1)]
    return tuple(sorted(set(ends)))


def step_of(value: int, ends: Sequence[int]) -> int:
    """0 for nothing, else the number of the step from 1 on."""
    return 0 if value <= 0 else next((at for at, end in enumerate(ends, 1) if value <= end), len(ends))


def axis(most: int) -> tuple[int, ...]:
    """Where lines are drawn behind bars up to `most`: 0 and round numbers above it, three or four at the most."""
    if most <= 0:
        return (0, 1)
    step = next(size * 10 ** power for power in range(9) for size in (1, 2, 5) if 3 * size * 10 ** power >= most)
    return tuple(range(0, -(-most // step) * step + 1, step))


def share(part: int, whole: int) -> int | None:
    """Per cent, rounded; None where there is no whole: that is not nought."""
    return None if whole <= 0 else round(100 * part / whole)
