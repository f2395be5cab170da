"""What the loop tells of itself, and how often it looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.engine import budget
from sync.engine.trip import Progress
from sync.protocol.problems import Code, Next, Problem, ProblemBody


class LinkState(StrEnum):
    STARTING = "starting"
    SYNCING = "syncing"  # a cycle runs
    ONLINE = "online"  # the last cycle went through
    OFFLINE = "offline"  # the hub cannot be reached; it is tried again by itself
    SIGNED_OUT = "signed_out"  # everything waits for a sign-in
    BLOCKED = "blocked"  # a person has to do something: see problem
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkStatus:
    """What the status strip tells. `clock_offset_s` is hub minus device; `clock` is CLOCK_WRONG when that is too much."""

    state: LinkState
    problem: ProblemBody | None = None
    last_success_at: datetime | None = None
    next_try_at: datetime | None = None
    clock_offset_s: float | None = None
    clock: ProblemBody | None = None
    switched_off: bool = False  # the 'no signal' switch
    progress: Progress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds between looks when nothing happens."""

    idle_s: float = 60.0  # without a listener
    idle_listening_s: float = 300.0  # with one: only in case a wake was lost on the way
    greet_s: float = 600.0  # hello again this often, and after every trouble
    listen_s: float = 25.0  # how long the hub may hold a question
    listen_gap_s: float = 2.0
    progress_s: float = 0.2  # how often bytes are shown
    allowance: budget.Allowance = budget.NORMAL  # tries that the machine makes by itself


_SIGNED_OUT = frozenset({
    Code.SIGN_IN_NEEDED, Code.SIGN_IN_EXPIRED, Code.SIGN_IN_ENDED, Code.SIGN_IN_WRONG, Code.KEYRING_MISSING,
})


def state_of(problem: Problem | None) -> LinkState:
    """How a cycle that ended with this leaves the link."""
    if problem is None:
        return LinkState.ONLINE
    if problem.code in _SIGNED_OUT:
        return LinkState.SIGNED_OUT
    return LinkState.OFFLINE if problem.next is Next.RETRY else LinkState.BLOCKED
