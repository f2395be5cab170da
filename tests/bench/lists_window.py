"""A window in a process of its own that somebody flings through.   python -m tests.bench.lists_window FOLDER

The real client on a device's folder, drawn by the processor without a screen. It opens the list of all cases, flings through some
thousands of them, searches and filters. Prints a line of JSON: milliseconds from frame to frame while the list moves, how long each
took to draw, how far the list came, and the sizes of its memory.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Q_ARG, QEventLoop, QMetaObject, QObject, Qt, QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow

from fieldclient.ui import engine
from fieldclient.ui.app import Client
from fieldclient.ui.options import parser
from tests.bench.lists_device import memory_mb

PATIENCE_S = 60.0
SPEED_PX_PER_S = 4000.0  # a hard fling; the list brakes by itself
FLINGS = 24
SETTLED_MS = 4000  # after the start: the rooms are made, what searching needs is read ahead
RESTED_MS = 1500  # in the end, before its memory is looked at
LOOKED_FOR = ("井盖", "香港东路", "ljt", "0427")


class Frames(QObject):
    """Of a window that is drawn on its own thread: when each frame was begun and when it was shown."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self.drawn_ms: list[float] = []
        self.cpu_ms: list[float] = []  # of the window's thread, all that it did since the frame before
        self.moving = False
        self._begun = self._last = self._last_cpu = 0.0
        window.beforeRendering.connect(self._begin, Qt.ConnectionType.DirectConnection)
        window.frameSwapped.connect(self._end, Qt.ConnectionType.DirectConnection)

    def _begin(self) -> None:
        self._begun = time.perf_counter()

    def _end(self) -> None:
        now = time.perf_counter()
        if self.moving and self._last:
            self.gaps_ms.append((now - self._last) * 1000)
            self.drawn_ms.append((now - self._begun) * 1000)
            self.cpu_ms.append((time.thread_time() - self._last_cpu) * 1000)
        self._last, self._last_cpu = now if self.moving else 0.0, time.thread_time()


def live(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(holds: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(f"gave up waiting for {what}")
        live(10)


def fling(room: Any, view: QQuickItem, frames: Frames) -> None:
    """Down, down and down again, before the list has come to rest, as a thumb does; a little way up at times."""
    for number in range(FLINGS):
        speed = SPEED_PX_PER_S if number % 8 == 7 else -SPEED_PX_PER_S
        frames.moving = True
        QMetaObject.invokeMethod(view, "flick", Q_ARG(float, 0.0), Q_ARG(float, speed))
        begun = time.monotonic()
        while view.property("moving") and time.monotonic() - begun < 1.2:
            live(20)
    while view.property("moving"):
        live(20)
    frames.moving = False


def run(client: Client) -> dict[str, Any]:
    window = client.open()
    wait(lambda: client.frame.room("home") is not None and client.frame.room("home").property("loaded"), "home")
    live(SETTLED_MS)
    opened_mb = memory_mb()
    client.frame.go("cases")
    wait(lambda: client.frame.room("cases") is not None, "the cases")
    room: Any = client.frame.room("cases")
    wait(lambda: window.findChild(QQuickItem, "cases.list") is not None and room.listing.loaded, "the list")
    view = window.findChild(QQuickItem, "cases.list")
    assert view is not None
    room.listing.choose("all")
    wait(lambda: room.listing.loaded and room.listing.filters.total >= 0, "all cases")
    live(1000)
    frames = Frames(window)
    fling(room, view, frames)
    rows = room.listing.rows.rowCount()
    waited = []
    for text in LOOKED_FOR:
        begun = time.perf_counter()
        room.listing.search(text)
        wait(lambda: room.listing.loaded, f"what is found for {text}")
        waited.append((time.perf_counter() - begun) * 1000)
        live(300)
    room.listing.search("")
    live(300)
    for chip in ("light:overdue", "stage:closed"):
        room.listing.filters.toggle(chip)
        wait(lambda: room.listing.loaded, chip)
        live(200)
    live(RESTED_MS)
    return {"gaps_ms": frames.gaps_ms, "drawn_ms": frames.drawn_ms, "cpu_ms": frames.cpu_ms, "rows": rows, "searched_ms": waited, "opened_mb": opened_mb,
            "used_mb": memory_mb()}


def main(folder: str) -> None:
    engine.go_offscreen()
    _application = engine.application(["fieldclient"])
    client = Client(parser().parse_args(["--data", folder, "--lang", "zh", "--no-signal"]))
    try:
        told = run(client)
    finally:
        client.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
