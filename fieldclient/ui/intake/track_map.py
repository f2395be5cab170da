"""The map of a card as QML draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, QPointF, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.geo.plane import round_step_m
from fieldclient.ui.intake.plot import Plot
from fieldclient.ui.intake.sort_table import SortTable
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.card.sorting import Sorting

QML_IMPORT_NAME = "fieldclient.ui.intake"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class DotRow:
    """Metres east and north; `number` is the report's, 0 for a photo in none. `keys`: the photos in this spot."""

    id: str
    east: float
    north: float
    number: int
    keys: tuple[str, ...]


@QmlElement
class TrackMap(QObject):
    """Tracks and outlines as lists of lines in metres, y to the south as screens have it; photos as dots."""

    changed = Signal()  # dots and what they lie in
    linesChanged = Signal()
    placesChanged = Signal()
    fitWanted = Signal()  # something else is shown: look at all of it

    def __init__(self, room: Room | None = None, sort: SortTable | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._dots = RowModel(DotRow, self)
        self._plot = Plot()
        self._lines: list[list[QPointF]] = []
        self._outlines: list[list[QPointF]] = []
        if sort is not None:
            sort.drawn.connect(self._take)

    @Property(RowModel, constant=True)
    def dots(self) -> RowModel:
        return self._dots

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Something says where on earth this is."""
        return self._plot.plane is not None

    @Property("QVariantList", notify=linesChanged)
    def lines(self) -> list[list[QPointF]]:
        return self._lines

    @Property("QVariantList", notify=placesChanged)
    def outlines(self) -> list[list[QPointF]]:
        """Unit grids and other areas of this device around the photos."""
        return self._outlines

    @Property(float, notify=changed)
    def west(self) -> float:
        return self._plot.box[0]

    @Property(float, notify=changed)
    def south(self) -> float:
        return self._plot.box[1]

    @Property(float, notify=changed)
    def east(self) -> float:
        return self._plot.box[2]

    @Property(float, notify=changed)
    def north(self) -> float:
        return self._plot.box[3]

    @Slot(float, result=float)
    def roundStep(self, at_least_m: float) -> float:
        return round_step_m(at_least_m)

    @Slot(float, result=str)
    def distanceText(self, metres: float) -> str:
        return str(self._room.words.distance(metres)) if metres >= 1 else f"{metres:g} m"

    def _take(self, sorting: Sorting, drawn: Plot) -> None:
        before, self._plot = self._plot, drawn
        self._dots.replace([DotRow(dot.id, dot.east, dot.north, dot.number, dot.keys) for dot in drawn.dots])
        if drawn.lines != before.lines:
            self._lines = [[QPointF(east, -north) for east, north in line] for line in drawn.lines]
            self.linesChanged.emit()
        self.changed.emit()
        if (before.plane is None) != (drawn.plane is None) or len(before.lines) != len(drawn.lines):
            self.fitWanted.emit()
