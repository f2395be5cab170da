"""Every cell of stage × act × person, through the real hub: what the table allows happens, nothing else does.

The expectation is made from the table (`protocol.lifecycle`) and the rights over it, never from the hub.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from sync.hub import push
from sync.hub.acting import facts
from sync.hub.case import Case
from sync.hub.db import case_rows
from sync.hub.world import PersonRow
from sync.protocol.feed import CaseChanged, Change, Notice
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import TRANSITIONS, Act, Stage
from sync.protocol.media import MediaRef
from sync.protocol.mutations import (
    ActBody,
    Contact,
    Contacted,
    ContactWay,
    HandlingResult,
    Mutation,
    Outcome,
    RatingLevel,
    Receipt,
)
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind, Report
from sync.protocol.rights import CaseFacts, How, may
from sync.protocol.sealing import seal
from sync.protocol.tasks import VerifyResult
from tests.sync.hub.stages import bring, self_handled
from tests.sync.hub.town import (
    AFTER_PHOTO,
    CHECK_PHOTO,
    HERE,
    LITTER,
    NEW_PHOTO,
    REPORT_PHOTOS,
    SELF_PHOTOS,
    VERIFY_PHOTOS,
    Town,
    ref_of,
)

# One of each role, and strangers: handlers of another department, collectors without a task, other reporters.
PEOPLE = (
    "zhouning", "chenchen", "wangfang", "liqiang", "zhaomin", "liuyang", "huangmin", "sunlei", "linyue", "machao",
    "gaofeng", "guozhiyuan",
)
# By another reporter too, where being the reporter gives a right.
CASES = [(stage, "zhouning") for stage in Stage] + [
    (stage, reporter) for reporter in ("chenchen", "wangfang") for stage in (Stage.SUBMITTED, Stage.VERIFYING, Stage.CLOSED)
]
_FILES = {
    Act.SUBMIT: REPORT_PHOTOS, Act.VERIFY: VERIFY_PHOTOS, Act.FEEDBACK: AFTER_PHOTO, Act.CHECK_PASS: CHECK_PHOTO,
    Act.CHECK_NOT_PASS: CHECK_PHOTO, Act.REOPEN: NEW_PHOTO, Act.SELF_HANDLED: SELF_PHOTOS,
}


def full_body(town: Town, case_id: str, parent: str) -> ActBody:
    """Carries every part that any act may require."""
    return ActBody(
        report=Report(
            id=case_id, kind=Kind.PROBLEM, subcategory=LITTER, created_at=town.clock(), position=HERE, description="有"
        ),
        subcategory=LITTER, text="写明情况", verify=VerifyResult.EXIST, person="zhaomin", department="hw",
        parent=parent, destination="别的系统", until=town.clock() + timedelta(days=3), result=HandlingResult.FIXED,
        level=RatingLevel.NOT_SATISFIED, position=HERE,
        contact=Contact(way=ContactWay.CALL, whom=Contacted.REPORTER, at=town.clock()),
    )


def full(town: Town, login: str, act: Act, case_id: str, parent: str, **more: Any) -> Mutation:
    body = full_body(town, case_id, parent)
    reason = {Act.REFUSE: "trivial", Act.RETURN: "not_our_duty"}.get(act)
    return town[login].mutation(
        act, case_id, body=msgspec.structs.replace(body, reason=reason), media=refs(act), **more
    )


def refs(act: Act) -> tuple[MediaRef, ...]:
    """Files that are named and never sent."""
    return tuple(ref_of(os.urandom(64), usage, shot) for usage, shot in _FILES.get(act, ()))


def expected(case_facts: CaseFacts, person: PersonRow, act: Act) -> How | None:
    """What the table says about this person and this act, now."""
    try:
        return may(act, person.actor(), case_facts)
    except Problem:
        return None


@contextmanager
def undone(town: Town) -> Iterator[Any]:
    """The hub's own way of taking mutations, rolled back afterwards so that the next cell finds the same case."""

    class Back(Exception):
        pass

    try:
        with town.service.database.write() as connection:
            yield connection
            raise Back
    except Back:
        pass


