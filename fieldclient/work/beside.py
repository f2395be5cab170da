"""A thread for looks at photos and outlines that take longer than a finger waits, beside the store's own.

Of questions about one topic only the latest is answered: who adds three photos wants to know about the third state of the draft.
The database gives every thread a connection of its own, so nothing here holds up a person's words on their way to the disk.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from fieldclient.store.giving_way import give_way
from sync.protocol.problems import Problem

T = TypeVar("T")
log = logging.getLogger(__name__)


class Beside:
    """The thread is begun by the first question."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._turns: dict[str, int] = {}
        self._current = ("", 0)  # the topic that is looked at, and for which of its questions
        self._thread: threading.Thread | None = None
        self._closed = False

    def ask(
        self, topic: str, job: Callable[[], T], done: Callable[[T], None], nothing: Callable[[], None] = lambda: None
    ) -> None:
        """`done` is called on this thread. Advice is worth no error: what goes wrong is in the log, and `nothing` is called, so
        that nobody waits for an answer that does not come."""
        if self._closed:
            return
        turn = self._turns[topic] = self._turns.get(topic, 0) + 1

        def run() -> None:
            if self._closed or self._turns[topic] != turn:
                return
            self._current = (topic, turn)
            try:
                answer = job()
            except (Problem, OSError, MemoryError) as cause:
                log.info("no advice about %s: %s", topic, cause)
                nothing()
                return
            except Exception:
                nothing()
                raise
            if self._turns[topic] == turn:
                done(answer)

        self._jobs.put(run)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def drop(self, *topics: str) -> None:
        """Nobody wants these answers any more."""
        for topic in topics:
            self._turns[topic] = self._turns.get(topic, 0) + 1

    def is_wanted(self) -> bool:
        """Whether somebody still waits for what is being looked at: for the looker, between two looks."""
        topic, turn = self._current
        return not self._closed and self._turns.get(topic, 0) == turn

    def _run(self) -> None:
        give_way()
        while (run := self._jobs.get()) is not None:
            try:
                run()
            except Exception:  # the thread must live on whatever a picture does
                log.exception("advice failed")

    def finish(self) -> None:
        """Wait until everything asked so far is answered: for whoever wants to be sure, never for the window."""
        if self._thread is not None and not self._closed:
            answered = threading.Event()
            self._jobs.put(answered.set)
            answered.wait()

    def close(self) -> None:
        """After what is under way, which takes some tenths of a second."""
        self._closed = True
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join()
