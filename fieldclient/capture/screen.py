"""The copies that a folder's photos are looked at with: one that fills a screen, one for the list, from one decoding.

They stay on this device and are made for hundreds of photos at once, so they are written plainly: saving a few kilobytes by a
second pass over each picture would take longer than decoding it.
"""

from __future__ import annotations

from PIL import Image

from fieldclient.capture.encode import jpeg
from fieldclient.capture.pixels import THUMBNAIL_PX, Source, upright

SCREEN_PX = 1280
_QUALITY = 80


def screen_copies(source: Source) -> tuple[bytes, bytes]:
    """The screen's copy (long side `SCREEN_PX` at most) and the thumbnail: upright JPEGs without metadata. Raises as
    `pixels.thumbnail`."""
    image = upright(source, SCREEN_PX)
    small = image.copy()
    small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return jpeg(image, quality=_QUALITY), jpeg(small, quality=_QUALITY)
