"""When to look for news, and how it is told: by the desktop's notifications, and by the icon in the tray where there are none.

Begun when the first page is filled, so that no start waits for it. The store's thread looks, the bus's thread tells; the window
hears of a click.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from fieldclient.ui.notify.bus_notes import BusNotes, Note
from fieldclient.ui.notify.face import face, pixels
from fieldclient.ui.notify.saying import address_of, note_of
from fieldclient.ui.notify.tray import Tray
from fieldclient.work.news import News
from sync.engine.status import LinkState

if TYPE_CHECKING:
    from sync.protocol.problems import ProblemBody

_SOON_MS = 1500  # changes that come this close are told together
_TICK_MS = 60_000  # deadlines come closer although nothing happens
_FACE_PX = 64


class Telling(QObject):
    """`way`: bus, tray, none, or unknown before anything was told."""

    wayChanged = Signal()

    def __init__(self, worker: Any, tongue: Any, link: Any, frame: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker, self._tongue, self._link, self._frame = worker, tongue, link, frame
        self.window: Any = None
        self.way = "unknown" if sys.platform == "linux" else "tray"
        self.tray: Tray | None = None
        self._bus = BusNotes(
            clicked=lambda key, token: worker.later(lambda: self.open(key, token)),
            available=lambda there: worker.later(lambda: self._heard_of_bus(there)))
        self._soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._soon.timeout.connect(self.look)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._look_at_deadlines)
        worker.changed.connect(self._note_change)
        link.changed.connect(self._note_change)

    def start(self, window: Any) -> None:
        self.window = window
        self.tray = Tray(self._worker, self._tongue, self._frame, self.chosen, self)
        self.tray.start(window)
        if sys.platform != "linux" and not self.tray.says:
            self.way = "none"
        self._tick.start()
        self._look_at_deadlines()

    def close(self) -> None:
        self._tick.stop()
        self._soon.stop()
        self._bus.close()
        if self.tray is not None:
            self.tray.close()
            self.tray = None

    def is_watched(self) -> bool:
        """Somebody has the window before them: what is new is there to be seen."""
        return self.window is not None and bool(self.window.isActive())

    def _look_at_deadlines(self) -> None:
        self.look(due=True)

    def look(self, *, due: bool = False) -> None:
        trouble, watched = self._trouble(), self.is_watched()

        def job(desk: Any) -> tuple[list[News], bool]:
            return desk.news.look(desk.now(), trouble, watched=watched, due=due), desk.news.rules().details

        self._worker.ask(job, self._tell, lambda problem: None)

    def try_it(self, done: Callable[[], None]) -> None:
        """One notification at the person's wish, wherever they look."""
        words = self._tongue.words
        self._show([Note("home", "trial", words.phrase("app_name"), words.phrase("news_try"), words.phrase("news_try"),
                         words.phrase("news_click"), icon=pixels(face(_FACE_PX)))])
        done()

    def open(self, key: str, token: str = "") -> None:
        """What a click is about, in the window brought to the front."""
        self.raise_window(token)
        if self._frame.barred:
            return
        place, _, case_id = address_of(key)
        if case_id:
            self._frame.openCase(case_id)
        else:
            self._frame.go(place)

    def chosen(self, name: str) -> None:
        """In the menu of the tray. Behind a PIN nobody knows who it is: then it leads to the window and no further."""
        frame = self._frame
        if frame.barred and name not in ("sync", "quit"):
            name = "open"
        quiet = {"sync": frame.syncNow, "pause": frame.pauseSending}
        loud = {"open": lambda: None, "new_report": frame.newReport, "outbox": lambda: frame.go("outbox")}
        if name in quiet:
            quiet[name]()
        elif name in loud:
            self.raise_window()
            loud[name]()
        elif name == "quit" and self.window is not None:
            self.window.close()

    def raise_window(self, token: str = "") -> None:
        if self.window is None:
            return
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Wayland lets nobody in front who was not asked for
        if not self.window.isVisible() or self.window.visibility() == self.window.Visibility.Minimized:
            self.window.show()
        if QGuiApplication.platformName() not in _NOT_RAISED:
            self.window.raise_()
        self.window.requestActivate()

    def _note_change(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _trouble(self) -> ProblemBody | None:
        """What a person has to do something about. That there is no network is none, nor that nobody ever signed in."""
        status = self._link.status
        if status is None or status.switched_off or status.problem is None:
            return None
        problem: ProblemBody = status.problem
        if status.state is LinkState.BLOCKED or (status.state is LinkState.SIGNED_OUT and problem.code in _THROWN_OUT):
            return problem
        return None

    def _tell(self, answer: tuple[list[News], bool]) -> None:
        news, details = answer
        if news:
            words = self._tongue.words
            icon = pixels(face(_FACE_PX))
            details = details and not self._frame.barred
            self._show([note_of(each, words, details=details, icon=icon) for each in news])

    def _show(self, notes: list[Note]) -> None:
        for note in notes:
            if sys.platform == "linux":
                self._bus.show(note)  # it gives up by itself where nobody is
            elif self.tray is not None:
                self.tray.say(note)

    def _heard_of_bus(self, there: bool) -> None:
        way = "bus" if there else "none"
        if way != self.way:
            self.way = way
            self.wayChanged.emit()


_NOT_RAISED = ("offscreen", "minimal", "wayland", "wayland-egl")  # they have no such thing, and warn
_THROWN_OUT = ("sign_in_expired", "sign_in_ended", "keyring_missing")
