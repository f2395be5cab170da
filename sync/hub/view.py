"""A case through the eyes of one person, with the least that their part in it needs (domain 5.12). Pure; tested by a table.

| who | reporter's id | reporter's name | colleagues' names | files | inner steps |
|---|---|---|---|---|---|
| reporter | own | own | no | own, and the handling's | no |
| reporter of a merged case | no | no | no | the handling's | no |
| supervision centre | yes | yes | yes | all | yes |
| the case's department | no | if contact_ok and not anonymous | yes | all | yes |
| collector of the area or with a task | no | no | yes | all | yes |
"""

from __future__ import annotations

import msgspec

from sync.hub.case import Case
from sync.hub.dossier import Dossier, Held
from sync.hub.world import CENTRE, FIELD, PersonRow
from sync.protocol.deadlines import Deadline, TimedStage
from sync.protocol.feed import CaseMedia, CaseView, ContactNote, OnShow, Pending, Step
from sync.protocol.lifecycle import TRANSITIONS, Act, Showing, Stage
from sync.protocol.media import Usage
from sync.protocol.people import Role
from sync.protocol.report import Kind
from sync.protocol.tasks import Task, TaskState

# What a reporter is told of the way of their report. The rest is how colleagues settle it among themselves.
_TOLD = frozenset({
    Act.SUBMIT, Act.SELF_HANDLED, Act.REFUSE, Act.MERGE, Act.TRANSFER, Act.WITHDRAW, Act.FILE, Act.DISPATCH, Act.RECEIVE,
    Act.FEEDBACK, Act.CHECK_PASS, Act.CLOSE, Act.FORCE_CLOSE, Act.VOID, Act.RATE, Act.REOPEN, Act.ANSWER,
})
_TOLD_WITH_WORDS = frozenset({Act.REFUSE, Act.TRANSFER, Act.FEEDBACK, Act.FORCE_CLOSE, Act.VOID, Act.ANSWER})
_SHOWN_TO_REPORTER = frozenset({Usage.HANDLE_BEFORE, Usage.HANDLE_AFTER, Usage.SELF_HANDLE, Usage.CLOSE})
_REPORTER_ACTS = frozenset({Act.SUBMIT, Act.WITHDRAW, Act.RATE, Act.REOPEN})

# A device of an older release could not read the whole page: see `ContactNote` and `OnShow`.
_NEVER_TOLD = frozenset({Act.CONTACT, Act.PUBLISH, Act.TAKE_BACK})

