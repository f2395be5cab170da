"""The drawn map under the pad: what this device has of tiles, grids and streets, and the open cases around."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from fieldclient.geo.datum import Wgs84
from fieldclient.geo.mercator import zoom_for
from fieldclient.ui.mapping import map_sheet as map_sheet  # QML needs it as well
from fieldclient.ui.mapping.chart import MapChart, Scenery
from fieldclient.ui.mapping.marks import MarkRow, mark_row, scenery_of
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.maps.views import SeenMap

QML_IMPORT_NAME = "fieldclient.ui.report"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PlaceGround(QObject):
    """Where there is nothing to draw, `drawn` stays False and no process is begun: the pad's metres are all there is."""

    changed = Signal()

    def __init__(self, room: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room = room
        self._chart = MapChart(getattr(room, "worker", None), self)
        self._cases = RowModel(MarkRow, self)
        self._seen = SeenMap((), 0, 0, 0)
        self._shown = self._told = self._asking = self._again = False
        self._chart.sheetChanged.connect(self.changed)
        self._chart.moved.connect(self._look_around)

    def show(self, shown: bool) -> None:
        """Whether somebody looks at the pad."""
        if shown == self._shown:
            return
        self._shown, self._told = shown, False  # what was drawn last may be somebody else's
        if not shown:
            self._chart.setShown(False)
            self._take_seen(SeenMap((), 0, 0, 0))
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """What there is, and whose it is, may be another."""
        if self._shown:
            self._room.ask(lambda desk: (scenery_of(desk.maps.scene()), desk.store.people.current_id()), self._take,
                           lambda problem: None)
            self._look_around()

    def _take(self, answer: tuple[Scenery, str]) -> None:
        scenery, person = answer
        self._chart.show_scenery(scenery, person)
        self._told = self._shown
        self._chart.setShown(self._shown and bool(scenery.tiles or scenery.areas))
        self.changed.emit()

    def _look_around(self) -> None:
        """One question at a time; what moved meanwhile is asked when it is answered."""
        if not self._shown or self._asking:
            self._again = self._shown
            return
        self._asking, self._again, view = True, False, self._chart.view
        self._room.ask(lambda desk: desk.maps.seen(view.edges, view.zoom), self._take_seen, lambda problem: self._answered())

    def _take_seen(self, seen: SeenMap) -> None:
        self._seen = seen if self._shown else SeenMap((), 0, 0, 0)
        self._chart.anchor_if_far()
        words = self._room.words
        self._cases.replace([mark_row(mark, self._chart, words) for mark in self._seen.marks])
        self.changed.emit()
        self._answered()

    def _answered(self) -> None:
        self._asking = False
        if self._again:
            self._look_around()

    def look(self, latitude: float, longitude: float, pixels_per_metre: float) -> None:
        """The middle of the pad in degrees WGS-84, and how close it looks."""
        self._chart.show_place(Wgs84(latitude, longitude), zoom_for(latitude, 1 / pixels_per_metre))

    @Property(MapChart, constant=True)
    def chart(self) -> MapChart:
        return self._chart

    @Property(RowModel, constant=True)
    def cases(self) -> RowModel:
        """Open ones, as the map marks them: what is filed already is seen before it is filed again."""
        return self._cases

    @Property(str, notify=changed)
    def casesText(self) -> str:
        total = self._seen.total
        return self._room.words.phrase("place_cases", cases=self._room.words.count("case", total)) if total else ""

    @Property(bool, notify=changed)
    def drawn(self) -> bool:
        return self._told and self._chart.sheet is not None and bool(self._chart.scenery.tiles or self._chart.scenery.areas)
