"""A photo of a code that shows the time: the exact offset of the camera that took it.

The code (a QR) holds an instant with its offset from UTC, as ISO 8601 ("2026-11-22T09:30:05+08:00") or as seconds since 1970.
The window shows such a code; so do many phones' clock apps.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

from fieldclient.capture.pixels import upright
from sync.protocol.problems import Code, Problem

LOOK_PX = (1280, 2560)  # small first: it is faster, and forgives a blurred code
_SECONDS = re.compile(r"1\d{9}(\.\d+)?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})")


def time_shown(path: str | os.PathLike[str]) -> datetime | None:
    """The instant (aware) that a code in this photo shows, or None when there is no readable one. Raises as
    `pixels.thumbnail` when there is nothing to be seen at all."""
    for long_px in LOOK_PX:
        for text in _codes(path, long_px):
            moment = read_moment(text)
            if moment is not None:
                return moment
    return None


def _codes(path: str | os.PathLike[str], long_px: int) -> tuple[str, ...]:
    import numpy

    from fieldclient.capture.opencv import (
        cv2,  # takes longer to load than all the rest of a command, and is needed for this alone
    )

    grey = numpy.asarray(upright(path, long_px).convert("L"))
    try:
        found, texts, *_ = cv2.QRCodeDetector().detectAndDecodeMulti(grey)
    except (cv2.error, UnicodeDecodeError) as cause:
        raise Problem(Code.FILE_UNREADABLE) from cause
    return tuple(texts) if found else ()


def read_moment(text: str) -> datetime | None:
    """The instant in a code's text. A time that does not name its offset is none: it could be any zone's."""
    if _SECONDS.fullmatch(text.strip()):
        return datetime.fromtimestamp(float(text), UTC)
    match = _MOMENT.search(text)
    if match is None:
        return None
    try:
        return datetime.fromisoformat(match[0].replace(",", ".").replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
