"""The object behind the frame: the place shown now, the status strip, the toasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.frame.strip import Strip, strip_of
from fieldclient.ui.parts.room import Room
from fieldclient.work.views import Status
from sync.protocol.lifecycle import Act
from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.frame"
QML_IMPORT_MAJOR_VERSION = 1

_TICK_MS = 30_000  # "as of 14:32" turns into "yesterday" although nothing happens
_NOTHING = Strip(network="", network_icon="wifi", network_meaning="neutral", waiting="", waits=False, attention="", as_of="",
                 clock="")


@QmlElement
class Frame(Room):
    """Always active. What any room says comes out here as a toast."""

    stripChanged = Signal()
    placeChanged = Signal()
    draftFound = Signal(str, bool)  # id; True: a report's, False: of an act on a case
    toast = Signal(str, str)  # text, the word on the button

    def __init__(self, worker: Any = None, tongue: Any = None, link: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._link = link
        self._strip = _NOTHING
        self._answer: tuple[Status, datetime] | None = None
        self._stopped = ""
        self._action: Callable[[], None] | None = None
        self._places: dict[str, Room] = {}
        self._place = ""
        self._trail: list[str] = []
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.refresh)
        self.said.connect(self._say)
        if worker is not None:
            worker.unforeseen.connect(self.say_problem)
            worker.failed_to_open.connect(self._on_failed_to_open)
            self._tick.start()
            self.active = True
        if link is not None:
            link.changed.connect(self._show)
            link.cycled.connect(self.refresh)

    @Property(str, notify=placeChanged)
    def place(self) -> str:
        """home, cases, report, activity, me or outbox."""
        return self._place

    @Property(str, notify=stripChanged)
    def network(self) -> str:
        return self._strip.network

    @Property(str, notify=stripChanged)
    def networkIcon(self) -> str:
        return self._strip.network_icon

    @Property(str, notify=stripChanged)
    def networkMeaning(self) -> str:
        return self._strip.network_meaning

    @Property(str, notify=stripChanged)
    def waiting(self) -> str:
        return self._strip.waiting

    @Property(bool, notify=stripChanged)
    def waits(self) -> bool:
        return self._strip.waits

    @Property(str, notify=stripChanged)
    def attention(self) -> str:
        return self._strip.attention

    @Property(str, notify=stripChanged)
    def asOf(self) -> str:
        return self._strip.as_of

    @Property(str, notify=stripChanged)
    def clock(self) -> str:
        """The device's clock is wrong: a sentence, else empty."""
        return self._strip.clock

    @Property(str, notify=stripChanged)
    def stopped(self) -> str:
        """The store could not be opened: why, in a sentence. Nothing else can be done then."""
        return self._stopped

    @Property(bool, notify=stripChanged)
    def signedIn(self) -> bool:
        return self._answer is not None and self._answer[0].signed_in

    @Property(int, notify=stripChanged)
    def unread(self) -> int:
        """Notices nobody has looked at."""
        return self._answer[0].unread if self._answer else 0

    def add_place(self, name: str, room: Room) -> None:
        """A room the frame can go to; what it says is shown as a toast."""
        self._places[name] = room
        self.listen(room)

    def listen(self, room: Room) -> None:
        room.said.connect(self._say)

    @Slot(str)
    def go(self, place: str) -> None:
        """Show this place. The one before is where `leave` goes back to."""
        if place == self._place or place not in self._places:
            return
        if self._place:
            self._trail = [known for known in self._trail if known != place][-8:] + [self._place]
        self._place = place
        for name, room in self._places.items():
            room.active = name == place
        self.placeChanged.emit()

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

    @Slot()
    def refresh(self) -> None:
        self.ask(lambda desk: (desk.status(), desk.now()), self._take, lambda problem: None)  # failed_to_open tells

    @Slot(str)
    def openDraft(self, draft_id: str) -> None:
        """Find out whose room goes on with this draft."""
        self.ask(lambda desk: desk.draft(draft_id).act, lambda act: self.draftFound.emit(
            draft_id, act in (Act.SUBMIT, Act.SELF_HANDLED)))

    @Slot()
    def takeAction(self) -> None:
        """The button of the toast now on the screen."""
        action, self._action = self._action, None
        if action is not None:
            action()

    @Slot()
    def syncNow(self) -> None:
        if self._link is not None:
            self._link.sync_now()

    def _say(self, text: str, action_text: str, action: Callable[[], None] | None) -> None:
        self._action = action
        self.toast.emit(text, action_text)

    def _take(self, answer: tuple[Status, datetime]) -> None:
        self._answer = answer
        self._show()
        self.mark_loaded()

    def _show(self) -> None:
        if self._answer is None:
            return
        status, now = self._answer
        self._strip = strip_of(status, self._link.status, self.words, now)
        self.stripChanged.emit()

    def _on_failed_to_open(self, problem: Problem) -> None:
        self._stopped = self.words.sentence(problem)
        self.stripChanged.emit()
