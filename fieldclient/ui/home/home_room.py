"""The object behind the home page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.case_line import CaseLine, case_line, file_url
from fieldclient.ui.parts.patrol_line import patrol_numbers
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.words import Words
from fieldclient.work.patrol.views import PatrolLine
from fieldclient.work.views import DraftView, Home, Status
from sync.protocol.lifecycle import Act
from sync.protocol.report import UNSURE, Kind

if TYPE_CHECKING:
    from fieldclient.work.card.mounts import Mounted

QML_IMPORT_NAME = "fieldclient.ui.home"
QML_IMPORT_MAJOR_VERSION = 1

_MINUTE_MS = 60_000


@dataclass(frozen=True)
class DraftLine:
    """A draft to go on with."""

    id: str
    title: str
    line: str
    when: str
    thumbnail: str
    icon_name: str


def draft_line(draft: DraftView, words: Words, now: datetime) -> DraftLine:
    thumbnail = next((photo.thumbnail for photo in draft.photos if photo.thumbnail), None)
    missing = words.parts(draft.missing)
    return DraftLine(
        id=draft.id, title=draft_title(draft, words),
        line=words.phrase("draft_lacks", parts=missing) if missing else words.phrase("draft_ready"),
        when=words.ago(draft.changed_at, now), thumbnail=file_url(thumbnail),
        icon_name="thumbs-up" if draft.kind is Kind.PRAISE else "file-text",
    )


def draft_title(draft: DraftView, words: Words) -> str:
    if draft.act is not Act.SUBMIT:
        return words.of(draft.act)
    if draft.kind is not Kind.PROBLEM:
        return words.of(draft.kind)
    if draft.subcategory == UNSURE:
        return words.phrase("unsure_subcategory")
    return words.name(draft.subcategory_zh, draft.subcategory_en) or words.phrase("untitled_draft")


def patrol_texts(patrol: PatrolLine, words: Words) -> tuple[str, str]:
    """Of the patrol under way: whose it is, and how long, how far, grids, reports."""
    team = patrol.team or words.phrase("patrol_no_team")
    return words.phrase("patrol_home", team=team), patrol_numbers(patrol, words)


@QmlElement
class HomeRoom(Room):
    """Tasks first, then drafts, then my latest reports; numbers of the day above."""

    summaryChanged = Signal()
    cardChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._tasks = RowModel(CaseLine, self)
        self._drafts = RowModel(DraftLine, self)
        self._recent = RowModel(CaseLine, self)
        self._home: Home | None = None
        self._person = ""
        self._patrol = ("", "")
        self._greeting = ""
        self._card: Mounted | None = None
        self._intake = ""
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    @Property(RowModel, constant=True)
    def tasks(self) -> RowModel:
        return self._tasks

    @Property(RowModel, constant=True)
    def drafts(self) -> RowModel:
        return self._drafts

    @Property(RowModel, constant=True)
    def recent(self) -> RowModel:
        return self._recent

    @Property(str, notify=summaryChanged)
    def person(self) -> str:
        return self._person

    @Property(str, notify=summaryChanged)
    def today(self) -> str:
        return self._greeting

    @Property(int, notify=summaryChanged)
    def dueSoon(self) -> int:
        return self._home.due_soon if self._home else 0

    @Property(int, notify=summaryChanged)
    def overdue(self) -> int:
        return self._home.overdue if self._home else 0

    @Property(int, notify=summaryChanged)
    def reportedToday(self) -> int:
        return self._home.reported_today if self._home else 0

    @Property(int, notify=summaryChanged)
    def closedThisWeek(self) -> int:
        return self._home.closed_this_week if self._home else 0

    @Property(str, notify=summaryChanged)
    def patrolTitle(self) -> str:
        """The patrol under way; empty when there is none."""
        return self._patrol[0]

    @Property(str, notify=summaryChanged)
    def patrolLine(self) -> str:
        return self._patrol[1]

    def refresh(self) -> None:
        self.ask(lambda desk: (desk.home(), desk.status(), desk.now(), desk.patrols.running()), self._show)
        self.ask(lambda desk: (desk.cards.offered(), desk.cards.open_name()), self._show_card)

    @Property(str, notify=cardChanged)
    def cardName(self) -> str:
        """A card with photos that was put in; empty when there is none, or nobody wants to be asked about it."""
        return self._card.name if self._card is not None else ""

    @Property(str, notify=cardChanged)
    def cardPath(self) -> str:
        return self._card.path if self._card is not None else ""

    @Property(str, notify=cardChanged)
    def intakeLine(self) -> str:
        """A card that was not sorted to its end, in a sentence."""
        return self._intake

    @Slot()
    def cardNotNow(self) -> None:
        path = self.cardPath
        self.worker.do(lambda desk: desk.cards.not_now(path))

    def _show_card(self, answer: tuple[Mounted | None, str]) -> None:
        self._card, name = answer
        self._intake = self.words.phrase("intake_open", name=name) if name else ""
        self.cardChanged.emit()

    @Slot(str)
    def discardDraft(self, draft_id: str) -> None:
        """Puts a draft out of sight, with undo."""
        self.do(lambda desk: desk.discard_draft(draft_id), lambda _: self.say(
            self.words.phrase("draft_put_away"), self.words.phrase("undo"), lambda: self._bring_back(draft_id)))

    def _bring_back(self, draft_id: str) -> None:
        self.do(lambda desk: desk.undo_discard(draft_id))

    def _show(self, answer: tuple[Home, Status, datetime, PatrolLine | None]) -> None:
        home, status, now, patrol = answer
        words = self.words
        self._home = home
        self._patrol = patrol_texts(patrol, words) if patrol is not None else ("", "")
        self._person = status.person.name if status.person else ""
        self._greeting = words.day(now)
        self._tasks.replace([case_line(row, words, now) for row in home.tasks])
        self._drafts.replace([draft_line(draft, words, now) for draft in home.drafts])
        self._recent.replace([case_line(row, words, now) for row in home.recent])
        self.summaryChanged.emit()
        self.mark_loaded()

    def _on_minute(self) -> None:
        """Deadlines come nearer although nothing was written."""
        if self._active:
            self.refresh()
