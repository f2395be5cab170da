"""My numbers on the activity page: the charts of weeks and grids, and a few single numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from fieldclient.ui.charts.heat_chart import HeatChart
from fieldclient.ui.charts.series import heat_series, quarter_series, team_series, week_series
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.words import Words
from fieldclient.work.among import Numbers

QML_IMPORT_NAME = "fieldclient.ui.activity"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class OftenLine:
    """What I reported most; `share`: of the most frequent one."""

    id: str
    title: str
    count: str
    share: float


@QmlElement
class NumbersBoard(QObject):
    """Series are plain values; see `fieldclient.ui.charts.series`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._week: dict[str, Any] = {}
        self._quarter: dict[str, Any] = {}
        self._team: dict[str, Any] = {}
        self._heat: dict[str, Any] = {}
        self._streak = self._best = self._median = self._told = ""
        self._chart = HeatChart(self)
        self._often = RowModel(OftenLine, self)

    @Property("QVariantMap", notify=changed)
    def week(self) -> dict[str, Any]:
        return self._week

    @Property("QVariantMap", notify=changed)
    def quarter(self) -> dict[str, Any]:
        return self._quarter

    @Property("QVariantMap", notify=changed)
    def team(self) -> dict[str, Any]:
        """Empty where the hub tells of no team."""
        return self._team

    @Property("QVariantMap", notify=changed)
    def heat(self) -> dict[str, Any]:
        return self._heat

    @Property(HeatChart, constant=True)
    def chart(self) -> HeatChart:
        return self._chart

    @Property(RowModel, constant=True)
    def often(self) -> RowModel:
        return self._often

    @Property(str, notify=changed)
    def streak(self) -> str:
        return self._streak

    @Property(str, notify=changed)
    def bestStreak(self) -> str:
        return self._best

    @Property(str, notify=changed)
    def median(self) -> str:
        """From report to closing, in the middle."""
        return self._median

    @Property(str, notify=changed)
    def teamTold(self) -> str:
        """How old the team's week is."""
        return self._told

    def show_numbers(self, numbers: Numbers | None, words: Words, now: datetime) -> None:
        if numbers is None:
            return
        mine = numbers.mine
        self._week, self._quarter = week_series(mine, words), quarter_series(mine, words)
        self._team = team_series(numbers.team, mine.today.day, words) if numbers.team is not None else {}
        self._heat = heat_series(numbers.heat, words)
        self._streak, self._best = days(mine.streak, words), days(mine.best_streak, words)
        self._median = words.phrase("never_closed") if mine.median_close_s is None else words.lasting(mine.median_close_s)
        self._told = words.phrase("points_told", time=words.ago(numbers.told_at, now)) if numbers.told_at is not None else ""
        most = max((each.count for each in mine.often), default=1)
        self._often.replace([
            OftenLine(each.code, words.name(each.zh, each.en) or each.code, words.phrase("often_line", count=str(each.count)),
                      each.count / most)
            for each in mine.often
        ])
        self._chart.show_grids(numbers.heat.grids)
        self.changed.emit()


def days(number: int, words: Words) -> str:
    return words.phrase("streak_day") if number == 1 else words.phrase("streak_days", days=str(number))
