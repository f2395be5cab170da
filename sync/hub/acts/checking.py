"""After handling: somebody who is not the handler looks whether it is done."""

from __future__ import annotations

from sync.hub import clocks, rules
from sync.hub.acts.doing import Doing
from sync.hub.acts.handling import prove
from sync.hub.world import PersonRow
from sync.protocol.deadlines import TimedStage, rework_deadline
from sync.protocol.feed import NoticeCode
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from sync.protocol.tasks import TaskKind


def issue_check(doing: Doing) -> None:
    """Not before the handler's photos are here: the checker compares the place with them."""
    doing.desk.check_arrived(doing.case)
    chosen = doing.world.people.get(doing.body.person or "")
    if chosen is None or not chosen.active or Role.COLLECTOR not in chosen.role_set:
        raise Problem(Code.BODY_INVALID, field="person")
    if chosen.id in doing.case.all_handlers:
        raise Problem(Code.OWN_HANDLING, act=doing.act.value)
    _issue_to(doing, chosen)


def _issue_to(doing: Doing, checker: PersonRow) -> None:
    case = doing.case
    due_at = clocks.start(case, TimedStage.CHECK, doing.at, doing.world).due_at
    doing.desk.issue(case, TaskKind.CHECK, person=checker.id, due_at=due_at, note=doing.body.text or "")


def check_pass(doing: Doing) -> None:
    case = doing.case
    prove(doing)
    clocks.finish(case, doing.at, TimedStage.CHECK)
    clocks.start(case, TimedStage.CLOSE, doing.at, doing.world)
    doing.desk.finish_task(case, TaskKind.CHECK, doing.person_id)


def ask_not_pass(doing: Doing) -> None:
    """The collector has answered; an acceptor confirms."""
    doing.desk.finish_task(doing.case, TaskKind.CHECK, doing.person_id)


def decline_not_pass(doing: Doing) -> None:
    """The acceptor does not share the view: somebody else looks, the same collector only when there is no other."""
    case = doing.case
    asker = case.pending.person if case.pending else None
    case.unable_by = (*case.unable_by, asker) if asker else case.unable_by
    checker = rules.checker_for(doing.world, case, doing.desk.load())
    if checker is None:
        doing.desk.notify(doing.world.with_role(Role.DUTY_CHIEF), NoticeCode.CHECK_STUCK, case)
        return
    _issue_to(doing, checker)


def check_not_pass(doing: Doing) -> None:
    """Back to the department: what was left of the limit, at least half of it (domain 5.4, row 18)."""
    case, world = doing.case, doing.world
    case.rework_count += 1
    case.unable_by = ()
    case.handled_at = None
    clocks.finish(case, doing.at, TimedStage.CHECK)
    clock = case.deadlines.get(TimedStage.HANDLE)
    if clock is not None:
        clocks.put(case, rework_deadline(clock, doing.at, world.calendar, world.deadlines))
    due_at = case.deadlines[TimedStage.HANDLE].due_at if clock is not None else None
    text = doing.body.text or ""
    doing.desk.issue(case, TaskKind.HANDLE, department=case.department, person=case.handler, due_at=due_at, note=text)
    doing.desk.notify(world.staff_of(case.department), NoticeCode.CASE_REWORK, case, text=text)


def check_unable(doing: Doing) -> None:
    """Somebody else tries; after the last try the duty chief decides (domain 5.4, row 19)."""
    case, world = doing.case, doing.world
    if doing.person_id is not None:
        case.unable_by = (*case.unable_by, doing.person_id)
    clocks.finish(case, doing.at, TimedStage.CHECK)
    doing.desk.finish_task(case, TaskKind.CHECK, doing.person_id)
    if len(case.unable_by) >= world.policy.max_checks:
        doing.desk.notify(world.with_role(Role.DUTY_CHIEF), NoticeCode.CHECK_STUCK, case, text=doing.body.text or "")
