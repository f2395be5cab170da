"""Files for the person: the printed summary and the track as GPX. The store's thread reads and writes, the window's draws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from fieldclient.ui.parts.paper.saving import PaperSaver, say_saved
from fieldclient.ui.parts.room import Room
from fieldclient.work.patrol.views import PatrolPage

PHOTO_PX = 480


class Handing(QObject):
    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room: Any = room
        self._saver = PaperSaver(room)

    def save_summary(self, page: PatrolPage, target: str) -> None:
        """Photos are read on the store's thread, pages are drawn here one at a time, the file is written there."""
        path = Path(target if target.lower().endswith(".pdf") else f"{target}.pdf")
        self._room._add_busy(1)
        self._room.ask(
            lambda desk: (desk.patrols.pictures(page, PHOTO_PX), desk.now()),
            lambda answer: self._begin(page, path, *answer), self._missed)

    def _begin(self, page: PatrolPage, path: Path, photos: dict[str, bytes], now: Any) -> None:
        from fieldclient.ui.patrol.printing import Printing  # drawing is loaded with the first summary

        def write(desk: Any, pdf: bytes) -> Path:
            desk.patrols.save_summary(path, pdf)
            return path

        self._saver.save(Printing(page, photos, self._room.words, now), write, lambda: self._room._add_busy(-1))

    def save_track(self, patrol: str, target: str) -> None:
        path = Path(target if target.lower().endswith(".gpx") else f"{target}.gpx")
        self._room._add_busy(1)
        self._room.ask(lambda desk: desk.patrols.save_gpx(patrol, path), lambda _: self._saved(path), self._missed)

    def _saved(self, path: Path) -> None:
        self._room._add_busy(-1)
        say_saved(self._room, path)

    def _missed(self, problem: Any) -> None:
        self._room._add_busy(-1)
        self._room.say_problem(problem)
