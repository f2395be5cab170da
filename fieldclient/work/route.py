"""In which order to go to some cases: a short way that meets the deadlines where that can be done. Pure.

Nearest next is improved by turning parts of the way around (2-opt) and by taking single stops elsewhere (or-opt). What comes too
late costs as much as going there from the other end of the city, so that a deadline is missed only where every order misses one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sync.protocol.position import Position, distance_m

WALKING_M_PER_S = 1.2
AT_STOP_S = 300.0  # looking, photos, a word with somebody
LATE_COSTS_M = 20_000.0
LATE_COSTS_M_PER_S = 1.0  # the later the dearer: what cannot be in time anyway is not put off for ever
MOST_IMPROVED = 60  # stops; beyond that the nearest comes next
ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Stop:
    """One case: what it is called by here, where it is, and the seconds that are left for it."""

    at: int
    place: Position | None
    left_s: float | None = None


def ordered(start: Position, stops: Sequence[Stop]) -> list[int]:
    """The stops' `at`. Those without a place come last, in the order in which they were given."""
    known = [stop for stop in stops if stop.place is not None]
    way = _Way(start, known)
    order = way.improved(way.nearest_next())
    return [known[each].at for each in order] + [stop.at for stop in stops if stop.place is None]


class _Way:
    def __init__(self, start: Position, stops: Sequence[Stop]) -> None:
        places = [start, *(stop.place for stop in stops if stop.place is not None)]
        self._far_m = [[distance_m(a, b) for b in places] for a in places]
        self._left_s = [stop.left_s for stop in stops]

    def nearest_next(self) -> list[int]:
        left, order, here = set(range(len(self._left_s))), list[int](), -1
        while left:
            here = min(left, key=lambda stop: (self._far_m[here + 1][stop + 1], stop))
            left.remove(here)
            order.append(here)
        return order

    def cost_m(self, order: Sequence[int]) -> float:
        cost = time_s = 0.0
        here = -1
        for stop in order:
            far = self._far_m[here + 1][stop + 1]
            cost += far
            time_s += far / WALKING_M_PER_S
            limit = self._left_s[stop]
            if limit is not None and time_s > limit:
                cost += LATE_COSTS_M + (time_s - limit) * LATE_COSTS_M_PER_S
            time_s += AT_STOP_S
            here = stop
        return cost

    def improved(self, order: list[int]) -> list[int]:
        """Until nothing helps any more, or for so many rounds."""
        if len(order) > MOST_IMPROVED:
            return order
        urgent = sorted(order, key=lambda stop: (self._left_s[stop] is None, self._left_s[stop] or 0.0))
        return min((self._better(begun) for begun in (order, urgent)), key=self.cost_m)

    def _better(self, order: list[int]) -> list[int]:
        best = self.cost_m(order)
        for _ in range(ROUNDS):
            found = order
            for other in _neighbours(order):
                cost = self.cost_m(other)
                if cost < best - 1e-6:
                    best, found = cost, other
            if found is order:
                break
            order = found
        return order


def _neighbours(order: list[int]) -> list[list[int]]:
    out = []
    for first in range(len(order)):
        for last in range(first + 1, len(order)):
            out.append([*order[:first], *reversed(order[first : last + 1]), *order[last + 1 :]])
            if last > first + 1:  # two neighbours change places by turning them around
                out.append([*order[:first], *order[first + 1 : last + 1], order[first], *order[last + 1 :]])
                out.append([*order[:first], order[last], *order[first:last], *order[last + 1 :]])
    return out
