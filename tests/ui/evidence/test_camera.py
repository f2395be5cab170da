"""The viewfinder: calm without a camera; with one, a shot is on the disk before anything is said about it."""

from __future__ import annotations

import hashlib
import io
import threading
from pathlib import Path

import pytest
from PIL import Image, ImageFilter, ImageOps
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from sync.protocol.media import Shot, TimeSource
from sync.protocol.problems import Code, Problem
from tests.fieldclient.capture import making
from tests.ui.evidence.feed import FedCamera
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import Theatre

DEMO = Path(__file__).parents[3] / "resources" / "demo"
pytestmark = pytest.mark.qt_log_ignore("No RHI backend")  # frames are converted on the processor: no graphics card here


def at_the_camera(put_on: PutOn, slot: str = "far") -> Theatre:
    stage = put_on("report")
    stage.room.newReport()
    stage.settle()
    stage.click(f"report.slot.{slot}" if slot else "report.photos.camera")
    stage.until(lambda: stage.room.top() == "camera", "the camera page")
    stage.settle(300)
    return stage


def shown(image: Image.Image) -> QImage:
    data = image.convert("RGBA").tobytes()
    return QImage(data, image.width, image.height, QImage.Format.Format_RGBA8888).copy()


def street(name: str = "rubbish-far", blurred: bool = False) -> Image.Image:
    """A photo of the demo, as a video camera gives it."""
    with Image.open(DEMO / f"{name}.jpg") as photo:
        small = ImageOps.fit(photo.convert("RGB"), (960, 720))
    return small.filter(ImageFilter.GaussianBlur(9)) if blurred else small


def photos(stage: Theatre) -> tuple[object, ...]:
    drafts = stage.ask(lambda desk: desk.drafts())
    return drafts[0].photos if drafts else ()


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


def test_the_shutter_keeps_the_picture_and_goes_on_to_the_next_shot(put_on: PutOn) -> None:
    """A fed viewfinder stands for the camera; shutter, encoding, hash, file and draft are the real ones."""
    stage = at_the_camera(put_on)
    camera = FedCamera(stage, shown(street()))
    middle = street().getpixel((480, 360))

    stage.click("camera.shutter")
    stage.until(lambda: stage.room.camera.purpose == "near", "the near shot is asked for")
    assert "Near" in str(stage.find("camera.hint").property("text"))
    camera.show(shown(street("rubbish-near")))
    sent = camera.sent
    stage.until(lambda: camera.sent > sent + 3, "the other side is shown")
    stage.key(Qt.Key.Key_VolumeDown)
    stage.until(lambda: stage.room.top() == "", "back at the form")

    far, near = photos(stage)
    assert (far.shot, near.shot) == (Shot.FAR, Shot.NEAR) and (far.width, far.height) == (960, 720)
    data = Path(far.path).read_bytes()
    assert hashlib.sha256(data).hexdigest() == far.sha256
    kept = Image.open(io.BytesIO(data)).convert("RGB").getpixel((480, 360))
    assert all(abs(a - b) < 14 for a, b in zip(kept, middle, strict=True))
    assert far.time_source is TimeSource.DEVICE and far.captured_at is not None


def test_a_blurred_shot_is_told_and_can_be_taken_again_or_kept(put_on: PutOn) -> None:
    stage = at_the_camera(put_on)
    blurred = shown(street(blurred=True))
    camera = FedCamera(stage, blurred)

    stage.click("camera.shutter")
    stage.until(lambda: stage.room.camera.asking == "remark", "a word about it")
    assert "blurred" in stage.text("camera.remark") and len(photos(stage)) == 1
    stage.click("camera.again")
    assert stage.room.camera.asking == "" and photos(stage) == ()

    stage.click("camera.shutter")
    stage.until(lambda: stage.room.camera.asking == "remark", "a word about the second")
    stage.click("camera.keep")
    stage.until(lambda: stage.room.camera.purpose == "near", "on to the near shot")
    assert [photo.shot for photo in photos(stage)] == [Shot.FAR]
    camera.stop()


