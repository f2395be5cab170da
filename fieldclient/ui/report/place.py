"""Placing by hand: a pad of metres around what is known, a pin that finger, keys and numbers move alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.geo.datum import as_position, in_datum, spoken_in
from fieldclient.geo.mercator import Box
from fieldclient.geo.plane import Plane, round_step_m
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.report.coordinates import read_pair
from fieldclient.ui.report.ground import PlaceGround
from fieldclient.work.views import DraftView
from sync.protocol.position import Datum, Position, PositionSource

QML_IMPORT_NAME = "fieldclient.ui.report"
QML_IMPORT_MAJOR_VERSION = 1

LAST_PLACE = "report.last_place"  # where the pad opens when nothing else is known
_ACROSS_M = 300.0  # seen at first, around a place that is known
_FARTHEST_M = 20_000.0  # beyond it the plane would not be true; numbers reach farther and move the plane


@dataclass(frozen=True)
class MarkRow:
    """Something the pad shows besides the pin. Metres east and north of the plane's point; accuracy 0 when unknown."""

    id: str
    source: str  # position source's code
    east: float
    north: float
    accuracy: float


@QmlElement
class PlacePad(QObject):
    """The pin in degrees and in metres. `known` is False until something says where on earth the pad lies; `pinned` until
    something says where the pin is: a map that opens where the work is must not become the place of a report by a tap on Save."""

    changed = Signal()
    recentred = Signal()  # the pad lies elsewhere: look at its middle, `across` metres wide

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._marks = RowModel(MarkRow, self)
        self._plane: Plane | None = None
        self._pin = (0.0, 0.0)
        self._moved = self._pinned = False
        self._across = _ACROSS_M
        self._problem = ""
        self._confirmed: Callable[[float, float], None] | None = None
        self._datum = Datum.WGS84
        self._ground = PlaceGround(room, self)

    def start(self, view: DraftView, confirmed: Callable[[float, float], None]) -> None:
        """Around the draft's own position, else its photos', else the last place set by hand, else where the work is."""
        self._confirmed = confirmed
        self._moved, self._problem, self._datum = False, "", Datum.WGS84
        known = [(photo.sha256, photo.position) for photo in view.photos if photo.position is not None]
        if view.position is not None:
            known.insert(0, ("draft", view.position))
        self._plane = Plane(known[0][1].latitude, known[0][1].longitude) if known else None
        self._pin, self._pinned, self._across = (0.0, 0.0), bool(known), _ACROSS_M
        self._show_marks(known)
        if self._plane is None:
            self._room.ask(lambda desk: (desk.setting(LAST_PLACE), desk.maps.start_box()), self._take_start)
        self.recentred.emit()
        self.changed.emit()

    def _take_start(self, answer: tuple[str | None, Box | None]) -> None:
        """Somewhere to look for the place, without a pin yet."""
        text, box = answer
        pair = read_pair(text or "", "")
        if self._plane is not None or pair is None and box is None:
            return
        if pair is not None:
            self._plane = Plane(*pair)
        elif box is not None:
            south, west, north, east = box
            self._plane = Plane((south + north) / 2, (west + east) / 2)
            wide, high = self._plane.to_metres(north, east)
            self._across = max(_ACROSS_M, min(_FARTHEST_M, 2 * max(abs(wide), abs(high))))
        self.recentred.emit()
        self.changed.emit()

    def _show_marks(self, known: Sequence[tuple[str, Position]]) -> None:
        rows = []
        for row_id, position in known:
            assert self._plane is not None
            east, north = self._plane.to_metres(position.latitude, position.longitude)
            rows.append(MarkRow(row_id, position.source.value, east, north, position.accuracy_m or 0.0))
        self._marks.replace(rows)

    # What the person sees

    @Property(RowModel, constant=True)
    def marks(self) -> RowModel:
        return self._marks

    @Property(bool, notify=changed)
    def known(self) -> bool:
        return self._plane is not None

    @Property(bool, notify=changed)
    def pinned(self) -> bool:
        return self._pinned

    @Property(float, notify=changed)
    def across(self) -> float:
        """Metres that are worth seeing at first."""
        return self._across

    @Property(PlaceGround, constant=True)
    def ground(self) -> PlaceGround:
        return self._ground

    @Slot(float, float, float)
    def look(self, east: float, north: float, pixels_per_metre: float) -> None:
        """The map follows the pad."""
        if self._plane is not None:
            self._ground.look(*self._plane.to_degrees(east, north), pixels_per_metre)

    @Property(float, notify=changed)
    def east(self) -> float:
        return self._pin[0]

    @Property(float, notify=changed)
    def north(self) -> float:
        return self._pin[1]

    @Property(bool, notify=changed)
    def moved(self) -> bool:
        return self._moved

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._problem

    @Property(str, notify=changed)
    def datum(self) -> str:
        """What the typed numbers are: `wgs84`, or what a Chinese map shows, `gcj02` or `bd09`."""
        return self._datum.value

    @Slot(str)
    def readAs(self, datum: str) -> None:
        """The pin stays where it is; the numbers are shown, and read, in this datum."""
        self._datum = Datum(datum)
        self.changed.emit()

    @Property(str, notify=changed)
    def latitudeText(self) -> str:
        where = self._shown()
        return f"{where[0]:.6f}" if where else ""

    @Property(str, notify=changed)
    def longitudeText(self) -> str:
        where = self._shown()
        return f"{where[1]:.6f}" if where else ""

    @Slot(float, result=float)
    def roundStep(self, at_least_m: float) -> float:
        return round_step_m(at_least_m)

    @Slot(float, result=str)
    def distanceText(self, metres: float) -> str:
        return self._room.words.distance(metres) if metres >= 1 else f"{metres:g} m"

    # What the person does

    @Slot(float, float)
    def movePin(self, east: float, north: float) -> None:
        if self._plane is None:
            return
        self._pin = (max(-_FARTHEST_M, min(_FARTHEST_M, east)), max(-_FARTHEST_M, min(_FARTHEST_M, north)))
        self._moved, self._pinned, self._problem = True, True, ""
        self.changed.emit()

    @Slot(str, str, result=bool)
    def typed(self, latitude: str, longitude: str) -> bool:
        """Numbers, in any usual spelling; a whole pair may be pasted into the first. False, with a sentence, if they are none."""
        pair = read_pair(latitude, longitude)
        if pair is None:
            turned = read_pair(longitude, latitude) or read_pair(",".join(reversed(latitude.split(","))), "")
            self._problem = self._room.words.phrase("coordinates_turned" if turned else "coordinates_wrong")
            self.changed.emit()
            return False
        place = as_position(spoken_in(self._datum, *pair), PositionSource.HAND)
        known = [(row.id, row) for row in self._marks.rows]
        old = self._plane
        self._plane = Plane(place.latitude, place.longitude)
        if old is not None:
            moved = [MarkRow(row_id, row.source, *self._plane.to_metres(*old.to_degrees(row.east, row.north)), row.accuracy)
                     for row_id, row in known]
            self._marks.replace(moved)
        self._pin, self._moved, self._pinned, self._problem = (0.0, 0.0), True, True, ""
        self._across = _ACROSS_M
        self.recentred.emit()
        self.changed.emit()
        return True

    @Slot()
    def confirm(self) -> None:
        """The pin is the place now, set by hand."""
        where = self._degrees()
        if where is None or self._confirmed is None:
            self._problem = self._room.words.phrase("place_not_chosen" if self.known else "coordinates_wrong")
            self.changed.emit()
            return
        confirmed, self._confirmed = self._confirmed, None
        text = f"{where[0]:.7f}, {where[1]:.7f}"
        self._room.do(lambda desk: desk.set_setting(LAST_PLACE, text))
        confirmed(*where)

    def _shown(self) -> tuple[float, float] | None:
        where = self._degrees()
        if where is None:
            return None
        said = in_datum(Position(latitude=where[0], longitude=where[1], source=PositionSource.HAND), self._datum)
        return said.latitude, said.longitude

    def _degrees(self) -> tuple[float, float] | None:
        return self._plane.to_degrees(*self._pin) if self._plane and self._pinned else None
