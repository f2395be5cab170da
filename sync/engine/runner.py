"""The loop of the sync thread: look, move what there is, wait for a reason to look again.

One loop and one queue, woken by every reason of `retry.Wake`: nothing can wait online beside an idle loop. Nothing ends it.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta

from sync.engine import budget
from sync.engine import clock as clocks
from sync.engine.clock import Clock, ClockKeeper, SystemClock
from sync.engine.cycle import run_cycle
from sync.engine.device import DeviceQueue
from sync.engine.lanes import Around
from sync.engine.listener import Listener
from sync.engine.retry import Draw, Wake, cuts_wait_short, is_more_of, next_try
from sync.engine.status import LinkState, LinkStatus, Pace, state_of
from sync.engine.switch import SwitchedHub
from sync.engine.trip import CycleReport, Policy, Progress
from sync.protocol.hub import Hub
from sync.protocol.problems import Code, Next, Problem

log = logging.getLogger(__name__)


class Runner:
    """Owns the sync thread. All methods may be called from any thread; callbacks come from the sync thread: `on_cycle` after each
    look, `on_put_off` when there was a reason for one but no signal, or something new that can only wait.

    `open_device` is entered for each cycle and left after it, in the sync thread: it gives the queue of whoever is signed in at
    that moment. The link's token must be that person's for as long, also when somebody else signs in meanwhile.
    """

    def __init__(
        self, hub: Hub, open_device: Callable[[], AbstractContextManager[DeviceQueue]], *,
        listen_hub: Hub | None = None, clock: Clock | None = None, keeper: ClockKeeper | None = None,
        policy: Policy | None = None, pace: Pace | None = None, draw: Draw = random.random,
        around: Callable[[], Around] = Around,
        on_status: Callable[[LinkStatus], None] = lambda status: None,
        on_cycle: Callable[[CycleReport], None] = lambda report: None,
        on_put_off: Callable[[], None] = lambda: None,
    ) -> None:
        self._hub = SwitchedHub(hub)
        self._listen_hub = SwitchedHub(listen_hub) if listen_hub is not None else None
        self._open_device = open_device
        self._clock = clock or SystemClock()
        self._keeper = keeper or ClockKeeper()
        self._policy = policy or Policy()
        self._pace = pace or Pace()
        self._draw = draw
        self._around = around
        self._on_status = on_status
        self._on_cycle = on_cycle
        self._on_put_off = on_put_off
        self._changed = threading.Condition()
        self._wakes: set[Wake] = {Wake.START}
        self._stopping = False
        self._status = LinkStatus(state=LinkState.STARTING)
        self._problem: Problem | None = None
        self._failures = 0
        self._budget = budget.full(self._clock.monotonic(), self._pace.allowance)
        self._look_at: float | None = None  # monotonic; None: only when woken
        self._greet_at = 0.0
        self._shown_at = 0.0
        self._listener = self._new_listener()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    @property
    def status(self) -> LinkStatus:
        return self._status

    @property
    def offline(self) -> bool:
        return self._hub.offline

    def start(self) -> None:
        if self._listener is not None:
            self._listener.start()
        self._thread.start()

    def wake(self, reason: Wake) -> None:
        """There is a reason to look. Never blocks."""
        with self._changed:
            self._wakes.add(reason)
            self._changed.notify_all()

    def set_offline(self, offline: bool) -> None:
        """The 'no signal' switch: on, everything under way breaks off at once and nothing leaves; off, the loop looks."""
        self._hub.set_offline(offline)
        self._budget = budget.full(self._clock.monotonic(), self._pace.allowance)  # a person did it: look at once
        if self._listen_hub is not None:
            self._listen_hub.set_offline(offline)
        self.wake(Wake.NETWORK)

    def stop(self, timeout_s: float = 10.0) -> bool:
        """End the loop: what is under way is cut and waits in the queue. True when the threads have ended in time."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._listener is not None:
            self._listener.end()
        threads = [self._thread] if self._listener is None else [self._thread, self._listener.thread]
        until = time.monotonic() + timeout_s
        while alive := [t for t in threads if t.is_alive()]:
            self._hub.cut()  # again and again: a question may have been on its way to the socket
            if self._listen_hub is not None:
                self._listen_hub.cut()
            if time.monotonic() > until:
                return False
            alive[0].join(0.1)
        return True

    def _new_listener(self) -> Listener | None:
        if self._listen_hub is None:
            return None
        return Listener(
            self._listen_hub, self.wake, self._clock, self._draw, wait_s=self._pace.listen_s,
            gap_s=self._pace.listen_gap_s,
        )

    def _run(self) -> None:
        while (reasons := self._await()) is not None:
            if not reasons or self._hub.offline:
                if reasons:
                    self._digest(CycleReport(problem=Problem(Code.NO_NETWORK)))
                _tell(self._on_put_off)
                continue
            report = self._look(reasons)
            if not self._stopping:
                _tell(self._on_cycle, report)
        self._show(LinkState.STOPPED)

    def _look(self, reasons: set[Wake]) -> CycleReport:
        """One cycle for whoever is signed in now. Whatever happens is a report."""
        self._show(LinkState.SYNCING)
        if self._listener is not None:
            self._listener.hush()
        try:
            with self._open_device() as device:
                report = self._cycle(device, reasons)
                self._digest(report)
                if self._listener is not None and report.problem is None and not report.stopped:
                    self._listener.listen(device.cursor())
        except Exception as error:
            report = CycleReport(problem=_told(error))
            self._digest(report)
        return report

    def _await(self) -> set[Wake] | None:
        """The reasons to look now, none when something was only enqueued that has to wait; None when it is time to end."""
        with self._changed:
            while not self._stopping:
                reasons = {w for w in self._wakes if cuts_wait_short(w, self._problem)}
                enqueued = Wake.ENQUEUED in self._wakes
                self._wakes.clear()
                now = self._clock.monotonic()
                held_s = self._held_s(now)
                if reasons == {Wake.NETWORK} and held_s > 0.0:
                    self._look_at = now + held_s
                elif reasons:
                    return reasons
                if self._look_at is not None and self._look_at <= now:
                    return {Wake.TIMER}
                if enqueued:
                    return set()
                self._changed.wait(None if self._look_at is None else self._look_at - now)
        return None

    def _held_s(self, now: float) -> float:
        """How long a network that changed again has to wait; nothing while all goes well."""
        if self._problem is None:
            return 0.0
        return self._budget.wait_s(now, budget.allowance_for(self._around(), self._pace.allowance))

    def _cycle(self, device: DeviceQueue, reasons: set[Wake]) -> CycleReport:
        policy = replace(
            self._policy, impatient=Wake.PERSON in reasons,
            greet=self._problem is not None or self._clock.monotonic() >= self._greet_at,
        )
        return run_cycle(
            self._hub, device, self._clock, policy, keeper=self._keeper, draw=self._draw,
            should_stop=lambda: self._stopping or self._hub.offline, on_progress=self._progress, woken=self._woken,
            around=self._around,
        )

    def _woken(self) -> bool:
        """Whether something was enqueued; asked by a cycle that then looks itself."""
        with self._changed:
            found = Wake.ENQUEUED in self._wakes
            self._wakes.discard(Wake.ENQUEUED)
        return found

    def _digest(self, report: CycleReport) -> None:
        now, tick = self._clock.now(), self._clock.monotonic()
        problem = Problem(Code.NO_NETWORK) if report.stopped else report.problem
        at: datetime | None
        before, self._problem = self._problem, problem
        if problem is None:
            self._failures = 0
            at = self._idle_until(now, report)
            if report.hub is not None:
                self._greet_at = tick + self._pace.greet_s
        else:
            # What got something through before it broke is a bad link, not a dead one: back at once.
            self._failures = self._failures + 1 if report.moved_nothing and is_more_of(before, problem) else 1
            if report.moved_nothing and not self._hub.offline:
                self._budget = self._budget.spent(tick, budget.allowance_for(self._around(), self._pace.allowance))
            at = None if self._hub.offline else next_try(now, problem, self._failures, self._draw)
            at = at and max(at, now + timedelta(seconds=self._held_s(tick)))
        if any(i.item == "catalogue" for i in report.items):
            self._greet_at = 0.0
        self._look_at = None if at is None else tick + (at - now).total_seconds()
        self._show(state_of(problem), last_success_at=None if problem else now, next_try_at=at if problem else None)

    def _idle_until(self, now: datetime, report: CycleReport) -> datetime:
        idle_s = self._pace.idle_s if self._listener is None else self._pace.idle_listening_s
        at = now + timedelta(seconds=idle_s)
        return at if report.next_try_at is None else min(at, report.next_try_at)

    def _progress(self, progress: Progress) -> None:
        now = self._clock.monotonic()
        if now - self._shown_at >= self._pace.progress_s or progress.done_bytes >= progress.total_bytes:
            self._shown_at = now
            self._show(LinkState.SYNCING, progress=progress)

    def _show(
        self, state: LinkState, *, progress: Progress | None = None, next_try_at: datetime | None = None,
        last_success_at: datetime | None = None,
    ) -> None:
        best = self._keeper.best
        wrong = clocks.problem_of(best)
        self._status = LinkStatus(
            state=state, progress=progress, next_try_at=next_try_at, switched_off=self._hub.offline,
            problem=self._problem.to_wire() if self._problem else None,
            last_success_at=last_success_at or self._status.last_success_at,
            clock_offset_s=best.offset_s if best else None, clock=wrong.to_wire() if wrong else None,
        )
        _tell(self._on_status, self._status)


def _told(error: Exception) -> Problem:
    """A defect of ours must not end the loop: it is written down and tried again, later and later."""
    if isinstance(error, Problem):
        return error
    log.error("the sync cycle failed", exc_info=error)
    return Problem(Code.INTERNAL, next=Next.RETRY, reference=type(error).__name__)


def _tell(listener: Callable[..., None], *what: object) -> None:
    """A listener that fails is its own trouble, not the queue's."""
    try:
        listener(*what)
    except Exception:
        log.exception("a listener of the sync loop failed")
