"""What is chosen before a patrol: the team and the grids."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.patrol.lines import ChoiceRow, choice_row
from fieldclient.work.patrol.views import GridChoice

QML_IMPORT_NAME = "fieldclient.ui.patrol"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Planning(QObject):
    """Grids stay chosen while the person searches for others."""

    changed = Signal()

    def __init__(self, room: Room | None = None) -> None:
        super().__init__(room)
        self._room: Any = room
        self._rows = RowModel(ChoiceRow, self, spread=True)
        self._found: list[GridChoice] = []
        self._chosen: dict[str, None] = {}  # in the order of choosing
        self._query, self._more, self._known = "", 0, False
        self._team = ""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._chosen)

    def refresh(self) -> None:
        query = self._query
        self._room.ask(lambda desk: (desk.patrols.team(), *desk.patrols.choices(query)), self._take)

    def forget(self) -> None:
        """The patrol has begun: the next one is planned anew."""
        self._chosen.clear()
        self._query = ""

    def _take(self, answer: tuple[str, list[GridChoice], int]) -> None:
        self._team, self._found, count = answer
        self._more = count - len(self._found)
        self._known = self._known or bool(self._found)
        self._show()

    def _show(self) -> None:
        self._rows.replace([choice_row(each, each.code in self._chosen, self._room.words) for each in self._found])
        self.changed.emit()

    @Property(RowModel, constant=True)
    def grids(self) -> RowModel:
        return self._rows

    @Property(str, notify=changed)
    def team(self) -> str:
        """The team of last time."""
        return self._team

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """There are grids to choose from."""
        return self._known

    @Property(str, notify=changed)
    def chosenText(self) -> str:
        return self._room.words.phrase("grids_chosen", count=str(len(self._chosen))) if self._chosen else ""

    @Property(str, notify=changed)
    def moreText(self) -> str:
        return self._room.words.phrase("grids_more", count=str(self._more)) if self._more > 0 else ""

    @Slot(str)
    def search(self, query: str) -> None:
        self._query = query
        self.refresh()

    @Slot(str)
    def toggle(self, code: str) -> None:
        if code in self._chosen:
            del self._chosen[code]
        else:
            self._chosen[code] = None
        self._show()
