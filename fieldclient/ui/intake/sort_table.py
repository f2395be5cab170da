"""The table on which a card is sorted: groups, what is chosen of them, and every act with its undo.

Acts are worked out on the store's thread, one after the other, each on what the one before left; the window shows what came last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.geo import clusters
from fieldclient.geo.clusters import Board
from fieldclient.ui.intake.lines import BadRow, GroupRow, Shown, detail, shown
from fieldclient.ui.intake.plot import Plot, plot
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.card import sorting as table
from fieldclient.work.card.sorting import Sorting
from sync.protocol.media import MAX_PHOTOS_PER_ACT, Shot

QML_IMPORT_NAME = "fieldclient.ui.intake"
QML_IMPORT_MAJOR_VERSION = 1

Change = Callable[[Sorting], Sorting]
_NOTHING: dict[str, Any] = {"picture": "", "mark": "", "placed": True}


@QmlElement
class SortTable(QObject):
    """Chosen are photos or whole reports, never both. `current` is the report the keyboard is on."""

    changed = Signal()  # what is on the table
    chosenChanged = Signal()
    focusChanged = Signal()
    drawn = Signal(object, object)  # Sorting and Plot, for clocks and map

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._groups = RowModel(GroupRow, self)
        self._bad = RowModel(BadRow, self)
        self._latest = Sorting()  # the store's thread's: the result of the last act
        self._shown = Sorting()
        self._loose: tuple[dict[str, Any], ...] = ()
        self._facts: dict[str, dict[str, Any]] = {}
        self._turn = 0
        self._photos: tuple[str, ...] = ()
        self._chosen_groups: tuple[str, ...] = ()
        self._focus = ""
        self._last_subject = ""
        self._names: dict[str, str] = {}
        self._asked = 0  # acts so far
        self.keep: Callable[[Any, Sorting], None] = lambda desk, sorting: None  # on the store's thread, after the last act

    @property
    def sorting(self) -> Sorting:
        """What is shown now."""
        return self._shown

    # What the page binds to

    @Property(RowModel, constant=True)
    def groups(self) -> RowModel:
        return self._groups

    @Property(RowModel, constant=True)
    def bad(self) -> RowModel:
        return self._bad

    @Property("QVariantList", notify=changed)
    def loose(self) -> list[dict[str, Any]]:
        """Photos in no report: those of which neither time nor place is known, and those left out."""
        return list(self._loose)

    @Property(int, notify=changed)
    def turn(self) -> int:
        """Another number after each act: a tile asks `facts` anew."""
        return self._turn

    @Slot(str, result="QVariantMap")
    def facts(self, key: str) -> dict[str, Any]:
        """Of a photo: picture, mark, placed."""
        return self._facts.get(key, _NOTHING)

    @Property(int, notify=changed)
    def photos(self) -> int:
        return sum(len(row.photos) for row in self._groups.rows)

    @Property(bool, notify=changed)
    def canUndo(self) -> bool:
        return bool(self._shown.history.past)

    @Property(bool, notify=changed)
    def touched(self) -> bool:
        """The groups are the person's now and do not follow the clocks."""
        return self._shown.touched

    @Property("QStringList", notify=chosenChanged)
    def chosenPhotos(self) -> list[str]:
        return list(self._photos)

    @Property("QStringList", notify=chosenChanged)
    def chosenGroups(self) -> list[str]:
        return list(self._chosen_groups)

    @Property(str, notify=focusChanged)
    def focusKey(self) -> str:
        """The photo that is looked at: the map shows it, the line below tells it."""
        return self._focus

    @Property(str, notify=focusChanged)
    def focusText(self) -> str:
        photo = self._shown.by_key().get(self._focus) if self._focus else None
        return detail(photo, self._room.words, self._room.now()) if photo is not None else ""

    @Property(str, notify=changed)
    def lastSubject(self) -> str:
        """The name of the category given last, for "same again"."""
        return self._names.get(self._last_subject, "")

    # Choosing

    @Slot(str)
    def lookAt(self, key: str) -> None:
        if key != self._focus:
            self._focus = key
            self.focusChanged.emit()

    @Slot(str)
    def togglePhoto(self, key: str) -> None:
        self.lookAt(key)
        self._choose(_toggled(self._photos, key), ())

    @Slot(str)
    def toggleGroup(self, group_id: str) -> None:
        self._choose((), _toggled(self._chosen_groups, group_id))

    @Slot()
    def chooseAll(self) -> None:
        self._choose((), tuple(row.id for row in self._groups.rows))

    @Slot(result=bool)
    def chooseNone(self) -> bool:
        """False when nothing was chosen."""
        had = bool(self._photos or self._chosen_groups)
        self._choose((), ())
        return had

    def _choose(self, photos: tuple[str, ...], groups: tuple[str, ...]) -> None:
        self._photos, self._chosen_groups = photos, groups
        self.chosenChanged.emit()

    # Acts on the groups

    @Slot("QStringList")
    def merge(self, group_ids: Sequence[str]) -> None:
        """Into the first of them. One that would be too large for a report is refused in a sentence."""
        wanted = [row for row in self._groups.rows if row.id in group_ids]
        if len(wanted) > 1 and self._fits(sum(len(row.photos) for row in wanted)):
            self._act(lambda board: clusters.merge(board, [row.id for row in wanted]), "intake_merged")

    @Slot(str)
    def mergeUp(self, group_id: str) -> None:
        at = self._groups.indexOf(group_id)
        if at > 0:
            self.merge([self._groups.rows[at - 1].id, group_id])

    @Slot("QStringList")
    def split(self, keys: Sequence[str]) -> None:
        if self._fits(len(keys)):
            self._act(lambda board: clusters.split(board, keys), "intake_split")

    @Slot("QStringList", str)
    def move(self, keys: Sequence[str], group_id: str) -> None:
        at = self._groups.indexOf(group_id)
        if at < 0:
            return
        there = {photo["key"] for photo in self._groups.rows[at].photos}
        if not set(keys) <= there and self._fits(len(there | set(keys))):
            self._act(lambda board: clusters.move(board, keys, group_id) if board_has(board, group_id) else board, "intake_moved",
                      number=str(at + 1))

    @Slot("QStringList")
    def leaveOut(self, keys: Sequence[str]) -> None:
        self._act(lambda board: clusters.leave_out(board, keys), "intake_left_out", count=str(len(keys)))

    @Slot("QStringList")
    def leaveOutGroups(self, group_ids: Sequence[str]) -> None:
        self.leaveOut([photo["key"] for row in self._groups.rows if row.id in group_ids for photo in row.photos])

    @Slot("QStringList", str)
    def assign(self, group_ids: Sequence[str], subcategory: str) -> None:
        """One category for all of them; it is the one that "same again" gives."""
        self._last_subject = subcategory or self._last_subject
        self.apply(lambda now: table.changed(now, clusters.assign(now.board, group_ids, subcategory or None)))
        self._choose((), ())

    @Slot(str)
    def assignSame(self, group_id: str) -> None:
        if self._last_subject:
            self.assign([group_id], self._last_subject)

    @Slot("QStringList", str)
    def sayShot(self, keys: Sequence[str], shot: str) -> None:
        self.apply(lambda now: table.say_shot(now, keys, Shot(shot)))

    @Slot("QStringList")
    def shotsInOrder(self, group_ids: Sequence[str]) -> None:
        self.apply(lambda now: table.shots_in_order(now, group_ids))
        self._choose((), ())

    @Slot()
    def undo(self) -> None:
        self.apply(table.undo)

    @Slot()
    def redo(self) -> None:
        self.apply(table.redo)

    @Slot()
    def regroup(self) -> None:
        self.apply(table.regroup)

    def _fits(self, photos: int) -> bool:
        if photos > MAX_PHOTOS_PER_ACT:
            self._room.say(self._room.words.phrase("intake_full", count=str(MAX_PHOTOS_PER_ACT)))
        return photos <= MAX_PHOTOS_PER_ACT

    def _act(self, act: Callable[[Board], Board], said: str, **facts: str) -> None:
        self.apply(lambda now: table.changed(now, act(now.board)))
        words = self._room.words
        self._room.say(words.phrase(said, **facts), words.phrase("undo"), self.undo)
        self._choose((), ())

    # Working it out

    def apply(self, change: Change, done: Callable[[], None] = lambda: None) -> None:
        """Do this to what is on the table."""
        self.work(lambda desk, now: change(now), done)

    def work(self, change: Callable[[Any, Sorting], Sorting], done: Callable[[], None] = lambda: None) -> None:
        """As `apply`, with the desk at hand."""
        words, room = self._room.words, self._room
        self._asked += 1
        mine = self._asked

        def job(desk: Any) -> tuple[Sorting, Shown | None, Plot | None]:
            self._latest = change(desk, self._latest)
            if self._asked != mine:  # another act waits: its result is shown, and kept
                return self._latest, None, None
            self.keep(desk, self._latest)
            names = {row.code: words.name(row.zh, row.en) for row in desk.subcategories()}
            self._names = names
            return self._latest, shown(self._latest, words, desk.cards.picture, names, desk.now()), plot(self._latest)

        def missed(problem: Any) -> None:
            room.say_problem(problem)
            done()

        room.ask(job, lambda answer: self._show(*answer, done), missed)

    def _show(self, sorting: Sorting, rows: Shown | None, drawn: Plot | None, done: Callable[[], None]) -> None:
        self._shown = sorting
        if rows is not None:
            self._loose, self._facts = rows.loose, rows.facts
            self._turn += 1
            self._groups.replace(rows.groups)
            self._bad.replace(rows.bad)
            groups, photos = {row.id for row in rows.groups}, sorting.by_key()
            self._choose(tuple(k for k in self._photos if k in photos), tuple(g for g in self._chosen_groups if g in groups))
            self.drawn.emit(sorting, drawn)
            self.changed.emit()
            self.focusChanged.emit()
        done()

    def clear(self) -> None:
        self.apply(lambda now: Sorting())
        self._choose((), ())


def board_has(board: Board, group_id: str) -> bool:
    return any(group.id == group_id for group in board.groups)


def _toggled(chosen: tuple[str, ...], each: str) -> tuple[str, ...]:
    return tuple(kept for kept in chosen if kept != each) if each in chosen else (*chosen, each)
