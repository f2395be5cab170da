"""What the lanes of one sync cycle share: the two ends, the clock, the rules of the day, and the count of what moved."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sync.engine.clock import Clock, ClockKeeper, from_hub_time
from sync.engine.device import DeviceQueue
from sync.engine.lanes import Around, Hold, held
from sync.engine.outbox import Limits
from sync.engine.retry import Draw, item_next_try
from sync.protocol.hub import Hub
from sync.protocol.mutations import Outcome
from sync.protocol.people import HubInfo
from sync.protocol.problems import Code, Problem
from sync.protocol.wire import CHUNK_BYTES

# These are about the way, the sign-in or this device as a whole: going on with the next item would meet the same.
EVERYBODYS = frozenset({
    Code.NO_NETWORK, Code.NAME_NOT_FOUND, Code.TLS_FAILED, Code.TIMED_OUT, Code.CAPTIVE_PORTAL, Code.HUB_BUSY,
    Code.WIRE_TOO_OLD, Code.WIRE_TOO_NEW, Code.NO_HUB_SET, Code.SIGN_IN_NEEDED, Code.SIGN_IN_WRONG,
    Code.SIGN_IN_EXPIRED, Code.SIGN_IN_ENDED, Code.PROOF_STALE, Code.SIGN_IN_BLOCKED, Code.KEYRING_MISSING,
    Code.DISK_FULL, Code.DISK_FAILED, Code.STORE_BUSY, Code.STORE_NEWER,
})
WORTH_NOTING_S = 1.0
PATIENCE = 2  # different items that fail one after the other with nothing going through between: it is the hub


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a cycle behaves. `impatient`: a person pressed the button, waits of single items do not count."""

    limits: Limits = field(default_factory=Limits)
    chunk_bytes: int = CHUNK_BYTES
    page_limit: int = 200
    records_every_s: float = 15.0  # during a long upload, records still go and come this often
    send_files: bool = True
    fetch_files: bool = True
    greet: bool = True  # ask hello first: who is there, which wire, which catalogue
    impatient: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Bytes of one file on its way, for showing."""

    sha256: str
    done_bytes: int
    total_bytes: int
    up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemProblem:
    """One item (a mutation's id or a file's hash) that did not go through while the others did."""

    item: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleReport:
    """What one cycle moved, and why it stopped early if it did. `next_try_at`: when the next single item's wait is over."""

    pushed: int = 0  # mutations sent and answered
    applied: int = 0
    duplicates: int = 0
    conflicts: int = 0
    refused: int = 0
    files_sent: int = 0  # files whose receipt came
    bytes_sent: int = 0
    changes: int = 0
    files_fetched: int = 0
    bytes_fetched: int = 0
    requeued: int = 0
    catalogue: bool = False
    hub: HubInfo | None = None
    clock_offset_s: float | None = None
    next_try_at: datetime | None = None
    items: tuple[ItemProblem, ...] = ()
    held: Hold | None = None  # originals wait, for this reason
    problem: Problem | None = None
    stopped: bool = False  # somebody asked it to

    @property
    def moved_nothing(self) -> bool:
        moved = (self.pushed, self.files_sent, self.bytes_sent, self.changes, self.files_fetched, self.bytes_fetched,
                 self.requeued, self.catalogue)
        return not any(moved)


class CycleOver(Exception):
    """Nothing more can be done in this cycle. `problem` None: it was asked to stop."""

    def __init__(self, problem: Problem | None) -> None:
        super().__init__(str(problem) if problem else "stopped")
        self.problem = problem


@dataclass
class Tally:
    """The counts of `CycleReport` while they grow."""

    pushed: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=dict)
    files_sent: int = 0
    bytes_sent: int = 0
    changes: int = 0
    files_fetched: int = 0
    bytes_fetched: int = 0
    requeued: int = 0
    catalogue: bool = False
    hub: HubInfo | None = None
    items: list[ItemProblem] = field(default_factory=list)
    held: Hold | None = None

    def report(self, trip: Trip, problem: Problem | None, stopped: bool, next_try_at: datetime | None) -> CycleReport:
        best = trip.keeper.best
        return CycleReport(
            pushed=self.pushed, applied=self.outcomes.get(Outcome.APPLIED, 0),
            duplicates=self.outcomes.get(Outcome.DUPLICATE, 0), conflicts=self.outcomes.get(Outcome.CONFLICT, 0),
            refused=self.outcomes.get(Outcome.REFUSED, 0), files_sent=self.files_sent, bytes_sent=self.bytes_sent,
            changes=self.changes, files_fetched=self.files_fetched, bytes_fetched=self.bytes_fetched,
            requeued=self.requeued, catalogue=self.catalogue, hub=self.hub, items=tuple(self.items), problem=problem,
            stopped=stopped, held=self.held, next_try_at=next_try_at, clock_offset_s=best.offset_s if best else None,
        )


@dataclass
class Trip:
    """One cycle under way. The lanes (`records`, `files`) are functions over it."""

    hub: Hub
    device: DeviceQueue
    clock: Clock
    policy: Policy
    keeper: ClockKeeper
    draw: Draw = random.random
    should_stop: Callable[[], bool] = lambda: False
    on_progress: Callable[[Progress], None] = lambda progress: None
    woken: Callable[[], bool] = lambda: False  # something was enqueued since it was last asked
    nap: Callable[[float], None] = time.sleep  # seconds
    around: Callable[[], Around] = Around  # what is around the device now
    tally: Tally = field(default_factory=Tally)
    catalogue_wanted: int = 0  # the newest version heard of
    records_at: float = 0.0  # monotonic time of the last exchange of records
    failed_in_a_row: int = 0
    _noted: float | None = None  # seconds

    def go_on(self) -> None:
        """To be called wherever a stop leaves everything in order."""
        if self.should_stop():
            raise CycleOver(None)

    def may_send_originals(self) -> bool:
        """Asked anew whenever a choice is made: a cable is pulled in the middle of a long upload."""
        if self.policy.impatient:
            return True
        local = self.clock.now().astimezone()
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        around = self.around()
        moved = self.device.moved_since(midnight) if around.costs else 0
        self.tally.held = held(self.device.travel_rules(), around, moved, local)
        return self.tally.held is None

    def went_through(self) -> None:
        self.failed_in_a_row = 0

    def set_aside(self, item: str, problem: Problem, attempts: int, keep: Callable[[Problem, datetime], None]) -> None:
        """One item did not go through: keep its reason and the time of its own next try, and go on; unless it is the hub."""
        keep(problem, item_next_try(self.clock.now(), problem, attempts, self.draw))
        self.tally.items.append(ItemProblem(item=item, problem=problem))
        if problem.code in (Code.HUB_ERROR, Code.NOT_OUR_REPLY, Code.INTERNAL):
            self.failed_in_a_row += 1
            if self.failed_in_a_row >= PATIENCE:
                raise CycleOver(problem)

    def hear_time(self, hub_time: datetime, sent: datetime, started: float) -> None:
        """A time in an answer's body: sharper than the Date header's whole seconds."""
        now = self.clock.monotonic()
        self.keeper.add(from_hub_time(hub_time, sent, now - started, now))
        self.note_clock()

    def note_clock(self) -> None:
        """Tell the store: the first reading of a cycle, then only one that differs by more than a person could notice."""
        best = self.keeper.best
        if best is None or (self._noted is not None and abs(best.offset_s - self._noted) < WORTH_NOTING_S):
            return
        self._noted = best.offset_s
        self.device.note_clock(best.offset_s, best.uncertainty_s, self.clock.now())
