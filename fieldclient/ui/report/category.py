"""Choosing what it is about: ten categories as tiles, a search by word or pinyin, the recent ones, or 'not sure'."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.views import CategoryRow, SubcategoryRow

QML_IMPORT_NAME = "fieldclient.ui.report"
QML_IMPORT_MAJOR_VERSION = 1

_TYPING_MS = 120


@dataclass(frozen=True)
class TileRow:
    id: str
    name: str
    symbol: str
    extension: bool


@dataclass(frozen=True)
class ChoiceRow:
    id: str
    name: str
    symbol: str
    hint: str
    confused: str
    urgent: bool


@QmlElement
class CategoryPicker(QObject):
    """`level` is what the page shows: tiles, one category's list, or what was found."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._tiles = RowModel(TileRow, self, spread=True)
        self._recent = RowModel(ChoiceRow, self, spread=True)
        self._found = RowModel(ChoiceRow, self, spread=True)
        self._category = self._query = self._current = ""
        self._answered = False
        self._names: dict[str, str] = {}
        self._chosen: Callable[[str], None] | None = None
        self._pause = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._pause.timeout.connect(self._search)

    def start(self, current: str, chosen: Callable[[str], None]) -> None:
        self._chosen, self._current = chosen, current
        self._category = self._query = ""
        self._found.replace([])
        self._room.ask(lambda desk: (desk.categories(), desk.recent_subcategories()), self._take)
        self.changed.emit()

    def _take(self, answer: tuple[Sequence[CategoryRow], Sequence[SubcategoryRow]]) -> None:
        words = self._room.words
        self._tiles.replace([TileRow(row.code, words.name(row.zh, row.en), row.icon, row.extension) for row in answer[0]])
        self._names = {row.id: row.name for row in self._tiles.rows}
        self._recent.replace([choice_row(words, row, {}) for row in answer[1]])
        self.changed.emit()

    @Property(RowModel, constant=True)
    def tiles(self) -> RowModel:
        return self._tiles

    @Property(RowModel, constant=True)
    def recent(self) -> RowModel:
        return self._recent

    @Property(RowModel, constant=True)
    def found(self) -> RowModel:
        return self._found

    def shown(self) -> str:
        return "found" if self._query.strip() else "category" if self._category else "tiles"

    @Property(str, notify=changed)
    def level(self) -> str:
        return self.shown()

    @Property(str, notify=changed)
    def query(self) -> str:
        return self._query

    @Property(str, notify=changed)
    def current(self) -> str:
        return self._current

    @Property(str, notify=changed)
    def categoryName(self) -> str:
        return self._names.get(self._category, "")

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        """Searched, and nothing fits."""
        return self._answered and self.shown() == "found" and not self._found.rows

    @Slot(str)
    def search(self, text: str) -> None:
        self._query = text
        self._answered = False
        self._pause.start()
        self.changed.emit()

    @Slot(str)
    def openCategory(self, code: str) -> None:
        self._category, self._query = code, ""
        self._found.replace([])
        self._search()
        self.changed.emit()

    @Slot(result=bool)
    def up(self) -> bool:
        """One level back; False when there is none and the page itself is left."""
        if self.shown() == "tiles":
            return False
        self._category = self._query = ""
        self._found.replace([])
        self.changed.emit()
        return True

    @Slot(str)
    def choose(self, code: str) -> None:
        chosen, self._chosen = self._chosen, None
        if chosen is not None:
            chosen(code)

    @Slot()
    def chooseFirst(self) -> None:
        """Enter in the search field takes the best match."""
        if self._answered and self._found.rows:
            self.choose(self._found.rows[0].id)

    def _search(self) -> None:
        query, category = self._query.strip(), self._category
        if not query and not category:
            return

        def came(answer: tuple[Sequence[SubcategoryRow], dict[str, str]]) -> None:
            if (query, category) != (self._query.strip(), self._category):
                return  # typed on meanwhile
            rows, names = answer
            self._found.replace([choice_row(self._room.words, row, names) for row in rows])
            self._answered = True
            self.changed.emit()

        words = self._room.words

        def look(desk: Any) -> tuple[Sequence[SubcategoryRow], dict[str, str]]:
            rows = desk.subcategories(None if query else category, query)
            named = {row.code: words.name(row.zh, row.en) for row in desk.subcategories()}
            return rows, named

        self._room.ask(look, came)


def choice_row(words: Any, row: SubcategoryRow, names: dict[str, str]) -> ChoiceRow:
    others = [names[code] for code in row.confused_with if code in names]
    confused = words.phrase("confused_with", names=words.listing(others)) if others else ""
    return ChoiceRow(row.code, words.name(row.zh, row.en), row.icon, words.name(row.hint_zh, row.hint_en), confused,
                     row.urgent)
