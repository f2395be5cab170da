"""When to try again: exponential with full jitter and a cap, and never earlier than the hub asked for. Pure.

Full jitter (a random point between nothing and the bound) spreads a district's tablets when a cell comes back; the price
is that one of them now and then tries again at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sync.protocol.problems import Code, Next, Problem

Draw = Callable[[], float]  # a number from 0 up to 1, e.g. random.random


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff:
    """Bounds in seconds: base, growth * base, growth² * base … up to cap. The first `level` waits have the first bound."""

    base_s: float
    cap_s: float
    growth: float = 2.0
    level: int = 1

    def bound_s(self, attempt: int) -> float:
        """The longest wait after this many failed attempts in a row (1 = the first)."""
        steps = min(max(attempt - self.level, 0), 40)  # by then it is past every cap; larger powers only cost time
        return min(self.cap_s, self.base_s * self.growth**steps)


LINK = Backoff(base_s=1.0, cap_s=300.0)  # the whole link: five minutes, because somebody may drive back into coverage
# A portal's page: somebody is reading it and about to sign in to the hotel's network, and then wants to see it go on. The wait
# stays below a third of the time that the portal has stood there; that is 18 tries in the first minute and 25 in five.
PORTAL = Backoff(base_s=1.0, cap_s=300.0, growth=1.3, level=6)
SLOW = Backoff(base_s=60.0, cap_s=900.0)  # the whole link, when a person has to do something about it
ITEM = Backoff(base_s=30.0, cap_s=3600.0)  # one item the hub cannot digest: others travel meanwhile
SHORTEST_S = 0.1  # a jitter of nothing would make a busy loop
LONGEST_ASKED_S = 3600.0  # a hub (or somebody in its place) that asks for more is visited again after an hour


class Wake(StrEnum):
    """Why the loop looks again."""

    START = "start"
    TIMER = "timer"
    ENQUEUED = "enqueued"  # something new waits
    SIGN_IN = "sign_in"
    NETWORK = "network"  # the system says that the network changed, or 'no signal' was switched off
    CHANGES = "changes"  # the hub says that something is there
    PERSON = "person"  # somebody pressed 'sync now'


def wait_s(problem: Problem, attempt: int, backoff: Backoff, draw: Draw) -> float:
    """Seconds until the next try after `attempt` failures in a row. What the hub asked for (`retry_after_s`) is a floor, up to
    an hour; the jitter then lies on top, so that not everybody comes back in the same second."""
    own = max(SHORTEST_S, draw() * backoff.bound_s(attempt))
    asked = problem.facts.get("retry_after_s")
    if isinstance(asked, int | float) and not isinstance(asked, bool) and asked > 0:
        floor = min(float(asked), LONGEST_ASKED_S)
        return floor + min(own, floor * 0.1 + SHORTEST_S)
    return own


def next_try(now: datetime, problem: Problem, attempt: int, draw: Draw) -> datetime | None:
    """When the machine looks again by itself; None when nothing but a sign-in can help.

    Problems that ask a person are looked at again too, only rarely: the certificate that fails in a hotel's network is right
    again on the street, and somebody may have made room on the disk without telling us.
    """
    if problem.code in _UNLOCKS:
        return None
    backoff = PORTAL if problem.code is Code.CAPTIVE_PORTAL else LINK if problem.next is Next.RETRY else SLOW
    return now + timedelta(seconds=wait_s(problem, attempt, backoff, draw))


def is_more_of(before: Problem | None, problem: Problem) -> bool:
    """Whether a failure counts with those before it. A portal that came or went is another network: waits begin anew."""
    return before is None or (before.code is Code.CAPTIVE_PORTAL) is (problem.code is Code.CAPTIVE_PORTAL)


def item_next_try(now: datetime, problem: Problem, attempt: int, draw: Draw) -> datetime:
    """When one item is tried again. Always some time: a hub that learned better (a new version, room on its disk) then takes
    what it could not take before, while the person already sees the reason."""
    return now + timedelta(seconds=max(ITEM.base_s, wait_s(problem, attempt, ITEM, draw)))


def is_due(next_try_at: datetime | None, now: datetime, backoff: Backoff) -> bool:
    """Whether the wait is over. A time further away than any wait we give was written by a clock that has since been set back:
    it counts as over, else a wrong date would hold a report for years."""
    if next_try_at is None or next_try_at <= now:
        return True
    longest_s = max(backoff.cap_s, LONGEST_ASKED_S) * 1.1 + backoff.base_s
    return next_try_at - now > timedelta(seconds=longest_s)


_UNLOCKS: dict[Code, frozenset[Wake]] = {
    Code.SIGN_IN_NEEDED: frozenset({Wake.SIGN_IN}),
    Code.SIGN_IN_EXPIRED: frozenset({Wake.SIGN_IN}),
    Code.SIGN_IN_ENDED: frozenset({Wake.SIGN_IN}),
    Code.SIGN_IN_WRONG: frozenset({Wake.SIGN_IN}),
}
_ANYTHING = frozenset({Wake.SIGN_IN, Wake.NETWORK, Wake.PERSON, Wake.START})


def cuts_wait_short(wake: Wake, problem: Problem | None) -> bool:
    """Whether this reason to look again is worth a try now, although the next one was set for later.

    A new item does not help while the hub asked for quiet, nor while nobody is signed in; a changed network does not sign
    anybody in. A wait the hub asked for is kept even when a person presses the button: it would only be refused again.
    """
    if problem is None:
        return True
    if problem.code in _UNLOCKS:
        return wake in _UNLOCKS[problem.code]
    if problem.code in (Code.HUB_BUSY, Code.SIGN_IN_BLOCKED) and problem.facts.get("retry_after_s"):
        return wake in (Wake.SIGN_IN, Wake.TIMER)
    return wake in _ANYTHING or wake is Wake.TIMER
