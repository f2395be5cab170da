"""The process that draws the map: `python -m fieldclient.ui.mapping.draughtsman`. Orders come in, sheets go out.

A process and not a thread, because tiles come from files that nobody vouches for: what crashes or swells here takes neither the
window nor a report along. And no thread but the window's speaks to Qt in the window's process. Of orders that wait only the
latest is drawn.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import msgspec
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from fieldclient.geo.area import Level
from fieldclient.geo.area_plane import PlaneAreas, by_level
from fieldclient.geo.mercator import View
from fieldclient.geo.tile_files import TileKind
from fieldclient.store.areas import Areas
from fieldclient.store.database import Database
from fieldclient.ui.mapping import orders
from fieldclient.ui.mapping.layers import (
    Names,
    TilePaths,
    draw_areas,
    draw_lines,
    draw_vectors,
    name_areas,
    pen_of,
)
from fieldclient.ui.mapping.orders import Order, Sheet
from fieldclient.ui.mapping.style import STYLES, Style
from fieldclient.ui.mapping.tile_store import Drawable, TileStore
from sync.protocol.problems import Problem

MOST_PIXELS = 24_000_000
MEMORY_BYTES = 3 * 1024**3  # of address space: a bomb ends this process and not the machine
NICER = 5  # the window's thread comes first, and then the map somebody looks at
IDLE_S = 90.0  # nobody looks at the map any more
GRID_PX, NAMED_PX = 14.0, 52.0  # grids narrower than that are no more than a pattern


class Draughtsman:
    def __init__(self) -> None:
        self._tiles = TileStore()
        self._areas: dict[Level, PlaneAreas] = {}
        self._areas_of: tuple[str, int] | None = None

    def draw(self, order: Order) -> tuple[Sheet, QImage]:
        ratio = max(0.5, min(4.0, order.ratio))
        wide, high = max(1, round(order.width * ratio)), max(1, round(order.height * ratio))
        if wide * high > MOST_PIXELS:
            raise ValueError("too large")
        self._read_areas(order)
        self._tiles.only(order.tiles)
        image = QImage(wide, high, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        style = STYLES.get(order.theme, STYLES["light"])
        image.fill(QColor(style.ground))
        view = View(order.x, order.y, order.zoom, order.width, order.height)
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        try:
            drawn = self._paint(painter, order, view, style)
        finally:
            painter.end()
        sheet = Sheet(n=order.n, x=order.x, y=order.y, zoom=order.zoom, width=order.width, height=order.height, ratio=ratio,
                      bad=dict(self._tiles.bad), bare=not drawn)
        return sheet, image

    def close(self) -> None:
        self._tiles.only(())

    def _paint(self, painter: QPainter, order: Order, view: View, style: Style) -> bool:
        names = Names(style, order.text_scale, QRectF(0, 0, order.width, order.height))
        drawn = False
        for source in order.tiles:
            found = self._tiles.seen(source, view)
            drawn = drawn or bool(found)
            if self._tiles.kind(source.path) is TileKind.VECTOR:
                draw_vectors(painter, [(each.placed, each.made) for each in found if isinstance(each.made, TilePaths)],
                             view.zoom, style, names)
            else:
                draw_pictures(painter, found, dark=order.theme == "dark")
        drawn = self._paint_areas(painter, view, style, names) or drawn
        draw_lines(painter, order.tracks, view, pen_of(style.track, 16))
        names.draw(painter)
        return drawn or bool(order.tracks)

    def _paint_areas(self, painter: QPainter, view: View, style: Style, names: Names) -> bool:
        """Grids when they are large enough to be told apart, streets and communities above them."""
        finest = 0.7 / view.scale
        drawn = 0
        for level, stroke in ((Level.GRID, style.grid), (Level.COMMUNITY, style.grid), (Level.STREET, style.street),
                              (Level.JURISDICTION, style.street)):
            areas = self._areas.get(level)
            if areas is None or not len(areas) or level is Level.COMMUNITY and areas.usual_width * view.scale < 3 * GRID_PX:
                continue
            wide = areas.usual_width * view.scale
            if wide < GRID_PX and level is not Level.JURISDICTION:
                continue
            seen = areas.seen(view.edges, finest)
            draw_areas(painter, seen, view, stroke)
            drawn += len(seen)
            if wide >= NAMED_PX and level is not Level.JURISDICTION:
                name_areas(seen, view, names, 12 if level is Level.GRID else 15, bold=level is Level.STREET)
        return drawn > 0

    def _read_areas(self, order: Order) -> None:
        wanted = (order.areas, order.areas_version)
        if wanted == self._areas_of:
            return
        self._areas, self._areas_of = {}, wanted
        if order.areas:
            database = Database(Path(order.areas), read_only=True)
            try:
                self._areas = by_level(Areas(database).all())
            except Problem:
                self._areas_of = None  # it is being written anew: the next sheet asks again
            finally:
                database.close()


def draw_pictures(painter: QPainter, tiles: list[Drawable], *, dark: bool) -> None:
    """Tiles of a picture map. In the dark they are dimmed: their colours are their makers'."""
    for each in tiles:
        if isinstance(each.made, QImage):
            at = each.placed
            painter.drawImage(QRectF(at.left, at.top, at.width, at.height), each.made)
            if dark:
                painter.fillRect(QRectF(at.left, at.top, at.width, at.height), QColor(10, 14, 12, 150))


def _read(source: BinaryIO, waiting: queue.SimpleQueue[Order | None]) -> None:
    decoder = msgspec.json.Decoder(Order)
    for line in source:
        try:
            waiting.put(decoder.decode(line))
        except msgspec.DecodeError:
            continue
    waiting.put(None)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # no such thing on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from fieldclient.ui.engine import application

    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no sheet
    if hasattr(os, "nice"):
        os.nice(NICER)
    held = application(["map"])
    assert held is not None
    _bound_memory()
    waiting: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, waiting), name="orders", daemon=True).start()
    draughtsman = Draughtsman()
    while True:
        try:
            order = waiting.get(timeout=IDLE_S)
            while not waiting.empty():
                order = waiting.get()
        except queue.Empty:
            return 0
        if order is None:
            return 0
        sheet, image = draughtsman.draw(order)
        try:
            orders.send(out, sheet, memoryview(image.constBits())[: image.sizeInBytes()])
        except (BrokenPipeError, OSError):
            return 0


if __name__ == "__main__":
    sys.exit(main())
