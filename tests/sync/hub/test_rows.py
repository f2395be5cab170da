"""A batch leaves behind what its acts would have left one by one: the same cases, timelines, tasks, messages and views."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sync.hub.at_once import AtOnce
from sync.hub.db import tables
from sync.hub.rows import Gathered, NotInMemory
from sync.protocol.feed import CaseChanged, CaseView
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import ActBody, Mutation, Outcome, Receipt
from sync.protocol.report import Kind, Report
from sync.protocol.sealing import seal
from tests.sync.hub.conftest import template
from tests.sync.hub.town import HERE, LITTER, REPORT_PHOTOS, THERE, Device, Town, photos

__all__ = ["template"]


@pytest.fixture
def towns(template: Path, tmp_path: Path) -> Iterator[tuple[Town, Town]]:
    """The same town twice: one takes batches, the other act by act."""
    made = []
    for name in ("together", "apart"):
        shutil.copytree(template, tmp_path / name)
        made.append(Town(tmp_path / name))
    yield made[0], made[1]
    for town in made:
        town.close()


def told(device: Device, kind: Kind = Kind.PROBLEM, *, shown: bool = True, **more: Any) -> Mutation:
    case_id = new_id()
    facts: dict[str, Any] = {"position": HERE, "description": "路口有垃圾", **more}
    files = tuple(ref for _, ref in photos(*REPORT_PHOTOS)) if kind is Kind.PROBLEM and shown else ()
    subcategory = LITTER if kind is Kind.PROBLEM else None
    report = Report(id=case_id, kind=kind, subcategory=subcategory, created_at=device.town.clock(), **facts)
    return device.mutation(Act.SUBMIT, case_id, body=ActBody(report=report), media=files)


def of_a_collector(town: Town) -> list[Mutation]:
    me = town["wangfang"]
    one, two, three = told(me), told(me, Kind.SUGGESTION, position=THERE), told(me, Kind.PRAISE)
    gone = me.mutation(Act.WITHDRAW, one.case_id, body=ActBody(reason="other", text="写错了"))
    return [
        one, two, gone, msgspec.structs.replace(one), me.mutation(Act.WITHDRAW, new_id()), me.mutation(Act.CLOSE, two.case_id),
        me.mutation(Act.WITHDRAW, one.case_id), three, msgspec.structs.replace(three, seq=99),
        told(me, description="字" * 5000), told(me, Kind.CONSULTATION, description=""),
    ]


def acceptor(town: Town) -> str:
    people = town.service.world().people.values()
    return next(person.id for person in people if "acceptor" in person.roles)


def send_together(device: Device, mutations: list[Mutation]) -> list[Receipt]:
    return list(device.hub.push([seal(each) for each in mutations]).receipts)


def send_apart(device: Device, mutations: list[Mutation]) -> list[Receipt]:
    return [receipt for each in mutations for receipt in device.hub.push([seal(each)]).receipts]


def left_behind(town: Town) -> dict[str, Any]:
    """Everything but ids that the hub made, and the feed's places."""
    with town.service.database.read() as connection:
        rows = {
            table.name: sorted(str(tuple(row)) for row in connection.execute(table.select()))
            for table in (tables.cases, tables.case_sight, tables.steps, tables.case_media, tables.mutations)
        }
        rows["tasks"] = sorted(
            str((row.number, row.case_id, row.kind, row.state, row.person)) for row in connection.execute(tables.tasks.select()))
        rows["notices"] = sorted(
            str((row.person, msgspec.json.decode(row.body)["code"], msgspec.json.decode(row.body).get("case_id")))
            for row in connection.execute(tables.notices.select()))
        rows["told"] = sorted({
            str((row.ref, row.key)) for row in connection.execute(
                tables.changes.select().join(tables.change_audience, tables.changes.c.seq == tables.change_audience.c.seq)
                .with_only_columns(tables.changes.c.ref, tables.change_audience.c.key).where(tables.changes.c.kind == "case"))})
    return rows


