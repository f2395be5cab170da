"""What every room has: the worker to ask, the words to speak, and when to look again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:
    from fieldclient.ui.words import Words
    from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.parts"
QML_IMPORT_MAJOR_VERSION = 1

T = TypeVar("T")
_TOGETHER_MS = 40  # changes that come this close are looked at once
_OLD_S = 60  # who comes back later than that finds other minutes left, and a newer hour of the last sync


@QmlElement
class Room(QObject):
    """Base of the object behind a screen. A room overrides `refresh`; it never raises out of a slot, it says a sentence.

    `active` is set by the frame: a room that is not on the screen does not ask the store anything, it looks when entered.
    `said` goes to the frame's toast: text, the word on its button or "", and what that button does.
    """

    said = Signal(str, str, object)
    activeChanged = Signal()
    busyChanged = Signal()
    loadedChanged = Signal()
    syncedChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = worker
        self.tongue = tongue
        self._active = False
        self._stale = True
        self._looked = 0.0
        self._busy = 0
        self._loaded = False
        self._synced = True
        self._soon = QTimer(self, interval=_TOGETHER_MS, singleShot=True)
        self._soon.timeout.connect(self._look)
        if worker is not None:
            worker.changed.connect(self._note_change)
        if tongue is not None:
            tongue.changed.connect(self._note_change)
            tongue.changed.connect(self.syncedChanged.emit)

    @property
    def words(self) -> Words:
        """Speaks the language chosen now."""
        words: Words = self.tongue.words
        return words

    @Property(list, constant=True)
    def languages(self) -> list[dict[str, str]]:
        """Those that can be chosen, as options: {value, text}."""
        from fieldclient.ui.tongue import own_names

        return own_names()

    @Property(bool, notify=activeChanged)
    def active(self) -> bool:
        return self._active

    @active.setter
    def active(self, value: bool) -> None:
        if value == self._active:
            return
        self._active = value
        self.activeChanged.emit()
        if value and (self._stale or time.monotonic() - self._looked >= _OLD_S):
            self._look()

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool:
        """Something the person asked for is under way."""
        return self._busy > 0

    @Property(bool, notify=loadedChanged)
    def loaded(self) -> bool:
        """The first answer of the store is there: what is empty now is really empty."""
        return self._loaded

    @Property(str, notify=syncedChanged)
    def unsynced(self) -> str:
        """Why there is nothing on a device that has not heard of its hub yet; '' once it has."""
        return "" if self._synced else self.words.phrase("unsynced")

    def know_synced(self, synced: bool) -> None:
        """Told by the frame, which knows."""
        if synced != self._synced:
            self._synced = synced
            self.syncedChanged.emit()

    def refresh(self) -> None:
        """Ask the store for what this room shows. Called on entering, after changes, and when the language changes."""

    def mark_loaded(self) -> None:
        if not self._loaded:
            self._loaded = True
            self.loadedChanged.emit()

    def ask(self, job: Callable[[Any], T], done: Callable[[T], None], failed: Callable[[Problem], None] | None = None) -> None:
        """Look something up; a problem becomes a sentence unless `failed` takes it."""
        self.worker.ask(job, done, failed or self.say_problem)

    def do(self, job: Callable[[Any], T], done: Callable[[T], None] | None = None,
           failed: Callable[[Problem], None] | None = None) -> None:
        """Change something at the person's wish; `busy` until it is durable."""
        self._add_busy(1)

        def finished(answer: T) -> None:
            self._add_busy(-1)
            if done is not None:
                done(answer)

        def missed(problem: Problem) -> None:
            self._add_busy(-1)
            (failed or self.say_problem)(problem)

        self.worker.do(job, finished, missed)

    def say(self, text: str, action_text: str = "", action: Callable[[], None] | None = None) -> None:
        self.said.emit(text, action_text, action)

    def say_problem(self, problem: Problem) -> None:
        self.say(self.words.sentence(problem))

    def _add_busy(self, by: int) -> None:
        was = self._busy > 0
        self._busy += by
        if (self._busy > 0) != was:
            self.busyChanged.emit()

    def _note_change(self) -> None:
        self._stale = True
        if self._active:
            self._soon.start()

    def _look(self) -> None:
        self._stale, self._looked = False, time.monotonic()
        self.refresh()
