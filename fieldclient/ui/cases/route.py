"""The way to go: some cases in an order that is short and meets their deadlines, in place of the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.list_lines import ListLine, stop_line
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.route import AT_STOP_S, WALKING_M_PER_S
from fieldclient.work.views import CaseRow
from sync.protocol.position import Position

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1

MOST = 30  # stops: more than a day's work


@QmlElement
class CaseRoute(QObject):
    """The order stays as it was worked out; how each case is, is looked at again."""

    changed = Signal()

    def __init__(self, room: Room | None = None, cases: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or cases)
        self._room: Any = room
        self._cases: Any = cases
        self._rows = RowModel(ListLine, self, whole=True)
        self._stops: tuple[CaseRow, ...] = ()
        self._working = False

    @Property(RowModel, constant=True)
    def rows(self) -> RowModel:
        return self._rows

    @Property(bool, notify=changed)
    def active(self) -> bool:
        return bool(self._stops)

    @Property(bool, notify=changed)
    def working(self) -> bool:
        return self._working

    @Property(str, notify=changed)
    def title(self) -> str:
        return str(self._room.words.phrase("route_title", stops=str(len(self._stops)))) if self._stops else ""

    @Property(str, notify=changed)
    def facts(self) -> str:
        """How far it is in all, and how long it takes with a look at each."""
        if not self._stops:
            return ""
        far = sum(stop.distance_m or 0.0 for stop in self._stops)
        words = self._room.words
        lasts = words.lasting(far / WALKING_M_PER_S + AT_STOP_S * len(self._stops))
        return str(words.phrase("route_facts", distance=words.distance(far), time=lasts))

    @Slot()
    def plan(self) -> None:
        """Of what is selected; of the first cases of the list where nothing is."""
        if not self._working:
            self._working = True
            self.changed.emit()
            self._cases.filters.locate(self._from, self._nowhere)

    def _nowhere(self) -> None:
        self._from(None)

    def _from(self, here: Position | None) -> None:
        selection, listed, words = self._cases.selection, self._cases.lookup, self._room.words
        chosen = selection.count > 0

        def job(desk: Any) -> tuple[tuple[CaseRow, ...], int, datetime]:
            ids = selection.ids(desk) if chosen else desk.listed.ids(listed, MOST)
            found = desk.listed.route(ids[:MOST], here)
            return found.rows, len(ids), found.now

        def came(answer: tuple[tuple[CaseRow, ...], int, datetime]) -> None:
            stops, wanted, now = answer
            self._working = False
            self._show(stops, now)
            if not stops:
                self._room.say(words.phrase("route_none"))
            elif wanted > MOST:
                self._room.say(words.phrase("route_most", most=str(MOST)))
            if stops:
                selection.leave()

        def failed(problem: Any) -> None:
            self._working = False
            self.changed.emit()
            self._room.say_problem(problem)

        self._room.ask(job, came, failed)

    def _show(self, stops: tuple[CaseRow, ...], now: datetime) -> None:
        self._stops = stops
        self._rows.replace([stop_line(self._room.words, row, now, number) for number, row in enumerate(stops, 1)])
        self.changed.emit()

    def refresh(self) -> None:
        """The same stops in the same order, as they are now; a case that is gone is no stop any more."""
        if not self._stops:
            return
        stops, listed = self._stops, self._cases.lookup

        def came(found: Any) -> None:
            if stops is not self._stops:
                return
            now = {row.id: row for row in found.rows}
            self._show(tuple(_as_now(stop, now[stop.id]) for stop in stops if stop.id in now), found.now)

        self._room.ask(lambda desk: desk.listed.rows([stop.id for stop in stops], listed), came)

    @Slot(result=bool)
    def leave(self) -> bool:
        """Back to the list; False when there was no route."""
        if not self._stops:
            return False
        self._stops = ()
        self._rows.replace([])
        self.changed.emit()
        return True


def _as_now(stop: CaseRow, row: CaseRow) -> CaseRow:
    return replace(row, distance_m=stop.distance_m)
