"""The way to the hub as the window sees it: signing in and out, syncing, the state of the network.

What may take time happens on a thread of its own, one chore after the other; the window hears of it by signals and goes on
working without any of it.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from fieldclient.ui.worker import Worker, as_problem

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from fieldclient.store.secrets import TokenSafe
    from fieldclient.ui.way import Way
    from fieldclient.work.handover.sticks import Errands, Got, Put
    from sync.engine.lanes import Around
    from sync.engine.runner import LinkStatus
    from sync.engine.trip import CycleReport
    from sync.protocol.identity import DeviceList
    from sync.protocol.people import Person
    from sync.protocol.problems import Problem, ProblemBody

SIGN_IN_ENDED = "sign_in_ended"  # a Code; its module is not loaded before the first frame
T = TypeVar("T")
Failed = Callable[["Problem"], None]
CLOSE_S = 15.0


def full_address(typed: str) -> str:
    """What a person types, with https where they named no way."""
    typed = typed.strip()
    return typed if "://" in typed or not typed else f"https://{typed}"


class Link(QObject):
    """`status` is the loop's last word, SIGNED_OUT while there is no loop, None before anybody has looked."""

    changed = Signal()
    cycled = Signal(object)  # CycleReport
    signedIn = Signal(object)  # Person
    signedOut = Signal()

    def __init__(self, worker: Worker[Any], safe: Callable[[], TokenSafe], *, around: Callable[[], Around],
                 plain_ok: bool = False, parent: QObject | None = None) -> None:
        """`safe` makes the token safe, on the chores' thread. `around` is asked on the loop's. `plain_ok`: the command line
        allows http to another machine."""
        super().__init__(parent)
        self._worker = worker
        self._safe = safe
        self._around = around
        self.plain_ok = plain_ok
        self._way: Way | None = None
        self._offline = False
        self._seq: str | None = None
        self._closed = False
        self.status: LinkStatus | None = None
        self._chores: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="link", daemon=True)
        self._thread.start()
        worker.changed.connect(self._look_for_new)

    # What the window asks

    @property
    def offline(self) -> bool:
        return self._offline

    @property
    def around(self) -> Callable[[], Around]:
        """What is around the device; reads a few small files, so never on the window's thread."""
        return self._around

    @property
    def hub_url(self) -> str:
        return self._way.hub_url if self._way is not None else ""

    @property
    def login(self) -> str:
        return self._way.login if self._way is not None else ""

    @property
    def safe_kind(self) -> str:
        """How the token is kept: keyring, pin, memory; '' while nobody has looked."""
        safe = self._way.safe if self._way is not None else None
        kind = safe.kind.value if safe is not None else ""
        return "pin" if kind == "memory" and self.has_pin else kind

    @property
    def locked(self) -> bool:
        """A PIN is asked for: nothing of anybody is to be seen before."""
        way = self._way
        return way is not None and bool((way.safe is not None and way.safe.locked) or (way.doors is not None and way.doors.shut))

    @property
    def has_pin(self) -> bool:
        """Who works here now has a PIN."""
        return bool(self._way is not None and self._way.doors is not None and self._way.doors.has_lock)

    @property
    def lock_minutes(self) -> int:
        """Idle minutes until the window is to lock; 0: never, or nobody has a PIN."""
        return self._way.doors.minutes if self._way is not None and self._way.doors is not None and self.has_pin else 0

    def lock(self) -> bool:
        """Ask for the PIN from now on, at once; what travels goes on. False for who has none."""
        shut = self._way is not None and self._way.doors is not None and self._way.doors.shut_now()
        self.changed.emit()
        return shut

    def start(self, hub_url: str = "", done: Callable[[], None] = lambda: None) -> None:
        """Begin the loop when this device knows a hub and a token. `hub_url` from the command line replaces what is kept."""
        self._chore(lambda way: way.begin(full_address(hub_url)), lambda _: self._told(done), lambda problem: None)

    def sign_in(
        self, hub_url: str, login: str, password: str, done: Callable[[Person], None], failed: Failed, compared: str = ""
    ) -> None:
        """The password is used once and kept nowhere. `compared`: the fingerprint of who answers, as a person has compared it."""
        def arrived(person: Person) -> None:
            self.signedIn.emit(person)
            done(person)

        self._chore(lambda way: way.sign_in(full_address(hub_url), login.strip(), password, compared), arrived, failed)

    def sign_out(self, done: Callable[[], None], failed: Failed) -> None:
        """Everything written stays on the device; what waits is sent after the next sign-in of the same person."""
        def left(_: None) -> None:
            self.signedOut.emit()
            done()

        self._chore(lambda way: way.sign_out(), left, failed)

    def devices(self, done: Callable[[DeviceList], None], failed: Failed) -> None:
        """Where this person is signed in, as the hub knows it."""
        self._chore(lambda way: way.devices(), done, failed)

    def end_device(self, device: str, lost_since: datetime | None, done: Callable[[DeviceList], None], failed: Failed) -> None:
        """Sign another of their devices out. `lost_since`: what was made there from then on waits for the centre."""
        self._chore(lambda way: way.end_device(device, lost_since), done, failed)

    def at_the_door(self, work: Callable[[Way], object], done: Callable[[], None], failed: Failed) -> None:
        """Locks, PINs and who works here: `way_in` and `locking.Doors` say what there is."""
        def went_wrong(problem: Problem) -> None:
            self.changed.emit()
            failed(problem)

        self._chore(work, lambda _: self._told(done), went_wrong)

    def errands(self, done: Callable[[Errands], None]) -> None:
        """What is carried for others, and second copies that nobody here knows."""
        self._chore(lambda way: way.errands(), done, lambda problem: None)

    def restore_copies(self, done: Callable[[int], None], failed: Failed) -> None:
        def restored(count: int) -> None:
            self.sync_now()
            done(count)

        self._chore(lambda way: way.restore_copies(), restored, failed)

    def put_on_stick(self, folder: Path, done: Callable[[Put], None], failed: Failed) -> None:
        """What waits, sealed for the hub, and slips for others."""
        self._chore(lambda way: way.put_on_stick(folder), done, failed)

    def put_one_on_stick(self, folder: Path, mutation_id: str, done: Callable[[Put], None], failed: Failed) -> None:
        self._chore(lambda way: way.put_one_on_stick(folder, mutation_id), done, failed)

    def get_from_stick(self, folder: Path, done: Callable[[Got], None], failed: Failed) -> None:
        def got(found: Got) -> None:
            self._worker.tell_changed()
            self.sync_now()
            done(found)

        self._chore(lambda way: way.get_from_stick(folder), got, failed)

    def sync_now(self) -> None:
        self._wake("person")

    def enqueued(self) -> None:
        """Something waits that did not wait before."""
        self._wake("enqueued")

    def network_changed(self) -> None:
        self._wake("network")

    def set_offline(self, offline: bool) -> None:
        """'No signal': nothing leaves, what is under way breaks off and waits."""
        self._offline = offline
        if self._way is not None:
            self._way.set_offline(offline)
        if self.status is not None:
            from dataclasses import replace

            self._show(replace(self.status, switched_off=offline))

    @property
    def closed(self) -> bool:
        return self._closed

    def post(self, work: Callable[[Way | None], None]) -> None:
        """A chore of another thread: it answers by itself and raises nothing. None: nobody has looked for a way yet."""
        self._chores.put(lambda: work(self._way))

    def close(self) -> None:
        """Cut what is under way, wait for the threads. Call before the worker is closed."""
        self._closed = True
        self._chores.put(None)
        self._thread.join(CLOSE_S)  # a slow stick must not hold the window: a file is whole or not there

    # On the chores' thread

    def _work(self) -> None:
        while (chore := self._chores.get()) is not None:
            chore()
        if self._way is not None:
            self._way.stop()

    def _the_way(self) -> Way:
        if self._way is None:
            # Imported here: the window is up before the first byte of the network's libraries is read.
            from fieldclient.ui.way import Way

            way = Way(
                self._worker, self._safe, around=self._around, plain_ok=self.plain_ok, tell=self._tell, cycled=self._cycle)
            way.set_offline(self._offline)
            self._way = way
        return self._way

    # Between the threads

    def _chore(self, work: Callable[[Way], T], done: Callable[[T], None], failed: Failed) -> None:
        def chore() -> None:
            try:
                answer = work(self._the_way())
            except BaseException as error:  # the thread must live on whatever a chore does
                problem = as_problem(error)
                self._later(lambda: failed(problem))
            else:
                self._later(lambda: done(answer))

        self._chores.put(chore)

    def _told(self, done: Callable[[], None]) -> None:
        self.changed.emit()
        done()

    def _tell(self, status: LinkStatus) -> None:
        """From any thread."""
        self._later(lambda: self._show(status))

    def _cycle(self, report: CycleReport) -> None:
        """From the sync thread."""
        if not report.moved_nothing or report.items:
            self._worker.tell_changed()
        if report.hub is not None and self._way is not None and self._way.wants_key(report.hub.features):
            self._chore(lambda way: way.enrol(), lambda _: None, lambda problem: None)  # again after the next greeting
        self._later(lambda: self.cycled.emit(report))

    def _later(self, call: Callable[[], None]) -> None:
        """On the window's thread, from any thread."""
        def deliver() -> None:
            if not self._closed:
                call()

        self._worker.later(deliver)

    def _show(self, status: LinkStatus) -> None:
        if status != self.status:
            self.status = status
            self.changed.emit()
            if status.problem is not None and status.problem.code == SIGN_IN_ENDED:
                self._lock_out(status.problem)

    def _lock_out(self, told: ProblemBody) -> None:
        """Signed out from elsewhere: nothing of this person stays in sight; what waits is kept for their next sign-in."""
        def left(did: bool) -> None:
            if did:
                self.signedOut.emit()

        self._chore(lambda way: way.lock_out(told.to_problem()), left, lambda problem: None)

    def _wake(self, reason: str) -> None:
        if self._way is not None:
            self._way.wake(reason)

    def _look_for_new(self) -> None:
        """The store gives every sealed act and every original that is asked for the next number: a reason to look."""
        self._worker.ask(lambda desk: f"{desk.setting('seq')} {desk.setting('fetch.asked')}", self._compare, lambda problem: None)

    def _compare(self, seq: str | None) -> None:
        if seq != self._seq:
            self._seq = seq
            self.enqueued()
