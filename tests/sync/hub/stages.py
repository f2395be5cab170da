"""A case at every stage, brought there by the acts of the table and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sync.protocol.deadlines import TimedStage
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody, Outcome, Receipt
from sync.protocol.problems import Code
from sync.protocol.report import Kind
from sync.protocol.tasks import VerifyResult
from tests.sync.hub.town import HERE, LITTER, SELF_PHOTOS, VERIFY_PHOTOS, Town, check, fix, photos, verified

Way = Callable[[Town, str], Receipt]


def ok(receipt: Receipt) -> Receipt:
    assert receipt.outcome is Outcome.APPLIED, receipt.problem
    return receipt


def refused(receipt: Receipt, code: Code, **facts: Any) -> None:
    """Refused with this code and at least these facts."""
    assert receipt.outcome is Outcome.REFUSED and receipt.problem is not None, receipt
    assert receipt.problem.code == code.value, receipt.problem
    assert facts.items() <= receipt.problem.facts.items(), receipt.problem.facts


def due(town: Town, case_id: str, stage: TimedStage = TimedStage.HANDLE) -> datetime:
    return town.case(case_id).deadlines[stage].due_at


def ask_verify(town: Town, case_id: str, to: str = "liqiang") -> Receipt:
    return town["linyue"].do(Act.ASK_VERIFY, case_id, body=ActBody(person=to))


def verify(town: Town, case_id: str, result: VerifyResult = VerifyResult.EXIST, by: str = "liqiang") -> Receipt:
    return town[by].do(Act.VERIFY, case_id, *photos(*VERIFY_PHOTOS), body=verified(result))


def file(town: Town, case_id: str) -> Receipt:
    return town["linyue"].do(Act.FILE, case_id, body=ActBody(subcategory=LITTER))


def dispatch(town: Town, case_id: str, department: str = "hw") -> Receipt:
    return town["gaofeng"].do(Act.DISPATCH, case_id, body=ActBody(department=department))


def receive(town: Town, case_id: str, by: str = "liuyang") -> Receipt:
    return town[by].do(Act.RECEIVE, case_id)


def suspend(town: Town, case_id: str) -> Receipt:
    until = town.clock() + timedelta(days=10)
    return town["gaofeng"].do(Act.SUSPEND, case_id, body=ActBody(text="等材料", until=until))


def issue_check(town: Town, case_id: str, to: str = "zhaomin") -> Receipt:
    return town["linyue"].do(Act.ISSUE_CHECK, case_id, body=ActBody(person=to))


def close(town: Town, case_id: str) -> Receipt:
    return town["machao"].do(Act.CLOSE, case_id)


def answer(town: Town, case_id: str) -> Receipt:
    return town["linyue"].do(Act.ANSWER, case_id, body=ActBody(text="谢谢"))


def refuse(town: Town, case_id: str) -> Receipt:
    return town["linyue"].do(Act.REFUSE, case_id, body=ActBody(reason="trivial", text="已自行消除"))


def merge(town: Town, case_id: str) -> Receipt:
    parent = town["zhaomin"].report()
    return town["linyue"].do(Act.MERGE, case_id, body=ActBody(parent=parent))


def transfer(town: Town, case_id: str) -> Receipt:
    return town["linyue"].do(Act.TRANSFER, case_id, body=ActBody(destination="崂山区"))


def withdraw(town: Town, case_id: str) -> Receipt:
    return town[town.case(case_id).reporter].do(Act.WITHDRAW, case_id)


def void(town: Town, case_id: str) -> Receipt:
    return town["machao"].do(Act.VOID, case_id, body=ActBody(text="误报"))


TO_DISPATCHED: tuple[Way, ...] = (file, dispatch)
TO_HANDLED: tuple[Way, ...] = (*TO_DISPATCHED, receive, fix)
TO_CHECKED: tuple[Way, ...] = (*TO_HANDLED, issue_check, check)

WAYS: dict[Stage, tuple[Way, ...]] = {
    Stage.SUBMITTED: (),
    Stage.VERIFYING: (ask_verify,),
    Stage.FILED: (file,),
    Stage.DISPATCHED: TO_DISPATCHED,
    Stage.HANDLING: (*TO_DISPATCHED, receive),
    Stage.SUSPENDED: (*TO_DISPATCHED, receive, suspend),
    Stage.HANDLED: TO_HANDLED,
    Stage.CHECKING: (*TO_HANDLED, issue_check),
    Stage.CHECKED: TO_CHECKED,
    Stage.ANSWERED: (answer,),
    Stage.CLOSED: (*TO_CHECKED, close),
    Stage.REFUSED: (refuse,),
    Stage.MERGED: (merge,),
    Stage.TRANSFERRED: (transfer,),
    Stage.WITHDRAWN: (withdraw,),
    Stage.VOIDED: (file, void),
}


def bring(town: Town, stage: Stage, reporter: str = "zhouning", kind: Kind | None = None) -> str:
    """A case of this reporter at this stage; its id. The town must do nothing by itself."""
    kind = kind or (Kind.CONSULTATION if stage is Stage.ANSWERED else Kind.PROBLEM)
    case_id = town[reporter].report(kind=kind)
    for way in WAYS[stage]:
        ok(way(town, case_id))
    assert town.case(case_id).stage is stage
    return case_id


def self_handled(town: Town, by: str = "wangfang") -> Receipt:
    from sync.protocol.ids import new_id
    from sync.protocol.report import Report

    case_id = new_id()
    report = Report(
        id=case_id, kind=Kind.PROBLEM, subcategory=LITTER, created_at=town.clock(), position=HERE, description="顺手清了"
    )
    return town[by].do(Act.SELF_HANDLED, case_id, *photos(*SELF_PHOTOS), body=ActBody(report=report, text="已捡"))
