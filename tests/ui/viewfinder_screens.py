"""Pictures of the viewfinder and its neighbours: `python tests/ui/viewfinder_screens.py FOLDER [--lang zh en] [--theme light]
[--size 1280x800] [--scale 1] [--docs]`. With `--docs` only the picture that the documents show, as LANG-viewfinder.png.

The window is the real one on a real desk; the demo's photos are fed to it as a camera's frames, and a position by a receiver's log.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

from PIL import Image, ImageFilter, ImageOps  # noqa: E402 - the platform is chosen above
from PySide6.QtGui import QImage  # noqa: E402

from fieldclient.ui.report.report_room import ReportRoom  # noqa: E402
from fieldclient.work.views import PhotoView  # noqa: E402
from sync.protocol.media import MediaKind, Shot, Usage  # noqa: E402
from sync.protocol.position import Position, PositionSource  # noqa: E402
from tests.ui.evidence.feed import FedCamera, FedMicrophone, receiver  # noqa: E402
from tests.ui.evidence.stage import Theatre  # noqa: E402

PHOTOS = ROOT / "resources" / "demo"
HERE = (36.30712, 120.39634)


def frame(name: str, size: tuple[int, int], blurred: bool = False) -> QImage:
    with Image.open(PHOTOS / f"{name}.jpg") as photo:
        small = ImageOps.fit(photo.convert("RGB"), size)
    small = small.filter(ImageFilter.GaussianBlur(8)) if blurred else small
    return QImage(small.convert("RGBA").tobytes(), *size, QImage.Format.Format_RGBA8888).copy()


class Shots:
    def __init__(self, folder: Path, language: str, theme: str, size: tuple[int, int], scale: float) -> None:
        self.folder, self.language = folder, language
        self.device = Path(tempfile.mkdtemp(prefix="viewfinder-"))
        os.environ["FIELDCLIENT_NMEA"] = str(receiver(self.device / "log.nmea", *HERE))
        self.stage = Theatre(self.device / "device", ReportRoom, "fieldclient.ui.report", "ReportPage", language=language, size=size)
        self.stage.look(theme, scale)
        self.sees = (1280, 800) if size[0] > size[1] else (800, 1280)

    def shoot(self, name: str) -> None:
        self.stage.settle(200)
        self.stage.shoot(self.folder / f"{self.language}-{name}.png")

    def viewfinder(self) -> FedCamera:
        self.stage.room.newReport()
        self.stage.settle()
        self.stage.room.takePhoto("far")
        self.stage.settle(200)
        camera = FedCamera(self.stage, frame("rubbish-far", self.sees))
        self.stage.until(lambda: self.stage.room.fix.known, "a position")
        self.shoot("viewfinder")
        return camera

    def more(self, camera: FedCamera) -> None:
        stage, box = self.stage, self.stage.room.camera
        spot = Position(latitude=HERE[0] + 0.0001, longitude=HERE[1] + 0.00012, source=PositionSource.EXIF)
        box.ghost.show(PhotoView("0" * 64, MediaKind.PHOTO, Usage.REPORT, Shot.NEAR, None, str(PHOTOS / "rubbish-after.jpg"), position=spot))
        self.shoot("viewfinder-ghost")
        box.ghost.show(None)
        camera.show(frame("rubbish-far", self.sees, blurred=True))
        sent = camera.sent
        stage.until(lambda: camera.sent > sent + 4, "the blurred one")
        stage.click("camera.shutter")
        stage.until(lambda: box.asking == "remark", "a word")
        self.shoot("viewfinder-remark")
        stage.click("camera.keep")
        camera.show(frame("rubbish-near", self.sees))
        stage.click("camera.mode")
        stage.click("camera.shutter")
        stage.until(lambda: box.recorder._seconds() > 2, "a video")
        self.shoot("viewfinder-video")
        stage.click("camera.shutter")
        stage.until(lambda: box.recorder.state == "", "kept")
        stage.click("camera.done")
        self.shoot("viewfinder-leaving")
        camera.stop()
        stage.click("camera.keep")
        stage.room.voice.microphone = FedMicrophone(stage.room)
        stage.click("report.photos.voice")
        stage.click("voice.record")
        stage.until(lambda: stage.room.voice._seconds() > 3, "a voice")
        self.shoot("voice")
        stage.click("voice.record")
        stage.until(lambda: stage.room.top() == "", "kept")
        self.shoot("report-with-recordings")
        audio = next(each for each in stage.room.editor.view.photos if each.kind is MediaKind.AUDIO)
        stage.room.viewPhoto(audio.sha256)
        stage.until(lambda: len(stage.room.player.bars) > 10, "its waveform")
        self.shoot("voice-played")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lang", nargs="+", default=["zh", "en"])
    parser.add_argument("--theme", default="light")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--docs", action="store_true")
    chosen = parser.parse_args()
    width, _, height = chosen.size.partition("x")
    for language in chosen.lang:
        shots = Shots(chosen.folder, language, chosen.theme, (int(width), int(height)), chosen.scale)
        try:
            camera = shots.viewfinder()
            if not chosen.docs:
                shots.more(camera)
            camera.stop()
        finally:
            shots.stage.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
