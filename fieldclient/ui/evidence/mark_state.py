"""What is shown of a photo that is drawn on: its marks, the chosen one, what can be done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, QPointF, Signal
from PySide6.QtQml import QmlElement

from fieldclient.ui.evidence.editor import DraftEditor
from fieldclient.ui.evidence.mark_rows import MarkRow, mark_row
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.marking import ToMark
from fieldclient.work.markings import Markings, ends
from sync.protocol.marks import Ink, Mark, MarkKind, Marks, Point

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

HIDES = (MarkKind.BLUR, MarkKind.CROP)  # have no colour
AREAS = (MarkKind.ELLIPSE, MarkKind.BLUR, MarkKind.TEXT)  # have an inside; a crop is all around, a line is taken where it runs


@QmlElement
class MarkState(QObject):
    """The readable half of a photo's marker."""

    changed = Signal()

    def __init__(self, room: Room | None = None, editor: DraftEditor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._editor: Any = editor
        self._photo: ToMark | None = None
        self._draft = ""
        self._work = Markings()
        self._tool, self._ink = MarkKind.ARROW.value, Ink.PROBLEM
        self._chosen = -1
        self._original = False
        self._path: list[Point] = []
        self._held: tuple[int, int, Mark] | None = None  # which mark, which end (-1: all of it), as it was
        self._live: Mark | None = None
        self._writing = False
        self._rows = RowModel(MarkRow, self)

    @Property(RowModel, constant=True)
    def marks(self) -> RowModel:
        return self._rows

    @Property(str, notify=changed)
    def source(self) -> str:
        return file_url(str(self._photo.picture)) if self._photo else ""

    @Property(float, notify=changed)
    def ratio(self) -> float:
        return self._photo.ratio if self._photo else 4 / 3

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        return self._photo is not None

    @Property(str, notify=changed)
    def tool(self) -> str:
        return self._tool

    @Property(str, notify=changed)
    def ink(self) -> str:
        return self._ink.value

    @Property(int, notify=changed)
    def chosen(self) -> int:
        return self._chosen

    @Property(str, notify=changed)
    def chosenKind(self) -> str:
        mark = self._mark(self._chosen)
        return mark.kind if mark is not None else ""

    @Property(str, notify=changed)
    def chosenText(self) -> str:
        mark = self._mark(self._chosen)
        return mark.text if mark is not None else ""

    @Property("QVariantList", notify=changed)
    def handles(self) -> list[QPointF]:
        """Where the chosen mark is taken to be stretched, in shares."""
        shown = self._shown()
        mark = shown[self._chosen] if 0 <= self._chosen < len(shown) else None
        return [QPointF(x, y) for x, y in ends(mark)] if mark is not None else []

    @Property(bool, notify=changed)
    def canUndo(self) -> bool:
        return self._work.can_undo

    @Property(bool, notify=changed)
    def canRedo(self) -> bool:
        return self._work.can_redo

    @Property(bool, notify=changed)
    def touched(self) -> bool:
        """Something is otherwise than it was when the page was opened."""
        return self._photo is not None and self._work.marks != self._photo.marks

    @Property(bool, notify=changed)
    def original(self) -> bool:
        return self._original

    @Property(bool, notify=changed)
    def unheeded(self) -> bool:
        """Something is hidden here, and the office's system is too old to keep it hidden from everybody."""
        hides = any(mark.kind in HIDES for mark in self._work.marks)
        return self._photo is not None and hides and not self._photo.heeded

    def _mark(self, index: int) -> Mark | None:
        marks = self._work.marks
        return marks[index] if 0 <= index < len(marks) else None

    def _shown(self) -> Marks:
        """What stands there, and what is under the finger."""
        marks = self._work.marks
        if self._live is None:
            return marks
        if self._held is not None:
            at = self._held[0]
            return (*marks[:at], self._live, *marks[at + 1 :])
        rest = tuple(each for each in marks if not (self._live.kind == each.kind == MarkKind.CROP))
        return (*rest, self._live)

    def _show(self) -> None:
        self._chosen = min(self._chosen, len(self._work.marks) - 1)
        shown = self._shown()
        self._rows.replace([
            mark_row(index, mark, self.ratio, chosen=index == self._chosen, live=mark is self._live)
            for index, mark in enumerate(shown)])
        self.changed.emit()
