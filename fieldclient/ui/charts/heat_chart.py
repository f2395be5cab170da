"""The small map of grids for the window: their outlines as paths in pixels, one for each step of the scale, and their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.my_statistics import HeatGrid
from fieldclient.work.patrol.plane import Point
from fieldclient.work.statistics import STEPS

QML_IMPORT_NAME = "fieldclient.ui.charts"
QML_IMPORT_MAJOR_VERSION = 1

_MARGIN, _LEAST_M = 10.0, 100.0
_LEAST_LABEL = 26.0  # pixels: a narrower grid shows its colour alone


@dataclass(frozen=True)
class HeatLabel:
    """How many are open in a grid, in its middle."""

    id: str
    text: str
    x: float
    y: float
    room: float
    step: int


@dataclass(frozen=True)
class Fit:
    """Metres to pixels, north up."""

    left: float
    top: float
    west: float
    north: float
    scale: float

    def place(self, point: Point) -> Point:
        return self.left + (point[0] - self.west) * self.scale, self.top + (self.north - point[1]) * self.scale


def fit(corners: Sequence[Point], width: float, height: float) -> Fit:
    """All of them, in the middle of a surface of this size."""
    easts, norths = [corner[0] for corner in corners], [corner[1] for corner in corners]
    wide, high = max(max(easts) - min(easts), _LEAST_M), max(max(norths) - min(norths), _LEAST_M)
    scale = max(1e-6, min((width - 2 * _MARGIN) / wide, (height - 2 * _MARGIN) / high))
    return Fit((width - wide * scale) / 2, (height - high * scale) / 2, min(easts), max(norths), scale)


def path(rings: Sequence[Sequence[Point]], at: Fit) -> str:
    """As QML's PathSvg reads it."""
    parts = []
    for ring in rings:
        placed = [at.place(point) for point in ring]
        parts.append("M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in placed) + " Z")
    return " ".join(parts)


@QmlElement
class HeatChart(QObject):
    """`paths`: one for each step, that of step 0 first."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grids: tuple[HeatGrid, ...] = ()
        self._width = self._height = 0.0
        self._paths = [""] * (STEPS + 1)
        self._labels = RowModel(HeatLabel, self)

    @Property("QVariantList", notify=changed)
    def paths(self) -> list[str]:
        return list(self._paths)

    @Property(RowModel, constant=True)
    def labels(self) -> RowModel:
        return self._labels

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether there is any outline to be drawn."""
        return any(grid.rings for grid in self._grids)

    def show_grids(self, grids: Sequence[HeatGrid]) -> None:
        if tuple(grids) != self._grids:
            self._grids = tuple(grids)
            self._draw()

    @Slot(float, float)
    def resize(self, width: float, height: float) -> None:
        if (width, height) != (self._width, self._height):
            self._width, self._height = width, height
            self._draw()

    def _draw(self) -> None:
        drawn = [grid for grid in self._grids if grid.rings]
        self._paths = [""] * (STEPS + 1)
        labels = []
        if drawn and self._width > 2 * _MARGIN and self._height > 2 * _MARGIN:
            at = fit([corner for grid in drawn for ring in grid.rings for corner in ring], self._width, self._height)
            found: dict[int, list[str]] = {}
            for grid in drawn:
                found.setdefault(grid.step, []).append(path(grid.rings, at))
                labels.append(_label(grid, at))
            for step, parts in found.items():
                self._paths[step] = " ".join(parts)
        self._labels.replace(labels)
        self.changed.emit()


def _label(grid: HeatGrid, at: Fit) -> HeatLabel:
    """In the middle of the box around its outline: unit grids are blocks, mostly."""
    placed = [at.place(corner) for ring in grid.rings for corner in ring]
    xs, ys = [point[0] for point in placed], [point[1] for point in placed]
    room = max(xs) - min(xs)
    text = str(grid.open) if room >= _LEAST_LABEL and grid.open else ""
    return HeatLabel(grid.code, text, (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, room, grid.step)
