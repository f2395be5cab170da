"""Rules told before asking, where a case lies, and a call from its draft to the sealed act: on real stores, without a window."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
import shapely

from fieldclient.geo.area import Area, Level
from fieldclient.resources import built_in_calendar
from fieldclient.work import RealDesk
from fieldclient.work.asking import MAX_SUSPENSION, rules_of
from fieldclient.work.case_maps import away
from fieldclient.work.drafting import MAX_PLACE
from sync.protocol.deadlines import TimedStage, extend_deadline, start_deadline
from sync.protocol.feed import CONTACTS, Step
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.limits import Limit, LimitUnit
from sync.protocol.mutations import Contacted, ContactWay, Outcome, Receipt
from sync.protocol.people import HubInfo, Person, Role
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code, Problem
from sync.protocol.wire import WIRE, WIRE_OLDEST
from tests.fieldclient.store.making import NOON, TestClock, session
from tests.ui.cases import world

LIU = Person(id="p-liu", name="刘处置", roles=(Role.HANDLER,), department="d-road")
HERE = Position(latitude=36.3070, longitude=120.3963, source=PositionSource.GNSS)
CLOCK = start_deadline(TimedStage.HANDLE, NOON, Limit(value=2, unit=LimitUnit.WORK_DAY), built_in_calendar())


def view(stage: Stage = Stage.HANDLING, **more: object):  # type: ignore[no-untyped-def]
    return world.case(stage, deadline=CLOCK, **more)


@pytest.fixture
def handler(desk: RealDesk) -> RealDesk:
    desk.signed_in(session(LIU))
    desk.store.settings.note_hub(HubInfo(
        hub_id="hub-1", name="hub", wire=WIRE, wire_oldest=WIRE_OLDEST, hub_time=NOON, catalogue_version=1, features=(CONTACTS,)))
    return desk


def test_an_extension_tells_how_often_until_when_and_what_becomes_of_the_deadline() -> None:
    approved = Step(seq=9, act=Act.EXTEND, at_hub=NOON, approved=True)
    declined = Step(seq=10, act=Act.EXTEND, at_hub=NOON, approved=False)
    asked = Step(seq=8, act=Act.EXTEND, at_hub=NOON, asked=True)
    case = view()
    case = msgspec.structs.replace(case, timeline=(*case.timeline, asked, approved, declined))
    rules = rules_of(Act.EXTEND, case, NOON, built_in_calendar())
    assert (rules.decides, rules.done, rules.most) == ((Role.DISPATCHER,), 1, 2), "what was declined does not count"
    assert rules.until == rules.due_at == CLOCK.due_at
    assert rules.due_then == extend_deadline(CLOCK, built_in_calendar()).due_at
    assert not rules.is_over(CLOCK.due_at) and rules.is_over(CLOCK.due_at + timedelta(seconds=1))


@pytest.mark.parametrize(("act", "stage", "most"), [
    (Act.RETURN, Stage.DISPATCHED, None), (Act.SUSPEND, Stage.HANDLING, 1), (Act.REOPEN, Stage.CLOSED, None),
    (Act.APPEAL, Stage.CLOSED, 1)])
def test_the_other_rules(act: Act, stage: Stage, most: int | None) -> None:
    rules = rules_of(act, view(stage), NOON, built_in_calendar())
    assert rules.most == most and rules.decides and rules.due_then is None
    assert (rules.until is not None) == (act is Act.RETURN)
    assert rules.longest == (NOON + MAX_SUSPENSION if act is Act.SUSPEND else None)
    if act is Act.RETURN:
        assert NOON < rules.until < CLOCK.due_at, "half of what is allowed"


def test_a_reporter_may_ask_to_reopen_while_they_may_rate() -> None:
    clock = start_deadline(TimedStage.RATING, NOON, Limit(value=15, unit=LimitUnit.NATURAL_DAY), built_in_calendar())
    rules = rules_of(Act.REOPEN, world.case(Stage.CLOSED, deadline=clock), NOON, built_in_calendar())
    assert rules.until == clock.due_at and rules.decides == (Role.ACCEPTOR,) and rules.due_at is None


def test_who_is_late_is_told_before_writing(handler: RealDesk, clock: TestClock) -> None:
    case = view()
    world.tell(handler, case)
    handler.draft_for(case.id, Act.EXTEND)
    clock.at = CLOCK.due_at + timedelta(minutes=1)
    with pytest.raises(Problem) as told:
        handler.draft_for(view_again(handler, case.id), Act.SUSPEND) and handler.submit(
            handler.save_field(handler.draft_for(case.id, Act.EXTEND).id, "description", "雨天").id)
    assert told.value.code is Code.TOO_LATE


def view_again(desk: RealDesk, case_id: str) -> str:
    assert desk.case(case_id).row.id == case_id
    return case_id


def test_a_call_is_drafted_sealed_and_begun_again(handler: RealDesk, clock: TestClock) -> None:
    case = view()
    world.tell(handler, case)
    assert Act.CONTACT in {entry.act for entry in handler.case(case.id).acts}
    draft = handler.draft_for(case.id, Act.CONTACT)
    assert [part.value for part in draft.missing] == ["contact", "text"]
    with pytest.raises(Problem):
        handler.save_field(draft.id, "choice", "pass")
    when = NOON - timedelta(hours=1)
    for name, value in (("choice", "visit"), ("reason", "company"), ("place_text", " 共享单车公司 "), ("description", "48 小时内回复"),
                        ("observed_at", when.isoformat())):
        draft = handler.save_field(draft.id, name, value)
    assert draft.missing == ()
    handler.submit(draft.id)
    (row,) = handler.outbox()
    mutation = handler.store.outbox.mutation(row.mutation_id)
    contact = mutation.body.contact
    assert contact is not None and (contact.way, contact.whom, contact.name, contact.at) == (
        ContactWay.VISIT, Contacted.COMPANY, "共享单车公司", when)
    assert mutation.body.text == "48 小时内回复" and mutation.body.reason is None and mutation.media == ()
    assert Act.FEEDBACK in {entry.act for entry in handler.case(case.id).acts}

    refused = Receipt(mutation=mutation.id, outcome=Outcome.REFUSED, case_id=case.id, received_at=NOON,
                      problem=Problem(Code.ACT_NOT_NOW, act="contact").to_wire())
    handler.queue.settle((refused,), NOON)
    again = handler.edit_again(mutation.id)
    assert (again.choice, again.reason, again.place_text, again.observed_at) == ("visit", "company", "共享单车公司", when)


def test_a_name_is_bounded(handler: RealDesk) -> None:
    case = view()
    world.tell(handler, case)
    draft = handler.draft_for(case.id, Act.CONTACT)
    for name, value in (("choice", "call"), ("reason", "other"), ("description", "好"), ("place_text", "名" * (MAX_PLACE + 1))):
        handler.save_field(draft.id, name, value)
    with pytest.raises(Problem) as told:
        handler.submit(draft.id)
    assert told.value.facts["field"] == "place_text"


def test_what_was_discarded_can_be_found_for_twelve_hours(handler: RealDesk, clock: TestClock) -> None:
    case = view()
    world.tell(handler, case)
    draft = handler.draft_for(case.id, Act.FEEDBACK)
    handler.discard_draft(draft.id)
    assert handler.case(case.id).discarded == (), "nothing was in it"
    draft = handler.draft_for(case.id, Act.FEEDBACK)
    handler.save_field(draft.id, "description", "已清理")
    handler.discard_draft(draft.id)
    (found,) = handler.case(case.id).discarded
    assert (found.draft_id, found.act) == (draft.id, Act.FEEDBACK)
    handler.undo_discard(draft.id)
    assert handler.case(case.id).discarded == () and handler.draft(draft.id).description == "已清理"
    handler.discard_draft(draft.id)
    clock.go(hours=12, minutes=1)
    assert handler.case(case.id).discarded == ()


def test_a_map_knows_the_grid_and_its_neighbours(handler: RealDesk) -> None:
    def grid(code: str, west: float) -> Area:
        return Area(code, code[-3:], Level.GRID, shapely.to_wkb(shapely.box(west, 36.306, west + 0.002, 36.309)))

    handler.store.areas.replace([grid("370214001001001", 120.3955), grid("370214001001002", 120.3975),
                                 grid("370214001001009", 120.5)], "a.geojson", NOON)
    case = view()
    world.tell(handler, case)
    drawn = handler.closely.map(handler.case(case.id))
    assert drawn is not None and drawn.grid == "001"
    assert [(each.code[-3:], each.covered) for each in drawn.drawn.outlines] == [("001", True), ("002", False)]
    nowhere = view(position=None)
    world.tell(handler, nowhere, cursor="c2")
    assert handler.closely.map(handler.case(nowhere.id)) is None


@pytest.mark.parametrize(("north", "east", "towards"), [
    (0.001, 0, "north"), (0.001, 0.00125, "north_east"), (0, 0.001, "east"), (-0.001, 0.00125, "south_east"), (-0.001, 0, "south"),
    (-0.001, -0.00125, "south_west"), (0, -0.001, "west"), (0.001, -0.00125, "north_west"), (0.00001, 0.00001, "")])
def test_which_way_it_is(north: float, east: float, towards: str) -> None:
    place = msgspec.structs.replace(HERE, latitude=HERE.latitude + north, longitude=HERE.longitude + east)
    assert away(HERE, place).towards == towards
