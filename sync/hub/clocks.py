"""The clocks of a case: which start and stop with an act, how late they are, and when to look again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from sync.hub.case import Case, Publication
from sync.hub.world import World
from sync.protocol.catalogue import clock_start
from sync.protocol.deadlines import (
    LEVEL,
    Deadline,
    TimedStage,
    finish_deadline,
    light,
    raise_level,
    recompute_deadline,
    stage_limit,
    start_deadline,
)
from sync.protocol.limits import Limit, LimitUnit

STARTED_KEPT = 256
_JUST_AFTER = timedelta(microseconds=1)
UNKNOWN_LIMIT = Limit(value=1, unit=LimitUnit.WORK_DAY)  # for a subcategory that no catalogue knows any more
_NOT_LATE = frozenset({TimedStage.RATING})  # a right that ends, not a duty that is late


def start(case: Case, stage: TimedStage, at: datetime, world: World) -> Deadline:
    """Start a stage's clock. HANDLE keeps the level that the round has reached; a new clock of another stage is green."""
    found = world.subcategory(case.subcategory)
    limit = stage_limit(
        stage, world.deadlines, handle=found.limit if found else UNKNOWN_LIMIT, urgent=bool(found and found.urgent)
    )
    if stage is TimedStage.HANDLE and found is not None:
        at = clock_start(found, at, world.calendar)
    made = _started(stage, at, limit, world)
    case.deadlines = {**case.deadlines, stage: made}
    return made


def _started(stage: TimedStage, at: datetime, limit: Limit, world: World) -> Deadline:
    known = world.started
    made = known.get((stage, at, limit))
    if made is None:
        if len(known) >= STARTED_KEPT:
            known.clear()
        made = known[stage, at, limit] = start_deadline(stage, at, limit, world.calendar, world.deadlines)
    return made


def finish(case: Case, at: datetime, *stages: TimedStage) -> None:
    """Stop these clocks (all, when none is named) where they stand."""
    chosen = stages or tuple(case.deadlines)
    case.deadlines = {
        stage: finish_deadline(clock, at) if stage in chosen and stage not in _NOT_LATE else clock
        for stage, clock in case.deadlines.items()
    }


def drop(case: Case, *stages: TimedStage) -> None:
    case.deadlines = {stage: clock for stage, clock in case.deadlines.items() if stage not in stages}


def put(case: Case, clock: Deadline) -> None:
    case.deadlines = {**case.deadlines, clock.stage: clock}


def running(case: Case) -> list[Deadline]:
    return [
        clock for stage, clock in case.deadlines.items()
        if stage not in _NOT_LATE and clock.met_at is None and clock.paused_at is None
    ]


def raise_levels(case: Case, now: datetime) -> list[Deadline]:
    """Note what has become yellow or red by now; the clocks whose level rose."""
    risen = []
    for clock in running(case):
        level = raise_level(clock.level, LEVEL[light(clock, now)])
        if level > clock.level:
            risen.append(msgspec.structs.replace(clock, level=level))
            put(case, risen[-1])
    return risen


def recompute(case: Case, world: World) -> bool:
    """Count the open clocks again by the present calendar; True when anything changed."""
    changed = False
    for clock in case.deadlines.values():
        if clock.met_at is None:
            again = recompute_deadline(clock, world.calendar, world.deadlines)
            changed = changed or again != clock
            put(case, again)
    return changed


def look_at(case: Case, world: World) -> datetime | None:
    """The next instant at which the clock alone changes something about this case."""
    moments = [_next_level(clock) for clock in running(case)]
    if case.resume_at is not None:
        moments.append(case.resume_at)
    if case.publication is Publication.DUE:
        moments.append(case.ended_at)
    if case.ended_at is not None and not case.aged:
        moments.append(case.ended_at + timedelta(days=world.policy.keep_days))
    return min(filter(None, moments), default=None)


def _next_level(clock: Deadline) -> datetime | None:
    """Just after the due time is late; at the due time is not."""
    if clock.level == 0:
        return min(clock.due_at + _JUST_AFTER, clock.overdue_again_at)
    return clock.overdue_again_at if clock.level == 1 else None
