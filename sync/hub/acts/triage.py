"""Before filing: the report comes in, is verified, and is filed, refused, merged, transferred, withdrawn or answered."""

from __future__ import annotations

from sync.hub import clocks
from sync.hub.acts.doing import Doing
from sync.hub.case import CloseKind
from sync.hub.intake import join_campaign
from sync.protocol.deadlines import TimedStage
from sync.protocol.feed import NoticeCode, Priority
from sync.protocol.lifecycle import Act, Part
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.tasks import TaskKind, VerifyResult


def submit(doing: Doing) -> None:
    """The case itself was made by `intake.new_case`; here its first clock starts."""
    stage = TimedStage.TRIAGE if doing.case.kind is Kind.PROBLEM else TimedStage.ANSWER
    clocks.start(doing.case, stage, doing.at, doing.world)


def ask_verify(doing: Doing) -> None:
    case = doing.case
    person = _collector(doing)
    clocks.finish(case, doing.at, TimedStage.TRIAGE)
    due_at = clocks.start(case, TimedStage.VERIFY, doing.at, doing.world).due_at
    doing.desk.issue(case, TaskKind.VERIFY, person=person, due_at=due_at, note=doing.body.text or "")


def _collector(doing: Doing) -> str:
    """To whom a verify task goes: an active collector, who may be the reporter only when there is no other."""
    chosen = doing.world.people.get(doing.body.person or "")
    if chosen is None or not chosen.active or Role.COLLECTOR not in chosen.role_set:
        raise Problem(Code.BODY_INVALID, field="person")
    others = [one for one in doing.world.with_role(Role.COLLECTOR) if one.id != doing.case.reporter]
    if chosen.id == doing.case.reporter and others:
        raise Problem(Code.OWN_HANDLING, act=doing.act.value)
    return chosen.id


def verify(doing: Doing) -> None:
    case = doing.case
    case.verified = doing.body.verify
    clocks.finish(case, doing.at, TimedStage.VERIFY)
    clocks.start(case, TimedStage.TRIAGE, doing.at, doing.world)
    doing.desk.finish_task(case, TaskKind.VERIFY, doing.person_id)


def file(doing: Doing) -> None:
    """The standard is chosen: from here on the case counts, and its limits are known."""
    case, body = doing.case, doing.body
    if case.hotline and case.verified is not VerifyResult.EXIST:
        raise Problem(Code.PART_MISSING, parts=Part.VERIFY_RESULT.value)  # domain 5.4, row 1: hotline forces row 2
    doing.desk.check_arrived(case)
    case.subcategory = body.subcategory or case.subcategory
    join_campaign(doing.desk, case)
    standard = doing.world.subcategory(case.subcategory)
    case.priority = Priority.URGENT if standard and standard.urgent else Priority.NORMAL
    case.filed_at = doing.at
    clocks.finish(case, doing.at, TimedStage.TRIAGE)
    clocks.start(case, TimedStage.DISPATCH, doing.at, doing.world)
    doing.desk.notify([case.reporter], NoticeCode.REPORT_FILED, case)


def refuse(doing: Doing) -> None:
    doing.case.reply = doing.body.text or ""
    doing.desk.notify(
        [doing.case.reporter], NoticeCode.REPORT_REFUSED, doing.case, text=doing.case.reply,
        reason=doing.body.reason or "",
    )


def merge(doing: Doing) -> None:
    """The reporter goes on to hear of the case that theirs was merged into."""
    case = doing.case
    parent = doing.desk.case(doing.body.parent or "")
    if parent is None:
        raise Problem(Code.CASE_UNKNOWN, case=doing.body.parent)
    if parent.id == case.id or parent.ended or parent.kind is not case.kind:
        raise Problem(Code.ACT_NOT_NOW, act=Act.MERGE.value, stage=parent.stage.value)
    case.parent = parent.id
    new = [person for person in (case.reporter, *case.subscribers) if person not in (parent.reporter, *parent.subscribers)]
    parent.subscribers = (*parent.subscribers, *new)
    doing.desk.save(parent)
    doing.desk.notify([case.reporter], NoticeCode.REPORT_MERGED, case, into=parent.number)


def transfer(doing: Doing) -> None:
    case = doing.case
    case.destination = doing.body.destination
    case.reply = doing.body.text or ""
    doing.desk.notify(
        [case.reporter], NoticeCode.REPORT_TRANSFERRED, case, text=case.reply, destination=case.destination or ""
    )


def withdraw(doing: Doing) -> None:
    """Everything that has to happen at an end happens for every end (see `acting`)."""


def answer(doing: Doing) -> None:
    """Praise, a consultation or a suggestion gets its answer; nothing is handled."""
    case = doing.case
    case.reply = doing.body.text or ""
    case.close_kind = CloseKind.ANSWERED
    clocks.finish(case, doing.at, TimedStage.ANSWER)
    clocks.start(case, TimedStage.CLOSE, doing.at, doing.world)
    doing.desk.notify([case.reporter], NoticeCode.REPORT_ANSWERED, case, text=case.reply)
