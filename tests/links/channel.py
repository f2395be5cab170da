"""One direction of a link: bytes leave one after the other at its rate, whoever they belong to. Pure."""

from __future__ import annotations

import asyncio

from tests.links.plan import PACKET_BYTES, PAYLOAD_BYTES, Weather

# How far back unused time counts: a timer that wakes late would else make the link slower than it says. Longer when bytes lay
# there already, because a real link would have been carrying them.
SLACK_S, SLACK_WAITING_S = 0.004, 0.08
QUANTUM_S = 0.002  # of bytes taken at once on a fast link; a slow one takes single segments


class Channel:
    """`turn` is held while bytes are being sent: flows take turns, segment by segment."""

    def __init__(self, bit_s: float, weather: Weather) -> None:
        self.byte_s = bit_s / 8 * PAYLOAD_BYTES / PACKET_BYTES  # payload
        self.turn = asyncio.Lock()
        self.quantum = 65536 if not bit_s else PAYLOAD_BYTES * min(16, max(1, int(self.byte_s * QUANTUM_S / PAYLOAD_BYTES)))
        self.late_s = 0.0  # how long bytes lay waiting because nobody woke this process in time
        self._weather = weather
        self._free_at = 0.0

    def send(self, count: int, now: float, *, waited: bool = False) -> float:
        """Give `count` payload bytes to the link at `now`; the time at which the last of them has left. `waited`: they were
        there when the link became free."""
        earliest = now - (SLACK_WAITING_S if waited else SLACK_S)
        if waited and self._free_at:
            self.late_s += max(0.0, earliest - self._free_at)
        start = self._weather.after_stall(max(self._free_at, earliest))
        if self.byte_s:
            self._free_at = self._weather.carried_until(start, count / self.byte_s)
        else:
            self._free_at = start
        return self._free_at

    def forget(self) -> None:
        """A cut: what was being sent is gone."""
        self._free_at = 0.0
