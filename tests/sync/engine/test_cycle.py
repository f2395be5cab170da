"""One cycle against the smallest hub: what moves, in which order, and what one bad item does to the others."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import pytest

from sync.engine.cycle import run_cycle
from sync.engine.device import Delivery, Download
from sync.engine.outbox import Limits
from sync.engine.trip import CycleReport, Policy, Progress
from sync.protocol.feed import CaseView, RulesChanged
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import MediaReceipt, Mutation, Outcome, PushReply
from sync.protocol.problems import Code, Next, Problem
from sync.protocol.report import Kind
from tests.sync.engine.making import HandClock, act, photo, report
from tests.sync.engine.memory_device import MemoryDevice
from tests.sync.engine.memory_hub import MemoryHub, Mishaps


class World:
    """One device, one hub, one way between them."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.hub = MemoryHub(self.clock)
        self.way = Mishaps(self.hub)
        self.device = MemoryDevice()

    def cycle(self, **policy: object) -> CycleReport:
        made = Policy(**{"chunk_bytes": 400, **policy})  # type: ignore[arg-type]
        return run_cycle(self.way, self.device, self.clock, made, draw=lambda: 0.5)

    def report(self, seq: int, *photos: bytes) -> Mutation:
        return self.device.enqueue(report(seq, *photos), *photos)

    def act(self, seq: int, case_id: str, what: Act = Act.RECEIVE) -> Mutation:
        return self.device.enqueue(act(seq, case_id, what))

    def state(self, mutation: Mutation) -> Delivery:
        return self.device.outbox[mutation.id].state


@pytest.fixture
def world() -> World:
    return World()


def test_a_report_its_photos_and_its_case_go_round_in_one_cycle(world: World) -> None:
    sent = world.report(1, photo(1), photo(2))
    found = world.cycle()
    assert found.problem is None and (found.pushed, found.applied) == (1, 1)
    assert (found.files_sent, found.bytes_sent) == (2, 2000)
    assert world.state(sent) is Delivery.ARRIVED
    assert world.hub.files.keys() == {m.sha256 for m in sent.media} == world.device.media_receipts.keys()
    case = world.device.cases[sent.case_id]
    assert all(m.arrived for m in case.media)  # the last pull came after the last file
    assert world.cycle().moved_nothing


def test_records_leave_before_files_and_the_answer_to_them_comes_first(world: World) -> None:
    world.report(1, photo(1))
    world.cycle()
    assert world.way.calls == ["hello", "push", "pull", "media_state", "upload", "upload", "upload", "pull"]


def test_a_quiet_cycle_without_greeting_is_one_question(world: World) -> None:
    world.cycle()
    world.way.calls.clear()
    assert world.cycle(greet=False).moved_nothing
    assert world.way.calls == ["pull"]


def test_acts_of_one_case_go_one_after_the_other_in_one_cycle(world: World) -> None:
    first = world.report(1)
    rest = [world.act(2, first.case_id), world.act(3, first.case_id, Act.FEEDBACK)]
    other = world.report(4)
    found = world.cycle()
    assert world.hub.applied == [first.id, other.id, rest[0].id, rest[1].id]
    assert found.pushed == 4 and world.way.calls.count("push") == 3


def test_marked_travelling_before_the_bytes_leave(world: World) -> None:
    sent = world.report(1, photo(1))
    seen: list[tuple[str, Delivery]] = []

    def spy(index: int, name: str) -> None:
        if name in ("push", "media_state"):
            entry = world.device.outbox[sent.id] if name == "push" else world.device.media[sent.media[0].sha256]
            seen.append((name, entry.state))

    world.way.before = spy
    world.cycle()
    assert seen == [("push", Delivery.TRAVELLING), ("media_state", Delivery.TRAVELLING)]


@pytest.mark.parametrize(("outcome", "code"), [
    (Outcome.REFUSED, Code.PART_MISSING), (Outcome.CONFLICT, Code.VERSION_CONFLICT),
])
def test_a_refused_item_is_kept_and_the_others_go(world: World, outcome: Outcome, code: Code) -> None:
    bad, good = world.report(1, photo(1)), world.report(2, photo(2))
    behind = world.act(3, bad.case_id)
    world.hub.refuse[bad.id] = (outcome, code)
    found = world.cycle()
    assert found.problem is None and (found.refused + found.conflicts, found.applied) == (1, 1)
    assert world.device.outbox[bad.id].problem == Problem(code).to_wire()
    assert world.state(bad) is Delivery.REFUSED and world.state(good) is Delivery.ARRIVED
    assert world.state(behind) is Delivery.WAITING
    # Photos of a late act are evidence and go; those of a refused one stay until a person has decided. None is lost.
    assert (bad.media[0].sha256 in world.hub.files) is (outcome is Outcome.CONFLICT)
    assert bad.media[0].sha256 in world.device.files
    assert world.cycle().moved_nothing
    world.device.put_aside(bad.id)
    assert world.cycle().pushed == 1 and world.state(behind) is Delivery.ARRIVED


@pytest.mark.parametrize("code", [Code.HUB_ERROR, Code.NOT_OUR_REPLY, Code.BODY_INVALID])
@pytest.mark.parametrize("which", [0, 6, 12])
def test_one_record_the_hub_cannot_digest_does_not_stop_the_others(world: World, code: Code, which: int) -> None:
    sent = [world.report(i) for i in range(13)]
    world.hub.poison[sent[which].id] = Problem(code)
    found = world.cycle()
    assert found.problem is None and found.applied == 12
    stuck = world.device.outbox[sent[which].id]
    assert stuck.state is Delivery.WAITING and stuck.problem == Problem(code).to_wire()
    assert found.next_try_at == stuck.next_try_at is not None
    assert [i.item for i in found.items] == [sent[which].id]
    assert world.cycle().moved_nothing
    world.hub.poison.clear()
    world.clock.move(4000)
    assert world.cycle().applied == 1


def test_a_hub_that_fails_everything_is_left_alone_soon(world: World) -> None:
    for i in range(200):
        world.report(i)
    world.way.before = lambda index, name: Problem(Code.HUB_ERROR, status=500) if name == "push" else None
    found = world.cycle()
    assert found.problem is not None and found.problem.code is Code.HUB_ERROR
    assert world.way.calls.count("push") <= 12
    assert all(e.state is Delivery.WAITING for e in world.device.outbox.values())
    world.way.before = lambda index, name: None
    world.clock.move(4000)
    assert world.cycle().applied == 200


@pytest.mark.parametrize("code", [
    Code.NO_NETWORK, Code.CAPTIVE_PORTAL, Code.HUB_BUSY, Code.TLS_FAILED, Code.TIMED_OUT, Code.SIGN_IN_EXPIRED,
    Code.SIGN_IN_NEEDED, Code.FORBIDDEN, Code.WIRE_TOO_OLD,
])
@pytest.mark.parametrize("call", ["hello", "push", "pull"])
def test_trouble_of_everybody_stops_the_cycle_with_the_queue_intact(world: World, call: str, code: Code) -> None:
    sent = [world.report(i, photo(i)) for i in range(3)]
    world.way.before = lambda index, name: Problem(code) if name == call else None
    found = world.cycle()
    assert found.problem is not None and found.problem.code is code
    assert world.device.links[-1] is found.problem
    expected = Delivery.ARRIVED if call == "pull" else Delivery.WAITING
    assert {world.state(m) for m in sent} == {expected}
    assert all(e.next_try_at is None for e in world.device.outbox.values())  # the link waits, not the items
    world.way.before = lambda index, name: None
    assert world.cycle().problem is None
    assert len(world.hub.applied) == 3 and len(world.hub.files) == 3


