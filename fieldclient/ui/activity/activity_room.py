"""The object behind the activity page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.words import Words
from fieldclient.ui.words.notices import PUBLISHED
from fieldclient.work.views import ActivityRow
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
}


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


def activity_line(row: ActivityRow, words: Words, now: datetime) -> ActivityLine:
    published = row.code == PUBLISHED
    name = words.name(row.subcategory_zh, row.subcategory_en)
    if not name and row.kind is not None and row.kind is not Kind.PROBLEM:
        name = words.of(row.kind)
    icon, meaning = _LOOKS.get(row.code, ("bell", "neutral"))
    about = [part for part in (name, row.place, row.number or "") if part]
    return ActivityLine(
        id=row.id, case_id=row.case_id or "", text=row.text, when=words.ago(row.at, now), icon_name=icon, meaning=meaning,
        title=" · ".join(about[:2]) if published and about else words.notice(row.code, row.facts),
        line=words.facts_line(row.facts) if published else " · ".join(about),
        unread=not row.read and not published, published=published, before=file_url(row.before), after=file_url(row.after),
    )


@QmlElement
class ActivityRoom(Room):
    """Newest first."""

    unreadChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._notices = RowModel(ActivityLine, self)
        self._results = RowModel(ActivityLine, self)
        self._unread = 0

    @Property(RowModel, constant=True)
    def notices(self) -> RowModel:
        return self._notices

    @Property(RowModel, constant=True)
    def results(self) -> RowModel:
        return self._results

    @Property(int, notify=unreadChanged)
    def unread(self) -> int:
        return self._unread

    def refresh(self) -> None:
        self.ask(lambda desk: (desk.activity(), desk.now()), self._show)

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

    def _show(self, answer: tuple[Sequence[ActivityRow], datetime]) -> None:
        rows, now = answer
        lines = [activity_line(row, self.words, now) for row in rows]
        self._notices.replace([line for line in lines if not line.published])
        self._results.replace([line for line in lines if line.published])
        unread = sum(line.unread for line in lines)
        if unread != self._unread:
            self._unread = unread
            self.unreadChanged.emit()
        self.mark_loaded()
