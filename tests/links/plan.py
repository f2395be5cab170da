"""How a link behaves: rate, round trip, cuts, stalls, captive-portal windows; and the least time that bytes need on it. Pure.

Times are seconds since the first connection, so that everybody who is measured meets the same weather.
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

PAYLOAD_BYTES, PACKET_BYTES = 1460, 1500  # of one TCP segment over IPv4 on Ethernet, without options
FOREVER_S = 1e9


class Cut(StrEnum):
    """What a cut looks like from the device."""

    RESET = "reset"  # connections are reset, new ones refused: the modem says that it has no network
    SILENT = "silent"  # nothing is said: bytes vanish, old connections never speak again, a new one waits for its handshake


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPlan:
    """One link. A rate of 0 is no limit; `up_for_s` 0 means never cut; the same seed means the same weather."""

    up_bit_s: float = 0.0
    down_bit_s: float = 0.0
    rtt_s: float = 0.0
    up_for_s: float = 0.0  # time between the link's coming up and its next cut
    outage_s: float = 1.0
    spread: float = 0.0  # each up time is drawn from up_for_s * (1 ± spread)
    cut: Cut = Cut.RESET
    stall_share: float = 0.0  # this share of all segments of stall_s carries nothing, in both directions; connections live on
    stall_s: float = 0.5
    portal: tuple[tuple[float, float], ...] = ()  # from … to: somebody else answers, in plain HTTP
    seed: int = 1

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text: str) -> LinkPlan:
        given = json.loads(text)
        given["cut"] = Cut(given["cut"])
        given["portal"] = tuple((float(begin), float(end)) for begin, end in given["portal"])
        return cls(**given)

    @property
    def up_payload_s(self) -> float:
        """Payload bytes a second upwards, packet headers taken off."""
        return self.up_bit_s / 8 * PAYLOAD_BYTES / PACKET_BYTES


class Weather:
    """The course of one link over time, drawn as far as it is asked for."""

    def __init__(self, plan: LinkPlan) -> None:
        self.plan = plan
        self._drawn = self._draw_outages()
        self._outages: list[tuple[float, float]] = []

    def outage(self, number: int) -> tuple[float, float] | None:
        """When the n-th cut (from 0) begins and ends; None when the link is never cut."""
        if self.plan.up_for_s <= 0:
            return None
        while len(self._outages) <= number:
            self._outages.append(next(self._drawn))
        return self._outages[number]

    def after_stall(self, at: float) -> float:
        """`at`, or the end of the stall that it falls into."""
        while self._stalled(int(at / self.plan.stall_s)):
            at = (int(at / self.plan.stall_s) + 1) * self.plan.stall_s
        return at

    def carried_until(self, at: float, busy_s: float) -> float:
        """When the link has worked for `busy_s`, beginning at `at` and resting in every stall."""
        if self.plan.stall_share <= 0:
            return at + busy_s
        while True:
            at = self.after_stall(at)
            end = (int(at / self.plan.stall_s) + 1) * self.plan.stall_s
            if at + busy_s <= end:
                return at + busy_s
            busy_s -= end - at
            at = end + 1e-9

    def open_windows(self) -> Iterator[tuple[float, float]]:
        """From … to when the hub can be reached, in order; the last one has no end when nothing shuts it."""
        shut = self._shut()
        begin = 0.0
        for closed, opened in shut:
            if closed > begin:
                yield begin, closed
            begin = max(begin, opened)
        yield begin, FOREVER_S

    def _shut(self) -> Iterator[tuple[float, float]]:
        portal = list(self.plan.portal)
        for number in range(1_000_000):
            outage = self.outage(number)
            if outage is None:
                break
            while portal and portal[0][0] <= outage[0]:
                yield portal.pop(0)
            yield outage
        yield from portal

    def _draw_outages(self) -> Iterator[tuple[float, float]]:
        chance, at, plan = random.Random(f"cuts {self.plan.seed}"), 0.0, self.plan
        while True:
            at += plan.up_for_s * (1 + plan.spread * (2 * chance.random() - 1))
            yield at, at + plan.outage_s
            at += plan.outage_s

    def _stalled(self, segment: int) -> bool:
        share = self.plan.stall_share
        # Never the first one: a measurement begins with it, and it would only shift everything.
        return share > 0 and segment > 0 and random.Random(f"stall {self.plan.seed} {segment}").random() < share


def bound_s(plan: LinkPlan, payload_bytes: float, *, first_byte_round_trips: float = 1.0) -> float:
    """The least time in which anybody could bring `payload_bytes` up this link, in seconds from the first packet.

    In every window in which the hub can be reached one round trip (TCP's handshake) goes by before the first byte; from then
    on the link is full until the window ends; nothing is sent twice and nothing is asked. With equal windows D, outages O,
    round trip T and payload rate R that is ``payload / (R * (D - T) / (D + O))``.
    """
    weather, left = Weather(plan), payload_bytes / plan.up_payload_s
    for begin, end in weather.open_windows():
        start = begin + first_byte_round_trips * plan.rtt_s
        if start >= end:
            continue
        done = weather.carried_until(start, left)
        if done <= end + 1e-6:
            return done
        left -= _worked(weather, start, end)
    raise AssertionError("the last window has no end")


def _worked(weather: Weather, begin: float, end: float) -> float:
    """Seconds between `begin` and `end` in which the link carries."""
    if weather.plan.stall_share <= 0:
        return end - begin
    step = weather.plan.stall_s
    edges = [begin, *(n * step for n in range(int(begin / step) + 1, int(end / step) + 1) if begin < n * step < end), end]
    return sum(b - a for a, b in pairwise(edges) if weather.after_stall((a + b) / 2) == (a + b) / 2)
