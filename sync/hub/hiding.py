"""What somebody made unreadable on a photo, or cut off, in copies for everybody. Places are shares of the upright photo."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sync.protocol.marks import Box, Marks, hidden, shown_part

if TYPE_CHECKING:
    from PIL.Image import Image

_BLOCKS = 6  # along the long side: no letter and no eye survives it


def without_hidden(image: Image, marks: Marks) -> Image:
    """The picture itself when there is nothing to hide."""
    for part in hidden(marks):
        image = _blurred(image, _pixels(image, part))
    cut = shown_part(marks)
    return image.crop(_pixels(image, cut)) if cut is not None else image


def _pixels(image: Image, part: Box) -> tuple[int, int, int, int]:
    """At least one, and outwards: a rim would tell."""
    left, top = min(image.width - 1, int(part[0] * image.width)), min(image.height - 1, int(part[1] * image.height))
    right, bottom = math.ceil(part[2] * image.width), math.ceil(part[3] * image.height)
    return left, top, min(image.width, max(left + 1, right)), min(image.height, max(top + 1, bottom))


def _blurred(image: Image, area: tuple[int, int, int, int]) -> Image:
    """Averaged to a few blocks before it is softened: a soft blur alone can be undone."""
    from PIL import Image as Images

    part = image.crop(area)
    scale = _BLOCKS / max(part.size)
    few = part.resize((max(1, round(part.width * scale)), max(1, round(part.height * scale))), Images.Resampling.BOX)
    result = image.copy()
    result.paste(few.resize(part.size, Images.Resampling.BILINEAR), area[:2])
    return result
