"""Calls from any thread that are to run on the window's thread.

No other thread ever speaks to Qt. Qt for Python keeps the last type it looked up in one place for all threads (on interpreters
before 3.12), and the window's thread looks there without holding Python's lock: a signal emitted by another thread at that very
moment has made a room appear to the screen as its base class, without its own properties. A byte on a socket wakes Qt's loop
instead. The price is two system calls a batch of calls.
"""

from __future__ import annotations

import contextlib
import socket
import time
import weakref
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Slot

Call = Callable[[], object]
_AT_ONCE_S = 0.004  # of several answers that come together the others wait until the window has drawn and heard its person
# What the loop did since the answer was queued, a frame for instance, it may have done in this very turn. A finger would
# have to wait for both. The price: an answer comes a turn later, or two where every turn has a frame.
_LONG_S, _MOST_PUT_OFF = 0.006, 2


class Post(QObject):
    """Made and closed on the window's thread. Calls run in the order in which they were put."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: deque[Call] = deque()
        self._rung = False
        self._closed = False
        self._queued_at, self._put_off = 0.0, 0
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)
        self._far.setblocking(False)
        weakref.finalize(self, _close, self._near, self._far)  # for whoever forgets `close`
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._turn = QTimer(self, interval=0, singleShot=True)  # with the next timers: never behind a frame in the same turn
        self._turn.timeout.connect(self._deliver)

    def put(self, call: Call) -> None:
        """From any thread. After `close` it is dropped: nobody is there any more."""
        if self._closed:
            return
        self._calls.append(call)
        if not self._rung:
            self._rung = True
            # Full: enough bytes lie there to wake the loop. Closed in between: as above.
            with contextlib.suppress(OSError):
                self._far.send(b"1")

    @Slot()
    def _hear(self) -> None:
        with contextlib.suppress(OSError):
            self._near.recv(64)
        self._queue()

    def _queue(self) -> None:
        self._queued_at = time.perf_counter()
        self._turn.start()

    @Slot()
    def _deliver(self) -> None:
        """Those that were there when it began, as far as there is time; what they put waits for the next turn of the loop."""
        if time.perf_counter() - self._queued_at > _LONG_S and self._put_off < _MOST_PUT_OFF:
            self._put_off += 1
            self._queue()
            return
        self._put_off = 0
        self._rung = False  # before looking: who puts from now on rings again
        left, until = len(self._calls), time.perf_counter() + _AT_ONCE_S
        try:
            while left and self._calls:
                left -= 1
                self._calls.popleft()()
                if time.perf_counter() >= until:
                    break
        finally:
            if self._calls and not self._closed:
                self._queue()

    def close(self) -> None:
        """What was not delivered is dropped. Harmless a second time."""
        if self._closed:
            return
        self._closed = True
        self._calls.clear()
        self._notifier.setEnabled(False)
        self._turn.stop()
        _close(self._near, self._far)


def _close(*ends: socket.socket) -> None:
    for end in ends:
        end.close()
