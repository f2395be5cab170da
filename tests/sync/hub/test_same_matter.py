"""A report that says "this is that case": no rule files it, the centre sees which case is meant, nobody else does."""

from __future__ import annotations

import argparse
from typing import Any

import pytest

from sync.hub import case_command
from sync.hub.view import view
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody
from sync.protocol.problems import Code, Problem
from tests.sync.hub.stages import ok
from tests.sync.hub.town import Town


def seen(town: Town, case_id: str, viewer: str) -> Any:
    return view(town.dossier(case_id), town.service.world().people[viewer])


def test_no_rule_decides_and_triage_merges(town: Town) -> None:
    first = town["wangfang"].report()
    assert town.case(first).stage is Stage.DISPATCHED  # a grid worker is believed, and the rules go on
    second = town["wangfang"].report(same_as=first)
    assert town.case(second).stage is Stage.SUBMITTED
    ok(town["linyue"].do(Act.MERGE, second, body=ActBody(parent=first)))
    assert (town.case(second).stage, town.case(second).parent) == (Stage.MERGED, first)


def test_triage_may_as_well_file_it_as_a_case_of_its_own(town: Town) -> None:
    second = town["wangfang"].report(same_as=town["wangfang"].report())
    ok(town["linyue"].do(Act.FILE, second, body=ActBody(subcategory="C01-01")))
    assert town.case(second).stage is Stage.DISPATCHED


@pytest.mark.parametrize(("viewer", "told"), [("wangfang", True), ("linyue", True), ("liqiang", False), ("zhaomin", False)])
def test_only_the_reporter_and_the_centre_are_told(town: Town, viewer: str, told: bool) -> None:
    first = town["wangfang"].report()
    second = town["wangfang"].report(same_as=first)
    assert seen(town, second, viewer).same_as == (first if told else None)


def test_a_case_that_is_not_there_gives_nothing_away(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """The hub answers the same for a case that exists and one that does not; the operator sees a number only for one that does."""
    first, nobody = town["wangfang"].report(), new_id()
    known, unknown = town["zhouning"].report(same_as=first), town["zhouning"].report(same_as=nobody)
    assert town.case(known).stage is town.case(unknown).stage
    pages = {}
    for case_id in (known, unknown):
        case_command.run_show(town.service, argparse.Namespace(case=case_id, json=False))
        pages[case_id] = capsys.readouterr().out
    assert f"same matter as:   {town.case(first).number} (dispatched)" in pages[known]
    assert "same matter" not in pages[unknown]


def test_what_is_no_id_is_refused(town: Town) -> None:
    with pytest.raises((AssertionError, Problem)) as refused:
        town["wangfang"].report(same_as="../other")
    assert Code.BODY_INVALID.value in str(refused.value) or "report.same_as" in str(refused.value)
