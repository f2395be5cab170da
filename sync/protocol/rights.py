"""Who may do what to which case, now: pure rules over the life-cycle table, used by the hub and by the device alike."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sync.protocol.lifecycle import SHOWING_BEFORE, TRANSITIONS, Act, Relation, Showing, Stage, Transition
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.tasks import Task, TaskKind, TaskState


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """The person as far as rights are concerned."""

    id: str
    roles: frozenset[Role]
    department: str | None = None


class CaseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The case as far as rights are concerned. `tasks` holds at least the actor's own open tasks."""

    stage: Stage | None  # None: there is no case yet
    kind: Kind
    reporter: str | None = None
    department: str | None = None
    handler: str | None = None
    handlers: tuple[str, ...] = ()  # everybody who had it in hand in this round; empty where only the last is known
    pending: Act | None = None
    tasks: tuple[Task, ...] = ()
    counts: dict[Act, int] = {}  # how often each act was done in this round
    showing: Showing | None = None  # whether its result is shown to everybody; None: it cannot be


class How(StrEnum):
    """The way in which an act may be done."""

    DO = "do"  # it happens at once
    ASK = "ask"  # it is put to somebody who decides
    DECIDE = "decide"  # it was asked for: approve or decline


_TASK_OF = {
    Act.VERIFY: TaskKind.VERIFY, Act.CHECK_PASS: TaskKind.CHECK,
    Act.CHECK_NOT_PASS: TaskKind.CHECK, Act.CHECK_UNABLE: TaskKind.CHECK,
}


def may(act: Act, actor: Actor, case: CaseFacts) -> How:
    """How this actor may do this act on this case now.

    Raises Problem: ACT_NOT_NOW, ROLE_NOT_ALLOWED, NOT_YOURS, OWN_HANDLING or LIMIT_REACHED, in that order of telling, so
    that a stranger never learns more than that it is not theirs.
    """
    row = TRANSITIONS[act]
    deciding = bool(row.roles & actor.roles)
    asking = bool(row.asks & actor.roles)
    if not (deciding or asking):
        raise Problem(Code.ROLE_NOT_ALLOWED, act=act.value)
    _check_relation(row, actor, case, only_asking=not deciding)
    _check_stage(row, case)
    if deciding and case.pending is act:
        return How.DECIDE
    if row.limit is not None and case.counts.get(act, 0) >= row.limit:
        raise Problem(Code.LIMIT_REACHED, act=act.value, limit=row.limit)
    if deciding:
        return How.DO
    if case.pending is not None:
        raise Problem(Code.ACT_NOT_NOW, act=act.value, stage=case.stage, pending=case.pending.value)
    return How.ASK


def _check_stage(row: Transition, case: CaseFacts) -> None:
    fits = case.stage in row.sources if row.sources else case.stage is None
    if not fits or case.kind not in row.kinds:
        raise Problem(Code.ACT_NOT_NOW, act=row.act.value, stage=case.stage)
    if row.act in SHOWING_BEFORE and case.showing not in SHOWING_BEFORE[row.act]:
        raise Problem(Code.ACT_NOT_NOW, act=row.act.value, stage=case.stage)
    if row.act is Act.PUBLISH and case.pending is not None:  # its reporter, or the department, does not agree with how it ended
        raise Problem(Code.ACT_NOT_NOW, act=row.act.value, stage=case.stage, pending=case.pending.value)


def _check_relation(row: Transition, actor: Actor, case: CaseFacts, *, only_asking: bool) -> None:
    if row.asks and not only_asking:
        return  # who decides sits in the centre and is bound by role alone
    if row.relation is Relation.REPORTER and case.reporter != actor.id:
        raise Problem(Code.NOT_YOURS, act=row.act.value)
    if row.relation is Relation.DEPARTMENT and (actor.department is None or case.department != actor.department):
        raise Problem(Code.NOT_YOURS, act=row.act.value)
    if row.relation is Relation.ASSIGNEE:
        own = actor.id in (case.handler, *case.handlers)
        if row.act in (Act.CHECK_PASS, Act.CHECK_NOT_PASS, Act.CHECK_UNABLE) and own:
            raise Problem(Code.OWN_HANDLING, act=row.act.value)
        if task_for(row.act, actor.id, case.tasks) is None:
            raise Problem(Code.NOT_YOURS, act=row.act.value)


def task_for(act: Act, person: str, tasks: tuple[Task, ...]) -> Task | None:
    """The open task that this person answers by this act, if they hold one."""
    kind = _TASK_OF.get(act)
    for task in tasks:
        if task.kind is kind and task.person == person and task.state is TaskState.OPEN:
            return task
    return None


def allowed(actor: Actor, case: CaseFacts) -> dict[Act, How]:
    """Every act open to this actor now, in the order of the table."""
    out: dict[Act, How] = {}
    for act in TRANSITIONS:
        try:
            out[act] = may(act, actor, case)
        except Problem:
            continue
    return out
