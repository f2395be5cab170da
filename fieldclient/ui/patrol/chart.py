"""The map of a patrol for the window: paths in pixels that QML strokes and fills, and the dots of its reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, QPointF, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.paper.fitting import MOST_ZOOM, Fitting, fit, middle_of, width_of
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.patrol.plane import Point
from fieldclient.work.patrol.views import PatrolMap

QML_IMPORT_NAME = "fieldclient.ui.patrol"
QML_IMPORT_MAJOR_VERSION = 1

_MARGIN = 36
_BAR_PX = 140
_GAP, _LEAST_LABEL = 16, 64


@dataclass(frozen=True)
class DotRow:
    """A report on the map, in pixels."""

    id: str
    x: float
    y: float


@dataclass(frozen=True)
class LabelRow:
    """The name of a grid that has room for it: where its middle is and how wide it may be, in pixels."""

    id: str
    text: str
    x: float
    y: float
    room: float


@QmlElement
class PatrolChart(QObject):
    """`show` gives it a map, QML its size. Until a person zooms or moves it, it shows everything and grows with the track."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._map: PatrolMap | None = None
        self._fitting: Fitting | None = None
        self._size = (0.0, 0.0)
        self._by_hand = False
        self._paths = dict.fromkeys(("track", "gaps", "planned", "covered"), "")
        self._dots = RowModel(DotRow, self)
        self._labels = RowModel(LabelRow, self)

    def show(self, drawn: PatrolMap | None, anew: bool = False) -> None:
        if anew:
            self._by_hand = False
        before, self._map = self._map, drawn
        if before is not None and drawn is not None and self._fitting is not None and self._by_hand:
            # The plane lies around the middle of the track and moves with it; what is looked at stays where it is.
            east, north = drawn.plane.of(before.plane.middle)
            middle = self._fitting.middle
            self._fitting = replace(self._fitting, middle=(middle[0] + east, middle[1] + north))
        self._lay_out()

    @Slot(float, float)
    def resize(self, width: float, height: float) -> None:
        self._size = (width, height)
        if self._fitting is not None:
            self._fitting = replace(self._fitting, width=width, height=height)
        self._lay_out()

    @Slot(float)
    def zoom(self, factor: float) -> None:
        whole = self._whole()
        if whole is None or self._fitting is None:
            return
        scale = min(whole.scale * MOST_ZOOM, max(whole.scale / 4, self._fitting.scale * factor))
        self._by_hand, self._fitting = True, replace(self._fitting, scale=scale)
        self._lay_out()

    @Slot(float, float)
    def drag(self, right: float, down: float) -> None:
        if self._fitting is not None:
            self._by_hand, self._fitting = True, self._fitting.moved(right, down)
            self._lay_out()

    @Slot()
    def showAll(self) -> None:
        self._by_hand = False
        self._lay_out()

    def _whole(self) -> Fitting | None:
        if self._map is None or min(self._size) < 1:
            return None
        return fit(self._map, *self._size, _MARGIN)

    def _lay_out(self) -> None:
        whole = self._whole()
        self._fitting = self._fitting if self._by_hand and whole is not None else whole
        if self._map is None or self._fitting is None:
            self._paths = dict.fromkeys(self._paths, "")
            self._dots.replace([])
            self._labels.replace([])
        else:
            self._draw(self._map, self._fitting)
        self.changed.emit()

    def _draw(self, drawn: PatrolMap, at: Fitting) -> None:
        stretches = [[at.place(point) for point in stretch] for stretch in drawn.stretches]
        breaks = [(a[-1], b[0]) for a, b in zip(stretches, stretches[1:], strict=False)]
        outlines = {True: "", False: ""}
        for outline in drawn.outlines:
            outlines[outline.covered] += "".join(_path([at.place(p) for p in ring]) + "Z " for ring in outline.rings)
        self._paths = {
            "track": " ".join(_path(each if len(each) > 1 else [*each, (each[0][0] + 0.5, each[0][1])]) for each in stretches),
            "gaps": " ".join(_path(each) for each in breaks), "planned": outlines[False], "covered": outlines[True],
        }
        self._dots.replace([DotRow(str(number), *at.place(point)) for number, point in drawn.dots])
        labels = [LabelRow(each.code, each.name or each.code, *at.place(middle_of(each)), width_of(each) * at.scale - _GAP)
                  for each in drawn.outlines]
        self._labels.replace([each for each in labels if each.room >= _LEAST_LABEL])

    # What QML draws

    @Property(bool, notify=changed)
    def known(self) -> bool:
        return self._map is not None

    @Property(str, notify=changed)
    def track(self) -> str:
        return self._paths["track"]

    @Property(str, notify=changed)
    def gaps(self) -> str:
        return self._paths["gaps"]

    @Property(str, notify=changed)
    def planned(self) -> str:
        return self._paths["planned"]

    @Property(str, notify=changed)
    def covered(self) -> str:
        return self._paths["covered"]

    @Property(RowModel, constant=True)
    def dots(self) -> RowModel:
        return self._dots

    @Property(RowModel, constant=True)
    def labels(self) -> RowModel:
        return self._labels

    @Property(QPointF, notify=changed)
    def first(self) -> QPointF:
        """Where the track begins; outside when there is none."""
        return self._end(0)

    @Property(QPointF, notify=changed)
    def newest(self) -> QPointF:
        """The last point of the track."""
        return self._end(-1)

    def _end(self, at: int) -> QPointF:
        if self._map is None or self._fitting is None or not self._map.stretches:
            return QPointF(-100, -100)
        return QPointF(*self._fitting.place(self._map.stretches[at][at]))

    @Property(int, notify=changed)
    def barMetres(self) -> int:
        return self._fitting.bar_m(_BAR_PX) if self._fitting is not None and self._map is not None else 0

    @Property(float, notify=changed)
    def barPixels(self) -> float:
        return self.barMetres * self._fitting.scale if self._fitting is not None else 0.0


def _path(points: Iterable[Point]) -> str:
    """As SVG says it."""
    return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points) + " "
