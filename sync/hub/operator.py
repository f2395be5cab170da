"""What an operator does from the command line, as a named person of the hub, while the server may be running.

Goes the same way as a mutation from a device: same rights, same requirements, same receipt.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from sync.hub import rules
from sync.hub.case import Case
from sync.hub.db import case_rows
from sync.hub.desk import dossier
from sync.hub.dossier import Dossier
from sync.hub.service import Caller, HubService
from sync.hub.steps import broken_at
from sync.hub.world import PersonRow, World
from sync.protocol.deadlines import Light, light
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import TRANSITIONS, Act
from sync.protocol.mutations import ActBody, Mutation, Receipt
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import seal

DEVICE = "operator"


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `case list`."""

    number: str
    stage: str
    kind: str
    subcategory: str
    area: str
    department: str
    pending: str
    light: str
    created_at: datetime


class Operator:
    """Works on a data folder as one person at a time."""

    def __init__(self, service: HubService) -> None:
        self.service = service

    def find(self, told: str) -> Case:
        """A case by its number or its id."""
        with self.service.database.read() as connection:
            case = case_rows.find_case_by_number(connection, told) or case_rows.find_case(connection, told)
        if case is None:
            raise Problem(Code.CASE_UNKNOWN, case=told)
        return case

    def dossier(self, case: Case) -> Dossier:
        with self.service.database.read() as connection:
            return dossier(connection, self.service.knowledge.get(connection), case)

    def overview(self, stages: list[str], department: str | None, limit: int) -> list[Overview]:
        now = self.service.clock()
        with self.service.database.read() as connection:
            world = self.service.knowledge.get(connection)
            return [
                _overview(case, world, now) for case in case_rows.list_cases(connection, stages, department, limit)
            ]

    def person(self, login: str | None, act: Act) -> PersonRow:
        """Who acts: the one named, or the only one whose role may do it. BODY_INVALID(field='as', choose) otherwise."""
        world = self.service.world()
        if login is not None:
            named = [person for person in world.people.values() if login in (person.login, person.id) and person.active]
            if not named:
                raise Problem(Code.BODY_INVALID, field="as")
            return named[0]
        able = world.with_role(*TRANSITIONS[act].roles)
        if len(able) != 1:
            choose = ", ".join(person.login for person in able)
            raise Problem(Code.BODY_INVALID, field=f"--as LOGIN (one of: {choose or 'nobody holds the role'})")
        return able[0]

    def act(self, case: Case, act: Act, person: PersonRow, body: ActBody) -> Receipt:
        mutation = Mutation(
            id=new_id(), device=DEVICE, seq=0, person=person.id, act=act, case_id=case.id, base_version=case.version,
            made_at=self.service.clock(), clock_offset_s=0.0, body=body,
        )
        return self.service.push(Caller(person=person, device=DEVICE), [seal(mutation)]).receipts[0]

    # What the rules would choose, for what the operator leaves open

    def suggested_collector(self, case: Case, act: Act) -> str | None:
        choose = rules.checker_for if act is Act.ISSUE_CHECK else rules.verifier_for
        with self.service.database.read() as connection:
            world = self.service.knowledge.get(connection)
            found = choose(world, case, case_rows.open_load(connection))
        return found.id if found else None

    def suggested_department(self, case: Case) -> str | None:
        world = self.service.world()
        return rules.route(world, case, world.local_day(self.service.clock()))

    def audit(self) -> list[tuple[str, int]]:
        """Number of every case whose timeline was changed afterwards, and the step from which its chain is broken."""
        broken = []
        with self.service.database.read() as connection:
            for case in case_rows.list_cases(connection, [], None, 10_000_000):
                place = broken_at(case_rows.chain_of(connection, case.id))
                if place is not None:
                    broken.append((case.number, place + 1))
        return broken


def _overview(case: Case, world: World, now: datetime) -> Overview:
    found = world.subcategory(case.subcategory)
    return Overview(
        number=case.number, stage=case.stage.value, kind=case.kind.value,
        subcategory=found.zh if found else (case.subcategory or ""), area=case.area_name,
        department=world.department_name(case.department), pending=case.pending.act.value if case.pending else "",
        light=_light(case, now), created_at=case.created_at,
    )


def _light(case: Case, now: datetime) -> str:
    order: Callable[[Light], int] = list(Light).index
    lights = [light(clock, now) for clock in case.deadlines.values() if clock.met_at is None]
    return max(lights, key=order).value if lights and not case.ended else ""
