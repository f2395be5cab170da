"""The map on paper: grids, track with its gaps, numbered reports, north, scale and legend."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath

from fieldclient.ui.parts.paper.fitting import Fitting, fit, middle_of, width_of
from fieldclient.ui.parts.paper.paper import (
    COVERED,
    COVERED_LINE,
    INK,
    LINE,
    PLANNED_LINE,
    QUIET,
    TILE,
    TRACK,
    Paper,
)
from fieldclient.ui.words import Words
from fieldclient.work.patrol.views import Outline, PatrolMap

_PAPER = QColor("#fbfbf9")
_GROUND = QColor(255, 255, 255, 185)
_NAME_MM = 16.0  # a grid that is narrower on paper gets no name


def draw_map(paper: Paper, drawn: PatrolMap, box: tuple[float, float, float, float], words: Words) -> None:
    """In a box of x, y, width, height; everything in millimetres."""
    x, y, width, height = box
    at = fit(drawn, width, height, 9.0)
    paper.box(x, y, width, height, _PAPER, LINE)
    paper.painter.save()
    paper.painter.setClipRect(paper.rect(x, y, width, height))
    paper.painter.translate(paper.point(x, y))
    for outline in sorted(drawn.outlines, key=lambda each: each.covered):
        _draw_outline(paper, outline, at)
    _draw_track(paper, drawn, at)
    alone = any(number == 0 for number, _ in drawn.dots)  # it would lie on the name of its grid, which is told beside the map
    for outline in drawn.outlines:
        if not (alone and outline.covered):
            _draw_name(paper, outline, at)
    for number, point in drawn.dots:
        paper.dot(*at.place(point), str(number or ""))  # 0: the only one, which needs no number
    _draw_scale(paper, at, words)
    paper.painter.restore()


def _draw_outline(paper: Paper, outline: Outline, at: Fitting) -> None:
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in outline.rings:
        placed = [at.place(point) for point in ring]
        shape.moveTo(paper.point(*placed[0]))
        for point in placed[1:]:
            shape.lineTo(paper.point(*point))
        shape.closeSubpath()
    if outline.covered:
        paper.painter.fillPath(shape, COVERED)
    paper.painter.setBrush(Qt.BrushStyle.NoBrush)
    paper.painter.setPen(paper.pen(COVERED_LINE if outline.covered else PLANNED_LINE, 0.35, dashed=not outline.covered))
    paper.painter.drawPath(shape)


def _draw_name(paper: Paper, outline: Outline, at: Fitting) -> None:
    """In the middle, where no neighbour's line runs through it, on a pale ground where the track does."""
    room = width_of(outline) * at.scale - 3
    if room >= _NAME_MM:
        x, y = at.place(middle_of(outline))
        name = outline.name or outline.code
        wide = min(room, QFontMetricsF(paper.font(7.5)).horizontalAdvance(name) / paper.dots) + 1.6
        paper.box(x - wide / 2, y - 1.8, wide, 4.0, _GROUND)
        paper.text(x - room / 2, y - 1.6, room, name, 7.5, colour=QUIET, align=Qt.AlignmentFlag.AlignHCenter)


def _draw_track(paper: Paper, drawn: PatrolMap, at: Fitting) -> None:
    stretches = [[at.place(point) for point in stretch] for stretch in drawn.stretches]
    for a, b in zip(stretches, stretches[1:], strict=False):
        paper.line([a[-1], b[0]], TRACK, 0.3, dashed=True)
    for stretch in stretches:
        paper.line(stretch if len(stretch) > 1 else stretch * 2, TRACK, 0.7)
    if stretches:
        paper.ring(*stretches[0][0], filled=False)
        paper.ring(*stretches[-1][-1], filled=True)


def _draw_scale(paper: Paper, at: Fitting, words: Words) -> None:
    metres = at.bar_m(45.0)
    long, left, bottom = metres * at.scale, 4.0, at.height - 4.0
    paper.box(left - 1.5, bottom - 6.5, long + 3.0, 8.0, QColor(255, 255, 255, 210))
    paper.line([(left, bottom), (left + long, bottom)], INK, 0.6)
    paper.text(left, bottom - 5.5, max(long, 14), words.distance(metres), 8)
    north = QPainterPath(paper.point(at.width - 6, 4))
    for point in ((at.width - 4, 10), (at.width - 6, 8.6), (at.width - 8, 10)):
        north.lineTo(paper.point(*point))
    north.closeSubpath()
    paper.painter.fillPath(north, INK)
    paper.text(at.width - 11, 10, 10, words.phrase("sheet_north"), 8, align=Qt.AlignmentFlag.AlignHCenter)


def draw_legend(paper: Paper, drawn: PatrolMap, x: float, y: float, words: Words) -> None:
    """Only of what is on the map."""
    entries: list[tuple[str, Callable[[float], None]]] = []
    middle = y + 2.2
    if drawn.stretches:
        entries.append(("legend_track", lambda at: paper.line([(at, middle), (at + 7, middle)], TRACK, 0.7)))
        entries.append(("legend_start", lambda at: paper.ring(at + 3.5, middle, filled=False)))
        entries.append(("legend_end", lambda at: paper.ring(at + 3.5, middle, filled=True)))
    if len(drawn.stretches) > 1:
        entries.append(("legend_gap", lambda at: paper.line([(at, middle), (at + 7, middle)], TRACK, 0.3, dashed=True)))
    if any(outline.covered for outline in drawn.outlines):
        entries.append(("legend_covered", lambda at: paper.box(at, y, 7, 4.4, COVERED, COVERED_LINE)))
    if any(not outline.covered for outline in drawn.outlines):
        entries.append(("legend_planned", lambda at: _dashed_box(paper, at, y)))
    if drawn.dots:
        entries.append(("legend_report", lambda at: paper.dot(at + 3.5, middle, "1", 2.1)))
    for name, draw in entries:
        draw(x)
        text = words.phrase(name)
        paper.text(x + 8.5, y - 0.1, 60, text, 8.5, colour=QUIET)
        wide = paper.painter.fontMetrics().horizontalAdvance(text)
        x += 8.5 + wide / paper.dots + 5.5


def _dashed_box(paper: Paper, x: float, y: float) -> None:
    paper.painter.setPen(paper.pen(PLANNED_LINE, 0.35, dashed=True))
    paper.painter.setBrush(TILE)
    corner: QPointF = paper.point(x, y)
    paper.painter.drawRect(paper.rect(corner.x() / paper.dots, corner.y() / paper.dots, 7, 4.4))
