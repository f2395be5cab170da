"""The object behind the outbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.outbox.lines import OutboxLine, aside_sentence, outbox_line
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.handover.sticks import Errands, Got, Put
from fieldclient.work.views import Delivery, OutboxRow, Status
from sync.engine.runner import LinkState
from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.outbox"
QML_IMPORT_MAJOR_VERSION = 1

_TICK_MS = 1000  # the countdown to the next try
Answer = tuple[Sequence[OutboxRow], Status, datetime]


@QmlElement
class OutboxRoom(Room):
    """Three lists: what needs a decision, what waits or travels, what has arrived."""

    editRequested = Signal(str)  # a draft's id
    stateChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, link: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._link = link
        self._attention = RowModel(OutboxLine, self)
        self._waiting = RowModel(OutboxLine, self)
        self._arrived = RowModel(OutboxLine, self)
        self._answer: Answer | None = None
        self._errands = Errands()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self.activeChanged.connect(self._on_active)
        if link is not None:
            link.changed.connect(self._on_link)
            link.signedIn.connect(self._on_signed_in)

    @Property(RowModel, constant=True)
    def attention(self) -> RowModel:
        return self._attention

    @Property(RowModel, constant=True)
    def waiting(self) -> RowModel:
        return self._waiting

    @Property(RowModel, constant=True)
    def arrived(self) -> RowModel:
        return self._arrived

    @Property(bool, notify=stateChanged)
    def syncing(self) -> bool:
        status = self._link.status if self._link is not None else None
        return status is not None and status.state is LinkState.SYNCING

    @Property(bool, notify=stateChanged)
    def signedOut(self) -> bool:
        return self._answer is not None and not self._answer[1].signed_in

    @Property(str, notify=stateChanged)
    def trouble(self) -> str:
        """Why nothing goes through at the moment, in a sentence."""
        status = self._link.status if self._link is not None else None
        if status is None or status.problem is None:
            return ""
        return self.words.sentence(status.problem.to_problem())

    @Property(str, notify=stateChanged)
    def keptAside(self) -> str:
        return aside_sentence(self._answer[1].quarantined, self.words) if self._answer is not None else ""

    @Property(str, notify=stateChanged)
    def carried(self) -> str:
        """What this device brings to the hub for others: a sentence, or empty."""
        count = self._errands.carried
        return self.words.phrase("carried", count=str(count)) if count else ""

    @Property(str, notify=stateChanged)
    def copies(self) -> str:
        """Second copies that this device does not know: a sentence, or empty."""
        return self._copies_sentence()

    def refresh(self) -> None:
        self.ask(lambda desk: (desk.outbox(arrived=True), desk.status(), desk.now()), self._take)
        self._look_for_errands(lambda: None)

    def offer_copies(self) -> None:
        """At the start: work of a folder that was lost is offered once, wherever the person is."""
        def offer() -> None:
            if self._errands.copies:
                self.say(self._copies_sentence(), self.words.phrase("copies_send"), self.restoreCopies)

        self._look_for_errands(offer)

    def _on_signed_in(self, _: object) -> None:
        """Before somebody is signed in nobody knows whose copies they are."""
        self.offer_copies()

    def _look_for_errands(self, then: Callable[[], None]) -> None:
        def found(errands: Errands) -> None:
            self._errands = errands
            self.stateChanged.emit()
            then()

        if self._link is not None:
            self._link.errands(found)

    def _copies_sentence(self) -> str:
        count = self._errands.copies
        return self.words.phrase("copies_found", count=str(count)) if count else ""

    @Slot()
    def restoreCopies(self) -> None:
        def restored(count: int) -> None:
            self.say(self.words.phrase("copies_sent", count=str(count)))
            self.refresh()

        self._link.restore_copies(restored, self.say_problem)

    @Slot(QUrl)
    def putOnStick(self, folder: QUrl) -> None:
        def done(put: Put) -> None:
            self._add_busy(-1)
            name = "handed_over" if put.acts else "handed_slips" if put.slips else "nothing_to_hand_over"
            self.say(self.words.phrase(name, acts=str(put.acts), slips=str(put.slips)))

        self._add_busy(1)
        self._link.put_on_stick(Path(folder.toLocalFile()), done, self._failed)

    @Slot(QUrl)
    def getFromStick(self, folder: QUrl) -> None:
        def done(got: Got) -> None:
            self._add_busy(-1)
            if got.problem is not None and not (got.bundles or got.settled):
                self.say_problem(got.problem)
            else:
                name = "got_from_stick" if got.bundles or got.settled else "nothing_on_stick"
                self.say(self.words.phrase(name, bundles=str(got.bundles), settled=str(got.settled)))
            self.refresh()

        self._add_busy(1)
        self._link.get_from_stick(Path(folder.toLocalFile()), done, self._failed)

    def _failed(self, problem: Problem) -> None:
        self._add_busy(-1)
        self.say_problem(problem)

    @Slot()
    def syncNow(self) -> None:
        self._link.sync_now()

    @Slot(str)
    def retry(self, mutation_id: str) -> None:
        self.do(lambda desk: desk.retry(mutation_id), lambda _: self._link.enqueued())

    @Slot(str)
    def editAgain(self, mutation_id: str) -> None:
        self.do(lambda desk: desk.edit_again(mutation_id), lambda draft: self.editRequested.emit(draft.id))

    @Slot(str)
    def setAside(self, mutation_id: str) -> None:
        self.do(lambda desk: desk.set_aside(mutation_id), lambda _: self.say(self.words.phrase("set_aside_done")))

    def _take(self, answer: Answer) -> None:
        self._answer = answer
        self._show()
        self.mark_loaded()

    def _show(self) -> None:
        if self._answer is None:
            return
        rows, status, now = self._answer
        lines = [(row.delivery, outbox_line(row, self._link.status, status.signed_in, self.words, now)) for row in rows]
        self._attention.replace([line for delivery, line in lines if delivery is Delivery.REFUSED])
        self._waiting.replace([line for delivery, line in lines if delivery in (Delivery.WAITING, Delivery.TRAVELLING)])
        self._arrived.replace([line for delivery, line in lines if delivery is Delivery.ARRIVED])
        self.stateChanged.emit()

    def _on_link(self) -> None:
        self.stateChanged.emit()
        if self._active:
            self._note_change()

    def _on_active(self) -> None:
        if self._active:
            self._tick.start()
        else:
            self._tick.stop()

    def _on_tick(self) -> None:
        """Only while something counts down; otherwise the screen has no reason to move."""
        if any(line.next_try for line in self._waiting.rows):
            self.refresh()
