"""The list of cases: which ones, in pages, with the words of a search; one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.looks import ListLine, grouped, list_line
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.views import CaseRow, Lookup

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = 100
SEGMENTS = ("to_do", "mine", "all", "ended")
_TYPING_MS = 150


@QmlElement
class CaseList(QObject):
    """Rows stay in place while the store changes beneath: what is shown is asked for again at its full length."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._rows = RowModel(ListLine, self)
        self._which = SEGMENTS[0]
        self._query = ""
        self._more = self._loading = self._loaded = False
        self._turn = 0
        self._pause = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._pause.timeout.connect(self.refresh)

    @Property(RowModel, constant=True)
    def rows(self) -> RowModel:
        return self._rows

    @Property(str, notify=changed)
    def which(self) -> str:
        return self._which

    @Property(str, notify=changed)
    def query(self) -> str:
        return self._query

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """The answer for this choice is there: what is empty is really empty."""
        return self._loaded

    @Slot(str)
    def choose(self, which: str) -> None:
        if which in SEGMENTS and which != self._which:
            self._which = which
            self._start_again()

    @Slot(str)
    def search(self, text: str) -> None:
        self._query = text
        self._loaded = False
        self._pause.start()
        self.changed.emit()

    def _start_again(self) -> None:
        self._rows.replace([])
        self._more = self._loaded = False
        self.changed.emit()
        self.refresh()

    def refresh(self) -> None:
        """Ask again for as many as are shown, at least a page."""
        self._ask(0, max(PAGE, self._rows.rowCount()))

    @Slot()
    def loadMore(self) -> None:
        if self._more and not self._loading:
            self._ask(self._rows.rowCount(), PAGE)

    def _ask(self, offset: int, limit: int) -> None:
        self._turn += 1
        turn, self._loading = self._turn, True
        lookup = Lookup(text=self._query.strip(), which=self._which, limit=limit, offset=offset)

        def came(answer: tuple[Sequence[CaseRow], datetime]) -> None:
            if turn != self._turn:
                return  # asked anew meanwhile
            found, now = answer
            made = [list_line(self._room.words, row, now, lookup.which) for row in found]
            new = {line.id for line in made}
            kept = [line for line in self._rows.rows if line.id not in new] if offset else []
            self._rows.replace(grouped([*kept, *made]))
            self._more = len(found) == limit
            self._loading, self._loaded = False, True
            self.changed.emit()
            self._room.mark_loaded()

        def failed(problem: Any) -> None:
            self._loading = False
            self._room.say_problem(problem)

        self._room.ask(lambda desk: (desk.cases(lookup), desk.now()), came, failed)
