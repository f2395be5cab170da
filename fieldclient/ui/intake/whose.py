"""Who works here: a table is of one person."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from fieldclient.ui.parts.room import Room


class Whose(QObject):
    """`another`: somebody signed out, or another person came. Who signs in after nobody did goes on with what is there."""

    another = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room: Any = room
        self.person = ""
        if room.worker is not None:
            room.worker.changed.connect(self._look)
            self._look()

    def _look(self) -> None:
        self._room.ask(lambda desk: desk.cards.person(), self._take, lambda problem: None)

    def _take(self, person: str) -> None:
        before, self.person = self.person, person
        if before not in ("", person):
            self.another.emit()
