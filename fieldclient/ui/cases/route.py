"""The way to go: some cases in an order that is short and meets their deadlines, in place of the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
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
PATIENCE_MS = 1500  # a receiver that runs answers in a second; one that has to find the sky first keeps nobody waiting
LAST_KEPT = timedelta(hours=1)  # an older position says nothing of where somebody sets out


@QmlElement
class CaseRoute(QObject):
    """The order stays as it was worked out; how each case is, is looked at again. Where the receiver takes its time the way
    begins where it can until then, and begins here only when the person says so: nothing moves by itself."""

    changed = Signal()

    def __init__(self, room: Room | None = None, cases: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or cases)
        self._room: Any = room
        self._cases: Any = cases
        self._rows = RowModel(ListLine, self, whole=True)
        self._stops: tuple[CaseRow, ...] = ()
        self._working = False
        self._wanted: Callable[[Any], Sequence[str]] | None = None
        self._state = self._begin = ""  # where the way begins: a phrase about the receiver, and the words after it
        self._here: Position | None = None
        self._impatient = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._impatient.timeout.connect(self._without)

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

    @Property(str, notify=changed)
    def note(self) -> str:
        """Where the way begins when that is not here, and why; '' when it begins here."""
        return str(self._room.words.phrase(self._state, begin=self._begin)) if self._stops and self._state else ""

    @Property(bool, notify=changed)
    def found(self) -> bool:
        """It is known by now where this device is: the way can begin here."""
        return self._here is not None

    @Slot()
    def plan(self) -> None:
        """Of what is selected; of the first cases of the list where nothing is."""
        if self._working:
            return
        selection, listed = self._cases.selection, self._cases.lookup
        self._wanted = lambda desk: selection.ids(desk) or desk.listed.ids(listed, MOST + 1)  # one more tells that there are more
        self._working, self._state, self._here = True, "", None
        self._impatient.start()
        self.changed.emit()
        self._cases.filters.locate(self._located, self._nowhere)

    @Slot()
    def startHere(self) -> None:
        """The same stops from where this device is by now."""
        if self._here is not None and not self._working:
            here, ids = self._here, [stop.id for stop in self._stops]
            self._wanted, self._working, self._state, self._here = lambda desk: ids, True, "", None
            self.changed.emit()
            self._from(here)

    def _located(self, here: Position) -> None:
        if self._impatient.isActive():
            self._impatient.stop()
            self._from(here)
        elif self._state:
            self._state, self._here = "route_found", here
            self.changed.emit()

    def _nowhere(self) -> None:
        if self._impatient.isActive():
            self._impatient.stop()
            self._without("route_nowhere")
        elif self._state:
            self._state = "route_nowhere"
            self.changed.emit()

    def _without(self, state: str = "route_awaited") -> None:
        """From where this device was last, if that was not long ago; else from the first case."""
        last, now, words = self._room.fix.latest, datetime.now(UTC), self._room.words
        self._state, self._begin = state, words.phrase("route_from_first")
        if last is None or last.fixed_at is None or now - last.fixed_at > LAST_KEPT:
            self._from(None)
        else:
            self._begin = words.phrase("route_from_last", ago=words.ago(last.fixed_at, now))
            self._from(last)

    def _from(self, here: Position | None) -> None:
        selection, words, wanted = self._cases.selection, self._room.words, self._wanted
        assert wanted is not None, "planned before"

        def job(desk: Any) -> tuple[tuple[CaseRow, ...], int, datetime]:
            ids = wanted(desk)
            found = desk.listed.route(ids[:MOST], here)
            return found.rows, len(ids), found.now

        def came(answer: tuple[tuple[CaseRow, ...], int, datetime]) -> None:
            stops, wanted, now = answer
            self._working = False
            self._show(stops, now)
            if not stops:
                self._wait_no_more()
                self._room.say(words.phrase("route_none"))
            elif wanted > MOST:
                self._room.say(words.phrase("route_most", most=str(MOST)))
            if stops:
                selection.leave()

        def failed(problem: Any) -> None:
            self._working = False
            self._wait_no_more()
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
        self._wait_no_more()
        self.changed.emit()
        return True

    def _wait_no_more(self) -> None:
        """Receivers cost as much as the screen."""
        if self._state == "route_awaited":
            self._cases.filters.wait_no_more()
        self._state, self._here = "", None


def _as_now(stop: CaseRow, row: CaseRow) -> CaseRow:
    return replace(row, distance_m=stop.distance_m)
