"""The object behind the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.outbox.lines import OutboxLine, aside_sentence, outbox_line
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.views import Delivery, OutboxRow, Status
from sync.engine.runner import LinkState

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

    def refresh(self) -> None:
        self.ask(lambda desk: (desk.outbox(arrived=True), desk.status(), desk.now()), self._take)

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
