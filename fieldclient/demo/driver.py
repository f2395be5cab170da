"""A hand at a real window: finds what a person would touch by its object name, and touches it with real events.

Commands come as JSON lines on standard input, answers go as JSON lines to standard output, one answer for each command.
An answer is `{"ok": true, …}` or `{"ok": false, "why": …}`.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from fieldclient.ui.post import Post

Answer = dict[str, Any]
KEYS = {"enter": Qt.Key.Key_Return, "escape": Qt.Key.Key_Escape, "tab": Qt.Key.Key_Tab, "space": Qt.Key.Key_Space}
PATIENCE_S = 60.0


class NotThere(Exception):
    """The thing to touch is not on the screen, cannot be reached or is switched off."""


def pause(milliseconds: int) -> None:
    """Let the window live for a while. An event loop lets Python's other threads run; QTest.qWait would hold them up."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Hand(QObject):
    """Acts on one window. `facts` answers questions about what the device knows (never used to change anything)."""

    def __init__(self, window: QQuickWindow, facts: Callable[[str, dict[str, Any]], Any]) -> None:
        super().__init__()
        self._window = window
        self._facts = facts
        self._post = Post(self)
        threading.Thread(target=self._listen, name="driver", daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._post.put(partial(self._obey, line))
        self._post.put(partial(self._obey, '{"do": "quit"}'))

    def _obey(self, line: str) -> None:
        command = json.loads(line)
        try:
            answer = getattr(self, "_" + command.pop("do"))(**command)
        except NotThere as why:
            answer = {"ok": False, "why": str(why), "on_screen": sorted(self._names())}
        except Exception as defect:  # the other side must hear of it rather than wait
            answer = {"ok": False, "why": repr(defect)}
        self.say({"ok": True, **answer})

    def say(self, answer: Answer) -> None:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")
        sys.stdout.flush()

    # What can be asked for

    def _click(self, name: str) -> Answer:
        QTest.mouseClick(self._window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._reach(name))
        return {}

    def _type(self, name: str, text: str, instead: bool = False) -> Answer:
        """Into a line or box: the part `name.field` of it takes the letters. `instead`: what stands there goes."""
        self._click(f"{name}.field" if self._find(f"{name}.field") else name)
        if instead:
            QTest.keyClick(self._window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for letter in text:
            self._press_letter(letter)
        return {}

    def _key(self, key: str) -> Answer:
        QTest.keyClick(self._window, KEYS[key])
        return {}

    def _wait(self, name: str, seconds: float = PATIENCE_S, gone: bool = False) -> Answer:
        self._until(lambda: (self._find(name) is None) is gone, seconds,
                    f"{name} did not {'go away' if gone else 'appear'}")
        return {}

    def _wait_text(self, name: str, text: str, seconds: float = PATIENCE_S) -> Answer:
        """Until the thing shows this text somewhere in its own."""
        def shown() -> bool:
            item = self._find(name)
            return item is not None and text in str(item.property("text"))

        self._until(shown, seconds, f"{name} did not say {text!r}")
        return {}

    def _see(self, name: str) -> Answer:
        """Is it on the screen now? Tells its text too."""
        item = self._find(name)
        return {"there": item is not None, "text": item.property("text") if item else None,
                "enabled": item.isEnabled() if item else None}

    def _settle(self, seconds: float = 1.0) -> Answer:
        """Let the window be for a while, as a person who looks at it does."""
        pause(round(seconds * 1000))
        return {}

    def _shot(self, path: str) -> Answer:
        pause(250)  # motion takes at most 200 ms
        if not self._window.grabWindow().save(path):
            raise NotThere(f"no picture could be written to {path}")
        return {}

    def _ask(self, what: str, **about: Any) -> Answer:
        return {"value": self._facts(what, about)}

    def _quit(self) -> Answer:
        QGuiApplication.quit()
        return {}

    # How it is done

    def _press_letter(self, letter: str) -> None:
        if letter.isascii():
            QTest.keyClick(self._window, letter)
            return
        # An input method commits Chinese text: the same event that a real one sends.
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QGuiApplication.sendEvent(QGuiApplication.focusObject(), event)

    def _items(self) -> Iterator[QQuickItem]:
        waiting = [self._window.contentItem()]
        while waiting:
            item = waiting.pop()
            if not item.isVisible() or item.opacity() == 0:
                continue
            yield item
            waiting.extend(item.childItems())

    def _names(self) -> set[str]:
        return {item.objectName() for item in self._items() if item.objectName()}

    def _find(self, name: str) -> QQuickItem | None:
        return next((item for item in self._items() if item.objectName() == name), None)

    def _reach(self, name: str) -> QPoint:
        """The middle of the thing: scrolled into view, switched on, at rest (a moving page takes a touch for its end)."""
        self._until(lambda: self._find(name) is not None, PATIENCE_S, f"{name} is not on the screen")
        self._until(lambda: (found := self._find(name)) is not None and found.isEnabled(), PATIENCE_S,
                    f"{name} is switched off")
        deadline, before = time.monotonic() + PATIENCE_S, None
        while time.monotonic() < deadline:
            item = self._find(name)
            if item is not None:
                point = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
                if not self._inside(item, point):
                    self._scroll(item, point)
                elif point == before:
                    return point.toPoint()
                before = point
            pause(30)
        raise NotThere(f"{name} cannot be scrolled into view")

    def _inside(self, item: QQuickItem, point: QPointF) -> bool:
        """Whether the point can be touched: inside the window and inside every parent that clips."""
        if not (0 <= point.x() < self._window.width() and 0 <= point.y() < self._window.height()):
            return False
        parent = item.parentItem()
        while parent is not None:
            if parent.clip() and not parent.contains(parent.mapFromScene(point)):
                return False
            parent = parent.parentItem()
        return True

    def _scroll(self, item: QQuickItem, point: QPointF) -> None:
        """Turn the wheel over the flickable in whose view the item is not, towards it. (A box of text is a flickable, too.)"""
        parent = item.parentItem()
        while parent is not None and not (parent.inherits("QQuickFlickable") and not parent.contains(parent.mapFromScene(point))):
            parent = parent.parentItem()
        if parent is None:
            return
        middle = parent.mapToScene(QPointF(parent.width() / 2, parent.height() / 2))
        down, right = point.y() > middle.y(), point.x() > middle.x()
        vertical = parent.property("contentHeight") > parent.height()
        turn = QPoint(0, -120 if down else 120) if vertical else QPoint(-120 if right else 120, 0)
        QTest.wheelEvent(self._window, middle, turn)  # with a time of its own: Qt passes over a turn that has none
        pause(60)

    def _until(self, holds: Callable[[], bool], seconds: float, why: str) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                raise NotThere(why)
            pause(30)


