"""The object behind the outbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.outbox.handing_room import HandingRoom
from fieldclient.ui.outbox.lines import (
    HELP_ICONS,
    REASON_ICONS,
    AwayLine,
    OutboxLine,
    aside_sentence,
    away_line,
    outbox_line,
    situation,
)
from fieldclient.ui.outbox.travelling import Travelling
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.parts.turns import Turns
from fieldclient.work.hindrance import Help, Reason, help_for, way_reason
from fieldclient.work.outbox_views import PutAway, Travel
from fieldclient.work.views import Delivery, OutboxRow, Status
from sync.engine.runner import LinkState

QML_IMPORT_NAME = "fieldclient.ui.outbox"
QML_IMPORT_MAJOR_VERSION = 1

_TICK_MS = 1000  # the countdown to the next try
_AT_FIRST, _MORE = 20, 30  # rows of a list: each costs every frame something, and a week without a network has hundreds
Answer = tuple[Sequence[OutboxRow], Status, datetime, Travel, tuple[PutAway, ...]]
Lines = Sequence[tuple[Delivery, OutboxLine]]


@QmlElement
class OutboxRoom(HandingRoom):
    """Four lists: what needs a decision, what waits or travels, what has arrived, what was put away."""

    editRequested = Signal(str)  # a draft's id
    stateChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, link: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, link, parent)
        self._attention = RowModel(OutboxLine, self, spread=True)
        self._waiting = RowModel(OutboxLine, self, spread=True)
        self._arrived = RowModel(OutboxLine, self, spread=True)
        self._away = RowModel(AwayLine, self, spread=True)
        self._turns = Turns(self)
        self._travelling = Travelling(self, self._look_again)
        self._answer: Answer | None = None
        self._lines: Lines = ()
        self._most = {"waiting": _AT_FIRST, "arrived": _AT_FIRST}
        self._way: dict[str, str] = {}
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self.activeChanged.connect(self._on_active)
        if link is not None:
            link.changed.connect(self._on_link)

    @Property(RowModel, constant=True)
    def attention(self) -> RowModel:
        return self._attention

    @Property(RowModel, constant=True)
    def waiting(self) -> RowModel:
        return self._waiting

    @Property(RowModel, constant=True)
    def arrived(self) -> RowModel:
        return self._arrived

    @Property(int, notify=stateChanged)
    def waitingCount(self) -> int:
        return len(self._in_list("waiting"))

    @Property(int, notify=stateChanged)
    def waitingMore(self) -> int:
        """How many further ones are shown on request."""
        return self._more_of("waiting")

    @Property(int, notify=stateChanged)
    def arrivedMore(self) -> int:
        return self._more_of("arrived")

    @Slot(str)
    def showMore(self, name: str) -> None:
        """Of waiting or arrived."""
        self._most[name] += _MORE
        for step in self._lists():
            step()

    def _in_list(self, name: str) -> list[OutboxLine]:
        wanted = (Delivery.ARRIVED,) if name == "arrived" else (Delivery.WAITING, Delivery.TRAVELLING)
        return [line for delivery, line in self._lines if delivery in wanted]

    def _more_of(self, name: str) -> int:
        return min(_MORE, max(0, len(self._in_list(name)) - self._most[name]))

    def _lists(self) -> tuple[Callable[[], object], ...]:
        """What shows them, list by list."""
        return (
            lambda: self._attention.replace([line for delivery, line in self._lines if delivery is Delivery.REFUSED]),
            lambda: self._waiting.replace(self._in_list("waiting")[:self._most["waiting"]]),
            lambda: self._arrived.replace(self._in_list("arrived")[:self._most["arrived"]]),
            self.stateChanged.emit,
        )

    @Property(RowModel, constant=True)
    def away(self) -> RowModel:
        return self._away

    @Property(Travelling, constant=True)
    def travelling(self) -> Travelling:
        return self._travelling

    @Property(bool, notify=stateChanged)
    def syncing(self) -> bool:
        status = self._link.status if self._link is not None else None
        return status is not None and status.state is LinkState.SYNCING

    @Property(bool, notify=stateChanged)
    def signedOut(self) -> bool:
        return self._answer is not None and not self._answer[1].signed_in

    @Property(bool, notify=stateChanged)
    def stopped(self) -> bool:
        """The person has paused everything."""
        return self._answer is not None and self._answer[3].stopped

    @Property("QVariantMap", notify=stateChanged)
    def way(self) -> dict[str, str]:
        """Why nothing goes through at the moment, and what helps: reason, text, icon, help, help_text; empty when all is well."""
        return self._way

    @Property(str, notify=stateChanged)
    def keptAside(self) -> str:
        return aside_sentence(self._answer[1].quarantined, self.words) if self._answer is not None else ""

    def refresh(self) -> None:
        around, link, locked, words = self._link.around, self._link.status, self._link.locked, self.words

        def job(desk: Any) -> tuple[Answer, Lines]:
            """The words of a hundred entries are found on the store's thread: the window's would stand still for them."""
            rows, status, now, travel = desk.outbox(arrived=True), desk.status(), desk.now(), desk.waiting.travel(around())
            lines = [(row.delivery, outbox_line(row, link, status.signed_in, words, now, travel=travel, locked=locked))
                     for row in rows]
            return (rows, status, now, travel, desk.waiting.put_away()), lines

        self.ask(job, lambda found: self._take(*found))
        self._look_for_errands(lambda: None)

    # What a person does about one of them, or about all

    @Slot()
    def syncNow(self) -> None:
        self._link.sync_now()

    @Slot(bool)
    def pauseAll(self, on: bool) -> None:
        def done(_: object) -> None:
            self._look_again()
            self.say(self.words.phrase("outbox_paused_all" if on else "outbox_goes_on"), self.words.phrase("undo"),
                     lambda: self.pauseAll(not on))

        self.do(lambda desk: desk.waiting.pause_all(on), done)

    def togglePause(self) -> None:
        """By a key or the icon in the tray, wherever the person is."""
        self.ask(lambda desk: desk.waiting.is_stopped(), lambda stopped: self.pauseAll(not stopped))

    @Slot(str, str)
    def step(self, name: str, mutation_id: str) -> None:
        """A step or the help of this name (`hindrance.Step`, `Help`), as far as it needs no other page."""
        jobs: dict[str, tuple[Callable[[Any], object], str]] = {
            "first": (lambda desk: desk.waiting.put_first(mutation_id, True), "outbox_made_first"),
            "not_first": (lambda desk: desk.waiting.put_first(mutation_id, False), ""),
            "pause": (lambda desk: desk.waiting.pause(mutation_id, True), "outbox_paused_one"),
            "resume": (lambda desk: desk.waiting.pause(mutation_id, False), ""),
            "anyway": (lambda desk: desk.waiting.send_anyway(mutation_id), "outbox_sent_anyway"),
            "retry": (lambda desk: desk.retry(mutation_id), ""),
        }
        others: dict[str, Callable[[], None]] = {
            "edit": lambda: self.editAgain(mutation_id), "aside": lambda: self.setAside(mutation_id), "sync": self.syncNow,
            "resume_all": lambda: self.pauseAll(False), "switch_on": lambda: self._link.set_offline(False),
        }
        if name in others:
            others[name]()
        elif name in jobs:
            job, told = jobs[name]
            self.do(job, lambda _: self._stepped(told))

    def _stepped(self, told: str) -> None:
        self._look_again()
        if told:
            self.say(self.words.phrase(told))

    def _look_again(self) -> None:
        """The engine asks anew what may travel, also in the middle of a photo."""
        self._link.enqueued()

    @Slot(str)
    def editAgain(self, mutation_id: str) -> None:
        self.do(lambda desk: desk.edit_again(mutation_id), lambda draft: self.editRequested.emit(draft.id))

    @Slot(str)
    def setAside(self, mutation_id: str) -> None:
        self.do(lambda desk: desk.set_aside(mutation_id), lambda _: self.say(
            self.words.phrase("set_aside_done"), self.words.phrase("undo"), lambda: self.bringBack(mutation_id, False)))

    @Slot(str, bool)
    def bringBack(self, which: str, is_draft: bool) -> None:
        def job(desk: Any) -> object:
            return desk.undo_discard(which) if is_draft else desk.waiting.bring_back(which)

        self.do(job, lambda _: self.say(self.words.phrase("outbox_back")))

    @Slot(result=QUrl)
    def portalPage(self) -> QUrl:
        """An address that the network's own sign-in page answers for: the hub's host, unencrypted; nothing of ours is in it."""
        return QUrl(f"http://{QUrl(self._link.hub_url).host() or 'localhost'}/")

    def _take(self, answer: Answer, lines: Lines) -> None:
        self._answer, self._lines = answer, lines
        _, status, now, travel, away = answer
        self._way = self._way_of(way_reason(situation(self._link.status, status.signed_in, travel, self._link.locked)))
        self._travelling.show(travel)
        self._turns.begin((
            lambda: self._away.replace([away_line(each, self.words, now) for each in away]), *self._lists(), self.mark_loaded))

    def _way_of(self, reason: Reason | None) -> dict[str, str]:
        if reason is None:
            return {}
        status, helps = self._link.status, help_for(reason)
        problem = status.problem.to_problem() if status is not None and status.problem is not None else None
        own = reason in (Reason.SWITCHED_OFF, Reason.STOPPED, Reason.LOCKED)
        text = self.words.phrase("waits_for_sign_in") if problem is None else self.words.sentence(problem)
        return {
            "reason": reason.value, "title": self.words.phrase(f"reason.{reason.value}"), "icon": REASON_ICONS[reason],
            "text": self.words.phrase(f"why.{reason.value}") if own else text, "help": helps.value,
            "helpText": "" if helps is Help.NONE else self.words.phrase(f"help.{helps.value}"),
            "helpIcon": HELP_ICONS.get(helps.value, ""), "next": self._next_look(),
        }

    def _next_look(self) -> str:
        at = self._link.status.next_try_at if self._link.status is not None else None
        if at is None or self._answer is None or at <= self._answer[2]:
            return ""
        return self.words.phrase("next_try_in", time=self.words.lasting((at - self._answer[2]).total_seconds()))

    def _on_link(self) -> None:
        self.stateChanged.emit()
        if self._active:
            self._note_change()

    def _on_active(self) -> None:
        if self._active:
            self._most = dict.fromkeys(self._most, _AT_FIRST)
            self._tick.start()
        else:
            self._tick.stop()

    def _on_tick(self) -> None:
        """Only while something counts down; otherwise the screen has no reason to move."""
        if self._way.get("next") or any(line.next_try for line in self._waiting.rows):
            self.refresh()
