"""A thread of its own for the session's bus: begun with the first thing to do, woken by a bell, waited for in the end. No Qt."""

from __future__ import annotations

import threading
from collections.abc import Callable

from fieldclient.ui.notify.bell import Bell


class BusThread:
    """`run` gets the bell that it waits for beside the bus, and returns when it is over."""

    def __init__(self, name: str, run: Callable[[Bell], None]) -> None:
        self._name = name
        self._run = run
        self._thread: threading.Thread | None = None
        self._bell: Bell | None = None

    def wake(self) -> None:
        """There is something to do. Never waits."""
        if self._thread is None or self._bell is None:
            self._bell = Bell()
            self._thread = threading.Thread(target=self._run, args=(self._bell,), name=self._name, daemon=True)
            self._thread.start()
        self._bell.ring()

    @property
    def begun(self) -> bool:
        return self._thread is not None

    def end(self, timeout_s: float) -> None:
        """Woken a last time: what it is to see has been said before."""
        if self._thread is None or self._bell is None:
            return
        self._bell.ring()
        self._thread.join(timeout_s)
        if not self._thread.is_alive():  # else the desktop does not answer: it ends by itself
            self._bell.close()
        self._thread = self._bell = None
