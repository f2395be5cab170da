"""Waits at the hub for the first change while the device is idle, so that a dispatched case is here in about a second.

A thread of its own with a link of its own: a waiting question must not stand in the way of a report. It never touches the
store; all it does is to wake the loop, whose cycle then pulls.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from sync.engine.clock import Clock
from sync.engine.retry import LINK, Draw, Wake, wait_s
from sync.protocol.hub import Hub
from sync.protocol.problems import Problem


@dataclass(frozen=True, slots=True)
class _Watch:
    """From which cursor to listen; a new one each time, so that an answer to an older one can be told apart."""

    cursor: str | None


class Listener:
    """`listen` and `hush` come from the loop's thread, `wake` is called from this one."""

    def __init__(
        self, hub: Hub, wake: Callable[[Wake], None], clock: Clock, draw: Draw, *, wait_s: float, gap_s: float
    ) -> None:
        self._hub = hub
        self._wake = wake
        self._clock = clock
        self._draw = draw
        self._wait_s = wait_s
        self._gap_s = gap_s  # between two questions, when the hub answers at once although there is nothing
        self._watch: _Watch | None = None
        self._stopping = False
        self._changed = threading.Condition()
        self.thread = threading.Thread(target=self._run, name="sync-listener", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def listen(self, cursor: str | None) -> None:
        """The device is idle and online, and has everything up to this cursor."""
        with self._changed:
            self._watch = _Watch(cursor)
            self._changed.notify_all()

    def hush(self) -> None:
        with self._changed:
            self._watch = None
            self._changed.notify_all()

    def end(self) -> None:
        """Ends the thread, once the question it waits for is cut."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def _run(self) -> None:
        failures = 0
        while (watch := self._next_watch()) is not None:
            started = self._clock.monotonic()
            try:
                page = self._hub.pull(watch.cursor, limit=1, wait_s=self._wait_s)
            except Problem as problem:
                failures += 1
                self._tell(watch)
                self._pause(wait_s(problem, failures, LINK, self._draw))
                continue
            failures = 0
            if page.changes or page.more or page.snapshot:
                self._tell(watch)
            elif self._clock.monotonic() - started < min(self._gap_s, self._wait_s):
                self._pause(self._gap_s)

    def _next_watch(self) -> _Watch | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._watch is not None)
            return None if self._stopping else self._watch

    def _tell(self, watch: _Watch) -> None:
        """Wake the loop, unless it has moved on meanwhile; then be quiet until it says where it stands."""
        with self._changed:
            if self._watch is not watch:
                return
            self._watch = None
        self._wake(Wake.CHANGES)

    def _pause(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping, timeout=seconds)
