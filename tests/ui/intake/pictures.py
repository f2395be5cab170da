"""Pictures of the intake room: `python -m tests.ui.intake.pictures FOLDER` writes zh-intake.png and en-intake.png."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
os.environ["TZ"] = "Asia/Shanghai"
time.tzset()

import pillow_heif  # noqa: E402 - the platform is chosen above
from PIL import Image, ImageOps  # noqa: E402
from PySide6.QtCore import QPoint, QUrl  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from fieldclient.work import open_desk  # noqa: E402
from tests.fieldclient.capture import making  # noqa: E402
from tests.ui.evidence.stage import COLLECTOR, session_of  # noqa: E402
from tests.ui.intake import card as cards  # noqa: E402
from tests.ui.whole import Whole  # noqa: E402

DEMO = Path(__file__).resolve().parents[3] / "resources" / "demo"
STOPS = (  # minutes after nine, and what was photographed there
    (0, ("bikes-far.jpg", "bikes-near.heic", "bikes-after.jpg")), (6, ("manhole-far.jpg", "manhole-near.jpg")),
    (9, ("rubbish-far.jpg", "rubbish-near.jpg", "rubbish-detail.jpg")), (14, ("flowers.jpg",)), (18, ("stickers-far.jpg", "stickers-near.jpg")),
)


def make_card(folder: Path) -> Path:
    """The demo's street, photographed by a camera that is a minute and a half slow; its first photos have a receiver's time."""
    folder.joinpath("DCIM").mkdir(parents=True)
    pillow_heif.register_heif_opener()
    seed = 0
    for minute, names in STOPS:
        for number, name in enumerate(names):
            seed += 1
            true = cards.NINE + timedelta(minutes=minute, seconds=12 * number)
            image = ImageOps.exif_transpose(Image.open(DEMO / name)).convert("RGB").resize((960, 720))
            cards.photo(folder / "DCIM" / f"IMG_{seed:04d}.JPG", making.jpeg(image), true - timedelta(seconds=cards.SLOW_S),
                        camera="EOS R10", true=true if seed <= 3 else None)
    return folder


def shoot(language: str, folder: Path, target: Path) -> None:
    desk = open_desk(folder / "data")
    desk.signed_in(session_of(COLLECTOR))
    desk.close()
    window = Whole(folder / "data", "--no-signal", language=language)
    try:
        window.client.frame.takeIn(str(make_card(folder / "EOS_DIGITAL")))
        window.until(lambda: window.seen("intake.start") is not None, "the room")
        room = window.room_of("intake")
        room.addTrack(QUrl.fromLocalFile(str(cards.make_track(folder / "walk.gpx"))))
        window.settle()
        window.click("intake.start")
        window.until(lambda: room.step == "sort" and not room.progress.running, "the table")
        window.settle(300)
        rows = room.table.groups.rows
        room.table.assign([rows[0].id], "C04-03")
        room.table.assign([rows[1].id], "C09-01")
        room.table.shotsInOrder([row.id for row in rows[:2]])
        window.settle(300)
        window.click("intake.photo.IMG_0004.JPG")
        QTest.mouseMove(window.window, QPoint(window.window.width() - 1, window.window.height() - 1))
        window.shoot(target / f"{language}-intake.png")
    finally:
        window.close()


def main(target: str) -> int:
    for language in ("zh", "en"):
        with tempfile.TemporaryDirectory() as folder:
            shoot(language, Path(folder), Path(target))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
