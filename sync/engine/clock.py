"""The device's clock, and how far it is from the hub's.

Deadlines and times of arrival are the hub's; the device only needs to know how wrong it is itself, to say so and to seal it
into what it makes. Every answer of the hub is a measurement.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol

from sync.protocol.problems import Code, Problem

TOLERANCE_S = 120.0  # a photo's time may be this far off before anybody is told
FORGET_AFTER_S = 600.0  # a cheap quartz drifts below 0.1 s in ten minutes; a person may set the clock at any time
DATE_STEP_S = 1.0  # HTTP's Date has whole seconds


class Clock(Protocol):
    """Time on this device. Tests move it by hand."""

    def now(self) -> datetime:
        """Aware, UTC; may jump when somebody sets it."""
        ...

    def monotonic(self) -> float:
        """Seconds that only grow."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


@dataclass(frozen=True, slots=True)
class Reading:
    """Hub time minus device time in seconds, ± uncertainty; `at` is the device's monotonic time of the measurement."""

    offset_s: float
    uncertainty_s: float
    at: float


def from_hub_time(hub_time: datetime, sent: datetime, round_trip_s: float, at: float) -> Reading:
    """From a time that the hub wrote somewhere between sending and answer: half the round trip either way."""
    middle = sent + timedelta(seconds=round_trip_s / 2)
    return Reading((hub_time - middle).total_seconds(), round_trip_s / 2, at)


def from_date(header: str | None, sent: datetime, round_trip_s: float, at: float) -> Reading | None:
    """From the `Date` header, whose seconds are cut off: the true time lies up to one second later. None when unreadable."""
    date = parse_date(header)
    if date is None:
        return None
    centre = from_hub_time(date + timedelta(seconds=DATE_STEP_S / 2), sent, round_trip_s, at)
    return Reading(centre.offset_s, centre.uncertainty_s + DATE_STEP_S / 2, at)


def parse_date(header: str | None) -> datetime | None:
    """An HTTP date as UTC, or None."""
    if not header:
        return None
    try:
        found = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def problem_of(reading: Reading | None) -> Problem | None:
    """CLOCK_WRONG (offset_s) when the device is certainly off by more than two minutes."""
    if reading is None or abs(reading.offset_s) - reading.uncertainty_s <= TOLERANCE_S:
        return None
    return Problem(Code.CLOCK_WRONG, offset_s=round(reading.offset_s, 1))


class ClockKeeper:
    """Keeps the best of the recent readings: the sharpest, unless a newer one contradicts it (the clock was set)."""

    def __init__(self) -> None:
        self._best: Reading | None = None

    @property
    def best(self) -> Reading | None:
        return self._best

    def add(self, new: Reading) -> bool:
        """Take a reading; True when it became the one in use."""
        old = self._best
        if old is not None and not _supersedes(new, old):
            return False
        self._best = new
        return True


def _supersedes(new: Reading, old: Reading) -> bool:
    contradicts = abs(new.offset_s - old.offset_s) > new.uncertainty_s + old.uncertainty_s
    return contradicts or new.uncertainty_s <= old.uncertainty_s or new.at - old.at > FORGET_AFTER_S
