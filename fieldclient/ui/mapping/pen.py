"""The window's hold on the process that draws: the latest order is drawn, and its sheet is handed over on the window's thread."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from fieldclient.ui.mapping.orders import Order, Sheet, receive

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[3]
MOST_S = 30.0  # for one sheet: longer is a file of tiles that leads nowhere
STUMBLES = 2  # of the process with the same files of tiles, before it has to do without them
CRASHED = "crashed"
Done = Callable[[Sheet, bytearray], None]


class Pen:
    """`later` runs a call on the window's thread. The process is begun by the first order and ends when nobody looks."""

    def __init__(self, later: Callable[[Callable[[], None]], None], done: Done) -> None:
        self._later, self._done = later, done
        self._turn = threading.Condition()
        self._wanted: Order | None = None
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._stumbles: dict[tuple[str, ...], int] = {}

    def order(self, order: Order) -> None:
        """In place of what was ordered before and is not begun yet."""
        with self._turn:
            if self._closed:
                return
            self._wanted = order
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="map", daemon=True)
                self._thread.start()
            self._turn.notify()

    def close(self) -> None:
        """Harmless a second time."""
        with self._turn:
            self._closed = True
            self._turn.notify()
        self._end()
        if self._thread is not None:
            self._thread.join(5)

    def _run(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._wanted is not None or self._closed)
                order, self._wanted = self._wanted, None
                if self._closed or order is None:
                    break
            try:
                self._draw(order)
            except Exception:  # the thread must live on: there is a map to be drawn again
                log.exception("the map could not be drawn")
                self._end()
        self._end()

    def _draw(self, order: Order) -> None:
        files = tuple(sorted(source.path for source in order.tiles))
        refused = self._stumbles.get(files, 0) >= STUMBLES
        asked = msgspec.structs.replace(order, tiles=()) if refused else order
        found = self._ask(asked)
        if found is None and not self._closed:
            found = self._again(asked, files)
        if found is None or self._closed:
            return
        sheet, picture = found
        if self._stumbles.get(files, 0) >= STUMBLES:
            sheet = msgspec.structs.replace(sheet, bad={**sheet.bad, **dict.fromkeys(files, CRASHED)})
        self._later(lambda: self._done(sheet, picture))

    def _again(self, order: Order, files: tuple[str, ...]) -> tuple[Sheet, bytearray] | None:
        """It may have ended because nobody looked; when it ends again, the tiles are what it cannot draw."""
        while self._stumbles.get(files, 0) < STUMBLES:
            self._stumbles[files] = self._stumbles.get(files, 0) + 1
            found = self._ask(order)
            if found is not None:
                if self._stumbles[files] < STUMBLES:
                    del self._stumbles[files]
                return found
        return self._ask(msgspec.structs.replace(order, tiles=())) if files else None

    def _ask(self, order: Order) -> tuple[Sheet, bytearray] | None:
        """None when the process did not answer; it is gone then."""
        process = self._begun()
        assert process.stdin is not None and process.stdout is not None
        watch = threading.Timer(MOST_S, process.kill)
        watch.daemon = True
        watch.start()
        try:
            process.stdin.write(msgspec.json.encode(order) + b"\n")
            process.stdin.flush()
            found = receive(process.stdout)
        except (OSError, ValueError):
            found = None
        finally:
            watch.cancel()
        if found is None:
            self._end()
        return found

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "fieldclient.ui.mapping.draughtsman"], cwd=ROOT, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"})
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for end in (process.stdin, process.stdout):
            if end is not None:
                try:
                    end.close()
                except OSError:
                    pass
        process.wait()
