"""Saving my week: numbers from the store's thread, pages drawn here one at a time, the file written there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl

from fieldclient.ui.parts.room import Room


class WeekPaper(QObject):
    """For one saving; it goes when that is done."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room: Any = room
        self._sheet: Any = None
        self._name = ""

    def save(self) -> None:
        self._room._add_busy(1)
        self._room.ask(lambda desk: (desk.among.numbers(), desk.status(), desk.now()), self._begin, self._missed)

    def _begin(self, found: tuple[Any, Any, Any]) -> None:
        numbers, status, now = found
        if numbers is None:
            self._done()
            return
        from fieldclient.ui.activity.week_sheet import week_sheet  # drawing is loaded with the first page

        person = status.person.name if status.person else ""
        self._sheet = week_sheet(numbers, person, self._room.words, now)
        self._name = f"week-{numbers.mine.this_week.first.isoformat()}.pdf"
        self._step()

    def _step(self) -> None:
        """A page, then the window's turn."""
        if self._sheet.step():
            QTimer.singleShot(0, self, self._step)
            return
        name, pdf = self._name, self._sheet.pdf()
        self._room.ask(lambda desk: desk.among.save_week(name, pdf), self._saved, self._missed)

    def _saved(self, path: Path) -> None:
        words = self._room.words
        self._room.say(words.phrase("week_saved", name=path.name), words.phrase("week_open"), lambda: self._open(path))
        self._room._add_busy(-1)

    def _open(self, path: Path) -> None:
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._room.say(self._room.words.phrase("week_cannot_open", folder=str(path.parent)))
        self.deleteLater()

    def _missed(self, problem: Any) -> None:
        self._room.say_problem(problem)
        self._done()

    def _done(self) -> None:
        self._room._add_busy(-1)
        self.deleteLater()
