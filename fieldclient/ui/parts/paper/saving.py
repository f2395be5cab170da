"""A sheet becomes a file for the person: drawn a page to a turn, written on the store's thread, and said where it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl


class PaperSaver(QObject):
    """Of one room; one sheet at a time. Nobody waits for it: between two pages the window has its turn."""

    def __init__(self, room: Any) -> None:
        super().__init__(room)
        self._room = room
        self._sheet: Any = None
        self._write: Callable[[Any, bytes], Path] | None = None
        self._over: Callable[[], None] = lambda: None

    def save(self, sheet: Any, write: Callable[[Any, bytes], Path], over: Callable[[], None]) -> None:
        """`sheet`: as `parts.paper.sheet.Sheet`. `write(desk, pdf)` gives where it is; `over` is called in any case."""
        self._sheet, self._write, self._over = sheet, write, over
        self._step()

    def _step(self) -> None:
        if self._sheet.step():
            QTimer.singleShot(0, self, self._step)
            return
        pdf, write, self._sheet = self._sheet.pdf(), self._write, None
        assert write is not None
        self._room.ask(lambda desk: write(desk, pdf), self._saved, self._missed)

    def _saved(self, path: Path) -> None:
        self._over()
        say_saved(self._room, path)

    def _missed(self, problem: Any) -> None:
        self._over()
        self._room.say_problem(problem)


def say_saved(room: Any, path: Path) -> None:
    """Where it is, and a way to look at it."""
    def look() -> None:
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            room.say(room.words.phrase("file_cannot_open", folder=str(path.parent)))

    room.say(room.words.phrase("file_saved", name=path.name), room.words.phrase("file_open"), look)
