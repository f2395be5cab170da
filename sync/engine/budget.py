"""How often the machine may look by itself: a phone's radio that wakes for nothing empties the battery. Pure.

A bucket of tries that fills steadily. Back-off bounds what fails in a row; this bounds what fails now and then for hours, e.g. a
network that comes and goes at the edge of coverage and wakes the loop each time. Who presses the button is never held up.
"""

from __future__ import annotations

from dataclasses import dataclass

from sync.engine.lanes import Around


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Tries in a row that cost nothing, and how many come back in an hour."""

    burst: float = 20.0
    per_hour: float = 40.0


NORMAL = Allowance()
SAVER = Allowance(burst=6.0, per_hour=8.0)  # while the battery is low
LOW_SHARE = 0.15


def allowance_for(around: Around, normal: Allowance = NORMAL) -> Allowance:
    """What the battery leaves; where nobody tells of one, or a charger holds it, as ever."""
    low = around.battery_share is not None and around.battery_share < LOW_SHARE and not around.charging
    return SAVER if low else normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What is left at `at_s` (monotonic seconds)."""

    left: float
    at_s: float

    def at(self, now_s: float, allowance: Allowance) -> Budget:
        """What is left now. A clock that went back gives nothing and takes nothing."""
        grown = max(0.0, now_s - self.at_s) * allowance.per_hour / 3600.0
        return Budget(left=min(allowance.burst, self.left + grown), at_s=now_s)

    def wait_s(self, now_s: float, allowance: Allowance) -> float:
        """How long until a try may be spent; 0 when at once."""
        left = self.at(now_s, allowance).left
        return 0.0 if left >= 1.0 else (1.0 - left) * 3600.0 / allowance.per_hour

    def spent(self, now_s: float, allowance: Allowance) -> Budget:
        """After a try that brought nothing."""
        now = self.at(now_s, allowance)
        return Budget(left=max(0.0, now.left - 1.0), at_s=now_s)


def full(now_s: float, allowance: Allowance = NORMAL) -> Budget:
    return Budget(left=allowance.burst, at_s=now_s)
