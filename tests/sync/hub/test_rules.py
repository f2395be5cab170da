"""Routing, triage and the choice of who looks: tables over the pure rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from sync.hub import rules
from sync.hub.case import Case
from sync.hub.seed import read_seed
from sync.hub.world import PersonRow, Policy, RoutingRule, World
from sync.protocol.feed import Doubt
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.people import Role
from sync.protocol.report import Kind, Report
from sync.protocol.tasks import VerifyResult
from tests.sync.hub.town import MONDAY_9, SEED, Town

DAY = date(2026, 11, 23)
GRID_1, GRID_3 = "370202001001001", "370202001001003"


@pytest.fixture(scope="module")
def world(template: Any) -> World:
    town = Town(template)
    try:
        return town.service.world()
    finally:
        town.close()


def a_case(**more: Any) -> Case:
    kind = more.pop("kind", Kind.PROBLEM)
    facts: dict[str, Any] = {
        "stage": Stage.SUBMITTED, "subcategory": "C01-01", "area": GRID_1, "reporter": "wangfang",
        "reporter_role": Role.COLLECTOR,
    } | more
    report = Report(id="r", kind=kind, created_at=MONDAY_9)
    return Case(id="r", number="n", report=report, created_at=MONDAY_9, **facts)


@pytest.mark.parametrize("subcategory, area, returned_by, day, department", [
    ("C01-01", GRID_1, (), DAY, "hw"),
    ("C02-01", GRID_1, (), DAY, "zf"),
    ("C02-04", GRID_1, (), DAY, "yl"),  # the narrower rule has the lower priority number
    ("C09-01", GRID_1, (), DAY, "sz"),
    ("X02-01", GRID_1, (), DAY, "sz"),
    ("X02-03", GRID_1, (), DAY, "hw"),  # snow, in season
    ("X02-03", GRID_1, (), date(2026, 6, 1), "sz"),  # the seasonal rule sleeps
    ("X02-03", GRID_1, (), date(2026, 3, 15), "hw"),  # the last day counts
    ("X02-03", GRID_1, (), date(2026, 3, 16), "sz"),
    ("X99-01", GRID_1, (), DAY, "jd"),  # no rule: the street office
    ("X99-01", None, (), DAY, "jd"),  # the only one there is
    ("unsure", GRID_1, (), DAY, "jd"),
    ("C01-01", GRID_1, ("hw",), DAY, None),  # handed back: a person decides, not the gap rule
    ("X02-03", GRID_1, ("hw",), DAY, "sz"),  # ... unless another rule fits
    ("X02-03", GRID_1, ("hw", "sz"), DAY, None),
])
def test_route(
    world: World, subcategory: str, area: str | None, returned_by: tuple[str, ...], day: date, department: str | None
) -> None:
    case = a_case(subcategory=subcategory, area=area, returned_by=returned_by, stage=Stage.FILED)
    assert rules.route(world, case, day) == department


def test_every_category_of_the_catalogue_is_routed(world: World) -> None:
    for found in world.catalogue.subcategories:
        assert rules.route(world, a_case(subcategory=found.code), DAY) is not None


@pytest.mark.parametrize("rule, fits", [
    ({}, True),
    ({"category": "C01"}, True), ({"category": "C02"}, False),
    ({"subcategory": "C01-01"}, True), ({"subcategory": "C01-02"}, False),
    ({"area": "370202001"}, True), ({"area": GRID_1}, True), ({"area": GRID_3}, False),
    ({"season": ("11-01", "11-30")}, True), ({"season": ("12-01", "11-22")}, False),
    ({"category": "C01", "area": GRID_3}, False),
])
def test_a_rule_fits_when_all_it_says_is_so(rule: dict[str, Any], fits: bool) -> None:
    made = RoutingRule(department="hw", **rule)
    assert rules.fits(made, subcategory="C01-01", category="C01", area=GRID_1, day=DAY) is fits


def collectors(**areas: tuple[str, ...]) -> dict[str, PersonRow]:
    return {
        login: PersonRow(id=login, login=login, name=login, roles=(Role.COLLECTOR,), areas=codes)
        for login, codes in areas.items()
    }


NEAR_TO_FAR = {"a": (GRID_1,), "b": ("370202001001002",), "c": ("370202001001006",)}


@pytest.mark.parametrize("case, load, areas, chosen", [
    ({"reporter": "x", "handler": "y"}, {}, NEAR_TO_FAR, "a"),
    ({"reporter": "a", "handler": "y"}, {}, NEAR_TO_FAR, "b"),  # a neighbour rather than the reporter
    ({"reporter": "x", "handler": "a"}, {}, NEAR_TO_FAR, "b"),
    ({"reporter": "a", "handler": "b"}, {}, NEAR_TO_FAR, "c"),
    ({"reporter": "a", "handler": "y"}, {}, {"a": (GRID_1,)}, "a"),  # nobody else anywhere
    ({"reporter": "x", "handler": "a"}, {}, {"a": (GRID_1,)}, None),  # nobody checks their own handling
    ({"reporter": "x", "handler": "y", "unable_by": ("a",)}, {}, NEAR_TO_FAR, "b"),
    ({"reporter": "x", "handler": "y"}, {"a": 3}, NEAR_TO_FAR, "a"),  # near comes before idle
    ({"reporter": "x", "handler": "y"}, {"a": 3}, {"a": (GRID_1,), "b": (GRID_1,)}, "b"),  # of equals the idle one
    ({"reporter": "x", "handler": "y"}, {}, {"b": (GRID_1,), "a": (GRID_1,)}, "a"),
    ({"reporter": "x", "handler": "y"}, {}, {"a": (), "b": ("370202001",)}, "b"),  # the street takes in the grid
    ({"reporter": "x", "handler": "y", "area": None}, {}, {"b": (GRID_3,), "a": ()}, "b"),
])
def test_who_checks(
    world: World, case: dict[str, Any], load: dict[str, int], areas: dict[str, tuple[str, ...]], chosen: str | None
) -> None:
    town = msgspec.structs.replace(world, people=collectors(**areas))
    found = rules.checker_for(town, a_case(stage=Stage.HANDLED, **case), load)
    assert (found.id if found else None) == chosen


def test_who_left_is_not_chosen(world: World) -> None:
    people = collectors(a=(GRID_1,), b=(GRID_3,))
    people["a"] = msgspec.structs.replace(people["a"], active=False)
    found = rules.checker_for(msgspec.structs.replace(world, people=people), a_case(reporter="x"), {})
    assert found is not None and found.id == "b"


ALL_ON = read_seed(SEED).policy


@pytest.mark.parametrize("case, policy, act", [
    ({}, {}, Act.FILE),
    ({}, {"auto_file": False}, None),
    ({"hold_media": True}, {}, None),
    ({"subcategory": "unsure"}, {}, None),
    ({"subcategory": None}, {}, None),
    ({"subcategory": "C99-99"}, {}, None),
    ({"outside": True}, {}, None),
    ({"doubts": (Doubt.MOCKED_POSITION,)}, {}, None),
    ({"doubts": (Doubt.FAR_FROM_CASE,)}, {}, Act.FILE),
    ({"reporter_role": Role.CITIZEN}, {}, Act.ASK_VERIFY),
    ({"reporter_role": Role.CITIZEN, "verified": VerifyResult.EXIST}, {}, Act.FILE),
    ({"reporter_role": Role.CITIZEN, "verified": VerifyResult.NOT_EXIST}, {}, None),
    ({"reporter_role": Role.CITIZEN, "verified": VerifyResult.UNABLE}, {}, None),
    ({"reporter_role": Role.CITIZEN}, {"auto_verify": ()}, None),
    ({"reporter_role": Role.ACCEPTOR, "hotline": True}, {"auto_verify": ()}, Act.ASK_VERIFY),
    ({"kind": Kind.PRAISE}, {}, None),
    ({"stage": Stage.FILED}, {}, Act.DISPATCH),
    ({"stage": Stage.FILED}, {"auto_dispatch": False}, None),
    ({"stage": Stage.FILED, "returned_by": ("hw",)}, {}, None),
    ({"stage": Stage.DISPATCHED}, {}, None),
    ({"stage": Stage.DISPATCHED}, {"auto_receive": True}, Act.RECEIVE),
    ({"stage": Stage.HANDLED}, {}, Act.ISSUE_CHECK),
    ({"stage": Stage.HANDLED, "unable_by": ("a", "b", "c")}, {}, None),
    ({"stage": Stage.HANDLED}, {"auto_check": False}, None),
    ({"stage": Stage.CHECKED}, {}, Act.CLOSE),
    ({"stage": Stage.CHECKED, "hold_media": True}, {}, None),
    ({"stage": Stage.ANSWERED, "kind": Kind.PRAISE}, {}, Act.CLOSE),
    ({"stage": Stage.CHECKED}, {"auto_close": False}, None),
    ({"stage": Stage.CHECKING}, {}, None),
    ({"stage": Stage.CLOSED}, {}, None),
])
def test_what_comes_next_by_rule(
    world: World, case: dict[str, Any], policy: dict[str, Any], act: Act | None
) -> None:
    chosen: Policy = msgspec.structs.replace(ALL_ON, **policy)
    town = msgspec.structs.replace(world, settings=msgspec.structs.replace(world.settings, policy=chosen))
    found = rules.next_act(town, a_case(**case), lambda: {}, DAY)
    assert (found[0] if found else None) is act
