"""Wakes whoever waits for a change: threads in this process, and event loops that have asked to be called."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Bell:
    """Rung after every commit that may have something to tell. Ringing too often costs a query, too rarely a delay."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rung = 0
        self._listeners: list[Callable[[], object]] = []

    @property
    def rung(self) -> int:
        """How often it has been rung: read it before looking, and wait for it to pass that number."""
        return self._rung

    def ring(self) -> None:
        with self._condition:
            self._rung += 1
            listeners = list(self._listeners)
            self._condition.notify_all()
        for listener in listeners:
            listener()

    def wait(self, seen: int, timeout_s: float) -> bool:
        """Wait until it has been rung more often than `seen`; False when the time ran out."""
        until = time.monotonic() + timeout_s
        with self._condition:
            while self._rung <= seen:
                left = until - time.monotonic()
                if left <= 0:
                    return False
                self._condition.wait(left)
        return True

    def listen(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Call `listener` at every ring, from whatever thread rings; returns how to stop that."""
        with self._condition:
            self._listeners.append(listener)

        def stop() -> None:
            with self._condition:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop
