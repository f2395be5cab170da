"""Everything that can be done about an entry of the outbox, done: on a real device, against a real hub over a real socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fieldclient.work import RealDesk
from fieldclient.work.handover import carrying, packing, sticks
from fieldclient.work.hindrance import Reason, Situation, Step, reason_of, steps_of
from fieldclient.work.outbox_views import Delivery, OutboxRow
from fieldclient.work.waiting import Waiting
from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from sync.engine.lanes import Around, Hold, Network, TravelRules
from sync.engine.trip import CycleReport
from sync.protocol.media import Shot
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import TestClock, filed
from tests.fieldclient.work.handover.stage import Device, Stage
from tests.fieldclient.work.handover.test_handover import arrived_once
from tests.released.save import photo

ON_MOBILE = Around(network=Network.MOBILE, metered=True)
DONE: set[Step] = set()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    made = Stage(tmp_path_factory.mktemp("stage"))
    yield made
    made.close()


@pytest.fixture
def device(stage: Stage) -> Device:
    return stage.device("wang")


def ride(device: Device, around: Around = Around()) -> CycleReport:  # noqa: B008 - a frozen value
    """One cycle, as it stands around the device; refusals are no surprise here."""
    report = run_cycle(device.hub, device.desk.queue, SystemClock(), around=lambda: around)
    assert report.problem is None, report
    return report


def entry(device: Device, case_id: str) -> OutboxRow | None:
    return next((row for row in device.desk.outbox() if row.case_id == case_id), None)


def do(step: Step, device: Device, case_id: str, job: Callable[[str], object], now: Situation = Situation()) -> OutboxRow:  # noqa: B008
    """The step is offered for this entry as it stands, and taken."""
    row = entry(device, case_id)
    assert row is not None and step in steps_of(row, reason_of(row, now)), row
    job(row.mutation_id)
    DONE.add(step)
    return row


def test_pause_and_go_on(stage: Stage, device: Device) -> None:
    waiting: Waiting = device.desk.waiting
    held, other = device.report(10), device.report(20)
    do(Step.PAUSE, device, held, lambda each: waiting.pause(each, True))
    ride(device)
    assert held not in stage.cases_of("wang") and other in stage.cases_of("wang")
    row = entry(device, held)
    assert row is not None and row.paused and reason_of(row, Situation()) is Reason.PAUSED
    do(Step.RESUME, device, held, lambda each: waiting.pause(each, False))
    ride(device)
    assert entry(device, held) is None
    arrived_once(stage, [held, other])


def test_pause_all_and_go_on(stage: Stage, device: Device) -> None:
    case = device.report(30)
    device.desk.waiting.pause_all(True)
    ride(device)
    assert case not in stage.cases_of("wang") and device.desk.waiting.travel(Around()).stopped
    device.desk.waiting.pause_all(False)
    ride(device)
    arrived_once(stage, [case])


def test_this_first_and_no_longer(stage: Stage, device: Device) -> None:
    """Numbers are given in the order of arrival."""
    first, second, third = (device.report(shade) for shade in (40, 44, 48))
    for case in (second, third):
        do(Step.FIRST, device, case, lambda each: device.desk.waiting.put_first(each, True))
    do(Step.NOT_FIRST, device, second, lambda each: device.desk.waiting.put_first(each, False))
    ride(device)
    cases = stage.cases_of("wang")
    assert sorted((first, second, third), key=lambda case: cases[case].number or "") == [third, first, second]


def test_words_go_and_originals_wait_until_one_is_sent_all_the_same(stage: Stage, device: Device) -> None:
    device.desk.waiting.set_rules(TravelRules(when_it_costs=False))
    one, other = device.report(50), device.report(54)
    assert ride(device, ON_MOBILE).held is Hold.METERED
    travel = device.desk.waiting.travel(ON_MOBILE)
    now = Situation(held=travel.held)
    row = entry(device, one)
    assert row is not None and row.record_arrived and row.files_arrived == 0 and reason_of(row, now) is Reason.WIFI
    assert [part.delivery for part in row.parts] == [Delivery.WAITING] * 2
    do(Step.ANYWAY, device, one, device.desk.waiting.send_anyway, now)
    ride(device, ON_MOBILE)
    assert entry(device, one) is None and entry(device, other) is not None
    ride(device, Around(network=Network.WIFI, metered=False))
    assert entry(device, other) is None
    moved = device.desk.waiting.travel(ON_MOBILE).moved_today_bytes
    assert moved >= sum(len(photo(shade)) for shade in (50, 51, 54, 55)), "what came down counts as well"
    arrived_once(stage, [one, other])


def test_one_that_is_held_back_goes_by_hand(stage: Stage, device: Device, tmp_path: Path) -> None:
    case, other = device.report(60), device.report(64)
    device.desk.waiting.pause_all(True)
    row = do(Step.HAND_OVER, device, case, lambda each: sticks.put_one(device.desk.store, tmp_path, device.key, each))
    assert reason_of(row, Situation(stopped=True)) is Reason.STOPPED
    bundle, = carrying.found_in(tmp_path)
    carrier = stage.device("chen")
    with bundle.open("rb") as file:
        assert carrying.look(carrier.desk.store, file).bundle
    carrying.take(carrier.desk.store, bundle)
    slip, = carrier.deliver()
    packing.settle(device.desk.store, slip)
    assert entry(device, case) is None and entry(device, other) is not None, "this one and no other"
    arrived_once(stage, [case])


def test_without_a_key_nothing_is_handed_over(device: Device, tmp_path: Path) -> None:
    device.report(70)
    with pytest.raises(Problem) as caught:
        sticks.put_one(device.desk.store, tmp_path, None, device.desk.outbox()[0].mutation_id)
    assert caught.value.code is Code.BUNDLE_INVALID and not list(tmp_path.iterdir())


def refused_report(device: Device) -> str:
    """A report that the hub will not take: nothing shows the matter from near, and no place is told."""
    case_id = filed(device.desk.store, photo(80)).case_id
    ride(device)
    return case_id


def test_what_was_refused_is_tried_again_as_it_is(device: Device) -> None:
    case = refused_report(device)
    row = entry(device, case)
    assert row is not None and row.delivery is Delivery.REFUSED and row.problem is not None
    again = do(Step.RETRY, device, case, device.desk.retry)
    waits = entry(device, case)
    assert waits is not None and waits.delivery is Delivery.WAITING and waits.problem is None
    assert ride(device).refused == 1, "the hub was asked once more"
    refused = entry(device, case)
    assert refused is not None and refused.mutation_id == again.mutation_id and refused.delivery is Delivery.REFUSED


def test_what_was_refused_is_mended_and_arrives(stage: Stage, device: Device) -> None:
    case = refused_report(device)
    drafts: list[str] = []
    do(Step.EDIT, device, case, lambda each: drafts.append(device.desk.edit_again(each).id))
    desk, draft = device.desk, drafts[0]
    desk.save_field(draft, "subcategory", desk.subcategories()[0].code)
    desk.place_by_hand(draft, 36.07, 120.376)
    desk.add_photo_bytes(draft, photo(91), shot=Shot.FAR)
    desk.add_photo_bytes(draft, photo(92), shot=Shot.NEAR)
    fresh = desk.submit(draft)
    ride(device)
    assert fresh in stage.cases_of("wang") and entry(device, fresh) is None


def test_what_was_set_aside_is_brought_back(device: Device) -> None:
    case = refused_report(device)
    row = do(Step.ASIDE, device, case, device.desk.set_aside)
    assert entry(device, case) is None and device.desk.status().attention == 0
    away, = device.desk.waiting.put_away()
    assert (away.id, away.is_draft, away.until - away.at) == (row.mutation_id, False, timedelta(hours=12))
    device.desk.waiting.bring_back(row.mutation_id)
    back = entry(device, case)
    assert back is not None and back.delivery is Delivery.REFUSED and device.desk.waiting.put_away() == ()


def test_every_entry_leads_to_its_case(device: Device) -> None:
    case = device.report(100)
    do(Step.OPEN, device, case, lambda _: device.desk.case(case))
    ride(device)
    row = next(row for row in device.desk.outbox(arrived=True) if row.case_id == case)
    assert steps_of(row, reason_of(row, Situation())) == (Step.OPEN,)
    assert device.desk.case(case).row.number


def test_every_step_there_is_was_taken() -> None:
    assert set(Step) == DONE


# Put away, and the rules of travel, without a hub


def test_drafts_and_decisions_come_back_for_twelve_hours(desk: RealDesk, clock: TestClock) -> None:
    kept, empty = desk.new_draft(), None
    desk.save_field(kept.id, "description", "井盖松动")
    desk.discard_draft(kept.id)
    empty = desk.new_draft()
    desk.discard_draft(empty.id)
    assert [(away.id, away.is_draft) for away in desk.waiting.put_away()] == [(kept.id, True)], "an empty one is nobody's loss"
    assert desk.undo_discard(kept.id).description == "井盖松动" and desk.waiting.put_away() == ()
    desk.discard_draft(kept.id)
    clock.go(hours=13)
    assert desk.waiting.put_away() == ()
    with pytest.raises(Problem) as caught:
        desk.undo_discard(kept.id)
    assert caught.value.code is Code.TOO_LATE


def test_after_twelve_hours_a_decision_stands(desk: RealDesk, clock: TestClock) -> None:
    mutation = filed(desk.store)
    desk.store.database.write("UPDATE mutations SET state = 'refused' WHERE id = ?", (mutation.id,))
    desk.set_aside(mutation.id)
    clock.go(hours=13)
    with pytest.raises(Problem) as caught:
        desk.waiting.bring_back(mutation.id)
    assert caught.value.code is Code.TOO_LATE and desk.outbox() == ()


def test_nobody_touches_what_is_not_theirs(desk: RealDesk) -> None:
    for job in (lambda: desk.waiting.pause("m", True), lambda: desk.waiting.put_first("m", True),
                lambda: desk.waiting.send_anyway("m"), lambda: desk.waiting.bring_back("m")):
        with pytest.raises(Problem):
            job()


@pytest.mark.parametrize("rules", [
    TravelRules(from_hour=25), TravelRules(until_hour=-1), TravelRules(least_battery_share=1.5), TravelRules(daily_bytes=-1),
])
def test_rules_that_cannot_be_meant_change_nothing(desk: RealDesk, rules: TravelRules) -> None:
    before = desk.waiting.travel(Around()).rules
    with pytest.raises(Problem):
        desk.waiting.set_rules(rules)
    assert desk.waiting.travel(Around()).rules == before
