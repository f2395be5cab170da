"""The viewfinder while a camera shows something. No machine that runs the walk has a camera, so Qt is fed pictures here, and the
window is asked from inside what it tells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtQuick import QQuickItem

from fieldclient.ui.report.report_room import ReportRoom
from tests.ui.evidence.feed import FedCamera
from tests.ui.evidence.stage import Theatre
from tests.ui.test_reach import TOUCH, label, name_of

pytestmark = pytest.mark.qt_log_ignore("No RHI backend")  # frames are converted on the processor: no graphics card here


@pytest.fixture(scope="module", params=[(1280, 800), (800, 1280)], ids=lambda size: f"{size[0]}x{size[1]}")
def finder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    QAccessible.setActive(True)
    stage = Theatre(tmp_path_factory.mktemp("finder"), ReportRoom, "fieldclient.ui.report", "ReportPage", size=request.param)
    stage.room.newReport()
    stage.settle()
    stage.room.takePhoto("far")
    stage.settle()
    image = QImage(640, 400, QImage.Format.Format_RGBX8888)
    image.fill(Qt.GlobalColor.darkGreen)
    camera = FedCamera(stage, image)
    stage.until(lambda: stage.seen("camera.shutter") is not None, "the shutter")
    yield stage
    camera.stop()
    stage.close()


def controls(stage: Theatre) -> list[QQuickItem]:
    return [item for item in stage.items() if item.isVisible() and item.isEnabled() and item.activeFocusOnTab() and item.width() > 0]


def test_every_control_has_a_name_and_room_for_a_glove(finder: Theatre) -> None:
    found = controls(finder)
    assert {"camera.shutter", "camera.files", "camera.mode", "camera.done", "camera.grid"} <= {label(item) for item in found}
    assert [label(item) for item in found if not name_of(item).strip()] == []
    assert [label(item) for item in found if min(item.width(), item.height()) < TOUCH] == []


def test_tab_comes_to_each_and_round(finder: Theatre) -> None:
    wanted = {label(item) for item in controls(finder)}
    finder.find("camera.shutter").forceActiveFocus()
    reached = []
    for _ in range(len(wanted)):
        finder.key(Qt.Key.Key_Tab)
        reached.append(label(finder.window.activeFocusItem()))
    assert sorted(reached) == sorted(wanted) and reached[-1] == "camera.shutter"


def test_what_cannot_be_pressed_while_recording_says_why(finder: Theatre) -> None:
    for item in (finder.find("camera.files"), finder.find("camera.mode")):
        item.setEnabled(False)
        told = QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Description)
        item.setEnabled(True)
        assert told == "End the recording first"


def test_escape_leads_out(finder: Theatre) -> None:
    finder.key(Qt.Key.Key_Escape)
    finder.until(lambda: finder.seen("camera.shutter") is None or finder.seen("camera.keep") is not None, "out, or asked about what is missing")
