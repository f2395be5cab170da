"""One sender over one bad link, from its first packet until it takes everything for delivered or its time is over."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.link_contenders import Contender
from tests.links.plan import LinkPlan, bound_s
from tests.links.process import Link

LOOK_S = 0.02  # at the least; where a run takes long, a little of it: looking costs the machine that carries the links
FIRST_PACKET_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`seconds` None: it never came to its end within `limit_s`, or gave up after `lasted_s`. `arrived`: photos at the server, whole; `claimed`: the sender
    takes everything for delivered. Bytes are TCP payload that left over the link, both directions."""

    who: str
    seed: int
    seconds: float | None
    lasted_s: float
    limit_s: float
    arrived: int
    photos: int
    claimed: bool
    payload_bytes: int  # what this sender had to bring
    bound_s: float  # of that payload, on this very link with this seed's weather
    up_bytes: int
    down_bytes: int
    requests: int
    connections: int
    late_s: float  # the link was behind its own time for so long, because the machine was busy
    counters: dict[str, Any] = field(repr=False)
    facts: dict[str, list[float]] = field(repr=False)

    @property
    def finished(self) -> bool:
        return self.seconds is not None and self.arrived == self.photos

    @property
    def gave_up(self) -> bool:
        return self.seconds is None and self.lasted_s < self.limit_s * 0.99

    @property
    def wire_ratio(self) -> float:
        return (self.up_bytes + self.down_bytes) / self.payload_bytes


def run(kind: type[Contender], plan: LinkPlan, photos: Sequence[Path], folder: Path, *, limit_times: float,
        capture: bool = False) -> Outcome:
    """`limit_times`: how many times the bound a sender may take."""
    contender = kind(folder, photos)
    try:
        port = contender.prepare()
        payload = contender.payload_bytes()
        least_s = bound_s(plan, payload)
        with Link(plan, port, capture=capture) as link:
            contender.send(link.url)
            ended = _wait(contender, link, least_s * limit_times)
            counters = link.counters()
        # A connection that is still open at the server may hold the last bytes: they are given the time to be written.
        arrived = contender.arrived()
        return Outcome(
            who=kind.name, seed=plan.seed, seconds=counters["now"] if ended else None, lasted_s=counters["now"], limit_s=least_s * limit_times,
            arrived=arrived, photos=len(photos), claimed=bool(ended), payload_bytes=payload, bound_s=least_s,
            up_bytes=counters["up_bytes"], down_bytes=counters["down_bytes"], requests=counters["requests"],
            connections=counters["connections"], late_s=counters["late_s"], counters=counters,
            facts=contender.facts(counters["begun_at"]) if arrived else {},
        )
    finally:
        contender.close()


def _wait(contender: Contender, link: Link, limit_s: float) -> bool | None:
    begun: float | None = None
    started = time.monotonic()
    while (done := contender.done()) is None:
        now = time.monotonic()
        if begun is None and link.counters()["begun_at"] is not None:
            begun = now
        if now - (begun or started) > (limit_s if begun is not None else FIRST_PACKET_S):
            return None
        time.sleep(max(LOOK_S, limit_s / 4000))
    return done
