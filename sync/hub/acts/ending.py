"""The end of a case and what may come after it."""

from __future__ import annotations

from sync.hub import ahead, clocks
from sync.hub.acts.doing import Doing
from sync.hub.case import CloseKind, Publication
from sync.hub.showing import may_be_shown
from sync.protocol.deadlines import TimedStage
from sync.protocol.feed import NoticeCode
from sync.protocol.lifecycle import Act, Part
from sync.protocol.mutations import RatingLevel
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind


def close(doing: Doing) -> None:
    """On evidence that is here. What never comes is closed on the leader's word, by force."""
    case = doing.case
    doing.desk.check_arrived(case)
    case.close_kind = case.close_kind or CloseKind.NORMAL
    _closed(doing)
    if may_publish(doing):
        case.publication = Publication.WITHDRAWN if ahead.hides(case) else Publication.DUE


def may_publish(doing: Doing) -> bool:
    """Results of problems and answered praise, when the policy says so."""
    policy = doing.world.policy
    wanted = policy.publish_praise if doing.case.kind is Kind.PRAISE else policy.publish_results
    return wanted and may_be_shown(doing.case, doing.world)


def force_close(doing: Doing) -> None:
    """Closed without a passed check, on the leader's word; never shown to the public as a result."""
    doing.case.close_kind = CloseKind.FORCED
    doing.case.reply = doing.body.text or ""
    _closed(doing)


def _closed(doing: Doing) -> None:
    case = doing.case
    case.closed_at = doing.at
    clocks.start(case, TimedStage.RATING, doing.at, doing.world)
    doing.desk.notify([case.reporter, *case.subscribers], NoticeCode.REPORT_CLOSED, case)


def void(doing: Doing) -> None:
    case = doing.case
    case.reply = doing.body.text or ""
    doing.desk.notify([case.reporter, *case.subscribers], NoticeCode.REPORT_VOIDED, case, text=case.reply)


def rate(doing: Doing) -> None:
    _still_open_to_the_reporter(doing)
    doing.case.rating = doing.body.level


def ask_reopen(doing: Doing) -> None:
    """With a new photo and words, once per reporter; asking for it says 'not satisfied' (domain 5.4, row 24)."""
    case = doing.case
    _still_open_to_the_reporter(doing)
    if case.rating in (RatingLevel.SATISFIED, RatingLevel.MOSTLY):
        raise Problem(Code.PART_MISSING, parts=Part.LEVEL.value)
    if doing.person_id in case.reopened_by:
        raise Problem(Code.LIMIT_REACHED, act=Act.REOPEN.value, limit=1)
    case.rating = RatingLevel.NOT_SATISFIED
    if doing.person_id is not None:
        case.reopened_by = (*case.reopened_by, doing.person_id)


def reopen(doing: Doing) -> None:
    """A new round under the same number: everything is counted afresh."""
    case = doing.case
    case.round += 1
    case.counts, case.returned_by, case.unable_by, case.handlers = {}, (), (), ()
    case.department = case.handler = case.resume_at = None
    case.dispatched_at = case.received_at = case.handled_at = case.closed_at = case.ended_at = None
    case.result = case.quantity = case.unit = case.rating = case.close_kind = None
    case.result_text = case.reply = ""
    case.overdue_exempt = case.aged = False
    case.return_count = case.rework_count = case.extension_count = 0
    case.filed_at = doing.at
    case.publication, case.to_show, case.shown_at = Publication.NO, None, None
    ahead.begin_round(case, doing.effective_at)
    doing.desk.withdraw_publication(case)
    case.deadlines = {}
    clocks.start(case, TimedStage.DISPATCH, doing.at, doing.world)


def appeal(doing: Doing) -> None:
    """That it was late stays on record, but evaluation leaves it out (domain 2.7)."""
    doing.case.overdue_exempt = True


def _still_open_to_the_reporter(doing: Doing) -> None:
    clock = doing.case.deadlines.get(TimedStage.RATING)
    if clock is not None and doing.effective_at > clock.due_at:
        raise Problem(Code.TOO_LATE, act=doing.act.value, until=clock.due_at.isoformat())
