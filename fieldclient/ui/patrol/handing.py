"""Files for the person: the printed summary and the track as GPX. The store's thread reads and writes, the window's draws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl

from fieldclient.ui.parts.room import Room
from fieldclient.work.patrol.views import PatrolPage

PHOTO_PX = 480


class Handing(QObject):
    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room: Any = room
        self._sheet: Any = None

    def save_summary(self, page: PatrolPage, target: str) -> None:
        """Photos are read on the store's thread, pages are drawn here one at a time, the file is written there."""
        path = Path(target if target.lower().endswith(".pdf") else f"{target}.pdf")
        self._room._add_busy(1)
        self._room.ask(
            lambda desk: (desk.patrols.pictures(page, PHOTO_PX), desk.now()),
            lambda answer: self._begin(page, path, *answer), self._missed)

    def _begin(self, page: PatrolPage, path: Path, photos: dict[str, bytes], now: Any) -> None:
        from fieldclient.ui.patrol.printing import Printing  # drawing is loaded with the first summary

        self._sheet = Printing(page, photos, self._room.words, now)
        self._step(path)

    def _step(self, path: Path) -> None:
        """A page, then the window's turn."""
        if self._sheet.step():
            QTimer.singleShot(0, self, lambda: self._step(path))
            return
        pdf, self._sheet = self._sheet.pdf(), None
        self._room.ask(lambda desk: desk.patrols.save_summary(path, pdf), lambda _: self._saved(path), self._missed)

    def save_track(self, patrol: str, target: str) -> None:
        path = Path(target if target.lower().endswith(".gpx") else f"{target}.gpx")
        self._room._add_busy(1)
        self._room.ask(lambda desk: desk.patrols.save_gpx(patrol, path), lambda _: self._saved(path), self._missed)

    def _saved(self, path: Path) -> None:
        self._room._add_busy(-1)
        words = self._room.words
        self._room.say(words.phrase("patrol_saved", name=path.name), words.phrase("patrol_open_file"), lambda: self._open(path))

    def _missed(self, problem: Any) -> None:
        self._room._add_busy(-1)
        self._room.say_problem(problem)

    def _open(self, path: Path) -> None:
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._room.say(self._room.words.phrase("patrol_cannot_open", folder=str(path.parent)))
