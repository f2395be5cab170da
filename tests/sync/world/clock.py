"""Time that moves only when told. The hub has the true time; every device has its own, which may be wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # a Monday, 08:30 in the district


class WorldClock:
    """The true time. Called: the hub's clock."""

    def __init__(self) -> None:
        self.now = START
        self.elapsed_s = 0.0

    def __call__(self) -> datetime:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.elapsed_s += seconds


class DeviceClock:
    """Implements `sync.engine.clock.Clock`. Called: the store's clock. `off_s`: how far it is ahead of the true time."""

    def __init__(self, world: WorldClock, off_s: float = 0.0) -> None:
        self._world = world
        self.off_s = off_s

    def __call__(self) -> datetime:
        return self._world.now + timedelta(seconds=self.off_s)

    def now(self) -> datetime:
        return self()

    def monotonic(self) -> float:
        return self._world.elapsed_s
