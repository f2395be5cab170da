"""What one answer changes on the screen, in as many turns of the window's loop as it takes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

_WORK_S = 0.005  # of this thread's own time in one turn; then whoever touches the screen is heard, and the window draws


class Turns(QObject):
    """Steps in their order. Those of the answer before that have not had their turn are dropped: the new ones say it all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    def begin(self, steps: Iterable[Callable[[], object]]) -> None:
        self._steps = deque(steps)
        self._go_on()

    def stop(self) -> None:
        self._steps.clear()
        self._timer.stop()

    def _go_on(self) -> None:
        self._timer.stop()
        until = time.thread_time() + _WORK_S
        while self._steps:
            self._steps.popleft()()
            if self._steps and time.thread_time() >= until:
                self._timer.start()
                return
