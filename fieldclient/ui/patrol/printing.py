"""The printed summary of a patrol: A4, a page at a time, so that the window never stands still meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from fieldclient.ui.parts.case_line import case_title
from fieldclient.ui.parts.paper.mapping import draw_legend, draw_map
from fieldclient.ui.parts.paper.paper import COVERED_LINE, LINE, QUIET, Paper
from fieldclient.ui.parts.paper.sheet import INNER, LEFT, RIGHT, WIDTH, Block, Sheet, ignore
from fieldclient.ui.parts.patrol_line import grids_text
from fieldclient.ui.patrol.lines import from_to, grid_row, team_of
from fieldclient.ui.words import Words
from fieldclient.work.patrol.views import GridLine, PatrolPage, ReportLine

MAP_MM, GRID_ROW_MM, REPORT_MM, PHOTO = 112.0, 6.6, 26.0, (29.0, 22.0)


class Printing(Sheet):
    """The summary of one patrol."""

    def __init__(self, page: PatrolPage, photos: Mapping[str, bytes], words: Words, now: datetime) -> None:
        self._page, self._photos, self._words, self._now = page, photos, words, now
        title = f"{words.phrase('sheet_title')} · {team_of(page.line, words)} · {words.day(page.line.started_at)}"
        super().__init__(self._blocks(), words, now, title=title, foot=words.phrase("sheet_local"))

    # What is on the pages

    def _blocks(self) -> list[Block]:
        page, words = self._page, self._words
        blocks = [Block(19.0, self._head), Block(25.0, self._numbers)]
        if page.map is not None:
            blocks += [Block(9.0, self._heading("sheet_map"), leads=True), Block(MAP_MM + 10.0, self._map)]
        else:
            blocks.append(Block(12.0, self._sentence("sheet_no_map")))
        if page.track_hidden:
            blocks.append(Block(7.0, self._sentence("sheet_track_deleted")))
        blocks.append(Block(10.0, self._heading("sheet_grid_list"), leads=True))
        pairs = [page.grids[at:at + 2] for at in range(0, len(page.grids), 2)]
        blocks += [Block(GRID_ROW_MM, self._grids(pair)) for pair in pairs] or [Block(8.0, self._sentence("sheet_no_grids"))]
        blocks.append(Block(3.0, lambda paper, y: None))
        heading = f"{words.phrase('sheet_report_list')} ({len(page.reports)})" if page.reports else ""
        blocks.append(Block(10.0, self._heading("sheet_report_list", heading), leads=True))
        reports = [Block(REPORT_MM, self._report(each)) for each in page.reports]
        blocks += reports or [Block(8.0, self._sentence("sheet_no_reports"))]
        return blocks

    def _head(self, paper: Paper, y: float) -> None:
        line, words = self._page.line, self._words
        paper.text(LEFT, y, INNER, words.phrase("sheet_title"), 22, bold=True)
        started, ended = line.started_at.astimezone(), line.ended_at.astimezone() if line.ended_at is not None else None
        day = words.phrase("sheet_day", year=str(started.year), day=words.day(started))
        when = from_to(line, words, self._now)
        if ended is not None and ended.date() == started.date():
            when = words.phrase("patrol_from_to", start=words.clock(started), end=words.clock(ended))
        parts = (team_of(line, words), self._page.person, day, when)
        paper.text(LEFT, y + 10.5, INNER, " · ".join(part for part in parts if part), 11, colour=QUIET)

    def _numbers(self, paper: Paper, y: float) -> None:
        page, words = self._page, self._words
        moving = words.phrase("sheet_moving", time=words.lasting(page.moving_s)) if page.moving_s else ""
        gaps = words.count("gap", page.gaps) if page.gaps else ""
        tiles = [("sheet_lasting", words.lasting(page.line.lasting_s), moving),
                 ("sheet_distance", words.distance(page.line.distance_m), gaps),
                 ("sheet_grids", grids_text(page.line, words), ""), ("sheet_reports", str(page.line.reports), "")]
        wide = (INNER - 3 * 4) / 4
        for at, (name, number, note) in enumerate(tiles):
            x = LEFT + at * (wide + 4)
            paper.box(x, y, wide, 21)
            paper.text(x + 3, y + 2.2, wide - 6, words.phrase(name), 8.5, colour=QUIET)
            paper.text(x + 3, y + 6.6, wide - 6, number, 15, bold=True)
            paper.text(x + 3, y + 14.8, wide - 6, note, 8, colour=QUIET)

    def _heading(self, name: str, text: str = "") -> Callable[[Paper, float], None]:
        return lambda paper, y: ignore(paper.text(LEFT, y + 1.5, INNER, text or self._words.phrase(name), 13, bold=True))

    def _sentence(self, name: str) -> Callable[[Paper, float], None]:
        return lambda paper, y: ignore(paper.text(LEFT, y, INNER, self._words.phrase(name), 10, colour=QUIET))

    def _map(self, paper: Paper, y: float) -> None:
        assert self._page.map is not None
        draw_map(paper, self._page.map, (LEFT, y, INNER, MAP_MM), self._words)
        draw_legend(paper, self._page.map, LEFT, y + MAP_MM + 2.2, self._words)

    def _grids(self, pair: Sequence[GridLine]) -> Callable[[Paper, float], None]:
        def draw(paper: Paper, y: float) -> None:
            wide = (INNER - 6) / 2
            for at, grid in enumerate(pair):
                row, x = grid_row(grid, self._words), LEFT + at * (wide + 6)
                title = grid.name if grid.name == grid.code or not grid.name else f"{grid.name}  {grid.code}"
                paper.text(x, y, wide - 30, title or grid.code, 9.5)
                done = grid.covered
                paper.text(x + wide - 30, y, 30, row.word, 9.5, bold=done, colour=COVERED_LINE if done else QUIET, align=RIGHT)
                paper.line([(x, y + GRID_ROW_MM - 1), (x + wide, y + GRID_ROW_MM - 1)], LINE, 0.15)

        return draw

    def _report(self, report: ReportLine) -> Callable[[Paper, float], None]:
        def draw(paper: Paper, y: float) -> None:
            words, shown = self._words, [self._photos[each] for each in report.photos if each in self._photos][:3]
            paper.dot(LEFT + 2.6, y + 3.2, str(report.number), 2.6)
            room = INNER - 8 - len(shown) * (PHOTO[0] + 2)
            used = paper.text(LEFT + 8, y + 0.4, room - 2, case_title(report, words), 11.5, bold=True)
            used += paper.text(LEFT + 8, y + 1.2 + used, room - 2, report.place or words.phrase("no_place"), 9.5)
            used += paper.text(LEFT + 8, y + 1.4 + used, room - 2, report.description, 9, lines=1)
            facts = [words.moment(report.at, self._now), report.reference]
            facts += [words.phrase("sheet_no_place")] if report.position is None else []
            paper.text(LEFT + 8, y + 1.8 + used, room - 2, " · ".join(facts), 8.5, colour=QUIET)
            for at, jpeg in enumerate(shown):
                x = WIDTH - LEFT - (len(shown) - at) * (PHOTO[0] + 2) + 2
                paper.picture(x, y + 0.4, *PHOTO, jpeg)
            paper.line([(LEFT, y + REPORT_MM - 1.8), (WIDTH - LEFT, y + REPORT_MM - 1.8)], LINE, 0.15)

        return draw
