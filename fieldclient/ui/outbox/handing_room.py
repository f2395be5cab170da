"""Work that reaches the hub by hand: onto a stick, from a stick, and second copies of a folder that was lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.room import Room
from fieldclient.work.handover.sticks import Errands, Got, Put
from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.outbox"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class HandingRoom(Room):
    """What the outbox knows of sticks and copies."""

    errandsChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, link: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._link = link
        self._errands = Errands()
        if link is not None:
            link.signedIn.connect(self._on_signed_in)

    @Property(str, notify=errandsChanged)
    def carried(self) -> str:
        """What this device brings to the hub for others: a sentence, or empty."""
        count = self._errands.carried
        return self.words.phrase("carried", count=str(count)) if count else ""

    @Property(str, notify=errandsChanged)
    def copies(self) -> str:
        """Second copies that this device does not know: a sentence, or empty."""
        return self._copies_sentence()

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
            self.errandsChanged.emit()
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

    @Slot(str, QUrl)
    def putOneOnStick(self, mutation_id: str, folder: QUrl) -> None:
        def done(_: Put) -> None:
            self._add_busy(-1)
            self.say(self.words.phrase("outbox_one_handed_over"))

        self._add_busy(1)
        self._link.put_one_on_stick(Path(folder.toLocalFile()), mutation_id, done, self._failed)
