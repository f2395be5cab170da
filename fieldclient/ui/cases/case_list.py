"""The list of cases: what is looked for, in pages fetched ahead of a fling; what is shown stays while the store changes.

A list that was scrolled far down is not read anew as a whole when something changes: its order is, and the rows on the screen.
The others are marked and read when they come near the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.filters import CaseFilters
from fieldclient.ui.cases.list_lines import ListLine, grouped, list_line, rank_of, reader
from fieldclient.ui.cases.route import CaseRoute
from fieldclient.ui.cases.saved import SavedFilters
from fieldclient.ui.cases.selection import CaseSelection
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.views import Lookup

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = 50
AHEAD = 150  # rows below the screen that are there before a finger gets to them: two seconds of the fastest fling
WHOLE = 300  # as many rows are read anew as a whole when something changed
AROUND = 50  # rows above and below the screen that are read with those on it
SEGMENTS = ("to_do", "mine", "all", "ended")
_TYPING_MS = 150


@QmlElement
class CaseList(QObject):
    changed = Signal()
    begun = Signal()  # another list than before is there: from its beginning

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._rows = RowModel(ListLine, self, whole=True)
        self.lookup = Lookup(which=SEGMENTS[0], limit=PAGE)
        self._query = self._after = ""
        self._loading = self._loaded = False
        self._fresh = True
        self._turn = 0
        self._seen = (0, 0)
        self._stale: set[str] = set()
        self._filters = CaseFilters(room, self)
        self._saved = SavedFilters(room, self)
        self._selection = CaseSelection(room, self)
        self._route = CaseRoute(room, self)
        self._pause = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._pause.timeout.connect(self._search_now)

    # What the page binds to

    @Property(RowModel, constant=True)
    def rows(self) -> RowModel:
        return self._rows

    @Property(CaseFilters, constant=True)
    def filters(self) -> CaseFilters:
        return self._filters

    @Property(SavedFilters, constant=True)
    def saved(self) -> SavedFilters:
        return self._saved

    @Property(CaseSelection, constant=True)
    def selection(self) -> CaseSelection:
        return self._selection

    @Property(CaseRoute, constant=True)
    def route(self) -> CaseRoute:
        return self._route

    @Property(str, notify=changed)
    def which(self) -> str:
        return self.lookup.which

    @Property(str, notify=changed)
    def query(self) -> str:
        return self._query

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """The answer for this choice is there: what is empty is really empty."""
        return self._loaded

    # Choosing what to look for

    @Slot(str)
    def choose(self, which: str) -> None:
        if which in SEGMENTS:
            self.look(replace(self.lookup, which=which))

    @Slot(str)
    def search(self, text: str) -> None:
        self._query = text
        self._loaded = False
        self._pause.start()
        self.changed.emit()

    def _search_now(self) -> None:
        if self._query.strip() == self.lookup.text:
            self._loaded = True
            self.changed.emit()
        else:
            self.look(replace(self.lookup, text=self._query.strip()))

    def look(self, lookup: Lookup) -> None:
        """For this from now on. What is on the screen stays until the answer comes."""
        lookup = replace(lookup, after="", offset=0, limit=PAGE)
        if lookup == self.lookup:
            return
        if lookup.text != self.lookup.text:
            self._pause.stop()
            self._query = lookup.text if self._query.strip() != lookup.text else self._query
        self.lookup = lookup
        self._loaded, self._fresh = False, True
        self._selection.forget_all()
        self.changed.emit()
        self._filters.show()
        self._ask_page(lookup)

    # Reading

    def refresh(self) -> None:
        """Something may have changed: what is shown is looked at again, in its whole length."""
        count = self._rows.rowCount()
        if self._fresh or count <= WHOLE:
            self._ask_page(replace(self.lookup, limit=PAGE if self._fresh else max(PAGE, count)))
        else:
            self._ask_order(count)
        self._saved.refresh()
        self._route.refresh()

    @Slot(int, int)
    def see(self, first: int, last: int) -> None:
        """These rows are on the screen: what comes next is fetched, what is out of date is read again."""
        self._seen = first, last
        if last + AHEAD >= self._rows.rowCount():
            self.loadMore()
        if self._stale:
            self._ask_stale()

    @Slot()
    def loadMore(self) -> None:
        if self._after and not self._loading:
            self._ask_page(replace(self.lookup, after=self._after))

    def _ask_page(self, lookup: Lookup) -> None:
        turn, words = self._next_turn(), self._room.words

        def job(desk: Any) -> tuple[list[ListLine], str] | None:
            if turn != self._turn:
                return None  # asked anew while this waited: somebody types on
            reads, page = reader(lookup.text), desk.listed.page(lookup)
            return [list_line(words, row, page.now, lookup, reads) for row in page.rows], page.after

        def came(answer: tuple[list[ListLine], str] | None) -> None:
            if answer is None or turn != self._turn:
                return
            if lookup.after:
                self._append(answer[0])
            else:
                self._show(answer[0])
            self._done(answer[1], another=not lookup.after)

        self._room.ask(job, came, self._failed)

    def _ask_order(self, count: int) -> None:
        """Of a long list: its order, with the rows on the screen and those that are new."""
        turn, words, lookup = self._next_turn(), self._room.words, self.lookup
        held = {row.id: row for row in self._rows.rows}
        around = self._around()

        def job(desk: Any) -> tuple[list[ListLine], set[str], str] | None:
            if turn != self._turn:
                return None
            reads, found = reader(lookup.text), desk.listed.again(lookup, count, held.keys(), around)
            made = {row.id: list_line(words, row, found.now, lookup, reads) for row in found.rows}
            lines = [line for each in found.ids if (line := made.get(each) or held.get(each)) is not None]
            return lines, {line.id for line in lines} - made.keys(), found.after

        def came(answer: tuple[list[ListLine], set[str], str] | None) -> None:
            if answer is None or turn != self._turn:
                return
            self._rows.replace(self._in_groups(answer[0]))
            self._stale = answer[1]
            self._done(answer[2])

        self._room.ask(job, came, self._failed)

    def _ask_stale(self) -> None:
        wanted = [each for each in self._around() if each in self._stale]
        if not wanted:
            return
        self._stale.difference_update(wanted)
        turn, words, lookup = self._turn, self._room.words, self.lookup

        def job(desk: Any) -> list[ListLine]:
            reads, found = reader(lookup.text), desk.listed.rows(wanted, lookup)
            return [list_line(words, row, found.now, lookup, reads) for row in found.rows]

        def came(lines: list[ListLine]) -> None:
            if turn == self._turn:
                self._rows.update(lines)

        self._room.ask(job, came, self._failed)

    def _around(self) -> list[str]:
        first, last = self._seen
        return [row.id for row in self._rows.rows[max(0, first - AROUND) : last + AROUND + 1]]

    # Showing

    def _show(self, lines: list[ListLine]) -> None:
        if self._fresh and self._rows.rowCount() > PAGE:
            self._rows.replace(self._rows.rows[:PAGE])  # of a long list little is looked for among the new ones
        self._rows.replace(self._in_groups(lines))
        self._stale = set()

    def _append(self, lines: list[ListLine]) -> None:
        held = self._rows.rows
        known = {row.id for row in held}
        new = self._in_groups([line for line in lines if line.id not in known])
        if held and new and rank_of(new[0]) < rank_of(held[-1]):
            self._rows.replace(self._in_groups([*held, *new]))
        else:
            self._rows.append(new)

    def _in_groups(self, lines: Sequence[ListLine]) -> Sequence[ListLine]:
        return grouped(lines) if self.lookup.which == "to_do" else lines

    def _done(self, after: str, another: bool = True) -> None:
        self._after, self._loading = after, False
        begun, self._fresh, self._loaded = self._fresh, False, True
        self.changed.emit()
        if begun:
            self.begun.emit()
        if another:
            self._filters.count()
        self._room.mark_loaded()

    def _failed(self, problem: Any) -> None:
        self._loading = False
        self._room.say_problem(problem)

    def _next_turn(self) -> int:
        self._turn += 1
        self._loading = True
        return self._turn
