"""Run by `bench intake`: a real window that takes a card in while a timer on its thread looks at the clock.

    python -m tests.bench.intake_window CARD TRACK PHOTOS
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time

from PySide6.QtCore import QUrl

from fieldclient.ui import engine
from fieldclient.ui.app import Client
from fieldclient.ui.options import parser
from tests.bench.freeze_window import Gaps, live, wait

SLIDES = 40


def run(client: Client, card: str, track: str, photos: int) -> None:
    client.open()
    wait(lambda: client.window is not None and client.window.isVisible(), lambda: "the window")
    live(3000)  # the rooms are made one after the other when home is there
    client.frame.signInLater()
    client.frame.takeIn(card)
    client.frame.room("intake")
    live(2000)  # the page is made once, at its first showing: not the intake
    room = client.frame.room("intake")
    room.addTrack(QUrl.fromLocalFile(track))
    live(500)
    gaps = Gaps()
    live(1500)
    idle_ms = gaps.longest_ms
    gaps.reset()
    begun = time.perf_counter()
    room.start()
    wait(lambda: room.step == "sort", lambda: f"the table: {room.step}, {room.progress.stage}")
    kept_s = time.perf_counter() - begun
    taking_ms = gaps.longest_ms
    gaps.reset()
    wait(lambda: not room.progress.running, lambda: f"the pictures: {room.progress.stage}")
    live(1000)
    pictures_ms = gaps.longest_ms
    gaps.reset()
    for slide in range(SLIDES):  # a finger on the slider
        room.clocks.slide(float(slide - SLIDES // 2))
        live(16)
    live(1000)
    shown = len(room.table.sorting.by_key())
    if shown != photos:
        raise SystemExit(f"{shown} of {photos} photos are on the table")
    print(f"taking_ms\t{taking_ms}\npictures_ms\t{pictures_ms}\nslider_ms\t{gaps.longest_ms}\nidle_ms\t{idle_ms}\nseconds\t{kept_s}")
    print(f"peak_mb\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}")


def main(card: str, track: str, photos: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        engine.go_offscreen()
        _application = engine.application(["fieldclient"])
        client = Client(parser().parse_args(["--data", f"{folder}/data", "--lang", "zh"]))
        try:
            run(client, card, track, int(photos))
        finally:
            client.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
