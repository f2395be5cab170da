"""A window on a patrol that is going to be killed. Says what it has taken and what is written, a line each."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

from fieldclient.work.patrol import pace  # noqa: E402 - the platform is chosen above
from tests.ui.patrol.conftest import STEP_S  # noqa: E402
from tests.ui.whole import Whole  # noqa: E402


class Watch:
    def __init__(self, window: Whole) -> None:
        self.window = window
        self.recorder = window.room_of("patrol").recorder
        self.at_s = 0.0
        self.recorder.written.connect(lambda: print("written", flush=True))

    def newer(self) -> bool:
        return self.recorder.newest is not None and self.recorder.newest.at_s > self.at_s

    def run(self) -> None:
        while True:
            self.window.until(self.newer, "a fix")
            self.at_s = self.recorder.newest.at_s
            print("taken", flush=True)


def main(folder: Path) -> None:
    pace.MOVING_S = STEP_S
    window = Whole(folder)
    window.click("home.patrol")
    window.until(lambda: window.seen("patrol.start") is not None, "the plan")
    window.click("patrol.start")
    watch = Watch(window)
    print("walking", flush=True)
    watch.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
