"""How fast and how far away the hub is, measured from its acknowledgements; and what follows from it. Pure.

Bytes that are sent and not acknowledged lie in buffers along the way. Too few of them and the line stands idle; too many and
a cut loses them all, and a new report waits behind them. The right number is what the line holds (rate times round trip)
and a little more, because acknowledgements come in steps of 16 KiB.
"""

from __future__ import annotations

from collections import deque

SLACK_BYTES = 16 * 1024  # one step of the hub's acknowledgements
FIRST_BYTES = 32 * 1024  # before anything was measured
RATE_FOR_S = 8.0  # a measured rate counts for so long: the best of them is what the line can do
ROUND_FOR_S = 30.0  # a measured round trip counts for so long: the shortest of them is the way without a queue
SAMPLES = 512
SLOWEST_BYTES_PER_S = 1000.0  # a line below it is as good as none
SMALL_PIECE_BYTES = 4 * 1024
PIECE_S = 0.07  # of a line's time that one frame may take: a report that is filed now waits for one frame
SHORTEST_PATIENCE_S = 1.5  # a line that is made anew for nothing costs two round trips and no bytes
LONGEST_PATIENCE_S = 60.0
UNKNOWN_PATIENCE_S = 15.0


class Pace:
    """One line's measure. It outlives a connection, because the way to the hub is mostly the same a moment later."""

    def __init__(self) -> None:
        self._rates: deque[tuple[float, float]] = deque(maxlen=SAMPLES)
        self._rounds: deque[tuple[float, float]] = deque(maxlen=SAMPLES)
        self._growing = True  # the line was never seen to fill up
        self._roomy = True  # the last bytes met no queue

    @property
    def rate(self) -> float | None:
        """Bytes a second."""
        return max((rate for _, rate in self._rates), default=None)

    @property
    def round_s(self) -> float | None:
        """Seconds from sending to hearing, without a queue."""
        return min((seconds for _, seconds in self._rounds), default=None)

    def heard(self, now: float, size_bytes: int, during_s: float, round_s: float | None) -> None:
        """`size_bytes` were acknowledged during the last `during_s`; the youngest of them was sent `round_s` ago (None: the
        answer took its own time at the hub and says nothing about the way)."""
        if during_s > 0:
            _add(self._rates, now, size_bytes / during_s, RATE_FOR_S)
        if round_s is None:
            return
        _add(self._rounds, now, round_s, ROUND_FOR_S)
        self._roomy = round_s <= 1.25 * (self.round_s or round_s) + 0.01
        self._growing = self._growing and self._roomy

    @property
    def window_bytes(self) -> int:
        """How much may be on its way unacknowledged."""
        rate, round_s = self.rate, self.round_s
        if rate is None or round_s is None:
            return FIRST_BYTES
        gain = 2.0 if self._growing else 1.2 if self._roomy else 1.0
        return int(gain * rate * round_s) + SLACK_BYTES

    def piece_bytes(self, most: int) -> int:
        """How much of a file one frame carries."""
        wanted = int((self.rate or 0.0) * PIECE_S)
        return max(SMALL_PIECE_BYTES, min(most, wanted))

    def patience_s(self, waiting_bytes: int) -> float:
        """How long silence may last while this much is unacknowledged: a few times what the line needs, and never longer
        than a line of the slowest kind would need."""
        rate, round_s = self.rate, self.round_s
        if rate is None or round_s is None:
            return UNKNOWN_PATIENCE_S
        needs_s = round_s + waiting_bytes / max(rate, SLOWEST_BYTES_PER_S)
        return min(LONGEST_PATIENCE_S, max(SHORTEST_PATIENCE_S, 3.0 * needs_s))


def _add(samples: deque[tuple[float, float]], now: float, value: float, keep_s: float) -> None:
    """Old samples go, but never the last: a day later it is still the best guess."""
    while samples and now - samples[0][0] > keep_s:
        samples.popleft()
    samples.append((now, value))
