"""My week on paper: the same series as on the screen, as bars and as tables. Drawn a page to a turn of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from fieldclient.ui.charts.series import heat_series, quarter_series, team_series, week_series
from fieldclient.ui.parts.paper.paper import INK, LINE, QUIET, TILE, TRACK, Paper
from fieldclient.ui.parts.paper.sheet import INNER, LEFT, Block, Sheet
from fieldclient.ui.words import Words
from fieldclient.work.among import Numbers

CHART_MM, ROW_MM, HEAD_MM = 46.0, 5.6, 17.0
MOST_GRIDS = MOST_ROWS = 10
_GUTTER, _FOOT = 9.0, 6.0
_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


def week_sheet(numbers: Numbers, person: str, words: Words, now: datetime) -> Sheet:
    """A document of one or two pages."""
    mine = numbers.mine
    parts: list[tuple[str, dict[str, Any]]] = [
        ("week_mine", week_series(mine, words)), ("week_quarter", quarter_series(mine, words))]
    if numbers.team is not None:
        parts.append(("week_team", team_series(numbers.team, mine.today.day, words)))
    blocks = [Block(20.0, _head(person, mine.this_week.first, words))]
    for name, series in parts:
        blocks += _section(words.phrase(name), series)
    heat = heat_series(numbers.heat, words, MOST_GRIDS)
    if heat["rows"]:
        blocks += [Block(HEAD_MM, _title(words.phrase("week_grids"), heat["summary"]), leads=True), *_table(heat)]
    title = f"{words.phrase('week_sheet')} · {person} · {mine.this_week.first.isoformat()}"
    return Sheet(blocks, words, now, title=title, foot=words.phrase("week_foot"))


def _head(person: str, first: Any, words: Words) -> Callable[[Paper, float], None]:
    def draw(paper: Paper, y: float) -> None:
        paper.text(LEFT, y, INNER, words.phrase("week_sheet"), 22, bold=True)
        about = words.phrase("week_of", month=str(first.month), day=str(first.day))
        paper.text(LEFT, y + 10.5, INNER, f"{person} · {first.year} · {about}", 11, colour=QUIET)

    return draw


def _section(title: str, series: dict[str, Any]) -> list[Block]:
    return [Block(HEAD_MM, _title(title, series["summary"]), leads=True), Block(CHART_MM, _chart(series)), *_table(series),
            Block(5.0, lambda paper, y: None)]


def _title(title: str, summary: str) -> Callable[[Paper, float], None]:
    def draw(paper: Paper, y: float) -> None:
        paper.text(LEFT, y + 1.0, INNER, title, 13, bold=True)
        paper.text(LEFT, y + 7.6, INNER, summary, 10, lines=2)

    return draw


def _chart(series: dict[str, Any]) -> Callable[[Paper, float], None]:
    """Full bars, and hollow ones beside them, as on the screen."""

    def draw(paper: Paper, y: float) -> None:
        bars, axis = series["bars"], series["axis"]
        room, wide = CHART_MM - _FOOT - 6, (INNER - _GUTTER) / max(1, len(bars))
        zero = y + 4 + room

        def height(value: float) -> float:
            return room * value / max(1, axis[-1])

        for line in axis:
            at = zero - height(line)
            paper.line([(LEFT + _GUTTER, at), (LEFT + INNER, at)], QUIET if line == 0 else LINE, 0.25 if line == 0 else 0.15)
            paper.text(LEFT, at - 1.8, _GUTTER - 2, str(line), 8, colour=QUIET, align=_RIGHT)
        bar_mm = min(7.0, wide * 0.34)
        _legend(paper, y - 1.0, series)
        for at, bar in enumerate(bars):
            middle = LEFT + _GUTTER + (at + 0.5) * wide
            _bar(paper, middle - bar_mm - 0.3, zero, bar_mm, height(bar["value"]), TRACK, None)
            _bar(paper, middle + 0.3, zero, bar_mm, height(bar["other"]), QColor("white"), INK)
            if bar["value"]:
                above = zero - height(bar["value"]) - 3.8
                paper.text(middle - bar_mm - 3, above, bar_mm + 5, str(bar["value"]), 8, align=_CENTRE)
            paper.text(middle - wide / 2, zero + 0.8, wide, bar["label"], 8, colour=QUIET, align=_CENTRE)

    return draw


def _legend(paper: Paper, y: float, series: dict[str, Any]) -> None:
    """What is full and what is hollow, at the right above the bars."""
    for at, (name, fill, line) in enumerate(((series["first"], TRACK, None), (series["second"], QColor("white"), INK))):
        x = LEFT + INNER - (2 - at) * 26
        _bar(paper, x, y + 3.2, 3.2, 3.2, fill, line)
        paper.text(x + 4.6, y - 0.6, 21, name, 8, colour=QUIET)


def _bar(paper: Paper, x: float, zero: float, width: float, height: float, fill: QColor, line: QColor | None) -> None:
    if height <= 0:
        return
    paper.painter.setBrush(fill)
    paper.painter.setPen(paper.pen(line, 0.35) if line is not None else Qt.PenStyle.NoPen)
    paper.painter.drawRect(paper.rect(x, zero - height, width, height))


def _table(series: dict[str, Any]) -> list[Block]:
    rows: Sequence[Sequence[str]] = [series["heads"], *series["rows"][:MOST_ROWS]]
    return [Block(ROW_MM, _row(row, head=at == 0), leads=at == 0) for at, row in enumerate(rows)]


def _row(cells: Sequence[str], *, head: bool) -> Callable[[Paper, float], None]:
    def draw(paper: Paper, y: float) -> None:
        if head:
            paper.box(LEFT, y, INNER, ROW_MM - 0.6, TILE)
        first = INNER * 0.34
        other = (INNER - first) / max(1, len(cells) - 1)
        for at, cell in enumerate(cells):
            x = LEFT + 2 if at == 0 else LEFT + first + (at - 1) * other
            room = first - 4 if at == 0 else other - 2
            colour = QUIET if head else INK
            paper.text(x, y + 0.5, room, cell, 9, bold=head, colour=colour, **({} if at == 0 else {"align": _RIGHT}))
        paper.line([(LEFT, y + ROW_MM - 0.6), (LEFT + INNER, y + ROW_MM - 0.6)], LINE, 0.12)

    return draw
