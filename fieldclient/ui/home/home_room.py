"""The object behind the home page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.charts.series import week_series
from fieldclient.ui.home.lines import (
    CampaignLine,
    DraftLine,
    NewsLine,
    draft_line,
    fix_text,
    freshness,
    news_line,
    patrol_texts,
    task_line,
    waiting_text,
)
from fieldclient.ui.parts.case_line import CaseLine, case_line
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.parts.turns import Turns
from fieldclient.work.views import Home, Status

if TYPE_CHECKING:
    from fieldclient.ui.words import Words
    from fieldclient.work.card.mounts import Mounted

QML_IMPORT_NAME = "fieldclient.ui.home"
QML_IMPORT_MAJOR_VERSION = 1

_MINUTE_MS = 60_000
_NEWS = 3
_ORDER = "home_order"  # in the settings of this device


@dataclass(frozen=True)
class _Seen:
    """All that home is made of, from one moment of the store and in words: the window's thread only shows it."""

    home: Home
    status: Status
    nearest: bool
    texts: tuple[str, str, str, str]  # fresh, stale, what waits, where distances are from
    patrol: tuple[str, str]
    greeting: str
    week: dict[str, Any]
    tasks: Sequence[CaseLine]
    drafts: Sequence[DraftLine]
    recent: Sequence[CaseLine]
    campaigns: Sequence[CampaignLine]
    news: Sequence[NewsLine]


def _look(desk: Any, words: Words) -> _Seen:
    nearest = desk.setting(_ORDER) == "near"
    home, status, now = desk.home(nearest=nearest), desk.status(), desk.now()
    patrol, front, news = desk.patrols.running(), desk.among.front(), desk.among.unread(_NEWS)
    return _Seen(
        home, status, nearest,
        (*freshness(status, words, now), waiting_text(status, words), fix_text(front, words, now)),
        patrol_texts(patrol, words) if patrol is not None else ("", ""),
        words.day(now),
        week_series(front.numbers, words) if front.numbers is not None else {},
        [task_line(row, words, now) for row in home.tasks],
        [draft_line(draft, words, now) for draft in home.drafts],
        [case_line(row, words, now) for row in home.recent],
        [CampaignLine(each.code, words.name(each.zh, each.en), words.name(each.text_zh, each.text_en))
         for each in front.campaigns],
        [news_line(row, words, now) for row in news],
    )


@QmlElement
class HomeRoom(Room):
    """Tasks first, then drafts, then my latest reports; numbers of the day above."""

    summaryChanged = Signal()
    weekChanged = Signal()  # apart from the rest: every bar of the chart is made anew
    cardChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._tasks = RowModel(CaseLine, self, spread=True)
        self._drafts = RowModel(DraftLine, self, spread=True)
        self._recent = RowModel(CaseLine, self, spread=True)
        self._campaigns = RowModel(CampaignLine, self)
        self._news = RowModel(NewsLine, self, spread=True)
        self._turns = Turns(self)
        self._home: Home | None = None
        self._status: Status | None = None
        self._week: dict[str, Any] = {}
        self._texts = ("", "", "", "")
        self._nearest = False
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
    def toDo(self) -> int:
        """How much is asked of me; the first of it are among `tasks`."""
        return self._home.to_do if self._home else 0

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

    @Property(RowModel, constant=True)
    def campaigns(self) -> RowModel:
        """Those that run today."""
        return self._campaigns

    @Property(RowModel, constant=True)
    def news(self) -> RowModel:
        """The newest messages that nobody has looked at."""
        return self._news

    @Property(int, notify=summaryChanged)
    def unread(self) -> int:
        return self._status.unread if self._status else 0

    @Property(int, notify=summaryChanged)
    def waiting(self) -> int:
        return self._status.waiting if self._status else 0

    @Property(int, notify=summaryChanged)
    def attention(self) -> int:
        return self._status.attention if self._status else 0

    @Property(str, notify=summaryChanged)
    def fresh(self) -> str:
        """How old the truth on this screen is."""
        return self._texts[0]

    @Property(str, notify=summaryChanged)
    def stale(self) -> str:
        """The same as a sentence, when it is old."""
        return self._texts[1]

    @Property(str, notify=summaryChanged)
    def waitingText(self) -> str:
        return self._texts[2]

    @Property(str, notify=summaryChanged)
    def fixText(self) -> str:
        """From where and when distances are told; empty where nobody knows."""
        return self._texts[3]

    @Property(bool, notify=summaryChanged)
    def nearestFirst(self) -> bool:
        return self._nearest

    @Property("QVariantMap", notify=weekChanged)
    def week(self) -> dict[str, Any]:
        """My week as `charts.series` makes it; empty while nobody is signed in."""
        return self._week

    @Slot(str)
    def orderBy(self, order: str) -> None:
        """'near' or 'urgent'; remembered on this device."""
        self.do(lambda desk: desk.set_setting(_ORDER, order), lambda _: self.refresh())

    @Slot(str)
    def markRead(self, notice_id: str) -> None:
        self.worker.do(lambda desk: desk.mark_read(notice_id), None, self.say_problem)

    @Property(str, notify=summaryChanged)
    def patrolTitle(self) -> str:
        """The patrol under way; empty when there is none."""
        return self._patrol[0]

    @Property(str, notify=summaryChanged)
    def patrolLine(self) -> str:
        return self._patrol[1]

    def refresh(self) -> None:
        words = self.words
        self.ask(lambda desk: _look(desk, words), self._show)
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

    def _show(self, seen: _Seen) -> None:
        self._home, self._status, self._nearest, self._texts = seen.home, seen.status, seen.nearest, seen.texts
        self._patrol, self._greeting = seen.patrol, seen.greeting
        self._person = seen.status.person.name if seen.status.person else ""
        self._turns.begin((
            lambda: self._tasks.replace(seen.tasks),
            lambda: self._drafts.replace(seen.drafts),
            lambda: self._recent.replace(seen.recent),
            lambda: self._campaigns.replace(seen.campaigns),
            lambda: self._news.replace(seen.news),
            self.summaryChanged.emit,
            lambda: self._show_week(seen.week),
            self.mark_loaded,
        ))

    def _show_week(self, week: dict[str, Any]) -> None:
        if week != self._week:
            self._week = week
            self.weekChanged.emit()

    def _on_minute(self) -> None:
        """Deadlines come nearer although nothing was written."""
        if self._active:
            self.refresh()
