"""Points and the ranking on the activity page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.words import Words
from fieldclient.work.among import Points, PointsLine
from sync.protocol.activity import Standing

QML_IMPORT_NAME = "fieldclient.ui.activity"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class EntryLine:
    """What points were given or taken for. `case_id` is empty where the case is not in sight."""

    id: str
    title: str
    line: str
    delta: str
    case_id: str
    loss: bool


@dataclass(frozen=True)
class RankLine:
    id: str
    place: str
    nickname: str
    points: str
    mine: bool


def entry_line(entry: PointsLine, words: Words, now: datetime) -> EntryLine:
    about = words.name(entry.subcategory_zh, entry.subcategory_en)
    parts = [part for part in (about, entry.number, words.ago(entry.at, now)) if part]
    return EntryLine(
        id=f"{entry.case_id}/{entry.rule.value}", title=words.of(entry.rule), line=" · ".join(parts),
        delta=f"+{entry.delta}" if entry.delta >= 0 else f"−{-entry.delta}", case_id=entry.case_id if entry.in_sight else "",
        loss=entry.delta < 0)


def rank_line(standing: Standing) -> RankLine:
    return RankLine(
        id=f"{standing.place}/{standing.nickname}", place=str(standing.place), nickname=standing.nickname,
        points=str(standing.points), mine=standing.mine)


def season_text(season: str, words: Words) -> str:
    year, _, quarter = season.partition("Q")
    return words.phrase("season", year=year, quarter=quarter) if quarter else ""


def standing_text(points: Points, words: Words) -> str:
    """Where I stand, in a sentence."""
    mine = next((each for each in points.ranking if each.mine), None)
    if mine is not None:
        return words.phrase("rank_place", place=str(mine.place), people=str(points.taking_part))
    if points.choice is not None and points.choice.taking_part:
        return words.phrase("rank_first_soon")
    return words.phrase("rank_alone", people=str(points.taking_part)) if points.taking_part else ""


@QmlElement
class PointsBoard(QObject):
    """What the hub last said, with my own choice of a moment ago laid over it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = RowModel(EntryLine, self, spread=True)
        self._ranking = RowModel(RankLine, self, spread=True)
        self._points = Points()
        self._season = self._standing = self._told = self._problem = self._waiting = ""
        self._refused = ""  # why what was just written was not taken, until something else is

    @Property(RowModel, constant=True)
    def entries(self) -> RowModel:
        return self._entries

    @Property(RowModel, constant=True)
    def ranking(self) -> RowModel:
        return self._ranking

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether the hub has said anything yet."""
        return self._points.known

    @Property(bool, notify=changed)
    def on(self) -> bool:
        return self._points.on

    @Property(str, notify=changed)
    def season(self) -> str:
        return self._season

    @Property(int, notify=changed)
    def points(self) -> int:
        return self._points.points

    @Property(int, notify=changed)
    def balance(self) -> int:
        return self._points.balance

    @Property(str, notify=changed)
    def standing(self) -> str:
        return self._standing

    @Property(str, notify=changed)
    def told(self) -> str:
        """How old all of it is."""
        return self._told

    @Property(bool, notify=changed)
    def takingPart(self) -> bool:
        return self._points.choice is not None and self._points.choice.taking_part

    @Property(str, notify=changed)
    def nickname(self) -> str:
        return self._points.choice.nickname if self._points.choice is not None else ""

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why the nickname was not taken, in a sentence."""
        return self._problem

    @Property(str, notify=changed)
    def waiting(self) -> str:
        return self._waiting

    def show_points(self, points: Points, words: Words, now: datetime) -> None:
        self._points = points
        self._entries.replace([entry_line(each, words, now) for each in points.entries])
        self._ranking.replace([rank_line(each) for each in points.ranking])
        self._season, self._standing = season_text(points.season, words), standing_text(points, words)
        self._told = words.phrase("points_told", time=words.ago(points.told_at, now)) if points.told_at is not None else ""
        self._waiting = "" if points.choice_known else words.phrase("choice_to_tell")
        self._say_problem(words)

    def show_problem(self, problem: str, words: Words) -> None:
        """Of what the person has just written; as `activity.nickname_problem` names it, empty when it was taken."""
        self._refused = problem
        self._say_problem(words)

    def _say_problem(self, words: Words) -> None:
        problem = self._refused or self._points.nickname_problem
        self._problem = words.phrase(f"nickname_{problem}") if problem else ""
        self.changed.emit()
