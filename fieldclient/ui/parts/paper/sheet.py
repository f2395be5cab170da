"""A document of A4 pages: blocks that stand on one page as a whole, drawn a page to a turn, as a PDF or as pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter

from fieldclient import __version__
from fieldclient.ui.parts.paper.paper import LINE, QUIET, Paper
from fieldclient.ui.words import Words

WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP, FOOT = 16.0, 15.0, 16.0
INNER = WIDTH - 2 * LEFT
BOTTOM = HEIGHT - FOOT - 6
PDF_DPI = 600
RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Block:
    """Something that stands on one page as a whole. `leads`: never the last on a page (a heading)."""

    height: float
    draw: Callable[[Paper, float], None]
    leads: bool = False


def paged(blocks: Sequence[Block], room: float) -> list[list[tuple[float, Block]]]:
    """Blocks onto pages, each with its distance from the top. A heading goes along with what follows it."""
    pages: list[list[tuple[float, Block]]] = [[]]
    y = 0.0
    for at, block in enumerate(blocks):
        needed, following = block.height, at
        while blocks[following].leads and following + 1 < len(blocks):
            following += 1
            needed += blocks[following].height
        if pages[-1] and y + needed > room:
            pages.append([])
            y = 0.0
        pages[-1].append((y, block))
        y += block.height
    return pages


class Sheet:
    """`step` draws a page and says whether there is another; then `pdf` gives the file. `foot`: a sentence below each page."""

    def __init__(self, blocks: Sequence[Block], words: Words, now: datetime, *, title: str, foot: str) -> None:
        self.words, self.now = words, now
        self._foot, self._title = foot, title
        self._pages = paged(blocks, BOTTOM - TOP)
        self._next = 0
        self._buffer = QBuffer()
        self._drawing: tuple[QPdfWriter, QPainter] | None = None  # begun with the first page: a painter has to be ended

    @property
    def pages(self) -> int:
        return len(self._pages)

    def step(self) -> bool:
        if self._drawing is None:
            self._drawing = self._begin()
        writer, painter = self._drawing
        if self._next:
            writer.newPage()
        self._draw(Paper(painter, PDF_DPI / 25.4), self._next)
        self._next += 1
        if self._next == len(self._pages):
            painter.end()
        return self._next < len(self._pages)

    def _begin(self) -> tuple[QPdfWriter, QPainter]:
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(self._buffer)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        writer.setResolution(PDF_DPI)
        writer.setTitle(self._title)
        writer.setCreator(f"fieldclient {__version__}")
        return writer, QPainter(writer)

    def pdf(self) -> bytes:
        while self._next < len(self._pages):
            self.step()
        self._buffer.close()
        return bytes(self._buffer.data().data())

    def image(self, number: int, dots: float = 5.0) -> QImage:
        """A page as a picture, so many dots to the millimetre."""
        image = QImage(round(WIDTH * dots), round(HEIGHT * dots), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        self._draw(Paper(painter, dots), number)
        painter.end()
        return image

    def _draw(self, paper: Paper, number: int) -> None:
        for y, block in self._pages[number]:
            block.draw(paper, TOP + y)
        foot = HEIGHT - FOOT
        paper.line([(LEFT, foot), (WIDTH - LEFT, foot)], LINE, 0.2)
        made = self.words.phrase("sheet_made", time=f"{self.words.day(self.now)} {self.words.clock(self.now)}")
        paper.text(LEFT, foot + 1.5, INNER - 40, f"{made} · {self._foot}", 7.5, colour=QUIET, lines=2)
        told = self.words.phrase("sheet_page", page=str(number + 1), pages=str(len(self._pages)))
        paper.text(WIDTH - LEFT - 40, foot + 1.5, 40, told, 8, colour=QUIET, align=RIGHT)


def ignore(_: float) -> None:
    """A block knows its height before it is drawn."""
