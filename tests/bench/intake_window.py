"""Run by `bench intake`: a real window that takes a card in while a timer on its thread looks at the clock.

    python -m tests.bench.intake_window CARD TRACK PHOTOS [--who]

`--who` tells on standard error where the window's thread and the others stood during the longest gaps.
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
from tests.bench.gaps import Culprits, Gaps, live, wait

SLIDES = 40


def run(client: Client, card: str, track: str, photos: int, who: bool = False) -> None:
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
    tell("idle", gaps)
    culprits = Culprits(gaps) if who else None
    begun = time.perf_counter()
    gaps.doing = "taking"
    room.start()
    wait(lambda: room.step == "sort", lambda: f"the table: {room.step}, {room.progress.stage}")
    kept_s = time.perf_counter() - begun
    tell("taking", gaps)
    gaps.doing = "pictures"
    wait(lambda: not room.progress.running, lambda: f"the pictures: {room.progress.stage}")
    live(1000)
    tell("pictures", gaps)
    gaps.doing = "slider"
    for slide in range(SLIDES):  # a finger on the slider
        room.clocks.slide(float(slide - SLIDES // 2))
        live(16)
    live(1000)
    tell("slider", gaps)
    if culprits is not None:
        culprits.stop()
        print(*(f"{count:4} × {line}" for line, count in culprits.seen.most_common(40)), sep="\n", file=sys.stderr)
    shown = len(room.table.sorting.by_key())
    if shown != photos:
        raise SystemExit(f"{shown} of {photos} photos are on the table")
    print(f"seconds\t{kept_s}\npeak_mb\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}")


def tell(stage: str, gaps: Gaps) -> None:
    """What the longest gap of it was, and begin anew."""
    print(f"{stage}_ms\t{gaps.longest_ms}\n{stage}_own_ms\t{gaps.own_ms}\n{stage}_worked_ms\t{gaps.worked_ms}", flush=True)
    gaps.reset()


def main(card: str, track: str, photos: str, who: str = "") -> int:
    with tempfile.TemporaryDirectory() as folder:
        engine.go_offscreen()
        _application = engine.application(["fieldclient"])
        client = Client(parser().parse_args(["--data", f"{folder}/data", "--lang", "zh"]))
        try:
            run(client, card, track, int(photos), who == "--who")
        finally:
            client.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
