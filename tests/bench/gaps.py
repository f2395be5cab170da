"""How long a window could not have answered: the gaps of a 1 ms timer on its thread, and what it did meanwhile."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

LOOK_S = 0.004
SUSPECT_MS = 30.0


@dataclass(frozen=True)
class Gap:
    """`worked_ms`: of these, the window's thread itself was on a processor; the rest it waited, for others or for the machine."""

    ms: float
    worked_ms: float
    doing: str


class Gaps(QObject):
    """Keeps the longest. `doing` says what is being done now; it is the script's to set."""

    def __init__(self, keep: int = 12) -> None:
        super().__init__()
        self.doing = ""
        self._keep = keep
        self.longest: list[Gap] = []
        self.last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def longest_ms(self) -> float:
        return max((gap.ms for gap in self.longest), default=0.0)

    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        ms = (now - self.last) * 1000
        if len(self.longest) < self._keep or ms > self.longest[-1].ms:
            self.longest.append(Gap(ms, (worked - self._worked) * 1000, self.doing))
            self.longest.sort(key=lambda gap: -gap.ms)
            del self.longest[self._keep:]
        self.last, self._worked = now, worked

    def reset(self) -> None:
        self.longest.clear()
        self.last, self._worked = time.perf_counter(), time.thread_time()


class Culprits:
    """A second thread that looks what the window's thread does while a gap grows. It costs a little itself: not for measuring."""

    def __init__(self, gaps: Gaps) -> None:
        self._gaps, self._ends = gaps, threading.Event()
        self._window = threading.get_ident()
        self.seen: Counter[str] = Counter()
        threading.Thread(target=self._watch, name="culprits", daemon=True).start()

    def _watch(self) -> None:
        while not self._ends.wait(LOOK_S):
            if (time.perf_counter() - self._gaps.last) * 1000 < SUSPECT_MS:
                continue
            frame = sys._current_frames().get(self._window)
            stack = [f"{part.filename.rpartition('/')[2]}:{part.lineno} {part.name}" for part in traceback.extract_stack(frame)[-5:]]
            self.seen[f"[{self._gaps.doing}] " + " > ".join(stack)] += 1

    def stop(self) -> None:
        self._ends.set()


def live(milliseconds: int) -> None:
    """Let the window do whatever it has to do."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(holds: Callable[[], bool], why: Callable[[], str], patience_s: float = 90.0) -> None:
    deadline = time.monotonic() + patience_s
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit(f"gave up waiting for {why()}")
        live(20)
