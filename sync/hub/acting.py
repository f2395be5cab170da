"""Doing one act: rights, stage, required parts, the handler, the step. The same way for people and for rules."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sync.hub import ahead, clocks, evidence, intake, sight
from sync.hub.acts import ASKED, DECLINED, DONE
from sync.hub.acts.doing import Doing
from sync.hub.case import Ask, Case
from sync.hub.db import case_rows
from sync.hub.desk import Desk
from sync.hub.showing import showing
from sync.hub.steps import StepRow
from sync.hub.world import PersonRow, World
from sync.protocol.deadlines import TimedStage
from sync.protocol.feed import Doubt, NoticeCode
from sync.protocol.lifecycle import ENDED, TRANSITIONS, Act, Relation, Stage, Transition
from sync.protocol.media import MediaRef
from sync.protocol.mutations import ActBody
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from sync.protocol.requirements import missing
from sync.protocol.rights import Actor, CaseFacts, How, may
from sync.protocol.tasks import Task

_OF_ONE_PASS = frozenset({Relation.DEPARTMENT, Relation.ASSIGNEE})


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """An act that somebody, or a rule of the hub (`person` None), wants to do."""

    act: Act
    case_id: str
    person: PersonRow | None
    body: ActBody = ActBody()
    media: tuple[MediaRef, ...] = ()
    made_at: datetime
    offset_s: float | None = None
    mutation: str | None = None
    base_version: int | None = None  # of the case that the person was looking at; None: as it is now


def perform(desk: Desk, request: Request) -> Case:
    """Do it, or ask for it, or decide it. Raises Problem and has then changed nothing that the caller keeps."""
    row = TRANSITIONS[request.act]
    case = find(desk, request, row)
    tasks = tuple(desk.tasks(request.case_id)) if case else ()
    how = may(request.act, _actor(request.person, row, case), _facts(request, case, tasks, desk.world))
    if case is not None:
        _check_base(desk, case, request, row)
    else:
        case = intake.new_case(desk, request.case_id, request.act, request.body, _person(request))
    if how is not How.DECIDE:
        _check_parts(desk, case, request)
    case.number = case.number or desk.new_case_number()
    doing = Doing(
        act=request.act, case=case, desk=desk, person=request.person, role=_role(row, request.person, how),
        body=request.body, media=request.media, effective_at=effective_at(case, request, desk.at),
    )
    match how:
        case How.ASK:
            _ask(doing, request)
        case How.DECIDE:
            _decide(doing, request, row)
        case How.DO:
            _do(doing, request, row)
    return case


def find(desk: Desk, request: Request, row: Transition) -> Case | None:
    """The case, when this person may know of it. CASE_UNKNOWN otherwise, the same for what does not exist."""
    case = desk.case(request.case_id)
    if request.person is None or not row.sources:
        return case
    if not request.person.role_set & (row.roles | row.asks):
        raise Problem(Code.ROLE_NOT_ALLOWED, act=request.act.value)  # says nothing about the case
    far_back = request.act is Act.TAKE_BACK and case is not None and case.aged  # what is on show is taken back however old it is
    if case is None or not (far_back or in_sight(desk, case, request.person)):
        raise Problem(Code.CASE_UNKNOWN, act=request.act.value)
    return case


def in_sight(desk: Desk, case: Case, person: PersonRow) -> bool:
    return bool(sight.case_keys(case, desk.tasks(case.id)) & sight.own_keys(person))


def was_in_sight(desk: Desk, case_id: str, person: PersonRow) -> bool:
    return case_rows.was_in_sight(desk.connection, case_id, sight.own_keys(person) - {sight.EVERYBODY})


def _person(request: Request) -> PersonRow:
    if request.person is None:
        raise Problem(Code.ROLE_NOT_ALLOWED, act=request.act.value)  # no rule opens a case
    return request.person


def _actor(person: PersonRow | None, row: Transition, case: Case | None) -> Actor:
    """A rule acts with the rights of whoever may do the act, on whatever department the case lies with."""
    if person is not None:
        return person.actor()
    return Actor(id="", roles=row.roles, department=case.department if case else None)


def _facts(request: Request, case: Case | None, tasks: tuple[Task, ...], world: World) -> CaseFacts:
    if case is None:
        report = request.body.report
        if report is None:
            raise Problem(Code.BODY_INVALID, field="report")
        return CaseFacts(stage=None, kind=report.kind)
    found = facts(case, tasks, world)
    seen = ahead.as_seen(case, request.act, request.base_version, found.showing)
    return found if seen is found.showing else msgspec.structs.replace(found, showing=seen)


def facts(case: Case, tasks: tuple[Task, ...], world: World) -> CaseFacts:
    return CaseFacts(
        stage=case.stage, kind=case.kind, reporter=case.reporter, department=case.department, handler=case.handler,
        handlers=case.handlers, pending=case.pending.act if case.pending else None, tasks=tasks, counts=case.counts,
        showing=showing(case, world),
    )


def _check_base(desk: Desk, case: Case, request: Request, row: Transition) -> None:
    """Work on a pass of the case that somebody has ended since says nothing about the present one: VERSION_CONFLICT. Nor is a
    result shown by who did not know that another had taken it back, or that it is of a new round.

    What a person did one after the other without a network was made on one version and still counts. Who decides sits in
    the centre and sees the case as it is; what everybody sees is decided anywhere.
    """
    person, base = request.person, request.base_version
    if person is None or base is None:
        return
    stale = base < case.moved_version and case.moved_by != person.id
    if ahead.is_outdone(case, row.act, _made_at(desk, request)):
        stale = True
    elif row.act is Act.PUBLISH:
        stale = stale or (base < case.taken_back_version and case.taken_back_by != person.id)
    elif row.relation not in _OF_ONE_PASS or row.act is Act.CONTACT or (row.asks and row.roles & person.role_set):
        return  # of contacts: what was said was said, whatever became of the case since
    if stale:
        raise Problem(Code.VERSION_CONFLICT, base_version=base, version=case.version, stage=case.stage)


def _check_parts(desk: Desk, case: Case, request: Request) -> None:
    short = missing(request.act, request.body, request.media, evidence.context(case, desk.world.catalogue))
    if short:
        raise Problem(Code.PART_MISSING, parts=",".join(part.value for part in short))


def _role(row: Transition, person: PersonRow | None, how: How) -> Role:
    """In which of their roles the person acts; the order of roles in the seed says which when several would do."""
    if person is None:
        return Role.SYSTEM
    fitting = row.asks if how is How.ASK else row.roles
    return next(role for role in person.roles if role in fitting)


def effective_at(case: Case, request: Request, at: datetime) -> datetime:
    """When it was made, by the hub's clock: never after it came, never before what it follows.

    Without a measured difference a device's clock is worth nothing and the time of arrival counts.
    """
    if request.offset_s is None:
        return at
    known = (case.created_at, case.filed_at, case.dispatched_at, case.received_at, case.handled_at, case.closed_at)
    return min(at, max(*filter(None, known), evidence.hub_time(request.made_at, request.offset_s)))


def _made_at(desk: Desk, request: Request) -> datetime:
    """By the hub's clock; a device that lives in the future decides nothing for it."""
    return min(desk.at, evidence.hub_time(request.made_at, request.offset_s))


