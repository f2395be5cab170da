"""The map of one case for the window: grids as paths in pixels, the case, and whoever looks. Drawn without tiles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Property, QObject, QPointF, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.telling import GridLabel, away_text
from fieldclient.ui.parts.paper.fitting import Fitting, middle_of, width_of
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.case_maps import AROUND_M, CaseMap
from fieldclient.work.patrol.plane import Point
from fieldclient.work.views import CasePage
from sync.protocol.position import Position

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1

_BAR_PX, _LEAST_LABEL, _GAP, _PIN_PX = 120, 56, 12, 32
_EDGE_PX = 20  # of a dot and a little air
_ME_WITHIN_M = 5000.0  # farther away the map would show nothing of either place
_MOST_SCALE = 12.0  # pixels per metre


@QmlElement
class CaseChart(QObject):
    """`show` follows the page of the case. North is up; it shows the neighbourhood, or as much as takes in who looks as well."""

    changed = Signal()

    def __init__(self, room: Room | None = None, case: Any = None, fix: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._fix = fix
        self._key: tuple[Any, ...] = ()
        self._map: CaseMap | None = None
        self._here: Position | None = None
        self._size = (0.0, 0.0)
        self._zoom, self._moved = 1.0, (0.0, 0.0)
        self._fitting: Fitting | None = None
        self.own_rings: list[list[Point]] = []
        self.other_rings: list[list[Point]] = []
        self._labels = RowModel(GridLabel, self)
        if case is not None and fix is not None:
            self._case = case
            case.changed.connect(self._look)
            fix.changed.connect(self._locate)
            self._room.tongue.changed.connect(self.changed)  # the words on it

    def _look(self) -> None:
        page: CasePage | None = self._case.page
        key = (page.row.id, page.position, page.grid) if page is not None and page.position is not None else ()
        if key == self._key:
            return
        self._key, self._map = key, None
        self._zoom, self._moved = 1.0, (0.0, 0.0)
        self._lay_out()
        if key:
            self._room.ask(lambda desk: desk.closely.map(page), lambda made: self._came(key, made), lambda problem: None)

    def _came(self, key: tuple[Any, ...], made: CaseMap | None) -> None:
        if key == self._key:
            self._map = made
            self._locate()
            self._lay_out()

    def _locate(self) -> None:
        here = self._fix.latest
        if here != self._here:
            self._here = here
            self._lay_out()

    @Slot()
    def lookForMe(self) -> None:
        """Ask this device's receiver, once."""
        self._fix.look()

    @Slot(float, float)
    def resize(self, width: float, height: float) -> None:
        self._size = (width, height)
        self._lay_out()

    @Slot(float)
    def zoom(self, factor: float) -> None:
        self._zoom = min(16.0, max(0.1, self._zoom * factor))
        self._lay_out()

    @Slot(float, float)
    def drag(self, right: float, down: float) -> None:
        if self._fitting is not None:
            east, north = self._moved
            self._moved = (east - right / self._fitting.scale, north + down / self._fitting.scale)
            self._lay_out()

    @Slot()
    def showAll(self) -> None:
        self._zoom, self._moved = 1.0, (0.0, 0.0)
        self._lay_out()

    def _lay_out(self) -> None:
        drawn, width, height = self._map, *self._size
        self.own_rings, self.other_rings = [], []
        if drawn is None or min(width, height) < 1:
            self._fitting = None
            self._labels.replace([])
            self.changed.emit()
            return
        self._fitting = self._fit(drawn, width, height)
        at = self._fitting
        for outline in drawn.drawn.outlines:
            kept = self.own_rings if outline.covered else self.other_rings
            kept.extend([at.place(point) for point in ring] for ring in outline.rings)
        labels = [GridLabel(each.code, each.name or each.code, *at.place(middle_of(each)), width_of(each) * at.scale - _GAP)
                  for each in drawn.drawn.outlines]
        self._labels.replace([_beside(each, at.place((0.0, 0.0))) for each in labels if each.room >= _LEAST_LABEL])
        self.changed.emit()

    def _fit(self, drawn: CaseMap, width: float, height: float) -> Fitting:
        """Around the case, and so far that whoever looks is in it, with all of their dot and how far off it may be."""
        me = self._me_point()
        scale = min(width, height) / 2 / (AROUND_M * 0.7)
        if me is not None and self._here is not None:
            off = min(self._here.accuracy_m or 0.0, AROUND_M)
            for half, away in ((width / 2, abs(me[0])), (height / 2, abs(me[1]))):
                scale = min(scale, max(1.0, half - _EDGE_PX) / max(1.0, away + off))
        return replace(Fitting(width, height, (0.0, 0.0), min(_MOST_SCALE, scale * self._zoom)), middle=self._moved)

    def _me_point(self) -> Point | None:
        if self._map is None or self._here is None:
            return None
        point = self._map.point(self._here)
        return point if max(abs(point[0]), abs(point[1])) <= _ME_WITHIN_M else None

    # What QML draws

    @Property(bool, notify=changed)
    def known(self) -> bool:
        return bool(self._key)

    @Property(RowModel, constant=True)
    def labels(self) -> RowModel:
        return self._labels

    @Property(QPointF, notify=changed)
    def pin(self) -> QPointF:
        return QPointF(*self._fitting.place((0.0, 0.0))) if self._fitting is not None else QPointF(-100, -100)

    @Property(QPointF, notify=changed)
    def me(self) -> QPointF:
        point = self._me_point()
        return QPointF(*self._fitting.place(point)) if self._fitting is not None and point is not None else QPointF(-100, -100)

    @Property(float, notify=changed)
    def meRadius(self) -> float:
        """Pixels within which whoever looks stands."""
        accuracy = self._here.accuracy_m if self._here is not None else None
        return (accuracy or 0.0) * self._fitting.scale if self._fitting is not None else 0.0

    @Property(float, notify=changed)
    def pinRadius(self) -> float:
        place = self._map.place if self._map is not None else None
        return ((place.accuracy_m or 0.0) if place is not None else 0.0) * (self._fitting.scale if self._fitting else 0.0)

    @Property(int, notify=changed)
    def barMetres(self) -> int:
        return self._fitting.bar_m(_BAR_PX) if self._fitting is not None else 0

    @Property(str, notify=changed)
    def barText(self) -> str:
        return str(self._room.words.distance(self.barMetres)) if self._fitting is not None else ""

    @Property(float, notify=changed)
    def barPixels(self) -> float:
        return self.barMetres * self._fitting.scale if self._fitting is not None else 0.0

    @Property(str, notify=changed)
    def away(self) -> str:
        """How far off and which way, from where this device was last; empty while that is not known."""
        if self._map is None or self._here is None:
            return ""
        return away_text(self._room.words, self._here, self._map.place)

    @Property(str, notify=changed)
    def grid(self) -> str:
        name = self._map.grid if self._map is not None else ""
        return str(self._room.words.phrase("map_in_grid", grid=name)) if name else ""

    @Property(bool, notify=changed)
    def located(self) -> bool:
        return self._here is not None


def _beside(label: GridLabel, pin: Point) -> GridLabel:
    """Below the pin where it would lie under it."""
    under = abs(label.x - pin[0]) < label.room / 2 and abs(label.y - pin[1]) < _PIN_PX
    return replace(label, y=pin[1] + _PIN_PX) if under else label
