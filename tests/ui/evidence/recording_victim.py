"""A grid worker who is killed while recording. Started by test_recording: says "recording" when enough of it is on the disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

from PIL import Image, ImageOps  # noqa: E402 - the platform is chosen above
from PySide6.QtGui import QImage  # noqa: E402

from fieldclient.ui.report.report_room import ReportRoom  # noqa: E402
from tests.ui.evidence.feed import FedCamera, FedMicrophone  # noqa: E402
from tests.ui.evidence.stage import Theatre  # noqa: E402

PHOTO = Path(__file__).parents[3] / "resources" / "demo" / "rubbish-far.jpg"


def frames() -> QImage:
    with Image.open(PHOTO) as photo:
        small = ImageOps.fit(photo.convert("RGB"), (640, 480))
    return QImage(small.convert("RGBA").tobytes(), 640, 480, QImage.Format.Format_RGBA8888).copy()


def main() -> None:
    folder, what, seconds = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    stage = Theatre(folder, ReportRoom, "fieldclient.ui.report", "ReportPage")
    stage.room.newReport()
    stage.settle()
    if what == "video":
        stage.click("report.photos.camera")
        camera = FedCamera(stage, frames())
        stage.click("camera.mode")
        stage.click("camera.shutter")
        recorder = stage.room.camera.recorder
    else:
        camera = None
        stage.room.voice.microphone = FedMicrophone(stage.room)
        stage.click("report.photos.voice")
        stage.click("voice.record")
        recorder = stage.room.voice
    stage.until(lambda: recorder._seconds() >= seconds, "it is being recorded")
    print("recording", stage.room.editor.draftId, flush=True)
    stage.until(lambda: camera is None and False, "the end")  # never: it is killed


if __name__ == "__main__":
    main()