def _ask(doing: Doing, request: Request) -> None:
    case, person = doing.case, _person(request)
    ASKED.get(doing.act, _nothing)(doing)
    case.pending = Ask(
        act=doing.act, person=person.id, role=doing.role, at=doing.at, body=doing.body, media=doing.media
    )
    doing.desk.record(case, _step(doing, request, source=case.stage, asked=True), doing.media)
    row = TRANSITIONS[doing.act]
    doing.desk.notify(doing.world.with_role(*row.roles), NoticeCode.ASK_WAITING, case, act=doing.act.value)


def _decide(doing: Doing, request: Request, row: Transition) -> None:
    case, ask = doing.case, doing.case.pending
    if ask is None or request.body.approve is None:
        raise Problem(Code.BODY_INVALID, field="approve")
    if request.body.approve:
        doing.body, doing.media = _merged(ask.body, request.body), ask.media
        _take_effect(doing, request, row, approved=True)
        code = NoticeCode.ASK_APPROVED
    else:
        DECLINED.get(doing.act, _nothing)(doing)
        case.pending = None
        doing.desk.record(case, _step(doing, request, source=case.stage, approved=False), request.media)
        code = NoticeCode.ASK_DECLINED
    doing.desk.notify([ask.person], code, case, text=request.body.text or "", act=doing.act.value)


