"""The drafts that came of a card: what each still lacks, and filing all that lack nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.words import Words
from fieldclient.work.views import DraftView
from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.intake"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class HarvestRow:
    """A draft that was made here."""

    id: str
    title: str
    line: str
    thumbnail: str
    complete: bool


@QmlElement
class Harvest(QObject):
    """Shown after drafts were made, and again when one of them was finished elsewhere."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._rows = RowModel(HarvestRow, self)
        self._ids: list[str] = []
        self._filing = False

    @Property(RowModel, constant=True)
    def rows(self) -> RowModel:
        return self._rows

    @Property(int, notify=changed)
    def complete(self) -> int:
        return sum(row.complete for row in self._rows.rows)

    @Property(bool, notify=changed)
    def filing(self) -> bool:
        return self._filing

    def clear(self) -> None:
        self._ids = []
        self._rows.replace([])
        self.changed.emit()

    def show(self, ids: list[str]) -> None:
        self._ids = [*self._ids, *ids]
        self.load()

    @Slot()
    def load(self) -> None:
        wanted, words = list(self._ids), self._room.words

        def look(desk: Any) -> list[HarvestRow]:
            open_ids = {draft.id for draft in desk.drafts()}
            return [harvest_row(desk.draft(each), words) for each in wanted if each in open_ids]

        def came(rows: list[HarvestRow]) -> None:
            self._rows.replace(rows)
            self.changed.emit()

        self._room.ask(look, came)

    @Slot()
    def fileComplete(self) -> None:
        """One after the other, so that the store answers others in between. What is refused is told, and the rest goes on."""
        left = [row.id for row in self._rows.rows if row.complete]
        if not left or self._filing:
            return
        self._filing, filed, refused = True, [0], []
        self.changed.emit()

        def next_one() -> None:
            if not left or refused:
                self._end(filed[0], refused)
                return
            draft = left.pop(0)
            self._room.do(lambda desk: desk.submit(draft), went, stopped)

        def went(_: object) -> None:
            filed[0] += 1
            next_one()

        def stopped(problem: Problem) -> None:
            refused.append(problem)
            next_one()

        next_one()

    def _end(self, filed: int, refused: list[Problem]) -> None:
        self._filing = False
        if refused:
            self._room.say_problem(refused[0])
        else:
            self._room.say(self._room.words.phrase("intake_submitted", count=str(filed)))
        self.load()
        self.changed.emit()


def harvest_row(draft: DraftView, words: Words) -> HarvestRow:
    thumbnail = next((photo.thumbnail for photo in draft.photos if photo.thumbnail), None)
    missing = words.parts(draft.missing)
    return HarvestRow(
        id=draft.id, title=words.name(draft.subcategory_zh, draft.subcategory_en) or words.phrase("untitled_draft"),
        line=words.phrase("draft_lacks", parts=missing) if missing else words.phrase("draft_ready"),
        thumbnail=file_url(thumbnail), complete=not draft.missing,
    )
