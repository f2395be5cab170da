"""Unit grids and other areas, brought in from a city's file: looked into first, then in place of what was there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.geo.area import Level
from fieldclient.ui.me.aside import aside
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.places import Places
from sync.protocol.position import Datum
from sync.protocol.problems import Code, Problem

QML_IMPORT_NAME = "fieldclient.ui.me"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class AreaLine:
    """A level that is kept, or (from a file that was looked into) would be."""

    id: str
    told: str
    line: str


@QmlElement
class AreasDesk(QObject):
    """`step`: list, ask (which coordinates are these?) or show (what the file would bring)."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._layers, self._found, self._notices = (RowModel(AreaLine, self) for _ in range(3))
        self._step, self._problem, self._name = "list", "", ""
        self._path: Path | None = None
        self._read: Any = None
        self._reading = False
        if room is not None and room.tongue is not None:
            room.tongue.changed.connect(self._say_again)

    def _say_again(self) -> None:
        """In the language chosen now."""
        if self._step == "list" and self._layers.count:
            self.begin()

    @Property(RowModel, constant=True)
    def layers(self) -> RowModel:
        return self._layers

    @Property(RowModel, constant=True)
    def found(self) -> RowModel:
        return self._found

    @Property(RowModel, constant=True)
    def notices(self) -> RowModel:
        """What a person should know of the file before it is taken."""
        return self._notices

    @Property(str, notify=changed)
    def step(self) -> str:
        return self._step

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._name

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._problem

    @Property(bool, notify=changed)
    def reading(self) -> bool:
        return self._reading

    @Slot()
    def begin(self) -> None:
        self._step, self._problem, self._read = "list", "", None
        self.changed.emit()
        self._room.ask(lambda desk: Places(desk.store).layers(), self._list)

    @Slot(result=bool)
    def back(self) -> bool:
        if self._step == "list":
            return False
        self.begin()
        return True

    @Slot(QUrl)
    def lookInto(self, url: QUrl) -> None:
        self._path = Path(url.toLocalFile())
        self._look(None)

    @Slot(str)
    def chooseDatum(self, datum: str) -> None:
        """What the person says its coordinates are, where the file does not say it."""
        self._look(Datum(datum))

    def _look(self, datum: Datum | None) -> None:
        """On a thread of its own: a city's file takes seconds, and nothing of the store is needed for it."""
        path = self._path
        if path is None or self._reading:
            return
        self._reading, self._problem, self._name = True, "", path.name
        self.changed.emit()

        def read() -> Any:
            from fieldclient.geo.area_files import read_areas  # geometry is loaded when it is wanted

            return read_areas(path, datum=datum)

        aside(self._room.worker, "areas", read, self._show, self._refused)

    @Slot()
    def take(self) -> None:
        read = self._read
        if read is None:
            return
        self._read = None
        self._room.do(
            lambda desk: desk.store.areas.replace(read.areas, read.name, desk.store.clock()), self._taken, self._refused)

    @Slot(str)
    def remove(self, level: str) -> None:
        def gone(_: object) -> None:
            self._room.say(self._room.words.phrase("area_gone"))
            self.begin()

        self._room.do(lambda desk: Places(desk.store).remove(Level(level)), gone)

    def _list(self, layers: Any) -> None:
        words = self._room.words
        self._layers.replace([
            AreaLine(each.level.value, self._counted(each.level, each.count),
                     words.phrase("area_since", file=each.source, time=words.day(each.kept_at)))
            for each in layers if each.count])
        self.changed.emit()

    def _counted(self, level: Level, count: int) -> str:
        words = self._room.words
        told: str = words.phrase("area_levels", level=words.of(level), count=str(count))
        return told

    def _show(self, read: Any) -> None:
        self._reading, self._read, self._step = False, read, "show"
        self._found.replace([AreaLine(level.value, self._counted(level, count), "") for level, count in read.levels.items()])
        self._notices.replace([AreaLine(each.code.value, self._room.words.sentence(each), "") for each in read.notices])
        self.changed.emit()

    def _taken(self, changed: Any) -> None:
        self._room.say(self._room.words.phrase("area_done" if changed else "area_same", name=self._name))
        self.begin()

    def _refused(self, problem: Problem) -> None:
        self._reading = False
        self._step = "ask" if problem.code is Code.AREAS_CRS else "list"
        self._problem = self._room.words.sentence(problem)
        self.changed.emit()
