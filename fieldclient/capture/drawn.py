"""Marks painted into a picture: lines with a dark edge, labels on a dark ground."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

from fieldclient.capture.strokes import DARK, LABEL, LABEL_PAD, PEN, RIM, Line, colour_of, lines_of
from sync.protocol.marks import Mark, MarkKind, Marks, box

_SMALL_PX = 2200  # up to here lines are painted three times as large and shrunk: steps would be seen
_MUCH = 6.0  # photos, of what is painted so finely: forty circles around a whole photo took seconds
_GROUND = (16, 19, 18, 255)
_LINES = (MarkKind.ARROW, MarkKind.ELLIPSE, MarkKind.PEN)

Font = Callable[[int], ImageFont.FreeTypeFont]


def with_marks(image: Image.Image, marks: Marks, font: Font) -> Image.Image:
    """`font(size_px)` gives the letters. What hides or cuts is not done here."""
    result, long_px = image.copy(), max(image.size)
    finer = fineness(marks, long_px)
    for mark in marks:
        lines = lines_of(mark, *image.size)
        if lines:
            pen = max(2.0, PEN * long_px)
            rim = max(1.0, RIM * long_px)
            _paint(result, lines, pen + 2 * rim, DARK, finer)
            _paint(result, lines, pen, colour_of(mark), finer)
        elif mark.kind == MarkKind.TEXT and mark.points and mark.text.strip():
            result = _labelled(result, mark, font)
    return result


def fineness(marks: Marks, long_px: int) -> int:
    """How many times as large lines are painted before they are shrunk."""
    boxes = [box(mark) for mark in marks if mark.kind in _LINES and mark.points]
    much = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes) > _MUCH
    return 3 if long_px <= _SMALL_PX and not much else 1


def _paint(image: Image.Image, lines: list[Line], pen: float, colour: str, finer: int) -> None:
    every = [point for line in lines for point in line]
    left, top = (int(min(each[axis] for each in every) - pen) for axis in (0, 1))
    right, bottom = (int(max(each[axis] for each in every) + pen) + 1 for axis in (0, 1))
    left, top, right, bottom = max(0, left), max(0, top), min(image.width, right), min(image.height, bottom)
    if right <= left or bottom <= top:
        return
    mask = Image.new("L", ((right - left) * finer, (bottom - top) * finer))
    draw, wide = ImageDraw.Draw(mask), pen * finer
    for line in lines:
        points = [((x - left) * finer, (y - top) * finer) for x, y in line]
        draw.line(points, fill=255, width=max(1, round(wide)), joint="curve")
        for x, y in points:
            draw.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=255)
    if finer > 1:
        mask = mask.resize((right - left, bottom - top), Image.Resampling.BOX)
    image.paste(colour, (left, top), mask)


def _labelled(image: Image.Image, mark: Mark, font: Font) -> Image.Image:
    """A label that would stick out is moved back into the picture."""
    size = max(9, round(LABEL * max(image.size)))
    letters = font(size)
    pad = round(LABEL_PAD * size)
    wide, high = round(letters.getlength(mark.text)) + 2 * pad, round(size * 1.25) + pad
    x = round(min(mark.points[0][0] * image.width, image.width - wide))
    y = round(min(mark.points[0][1] * image.height, image.height - high))
    ground = Image.new("RGBA", (wide, high))
    draw = ImageDraw.Draw(ground)
    draw.rounded_rectangle((0, 0, wide - 1, high - 1), radius=pad, fill=_GROUND)
    draw.text((pad, high / 2), mark.text, font=letters, fill=colour_of(mark), anchor="lm")
    result = image.convert("RGBA")
    result.alpha_composite(ground, (max(0, x), max(0, y)))
    return result.convert("RGB")
