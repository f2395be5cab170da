"""Choosing an area and taking it along: corners on the map, what it would bring, how far it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.geo.mercator import from_plane
from fieldclient.ui.map.take_lines import CornerRow, FactLine, TakeRow, facts_of, take_row
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.maps.views import Estimate, Ring, TakeView

QML_IMPORT_NAME = "fieldclient.ui.map"
QML_IMPORT_MAJOR_VERSION = 1
MOST_CORNERS = 40
_TOOLS_PX = 200  # at the edge, where corners would lie below them
_PART = 0.62  # of the surface that a fresh rectangle covers


@QmlElement
class TakeDesk(QObject):
    """`shape` is rectangle or polygon. The size is said before anything is fetched; every change of a corner asks for it anew."""

    changed = Signal()
    shapeChanged = Signal()

    def __init__(self, room: Any = None, link: Any = None) -> None:
        super().__init__(room)
        self._room, self._link = room, link
        self._shape = "rectangle"
        self._ring: list[tuple[float, float]] = []  # corners on the plane
        self._corners = RowModel(CornerRow, self)
        self._facts = RowModel(FactLine, self, spread=True)
        self._takes = RowModel(TakeRow, self, spread=True)
        self._estimate: Estimate | None = None
        self._asked = 0
        self._step = ""
        if room is not None:
            room.chart.anchored.connect(self._show)

    # Choosing

    @Slot()
    def begin(self) -> None:
        """A rectangle over what is looked at, to be moved and changed."""
        self._step = "choose"
        self._fresh()
        self.refresh()

    def leave(self) -> None:
        self._step = ""
        self._estimate = None
        self._ring = []
        self._show()

    @Slot(str)
    def chooseShape(self, shape: str) -> None:
        if shape in ("rectangle", "polygon") and shape != self._shape:
            self._shape = shape
            self._fresh()

    def _fresh(self) -> None:
        view = self._room.chart.view
        wide, high = view.width * _PART / 2, view.height * _PART / 2
        wide = max(view.width / 5, min(wide, view.width / 2 - _TOOLS_PX))
        corners = ((-wide, -high), (wide, -high), (wide, high), (-wide, high))
        spots = [(view.width / 2 + right, view.height / 2 + down) for right, down in corners]
        self._ring = [self._room.chart.plane_at(*spot) for spot in spots] if self._shape == "rectangle" else []
        self._touched()

    @Slot(float, float)
    def addCorner(self, right: float, down: float) -> None:
        """Of a polygon: at this spot of the surface."""
        if self._step == "choose" and self._shape == "polygon" and len(self._ring) < MOST_CORNERS:
            self._ring.append(self._room.chart.plane_at(right, down))
            self._touched()

    @Slot()
    def addMiddle(self) -> None:
        """By keyboard: at the cross in the middle."""
        view = self._room.chart.view
        self.addCorner(view.width / 2, view.height / 2)

    @Slot()
    def dropCorner(self) -> None:
        """The last one of a polygon."""
        if self._shape == "polygon" and self._ring:
            self._ring.pop()
            self._touched()

    @Slot(int, float, float)
    def moveCorner(self, place: int, right: float, down: float) -> None:
        """By these pixels. The neighbours of a rectangle's corner follow."""
        if not 0 <= place < len(self._ring):
            return
        scale = self._room.chart.view.scale
        x, y = self._ring[place][0] + right / scale, self._ring[place][1] + down / scale
        if self._shape == "rectangle":
            across = self._ring[(place + 2) % 4]
            self._ring[place ^ 1], self._ring[3 - place] = (across[0], y), (x, across[1])
        self._ring[place] = (x, y)
        self._touched()

    def _touched(self) -> None:
        self._asked += 1
        self._estimate = None
        self._show()

    def ring(self) -> Ring:
        """Corners in latitude and longitude."""
        return tuple(from_plane(x, y) for x, y in self._ring)

    # How much it is

    @Slot()
    def reckon(self) -> None:
        """What is known here, then what the hub says of its maps."""
        if len(self._ring) < 3:
            return
        self._step, self._asked = "size", self._asked + 1
        turn, ring = self._asked, self.ring()
        name = self._name(ring)

        def answered(found: Estimate) -> None:
            self._room.worker.later(lambda: self._take_estimate(found, turn, whole=True))

        def first(desk: Any) -> Estimate:
            found: Estimate = desk.maps.estimate(ring, name)
            desk.maps.ask_maps(found, answered)
            return found

        self._room.ask(first, lambda found: self._take_estimate(found, turn, whole=False), self._too_large)
        self._show()

    def _too_large(self, problem: Any) -> None:
        self._step = "choose"
        self._room.say_problem(problem)
        self._show()

    def _name(self, ring: Ring) -> str:
        words = self._room.words
        return str(words.phrase("take_name_plain", time=words.moment(datetime.now().astimezone(), datetime.now().astimezone())))

    def _take_estimate(self, found: Estimate, turn: int, whole: bool) -> None:
        if turn == self._asked and self._step == "size":
            self._estimate = found if whole else None
            self._facts.replace(facts_of(found, self._room.words, whole))
            self.changed.emit()

    @Slot()
    def change(self) -> None:
        """Back to the corners."""
        self._step = "choose"
        self._touched()

    @Slot()
    def start(self) -> None:
        """Fetch it. Cases come with a sync as always; it is asked for at once."""
        estimate = self._estimate
        if estimate is None:
            return

        def began(_: str) -> None:
            if self._link is not None:
                self._link.sync_now()
            self.begin_list()

        self._room.do(lambda desk: desk.maps.take(estimate), began)

    def begin_list(self) -> None:
        self._step, self._ring, self._estimate = "list", [], None
        self.refresh()
        self._show()

    # What was taken along

    def refresh(self) -> None:
        self._room.ask(lambda desk: desk.maps.takes(), self._take_takes)

    def _take_takes(self, takes: tuple[TakeView, ...]) -> None:
        self._takes.replace([take_row(take, self._room.words) for take in takes])
        self.changed.emit()

    @Slot(str)
    def pause(self, take_id: str) -> None:
        self._room.do(lambda desk: desk.maps.pause(take_id), lambda _: self.refresh())

    @Slot(str)
    def goOn(self, take_id: str) -> None:
        self._room.do(lambda desk: desk.maps.go_on(take_id), lambda _: self.refresh())

    @Slot(str)
    def giveUp(self, take_id: str) -> None:
        name = next((row.name for row in self._takes.rows if row.id == take_id), "")

        def gone(_: None) -> None:
            self._room.say(self._room.words.phrase("take_removed", name=name))
            self._room.refresh()

        self._room.do(lambda desk: desk.maps.give_up(take_id), gone)

    def _show(self) -> None:
        chart, words = self._room.chart, self._room.words
        rows = []
        for place, (x, y) in enumerate(self._ring):
            at = chart.on_layer(x, y)
            spoken = words.phrase("take_corner", number=str(place + 1), count=str(len(self._ring)))
            rows.append(CornerRow(str(place), *at, spoken))
        self._corners.replace(rows)
        self.shapeChanged.emit()
        self.changed.emit()

    # What the page shows

    @Property(RowModel, constant=True)
    def corners(self) -> RowModel:
        return self._corners

    @Property(RowModel, constant=True)
    def facts(self) -> RowModel:
        return self._facts

    @Property(RowModel, constant=True)
    def takes(self) -> RowModel:
        return self._takes

    @Property(str, notify=changed)
    def step(self) -> str:
        """choose, size, list; '' when no area is chosen."""
        return self._step

    @Property(str, notify=shapeChanged)
    def shape(self) -> str:
        return self._shape

    @Property(bool, notify=shapeChanged)
    def complete(self) -> bool:
        return len(self._ring) >= 3

    @Property("QVariantList", notify=shapeChanged)
    def outline(self) -> list[float]:
        """x, y, x, y … on the layer."""
        return [value for row in self._corners.rows for value in (row.x, row.y)]

    @Property(str, notify=shapeChanged)
    def across(self) -> str:
        """How wide and high it is, in words."""
        if len(self._ring) < 2:
            return ""
        view, words = self._room.chart.view, self._room.words
        xs, ys = [x for x, _ in self._ring], [y for _, y in self._ring]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        metres = view.metres_per_pixel * view.scale
        return f"{words.distance(wide * metres)} × {words.distance(high * metres)}"

    @Property(bool, notify=changed)
    def reckoned(self) -> bool:
        return self._estimate is not None

    @Property(bool, notify=changed)
    def worth(self) -> bool:
        """There is something to fetch, and room for it."""
        found = self._estimate
        return found is not None and 0 < found.size_bytes < found.free_bytes
