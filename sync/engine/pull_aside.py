"""Pulling while a stream runs: the question waits in a thread of its own, the answer is kept in the cycle's thread.

A stream that stood still for each pull would lose a round trip of a weak link's time; and a case that is dispatched now must
not wait until the last photo has gone.
"""

from __future__ import annotations

import threading

from sync.engine.records import Missing, keep_page, send_again_what_is_lost
from sync.engine.switch import Cuttable
from sync.engine.trip import Trip
from sync.protocol.feed import Page
from sync.protocol.problems import Problem


class PullAside:
    """One pull of any number of pages. `tend` from the cycle's thread, often; the other thread touches nothing but the hub."""

    def __init__(self, trip: Trip) -> None:
        self._trip = trip
        self._thread: threading.Thread | None = None
        self._page: Page | None = None
        self._problem: Problem | None = None
        self._cursor: str | None = None
        self._seen: Missing = {}

    @property
    def busy(self) -> bool:
        return self._thread is not None

    def begin(self) -> None:
        """Ask for the next page."""
        self._cursor = self._trip.device.cursor()
        self._page, self._problem = None, None
        self._thread = threading.Thread(target=self._ask, name="sync-pull", daemon=True)
        self._thread.start()

    def _ask(self) -> None:
        try:
            self._page = self._trip.hub.pull(self._cursor, limit=self._trip.policy.page_limit)
        except Problem as problem:
            self._problem = problem

    def tend(self) -> None:
        """Keep what came, and ask for what follows. That a pull fails is told by the next one, when the stream is over."""
        if self._thread is None or self._thread.is_alive():
            return
        self._thread = None
        if self._page is None:
            return
        self._trip.went_through()
        if keep_page(self._trip, self._cursor, self._page, self._seen):
            self.begin()
        else:
            send_again_what_is_lost(self._trip, self._seen)
            self._seen = {}

    def end(self, *, over: bool) -> None:
        """Nothing is to be under way any more: wait for the answer and keep it; when the cycle is over, cut it."""
        if self._thread is None:
            return
        if over and isinstance(self._trip.hub, Cuttable):
            self._trip.hub.cut()
        self._thread.join()
        self._thread = None
        if self._page is not None and not over:
            keep_page(self._trip, self._cursor, self._page, self._seen)
