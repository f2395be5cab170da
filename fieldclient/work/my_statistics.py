"""My own numbers and those of the grids in my sight, from what this device holds. Offline as good as online."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldclient.geo.area import Area
from fieldclient.resources import built_in_calendar
from fieldclient.store import Store
from fieldclient.store.statistics import GridCount
from fieldclient.work import statistics
from fieldclient.work.catalogue import names_of
from fieldclient.work.patrol.pages import rings
from fieldclient.work.patrol.plane import Plane, Point
from fieldclient.work.statistics import Day, Week
from sync.protocol.lifecycle import Act
from sync.protocol.position import Position, PositionSource

SUBCATEGORIES = 6
RECENT = timedelta(days=30)
GRIDS_KEPT = timedelta(minutes=2)  # counting them goes through everything in sight
MOST_GRIDS = 400  # on one small map; the busiest of them
_DONE: dict[str, tuple[Act, ...]] = {
    "reported": (Act.SUBMIT, Act.SELF_HANDLED), "handled": (Act.FEEDBACK,),
    "checked": (Act.CHECK_PASS, Act.CHECK_NOT_PASS, Act.CHECK_UNABLE, Act.VERIFY),
}


@dataclass(frozen=True)
class Often:
    """A subcategory that I reported, and how often in twelve weeks."""

    code: str
    zh: str
    en: str
    count: int


@dataclass(frozen=True)
class MyNumbers:
    """Twelve weeks of mine. `median_close_s`: from report to closing."""

    today: Day
    weeks: tuple[Week, ...]
    streak: int
    best_streak: int
    median_close_s: float | None
    closed: int
    often: tuple[Often, ...]

    @property
    def this_week(self) -> Week:
        return self.weeks[-1]

    @property
    def last_week(self) -> Week:
        return self.weeks[-2]


@dataclass(frozen=True)
class HeatGrid:
    """A unit grid on the small map. Rings are metres on one plane; none where its outline is not on this device."""

    code: str
    name: str
    open: int
    late: int
    recent: int
    step: int = 0  # of the scale over `open`; 0: nothing is open
    rings: tuple[tuple[Point, ...], ...] = ()


@dataclass(frozen=True)
class Heat:
    """The grids in my sight, the most open cases first. `ends`: upper ends of the steps."""

    grids: tuple[HeatGrid, ...]
    ends: tuple[int, ...]

    @property
    def open(self) -> int:
        return sum(grid.open for grid in self.grids)

    @property
    def late(self) -> int:
        return sum(grid.late for grid in self.grids)


class MyStatistics:
    """On the store's thread, as all of the desk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._heat: tuple[str, datetime, int, Heat] | None = None

    def numbers(self, person: str, now: datetime) -> MyNumbers:
        """From indexes alone: what is counted is a quarter of one person's work, however much else the device holds."""
        calendar = built_in_calendar()
        today = calendar.local_day(now)
        first = statistics.monday(today) - timedelta(weeks=statistics.WEEKS - 1)
        since = datetime(first.year, first.month, first.day, tzinfo=calendar.zone)
        kept = self._store.statistics
        counts = {
            name: statistics.by_day([slot for act in acts for slot in kept.acts(person, act, since)], calendar.zone)
            for name, acts in _DONE.items()
        }
        counts["closed"] = statistics.by_day(kept.closed(person, since), calendar.zone)
        weeks = statistics.weeks(counts, today)
        days = [day for week in weeks for day in week.days]
        active = [day.day for day in days if day.done]
        rest = [day.day for day in days if not calendar.is_worked(day.day)]
        catalogue = self._store.catalogues.current()
        often = tuple(Often(code, *names_of(catalogue, code), count)
                      for code, count in kept.by_subcategory(person, since)[:SUBCATEGORIES])
        return MyNumbers(
            today=next(day for day in days if day.day == today), weeks=weeks, often=often,
            streak=statistics.streak(active, today, rest), best_streak=statistics.best_streak(active, rest),
            median_close_s=statistics.median(kept.times_to_close_s(person, since)), closed=sum(week.closed for week in weeks),
        )

    def heat(self, person: str, now: datetime) -> Heat:
        """Kept for two minutes, and as long as the outlines are the same."""
        version = self._store.areas.version()
        if self._heat is not None:
            whose, at, outlines, heat = self._heat
            if (whose, outlines) == (person, version) and timedelta(0) <= now - at < GRIDS_KEPT:
                return heat
        heat = self._count(self._store.statistics.by_grid(person, now - RECENT, now))
        self._heat = (person, now, version, heat)
        return heat

    def _count(self, counted: list[GridCount]) -> Heat:
        busiest = sorted(counted, key=lambda each: (-each.open, -each.recent, each.code))[:MOST_GRIDS]
        ends = statistics.scale(each.open for each in busiest)
        grids = [HeatGrid(each.code, each.name or each.code, each.open, each.late, each.recent,
                          statistics.step_of(each.open, ends)) for each in busiest]
        return Heat(tuple(self._outlined(grids)), ends)

    def _outlined(self, grids: list[HeatGrid]) -> list[HeatGrid]:
        """With the outlines that this device knows."""
        areas = {area.code: area for area in self._store.statistics.outlines([grid.code for grid in grids])}
        if not areas:
            return grids
        plane = around(next(iter(areas.values())))
        return [replace(grid, rings=rings(areas[grid.code], plane) if grid.code in areas else ()) for grid in grids]


def around(area: Area) -> Plane:
    """A plane whose zero lies in the middle of this area."""
    import shapely  # geometry is loaded when somebody looks at a map

    middle = shapely.centroid(shapely.from_wkb(area.shape))
    return Plane(Position(latitude=middle.y, longitude=middle.x, source=PositionSource.COMPONENT))