@pytest.mark.parametrize("who", ["collector", "acceptor"])
def test_together_is_as_one_by_one(towns: tuple[Town, Town], who: str) -> None:
    together, apart = towns
    login = "wangfang" if who == "collector" else acceptor(together)
    mutations = of_a_collector(together) if who == "collector" else acts_of(together, login)
    answers = send_together(together[login], mutations)
    assert answers == send_apart(apart[login], mutations)
    outcomes = {answer.outcome for answer in answers}
    assert Outcome.APPLIED in outcomes and len(outcomes) > 1
    assert left_behind(together) == left_behind(apart)
    for person in together.service.world().people:
        assert seen_by(together, person) == seen_by(apart, person)


def seen_by(town: Town, person: str) -> dict[str, CaseView]:
    """Every case as this person may see it; a task's id is the hub's own."""
    cases = [change.case for change in town[person].pull_all()[0] if isinstance(change, CaseChanged)]
    return {case.id: msgspec.structs.replace(
        case, tasks=tuple(msgspec.structs.replace(task, id="") for task in case.tasks)) for case in cases}


def acts_of(town: Town, login: str) -> list[Mutation]:
    """Calls are verified by rule: each gives somebody a task, and who has few gets the next."""
    me = town[login]
    calls = [told(me, shown=False, position=HERE if number % 2 else THERE) for number in range(6)]
    first, second, third, *_ = calls
    return [
        *calls, me.mutation(Act.REFUSE, first.case_id, body=ActBody(reason="trivial", text="不归这里")),
        me.mutation(Act.MERGE, second.case_id, body=ActBody(parent=third.case_id)),
        me.mutation(Act.REFUSE, first.case_id, body=ActBody(reason="trivial", text="再说一次")),
    ]


def test_an_act_that_needs_the_database_is_done_at_once_and_what_came_before_it_is_there(
    towns: tuple[Town, Town], monkeypatch: pytest.MonkeyPatch,
) -> None:
    together, apart = towns
    me = together["wangfang"]
    mutations = [told(me), told(me, Kind.PRAISE), told(me), told(me, Kind.SUGGESTION)]
    needs, asked = mutations[2].case_id, []

    def media(rows: Gathered, case_id: str) -> list[Any]:
        if case_id == needs:
            asked.append(case_id)
            raise NotInMemory
        return list(rows._media.get(case_id, ()))

    monkeypatch.setattr(Gathered, "media", media)
    answers = send_together(me, mutations)
    assert asked
    monkeypatch.undo()
    assert answers == send_apart(apart["wangfang"], mutations)
    assert left_behind(together) == left_behind(apart)


@pytest.mark.parametrize("kind", [AtOnce, Gathered])
def test_an_attempt_that_fails_leaves_nothing(towns: tuple[Town, Town], kind: type[AtOnce] | type[Gathered]) -> None:
    town = towns[0]
    case_id = town["wangfang"].report(arrive=False)
    with town.service.database.write() as connection:
        rows = kind(connection)
        if isinstance(rows, Gathered):
            rows.fetch([case_id], ())
        before = msgspec.json.encode(rows.case(case_id)), rows.sight(case_id)
        case = rows.case(case_id)
        assert case is not None
        with pytest.raises(ZeroDivisionError), rows.attempt():
            case.version += 1
            rows.save_case(case, None)
            rows.set_sight(case_id, before[1], frozenset({"c"}))
            with rows.attempt():
                assert rows.next_number("case", town.service.world().local_day(town.clock())) > 0
            raise ZeroDivisionError
        assert (msgspec.json.encode(rows.case(case_id)), rows.sight(case_id)) == before
        if isinstance(rows, Gathered):
            rows.flush()
    assert town.case(case_id).version == before_version(before[0])


def before_version(raw: bytes) -> int:
    found: int = msgspec.json.decode(raw)["version"]
    return found
