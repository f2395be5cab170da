"""The camera page: calm without a camera; with one, the shutter's picture is on the disk before anything is said."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from sync.protocol.media import Shot, TimeSource
from sync.protocol.problems import Code, Problem
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import Theatre


def at_the_camera(put_on: PutOn, slot: str = "far") -> Theatre:
    stage = put_on("report")
    stage.room.newReport()
    stage.settle()
    stage.click(f"report.slot.{slot}")
    stage.until(lambda: stage.room.top() == "camera", "the camera page")
    stage.settle(300)
    return stage


@pytest.mark.usefixtures("card")
def test_without_a_camera_the_files_are_offered(put_on: PutOn) -> None:
    stage = at_the_camera(put_on)
    stage.click("camera.none.action")
    stage.until(lambda: stage.room.picker.files.rowCount() == 3, "the files")
    stage.click("picker.file.0")
    stage.click("picker.confirm")
    (draft,) = stage.ask(lambda desk: desk.drafts())
    assert [photo.shot for photo in draft.photos] == [Shot.FAR]
    assert stage.room.top() == ""


def frame_image() -> QImage:
    image = QImage(QSize(640, 480), QImage.Format.Format_RGBX8888)
    image.fill(QColor(30, 120, 200))
    return image


@pytest.mark.qt_log_ignore("No RHI backend")  # converts the frame on the processor: there is no graphics card here
def test_the_shutter_keeps_the_picture(put_on: PutOn) -> None:
    """A fed viewfinder stands for the camera; shutter, encoding, hash, file and draft are the real ones."""
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoFrameInput
    from PySide6.QtQml import QQmlProperty

    stage = at_the_camera(put_on)
    view = next(item for item in stage.items() if item.metaObject().className().startswith("CameraView"))
    feed = QVideoFrameInput(QVideoFrameFormat(QSize(640, 480), QVideoFrameFormat.PixelFormat.Format_RGBX8888), stage.room)
    assert QQmlProperty.write(view, "session.videoFrameInput", feed)
    sent = [feed.sendVideoFrame(QVideoFrame(frame_image()))]
    stage.until(lambda: sent.append(feed.sendVideoFrame(QVideoFrame(frame_image()))) or sum(sent) >= 5, "frames are shown")
    stage.settle()

    stage.click("camera.shutter")

    stage.until(lambda: stage.room.top() == "", "back at the form")
    (draft,) = stage.ask(lambda desk: desk.drafts())
    (photo,) = draft.photos
    assert (photo.shot, photo.width, photo.height) == (Shot.FAR, 640, 480)
    assert photo.path is not None
    data = Path(photo.path).read_bytes()
    assert hashlib.sha256(data).hexdigest() == photo.sha256
    middle = Image.open(io.BytesIO(data)).convert("RGB").getpixel((320, 240))
    assert all(abs(seen - shown) < 12 for seen, shown in zip(middle, (30, 120, 200), strict=True))
    assert photo.time_source is TimeSource.DEVICE and photo.captured_at is not None


def test_a_full_disk_keeps_the_shutter_shut(put_on: PutOn) -> None:
    stage = at_the_camera(put_on)
    stage.room.camera.cannot(Problem(Code.DISK_FULL, free_bytes=1_000_000, needed_bytes=12_000_000))
    assert stage.room.camera.full
    assert "12.0 MB" in stage.room.camera.problem