def test_a_receipt_for_something_else_settles_nothing(world: World) -> None:
    ours = world.report(1)
    stranger = world.hub._take(report(9))
    world.hub.receipts[ours.id] = stranger
    found = world.cycle()
    assert world.state(ours) is Delivery.WAITING and found.applied == 0
    assert world.device.outbox[ours.id].problem == Problem(Code.NOT_OUR_REPLY, status=200).to_wire()


def test_a_receipt_for_what_was_not_sent_yet_settles_nothing(world: World) -> None:
    first = world.report(1)
    second = world.act(2, first.case_id)
    push = world.hub.push

    def too_much(mutations: Sequence[Mutation]) -> PushReply:
        reply = push(mutations)
        if second.id in world.hub.receipts or any(m.id == second.id for m in mutations):
            return reply
        extra = msgspec.structs.replace(reply.receipts[0], mutation=second.id)
        return msgspec.structs.replace(reply, receipts=(*reply.receipts, extra))

    world.hub.push = too_much  # type: ignore[method-assign]
    world.cycle()
    assert world.hub.applied == [first.id, second.id] and world.state(second) is Delivery.ARRIVED


def test_an_unreadable_row_is_left_out(world: World) -> None:
    bad, good = world.report(1), world.report(2)
    del world.device.kept[bad.id]
    assert world.cycle().applied == 1 and world.state(good) is Delivery.ARRIVED
    assert world.state(bad) is Delivery.WAITING


# Files


def test_an_upload_goes_on_where_the_hub_stands(world: World) -> None:
    sent = world.report(1, photo(1))
    world.hub.parts[sent.media[0].sha256] = bytearray(photo(1)[:700])
    found = world.cycle()
    assert found.bytes_sent == 300 and found.files_sent == 1


def test_what_the_hub_has_travels_no_byte(world: World) -> None:
    sent = world.report(1, photo(1))
    world.hub.files[sent.media[0].sha256] = photo(1)
    found = world.cycle()
    assert (found.files_sent, found.bytes_sent) == (1, 0) and "upload" not in world.way.calls


def test_the_hub_moves_the_offset_and_the_device_follows(world: World) -> None:
    world.report(1, photo(1))
    asked = world.hub.media_state
    world.hub.media_state = lambda sha256, size: msgspec.structs.replace(asked(sha256, size), offset_bytes=500)  # type: ignore[method-assign]
    found = world.cycle()
    assert found.problem is None and not found.items
    assert list(world.hub.files.values()) == [photo(1)]


def test_a_hub_that_never_moves_on_is_not_asked_for_ever(world: World) -> None:
    sent = world.report(1, photo(1))
    world.report(2, photo(2))
    stuck = sent.media[0].sha256
    upload = world.hub.upload

    def refuse(sha256: str, size: int, mime: str, offset: int, data: bytes) -> MediaReceipt:
        if sha256 == stuck:
            raise Problem(Code.OFFSET_MISMATCH, offset_bytes=0)
        return upload(sha256, size, mime, offset, data)

    world.hub.upload = refuse  # type: ignore[method-assign]
    found = world.cycle()
    assert found.files_sent == 1 and [i.problem.code for i in found.items] == [Code.OFFSET_MISMATCH]
    assert world.device.media[stuck].state is Delivery.WAITING


def test_all_bytes_there_but_never_checked_is_finished_by_an_empty_piece(world: World) -> None:
    sent = world.report(1, photo(1))
    world.hub.parts[sent.media[0].sha256] = bytearray(photo(1))
    found = world.cycle()
    assert found.files_sent == 1 and found.bytes_sent == 0


