"""The drawn map under the pad: what this device has of tiles, grids and streets, where the pad looks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from fieldclient.geo.datum import Wgs84
from fieldclient.geo.mercator import zoom_for
from fieldclient.ui.mapping import map_sheet as map_sheet  # QML needs it as well
from fieldclient.ui.mapping.chart import MapChart, Scenery
from fieldclient.ui.mapping.marks import scenery_of

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
        self._shown = False
        self._chart.sheetChanged.connect(self.changed)

    def show(self, shown: bool) -> None:
        """Whether somebody looks at the pad."""
        if shown == self._shown:
            return
        self._shown = shown
        if shown:
            self._room.ask(lambda desk: scenery_of(desk.maps.scene()), self._take, lambda problem: None)
        else:
            self._chart.setShown(False)

    def _take(self, scenery: Scenery) -> None:
        self._chart.show_scenery(scenery)
        self._chart.setShown(self._shown and bool(scenery.tiles or scenery.areas))

    def look(self, latitude: float, longitude: float, pixels_per_metre: float) -> None:
        """The middle of the pad in degrees WGS-84, and how close it looks."""
        self._chart.show_place(Wgs84(latitude, longitude), zoom_for(latitude, 1 / pixels_per_metre))

    @Property(MapChart, constant=True)
    def chart(self) -> MapChart:
        return self._chart

    @Property(bool, notify=changed)
    def drawn(self) -> bool:
        return self._chart.sheet is not None and bool(self._chart.scenery.tiles or self._chart.scenery.areas)