def take(town: Town, connection: Any, mutation: Mutation) -> Receipt:
    world = town.service.knowledge.get(connection)
    person = world.people[mutation.person]
    return push.take(connection, world, town.clock(), person, mutation.device, [seal(mutation)])[0]


@pytest.mark.parametrize("stage, reporter", CASES)
def test_every_cell(shared: Town, stage: Stage, reporter: str) -> None:
    town = shared
    parent = town["zhaomin"].report()
    case_id = bring(town, stage, reporter)
    in_sight = {login: case_id in told(town[login].news()) for login in PEOPLE}
    case = town.case(case_id)
    case_facts = facts(case, tuple(town.dossier(case_id).tasks), town.service.world())
    people = town.service.world().people
    allowed = 0
    for login in PEOPLE:
        forbidden = []
        for act in acts_to_try(people, login):
            mutation = full(town, login, act, case_id, parent, base_version=case.version)
            how = expected(case_facts, people[login], act)
            if how is None:
                forbidden.append(mutation)
                continue
            allowed += 1
            with undone(town) as connection:
                receipt = take(town, connection, mutation)
                assert receipt.outcome is Outcome.APPLIED, (login, act, receipt.problem)
                after = case_rows.find_case(connection, case_id)
            assert after is not None and after.version > case.version
            check_effect(case, after, act, how)
        if forbidden:
            for mutation, receipt in zip(forbidden, town[login].send(*forbidden), strict=True):
                assert receipt.outcome is Outcome.REFUSED, (login, mutation.act)
                check_refusal(people[login], mutation.act, receipt, in_sight[login])
    assert town.case(case_id) == case
    assert allowed > 0 or not any(stage in row.sources for row in TRANSITIONS.values())


def acts_to_try(people: dict[str, PersonRow], login: str) -> list[Act]:
    """Every act that one of their roles may do or ask for; and of the others those that nobody before them lacked the
    role for, so that each act is tried at each stage by somebody without the role."""
    earlier = PEOPLE[:PEOPLE.index(login)]
    return [act for act in Act if has_role(people[login], act) or all(has_role(people[one], act) for one in earlier)]


def told(changes: list[Change]) -> set[str]:
    """Ids of the cases that are told of and were not taken back."""
    return {change.case.id for change in changes if isinstance(change, CaseChanged)}


def has_role(person: PersonRow, act: Act) -> bool:
    return bool(person.role_set & (TRANSITIONS[act].roles | TRANSITIONS[act].asks))


def test_without_the_role_nobody_does_anything(shared: Town) -> None:
    case_id = bring(shared, Stage.HANDLING)
    case, people = shared.case(case_id), shared.service.world().people
    for login in PEOPLE:
        acts = [act for act in Act if not has_role(people[login], act)]
        receipts = shared[login].send(*(full(shared, login, act, case_id, "") for act in acts))
        codes = {receipt.problem.code for receipt in receipts if receipt.problem}
        assert codes == {Code.ROLE_NOT_ALLOWED.value} and len(receipts) == len(acts)
    assert shared.case(case_id) == case


def check_effect(before: Case, after: Case, act: Act, how: How) -> None:
    target = TRANSITIONS[act].target
    if how is How.ASK:
        assert (after.stage, after.pending and after.pending.act) == (before.stage, act)
    else:
        assert after.stage is (target if target is not None else before.stage)
        assert after.counts.get(act) == before.counts.get(act, 0) + 1 or act is Act.REOPEN


def check_refusal(person: PersonRow, act: Act, receipt: Receipt, in_sight: bool) -> None:
    """The code is the one of the rights, but nobody learns of a case that they cannot see."""
    assert receipt.problem is not None
    code = receipt.problem.code
    if not has_role(person, act):
        assert code == Code.ROLE_NOT_ALLOWED.value
    elif TRANSITIONS[act].sources and not in_sight:
        assert code == Code.CASE_UNKNOWN.value
    else:
        assert code in {
            Code.ACT_NOT_NOW.value, Code.NOT_YOURS.value, Code.OWN_HANDLING.value, Code.LIMIT_REACHED.value
        }


