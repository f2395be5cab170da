"""QR codes in a picture: small first, because that is faster and forgives a blurred one; then large, for dense ones."""

from __future__ import annotations

import os
from typing import Any

from fieldclient.capture.pixels import upright
from sync.protocol.problems import Code, Problem

LOOK_PX = (1280, 2560)
_MARGIN_PX = 32  # a code without a white border is hardly found


def in_picture(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """What the codes in this picture say, none when there is none that can be read. Raises as `pixels.thumbnail`."""
    import numpy

    for long_px in LOOK_PX:
        found = in_grey(numpy.asarray(upright(path, long_px).convert("L")))
        if found:
            return found
    return ()


def in_grey(grey: Any) -> tuple[str, ...]:
    """Of an array of brightness, rows by columns, one byte each."""
    from fieldclient.capture.opencv import cv2  # takes longer to load than all the rest of a command

    try:
        framed = cv2.copyMakeBorder(grey, *(_MARGIN_PX,) * 4, cv2.BORDER_CONSTANT, value=255)
        for reader in (cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector()):  # the one forgives slant, the other blur
            found, texts, *_ = reader.detectAndDecodeMulti(framed)
            told = tuple(text for text in texts if text) if found else ()
            if told:
                return told
    except (cv2.error, UnicodeDecodeError) as cause:
        raise Problem(Code.FILE_UNREADABLE) from cause
    return ()
