"""How fast and how far away the hub is, measured from its acknowledgements; and what follows from it. Pure.

Bytes that are sent and not acknowledged lie in buffers along the way. Too few of them and the line stands idle; too many and
a new report waits behind them. The right number is what the line holds (rate times round trip) and what it carries in a fifth
of a second more, because acknowledgements come in steps and both ends now and then wait for a disk or a processor. What a cut
loses of them had not left the device, mostly: it costs no time of the line.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

SLACK_S = 0.2  # of the line's time, on its way besides what the line holds …
LEAST_SLACK_BYTES, MOST_SLACK_BYTES = 8 * 1024, 256 * 1024  # … one frame at the least
UNSENT_S = 0.1  # of the line's time may lie in the system's buffer: a record that comes now must not wait behind more …
LEAST_UNSENT_BYTES = 16 * 1024  # … than a common system wakes us for
ACTS_UNSENT_BYTES = 64 * 1024
DRAINING_SHARE = 0.95  # of what the line holds, then: little less, or it stands idle for longer than is gained
DRAIN_EVERY_S = 20.0  # the queue is let run empty this often, to see how long the way is without it
FIRST_BYTES = 192 * 1024  # before anything was measured; how fast they leave is TCP's own slow start to find out
RATE_FOR_S = 8.0  # a measured rate counts for so long: the best of them is what the line can do
ROUND_FOR_S = 30.0  # a measured round trip counts for so long: the shortest of them is the way without a queue
SLOWEST_BYTES_PER_S = 1000.0  # a line below it is as good as none
SMALL_PIECE_BYTES = 8 * 1024  # half of it would cost a slow line a third of a per cent for its heads
PIECE_S = 0.07  # of a line's time that one frame may take: a report that is filed now waits for one frame
SHORTEST_PATIENCE_S = 1.5  # a line that is made anew for nothing costs two round trips and no bytes
LONGEST_PATIENCE_S = 60.0
UNKNOWN_PATIENCE_S = 15.0


class Pace:
    """One line's measure. It outlives a connection, because the way to the hub is mostly the same a moment later."""

    def __init__(self) -> None:
        self._rates: deque[tuple[float, float]] = deque()
        self._rounds: deque[tuple[float, float]] = deque()
        self._growing = True  # the line was never seen to fill up
        self._roomy = True  # the last bytes met no queue
        self._clear_at: float | None = None  # when bytes last met none at all
        self._draining = False

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
            _add(self._rates, now, size_bytes / during_s, RATE_FOR_S, max)
        if round_s is None:
            return
        _add(self._rounds, now, round_s, ROUND_FOR_S, min)
        least = self.round_s or round_s
        drained_s = now - (self._clear_at or now) - DRAIN_EVERY_S
        if self._clear_at is None or round_s <= 1.02 * least or drained_s > least:
            self._clear_at = now
        self._draining = now - self._clear_at > DRAIN_EVERY_S
        self._roomy = round_s <= 1.25 * least + 0.01
        self._growing = self._growing and self._roomy

    @property
    def window_bytes(self) -> int:
        """How much may be on its way unacknowledged."""
        rate, round_s = self.rate, self.round_s
        if rate is None or round_s is None:
            return FIRST_BYTES
        if self._draining:
            return max(LEAST_SLACK_BYTES, int(DRAINING_SHARE * rate * round_s))
        gain = 2.0 if self._growing else 1.2 if self._roomy else 1.0
        return int(gain * rate * round_s) + max(LEAST_SLACK_BYTES, min(MOST_SLACK_BYTES, int(SLACK_S * rate)))

    def unsent_bytes(self, *, acts: bool = False) -> int:
        """How much may lie in the system's buffer: on a fast line enough that it does not run dry while a receipt is kept.
        `acts`: a push is under way, whose hundreds of receipts take longer to keep, and behind which only files wait."""
        return max(ACTS_UNSENT_BYTES if acts else LEAST_UNSENT_BYTES, min(MOST_SLACK_BYTES, int(UNSENT_S * (self.rate or 0.0))))

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


def _add(
    samples: deque[tuple[float, float]], now: float, value: float, keep_s: float, better: Callable[[float, float], float]
) -> None:
    """The best of each quarter of a second. Old ones go, but never the last: a day later it is still the best guess."""
    while samples and now - samples[0][0] > keep_s:
        samples.popleft()
    if samples and now - samples[-1][0] < 0.25:
        at, best = samples.pop()
        samples.append((at, better(best, value)))
    else:
        samples.append((now, value))
