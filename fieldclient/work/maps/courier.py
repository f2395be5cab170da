"""The thread that brings tiles and areas onto this device, one after the other, and waits for the network by itself."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fieldclient.store import Store
from fieldclient.store.disk import told
from fieldclient.store.tile_sets import Take, TakeState, TileSet
from fieldclient.work.maps.importing import bring_in
from fieldclient.work.maps.taking import Hub, fetch
from sync.protocol.ids import new_id
from sync.protocol.position import Datum
from sync.protocol.problems import Code, Next, Problem

log = logging.getLogger(__name__)
WAIT_S = 15.0  # before the hub is asked again
TELL_BYTES = 256 * 1024  # between two words about progress
OpenHub = Callable[[], Any]  # an `HttpHub` of its own with `close`; None while nobody is signed in or there is to be no signal
Imported = Callable[[TileSet | None, Problem | None], None]
# To be tried again by a person alone: a package that the hub offers no more would hold up all others, and one that came with
# another hash would be fetched anew for ever.
_OVER = {Code.MEDIA_MISSING: "gone", Code.MEDIA_HASH_MISMATCH: "other_bytes"}
_AWAY = {Code.SIGN_IN_NEEDED, Code.SIGN_IN_EXPIRED, Code.CAPTIVE_PORTAL, Code.TLS_FAILED}


class Courier:
    """`told` is called on this thread whenever there is something new to be seen."""

    def __init__(self, store: Store, told: Callable[[], None]) -> None:
        self._store, self._told = store, told
        self._open_hub: OpenHub = lambda: None
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._guard = threading.Lock()
        self._closed = threading.Event()
        self._stopped = False  # what is under way is to stop, because it was paused or taken away
        self._said = 0
        self.waiting = False  # there is no way to the hub just now
        self.progress: dict[str, tuple[int, int]] = {}  # by take, of this run: more often than it is written down

    def go(self, open_hub: OpenHub) -> None:
        """There may be something to do, and this is the way to the hub."""
        self._open_hub = open_hub
        self._post(self._work)

    def look(self) -> None:
        self._post(self._work)

    def stop_current(self) -> None:
        """Whoever changed the state of a take calls this: the thread looks again."""
        self._stopped = True
        self._post(self._work)

    def bring_in(self, path: Path, datum: Datum, name: str, done: Imported) -> None:
        """Import a file; `done` is called on this thread."""
        def run() -> None:
            try:
                found = bring_in(self._store, path, datum, name, should_stop=self._closed.is_set)
            except Exception as error:
                done(None, _said(error))
            else:
                done(found, None)
            self._told()

        self._post(run)

    def beside(self, job: Callable[[], Any], done: Callable[[Any, Problem | None], None]) -> None:
        """Something that takes a while and needs no hub."""
        def run() -> None:
            try:
                answer = job()
            except Exception as error:
                done(None, _said(error))
            else:
                done(answer, None)

        self._post(run)

    def ask_hub(self, question: Callable[[Hub], Any], done: Callable[[Any, Problem | None], None]) -> None:
        """One question on this thread, e.g. how large something is."""
        def run() -> None:
            try:
                hub = self._open_hub()
                if hub is None:
                    raise Problem(Code.NO_NETWORK)
                try:
                    answer = question(hub)
                finally:
                    hub.close()
            except Exception as error:
                done(None, _said(error))
            else:
                done(answer, None)

        self._post(run)

    def close(self) -> None:
        self._closed.set()
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join(10)

    def _post(self, job: Callable[[], None]) -> None:
        if self._closed.is_set():
            return
        self._jobs.put(job)
        with self._guard:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="maps", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                job = self._jobs.get(timeout=WAIT_S if self.waiting else None)
            except queue.Empty:
                job = self._work
            if job is None:
                return
            try:
                job()
            except Exception:  # the thread must live on: there are other areas to be fetched
                log.exception("the map's courier stumbled")

    def _work(self) -> None:
        """Everything that is to be worked on, as far as the network goes."""
        self.waiting = False
        while not self._closed.is_set():
            take = self._store.tile_sets.next_take(self._store.people.current_id())
            if take is None:
                return
            hub = self._open_hub()
            if hub is None:
                self.waiting = True
                self._told()
                return
            try:
                if not self._fetch(hub, take):
                    return
            finally:
                hub.close()

    def _fetch(self, hub: Hub, take: Take) -> bool:
        """Whether to go on with the next one."""
        self._stopped = True  # looked at before anything is fetched: it may have been paused while the way was opened
        sets, people = self._store.tile_sets, self._store.people

        def should_stop() -> bool:
            if not self._stopped:
                return self._closed.is_set() or people.current_id() != take.person  # this way to the hub is its person's
            self._stopped = False
            now = sets.take(take.id)
            return now is None or now.state is not TakeState.RUNNING or self._closed.is_set()

        try:
            if fetch(self._store, hub, take, should_stop, lambda done, whole: self._progress(take.id, done, whole)):
                done, whole = self.progress.pop(take.id, (take.all_bytes, take.all_bytes))
                sets.advance(take.id, max(done, whole), max(done, whole))
                sets.set_state(take.id, TakeState.DONE)
        except Exception as error:
            return self._failed(take, _said(error))
        finally:
            self._told()
            if sets.take(take.id) is None:
                sets.end(take.id)  # taken away while its tiles came: those that came after go as well
                for path in sets.strays():
                    path.unlink(missing_ok=True)
        return not self._closed.is_set()

    def _failed(self, take: Take, problem: Problem) -> bool:
        if problem.code in _OVER:
            problem = Problem(Code.TILES_INVALID, reason=_OVER[problem.code])
        away = problem.next is Next.RETRY or problem.code in _AWAY
        self.waiting = away
        if not away and self._store.tile_sets.take(take.id) is not None:
            self._store.tile_sets.set_state(take.id, TakeState.FAILED, problem)
        return not away

    def _progress(self, take_id: str, done: int, whole: int) -> None:
        self.progress[take_id] = (done, whole)
        if abs(done - self._said) >= TELL_BYTES or done == whole:
            self._said = done
            self._store.tile_sets.advance(take_id, done, whole)
            self._told()


def _said(error: Exception) -> Problem:
    """What a person is told: whoever asked waits for a word. What nobody foresaw has a reference that is in the log."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, OSError):
        return told(error)
    reference = new_id()
    log.error("the map's courier stumbled, reference %s", reference, exc_info=error)
    return Problem(Code.INTERNAL, reference=reference)