def test_opening_acts_make_a_case_for_those_who_may(shared: Town) -> None:
    for act in (Act.SUBMIT, Act.SELF_HANDLED):
        for login in PEOPLE:
            case_id = new_id()
            receipt = shared[login].send(full(shared, login, act, case_id, ""))[0]
            roles = shared.service.world().people[login].role_set
            may_open = bool(roles & TRANSITIONS[act].roles)
            assert receipt.outcome is (Outcome.APPLIED if may_open else Outcome.REFUSED), (act, login)
            assert (shared.find(case_id) is not None) == may_open


def test_self_handled_is_a_case_that_only_waits_for_closing(shared: Town) -> None:
    receipt = self_handled(shared)
    case = shared.case(receipt.case_id)
    assert (case.stage, case.handler, case.hold_media) == (Stage.CHECKED, "wangfang", False)
    assert shared["machao"].do(Act.CLOSE, case.id).outcome is Outcome.APPLIED


ASKS = [
    (Stage.DISPATCHED, Act.RETURN, "liuyang", "gaofeng"),
    (Stage.HANDLING, Act.RETURN, "liuyang", "gaofeng"),
    (Stage.HANDLING, Act.EXTEND, "liuyang", "gaofeng"),
    (Stage.HANDLING, Act.SUSPEND, "huangmin", "gaofeng"),
    (Stage.CHECKING, Act.CHECK_NOT_PASS, "zhaomin", "linyue"),
    (Stage.HANDLED, Act.FORCE_CLOSE, "machao", "guozhiyuan"),
    (Stage.CLOSED, Act.REOPEN, "zhouning", "linyue"),
    (Stage.CLOSED, Act.APPEAL, "huangmin", "gaofeng"),
]


@pytest.mark.parametrize("approve", [True, False])
@pytest.mark.parametrize("stage, act, asker, decider", ASKS)
def test_what_is_asked_for_is_decided(
    shared: Town, stage: Stage, act: Act, asker: str, decider: str, approve: bool
) -> None:
    town = shared
    case_id = bring(town, stage)
    assert town[asker].send(full(town, asker, act, case_id, ""))[0].outcome is Outcome.APPLIED
    asked = town.case(case_id)
    assert asked.stage is stage and asked.pending is not None and asked.pending.person == asker
    assert "ask_waiting" in notices(town, decider, case_id)

    undecided = town[decider].do(act, case_id)
    assert undecided.problem is not None and undecided.problem.facts == {"field": "approve"}
    receipt = town[decider].do(act, case_id, body=ActBody(approve=approve, text="看过了"))
    assert receipt.outcome is Outcome.APPLIED, receipt.problem
    decided = town.case(case_id)
    target = TRANSITIONS[act].target
    assert decided.pending is None
    assert decided.stage is (target if approve and target is not None else stage)
    step = town.dossier(case_id).steps[-1]
    assert (step.act, step.approved) == (act, approve)
    assert ("ask_approved" if approve else "ask_declined") in notices(town, asker, case_id)


def notices(town: Town, login: str, case_id: str) -> list[str]:
    """New notices to this person about this case."""
    return [one.code for one in town[login].news() if isinstance(one, Notice) and one.case_id == case_id]


def test_the_roles_of_the_table_are_all_held_by_somebody_here() -> None:
    """Otherwise a cell of the table would not be tried."""
    from sync.hub.seed import read_seed
    from tests.sync.hub.town import SEED

    held = {role for person in read_seed(SEED).people if person.login in PEOPLE for role in person.roles}
    used = {role for row in TRANSITIONS.values() for role in row.roles | row.asks}
    assert used <= held | {Role.SYSTEM}
