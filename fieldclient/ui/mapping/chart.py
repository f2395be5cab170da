"""What somebody looks at on a map: middle and zoom, the sheet drawn for it, and where things lie on the surface.

Moving costs the window's thread a handful of numbers: the sheet and what lies on it move as two items. A new sheet is drawn ahead
by another process, somewhat larger than the surface, so that a finger does not run out of map.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement

from fieldclient.geo.datum import Wgs84
from fieldclient.geo.mercator import Box, Spot, View, fitted, to_plane
from fieldclient.geo.plane import round_step_m
from fieldclient.ui.mapping.orders import Order, Sheet, TileSource
from fieldclient.ui.mapping.pen import Pen

QML_IMPORT_NAME = "fieldclient.ui.mapping"
QML_IMPORT_MAJOR_VERSION = 1

AHEAD = 1.4  # a sheet is so much wider and higher than the surface
BEAT_MS = 90  # between two sheets, and between two questions for what is in view
BAR_PX = 120
FAR_PX, FAR_ZOOM = 50_000, 3.0
START = View(0.5 + 116.4 / 360, 0.3789, 4.0, 1.0, 1.0)  # China, until somebody knows better


@dataclass(frozen=True)
class Drawn:
    """A sheet that came."""

    sheet: Sheet
    image: QImage


@dataclass(frozen=True)
class Scenery:
    """What is drawn besides tiles. `areas`: the database, "" for none."""

    tiles: tuple[TileSource, ...] = ()
    areas: str = ""
    areas_version: int = 0
    tracks: tuple[tuple[tuple[float, float], ...], ...] = ()


@QmlElement
class MapChart(QObject):
    """`moved` comes at most every BEAT_MS while the view changes: time to ask what is in it."""

    viewChanged = Signal()
    sheetChanged = Signal()
    anchored = Signal()
    moved = Signal()

    def __init__(self, worker: object = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        later = getattr(worker, "later", lambda call: call())
        self._pen = Pen(later, self._take_sheet)
        self._view = START
        self._anchor = START
        self._scenery = Scenery()
        self._look = ("light", 1.0, 1.0)
        self._drawn: Drawn | None = None
        self._ordered = self._since = 0
        self._person = ""
        self._fits: Box | None = None
        self._shown = False
        self._beat = QTimer(self, interval=BEAT_MS, singleShot=True)
        self._beat.timeout.connect(self._on_beat)
        self.destroyed.connect(self._pen.close)

    @property
    def view(self) -> View:
        return self._view

    @property
    def sheet(self) -> Drawn | None:
        return self._drawn

    def close(self) -> None:
        self._pen.close()

    # What is drawn

    def show_scenery(self, scenery: Scenery, person: str = "") -> None:
        """`person`: whose window it is; nobody else sees what was drawn for them."""
        if person != self._person:
            self._person, self._drawn, self._since = person, None, self._ordered + 1
            self.sheetChanged.emit()
            self._order()
        if scenery != self._scenery:
            self._scenery = scenery
            self._order()

    @property
    def scenery(self) -> Scenery:
        return self._scenery

    @Slot(str, float, float)
    def showLook(self, theme: str, text_scale: float, ratio: float) -> None:
        """The theme's mode, how large words are, and dots per pixel of the screen."""
        if (theme, text_scale, ratio) != self._look:
            self._look = (theme, text_scale, ratio)
            self._order()

    @Slot(bool)
    def setShown(self, shown: bool) -> None:
        """Nothing is drawn while nobody looks."""
        self._shown = shown
        if shown and (self._drawn is None or self._drawn.sheet.n != self._ordered):
            self._order()

    # Moving

    @Slot(float, float)
    def resize(self, width: float, height: float) -> None:
        if min(width, height) < 2:
            return
        self._look_at(self._view.sized(width, height))
        if self._fits is not None:
            self._look_at(fitted(self._fits, width, height, self._margin, 17.0))

    @property
    def _margin(self) -> float:
        return min(88.0, min(self._view.width, self._view.height) / 6)  # tools lie at the edge

    @Slot(float, float)
    def drag(self, right: float, down: float) -> None:
        self._fits = None
        self._look_at(self._view.moved(right, down))

    @Slot(float)
    def zoom(self, by: float) -> None:
        """Around the middle; one is twice as close."""
        self._fits = None
        self._look_at(self._view.zoomed(by))

    @Slot(float, float, float)
    def zoomAt(self, by: float, right: float, down: float) -> None:
        self._fits = None
        self._look_at(self._view.zoomed(by, (right, down)))

    def show_box(self, box: Box) -> None:
        """All of it, also when the surface gets another size, until somebody moves."""
        self._fits = box
        self._look_at(fitted(box, self._view.width, self._view.height, self._margin, 17.0))

    def show_place(self, place: Wgs84, zoom: float | None = None) -> None:
        self._fits = None
        self._look_at(self._view.at(place, zoom))

    def keep(self) -> tuple[float, float, float]:
        """To come back to: x, y and zoom."""
        return self._view.x, self._view.y, self._view.zoom

    def go_back_to(self, x: float, y: float, zoom: float) -> None:
        self._fits = None
        self._look_at(replace(self._view, x=x, y=y, zoom=zoom))

    def _look_at(self, view: View) -> None:
        if view == self._view:
            return
        self._view = view
        self.viewChanged.emit()
        if not self._beat.isActive():
            self._beat.start()

    def _on_beat(self) -> None:
        if self._sheet_is_short():
            self._order()
        self.moved.emit()

    # Sheets

    def _sheet_is_short(self) -> bool:
        """The surface is about to look beyond the sheet, or the sheet is of another zoom."""
        if self._drawn is None:
            return True
        sheet = self._drawn.sheet
        drawn = View(sheet.x, sheet.y, sheet.zoom, sheet.width, sheet.height)
        if abs(sheet.zoom - self._view.zoom) > 0.02:
            return True
        west, north, east, south = self._view.edges
        left, top, right, bottom = drawn.edges
        spare = 0.06 * (east - west)
        return west - spare < left or north - spare < top or east + spare > right or south + spare > bottom

    def _order(self) -> None:
        if not self._shown or min(self._view.width, self._view.height) < 2:
            return
        self._ordered += 1
        ahead, (theme, text_scale, ratio), held = self._view.wider(AHEAD), self._look, self._scenery
        self._pen.order(Order(
            n=self._ordered, x=ahead.x, y=ahead.y, zoom=ahead.zoom, width=int(ahead.width), height=int(ahead.height),
            ratio=ratio, theme=theme, text_scale=text_scale, tiles=held.tiles, areas=held.areas,
            areas_version=held.areas_version, tracks=held.tracks))

    def _take_sheet(self, sheet: Sheet, picture: bytearray) -> None:
        if sheet.n < self._since:
            return
        image = QImage(picture, round(sheet.width * sheet.ratio), round(sheet.height * sheet.ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(sheet.ratio)
        self._drawn = Drawn(sheet, image.copy())
        self.sheetChanged.emit()
        self.viewChanged.emit()  # it lies elsewhere than the one before

    def settled(self) -> bool:
        """What was ordered last is here."""
        return not self._beat.isActive() and (not self._shown or self._drawn is not None and self._drawn.sheet.n == self._ordered)

    # Where things lie. Places on the layer are pixels around the anchor; the layer moves, its spacing grows by `layerScale`

    def anchor(self) -> None:
        """Places given from now on are around what is looked at now."""
        self._anchor = self._view
        self.anchored.emit()
        self.viewChanged.emit()

    def anchor_if_far(self) -> None:
        """Marks that stay keep their places on the layer, and the window is told nothing of them."""
        off = max(abs(self._view.x - self._anchor.x), abs(self._view.y - self._anchor.y)) * self._view.scale
        if off > FAR_PX or abs(self._view.zoom - self._anchor.zoom) > FAR_ZOOM:
            self.anchor()

    def on_layer(self, x: float, y: float) -> Spot:
        return (x - self._anchor.x) * self._anchor.scale, (y - self._anchor.y) * self._anchor.scale

    def place_on_layer(self, place: Wgs84) -> Spot:
        return self.on_layer(*to_plane(place.latitude, place.longitude))

    def plane_at(self, right: float, down: float) -> Spot:
        """The place of the plane under a spot of the surface."""
        view = self._view
        return view.x + (right - view.width / 2) / view.scale, view.y + (down - view.height / 2) / view.scale

    def metres_on_layer(self, metres: float) -> float:
        return metres / self._anchor.metres_per_pixel

    @Property(float, notify=viewChanged)
    def layerX(self) -> float:
        return self._view.spot(self._anchor.x, self._anchor.y)[0]

    @Property(float, notify=viewChanged)
    def layerY(self) -> float:
        return self._view.spot(self._anchor.x, self._anchor.y)[1]

    @Property(float, notify=viewChanged)
    def layerScale(self) -> float:
        return float(2 ** (self._view.zoom - self._anchor.zoom))

    def _corner(self) -> Spot:
        if self._drawn is None:
            return 0.0, 0.0
        sheet = self._drawn.sheet
        drawn = View(sheet.x, sheet.y, sheet.zoom, sheet.width, sheet.height)
        west, north, _, _ = drawn.edges
        return self._view.spot(west, north)

    @Property(float, notify=viewChanged)
    def sheetX(self) -> float:
        return self._corner()[0]

    @Property(float, notify=viewChanged)
    def sheetY(self) -> float:
        return self._corner()[1]

    @Property(float, notify=viewChanged)
    def sheetScale(self) -> float:
        return float(2 ** (self._view.zoom - self._drawn.sheet.zoom)) if self._drawn is not None else 1.0

    @Property(int, notify=viewChanged)
    def barMetres(self) -> int:
        """A round length that a scale bar shows."""
        longest = BAR_PX * self._view.metres_per_pixel
        step = round_step_m(longest)
        return max(1, round(step if step <= longest * 1.001 else _below(step)))

    @Property(float, notify=viewChanged)
    def barPixels(self) -> float:
        return float(self.barMetres) / self._view.metres_per_pixel


def _below(step: float) -> float:
    """The round length before this one: 1, 2, 5, 10 …"""
    lead = round(step / 10 ** math.floor(math.log10(step) + 1e-9))
    return step * (0.4 if lead == 5 else 0.5)
