"""Cases that are selected, for something that is done with all of them: by hand, or everything that the list holds."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.room import Room
from fieldclient.work.views import Lookup

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CaseSelection(QObject):
    """While `active`, a tap selects instead of opening."""

    changed = Signal()

    def __init__(self, room: Room | None = None, cases: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or cases)
        self._room: Any = room
        self._cases: Any = cases
        self._active = self._all = False
        self._ids: dict[str, None] = {}  # in the order of selecting
        self._but: set[str] = set()  # of all: those that were taken out again
        self._marks = 0

    @Property(bool, notify=changed)
    def active(self) -> bool:
        return self._active

    @Property(bool, notify=changed)
    def all(self) -> bool:
        """Everything that the list holds, also what is not on the screen."""
        return self._all and not self._but

    @Property(int, notify=changed)
    def count(self) -> int:
        if self._all:
            return max(0, int(self._cases.filters.total) - len(self._but))
        return len(self._ids)

    @Property(str, notify=changed)
    def text(self) -> str:
        count = int(self.count)  # type: ignore[call-overload]
        if not count:
            return str(self._room.words.phrase("nothing_selected"))
        return str(self._room.words.phrase("selected_all" if self.all else "selected", count=f"{count:,}"))

    @Property(int, notify=changed)
    def marks(self) -> int:
        """Another number after each change: what asks `has` looks again."""
        return self._marks

    @Slot(str, result=bool)
    def has(self, case_id: str) -> bool:
        return case_id not in self._but if self._all else case_id in self._ids

    @Slot(str)
    def start(self, case_id: str) -> None:
        """Begin, with this case where one is named."""
        self._active = True
        if case_id:
            self._ids[case_id] = None
        self._tell()

    @Slot(str)
    def toggle(self, case_id: str) -> None:
        if self._all:
            self._but.symmetric_difference_update({case_id})
        elif case_id in self._ids:
            del self._ids[case_id]
        else:
            self._ids[case_id] = None
        self._tell()

    @Slot()
    def toggleAll(self) -> None:
        self._all = not self.all
        self._ids.clear()
        self._but.clear()
        self._tell()

    @Slot(result=bool)
    def leave(self) -> bool:
        """False when nothing was being selected."""
        was, self._active = self._active, False
        self.forget_all()
        return was

    def forget_all(self) -> None:
        """Another list: what was selected of the one before is not in it. One that goes on selecting begins anew."""
        self._all = False
        self._ids.clear()
        self._but.clear()
        self._tell()

    def wanted(self) -> tuple[str, ...] | Lookup:
        """What is selected: ids in the order of selecting, or the lookup whose whole list it is."""
        if self._all and not self._but:
            lookup: Lookup = self._cases.lookup
            return lookup
        return tuple(self._ids)

    def ids(self, desk: Any) -> tuple[str, ...]:
        """The same as ids. On the store's thread."""
        if self._all:
            return tuple(each for each in desk.listed.ids(self._cases.lookup) if each not in self._but)
        return tuple(self._ids)

    def _tell(self) -> None:
        self._marks += 1
        self.changed.emit()
