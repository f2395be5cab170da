"""What the supervision centre does, as its people would at the hub, and what its operator does to the machine."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from sync.hub.acting import facts
from sync.hub.case import Case
from sync.hub.db import case_rows
from sync.hub.operator import Operator
from sync.hub.service import HubService
from sync.protocol.lifecycle import ENDED, TRANSITIONS, Act
from sync.protocol.mutations import ActBody
from sync.protocol.problems import Problem
from sync.protocol.rights import How, allowed
from tests.sync.world import town

if TYPE_CHECKING:
    from tests.sync.world.world import World

CENTRE = ("linyue", "gaofeng", "machao", "guozhiyuan")
DEPARTMENTS = ("hw", "hw", "sz", "zf")
_REASONS = {Act.REFUSE: "trivial", Act.RETURN: "not_our_duty"}


def work(world: World, chance: random.Random) -> None:
    """Some of the open cases, the newest first: whatever somebody of the centre may do with them now."""
    service = world.hub.service
    assert service is not None
    with service.database.read() as connection:
        cases = case_rows.list_cases(connection, [], None, 10)
    for case in cases:
        if case.stage not in ENDED or chance.random() < 0.1:
            try:
                _act(service, case, chance)
            except Problem as problem:
                world.told[f"centre: {problem.code.value}"] += 1


def _act(service: HubService, case: Case, chance: random.Random) -> None:
    people = service.world().people
    with service.database.read() as connection:
        now = facts(case, tuple(case_rows.tasks_of(connection, case.id)), service.world())
    ways = [(login, act, how) for login in CENTRE for act, how in allowed(people[login].actor(), now).items()]
    forward = [way for way in ways if TRANSITIONS[way[1]].target not in ENDED or way[1] is Act.CLOSE]
    chosen = forward if forward and chance.random() < 0.9 else ways
    if not chosen:
        return
    login, act, how = chance.choice(chosen)
    Operator(service).act(case, act, people[login], _body(service, case, act, how, chance))


def _body(service: HubService, case: Case, act: Act, how: How, chance: random.Random) -> ActBody:
    """Everything that any of these acts may need."""
    return ActBody(
        subcategory=case.subcategory or town.SUBCATEGORIES[0], reason=_REASONS.get(act), text="so decided",
        person=chance.choice(("wangfang", "zhaomin", "liqiang")) if act in (Act.ASK_VERIFY, Act.ISSUE_CHECK) else None,
        department=chance.choice(DEPARTMENTS) if act is Act.DISPATCH else None,
        until=service.clock() + timedelta(days=1) if act is Act.SUSPEND else None,
        destination="another system" if act is Act.TRANSFER else None,
        approve=chance.random() < 0.6 if how is How.DECIDE else None,
    )


def reassign(world: World, chance: random.Random) -> None:
    """A case is taken away from its department and given to another one, while somebody may be at work on it."""
    service = world.hub.service
    assert service is not None
    operator, people = Operator(service), service.world().people
    with service.database.read() as connection:
        cases = [case for case in case_rows.list_cases(connection, [], None, 40) if case.department and case.stage not in ENDED]
    if not cases:
        return
    case = chance.choice(cases)
    try:
        operator.act(case, Act.RETURN, people["gaofeng"], ActBody(reason="not_our_duty", text="to others"))
        other = chance.choice([code for code in ("hw", "sz", "zf") if code != case.department])
        operator.act(operator.find(case.id), Act.DISPATCH, people["gaofeng"], ActBody(department=other))
    except Problem as problem:
        world.told[f"centre: {problem.code.value}"] += 1


def change_people(world: World, chance: random.Random) -> None:
    """Other grids, or another department, for one of them."""
    seed = town.seed()
    grids = [area.code for area in seed.areas if len(area.code) == 15]
    changes = {
        "wangfang": {"areas": tuple(chance.sample(grids, 2))}, "zhaomin": {"areas": tuple(chance.sample(grids, 3))},
        "liqiang": {"areas": (seed.areas[0].code,)}, "liuyang": {"department": chance.choice(("hw", "sz"))},
    }
    login = chance.choice(sorted(changes))
    people = tuple(
        msgspec.structs.replace(each, **changes[login]) if each.login == login else each for each in seed.people
    )
    assert world.hub.service is not None
    world.hub.service.load_seed(msgspec.structs.replace(seed, people=people))


def change_catalogue(world: World) -> None:
    service = world.hub.service
    assert service is not None
    service.load_catalogue(town.catalogue(service.world().catalogue.version + 1))


def revoke(world: World, chance: random.Random) -> None:
    """Remote sign-out: every token of one of them ends."""
    service = world.hub.service
    assert service is not None
    person = chance.choice(("wangfang", "liuyang", "chenchen", "zhaomin"))
    with service.database.write() as connection:
        service.accounts.revoke(connection, person, service.clock())
