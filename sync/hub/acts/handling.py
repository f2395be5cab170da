"""From dispatch to the handler's feedback, with everything a department may ask for on the way."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from sync.hub import clocks
from sync.hub.acts.doing import Doing
from sync.hub.case import Case
from sync.protocol.deadlines import (
    LEVEL,
    TimedStage,
    extend_deadline,
    light,
    pause_deadline,
    resume_deadline,
    return_until,
)
from sync.protocol.feed import NoticeCode
from sync.protocol.problems import Code, Problem
from sync.protocol.tasks import TaskKind

MAX_SUSPENSION = timedelta(days=366)  # domain 2.7: at most a year


def dispatch(doing: Doing) -> None:
    case, world = doing.case, doing.world
    department = world.department(doing.body.department)
    if department is None:
        raise Problem(Code.BODY_INVALID, field="department")
    case.department = department.code
    case.handler = None
    case.dispatched_at = doing.at
    clocks.finish(case, doing.at, TimedStage.DISPATCH)
    clocks.start(case, TimedStage.RECEIVE, doing.at, world)
    due_at = clocks.start(case, TimedStage.HANDLE, doing.at, world).due_at
    doing.desk.issue(case, TaskKind.HANDLE, department=department.code, due_at=due_at, note=doing.body.text or "")
    doing.desk.notify(
        world.staff_of(department.code), NoticeCode.CASE_DISPATCHED, case, department=department.name
    )


def receive(doing: Doing) -> None:
    """Made at the moment the handler pressed it: photos taken after that count as taken after the receipt."""
    case = doing.case
    case.took_part(doing.person_id)
    case.received_at = doing.effective_at
    clocks.finish(case, doing.effective_at, TimedStage.RECEIVE)
    if doing.person_id is not None:
        doing.desk.take_task(case, TaskKind.HANDLE, doing.person_id)


def ask_return(doing: Doing) -> None:
    """Half of what is allowed, at least half an hour (domain 5.4, row 11). A dispatcher needs no window."""
    clock = doing.case.deadlines.get(TimedStage.HANDLE)
    if clock is not None:
        _before(return_until(clock, doing.world.calendar, doing.world.deadlines), doing)


def hand_back(doing: Doing) -> None:
    """Back to the dispatcher. The rules will not choose this department again in this round."""
    case = doing.case
    if case.department is not None:
        case.returned_by = (*case.returned_by, case.department)
    case.return_count += 1
    case.department = case.handler = case.received_at = case.dispatched_at = None
    clocks.drop(case, TimedStage.RECEIVE, TimedStage.HANDLE)
    clocks.start(case, TimedStage.DISPATCH, doing.at, doing.world)


def ask_extend(doing: Doing) -> None:
    """Only while it is not late (domain 2.7)."""
    clock = doing.case.deadlines.get(TimedStage.HANDLE)
    if clock is not None:
        _before(clock.due_at, doing)


def extend(doing: Doing) -> None:
    """One more original limit. When the decision took so long that it became late meanwhile, that is forgiven."""
    case, world = doing.case, doing.world
    clock = case.deadlines[TimedStage.HANDLE]
    longer = msgspec.structs.replace(extend_deadline(clock, world.calendar, world.deadlines), level=0)
    clocks.put(case, msgspec.structs.replace(longer, level=LEVEL[light(longer, doing.at)]))
    case.extension_count += 1


def ask_suspend(doing: Doing) -> None:
    _check_until(doing)


def suspend(doing: Doing) -> None:
    case = doing.case
    case.resume_at = _check_until(doing)
    clocks.put(case, pause_deadline(case.deadlines[TimedStage.HANDLE], doing.at))


def _check_until(doing: Doing) -> datetime:
    until = doing.body.until
    if until is None or not doing.at < until <= doing.at + MAX_SUSPENSION:
        raise Problem(Code.BODY_INVALID, field="until")
    return until


def resume(doing: Doing) -> None:
    case, world = doing.case, doing.world
    case.resume_at = None
    clocks.put(case, resume_deadline(case.deadlines[TimedStage.HANDLE], doing.at, world.calendar, world.deadlines))
    doing.desk.notify(world.staff_of(case.department), NoticeCode.CASE_RESUMED, case)


def contact(doing: Doing) -> None:
    """Nothing of the case changes: who was reached, and what they said, stands in the step."""


def feedback(doing: Doing) -> None:
    """Counts as done when it was made, not when the network let it through (domain 5.11, 3)."""
    case, body = doing.case, doing.body
    case.took_part(doing.person_id)
    case.handled_at = doing.effective_at
    case.result, case.result_text = body.result, body.text or ""
    case.quantity, case.unit = body.quantity, body.unit
    case.unable_by = ()
    prove(doing)
    clocks.finish(case, doing.effective_at, TimedStage.HANDLE, TimedStage.RECEIVE)
    doing.desk.finish_task(case, TaskKind.HANDLE, doing.person_id)


def self_handled(doing: Doing) -> None:
    """A collector mended it on the spot: before and after in one go, and nothing to dispatch (自行处置)."""
    case = doing.case
    case.took_part(doing.person_id)
    case.filed_at = doing.at
    case.received_at = case.handled_at = doing.effective_at
    case.result_text = doing.body.text or ""
    case.result, case.quantity, case.unit = doing.body.result, doing.body.quantity, doing.body.unit
    prove(doing)
    clocks.start(case, TimedStage.CLOSE, doing.at, doing.world)


def prove(doing: Doing) -> None:
    """The photos of this act are what the next decision looks at: it waits until they have arrived."""
    case: Case = doing.case
    case.proof_act = doing.act
    case.proof_seq = doing.desk.next_seq(case)


def _before(until: datetime, doing: Doing) -> None:
    if doing.effective_at > until:
        raise Problem(Code.TOO_LATE, act=doing.act.value, until=until.isoformat())

