"""A list model over frozen rows: what the window shows is made elsewhere, here it is only compared and handed on."""

from __future__ import annotations

import dataclasses
import time
from collections import deque
from collections.abc import Sequence
from functools import cache
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "fieldclient.ui.parts"
QML_IMPORT_MAJOR_VERSION = 1

# Qt.ItemDataRole.UserRole + 1 and DisplayRole as numbers: naming them would make Python build every enumeration of Qt (30 ms).
_FIRST_ROLE = 0x0100 + 1
_DISPLAY_ROLE = 0
_WORK_S, _MOST_ROWS, _REST_S = 0.004, 2, 0.005
Index = QModelIndex | QPersistentModelIndex


@cache
def role_name(field: str) -> str:
    """`due_text` → `dueText`; `id` → `rowId`, since QML keeps `id` for itself."""
    head, *tail = field.split("_")
    return "rowId" if field == "id" else head + "".join(word.capitalize() for word in tail)


def _told(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


class Shift:
    """Rows that are spread are made for _WORK_S, then the window has at least _REST_S for whatever else there is. And at most
    _MOST_ROWS of them: some views make what belongs to a row only when they lay it out. One for all lists of a page.

    The rest begins when the last row is made: a row that takes longer than work and rest together would be one's own rest, and
    the next would follow in the same turn, and so on."""

    def __init__(self) -> None:
        self._until, self._left, self._rested_at = 0.0, 0, 0.0

    def begins(self) -> float:
        """Before rows that cannot wait, too: their time is taken from the others'."""
        now = time.perf_counter()
        if now >= self._rested_at:
            self._until, self._left = now + _WORK_S, _MOST_ROWS
        return now

    def takes_one(self) -> bool:
        """Whether a row may be made now. `made` is called when it is."""
        now = self.begins()
        self._left -= 1
        return now < self._until and self._left >= 0

    def made(self) -> None:
        self._rested_at = time.perf_counter() + _REST_S


shift = Shift()


@QmlElement
class RowModel(QAbstractListModel):
    """Rows are frozen dataclasses with an `id`. `replace` tells the view only what differs, so nothing jumps or flickers."""

    countChanged = Signal()

    def __init__(self, row_type: type | None = None, parent: QObject | None = None, *, whole: bool = False,
                 spread: bool = False) -> None:
        """`whole`: a further role of this name gives all fields at once. Each role that a delegate asks for waits for Python, up
        to half a millisecond while another thread is at work; a row of a list that is flung waits once.

        `spread`: rows that are new or say something else come in several turns of the loop when making them takes long: for lists
        whose rows all exist at once, each of which costs the window's thread milliseconds. What goes or moves does so at once."""
        super().__init__(parent)
        fields = dataclasses.fields(row_type) if row_type is not None else ()
        self._names = [field.name for field in fields]
        self._whole, self._spread = whole, spread
        self._rows: list[Any] = []
        self._coming: deque[tuple[int, Any]] = deque()  # new rows with their places, in their order
        self._unheard: dict[str, set[int]] = {}  # rows that say something else, with the roles that the view has not heard of
        self._soon: QTimer | None = None

    @Property(int, notify=countChanged)
    def count(self) -> int:
        return len(self._rows)

    @property
    def rows(self) -> Sequence[Any]:
        """All of them, also those that are on their way to the view."""
        return tuple(self._with_coming())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        names = [*map(role_name, self._names), *(["whole"] if self._whole else [])]
        return {_FIRST_ROLE + i: QByteArray(name.encode()) for i, name in enumerate(names)}

    def data(self, index: Index, role: int = _DISPLAY_ROLE) -> Any:
        at = role - _FIRST_ROLE
        if not index.isValid() or not 0 <= index.row() < len(self._rows) or not 0 <= at < len(self._names) + self._whole:
            return None
        row = self._rows[index.row()]
        return _told(getattr(row, self._names[at])) if at < len(self._names) else {
            role_name(name): _told(getattr(row, name)) for name in self._names}

    @Slot(str, result=int)
    def indexOf(self, row_id: str) -> int:
        """The place of a row by its id, or -1."""
        return next((i for i, row in enumerate(self._rows) if row.id == row_id), -1)

    def replace(self, rows: Sequence[Any]) -> None:
        """Show these rows. Kept ids stay where they are on the screen; the view hears of removals, moves, insertions, changes."""
        wanted = [row.id for row in rows]
        if len(set(wanted)) != len(wanted):
            raise ValueError("two rows with one id")
        self._coming.clear()
        if not self._spread:
            self._replace(rows, wanted)
            return
        held = {row.id for row in self._rows}
        new = [place for place, each in enumerate(wanted) if each not in held]
        first = new[:1] if len(new) == len(rows) else []  # what is there goes once something else is there
        later = set(new[len(first):])
        shift.begins()
        self._replace([row for place, row in enumerate(rows) if place not in later],
                      [each for place, each in enumerate(wanted) if place not in later])
        self._coming.extend((place, rows[place]) for place in new[len(first):])
        if first:
            shift.made()
        self._bring()

    def _bring(self) -> None:
        """Those before a new row are all there, so its place in the end is its place now."""
        before = len(self._rows)
        while self._unheard and shift.takes_one():
            row_id = next(iter(self._unheard))
            self._say_changed(self.indexOf(row_id), self._unheard.pop(row_id))
            shift.made()
        while self._coming and not self._unheard and shift.takes_one():
            place, row = self._coming.popleft()
            self._insert(place, [row])
            shift.made()
        if len(self._rows) != before:
            self.countChanged.emit()
        if self._coming or self._unheard:
            if self._soon is None:
                self._soon = QTimer(self, interval=round(_REST_S * 1000), singleShot=True)
                self._soon.timeout.connect(self._bring)
            self._soon.start()

    def _with_coming(self) -> list[Any]:
        whole = list(self._rows)
        for place, row in self._coming:
            whole.insert(place, row)
        return whole

    def _replace(self, rows: Sequence[Any], wanted: Sequence[str]) -> None:
        before, kept = len(self._rows), set(wanted)
        if rows and before and not any(row.id in kept for row in self._rows):
            self._insert(0, rows)  # a view whose last row goes complains of those that it was about to make
        self._drop_all_but(kept)
        held, at = {row.id for row in self._rows}, 0
        while at < len(rows):
            end = at
            while end < len(rows) and wanted[end] not in held:
                end += 1
            if end > at:
                self._insert(at, rows[at:end])  # new neighbours come together: the view works once for all of them
                at = end
            else:
                self._place(at, rows[at])
                at += 1
        if len(self._rows) != before:
            self.countChanged.emit()

    def append(self, rows: Sequence[Any]) -> None:
        """Further rows at the end. What is there already is not looked at, so that a long list grows as quickly as a short one:
        the caller sees to it that no id comes twice."""
        if rows and self._coming:
            self._coming.extend(enumerate(rows, len(self._rows) + len(self._coming)))
        elif rows:
            self._insert(len(self._rows), rows)
            self.countChanged.emit()

    def update(self, rows: Sequence[Any]) -> None:
        """What these say now, wherever they stand; those that are not there are left out."""
        new = {row.id: row for row in rows}
        self._coming = deque((place, new.get(row.id, row)) for place, row in self._coming)
        for at, old in enumerate(self._rows):
            if old.id in new:
                self._change(at, new[old.id])
        if self._unheard:
            self._bring()

    def _insert(self, at: int, rows: Sequence[Any]) -> None:
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._rows[at:at] = rows
        self.endInsertRows()

    def _drop_all_but(self, kept: set[str]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._rows[last].id in kept:
                last -= 1
                continue
            first = last
            while first > 0 and self._rows[first - 1].id not in kept:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first:last + 1]
            self.endRemoveRows()
            last = first - 1

    def _place(self, at: int, row: Any) -> None:
        """A row that is there already, at `at` or further down."""
        found = next(i for i in range(at, len(self._rows)) if self._rows[i].id == row.id)
        if found != at:
            self.beginMoveRows(QModelIndex(), found, found, QModelIndex(), at)
            self._rows.insert(at, self._rows.pop(found))
            self.endMoveRows()
        self._change(at, row)

    def _change(self, at: int, row: Any) -> None:
        old = self._rows[at]
        if old == row:
            return
        self._rows[at] = row
        roles = {_FIRST_ROLE + i for i, name in enumerate(self._names) if getattr(old, name) != getattr(row, name)}
        if self._whole:
            roles.add(_FIRST_ROLE + len(self._names))
        if self._spread:
            self._unheard.setdefault(row.id, set()).update(roles)
        else:
            self._say_changed(at, roles)

    def _say_changed(self, at: int, roles: set[int]) -> None:
        """Nothing is said of a row that has gone meanwhile."""
        if at >= 0:
            self.dataChanged.emit(self.index(at), self.index(at), sorted(roles))
