"""The whole way of a report, in process, by the demonstration seed's rules."""

from __future__ import annotations

import itertools

from sync.hub.db import case_rows
from sync.hub.numbers import is_case_number
from sync.hub.steps import broken_at
from sync.protocol.feed import Published
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import Outcome, RatingLevel
from sync.protocol.people import Role
from tests.sync.hub.town import Town, check, checker_of, fix, rated


def test_from_report_to_publication(town: Town) -> None:
    wang = town["wangfang"]
    case_id = wang.report(arrive=False)
    waiting = town.case(case_id)
    assert (waiting.stage, waiting.hold_media) == (Stage.SUBMITTED, True)
    assert is_case_number(waiting.number) and waiting.number.startswith("37020220261123")

    for held in town.dossier(case_id).media:
        assert not held.bound
    case_id = wang.report()
    case = town.case(case_id)
    assert (case.stage, case.department, case.hold_media) == (Stage.DISPATCHED, "hw", False)
    assert case.area == "370202001001001"
    assert "case_dispatched" in town["liuyang"].notices()

    town.clock.move(minutes=20)
    assert town["liuyang"].do(Act.RECEIVE, case_id).outcome is Outcome.APPLIED
    town.clock.move(minutes=40)
    assert fix(town, case_id).outcome is Outcome.APPLIED
    assert town.case(case_id).stage is Stage.CHECKING
    assert checker_of(town, case_id) not in ("wangfang", "liuyang")

    town.clock.move(minutes=30)
    check(town, case_id)
    closed = town.case(case_id)
    assert closed.stage is Stage.CLOSED
    assert wang.do(Act.RATE, case_id, body=rated(RatingLevel.SATISFIED)).outcome is Outcome.APPLIED
    assert town.service.tick().published == 1
    shown = [c for c in town["zhouning"].pull_all()[0] if isinstance(c, Published)]
    assert len(shown) == 1 and shown[0].text == "已清理" and shown[0].before and shown[0].after
    assert len(b"".join(town["zhouning"].hub.download(shown[0].after))) > 100


def test_every_act_is_a_step_in_an_unbroken_chain(town: Town) -> None:
    case_id = town["wangfang"].report()
    town["liuyang"].do(Act.RECEIVE, case_id)
    fix(town, case_id)
    check(town, case_id)
    dossier = town.dossier(case_id)
    assert [step.act for step in dossier.steps] == [
        Act.SUBMIT, Act.FILE, Act.DISPATCH, Act.RECEIVE, Act.FEEDBACK, Act.ISSUE_CHECK, Act.CHECK_PASS, Act.CLOSE,
    ]
    assert [step.role for step in dossier.steps if step.person is None] == [Role.SYSTEM] * 4
    for before, after in itertools.pairwise(dossier.steps):
        assert before.target is after.source and before.seq + 1 == after.seq
    with town.service.database.read() as connection:
        assert broken_at(case_rows.chain_of(connection, case_id)) is None
