"""The slow look at everything, beside the work: once, a while after the start, and over as soon as the app closes."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable

from fieldclient.store import Store
from fieldclient.store.giving_way import give_way
from fieldclient.store.sweep import Found
from fieldclient.work.pictures import Pictures
from sync.protocol.problems import Problem

SWEEP_AFTER_S = 60.0  # the window is up, the first cycle has gone through
LOOKS_AT_ONCE = 200  # photos that nobody has looked at yet: a quarter of a minute
log = logging.getLogger(__name__)


def sweep_all(store: Store, pictures: Pictures, should_stop: Callable[[], bool]) -> Counter[Found]:
    """The store's look at everything; then what is not urgent: pictures too many, and photos for "already reported?"."""
    found = store.sweep(should_stop)
    pictures.trim()
    if store.looks.missing(1) and not should_stop():
        from fieldclient.work.likeness import look_closer  # loads what compares pictures

        look_closer(store, LOOKS_AT_ONCE, should_stop)
    return found


class Sweeper:
    """Starts its thread at once. Whatever goes wrong is tried again at the next start."""

    def __init__(
        self, sweep: Callable[[Callable[[], bool]], Counter[Found]], after_s: float, then: Callable[[], None]
    ) -> None:
        self._sweep = sweep
        self._after_s = after_s
        self._then = then
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweep", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        give_way()
        if self._stopped.wait(self._after_s):
            return
        try:
            found = self._sweep(self._stopped.is_set)
        except (Problem, OSError) as cause:
            log.warning("the sweep broke off: %s", cause)
            return
        if found and not self._stopped.is_set():
            self._then()

    def stop(self) -> None:
        """At once, but for the file it is looking at."""
        self._stopped.set()
        self._thread.join()
