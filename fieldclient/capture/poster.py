"""One picture of a video: what stands for it in lists and slots, and travels ahead of it. Decoded by OpenCV's own reader.

The limits of `sync.protocol.media` bound the file.
"""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

from sync.protocol.problems import Code, Problem

_MAX_PIXELS = 48_000_000  # above 8K; frames lie several at a time in memory, whatever few bytes they come from
_DARK = 16.0  # mean of 255: cameras begin with black frames while they find the light
_TRIES = 15  # half a second of a usual video


def poster(path: Path) -> Image.Image:
    """The first frame that shows something, upright, RGB. PREVIEW_NOT_POSSIBLE when none can be decoded."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # what is wrong with a file is told once, by us
    from fieldclient.capture.opencv import cv2

    width = height = 0
    video = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    try:
        width, height = (int(video.get(each)) for each in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        if not 0 < width * height <= _MAX_PIXELS:
            raise Problem(Code.PREVIEW_NOT_POSSIBLE, width=max(0, width), height=max(0, height))
        best = None
        for _ in range(_TRIES):
            good, frame = video.read()
            if not good:
                break
            best = frame
            if frame.mean() >= _DARK:
                break
        if best is None:
            raise Problem(Code.PREVIEW_NOT_POSSIBLE, width=width, height=height)
        return Image.fromarray(cv2.cvtColor(best, cv2.COLOR_BGR2RGB))
    except (cv2.error, ValueError, MemoryError) as cause:
        raise Problem(Code.PREVIEW_NOT_POSSIBLE, width=max(0, width), height=max(0, height)) from cause
    finally:
        video.release()