@pytest.mark.parametrize("wrong", ["sha256", "size_bytes", "offset_bytes"])
def test_a_receipt_for_other_bytes_is_not_believed(world: World, wrong: str) -> None:
    sent = world.report(1, photo(1))
    sha256 = sent.media[0].sha256
    lie = {"sha256": "0" * 64, "size_bytes": 7, "offset_bytes": 5000}[wrong]
    world.hub.upload = lambda *a: msgspec.structs.replace(  # type: ignore[method-assign]
        MediaReceipt(sha256=sha256, size_bytes=1000, offset_bytes=1000, complete=True), **{wrong: lie}
    )
    found = world.cycle()
    assert found.files_sent == 0 and len(found.items) == 1
    assert world.device.media[sha256].state is Delivery.WAITING and sha256 not in world.device.media_receipts


def test_bytes_spoilt_on_the_way_are_sent_again(world: World) -> None:
    sent = world.report(1, photo(1))
    sha256 = sent.media[0].sha256
    world.hub.parts[sha256] = bytearray(b"x" * 900)
    found = world.cycle()
    assert [i.problem.code for i in found.items] == [Code.MEDIA_HASH_MISMATCH]
    assert world.device.media[sha256].offset_bytes == 0
    world.clock.move(4000)
    assert world.cycle().files_sent == 1 and world.hub.files[sha256] == photo(1)


def test_bytes_spoilt_on_the_device_ask_a_person(world: World) -> None:
    sent, other = world.report(1, photo(1)), world.report(2, photo(2))
    sha256 = sent.media[0].sha256
    world.device.files[sha256] = b"x" * 1000
    found = world.cycle()
    assert world.device.media[sha256].state is Delivery.REFUSED and sha256 in world.device.files
    assert found.items[0].problem.next is Next.ASK
    assert other.media[0].sha256 in world.hub.files
    assert world.cycle().moved_nothing


@pytest.mark.parametrize(("spoil", "code"), [
    (lambda files, sha: files.pop(sha), Code.FILE_MISSING),
    (lambda files, sha: files.update({sha: files[sha][:500]}), Code.FILE_TRUNCATED),
])
def test_a_file_that_is_gone_or_cut_asks_a_person_and_stops_nothing(world: World, spoil, code: Code) -> None:  # type: ignore[no-untyped-def]
    sent = world.report(1, photo(1))
    world.report(2, photo(2))
    spoil(world.device.files, sent.media[0].sha256)
    found = world.cycle()
    assert [i.problem.code for i in found.items] == [code] and found.files_sent == 1
    assert world.device.media[sent.media[0].sha256].state is Delivery.REFUSED


@pytest.mark.parametrize(("code", "state"), [
    (Code.MEDIA_TOO_LARGE, Delivery.REFUSED), (Code.FORBIDDEN, Delivery.WAITING), (Code.HUB_ERROR, Delivery.WAITING),
])
def test_one_file_the_hub_does_not_take_stops_no_other(world: World, code: Code, state: Delivery) -> None:
    sent = [world.report(i, photo(i)) for i in range(3)]
    bad = sent[1].media[0].sha256
    upload = world.hub.upload

    def refuse(sha256: str, size: int, mime: str, offset: int, data: bytes) -> MediaReceipt:
        if sha256 == bad:
            raise Problem(code)
        return upload(sha256, size, mime, offset, data)

    world.hub.upload = refuse  # type: ignore[method-assign]
    found = world.cycle()
    assert found.problem is None and found.files_sent == 2
    assert world.device.media[bad].state is state


def test_a_full_hub_takes_records_but_no_files(world: World) -> None:
    sent = [world.report(i, photo(i)) for i in range(3)]
    world.way.before = lambda index, name: Problem(Code.QUOTA_FULL) if name == "upload" else None
    found = world.cycle()
    assert found.problem is None and found.applied == 3
    assert world.way.calls.count("upload") == 1
    assert {world.device.media[m.media[0].sha256].state for m in sent} == {Delivery.WAITING}


def test_a_report_filed_during_a_long_upload_does_not_wait_for_its_end(world: World) -> None:
    world.report(1, photo(1, 4000))
    late: list[Mutation] = []

    def slow(index: int, name: str) -> None:
        if name == "upload":
            world.clock.move(6)
            if not late:
                late.append(world.report(2))

    world.way.before = slow
    world.cycle()
    calls = world.way.calls
    second_push = [i for i, name in enumerate(calls) if name == "push"][1]
    assert calls[second_push:].count("upload") >= 5
    assert world.state(late[0]) is Delivery.ARRIVED


