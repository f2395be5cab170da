"""Hands at a real window that nobody sees: find by name, click, type, press, wait. What is not visible is not found."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

WAIT_S = 15.0


class Hands:
    """`window` is a QQuickWindow, `worker` the thread its answers come from."""

    window: Any
    worker: Any

    def until(self, true: Callable[[], bool], what: str = "") -> None:
        end = time.monotonic() + WAIT_S
        while not true():
            assert time.monotonic() < end, f"never happened: {what or true}"
            QTest.qWait(5)

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

    def settle(self, quiet_ms: int = 60) -> None:
        """Until the store's thread has answered all that was asked and the window has taken it."""
        for _ in range(3):
            self.ask(lambda desk: None)
            QTest.qWait(quiet_ms // 3)

    def items(self, item: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """Everything visible, parents before children."""
        for child in (item or self.window.contentItem()).childItems():
            if child.isVisible() and child.opacity() > 0:
                yield child
                yield from self.items(child)

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
                    QTest.qWait(5)
            parent = parent.parentItem()

    def middle(self, item: QQuickItem) -> QPoint:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def click(self, name: str) -> None:
        item = self.find(name)
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
