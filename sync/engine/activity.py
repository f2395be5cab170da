"""Telling the hub what was read and chosen, and hearing how things stand among people. Nothing waits for it.

Asked when there is something to tell, else every quarter of an hour: a look that finds nothing stays as small as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from sync.engine.trip import EVERYBODYS, CycleOver, ItemProblem, Trip
from sync.protocol.activity import FEATURE, Activity, Told
from sync.protocol.problems import Problem

ASK_EVERY = timedelta(minutes=15)


Ask = Callable[[Told], Activity]  # `activity` of a hub that answers it (`FEATURE`)


@runtime_checkable
class KeepsActivity(Protocol):
    """A device that shows it."""

    def activity_to_tell(self, at: datetime) -> Told | None:
        """What the hub does not know yet; empty when it is time to ask; None when it is not."""
        ...

    def keep_activity(self, told: Told, answer: Activity, at: datetime) -> None:
        """One durable transaction: the answer, and that the hub knows what was told."""
        ...


def exchange_activity(trip: Trip) -> None:
    """A problem that is everybody's ends the cycle; any other one is told and asked about again in the next."""
    info = trip.tally.hub or trip.device.hub_info()
    ask: Ask | None = getattr(trip.hub, "activity", None)
    device = trip.device
    if ask is None or not isinstance(device, KeepsActivity) or info is None or FEATURE not in info.features:
        return
    trip.go_on()
    told = device.activity_to_tell(trip.clock.now())
    if told is None:
        return
    try:
        answer = ask(told)
        device.keep_activity(told, answer, trip.clock.now())
    except Problem as problem:
        if problem.code in EVERYBODYS:
            raise CycleOver(problem) from problem
        trip.tally.items.append(ItemProblem(item="activity", problem=problem))
