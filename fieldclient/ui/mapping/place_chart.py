"""A small map of one place, for pages of other rooms: the place, the grid it lies in, streets and tiles around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from fieldclient.geo.datum import Wgs84
from fieldclient.ui.mapping import map_sheet as map_sheet  # QML needs it as well
from fieldclient.ui.mapping.chart import MapChart
from fieldclient.ui.mapping.marks import scenery_of

if TYPE_CHECKING:
    from fieldclient.ui.parts.room import Room
    from sync.protocol.position import Position

QML_IMPORT_NAME = "fieldclient.ui.mapping"
QML_IMPORT_MAJOR_VERSION = 1
ZOOM = 16.0


@QmlElement
class PlaceChart(MapChart):
    """`show` asks the desk for what is drawn around the place. QML: `MapView { chart: room.placeChart }`."""

    pinChanged = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(room.worker if room is not None else None, parent or room)
        self._room: Any = room
        self._pin: Wgs84 | None = None

    def show(self, position: Position | None, grid: str = "", zoom: float = ZOOM) -> None:
        """None: nothing is shown. `grid`: the code of the grid whose outline is to stand out."""
        self._pin = None if position is None else Wgs84(position.latitude, position.longitude)
        self.pinChanged.emit()
        if self._pin is None:
            return
        self.show_place(self._pin, zoom)
        self.anchor()
        self._room.ask(lambda desk: (desk.maps.scene(), desk.maps.outline(grid) if grid else ()),
                       lambda answer: self.show_scenery(scenery_of(answer[0], chosen=answer[1])))

    @Property(bool, notify=pinChanged)
    def known(self) -> bool:
        return self._pin is not None

    @Property(float, notify=pinChanged)
    def pinX(self) -> float:
        """On the layer."""
        return self.place_on_layer(self._pin)[0] if self._pin is not None else 0.0

    @Property(float, notify=pinChanged)
    def pinY(self) -> float:
        return self.place_on_layer(self._pin)[1] if self._pin is not None else 0.0
