"""The loop: every reason to look is honoured, nothing ends it, and nothing waits online beside an idle loop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from sync.engine.budget import Allowance
from sync.engine.clock import Clock, SystemClock
from sync.engine.device import Delivery
from sync.engine.retry import Wake
from sync.engine.runner import LinkState, LinkStatus, Pace, Runner
from sync.engine.trip import CycleReport, Policy
from sync.protocol.feed import CaseView, Page
from sync.protocol.lifecycle import Stage
from sync.protocol.mutations import Mutation
from sync.protocol.problems import Code, Next, Problem
from sync.protocol.report import Kind
from tests.sync.engine.making import T0, HandClock, photo, report
from tests.sync.engine.memory_device import MemoryDevice
from tests.sync.engine.memory_hub import MemoryHub, Mishaps

SLOW_PACE = Pace(idle_s=600, idle_listening_s=600, greet_s=600, listen_s=600, listen_gap_s=0.05, progress_s=0)
TIRELESS = replace(SLOW_PACE, allowance=Allowance(burst=1e9, per_hour=1e9))


class Held(MemoryHub):
    """A hub whose pull waits for a change, as the real one does."""

    def __init__(self) -> None:
        super().__init__(HandClock())
        self.told = threading.Condition()
        self.cuts = 0
        self.its_clock: Clock = SystemClock()

    def time(self) -> datetime:
        return self.its_clock.now() + timedelta(seconds=self.offset_s)

    def tell(self, view: CaseView) -> None:
        with self.told:
            super().tell(view)
            self.told.notify_all()

    def pull(self, cursor: str | None, *, limit: int = 200, wait_s: float = 0.0) -> Page:
        with self.told:
            cuts = self.cuts
            self.told.wait_for(lambda: self.cuts > cuts or len(self.feed) > int(cursor or 0), timeout=wait_s)
            if self.cuts > cuts:
                raise Problem(Code.NO_NETWORK)
            return super().pull(cursor, limit=limit)

    def cut(self) -> None:
        with self.told:
            self.cuts += 1
            self.told.notify_all()


class Scene:
    def __init__(self) -> None:
        self.hub = Held()
        self.way = Mishaps(self.hub)
        self.ear = Mishaps(self.hub)
        self.device = MemoryDevice()
        self.statuses: list[LinkStatus] = []
        self.reports: list[CycleReport] = []
        self.opened = 0
        self.put_off = 0
        self.runner: Runner

    def open(self) -> nullcontext[MemoryDevice]:
        self.opened += 1
        return nullcontext(self.device)

    def enqueue(self, seq: int, *photos: bytes) -> Mutation:
        sent = self.device.enqueue(report(seq, *photos), *photos)
        self.runner.wake(Wake.ENQUEUED)
        return sent

    def count_put_off(self) -> None:
        self.put_off += 1

    def break_with(self, problem: Problem | None) -> None:
        self.way.before = lambda index, name: problem


def until(what: Callable[[], object], most_s: float = 60.0) -> None:
    end = time.monotonic() + most_s
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


@contextmanager
def running(
    scene: Scene, *, listen: bool = False, pace: Pace = SLOW_PACE, draw: float = 0.0, clock: Clock | None = None
) -> Iterator[Runner]:
    """With a `HandClock` nothing happens because time has passed."""
    scene.runner = Runner(
        scene.way, scene.open, listen_hub=scene.ear if listen else None, pace=pace, policy=Policy(chunk_bytes=400), clock=clock,
        draw=lambda: draw, on_status=scene.statuses.append, on_cycle=scene.reports.append, on_put_off=scene.count_put_off,
    )
    scene.runner.start()
    try:
        yield scene.runner
    finally:
        assert scene.runner.stop(60)
    assert scene.runner.status.state is LinkState.STOPPED


def heard(runner: Runner) -> bool:
    """The loop has thought about every wake there was."""
    with runner._changed:
        return not runner._wakes


@pytest.fixture
def scene() -> Scene:
    return Scene()


def online(scene: Scene) -> Callable[[], bool]:
    return lambda: scene.runner.status.state is LinkState.ONLINE and bool(scene.reports)


def test_it_looks_at_start_and_when_something_is_enqueued(scene: Scene) -> None:
    scene.device.enqueue(report(1, photo(1)), photo(1))
    with running(scene):
        until(lambda: len(scene.hub.applied) == 1 and scene.hub.files)
        until(online(scene))
        scene.enqueue(2, photo(2))
        until(lambda: len(scene.hub.applied) == 2 and len(scene.hub.files) == 2)
    states = [s.state for s in scene.statuses]
    assert LinkState.SYNCING in states and LinkState.ONLINE in states
    assert any(s.progress is not None for s in scene.statuses)


@pytest.mark.parametrize("code", [Code.NO_NETWORK, Code.CAPTIVE_PORTAL, Code.HUB_ERROR])
def test_without_a_way_it_tries_again_by_itself_until_there_is_one(scene: Scene, code: Code) -> None:
    scene.break_with(Problem(code))
    with running(scene, pace=TIRELESS):
        sent = scene.enqueue(1)
        until(lambda: len(scene.reports) >= 4)  # nobody pressed anything
        status = scene.runner.status
        assert status.state in (LinkState.OFFLINE, LinkState.SYNCING)
        assert status.problem is not None and status.problem.code == code
        scene.break_with(None)
        until(online(scene))
        until(lambda: scene.device.outbox[sent.id].state is Delivery.ARRIVED)
        assert scene.runner.status.last_success_at is not None and scene.runner.status.problem is None


def test_the_wait_grows_and_says_until_when(scene: Scene) -> None:
    scene.break_with(Problem(Code.NO_NETWORK))
    with running(scene, draw=0.999, clock=HandClock()) as runner:
        until(lambda: len(scene.reports) == 1)
        assert runner.status.next_try_at is not None
        scene.enqueue(1)  # a new report does not make a dead line alive
        until(lambda: heard(runner))
        time.sleep(0.2)
        assert len(scene.reports) == 1
        runner.wake(Wake.NETWORK)
        until(lambda: len(scene.reports) == 2)


def test_an_expired_sign_in_waits_for_a_sign_in_and_nothing_else(scene: Scene) -> None:
    scene.break_with(Problem(Code.SIGN_IN_EXPIRED))
    with running(scene, clock=HandClock()):
        sent = scene.enqueue(1, photo(1))
        until(lambda: scene.reports and scene.runner.status.state is LinkState.SIGNED_OUT)
        tries = len(scene.reports)
        for wake in (Wake.NETWORK, Wake.PERSON, Wake.ENQUEUED, Wake.CHANGES):
            scene.runner.wake(wake)
        time.sleep(0.2)
        assert len(scene.reports) == tries and scene.runner.status.next_try_at is None
        assert scene.device.outbox[sent.id].state is Delivery.WAITING and scene.device.files
        scene.break_with(None)
        scene.runner.wake(Wake.SIGN_IN)
        until(lambda: scene.device.media_receipts)


def test_a_network_that_flaps_does_not_empty_the_battery_and_a_person_is_never_held_up(scene: Scene) -> None:
    scene.break_with(Problem(Code.NO_NETWORK))
    clock, pace = HandClock(), replace(SLOW_PACE, allowance=Allowance(burst=5, per_hour=1))
    with running(scene, pace=pace, draw=0.999, clock=clock) as runner:
        for tries in range(1, 6):  # the first is the start's own
            until(lambda tries=tries: len(scene.reports) == tries)
            runner.wake(Wake.NETWORK)
        for _ in range(40):
            runner.wake(Wake.NETWORK)
            until(lambda: heard(runner))
        assert len(scene.reports) == 5
        told = runner.status.next_try_at
        assert told is not None and told - clock.now() > timedelta(minutes=30), "the screen says until when"
        runner.wake(Wake.PERSON)
        until(lambda: len(scene.reports) == 6)
        scene.break_with(None)
        runner.wake(Wake.PERSON)
        until(lambda: len(scene.reports) == 7)
        assert runner.status.state is LinkState.ONLINE
        runner.wake(Wake.NETWORK)
        until(lambda: len(scene.reports) == 8)


def test_what_a_person_must_mend_is_said_and_still_looked_at_again(scene: Scene) -> None:
    scene.break_with(Problem(Code.TLS_FAILED, host="hub"))
    with running(scene, draw=0.5):
        until(lambda: scene.runner.status.state is LinkState.BLOCKED)
        assert scene.runner.status.next_try_at is not None
        scene.break_with(None)
        scene.runner.wake(Wake.PERSON)
        until(online(scene))


def test_no_signal_and_back(scene: Scene) -> None:
    with running(scene, listen=True):
        until(online(scene))
        scene.runner.set_offline(True)
        until(lambda: scene.runner.status.state is LinkState.OFFLINE and scene.runner.status.switched_off)
        asked = len(scene.way.calls)
        sent = scene.enqueue(1, photo(1))
        for wake in Wake:
            scene.runner.wake(wake)
        time.sleep(0.2)
        assert len(scene.way.calls) == asked and scene.device.outbox[sent.id].state is Delivery.WAITING
        scene.runner.set_offline(False)
        until(lambda: scene.device.media_receipts)
        until(lambda: scene.runner.status.state is LinkState.ONLINE and not scene.runner.status.switched_off)


@pytest.mark.parametrize("reason", ["no signal", Code.NO_NETWORK, Code.SIGN_IN_EXPIRED])
def test_what_can_only_wait_is_told_to_who_makes_second_copies(scene: Scene, reason: str | Code) -> None:
    scene.break_with(Problem(reason) if isinstance(reason, Code) else None)
    with running(scene, clock=HandClock()) as runner:
        until(lambda: scene.reports)
        if reason == "no signal":
            runner.set_offline(True)
            until(lambda: scene.put_off == 1)
        before, looks = scene.put_off, len(scene.reports)
        scene.enqueue(1, photo(1))
        until(lambda: scene.put_off == before + 1)
        assert len(scene.reports) == looks, "it is not tried for this"


def test_no_signal_in_the_middle_of_an_upload_keeps_its_place(scene: Scene) -> None:
    reached = threading.Event()

    def cut(index: int, name: str) -> None:
        if name == "upload":
            scene.runner.set_offline(True)
            reached.set()

    scene.way.after = cut
    with running(scene):
        sent = scene.enqueue(1, photo(1))
        assert reached.wait(60)
        until(lambda: scene.runner.status.state is LinkState.OFFLINE)
        assert scene.device.media[sent.media[0].sha256].state is Delivery.WAITING
        scene.way.after = lambda index, name: None
        scene.runner.set_offline(False)
        until(lambda: scene.device.media_receipts)
    assert scene.hub.files[sent.media[0].sha256] == photo(1)


def case(i: int) -> CaseView:
    return CaseView(id=f"case-{i}", version=1, kind=Kind.PROBLEM, stage=Stage.DISPATCHED, created_at=T0)


def test_a_dispatched_case_is_here_in_a_moment_and_idle_waiting_asks_rarely(scene: Scene) -> None:
    with running(scene, listen=True):
        until(online(scene))
        until(lambda: scene.ear.calls)
        for i in range(3):
            quiet = (len(scene.way.calls), len(scene.ear.calls))
            time.sleep(0.15)
            assert (len(scene.way.calls), len(scene.ear.calls)) == quiet
            scene.hub.tell(case(i))
            until(lambda i=i: f"case-{i}" in scene.device.cases)  # the timer would take ten minutes
            until(lambda n=quiet[1]: len(scene.ear.calls) > n)
            until(lambda: heard(scene.runner) and scene.runner.status.state is LinkState.ONLINE)  # its cycle has ended, too


def test_a_hub_that_answers_at_once_is_not_asked_in_a_busy_loop(scene: Scene) -> None:
    asked_at: list[float] = []

    def pull(cursor: str | None, **more: object) -> Page:
        asked_at.append(time.monotonic())
        return Page(cursor=cursor or "", hub_time=T0)

    scene.ear.hub = Held()
    scene.ear.hub.pull = pull  # type: ignore[method-assign]
    with running(scene, listen=True, pace=replace(SLOW_PACE, listen_gap_s=0.1)):
        until(lambda: len(asked_at) >= 5)
    assert min(later - earlier for earlier, later in pairwise(asked_at)) > 0.09


def test_a_listener_that_fails_wakes_the_loop_and_backs_off(scene: Scene) -> None:
    scene.ear.before = lambda index, name: Problem(Code.HUB_BUSY, retry_after_s=0.2)
    with running(scene, listen=True):
        until(lambda: len(scene.ear.calls) >= 3)
        assert scene.runner.status.state in (LinkState.ONLINE, LinkState.SYNCING)
        scene.ear.before = lambda index, name: None
        scene.hub.tell(case(1))
        until(lambda: "case-1" in scene.device.cases)


def test_the_queue_survives_a_defect_of_ours(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    once = [True]

    def bug(name: str) -> None:
        if name == "mark_travelling" and once:
            once.clear()
            raise ZeroDivisionError("a defect")

    scene.device.blow = bug
    with running(scene):
        sent = scene.enqueue(1)
        until(lambda: scene.device.outbox[sent.id].state is Delivery.ARRIVED)
    told = [s.problem for s in scene.statuses if s.problem is not None]
    assert told[0].code == Code.INTERNAL and told[0].facts == {"reference": "ZeroDivisionError"} and told[0].next is Next.RETRY


def test_a_store_that_does_not_open_is_tried_again(scene: Scene) -> None:
    opened = scene.open

    def busy() -> nullcontext[MemoryDevice]:
        if scene.opened < 3:
            scene.opened += 1
            raise Problem(Code.STORE_BUSY)
        return opened()

    scene.open = busy  # type: ignore[method-assign]
    with running(scene):
        until(online(scene))
    assert scene.opened >= 4
    assert any(s.problem and s.problem.code == Code.STORE_BUSY for s in scene.statuses)


def test_a_screen_that_fails_does_not_stop_the_queue(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    def crash(status: LinkStatus) -> None:
        raise RuntimeError("the window is gone")

    scene.runner = Runner(scene.way, scene.open, pace=SLOW_PACE, on_status=crash)
    scene.runner.start()
    scene.enqueue(1)
    until(lambda: scene.hub.applied)
    assert scene.runner.stop(60)


def test_an_item_with_its_own_wait_is_tried_when_its_time_has_come(scene: Scene) -> None:
    sent = report(1)
    scene.device.enqueue(sent)
    scene.hub.poison[sent.id] = Problem(Code.BODY_INVALID)
    with running(scene):
        until(online(scene))
        scene.hub.poison.clear()
        scene.runner.wake(Wake.PERSON)  # 'sync now' does not wait half a minute
        until(lambda: scene.hub.applied == [sent.id])


def test_a_wrong_clock_is_shown_while_everything_works(scene: Scene) -> None:
    scene.hub.offset_s = -7200.0
    scene.hub.its_clock = clock = HandClock()
    with running(scene, clock=clock):
        until(online(scene))
        status = scene.runner.status
    assert status.problem is None and status.clock is not None and status.clock.code == Code.CLOCK_WRONG
    assert status.clock_offset_s == -7200.0


def test_stopping_before_the_start_and_twice_is_harmless(scene: Scene) -> None:
    runner = Runner(scene.way, scene.open)
    assert runner.stop()
    assert runner.stop()


