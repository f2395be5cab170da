"""One case on paper: A4, its photos before and after, its facts, where it lies, what was said and done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from fieldclient.ui.cases.looks import leading, stage_text
from fieldclient.ui.cases.story import StepRow, caption, fact_lines, label_of, step_rows
from fieldclient.ui.cases.telling import contact_rows
from fieldclient.ui.parts.case_line import case_title
from fieldclient.ui.parts.paper.mapping import draw_map
from fieldclient.ui.parts.paper.paper import LINE, QUIET, TILE, Paper, height_of
from fieldclient.ui.parts.paper.sheet import INNER, LEFT, RIGHT, WIDTH, Block, Sheet, ignore
from fieldclient.ui.words import Words
from fieldclient.work.case_maps import CaseMap
from fieldclient.work.views import CasePage, PhotoView
from sync.protocol.media import MediaKind

PAIR = ((INNER - 6) / 2, 64.0)  # a photo of before or after
SMALL, ACROSS = (57.3, 40.0), 3  # further ones
STEP_PHOTO, STEP_PHOTOS = (23.0, 17.0), 5
MAP_MM, LABEL_MM = 72.0, 34.0
DOT_MM = 8.0  # left of a step's words
LONG_AGO = timedelta(days=800)


class CaseSheet(Sheet):
    """`photos`: JPEGs by hash, of what is on this device. `drawn`: None for a case without a place."""

    def __init__(self, page: CasePage, photos: Mapping[str, bytes], drawn: CaseMap | None, words: Words, now: datetime) -> None:
        self._page, self._photos, self._map, self._words = page, photos, drawn, words
        self._now = now - LONG_AGO  # on paper a time is told with its date and its year
        number = page.row.number or page.row.local_reference
        super().__init__(self._blocks(), words, now, title=f"{words.phrase('case_sheet')} · {number}",
                         foot=words.phrase("case_sheet_private"))

    def _blocks(self) -> list[Block]:
        page = self._page
        blocks = [*self._head(), *self._pair(), *self._heading("case_sheet_facts"), *self._facts()]
        blocks += [*self._heading("case_sheet_map"), *self._place()]
        if page.result is not None:
            blocks += [*self._heading("case_sheet_result"), *self._result()]
        contacts = contact_rows(self._words, page.contacts, self._now)
        if contacts:
            blocks += [*self._heading("case_sheet_contacts"), *(self._step(row) for row in reversed(contacts))]
        if page.timeline:
            steps = reversed(step_rows(self._words, page.timeline, {}, self._now))
            blocks += [*self._heading("case_sheet_story"), *(self._step(row) for row in steps)]
        return [*blocks, *self._others()]

    # Parts of a page

    def _line(self, text: str, points: float, most: int = 1, *, bold: bool = False, gap: float = 1.0, quiet: bool = False,
              x: float = 0.0) -> Block:
        """Text over the whole width, as high as it needs."""
        width = INNER - x

        def draw(paper: Paper, y: float) -> None:
            ignore(paper.text(LEFT + x, y, width, text, points, bold=bold, lines=most, **({"colour": QUIET} if quiet else {})))

        return Block(height_of(text, width, points, most, bold=bold) + gap, draw)

    def _heading(self, name: str) -> list[Block]:
        line = self._line(self._words.phrase(name), 13, bold=True, gap=2.0)
        return [Block(4.0, lambda paper, y: None, leads=True), Block(line.height, line.draw, leads=True)]

    def _head(self) -> list[Block]:
        page, words, row = self._page, self._words, self._page.row
        title = case_title(row, words)
        title = f"{title} · {row.place}" if row.place else title
        facts = [row.number or row.local_reference, stage_text(words, row.stage), words.of(row.light)]
        told = " · ".join(each for each in facts if each)
        blocks = [self._line(title, 19, 2, bold=True), self._line(told, 11, quiet=True, gap=2.0)]
        if page.unsent:
            blocks.append(self._line(words.phrase("case_sheet_unsent"), 9, 2, quiet=True, gap=2.0))
        return blocks

    def _pair(self) -> list[Block]:
        """The photos that stand for how it was and how it is."""
        page, words = self._page, self._words
        before, after = leading(_still(page.before)), leading(_still(page.after))

        def draw(paper: Paper, y: float) -> None:
            titles = ("case_sheet_before", "case_sheet_after")
            for at, (photo, name) in enumerate(zip((before, after), titles, strict=True)):
                x = LEFT + at * (PAIR[0] + 6)
                paper.text(x, y, PAIR[0], words.phrase(name), 9, bold=True)
                self._photo(paper, (x, y + 5.0), PAIR, photo, "case_sheet_no_after" if at else "case_sheet_missing")
                told = caption(words, photo, self._now) if photo is not None else ""
                paper.text(x, y + 6.0 + PAIR[1], PAIR[0], told, 7.5, colour=QUIET)

        return [Block(PAIR[1] + 12.0, draw)] if before is not None or after is not None else []

    def _photo(
        self, paper: Paper, at: tuple[float, float], size: tuple[float, float], photo: PhotoView | None, empty: str
    ) -> None:
        jpeg = self._photos.get(photo.sha256) if photo is not None else None
        if jpeg is not None:
            paper.picture(*at, *size, jpeg)
            return
        paper.box(*at, *size, TILE, LINE)
        text = self._words.phrase("case_sheet_missing" if photo is not None else empty)
        paper.text(at[0] + 3, at[1] + size[1] / 2 - 2, size[0] - 6, text, 8, colour=QUIET)

    def _facts(self) -> list[Block]:
        page, words = self._page, self._words
        rows = [(words.phrase("fact_description"), page.description)]
        rows += [(line.title, line.value) for line in fact_lines(words, page, self._now)
                 if line.id not in ("number", "place")]  # they head the page
        rows.insert(1, (words.phrase("fact_place"), page.row.place))
        due = page.row.due_at
        rows.append((words.phrase("fact_deadline"), words.moment(due, self._now) if due is not None else ""))
        rows.append((words.phrase("fact_grid"), page.grid_name or page.grid or ""))
        rows.append((words.phrase("fact_rating"), words.of(page.rating) if page.rating is not None else ""))
        return [self._fact(title, value) for title, value in rows if value]

    def _fact(self, title: str, value: str) -> Block:
        width = INNER - LABEL_MM

        def draw(paper: Paper, y: float) -> None:
            paper.text(LEFT, y, LABEL_MM - 3, title, 9.5, colour=QUIET)
            paper.text(LEFT + LABEL_MM, y, width, value, 9.5, lines=8)

        return Block(height_of(value, width, 9.5, 8) + 1.6, draw)

    def _place(self) -> list[Block]:
        words, drawn = self._words, self._map
        if drawn is None:
            return [self._line(words.phrase("case_sheet_no_place"), 9.5, quiet=True)]
        place = drawn.place
        degrees = f"{place.latitude:.6f}, {place.longitude:.6f}"
        told = words.phrase("wgs84", degrees=degrees) if place.accuracy_m is None else words.phrase(
            "wgs84_accuracy", degrees=degrees, distance=words.distance(place.accuracy_m))
        line = f"{told} · {words.of(place.source)}"
        grid = f" · {words.phrase('map_in_grid', grid=drawn.grid)}" if drawn.grid else ""

        def draw(paper: Paper, y: float) -> None:
            draw_map(paper, drawn.drawn, (LEFT, y, INNER, MAP_MM), words)

        return [Block(MAP_MM + 1.5, draw), self._line(line + grid, 9, 2, quiet=True)]

    def _result(self) -> list[Block]:
        page, words = self._page, self._words
        assert page.result is not None
        told = words.of(page.result)
        if page.quantity is not None:
            told = f"{told} · {words.quantity(page.quantity, page.unit)}"
        head = self._line(told, 10.5, bold=True)
        if not page.result_text:
            return [head]
        return [Block(head.height, head.draw, leads=True), self._line(page.result_text, 9.5, 12)]

    def _step(self, row: StepRow) -> Block:
        """What was done, when, by whom, in which words, with the photos that belong to it."""
        width, x = INNER - DOT_MM, LEFT + DOT_MM
        shown = [self._photos[sha256] for sha256 in row.hashes if sha256 in self._photos][:STEP_PHOTOS]
        texts: list[tuple[str, float, int]] = [(row.who, 8.5, 1), (row.text, 9.5, 12), (row.note, 8.5, 3)]
        head = height_of(row.title, width - 38, 10, 1, bold=True)
        height = head + sum(height_of(text, width, points, most) + 0.4 for text, points, most in texts if text)

        def draw(paper: Paper, y: float) -> None:
            paper.box(LEFT + 1.2, y + 1.3, 2.2, 2.2, QUIET)
            paper.text(x, y, width - 38, row.title, 10, bold=True)
            paper.text(WIDTH - LEFT - 38, y, 38, row.when, 8.5, colour=QUIET, align=RIGHT)
            down = y + head
            for text, points, most in texts:
                if text:
                    colour = {} if text is row.text else {"colour": QUIET}
                    down += paper.text(x, down, width, text, points, lines=most, **colour) + 0.4
            for at, jpeg in enumerate(shown):
                paper.picture(x + at * (STEP_PHOTO[0] + 2), down + 0.8, *STEP_PHOTO, jpeg)

        return Block(height + (STEP_PHOTO[1] + 2.0 if shown else 0.0) + 2.4, draw)

    def _others(self) -> list[Block]:
        """Every photo that is not among the two above, three to a row."""
        page = self._page
        above = {photo.sha256 for photo in (leading(_still(page.before)), leading(_still(page.after))) if photo is not None}
        rest = [photo for photo in _still((*page.before, *page.after, *page.others)) if photo.sha256 not in above]
        rows = [rest[at : at + ACROSS] for at in range(0, len(rest), ACROSS)]
        return [*self._heading("case_sheet_others"), *(Block(SMALL[1] + 9.0, self._row(row)) for row in rows)] if rows else []

    def _row(self, row: Sequence[PhotoView]) -> Callable[[Paper, float], None]:
        def draw(paper: Paper, y: float) -> None:
            for at, photo in enumerate(row):
                x = LEFT + at * (SMALL[0] + 3)
                self._photo(paper, (x, y), SMALL, photo, "case_sheet_missing")
                paper.text(x, y + SMALL[1] + 0.8, SMALL[0], label_of(self._words, photo), 8)
                paper.text(x, y + SMALL[1] + 4.2, SMALL[0], caption(self._words, photo, self._now), 6.5, colour=QUIET)

        return draw


def _still(photos: Sequence[PhotoView]) -> list[PhotoView]:
    return [photo for photo in photos if photo.kind is MediaKind.PHOTO]
