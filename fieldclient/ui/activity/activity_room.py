"""The object behind the activity page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.activity.issues import in_issues, issue_of
from fieldclient.ui.activity.numbers_board import NumbersBoard
from fieldclient.ui.activity.points_board import PointsBoard
from fieldclient.ui.activity.week_paper import WeekPaper
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.words import Words
from fieldclient.ui.words.notices import PUBLISHED
from fieldclient.work.views import ActivityRow
from sync.protocol.activity import BULLETIN, BulletinCount
from sync.protocol.feed import NoticeCode
from sync.protocol.report import Kind

QML_IMPORT_NAME = "fieldclient.ui.activity"
QML_IMPORT_MAJOR_VERSION = 1

_LOOKS: dict[str, tuple[str, str]] = {  # code → icon, meaning
    NoticeCode.REPORT_FILED: ("check-circle", "inHand"),
    NoticeCode.REPORT_REFUSED: ("x-circle", "neutral"),
    NoticeCode.REPORT_MERGED: ("copy", "neutral"),
    NoticeCode.REPORT_TRANSFERRED: ("external-link", "neutral"),
    NoticeCode.REPORT_ANSWERED: ("message", "done"),
    NoticeCode.REPORT_CLOSED: ("star", "done"),
    NoticeCode.REPORT_VOIDED: ("x-circle", "neutral"),
    NoticeCode.TASK_ISSUED: ("clipboard-check", "inHand"),
    NoticeCode.CASE_DISPATCHED: ("inbox", "inHand"),
    NoticeCode.CASE_REWORK: ("repeat", "attention"),
    NoticeCode.CASE_RESUMED: ("play", "inHand"),
    NoticeCode.CASE_OVERDUE: ("clock-alert", "overdue"),
    NoticeCode.CASE_OVERDUE_AGAIN: ("alert-triangle", "overdueAgain"),
    NoticeCode.ASK_WAITING: ("question", "attention"),
    NoticeCode.ASK_APPROVED: ("check", "done"),
    NoticeCode.ASK_DECLINED: ("hand-back", "neutral"),
    NoticeCode.CHECK_STUCK: ("users", "attention"),
    NoticeCode.NEEDS_DISPATCH: ("route", "attention"),
    NoticeCode.RESULT_SHOWN: ("eye", "done"),
    NoticeCode.RESULT_TAKEN_BACK: ("eye-off", "neutral"),
}


_BULLETIN_LOOK = ("megaphone", "inHand")
TABS = ("news", "praise", "points", "numbers")


@dataclass(frozen=True)
class BulletinLine:
    """A message that I wrote to many."""

    id: str
    title: str
    line: str
    share: float  # of those who have read it


@dataclass(frozen=True)
class ActivityLine:
    """A notice, or a published result with its two photos."""

    id: str
    case_id: str
    title: str
    line: str
    text: str
    when: str
    icon_name: str
    meaning: str
    unread: bool
    published: bool
    before: str
    after: str
    bulletin: bool = False
    praise: bool = False
    issue: str = ""  # of a result, the month in which it was shown: "2026-11"
    issue_heading: str = ""  # on the first of an issue
    issue_count: str = ""


def activity_line(row: ActivityRow, words: Words, now: datetime) -> ActivityLine:
    published = row.code == PUBLISHED
    name = words.name(row.subcategory_zh, row.subcategory_en)
    if not name and row.kind is not None and row.kind is not Kind.PROBLEM:
        name = words.of(row.kind)
    bulletin = row.code == BULLETIN
    icon, meaning = _BULLETIN_LOOK if bulletin else _LOOKS.get(row.code, ("bell", "neutral"))
    about = [part for part in (name, row.place, row.number or "") if part]
    if bulletin and row.facts.get("by"):
        about = [words.phrase("bulletin_by", name=row.facts["by"])]
    return ActivityLine(
        id=row.id, case_id=row.case_id or "", text=row.text, when=words.ago(row.at, now), icon_name=icon, meaning=meaning,
        title=" · ".join(about[:2]) if published and about else words.notice(row.code, row.facts),
        line=words.facts_line(row.facts) if published else " · ".join(about),
        unread=not row.read and not published, published=published, before=file_url(row.before), after=file_url(row.after),
        bulletin=bulletin, praise=published and row.kind is Kind.PRAISE, issue=issue_of(row.at) if published else "",
    )


@QmlElement
class ActivityRoom(Room):
    """News and results, the newest first; praise; points and the ranking; my numbers. What a tab shows is asked for when it is
    looked at."""

    unreadChanged = Signal()
    tabChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._notices = RowModel(ActivityLine, self, spread=True)
        self._results = RowModel(ActivityLine, self, spread=True)
        self._praise = RowModel(ActivityLine, self, spread=True)
        self._bulletins = RowModel(BulletinLine, self)
        self._numbers = NumbersBoard(self)
        self._points = PointsBoard(self)
        self._tab = TABS[0]
        self._unread = 0

    @Property(RowModel, constant=True)
    def notices(self) -> RowModel:
        return self._notices

    @Property(RowModel, constant=True)
    def results(self) -> RowModel:
        return self._results

    @Property(RowModel, constant=True)
    def praise(self) -> RowModel:
        return self._praise

    @Property(RowModel, constant=True)
    def bulletins(self) -> RowModel:
        """What I wrote to many."""
        return self._bulletins

    @Property(NumbersBoard, constant=True)
    def numbers(self) -> NumbersBoard:
        return self._numbers

    @Property(PointsBoard, constant=True)
    def points(self) -> PointsBoard:
        return self._points

    @Property(str, notify=tabChanged)
    def tab(self) -> str:
        """One of TABS."""
        return self._tab

    @Slot(str)
    def showTab(self, tab: str) -> None:
        if tab in TABS and tab != self._tab:
            self._tab = tab
            self.tabChanged.emit()
            self._look_at_tab()

    @Property(int, notify=unreadChanged)
    def unread(self) -> int:
        return self._unread

    def refresh(self) -> None:
        self.ask(lambda desk: (desk.activity(), desk.among.bulletins(), desk.now()), self._show)
        self._look_at_tab()

    def _look_at_tab(self) -> None:
        if self._tab == "points":
            self.ask(lambda desk: (desk.among.points(), desk.now()),
                     lambda found: self._points.show_points(found[0], self.words, found[1]))
        elif self._tab == "numbers":
            self.ask(lambda desk: (desk.among.numbers(), desk.now()),
                     lambda found: self._numbers.show_numbers(found[0], self.words, found[1]))

    @Slot()
    def saveWeek(self) -> None:
        """My week as a PDF in my documents."""
        WeekPaper(self).begin()

    @Slot(bool, str)
    def takePart(self, taking_part: bool, nickname: str) -> None:
        """In the ranking, under this name; or not any more."""

        def chosen(problem: str) -> None:
            self._points.show_problem(problem, self.words)
            if not problem:
                self.say(self.words.phrase("rank_joined" if taking_part else "rank_left"))

        self.do(lambda desk: desk.among.choose(taking_part, nickname), chosen)

    @Slot(str)
    def markRead(self, notice_id: str) -> None:
        self.worker.do(lambda desk: desk.mark_read(notice_id), None, self.say_problem)

    @Slot()
    def markAllRead(self) -> None:
        unread = [line.id for line in self._notices.rows if line.unread]

        def mark(desk: Any) -> None:
            for notice_id in unread:
                desk.mark_read(notice_id)

        if unread:
            self.worker.do(mark, None, self.say_problem)

    def _show(self, answer: tuple[Sequence[ActivityRow], Sequence[BulletinCount], datetime]) -> None:
        rows, bulletins, now = answer
        self._bulletins.replace([
            BulletinLine(each.id, each.title, " · ".join((
                self.words.phrase("bulletin_read", read=str(each.read), told=str(each.told)), self.words.ago(each.at, now))),
                each.read / max(1, each.told))
            for each in bulletins
        ])
        lines = [activity_line(row, self.words, now) for row in rows]
        self._notices.replace([line for line in lines if not line.published])
        self._results.replace(in_issues([line for line in lines if line.published and not line.praise], self.words))
        self._praise.replace(in_issues([line for line in lines if line.praise], self.words))
        unread = sum(line.unread for line in lines)
        if unread != self._unread:
            self._unread = unread
            self.unreadChanged.emit()
        self.mark_loaded()
