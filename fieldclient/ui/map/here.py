"""Where the person is, on the map; and where they walked on the patrol under way."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.geo.datum import Wgs84
from fieldclient.geo.mercator import Box
from fieldclient.ui.evidence.fix import DeviceFix
from sync.protocol.position import Position

QML_IMPORT_NAME = "fieldclient.ui.map"
QML_IMPORT_MAJOR_VERSION = 1
GO_ZOOM = 16.0
_TRACK_POINTS = 4000
_NEAR_DEG = 0.01  # about a kilometre


@QmlElement
class Here(QObject):
    """The receiver runs from the first question on, while the map is shown."""

    changed = Signal()

    def __init__(self, room: Any = None) -> None:
        super().__init__(room)
        self._room = room
        self._fix = DeviceFix(room, self)
        self._position: Position | None = None
        self._fix.changed.connect(self._on_fix)
        if room is not None:
            room.chart.anchored.connect(self.changed.emit)

    @property
    def position(self) -> Position | None:
        return self._position

    @Slot()
    def locate(self) -> None:
        """The map goes there as soon as it is known."""
        if self._fix.best is not None:
            self._go(self._fix.best)
            return
        self._fix.look(self._go)
        if self._fix.searching:
            self._fix.watch()

    def rest(self) -> None:
        self._fix.unwatch()

    def _go(self, position: Position) -> None:
        self._position = position
        chart = self._room.chart
        chart.show_place(Wgs84(position.latitude, position.longitude), max(GO_ZOOM, chart.view.zoom))
        self.changed.emit()

    def _on_fix(self) -> None:
        self._position = self._fix.best or self._fix.latest or self._position
        self.changed.emit()

    def taken_in(self, box: Box) -> Box:
        """The box and this place, unless that is too far away to be looked at together."""
        here = self._position
        if here is None or not near(box, here.latitude, here.longitude):
            return box
        return min(box[0], here.latitude), min(box[1], here.longitude), max(box[2], here.latitude), max(box[3], here.longitude)

    def _spot(self) -> tuple[float, float]:
        here = self._position
        return self._room.chart.place_on_layer(Wgs84(here.latitude, here.longitude)) if here is not None else (0.0, 0.0)

    @Property(bool, notify=changed)
    def known(self) -> bool:
        return self._position is not None

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        return bool(self._fix.searching)

    @Property(str, notify=changed)
    def problem(self) -> str:
        return str(self._fix.problem)

    @Property(float, notify=changed)
    def x(self) -> float:
        """On the chart's layer."""
        return self._spot()[0]

    @Property(float, notify=changed)
    def y(self) -> float:
        return self._spot()[1]

    @Property(float, notify=changed)
    def radius(self) -> float:
        """Pixels on the layer: how far off the position may be."""
        accuracy_m = self._position.accuracy_m if self._position is not None else None
        return float(self._room.chart.metres_on_layer(accuracy_m)) if accuracy_m is not None else 0.0

    @Property(str, notify=changed)
    def text(self) -> str:
        if self._position is None or self._room is None:
            return ""
        words, accuracy_m = self._room.words, self._position.accuracy_m
        if accuracy_m is None:
            return str(words.phrase("map_here_plain"))
        return str(words.phrase("map_here", distance=words.distance(accuracy_m)))


def near(box: Box, latitude: float, longitude: float) -> bool:
    """Within the box made three times as large, or a kilometre of it."""
    high, wide = max(box[2] - box[0], _NEAR_DEG), max(box[3] - box[1], _NEAR_DEG)
    return box[0] - high <= latitude <= box[2] + high and box[1] - wide <= longitude <= box[3] + wide


def tracks(desk: Any) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Of the patrol under way, thinned: on the store's thread."""
    line = desk.patrols.running()
    page = desk.patrols.page(line.id) if line is not None else None
    if page is None or page.track_hidden:
        return ()
    points = page.track.fixes
    step = max(1, len(points) // _TRACK_POINTS)
    stretches: list[list[tuple[float, float]]] = []
    for at, fix in enumerate(points):
        if fix.begins or not stretches:
            stretches.append([])
        if at % step == 0 or at == len(points) - 1:
            stretches[-1].append((fix.latitude, fix.longitude))
    return tuple(tuple(each) for each in stretches)
