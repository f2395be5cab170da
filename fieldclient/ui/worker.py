"""The one thread that owns the store. The window asks, the answer comes back later on the window's thread.

Everything that touches the disk runs here, one job after the other, in the order asked: the window thread never waits, and
SQLite has a single owner. The sync thread is a guest: its store calls go through `guest()` and wait their turn.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from fieldclient.ui.post import Post

if TYPE_CHECKING:
    from sync.protocol.problems import Problem

T = TypeVar("T")
DeskT = TypeVar("DeskT")
Done = Callable[[T], None]
Failed = Callable[["Problem"], None]

log = logging.getLogger(__name__)
SLICE_BYTES = 1024 * 1024


def as_problem(error: BaseException) -> Problem:
    """The problem to show for any exception. What nobody foresaw becomes INTERNAL, with a reference that is in the log."""
    from sync.protocol.problems import Code, Problem  # not needed before the first frame

    if isinstance(error, Problem):
        return error
    reference = f"{int(time.time()):x}"[-6:]
    log.error("unforeseen, reference %s", reference, exc_info=error)
    return Problem(Code.INTERNAL, reference=reference)


class Worker(QObject, Generic[DeskT]):
    """Runs jobs on the store's thread. `opening` makes the desk there, so that nothing slow happens before the first frame."""

    changed = Signal()  # something was written, here or by a sync cycle: look again
    opened = Signal()
    failed_to_open = Signal(object)  # the Problem; every job then fails with it
    unforeseen = Signal(object)  # a Problem with code INTERNAL that nobody took

    def __init__(self, opening: Callable[[], DeskT], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening = opening
        self._jobs: queue.SimpleQueue[Callable[[DeskT | None], None] | None] = queue.SimpleQueue()
        self._refusal: Problem | None = None
        self._closing = False
        self._post_box = Post(self)
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask(self, job: Callable[[DeskT], T], done: Done[T] | None = None, failed: Failed | None = None) -> None:
        """Look something up. `done` or `failed` is called on the window's thread, in the order of asking."""
        self._post(job, done, failed, wrote=False)

    def do(self, job: Callable[[DeskT], T], done: Done[T] | None = None, failed: Failed | None = None) -> None:
        """Change something; `changed` follows when it went through."""
        self._post(job, done, failed, wrote=True)

    def call(self, job: Callable[[DeskT], T]) -> T:
        """Run a job and wait for it: for other threads only, never for the window's."""
        finished = threading.Event()
        answers: list[T] = []
        errors: list[BaseException] = []

        def run(desk: DeskT | None) -> None:
            try:
                answers.append(job(self._desk(desk)))
            except BaseException as error:  # it belongs to who asked
                errors.append(error)
            finished.set()

        self._put(run)
        finished.wait()
        if errors:
            raise errors[0]
        return answers[0]

    def later(self, call: Callable[[], None]) -> None:
        """Run this on the window's thread; may be called from any thread."""
        self._post_box.put(call)

    def tell_changed(self) -> None:
        """Say that the store has changed; may be called from any thread."""
        self.later(self._say_changed)

    def close(self, timeout_s: float = 10.0) -> bool:
        """Finish what was asked, then end the thread. False when it did not end in time."""
        self._closing = True
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._post_box.close()
        return not self._thread.is_alive()

    def _post(self, job: Callable[[DeskT], T], done: Done[T] | None, failed: Failed | None, wrote: bool) -> None:
        def run(desk: DeskT | None) -> None:
            try:
                answer = job(self._desk(desk))
            except BaseException as error:  # the thread must live on whatever a job does
                problem = as_problem(error)
                self.later(lambda: (failed or self.unforeseen.emit)(problem))
                return
            if done is not None:
                self.later(lambda: done(answer))
            if wrote:
                self.tell_changed()

        if not self._closing:  # a screen that looks once more while everything is taken down gets no answer
            self._put(run)

    def _put(self, run: Callable[[DeskT | None], None]) -> None:
        if self._closing:
            raise RuntimeError("the store is closed")
        self._jobs.put(run)

    def _desk(self, desk: DeskT | None) -> DeskT:
        if desk is None:
            assert self._refusal is not None
            raise self._refusal
        return desk

    def _run(self) -> None:
        from fieldclient.store.giving_way import ANSWERS, give_way  # not before the first frame

        give_way(ANSWERS)
        desk: DeskT | None = None
        try:
            desk = self._opening()
            self.later(lambda: self.opened.emit())
        except BaseException as error:
            problem = self._refusal = as_problem(error)
            self.later(lambda: self.failed_to_open.emit(problem))
        while (run := self._jobs.get()) is not None:
            run(desk)
        closing = getattr(desk, "close", None)
        if closing is not None:
            closing()

    def _say_changed(self) -> None:
        self.changed.emit()


class Guest:
    """The device's queue as the sync thread sees it: each call runs on the store's thread and waits for its answer."""

    def __init__(self, worker: Worker[DeskT], queue_of: Callable[[DeskT], Any]) -> None:
        self._worker = worker
        self._queue_of = queue_of

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            return self._worker.call(lambda desk: getattr(self._queue_of(desk), name)(*arguments, **named))

        return call

    def store_download(self, sha256: str, offset_bytes: int, chunks: Iterable[bytes]) -> None:
        """The bytes come from the network, for which the store's thread must not wait: they are handed over in slices.

        The port keeps as a part what came before `chunks` raises; so every slice but the last ends with `_Pause`.
        """
        for block, last in slices(chunks):
            try:
                self._worker.call(
                    lambda desk, at=offset_bytes, b=block, end=last:  # type: ignore[misc]
                    self._queue_of(desk).store_download(sha256, at, handed(b, end)))
            except _Pause:
                offset_bytes += len(block)


class _Pause(Exception):
    """More of this file follows."""


def handed(block: bytes, last: bool) -> Iterator[bytes]:
    yield block
    if not last:
        raise _Pause


def slices(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Blocks of about SLICE_BYTES and whether each is the last. When `chunks` raises, what came is given out first."""
    held = bytearray()
    try:
        for chunk in chunks:
            if len(held) >= SLICE_BYTES:
                yield bytes(held), False
                held.clear()
            held += chunk
    except Exception:
        yield bytes(held), False
        raise
    yield bytes(held), True
