"""The after-photo: the photo of before lies in the viewfinder, as strong as wanted, with the way to where it was taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageOps
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from fieldclient.resources import resource
from sync.protocol.media import Shot, Usage
from tests.ui.cases.test_match import THERE, at, reported
from tests.ui.evidence.feed import FedCamera, receiver
from tests.ui.evidence.fixtures import PutOn

pytestmark = pytest.mark.qt_log_ignore("No RHI backend")  # frames are converted on the processor: no graphics card here


def after() -> QImage:
    with Image.open(resource("demo", "rubbish-after.jpg")) as photo:
        small = ImageOps.fit(photo.convert("RGB"), (960, 720))
    return QImage(small.convert("RGBA").tobytes(), 960, 720, QImage.Format.Format_RGBA8888).copy()


def test_the_photo_of_before_leads_to_the_same_spot(put_on: PutOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = receiver(tmp_path / "log.nmea", THERE.latitude - 20 / 111_195, THERE.longitude)
    monkeypatch.setenv("FIELDCLIENT_NMEA", str(log))
    stage = at(put_on, reported(), "rubbish-far", "rubbish-near")
    stage.click("case.act.feedback")
    stage.click("feedback.slot.after")
    camera = FedCamera(stage, after())
    ghost = stage.room.camera.ghost
    stage.until(lambda: ghost.there and ghost.way != "", "ghost and way")
    stage.settle()
    assert stage.text("camera.way") == "Same spot: 20 m to the north"
    before = stage.find("camera.before")
    assert before.property("opacity") == pytest.approx(ghost.strength)
    slider = stage.find("camera.ghost")
    slider.forceActiveFocus()
    was = ghost.strength
    stage.key(Qt.Key.Key_Right)
    assert ghost.strength > was and before.property("opacity") == pytest.approx(ghost.strength)

    stage.click("camera.shutter")
    stage.until(lambda: stage.room.top() == "act", "back at the act's page")
    stage.settle()
    (photo,) = stage.room.editor.view.photos
    assert (photo.usage, photo.shot) == (Usage.HANDLE_AFTER, Shot.NEAR)
    assert photo.position is not None and photo.position.mocked  # a log that is played back is no receiver
    camera.stop()


def test_a_report_has_no_ghost(put_on: PutOn) -> None:
    stage = put_on("report")
    stage.room.newReport()
    stage.settle()
    stage.room.takePhoto("far")
    stage.settle()
    assert not stage.room.camera.ghost.there and stage.seen("camera.ghost") is None
