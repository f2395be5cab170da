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
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from tests.bench.progress import say

LOOK_S = 0.004
GROWING_MS = 6.0
SUSPECT_MS = 30.0
MOST_TOLD = 30
LIMIT_MS = 50.0
SILENT_S = 5.0
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
    """Keeps the `longest`, counted without the time in the queue, and the `busiest`, by the thread's own work: on a machine that
    others use as well these tell more. `doing` says what is being done now; it is the script's to set."""

    def __init__(self, keep: int = 12) -> None:
        super().__init__()
        self.doing = ""
        self._keep = keep
        self.longest: list[Gap] = []
        self.busiest: list[Gap] = []
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
        return max((gap.worked_ms for gap in self.busiest), default=0.0)

    def _tick(self) -> None:
        now, spent = time.perf_counter(), self._turns.ms()
        gap = Gap((now - self.last) * 1000, spent[0] - self._spent[0], spent[1] - self._spent[1], self.doing)
        self.longest_ms = max(self.longest_ms, gap.ms)
        self.count_over += gap.own_ms > LIMIT_MS
        self._note(self.longest, gap, lambda each: each.own_ms)
        self._note(self.busiest, gap, lambda each: each.worked_ms)
        self.last, self._spent = now, spent

    def _note(self, kept: list[Gap], gap: Gap, size: Callable[[Gap], float]) -> None:
        if len(kept) < self._keep or size(gap) > size(kept[-1]):
            kept.append(gap)
            kept.sort(key=size, reverse=True)
            del kept[self._keep:]

    def reset(self) -> None:
        self.longest_ms, self.count_over = 0.0, 0
        self.longest.clear()
        self.busiest.clear()
        self.last, self._spent = time.perf_counter(), self._turns.ms()


class Culprits:
    """A second thread that looks what the window's thread does while a gap grows, and who had the processors meanwhile. It costs
    a little itself: not for measuring."""

    def __init__(self, gaps: Gaps, pids: Sequence[int] = ()) -> None:
        """`pids`: other processes of ours, to be looked at as well."""
        self._gaps, self._ends, self._pids = gaps, threading.Event(), tuple(pids)
        self._window = threading.get_ident()
        self.told: list[tuple[float, list[str]]] = []
        self._thread = threading.Thread(target=self._watch, name="culprits", daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        since, seen, spent = 0.0, Counter[str](), dict[str, tuple[float, float]]()
        while not self._ends.wait(LOOK_S):
            now, last = time.perf_counter(), self._gaps.last
            if last != since:
                if seen:
                    self._keep((now - since) * 1000, seen, spent)
                since, seen, spent = last, Counter(), {}
            if (now - last) * 1000 < GROWING_MS:
                continue
            spent = spent or _spent(self._pids)
            self._look(seen)

    def _look(self, seen: Counter[str]) -> None:
        frames = sys._current_frames()
        stack = [f"{part.filename.rpartition('/')[2]}:{part.lineno} {part.name}"
                 for part in traceback.extract_stack(frames.get(self._window))[-5:]]
        seen[" > ".join(stack)] += 1
        for other in self._others(frames):
            seen[f"beside it {other}"] += 1

    def _keep(self, about_ms: float, seen: Counter[str], before: dict[str, tuple[float, float]]) -> None:
        """What was seen in a gap that is over; nothing of a short one."""
        if about_ms < SUSPECT_MS:
            return
        lines = [f"{self._gaps.doing}: about {about_ms:.0f} ms", *(f"  {count:3} × {line}" for line, count in seen.most_common(12))]
        for who, (ran_ms, queued_ms) in _spent(self._pids).items():
            ran_ms, queued_ms = ran_ms - before.get(who, (0.0, 0.0))[0], queued_ms - before.get(who, (0.0, 0.0))[1]
            if ran_ms + queued_ms > 2:
                lines.append(f"      {who}: {ran_ms:.0f} ms on a processor, {queued_ms:.0f} waiting for one")
        self.told.append((about_ms, lines))

    def _others(self, frames: dict[int, FrameType]) -> Iterator[str]:
        """Where the threads stand that may hold Python's lock."""
        for thread in threading.enumerate():
            frame = frames.get(thread.ident or 0)
            if frame is None or thread.ident in (self._window, threading.get_ident()):
                continue
            file, name = frame.f_code.co_filename.rpartition("/")[2], frame.f_code.co_name
            if file not in WAITING and f"{file} {name}" not in WAITING:
                yield f"{thread.name}: {file}:{frame.f_lineno} {name}"

    def stop(self) -> list[str]:
        """What was told of the longest gaps, the longest first."""
        self._ends.set()
        self._thread.join()
        return [line for _, lines in sorted(self.told, key=lambda each: -each[0])[:MOST_TOLD] for line in lines]


def _spent(pids: Sequence[int]) -> dict[str, tuple[float, float]]:
    """Milliseconds on a processor and waiting for one, of every thread of this process and of others. Empty on another system."""
    names = {thread.native_id: thread.name for thread in threading.enumerate()}
    found = {}
    with suppress(OSError):  # in hundredths of a second, over all processors
        user, nice, system, idle, _, _, _, stolen = map(int, Path("/proc/stat").read_text().split()[1:9])
        found["all programs of this machine"] = ((user + nice + system) * 10.0, 0.0)
        found["idle"], found["other machines, which took this one's processors"] = (idle * 10.0, 0.0), (stolen * 10.0, 0.0)
    for task in (Path(f"/proc/{pid}/task") for pid in (os.getpid(), *pids)):
        with suppress(OSError):
            for each in task.iterdir():
                with suppress(OSError, ValueError):
                    ran, queued = (each / "schedstat").read_text().split()[:2]
                    name = names.get(int(each.name)) or (each / "comm").read_text().strip()
                    found[f"{name} ({each.name})"] = (int(ran) / 1e6, int(queued) / 1e6)
    return found


def live(milliseconds: int) -> None:
    """Let the window do whatever it has to do."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(holds: Callable[[], bool], why: Callable[[], str], patience_s: float = 90.0) -> None:
    """Until it holds. What takes long is told on the standard error. Ends the program when it never holds."""
    begun = time.monotonic()
    tell_at = begun + SILENT_S
    while not holds():
        now = time.monotonic()
        if now > begun + patience_s:
            raise SystemExit(f"gave up after {patience_s:g} s of waiting for {why()}")
        if now > tell_at:
            tell_at = now + SILENT_S
            say(f"waiting since {now - begun:.0f} s for {why()}")
        live(20)
