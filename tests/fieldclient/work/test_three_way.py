"""Mine, theirs and base: what differs is shown, what does not is left out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from fieldclient.ui.outbox.lines import outbox_line
from fieldclient.ui.words import Words
from fieldclient.work import RealDesk
from fieldclient.work.three_way import Difference, Field, three_way
from sync.protocol.feed import CaseChanged, CaseRevoked, CaseView
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody, HandlingResult, Mutation, Outcome, ResultUnit
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from tests.fieldclient.store.making import LI, NOON, acted, case, open_store, page, receipt

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
BASE = CaseView(
    id="c", version=4, kind=Kind.PROBLEM, stage=Stage.HANDLING, created_at=AT,
    handler_name="Liu", department_name="cleaning",
)
NOT_MINE = {Field.STAGE, Field.PHOTOS}


def act(body: ActBody = ActBody(), kind: Act = Act.FEEDBACK) -> Mutation:  # noqa: B008
    return Mutation(id=new_id(), device="d", seq=1, person="liu", act=kind, case_id="c", base_version=4, made_at=AT, body=body)


def told(found: tuple[Difference, ...]) -> dict[Field, tuple[object, object, object]]:
    return {each.field: (each.base, each.theirs, each.mine) for each in found}


def changed(**more: object) -> CaseView:
    return msgspec.structs.replace(BASE, **more)


@pytest.mark.parametrize(("body", "theirs", "expected"), [
    (ActBody(), {"handler_name": "Zhao"}, {Field.HANDLER: ("Liu", "Zhao", None)}),
    (ActBody(), {"department_name": "", "handler_name": ""},
     {Field.HANDLER: ("Liu", None, None), Field.DEPARTMENT: ("cleaning", None, None)}),
    (ActBody(result=HandlingResult.FIXED), {"result": HandlingResult.CANNOT},
     {Field.RESULT: (None, HandlingResult.CANNOT, HandlingResult.FIXED)}),
    (ActBody(result=HandlingResult.FIXED), {"result": HandlingResult.FIXED},
     {Field.RESULT: (None, HandlingResult.FIXED, HandlingResult.FIXED)}),
    (ActBody(quantity=3, unit=ResultUnit.PIECES), {}, {Field.QUANTITY: (None, None, (3, ResultUnit.PIECES))}),
    (ActBody(text="swept"), {"result_text": "dug up"}, {Field.TEXT: (None, "dug up", "swept")}),
    (ActBody(), {"round": 2}, {Field.ROUND: (1, 2, None)}),
    (ActBody(), {}, {}),
])
def test_a_field_is_shown_when_it_moved_or_when_mine_says_otherwise(body, theirs, expected) -> None:
    found = told(three_way(act(body), BASE, changed(**theirs)))
    assert {field: values for field, values in found.items() if field not in NOT_MINE} == expected


def test_the_stage_shows_where_the_act_would_have_led() -> None:
    closed = changed(stage=Stage.CLOSED)
    base, theirs, mine = told(three_way(act(), BASE, closed))[Field.STAGE]
    assert (base, theirs) == (BASE.stage, Stage.CLOSED) and mine is not None and mine != theirs


def test_without_a_base_only_what_mine_says_is_compared() -> None:
    found = told(three_way(act(ActBody(text="swept")), None, changed(handler_name="Zhao")))
    assert Field.HANDLER not in found and found[Field.TEXT] == (None, None, "swept")


def test_a_case_out_of_sight_has_nothing_to_compare_with() -> None:
    assert three_way(act(), BASE, None) == ()


def test_an_act_kept_as_a_note_is_shown_beside_what_was_and_what_is(tmp_path: Path) -> None:
    desk = RealDesk(open_store(tmp_path, person=LI))
    store, before = desk.store, case(Stage.HANDLING, 4, handler_name="李处置")
    queue = store.queue()
    queue.apply_page(page(CaseChanged(case=before), cursor="c1"), NOON)
    mutation = acted(store, before.id, Act.FEEDBACK, body=ActBody(result=HandlingResult.FIXED, text="已清扫"), base=4)
    after = msgspec.structs.replace(before, version=7, stage=Stage.DISPATCHED, handler_name="", department_name="园林二队")
    queue.apply_page(page(CaseChanged(case=after), cursor="c2"), NOON)
    problem = Problem(Code.VERSION_CONFLICT, version=7).to_wire()
    queue.settle([receipt(mutation, Outcome.CONFLICT, 7, problem=problem)], NOON)
    row, = desk.outbox()
    found = told(row.differences)
    assert found[Field.STAGE] == (Stage.HANDLING, Stage.DISPATCHED, Stage.HANDLED)
    assert found[Field.HANDLER] == ("李处置", None, None) and found[Field.DEPARTMENT] == ("环卫一队", "园林二队", None)
    assert found[Field.RESULT] == (None, None, HandlingResult.FIXED) and found[Field.TEXT] == (None, None, "已清扫")
    line = outbox_line(row, None, True, Words("zh"), NOON)
    assert {"field": "承办部门", "base": "环卫一队", "theirs": "园林二队", "mine": "–"} in line.differences
    queue.apply_page(page(CaseRevoked(case_id=before.id), cursor="c3"), NOON)
    assert desk.outbox()[0].differences == (), "out of sight: nothing of it is shown"
    desk.close()