_CLOCK = {
    Stage.SUBMITTED: TimedStage.TRIAGE, Stage.VERIFYING: TimedStage.VERIFY, Stage.FILED: TimedStage.DISPATCH,
    Stage.HANDLED: TimedStage.CHECK, Stage.CHECKING: TimedStage.CHECK, Stage.CHECKED: TimedStage.CLOSE,
    Stage.ANSWERED: TimedStage.CLOSE,
}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What ties a viewer to a case."""

    reporter: bool
    centre: bool
    department: bool
    collector: bool

    @property
    def staff(self) -> bool:
        return self.centre or self.department or self.collector


def standing(case: Case, tasks: tuple[Task, ...], viewer: PersonRow) -> Standing:
    on_duty = case.kind is Kind.PROBLEM and any(
        (case.area or "").startswith(area) for area in viewer.areas
    )
    has_task = any(task.person == viewer.id and task.state is not TaskState.WITHDRAWN for task in tasks)
    field = bool(viewer.role_set & FIELD) and case.department is not None and case.department == viewer.department
    return Standing(
        reporter=case.reporter == viewer.id,
        centre=bool(viewer.role_set & CENTRE),
        department=field,
        collector=Role.COLLECTOR in viewer.role_set and (on_duty or has_task),
    )


def may_open(case: Case, tasks: tuple[Task, ...], held: Held, viewer: PersonRow) -> bool:
    """True when the viewer may have this file of a case that they have in sight."""
    how = standing(case, tasks, viewer)
    return how.staff or held.person == viewer.id or held.ref.usage in _SHOWN_TO_REPORTER


def view(dossier: Dossier, viewer: PersonRow) -> CaseView:
    """The case as this person may see it. That they may see it at all is decided before (`sight`)."""
    case = dossier.case
    how = standing(case, dossier.tasks, viewer)
    staff = how.staff
    open_to_all = staff or how.reporter
    report = case.report
    return CaseView(
        id=case.id, number=case.number, version=case.version, kind=case.kind, stage=case.stage, round=case.round,
        subcategory=case.subcategory, priority=case.priority,
        description=report.description if open_to_all else "",
        position=report.position, place_text=report.place_text, grid=case.area, grid_name=case.area_name,
        created_at=case.created_at, observed_at=report.observed_at, filed_at=case.filed_at,
        received_at=case.received_at, handled_at=case.handled_at, closed_at=case.closed_at,
        department=case.department, department_name=dossier.department_name,
        handler=case.handler if staff else None,
        handler_name=dossier.names.get(case.handler or "", "") if staff else "",
        reporter=case.reporter if how.reporter or how.centre else None,
        reporter_name=_reporter_name(dossier, how),
        deadline=shown_deadline(case, how), hold_media=case.hold_media,
        pending=_pending(dossier, how, viewer), tasks=_own_tasks(dossier, viewer),
        media=_media(dossier, how, viewer), timeline=_timeline(dossier, how, viewer),
        result=case.result, result_text=case.result_text, quantity=case.quantity, unit=case.unit, rating=case.rating,
        return_count=case.return_count if staff else 0, rework_count=case.rework_count if staff else 0,
        extension_count=case.extension_count if staff else 0, reply=case.reply,
        campaign=case.campaign,
        same_as=report.same_as if how.reporter or how.centre else None, contacts=_contacts(dossier, how, viewer),
        on_show=_on_show(dossier, viewer),
    )


def shown_deadline(case: Case, how: Standing) -> Deadline | None:
    """The clock that matters to this viewer now; None when none runs or ran."""
    clocks = case.deadlines
    if case.kind is not Kind.PROBLEM and case.stage is Stage.SUBMITTED:
        return clocks.get(TimedStage.ANSWER)
    if case.stage is Stage.CLOSED and how.reporter:
        return clocks.get(TimedStage.RATING)
    if how.department and not how.centre:
        return clocks.get(TimedStage.HANDLE)
    return clocks.get(_CLOCK.get(case.stage, TimedStage.HANDLE)) or clocks.get(TimedStage.HANDLE)


def _reporter_name(dossier: Dossier, how: Standing) -> str:
    report = dossier.case.report
    if how.reporter or how.centre or (how.department and report.contact_ok and not report.anonymous):
        return dossier.names.get(dossier.case.reporter, "")
    return ""


def _name(dossier: Dossier, how: Standing, viewer: PersonRow, person: str | None, *, as_reporter: bool) -> str:
    """The name of whoever acted. A collector may be reporter and checker of one case: only the first is hidden."""
    if person is None:
        return ""
    if person == viewer.id:
        return dossier.names.get(person, "")
    if as_reporter:
        return _reporter_name(dossier, how) if person == dossier.case.reporter else ""
    return dossier.names.get(person, "") if how.staff else ""


def _pending(dossier: Dossier, how: Standing, viewer: PersonRow) -> Pending | None:
    ask = dossier.case.pending
    if ask is None or not (how.staff or ask.person == viewer.id):
        return None
    as_reporter = ask.act in _REPORTER_ACTS
    return Pending(
        act=ask.act, by=_name(dossier, how, viewer, ask.person, as_reporter=as_reporter), at=ask.at,
        reason=ask.body.reason, text=ask.body.text or "", until=ask.body.until,
    )


def _own_tasks(dossier: Dossier, viewer: PersonRow) -> tuple[Task, ...]:
    field = bool(viewer.role_set & FIELD)
    return tuple(
        task for task in dossier.tasks
        if task.person == viewer.id
        or (field and task.person is None and task.department is not None and task.department == viewer.department)
    )


def _media(dossier: Dossier, how: Standing, viewer: PersonRow) -> tuple[CaseMedia, ...]:
    if not dossier.media:
        return ()
    acts = {step.seq: step for step in dossier.steps}
    shown = []
    previewed = dossier.previewed
    for held in dossier.originals:
        if may_open(dossier.case, dossier.tasks, held, viewer):
            step = acts[held.seq]
            as_reporter = step.act in _REPORTER_ACTS
            by = _name(dossier, how, viewer, held.person, as_reporter=as_reporter)
            shown.append(CaseMedia(
                ref=held.ref, by=by, at=step.at_hub, arrived=held.bound, preview=(held.seq, held.ref.sha256) in previewed,
            ))
    return tuple(shown)


def _timeline(dossier: Dossier, how: Standing, viewer: PersonRow) -> tuple[Step, ...]:
    openable = {(m.seq, m.ref.sha256) for m in dossier.originals if may_open(dossier.case, dossier.tasks, m, viewer)}
    shown, staff = [], how.staff
    for step in dossier.steps:
        if step.act in _NEVER_TOLD:
            continue
        own = step.person == viewer.id
        inner = step.act not in _TOLD or step.late or step.asked or step.approved is False
        if not (staff or own) and inner:
            continue
        words = staff or own or step.act in _TOLD_WITH_WORDS
        shown.append(Step(
            seq=step.seq, act=step.act, source=step.source, target=step.target,
            by=_name(dossier, how, viewer, step.person, as_reporter=step.act in _REPORTER_ACTS), role=step.role,
            at_device=step.at_device if staff or own else None, at_hub=step.at_hub,
            reason=step.body.reason if words else None, text=(step.body.text or "") if words else "",
            round=step.round, asked=step.asked, approved=step.approved, late=step.late,
            doubts=step.doubts if staff else (),
            media=tuple(sha for sha in step.media if (step.seq, sha) in openable) if openable else (),
        ))
    return tuple(shown)


def _on_show(dossier: Dossier, viewer: PersonRow) -> OnShow | None:
    """Whoever may decide on it is told where it stands; everybody else that it is shown, and since when."""
    case, state = dossier.case, dossier.showing
    decides = bool(viewer.role_set & TRANSITIONS[Act.PUBLISH].roles)
    if state is None or not (decides or state is Showing.SHOWN):
        return None
    if not decides or case.to_show is None:
        return OnShow(state=state, at=case.shown_at)
    return OnShow(state=state, at=case.shown_at, text=case.to_show.text, by=dossier.names.get(case.to_show.by, ""))


def _contacts(dossier: Dossier, how: Standing, viewer: PersonRow) -> tuple[ContactNote, ...]:
    """What neighbours and shops said is among colleagues: a reporter does not hear of it."""
    return tuple(
        ContactNote(
            seq=step.seq, contact=step.body.contact, text=step.body.text or "", role=step.role, at_hub=step.at_hub,
            by=_name(dossier, how, viewer, step.person, as_reporter=False), round=step.round, late=step.late,
        )
        for step in dossier.steps
        if step.act is Act.CONTACT and step.body.contact is not None and (how.staff or step.person == viewer.id)
    )