def test_trouble_with_records_during_an_upload_is_not_the_files_fault(world: World) -> None:
    sent = world.report(1, photo(1, 4000))

    def slow(index: int, name: str) -> Problem | None:
        world.clock.move(6)
        return Problem(Code.HUB_ERROR, status=500) if name == "pull" and index > 3 else None

    world.way.before = slow
    found = world.cycle()
    entry = world.device.media[sent.media[0].sha256]
    assert found.problem is not None and found.problem.code is Code.HUB_ERROR
    assert entry.state is Delivery.WAITING and entry.next_try_at is None


def test_progress_is_told_and_a_stop_between_two_pieces_leaves_everything_in_order(world: World) -> None:
    sent = world.report(1, photo(1))
    told: list[Progress] = []
    found = run_cycle(
        world.way, world.device, world.clock, Policy(chunk_bytes=400), draw=lambda: 0.5,
        should_stop=lambda: bool(told), on_progress=told.append,
    )
    assert found.stopped and found.problem is None
    assert [(p.done_bytes, p.total_bytes, p.up) for p in told] == [(400, 1000, True)]
    entry = world.device.media[sent.media[0].sha256]
    assert (entry.state, entry.offset_bytes, entry.problem) == (Delivery.WAITING, 400, None)
    assert world.device.links == []
    assert world.cycle().bytes_sent == 600


def test_files_may_wait_for_a_better_network(world: World) -> None:
    world.report(1, photo(1))
    found = world.cycle(send_files=False)
    assert found.applied == 1 and not world.hub.files
    assert world.cycle().files_sent == 1


def test_a_file_the_hub_lost_goes_again(world: World) -> None:
    sent = world.report(1, photo(1))
    world.cycle()
    world.hub.files.clear()
    case = world.hub.cases[sent.case_id]
    world.hub.tell(msgspec.structs.replace(
        case, version=9, media=tuple(msgspec.structs.replace(m, arrived=False) for m in case.media)
    ))
    found = world.cycle()
    assert found.requeued == 1 and found.files_sent == 1
    assert world.hub.files == {sent.media[0].sha256: photo(1)}
    assert world.cycle().moved_nothing


# Changes, downloads, catalogue, clock


def view(i: int) -> CaseView:
    return CaseView(id=f"case-{i}", version=1, kind=Kind.PROBLEM, stage=Stage.DISPATCHED, created_at=datetime(2026, 1, 1, tzinfo=UTC))


def test_pages_are_pulled_until_there_are_no_more_and_each_is_kept_at_once(world: World) -> None:
    for i in range(25):
        world.hub.tell(view(i))
    world.way.before = lambda index, name: Problem(Code.NO_NETWORK) if index == 3 else None
    assert world.cycle(page_limit=10).changes == 20
    assert world.device.at_cursor == "20"
    world.way.before = lambda index, name: None
    assert world.cycle(page_limit=10).changes == 5 and len(world.device.cases) == 25


def test_a_hub_that_says_more_and_stands_still_is_not_followed(world: World) -> None:
    world.hub.tell(view(1))
    world.cycle()
    pull = world.hub.pull
    world.hub.pull = lambda *a, **k: msgspec.structs.replace(pull(*a, **k), more=True)  # type: ignore[method-assign]
    found = world.cycle()
    assert found.problem is not None and found.problem.code is Code.NOT_OUR_REPLY


def want(world: World, data: bytes, size: int | None = None) -> str:
    sha256 = hashlib.sha256(data).hexdigest()
    world.hub.files[sha256] = data
    world.device.wanted[sha256] = Download(sha256=sha256, size_bytes=len(data) if size is None else size)
    return sha256


