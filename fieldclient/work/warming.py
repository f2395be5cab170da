"""What searching needs is read ahead on a thread of its own, once the window has what it shows first."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from fieldclient.store.giving_way import give_way
from sync.protocol.problems import Problem

WARM_AFTER_S = 3.0  # the window is up and the first page is filled
log = logging.getLogger(__name__)


def give_back() -> None:
    """What was needed for reading alone goes back to the system; glibc would keep it for a thread that ends: 5 MB for a city."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # another library has no such call
            ctypes.CDLL(None).malloc_trim(0)


class Warmer:
    """Starts its thread at once. Whatever goes wrong costs the first search a second, and nothing else."""

    def __init__(self, warm: Callable[[Callable[[], bool]], None], after_s: float) -> None:
        self._warm = warm
        self._after_s = after_s
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warm", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        give_way()
        if self._stopped.wait(self._after_s):
            return
        try:
            self._warm(self._stopped.is_set)
        except (Problem, OSError) as cause:
            log.warning("reading ahead for searches broke off: %s", cause)
        give_back()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()
