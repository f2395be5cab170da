"""Codes in pictures: of a file, of the clipboard, before the camera. Each is looked at on a thread of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QImage


def in_file(path: Path) -> tuple[str, ...]:
    """What codes in this picture say. FILE_NOT_MEDIA."""
    from fieldclient.capture.codes import in_picture

    return in_picture(path)


def shown_by(output: QObject | None) -> QImage | None:
    """The frame that a video output shows now."""
    from PySide6.QtMultimedia import QVideoSink  # loaded by the viewfinder anyway

    sink = output.property("videoSink") if output is not None else None
    image = sink.videoFrame().toImage() if isinstance(sink, QVideoSink) else None
    return None if image is None or image.isNull() else image


def link_among(texts: tuple[str, ...]) -> str | None:
    """The one that sets devices up, else the first: it is told what is wrong with it."""
    from sync.protocol.enrolment import looks_like_link  # what reads codes is loaded when there is one

    return next((text for text in texts if looks_like_link(text)), texts[0] if texts else None)


def in_image(image: QImage) -> tuple[str, ...]:
    """What codes in this picture say. FILE_NOT_MEDIA for none."""
    import numpy
    from PySide6.QtGui import QImage

    from fieldclient.capture.codes import in_grey

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    if grey.isNull():
        raise Problem(Code.FILE_NOT_MEDIA)
    rows = numpy.frombuffer(grey.constBits(), numpy.uint8).reshape(grey.height(), grey.bytesPerLine())
    return in_grey(rows[:, :grey.width()].copy())
