"""Pictures of every place: `python tests/ui/screens.py FOLDER [--lang zh en] [--theme light dark] [--size 1280x800] [--scale 1]`.

Each picture is of the real window on real data: a district with a hub, lived through by tests/ui/district.py.
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

from PySide6.QtCore import QPoint  # noqa: E402 - the platform is chosen above
from PySide6.QtTest import QTest  # noqa: E402

from tests.ui.district import District  # noqa: E402
from tests.ui.whole import Whole  # noqa: E402

PLACES = ("home", "cases", "activity", "me")


def shoot(window: Whole, folder: Path, name: str) -> None:
    toast = window.seen("toast")
    if toast is not None:
        toast.setProperty("shown", False)
    QTest.mouseMove(window.window, QPoint(window.window.width() - 1, window.window.height() - 1))
    window.settle(300)
    window.shoot(folder / f"{name}.png")


def walk(window: Whole, folder: Path, who: str) -> None:
    """Every place once, and the pages that lead on from them."""
    for place in PLACES:
        window.go(place)
        shoot(window, folder, f"{who}-{place}")
    window.go("home")
    rows = [item for item in window.items() if item.objectName().startswith(("home.task.", "home.report."))]
    if rows:
        window.click(rows[0].objectName())
        shoot(window, folder, f"{who}-case")
    window.client.frame.go("outbox")
    shoot(window, folder, f"{who}-outbox")
    if who == "wangfang":
        window.go("home")
        drafts = [item for item in window.items() if item.objectName().startswith("home.draft.")]
        window.click(drafts[0].objectName())
        shoot(window, folder, f"{who}-report")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lang", nargs="+", default=["zh"])
    parser.add_argument("--theme", nargs="+", default=["light"])
    parser.add_argument("--size", nargs="+", default=["1280x800"])
    parser.add_argument("--scale", nargs="+", default=["1"])
    parser.add_argument("--who", nargs="+", default=["wangfang", "liuyang"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, District(Path(place)) as district:
        district.live()
        url = district.serve()
        district.put_away()
        for who in options.who:
            # Waiting things stay waiting: the pictures show a tablet without a network, which is the ordinary case.
            window = Whole(district.data(who), hub=url, login=who)
            window.link.set_offline(True)
            for language in options.lang:
                for theme in options.theme:
                    for size in options.size:
                        for scale in options.scale:
                            for name, value in (("language", language), ("theme", theme), ("scale", scale)):
                                window.client.preferences.choose(name, value)
                            width, height = (int(part) for part in size.split("x"))
                            window.resize(width, height)
                            walk(window, options.folder / f"{language}-{theme}-{size}-{scale}", who)
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
