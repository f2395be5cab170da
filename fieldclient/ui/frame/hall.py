"""The places of the window and the rooms behind them: made when there is time, waited for without standing still."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.room import Room

QML_IMPORT_NAME = "fieldclient.ui.frame"
QML_IMPORT_MAJOR_VERSION = 1

_TRAIL = 8  # how many steps back are remembered


@QmlElement
class Hall(Room):
    """`fetch` reads what a room needs on another thread and then calls `make_room` on the window's; a place is shown at once and
    filled when its room is there."""

    placeChanged = Signal()
    placeReady = Signal(str)  # its room is made: the page can be loaded

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self.fetch: Callable[[str], None] = self.make_room
        self._makers: dict[str, Callable[[], Room]] = {}
        self._rooms: dict[str, Room] = {}
        self._then: dict[str, list[Callable[[Any], None]]] = {}
        self._place = ""
        self._trail: list[str] = []

    @Property(str, notify=placeChanged)
    def place(self) -> str:
        """home, cases, report, activity, me or outbox."""
        return self._place

    @Property("QStringList", constant=True)
    def places(self) -> list[str]:
        """The names of all that can be gone to."""
        return list(self._makers)

    def add_place(self, name: str, make: Callable[[], Room]) -> None:
        """`make` imports and makes the room."""
        self._makers[name] = make

    def room(self, name: str) -> Any:
        """The room of a place, made now if need be: the window waits for it."""
        self.make_room(name)
        return self._rooms[name]

    def make_room(self, name: str) -> None:
        if name in self._rooms:
            return
        room = self._rooms[name] = self._makers[name]()
        self.listen(room)
        room.know_synced(self._synced)
        self.placeReady.emit(name)
        room.active = name == self._place
        for call in self._then.pop(name, []):
            call(room)

    def know_synced(self, synced: bool) -> None:
        super().know_synced(synced)
        for room in self._rooms.values():
            room.know_synced(synced)

    def when_ready(self, name: str, call: Callable[[Any], None]) -> None:
        """Do this with the room of a place, now or as soon as it is there."""
        if name in self._rooms:
            call(self._rooms[name])
            return
        self._then.setdefault(name, []).append(call)
        self.fetch(name)

    def listen(self, room: Room) -> None:
        """Hear what a room says."""

    @Slot(str, result=bool)
    def has(self, name: str) -> bool:
        return name in self._rooms

    @Slot(str, result=QObject)
    def roomOf(self, name: str) -> QObject:
        found: QObject = self.room(name)
        return found

    @Slot(str)
    def go(self, place: str) -> None:
        """Show this place. The one before is where `leave` goes back to."""
        if place == self._place or place not in self._makers:
            return
        if self._place:
            self._trail = [known for known in self._trail if known != place][-_TRAIL:] + [self._place]
        self._place = place
        for name, room in self._rooms.items():
            room.active = name == place
        self.placeChanged.emit()
        self.when_ready(place, lambda room: None)

    @Slot(result=bool)
    def leave(self) -> bool:
        """Back to the place before, or home. False when already there."""
        if self._place == "home":
            return False
        before = self._trail.pop() if self._trail else "home"
        trail = self._trail
        self.go(before if before != self._place else "home")
        self._trail = trail
        return True

    # What leads from one room to another

    @Slot()
    def newReport(self) -> None:
        self.go("report")
        self.when_ready("report", lambda room: room.newReport())

    @Slot(str)
    def newReportFor(self, campaign: str) -> None:
        self.go("report")
        self.when_ready("report", lambda room: room.newReportFor(campaign))

    @Slot()
    def newPraise(self) -> None:
        self.go("report")
        self.when_ready("report", lambda room: room.newPraise())

    @Slot(str)
    def takeIn(self, folder: str) -> None:
        """A card or folder at once; with an empty name it is chosen there."""
        self.go("intake")
        self.when_ready("intake", lambda room: room.begin(folder))

    @Slot(str)
    def openCase(self, case_id: str) -> None:
        self.go("cases")
        self.when_ready("cases", lambda room: room.openCase(case_id))

    @Slot(str)
    def openCampaign(self, campaign: str) -> None:
        """Its cases, in the list."""
        def show(room: Any) -> None:
            room.closeCase()
            room.listing.filters.showOnly(f"campaign:{campaign}")

        self.go("cases")
        self.when_ready("cases", show)

    @Slot(str)
    def openFigure(self, figure: str) -> None:
        """The list that a figure of the home page is about."""
        def show(room: Any) -> None:
            room.closeCase()
            room.listing.filters.showFigure(figure)

        self.go("cases")
        self.when_ready("cases", show)

    @Slot(str)
    def showOnMap(self, case_id: str) -> None:
        self.go("map")
        self.when_ready("map", lambda room: room.showCase(case_id))

    @Slot(str)
    def openDraft(self, draft_id: str) -> None:
        """A report's draft is written on at the report, the draft of an act at its case."""
        def found(act: str) -> None:
            place = "report" if act in ("submit", "self_handled") else "cases"
            self.go(place)
            self.when_ready(place, lambda room: room.openDraft(draft_id))

        self.ask(lambda desk: desk.draft(draft_id).act.value, found)
