"""Hands at a real window that nobody sees: find by name, click, type, press, wait. What is not visible is not found.

Nothing is waited for by the clock: a machine that stands still for a second would be taken for a window that has settled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QTimerEvent,
    QUrl,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

WAIT_S = 60.0  # for what must happen
LOOK_MS = 20  # what comes without an event, such as a file of another process, is seen this late


def linger(most_ms: int = LOOK_MS) -> None:
    """What has come is handled; when nothing has, until something does. Python's other threads go on meanwhile: `QTest.qWait` would
    hold its lock all the time, and the store's thread, of which the answer is waited for, would stand still."""
    alarm = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer, interval=most_ms)
    alarm.start()
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def pause(milliseconds: int) -> None:
    """All of it, while what comes is handled and other threads go on."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(true: Callable[[], object], what: str = "") -> None:
    end = time.monotonic() + WAIT_S
    while not true():
        assert time.monotonic() < end, f"never happened: {what or true}"
        linger()


class Calm:
    """Tells when a window has come to rest: its store has answered, its rooms look at nothing soon, and what came is laid out."""

    def __init__(self, window: Any, rooms: QObject | None) -> None:
        self._window, self._rooms = window, rooms
        self._frames = 0
        window.frameSwapped.connect(self._count)  # and never taken off again: that has crashed inside a frame

    def _count(self) -> None:
        self._frames += 1

    def soon(self) -> list[QTimer]:
        """Somebody waits for a pause in typing, or for more changes to look at at once."""
        timers = self._rooms.findChildren(QTimer) if self._rooms is not None else []
        return [timer for timer in timers if timer.isSingleShot() and timer.isActive() and timer.interval() < 1000]

    def hasten(self) -> bool:
        """Nothing more comes: for whoever waits for that, the time is up. True when there was somebody."""
        waiting = self.soon()
        for timer in waiting:
            if timer.isActive():  # and was not stopped by one before it
                QCoreApplication.sendEvent(timer, QTimerEvent(timer.timerId()))
        return bool(waiting)

    def unfinished(self) -> bool:
        """A page is being put together, a little with every frame: its parts have no size, and nobody sees them yet."""
        context = QQmlEngine.contextForObject(self._window) if self._window.isExposed() else None
        controller = context.engine().incubationController() if context is not None else None
        return controller is not None and controller.incubatingObjectCount() > 0

    def drawn(self) -> Callable[[], bool]:
        """True once a frame that begins from now on is shown; lists lay their rows out for it."""
        if not self._window.isExposed():
            return lambda: True
        before = self._frames
        self._window.update()
        return lambda: self._frames > before or not self._window.isExposed()

    def rest(self, until: Callable[[Callable[[], bool], str], None], ask: Callable[[], object], quiet_ms: int) -> None:
        calm = 0  # three in a row: an answer may lead to a question, and its answer to another
        while calm < 3:
            waited = self.hasten()
            ask()
            until(self.drawn(), "a frame")
            until(lambda: not self.unfinished(), "whole pages")
            pause(quiet_ms)
            calm = 0 if waited or self.soon() or self.unfinished() else calm + 1


class Hands:
    """`window` is a QQuickWindow, `worker` the thread its answers come from."""

    window: Any
    worker: Any
    rooms: QObject | None = None  # what they all hang on
    _calm: Calm | None = None

    def until(self, true: Callable[[], bool], what: str = "") -> None:
        wait_until(true, what)

    def ask(self, job: Callable[[Any], Any]) -> Any:
        """What the desk says, asked as the window does; a problem is raised."""
        answers: list[tuple[Any, Any]] = []
        self.worker.ask(job, lambda answer: answers.append((answer, None)), lambda problem: answers.append((None, problem)))
        self.until(lambda: bool(answers), "an answer of the store")
        answer, problem = answers[0]
        if problem is not None:
            raise problem
        return answer

    def do(self, job: Callable[[Any], Any]) -> Any:
        """As `ask`, for what changes something."""
        answers: list[Any] = []
        self.worker.do(job, answers.append, answers.append)
        self.until(lambda: bool(answers))
        if isinstance(answers[0], Exception):
            raise answers[0]
        self.settle()
        return answers[0]

    def settle(self, quiet_ms: int = 30) -> None:
        """Until the store's thread and that of advice have answered all that was asked and the window has taken it."""
        if self._calm is None:
            self._calm = Calm(self.window, self.rooms)
        self._calm.rest(self.until, lambda: self.ask(lambda desk: desk.advice.finish()), quiet_ms // 3)

    def items(self, item: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """Everything visible, parents before children."""
        left = (item or self.window.contentItem()).childItems()[::-1]
        while left:
            child = left.pop()
            if child.isVisible() and child.opacity() > 0:
                yield child
                left += child.childItems()[::-1]

    def names(self) -> set[str]:
        return {item.objectName() for item in self.items() if item.objectName()}

    def seen(self, name: str) -> QQuickItem | None:
        return next((item for item in self.items() if item.objectName() == name), None)

    def find(self, name: str) -> QQuickItem:
        self.until(lambda: self.seen(name) is not None, f"{name} on the screen; there is {sorted(self.names())}")
        found = self.seen(name)
        assert found is not None
        self.reveal(found)
        return found

    def text(self, name: str) -> str:
        return str(self.find(name).property("text"))

    def reveal(self, item: QQuickItem) -> None:
        """Scroll as a finger would, so that it can be touched."""
        parent = item.parentItem()
        while parent is not None:
            if parent.inherits("QQuickFlickable"):
                top = item.mapToItem(parent.property("contentItem"), QPointF(0, 0)).y()
                at, height = float(parent.property("contentY")), parent.height()
                if top < at or top + item.height() > at + height:
                    room = max(0.0, float(parent.property("contentHeight")) - height)
                    parent.setProperty("contentY", max(0.0, min(room, top + item.height() - height + 8)))
                    pause(5)
            parent = parent.parentItem()

    def middle(self, item: QQuickItem) -> QPoint:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def still(self, name: str) -> QQuickItem:
        """Found where it stays: what has only just come is laid out with the next frame."""
        self.find(name)
        if self._calm is None:
            self._calm = Calm(self.window, self.rooms)
        calm = self._calm
        self.until(lambda: not calm.unfinished(), "whole pages")
        self.until(calm.drawn(), "a frame")
        return self.find(name)

    def click(self, name: str) -> None:
        item = self.still(name)
        assert item.isEnabled(), f"{name} is not enabled"
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.middle(item))
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Into the line of this name, in place of what is there. Chinese comes as an input method gives it."""
        field = self.find(f"{name}.field")
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.middle(field))
        assert field.hasActiveFocus(), f"{name} did not take the keyboard"
        QTest.keyClick(self.window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for letter in text:
            if letter.isascii():
                QTest.keyClick(self.window, letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QGuiApplication.sendEvent(field, event)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if not self.window.isActive():  # of several windows the one in front hears the keyboard
            self.window.requestActivate()
            self.until(self.window.isActive, "the window in front")
        QTest.keyClick(self.window, key, modifier)
        self.settle()

    def shoot(self, path: Path) -> None:
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        assert self.window.grabWindow().save(str(path))


def say_folder(hands: Any, folder: Path) -> None:
    """In the system's dialog, once it is open."""
    def opened() -> list[QObject]:
        return [child for child in hands.window.findChildren(QObject) if child.inherits("QQuickFolderDialog") and child.property("visible")]

    hands.until(lambda: bool(opened()), "the dialog")
    hands.settle()
    dialog, = opened()
    dialog.setProperty("selectedFolder", QUrl.fromLocalFile(str(folder)))
    dialog.metaObject().invokeMethod(dialog, "accept")