def test_leaving_says_once_that_a_shot_is_missing(put_on: PutOn) -> None:
    stage = at_the_camera(put_on)
    camera = FedCamera(stage, shown(street()))
    stage.click("camera.shutter")
    stage.until(lambda: stage.room.camera.purpose == "near", "the near shot is asked for")
    stage.click("camera.done")
    assert stage.room.camera.asking == "leaving" and "near shot" in stage.text("camera.remark")
    stage.click("camera.again")
    assert stage.room.camera.asking == "" and stage.room.top() == "camera"
    stage.key(Qt.Key.Key_Escape)
    stage.click("camera.keep")
    assert stage.room.top() == "" and len(photos(stage)) == 1
    camera.stop()


def test_nothing_is_asked_of_somebody_who_took_nothing(put_on: PutOn) -> None:
    stage = at_the_camera(put_on)
    stage.click("camera.header.back")
    assert stage.room.top() == ""


def test_a_held_shutter_takes_a_series_and_the_good_one_takes_the_slot(put_on: PutOn) -> None:
    stage = at_the_camera(put_on)
    blurred = shown(street(blurred=True))
    camera = FedCamera(stage, blurred)
    shutter = stage.find("camera.shutter")
    place = stage.middle(shutter)
    QTest.mousePress(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    stage.until(lambda: stage.room.camera.taken >= 1, "the first of the series")
    camera.show(shown(street("rubbish-near")))
    stage.until(lambda: len(set(stage.room.camera._series)) >= 2, "a good one among them")
    QTest.mouseRelease(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    stage.until(lambda: stage.room.camera.purpose == "near", "the series is looked at")
    stage.settle()
    kept = photos(stage)
    (far,) = [photo for photo in kept if photo.shot is Shot.FAR]
    assert len(kept) >= 2 and far.sha256 != kept[0].sha256
    assert stage.ask(lambda desk: desk.advice.remarks(stage.room.editor.draftId)).get(far.sha256, ()) == () or all(
        remark.flaw.value == "no_position"
        for remark in stage.ask(lambda desk: desk.advice.remarks(stage.room.editor.draftId))[far.sha256])
    camera.stop()


def test_a_full_disk_keeps_the_shutter_shut(put_on: PutOn) -> None:
    stage = at_the_camera(put_on)
    stage.room.camera.cannot(Problem(Code.DISK_FULL, free_bytes=1_000_000, needed_bytes=12_000_000))
    assert stage.room.camera.full
    assert "12.0 MB" in stage.room.camera.problem


def test_a_refused_or_taken_camera_says_so_and_offers_files(put_on: PutOn) -> None:
    stage = at_the_camera(put_on)
    for code, words in ((Code.CAMERA_REFUSED, "settings"), (Code.CAMERA_BUSY, "another program")):
        stage.room.camera.cannot(Problem(code))
        assert words in str(stage.find("camera.none").property("text"))
    stage.click("camera.none.action")
    assert stage.room.top() == "photos"


def test_a_plain_frame_is_dark_enough_to_be_said(put_on: PutOn) -> None:
    stage = at_the_camera(put_on, "")
    night = QImage(QSize(960, 720), QImage.Format.Format_RGBX8888)
    night.fill(QColor(9, 9, 12))
    camera = FedCamera(stage, night)
    stage.click("camera.shutter")
    stage.until(lambda: stage.room.camera.asking == "remark", "a word about the dark")
    assert "dark" in stage.text("camera.remark")
    camera.stop()


def test_a_shot_that_is_kept_late_moves_no_other_viewfinder(put_on: PutOn) -> None:
    """The disk was slow, the person is at the next slot already: the photo is in its draft, and nothing jumps."""
    stage = at_the_camera(put_on)
    slow, data = threading.Event(), making.jpeg(street())
    stage.worker.ask(lambda desk: slow.wait(60))
    stage.room.camera._keep(lambda: data)
    stage.room.camera.goAway()
    stage.room.takePhoto("detail")
    slow.set()
    stage.settle()
    assert [photo.shot for photo in photos(stage)] == [Shot.FAR]
    assert stage.room.top() == "camera" and (stage.room.camera.purpose, stage.room.camera.taken) == ("detail", 0)