def _merged(asked: ActBody, decided: ActBody) -> ActBody:
    """What was asked for, with what the decision says differently (e.g. another end of a suspension)."""
    changes = {name: value for name in ActBody.__struct_fields__ if (value := getattr(decided, name)) is not None}
    return msgspec.structs.replace(asked, **changes)


def _do(doing: Doing, request: Request, row: Transition) -> None:
    _take_effect(doing, request, row, approved=None)


def _take_effect(doing: Doing, request: Request, row: Transition, *, approved: bool | None) -> None:
    """The handler changes the case, the table moves the stage, and what has become pointless is put away."""
    case = doing.case
    source = case.stage if row.sources else None
    doubts = _doubts(doing, request)
    mover = request.person.id if request.person else case.pending.person if approved and case.pending else None
    if not row.sources:
        case.doubts = doubts
    case.counts = {**case.counts, doing.act: case.counts.get(doing.act, 0) + 1}
    if approved is not None:
        case.pending = None
    DONE[doing.act](doing)
    ahead.note(case, doing.act, request.base_version, _made_at(doing.desk, request))
    if row.target is not None:
        case.stage = row.target
    if case.pending is not None and case.stage not in TRANSITIONS[case.pending.act].sources:
        case.pending = None
    if case.stage in ENDED and source not in ENDED:
        _end(doing)
    if mover is not None and source not in (None, case.stage):
        case.moved_version, case.moved_by = case.version + 1, mover  # recording the step makes that version
    step = _step(doing, request, source=source, target=case.stage, approved=approved, doubts=doubts)
    doing.desk.record(case, step, request.media)


def _end(doing: Doing) -> None:
    case = doing.case
    case.ended_at = doing.at
    case.resume_at = case.pending = None
    clocks.finish(case, doing.at)


def _doubts(doing: Doing, request: Request) -> tuple[str, ...]:
    if request.person is None:
        return ()
    case = doing.case
    found: list[Doubt] = list(evidence.doubts(
        case, doing.act, request.body, request.media, made_at=request.made_at, offset_s=request.offset_s, at=doing.at
    ))
    if doing.act in (Act.SUBMIT, Act.SELF_HANDLED) and case.outside:
        found.append(Doubt.OUTSIDE_AREA)
    clock = case.deadlines.get(TimedStage.HANDLE)
    if doing.act is Act.FEEDBACK and clock is not None and doing.effective_at <= clock.due_at < doing.at:
        found.append(Doubt.SENT_LATE)
    return tuple(doubt.value for doubt in found)


def _step(
    doing: Doing, request: Request, *, source: Stage | None = None, target: Stage | None = None, asked: bool = False,
    approved: bool | None = None, doubts: tuple[str, ...] | None = None,
) -> StepRow:
    return StepRow(
        seq=0, act=doing.act, source=source, target=target, person=doing.person_id, role=doing.role,
        at_device=request.made_at if request.person else None, at_hub=doing.at, round=doing.case.round, asked=asked,
        approved=approved, doubts=_doubts(doing, request) if doubts is None else doubts,
        media=tuple(ref.sha256 for ref in request.media), mutation=request.mutation, body=request.body,
    )


def late_note(desk: Desk, case: Case, request: Request) -> None:
    """The case had moved on: nothing is lost, the act and its photos stay in the timeline as a note (domain 5.4, rules)."""
    person = _person(request)
    row = TRANSITIONS[request.act]
    ahead.note(case, request.act, request.base_version, _made_at(desk, request))
    role = next(role for role in person.roles if role in row.roles | row.asks)
    desk.record(case, StepRow(
        seq=0, act=request.act, source=case.stage, target=case.stage, person=person.id, role=role,
        at_device=request.made_at, at_hub=desk.at, round=case.round, late=True,
        media=tuple(ref.sha256 for ref in request.media), mutation=request.mutation, body=request.body,
        doubts=tuple(doubt.value for doubt in evidence.doubts(
            case, request.act, request.body, request.media, made_at=request.made_at, offset_s=request.offset_s,
            at=desk.at,
        )),
    ), request.media)


def _nothing(doing: Doing) -> None:
    """Asking or declining changes nothing else for most acts."""
