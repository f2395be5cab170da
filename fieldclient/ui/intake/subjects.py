"""One category for many reports: recent ones first, all of them below, found by word or pinyin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.views import SubcategoryRow

QML_IMPORT_NAME = "fieldclient.ui.intake"
QML_IMPORT_MAJOR_VERSION = 1

_TYPING_MS = 120


@dataclass(frozen=True)
class SubjectRow:
    """A subcategory to be chosen; `section` is the category it stands under, empty for a recent one."""

    id: str
    code: str
    name: str
    symbol: str
    hint: str
    section: str


@QmlElement
class SubjectPicker(QObject):
    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._rows = RowModel(SubjectRow, self)
        self._query = ""
        self._pause = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._pause.timeout.connect(self._look)

    @Property(RowModel, constant=True)
    def rows(self) -> RowModel:
        return self._rows

    @Property(str, notify=changed)
    def first(self) -> str:
        """The best match, for Enter."""
        return self._rows.rows[0].code if self._rows.rows else ""

    @Slot()
    def start(self) -> None:
        self._query = ""
        self._look()

    @Slot(str)
    def search(self, text: str) -> None:
        self._query = text.strip()
        self._pause.start()

    def _look(self) -> None:
        query, words = self._query, self._room.words

        def look(desk: Any) -> list[SubjectRow]:
            names = {row.code: words.name(row.zh, row.en) for row in desk.categories()}
            recent = [] if query else [_row(words, row, "") for row in desk.recent_subcategories()]
            found: Sequence[SubcategoryRow] = desk.subcategories(None, query)
            return [*recent, *(_row(words, row, names.get(row.category, row.category)) for row in found)]

        def came(rows: list[SubjectRow]) -> None:
            if query == self._query:
                self._rows.replace(rows)
                self.changed.emit()

        self._room.ask(look, came)


def _row(words: Any, row: SubcategoryRow, section: str) -> SubjectRow:
    place = "all" if section else "recent"
    return SubjectRow(
        f"{place}.{row.code}", row.code, words.name(row.zh, row.en), row.icon, words.name(row.hint_zh, row.hint_en), section)