def test_photos_of_assigned_cases_come_and_an_interrupted_one_goes_on(world: World) -> None:
    sha256 = want(world, photo(7))
    told: list[Progress] = []
    run_cycle(world.way, world.device, world.clock, Policy(), should_stop=lambda: len(told) == 2, on_progress=told.append)
    assert world.device.wanted[sha256].have_bytes == 600
    found = world.cycle()
    assert (found.files_fetched, found.bytes_fetched) == (1, 400)
    assert world.device.files[sha256] == photo(7) and world.cycle().moved_nothing


def test_one_photo_that_does_not_come_stops_no_other(world: World) -> None:
    gone, wrong, long, good = (want(world, photo(i), 999 if i == 3 else None) for i in range(1, 5))
    del world.hub.files[gone]
    world.hub.files[wrong] = photo(9)
    found = world.cycle()
    assert found.problem is None and found.files_fetched == 1 and good in world.device.files
    assert {i.item: i.problem.code for i in found.items} == {
        gone: Code.MEDIA_MISSING, wrong: Code.MEDIA_HASH_MISMATCH, long: Code.MEDIA_HASH_MISMATCH,
    }
    assert all(world.device.wanted[s].next_try_at is not None for s in (gone, wrong, long))
    assert world.cycle().moved_nothing


def test_a_part_longer_than_the_hub_has_begins_anew(world: World) -> None:
    sha256 = want(world, photo(7))
    world.device.wanted[sha256] = Download(sha256=sha256, size_bytes=1000, have_bytes=900)
    world.device.parts[sha256] = b"?" * 900
    download = world.hub.download

    def strict(sha: str, *, offset_bytes: int = 0):  # type: ignore[no-untyped-def]
        if offset_bytes:
            raise Problem(Code.OFFSET_MISMATCH)
        return download(sha)

    world.hub.download = strict  # type: ignore[method-assign]
    assert world.cycle().files_fetched == 1


@pytest.mark.parametrize("told_by", ["hello", "feed"])
def test_a_newer_catalogue_is_fetched_and_a_bad_one_leaves_the_old(world: World, told_by: str) -> None:
    def announce(version: int) -> None:
        if told_by == "hello":
            world.hub.catalogue_version = version
        else:
            world.hub.feed.append(RulesChanged(catalogue_version=version))

    announce(7)
    world.hub.catalogue_raw = b"7"
    assert world.cycle(greet=told_by == "hello").catalogue and world.device.catalogue_at == 7
    announce(8)
    world.hub.catalogue_raw = b"nonsense"
    found = world.cycle(greet=told_by == "hello")
    assert found.problem is None and found.items[0].problem.code is Code.CATALOGUE_INVALID
    assert world.device.catalogue_at == 7


@pytest.mark.parametrize("offset_s", [0.0, -3600.0, 90 * 86400.0])
def test_the_clocks_difference_is_measured_and_noted(world: World, offset_s: float) -> None:
    world.hub.offset_s = offset_s
    found = world.cycle()
    assert found.clock_offset_s == offset_s and world.device.clocks == [offset_s]


def test_a_store_that_fails_stops_the_cycle_and_is_told(world: World) -> None:
    sent = world.report(1)

    def full(name: str) -> None:
        if name == "settle":
            raise Problem(Code.DISK_FULL, free_bytes=0, needed_bytes=1)

    world.device.blow = full
    found = world.cycle()
    assert found.problem is not None and found.problem.code is Code.DISK_FULL
    world.device.blow = lambda name: None
    assert world.cycle().duplicates == 1 and world.state(sent) is Delivery.ARRIVED
    assert world.hub.applied == [sent.id]


def test_small_limits_still_send_everything(world: World) -> None:
    for i in range(7):
        world.report(i)
    found = world.cycle(limits=Limits(count=2, size_bytes=10))
    assert found.applied == 7 and world.way.calls.count("push") == 7


