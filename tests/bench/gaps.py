"""How long a window could not have answered: the gaps of a 1 ms timer on its thread, and what it did meanwhile.

A gap has three parts: the thread ran, it stood in the system's queue for a processor (other programs and threads had them), or it
slept: waiting for Python's lock, a file, an answer. Linux tells them apart.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

LOOK_S = 0.004
SUSPECT_MS = 30.0
LIMIT_MS = 50.0
WAITING = ("threading.py", "selectors.py", "worker.py _run", "link.py _work", "courier.py _run")  # for something to do


@dataclass(frozen=True)
class Gap:
    """`worked_ms`: of these, the window's thread itself was on a processor; `queued_ms`: it could have been, and others were."""

    ms: float
    worked_ms: float
    queued_ms: float
    doing: str

    @property
    def own_ms(self) -> float:
        """What the product itself took: working, or waiting for its own threads."""
        return self.ms - self.queued_ms


class Turns:
    """How long this thread has been on a processor, and how long it has waited for one."""

    def __init__(self) -> None:
        try:
            self._file = os.open("/proc/thread-self/schedstat", os.O_RDONLY)
        except OSError:
            self._file = -1  # another system: what was waited for is not known

    def ms(self) -> tuple[float, float]:
        queued_ms = int(os.pread(self._file, 99, 0).split()[1]) / 1e6 if self._file >= 0 else 0.0
        return time.thread_time() * 1e3, queued_ms


class Gaps(QObject):
    """Keeps the longest, `longest` without the time in the queue. `doing` says what is being done now; it is the script's to set."""

    def __init__(self, keep: int = 12) -> None:
        super().__init__()
        self.doing = ""
        self._keep = keep
        self.longest: list[Gap] = []
        self.longest_ms, self.count_over = 0.0, 0
        self._turns = Turns()
        self.last, self._spent = time.perf_counter(), self._turns.ms()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def own_ms(self) -> float:
        """Of the longest, without the time in which other programs had the processors."""
        return max((gap.own_ms for gap in self.longest), default=0.0)

    @property
    def worked_ms(self) -> float:
        return max((gap.worked_ms for gap in self.longest), default=0.0)

    def _tick(self) -> None:
        now, spent = time.perf_counter(), self._turns.ms()
        gap = Gap((now - self.last) * 1000, spent[0] - self._spent[0], spent[1] - self._spent[1], self.doing)
        self.longest_ms = max(self.longest_ms, gap.ms)
        self.count_over += gap.own_ms > LIMIT_MS
        if len(self.longest) < self._keep or gap.own_ms > self.longest[-1].own_ms:
            self.longest.append(gap)
            self.longest.sort(key=lambda gap: -gap.own_ms)
            del self.longest[self._keep:]
        self.last, self._spent = now, spent

    def reset(self) -> None:
        self.longest_ms, self.count_over = 0.0, 0
        self.longest.clear()
        self.last, self._spent = time.perf_counter(), self._turns.ms()


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
            frames = sys._current_frames()
            stack = [f"{part.filename.rpartition('/')[2]}:{part.lineno} {part.name}"
                     for part in traceback.extract_stack(frames.get(self._window))[-5:]]
            self.seen[f"[{self._gaps.doing}] " + " > ".join(stack)] += 1
            for other in self._others(frames):
                self.seen[f"   beside it {other}"] += 1

    def _others(self, frames: dict[int, FrameType]) -> Iterator[str]:
        """Where the threads stand that may hold Python's lock."""
        for thread in threading.enumerate():
            frame = frames.get(thread.ident or 0)
            if frame is None or thread.ident in (self._window, threading.get_ident()):
                continue
            file, name = frame.f_code.co_filename.rpartition("/")[2], frame.f_code.co_name
            if file not in WAITING and f"{file} {name}" not in WAITING:
                yield f"{thread.name}: {file}:{frame.f_lineno} {name}"

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
