"""Drawing the map with QPainter: tiles, outlines of areas, tracks, names. Runs in the process that draws (`draughtsman`)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from fieldclient.geo.area_plane import Drawn
from fieldclient.geo.mercator import View, to_plane
from fieldclient.geo.tile_datum import Placed
from fieldclient.geo.vector_kinds import Kind
from fieldclient.geo.vector_tiles import Shape
from fieldclient.ui.mapping.style import Stroke, Style, width_at

MOST_NAMES = 140
_FILLED = (Kind.GREEN, Kind.WATER, Kind.BUILDING)
_NAMED = (Kind.STREET_NAME, Kind.PLACE_NAME)
Ring = npt.NDArray[np.float64]


@dataclass
class TilePaths:
    """A vector tile ready to be drawn at any size: a path of each kind, one tile wide, and its names."""

    paths: dict[Kind, QPainterPath] = field(default_factory=dict)
    names: list[Shape] = field(default_factory=list)
    weight: int = 0


def paths_of(shapes: Iterable[Shape]) -> TilePaths:
    made = TilePaths()
    for shape in shapes:
        made.weight += sum(len(ring) for ring in shape.rings)
        if shape.kind in _NAMED:
            made.names.append(shape)
            continue
        path = made.paths.setdefault(shape.kind, QPainterPath())
        for ring in shape.rings:
            path.addPolygon(polygon(ring))
            if shape.kind in _FILLED:
                path.closeSubpath()
    for kind, path in made.paths.items():
        path.setFillRule(Qt.FillRule.WindingFill if kind is Kind.BUILDING else Qt.FillRule.OddEvenFill)
    return made


def polygon(ring: Ring) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in ring.tolist()])


class Names:
    """Words that do not lie over each other. Asked for first wins; drawn at the end, above everything."""

    def __init__(self, style: Style, scale: float, surface: QRectF) -> None:
        self._style, self._scale, self._surface = style, scale, surface
        self._taken: list[QRectF] = []
        self._said: list[tuple[str, QFont, QPointF, float]] = []
        self._once: set[str] = set()
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetricsF]] = {}

    def font(self, px: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
        key = (round(px * self._scale), bold)
        if key not in self._fonts:
            font = QFont("Field Sans SC")
            font.setPixelSize(key[0])
            font.setBold(bold)
            self._fonts[key] = font, QFontMetricsF(font)
        return self._fonts[key]

    def put(self, text: str, x: float, y: float, px: int = 13, *, bold: bool = False, room: float = 0.0, turn: float = 0.0,
            once: bool = False) -> None:
        """Around a spot. `room`: how wide it may be, 0 for as wide as it is; `turn`: degrees; `once`: not a second time."""
        if len(self._said) >= MOST_NAMES or not text or (once and text in self._once) or not self._surface.contains(x, y):
            return
        font, measures = self.font(px, bold)
        wide, high = measures.horizontalAdvance(text), measures.height()
        if room and wide > room:
            return
        lean = abs(math.sin(math.radians(turn)))
        box_w, box_h = wide * (1 - lean) + high * lean + 6, high * (1 - lean) + wide * lean + 2
        box = QRectF(x - box_w / 2, y - box_h / 2, box_w, box_h)
        if any(box.intersects(other) for other in self._taken):
            return
        self._taken.append(box)
        self._once.add(text)
        self._said.append((text, font, QPointF(x, y), turn))

    def draw(self, painter: QPainter) -> None:
        halo = QPen(QColor(self._style.halo), 3.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        for text, font, middle, turn in self._said:
            measures = QFontMetricsF(font)
            path = QPainterPath()
            path.addText(-measures.horizontalAdvance(text) / 2, measures.ascent() - measures.height() / 2, font, text)
            painter.save()
            painter.translate(middle)
            painter.rotate(turn)
            painter.strokePath(path, halo)
            painter.fillPath(path, QColor(self._style.text))
            painter.restore()


def draw_vectors(painter: QPainter, tiles: Sequence[tuple[Placed, TilePaths]], zoom: float, style: Style, names: Names) -> None:
    """Kind by kind over all tiles, so that roads meet at the edges of tiles."""
    for kind in Kind:
        if kind is Kind.PATH:
            for cased, stroke in style.casings.items():
                _stroke_all(painter, tiles, cased, stroke, zoom)
        if kind is Kind.BUILDING and zoom < 14.5 or kind is Kind.PATH and zoom < 15:
            continue
        if kind in style.fills:
            for placed, made in tiles:
                if kind in made.paths:
                    painter.fillPath(_on(placed).map(made.paths[kind]), QColor(style.fills[kind]))
        elif kind in style.strokes:
            _stroke_all(painter, tiles, kind, style.strokes[kind], zoom)
    for placed, made in tiles:
        _put_names(placed, made, zoom, names)


def _on(placed: Placed) -> QTransform:
    return QTransform(placed.width, 0, 0, placed.height, placed.left, placed.top)


def _stroke_all(painter: QPainter, tiles: Sequence[tuple[Placed, TilePaths]], kind: Kind, stroke: Stroke, zoom: float) -> None:
    pen = pen_of(stroke, zoom)
    for placed, made in tiles:
        path = made.paths.get(kind)
        if path is not None:
            painter.strokePath(_on(placed).map(path), pen)


def pen_of(stroke: Stroke, zoom: float) -> QPen:
    pen = QPen(QColor(stroke.colour), width_at(stroke, zoom), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
               Qt.PenJoinStyle.RoundJoin)
    if stroke.dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([4, 3])
    return pen


def _put_names(placed: Placed, made: TilePaths, zoom: float, names: Names) -> None:
    for shape in sorted(made.names, key=lambda each: (each.kind is not Kind.PLACE_NAME, each.rank)):
        ring = shape.rings[0] * (placed.width, placed.height) + (placed.left, placed.top)
        if shape.kind is Kind.PLACE_NAME:
            if shape.rank <= zoom - 8:
                names.put(shape.name, *ring[0].tolist(), 16 if shape.rank < 4 else 14, bold=shape.rank < 4, once=True)
        elif zoom >= 14.5:
            _put_street(shape.name, ring, names)


def _put_street(text: str, line: Ring, names: Names) -> None:
    """Along the middle of the line where that is straight enough."""
    steps = np.hypot(*(line[1:] - line[:-1]).T)
    whole = float(steps.sum())
    _, measures = names.font(12, False)
    wide = measures.horizontalAdvance(text)
    if whole < wide * 1.2:
        return
    along = np.concatenate([[0.0], np.cumsum(steps)])
    first, last = (np.array([np.interp(at, along, line[:, axis]) for axis in (0, 1)])
                   for at in ((whole - wide) / 2, (whole + wide) / 2))
    if math.dist(first, last) < wide * 0.9:
        return
    turn = math.degrees(math.atan2(last[1] - first[1], last[0] - first[0]))
    turn = turn - 180 if turn > 90 else turn + 180 if turn < -90 else turn
    names.put(text, *((first + last) / 2).tolist(), 12, turn=turn, once=True)


def draw_areas(painter: QPainter, areas: Sequence[Drawn], view: View, stroke: Stroke) -> QPainterPath:
    """Outlines on the surface of a view, in one stroke."""
    path = QPainterPath()
    left, top = view.x - view.width / 2 / view.scale, view.y - view.height / 2 / view.scale
    for area in areas:
        for ring in area.rings:
            path.addPolygon(polygon((ring - (left, top)) * view.scale))
            path.closeSubpath()
    painter.strokePath(path, pen_of(stroke, view.zoom))
    return path


def name_areas(areas: Sequence[Drawn], view: View, names: Names, px: int, *, bold: bool) -> None:
    """In the middle of what is seen of each, where there is room."""
    west, north, east, south = view.edges
    for area in areas:
        left, right = max(west, area.edges[0]), min(east, area.edges[2])
        top, bottom = max(north, area.edges[1]), min(south, area.edges[3])
        x, y = view.spot((left + right) / 2, (top + bottom) / 2)
        names.put(area.name or area.code, x, y, px, bold=bold, room=(right - left) * view.scale - 8)


def draw_lines(painter: QPainter, lines: Iterable[Sequence[tuple[float, float]]], view: View, pen: QPen) -> None:
    """Of latitudes and longitudes: tracks."""
    for line in lines:
        spots = [QPointF(*view.spot(*to_plane(*place))) for place in line]
        if len(spots) > 1:
            path = QPainterPath()
            path.addPolygon(QPolygonF(spots))
            painter.strokePath(path, pen)
