"""Ctrl+C and the system's request to end reach a program that waits in Qt's loop, and it ends as if its window was closed."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class Ending(QObject):
    """Python runs a signal's handler only when it gets its turn: a byte on a socket wakes Qt's loop for that.

    The handler itself may run in the middle of a page that is being made, where closing the window has crashed: it only leaves
    word, and the loop ends the program when nothing else is under way.
    """

    def __init__(self, quit: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quit = quit
        self._asked = False
        self._near, self._far = socket.socketpair()
        self._far.setblocking(False)
        self._before = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._ask)

    def _ask(self, *_: object) -> None:
        self._asked = True

    def _drain(self) -> None:
        self._near.recv(64)
        if self._asked:
            self._quit()

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        self._near.close()
        self._far.close()
