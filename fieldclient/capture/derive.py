"""Derived files: stamps, drawings, crops and blurs, made from an original by its recipe. One pipeline, upright from the start.

The original is only read. It is decoded upright and in sRGB by `pixels.upright`, which is the one place where orientation is
normalised; every step then works on the picture as a person sees it. What comes out is a JPEG without metadata.
"""

from __future__ import annotations

import hashlib
import math
import os
from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from fieldclient.capture.drawn import with_marks
from fieldclient.capture.encode import jpeg
from fieldclient.capture.opening import open_regular
from fieldclient.capture.pixels import Source, upright
from fieldclient.capture.recipe import (
    Area,
    Blur,
    Crop,
    Draw,
    Fit,
    Marked,
    Recipe,
    Stamp,
    Step,
    check_steps,
    checked,
)
from fieldclient.resources import resource
from sync.protocol.media import MediaKind, limit_bytes
from sync.protocol.problems import Code, Problem

DERIVED_PX = 4096  # the long side at most: enough for print, and within a tablet's memory
_BLUR_BLOCKS = 6  # along the long side of a blurred area: no letter and no eye survives it
_BAND = (0, 0, 0, 150)


def derive(source: Source, recipe: Recipe) -> bytes:
    """Follow a recipe. The same original and recipe give the same pixels.

    Raises Problem: BODY_INVALID (the recipe), MEDIA_HASH_MISMATCH (another original: sha256, found), and what
    `pixels.upright` raises.
    """
    checked(recipe)
    data = _bytes(source)
    found = hashlib.sha256(data).hexdigest()
    if found != recipe.source_sha256:
        raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=recipe.source_sha256, found=found)
    image = followed(data, recipe.steps)
    return jpeg(image, quality=recipe.quality, small=True, subsampling=0)


def followed(source: Source, steps: tuple[Step, ...], long_px: int = DERIVED_PX) -> Image.Image:
    """The picture itself, by sound steps. `long_px`: how large it is decoded; places are shares, so that steps fit any size."""
    image = upright(source, min(long_px, DERIVED_PX))
    for step in steps:
        image = _stepped(image, step)
    return image.convert("RGB")


def marked(source: Source, steps: tuple[Step, ...], box_px: int) -> bytes:
    """For the screen and paper: an upright JPEG of at most `box_px`, also after a crop. Raises as
    `pixels.thumbnail`, and BODY_INVALID."""
    check_steps(steps)
    cut = max((max(step.area.width, step.area.height) for step in steps if isinstance(step, Crop)), default=1.0)
    image = followed(source, steps, math.ceil(box_px / max(0.1, min(1.0, cut))))
    return jpeg(_fitted(image, box_px), quality=82, small=box_px <= 400)


def _bytes(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source
    limit = limit_bytes(MediaKind.PHOTO)
    with open_regular(os.fspath(source)) as (file, status):
        if status.st_size > limit:
            raise Problem(Code.FILE_TOO_LARGE, size_bytes=status.st_size, limit_bytes=limit)
        return file.read(limit + 1)


def _stepped(image: Image.Image, step: Step) -> Image.Image:
    if isinstance(step, Fit):
        return _fitted(image, step.long_px)
    if isinstance(step, Crop):
        return image.crop(_box(image, step.area))
    if isinstance(step, Blur):
        return _blurred(image, _box(image, step.area))
    if isinstance(step, Marked):
        return with_marks(image, step.marks, _font)
    if isinstance(step, Draw):
        return _drawn(image, step)
    return _stamped(image, step)


def _fitted(image: Image.Image, long_px: int) -> Image.Image:
    scale = long_px / max(image.size)
    if scale >= 1:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _box(image: Image.Image, area: Area) -> tuple[int, int, int, int]:
    """Pixels of an area, at least one, cut at the picture's edges. It grows outwards: a blur must not leave a rim."""
    left, top = int(area.left * image.width), int(area.top * image.height)
    right = min(image.width, max(left + 1, -int(-(area.left + area.width) * image.width // 1)))
    bottom = min(image.height, max(top + 1, -int(-(area.top + area.height) * image.height // 1)))
    return left, top, right, bottom


def _blurred(image: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    part = image.crop(box)
    scale = _BLUR_BLOCKS / max(part.size)
    few = part.resize((max(1, round(part.width * scale)), max(1, round(part.height * scale))), Image.Resampling.BOX)
    soft = few.resize(part.size, Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(max(part.size) / 40))
    result = image.copy()
    result.paste(soft, box[:2])
    return result


def _drawn(image: Image.Image, step: Draw) -> Image.Image:
    result = image.copy()
    pen = max(1, round(step.width * max(image.size)))
    points = [(x * image.width, y * image.height) for x, y in step.points]
    draw = ImageDraw.Draw(result)
    draw.line(points, fill=step.colour, width=pen, joint="curve")
    for x, y in (points[0], points[-1]):
        draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=step.colour)
    return result


def _stamped(image: Image.Image, step: Stamp) -> Image.Image:
    """Text on a band across the lower edge; a line that is too long is set smaller until it fits."""
    if not step.lines:
        return image
    line_px = max(9, round(step.height * min(image.size)))
    pad = max(2, line_px // 3)
    fonts = [_fitting(line, line_px, image.width - 2 * pad) for line in step.lines]
    height = round(len(step.lines) * line_px * 1.3) + 2 * pad
    band = Image.new("RGBA", (image.width, min(height, image.height)), _BAND)
    draw = ImageDraw.Draw(band)
    for index, (line, font) in enumerate(zip(step.lines, fonts, strict=True)):
        draw.text((pad, pad + round(index * line_px * 1.3)), line, font=font, fill="white")
    result = image.convert("RGBA")
    result.alpha_composite(band, (0, image.height - band.height))
    return result.convert("RGB")


def _fitting(line: str, line_px: int, width_px: int) -> ImageFont.FreeTypeFont:
    size = line_px
    while size > 6 and _font(size).getlength(line) > width_px:
        size -= max(1, size // 12)
    return _font(size)


@cache
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    # The basic layout needs no shaping library, whose presence would change the pixels.
    path = resource("fonts", "FieldSansSC-Regular.ttf")
    return ImageFont.truetype(str(path), size_px, layout_engine=ImageFont.Layout.BASIC)
