"""A cycle over a stream, against a small hub on a real socket: what moves, what is never sent twice, what a cut costs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from sync.engine.device import Delivery
from sync.engine.outbox import Limits
from sync.engine.stream_client import StreamClient
from sync.engine.stream_pace import FIRST_BYTES, Pace
from sync.engine.stream_records import RecordsLane
from sync.engine.stream_uploader import UNPROVEN_BYTES, Uploader
from sync.engine.trip import CycleReport, Policy
from sync.protocol.mutations import Mutation, Outcome
from sync.protocol.problems import Code, Problem
from sync.protocol.stream import Up
from tests.sync.engine.certificate import self_signed
from tests.sync.engine.making import HandClock, PatientClock, act, photo, report
from tests.sync.engine.memory_device import MemoryDevice
from tests.sync.engine.memory_hub import MemoryHub, Mishaps
from tests.sync.engine.stream_hub import WAIT_S, Broken, StreamedHub, StreamHub, serving


class World:
    """One device, one hub, a stream between them."""

    def __init__(self, served: StreamHub) -> None:
        self.served = served
        self.memory = served.memory
        self.way = Mishaps(self.memory)
        self.hub = StreamedHub(served, self.way)
        self.device = MemoryDevice()

    def cycle(
        self, should_stop: Callable[[], bool] = lambda: False, clock: SystemClock | None = None, **policy: object
    ) -> CycleReport:
        made = Policy(**policy)  # type: ignore[arg-type]
        clock = clock or PatientClock()
        return run_cycle(self.hub, self.device, clock, made, draw=lambda: 0.0, should_stop=should_stop)  # type: ignore[arg-type]

    def report(self, seq: int, *photos: bytes) -> Mutation:
        return self.device.enqueue(report(seq, *photos), *photos)

    def restart(self) -> None:
        """A new process on the same store, when the hub has seen the end of the old one's lines."""
        self.hub.exchange.close()
        self.served.hear_out()
        self.hub = StreamedHub(self.served, self.way)

    def all_arrived(self) -> bool:
        records = all(e.state is Delivery.ARRIVED for e in self.device.outbox.values())
        return records and all(self.memory.files.get(sha256) == data for sha256, data in self.device.files.items())


@pytest.fixture
def world() -> Iterator[World]:
    with serving(StreamHub(MemoryHub(HandClock()))) as served:
        made = World(served)
        yield made
        made.hub.exchange.close()


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more is ever under way than before anything was measured."""
    monkeypatch.setattr(Pace, "window_bytes", FIRST_BYTES)


def test_records_and_files_go_up_one_line_and_changes_come_back(world: World) -> None:
    sent = [world.report(n, photo(n, 100_000), photo(n + 50, 20_000)) for n in range(1, 4)]
    found = world.cycle()
    assert found.problem is None and (found.pushed, found.applied, found.files_sent) == (3, 3, 6)
    assert world.all_arrived() and world.served.lines == 1 and world.way.calls == ["pull"]
    assert found.bytes_sent == world.served.data_bytes == 360_000
    assert all(media.arrived for each in sent for media in world.device.cases[each.case_id].media)
    assert world.cycle().moved_nothing and world.served.lines == 1


def test_the_first_greeting_comes_before_and_a_known_hub_is_greeted_last(world: World) -> None:
    world.cycle()
    assert world.served.lines == 0  # nothing to send: no line
    world.report(1, photo(1))
    world.restart()
    order: list[str] = []
    world.served.on_frame = lambda line, kind, payload: order.append(chr(kind))
    world.hub.hello = lambda: (order.append("hello"), StreamedHub.hello(world.hub))[1]  # type: ignore[method-assign]
    assert world.cycle().problem is None
    assert order[0] == "P" and order[-1] == "hello"


def test_acts_of_one_case_follow_one_another_on_the_same_line(world: World) -> None:
    first = world.report(1)
    rest = [world.device.enqueue(act(n, first.case_id)) for n in (2, 3)]
    assert world.cycle().pushed == 3
    assert world.memory.applied == [first.id, *(each.id for each in rest)] and world.served.lines == 1


def test_the_head_of_the_request_is_ours(world: World) -> None:
    world.report(1)
    world.cycle()
    head = world.served.heads[0].splitlines()
    assert head[0] == "POST /v1/stream HTTP/1.1" and "Authorization: Bearer token" in head
    assert "Transfer-Encoding: chunked" in head and f"Host: 127.0.0.1:{world.served.port}" in head
    assert "X-Fieldclient-Device: device-1" in head


@pytest.mark.parametrize("every", [2, 3, 5])
def test_a_line_that_breaks_again_and_again_brings_everything_and_next_to_nothing_twice(world: World, every: int) -> None:
    for n in range(1, 4):
        world.report(n, photo(n, 120_000))
    seen = [0]

    def breaking(line: int, kind: int, payload: bytes) -> None:
        seen[0] += kind == Up.DATA
        if kind == Up.DATA and seen[0] % every == 0:
            raise Broken

    world.served.on_frame = breaking
    found = world.cycle()
    assert found.problem is None and world.all_arrived()
    assert world.served.lines > 2
    assert world.served.data_bytes == 360_000  # what arrived was never sent again


def test_after_a_cut_new_bytes_go_first_without_asking(world: World) -> None:
    world.report(1, photo(1, 200_000))

    def breaking(line: int, kind: int, payload: bytes) -> None:
        if line == 1 and kind == Up.DATA and world.served.data_bytes >= 60_000:
            raise Broken

    world.served.on_frame = breaking
    assert world.cycle().problem is None and world.all_arrived()
    assert [offer.ask for offer in world.served.offers] == [False, False]
    assert world.served.data_bytes == 200_000


def test_after_a_restart_the_hub_is_asked_and_nothing_is_sent_again(world: World, narrow: None) -> None:
    world.report(1, photo(1, 2_000_000))
    stopped = world.cycle(should_stop=lambda: world.served.data_bytes >= 60_000)
    world.restart()
    assert stopped.stopped and 0 < world.served.data_bytes < 2_000_000
    assert world.cycle().problem is None and world.all_arrived()
    assert world.served.offers[-1].ask and world.served.data_bytes == 2_000_000


def test_a_file_the_hub_has_costs_no_byte(world: World) -> None:
    """It was sent by an earlier process that never saw the receipt."""
    data = photo(1, 80_000)
    sent = world.report(1, data)
    world.cycle(send_files=False)
    world.memory.files[sent.media[0].sha256] = data
    world.device.media_travelling(sent.media[0].sha256, HandClock().now())
    found = world.cycle()
    assert found.files_sent == 1 and world.served.data_bytes == 0 and found.bytes_sent == 0


def test_a_record_enqueued_during_a_long_upload_goes_next(world: World) -> None:
    """Enqueued when the first piece has come: only what was on its way by then may come before it."""
    world.report(1, photo(1, 400_000))
    late: list[Mutation] = []
    before: list[int] = []

    def woken() -> bool:
        if late or not world.served.data_bytes:
            return False
        late.append(world.report(2))
        return True

    def count(line: int, kind: int, payload: bytes) -> None:
        if kind == Up.PUSH:
            before.append(world.served.data_bytes)

    world.served.on_frame = count
    found = run_cycle(world.hub, world.device, PatientClock(), Policy(), draw=lambda: 0.0, woken=woken)  # type: ignore[arg-type]
    assert found.problem is None and found.pushed == 2
    assert before[0] == 0 < before[1] <= UNPROVEN_BYTES


def test_a_refused_file_and_a_poisoned_record_hold_up_nobody(world: World) -> None:
    bad, good, poison = world.report(1, photo(1, 5000)), world.report(2, photo(2, 5000)), world.report(3, photo(3, 5000))
    world.served.refuse[bad.media[0].sha256] = Problem(Code.MEDIA_TOO_LARGE, limit_bytes=1)
    world.memory.poison[poison.id] = Problem(Code.HUB_ERROR, status=500)
    found = world.cycle()
    assert found.problem is None and {each.item for each in found.items} == {bad.media[0].sha256, poison.id}
    assert world.device.media[bad.media[0].sha256].state is Delivery.REFUSED
    assert good.media[0].sha256 in world.memory.files
    assert world.device.outbox[poison.id].state is Delivery.WAITING and world.device.outbox[poison.id].next_try_at
    assert bad.media[0].sha256 in world.device.files


def test_a_full_quota_stops_files_and_not_records(world: World) -> None:
    first, second = world.report(1, photo(1, 5000)), world.report(2, photo(2, 5000))
    for each in (first, second):
        world.served.refuse[each.media[0].sha256] = Problem(Code.QUOTA_FULL, limit_bytes=1)
    found = world.cycle()
    assert found.problem is None and found.pushed == 2 and found.files_sent == 0
    assert all(entry.state is Delivery.WAITING for entry in world.device.media.values())


def test_a_refused_record_keeps_its_photos_here(world: World) -> None:
    """Of which no more goes than was on its way when the refusal came."""
    bad = world.report(1, photo(1, 3_000_000))
    world.memory.refuse[bad.id] = (Outcome.REFUSED, Code.PART_MISSING)
    found = world.cycle()
    assert found.refused == 1 and found.bytes_sent <= UNPROVEN_BYTES
    assert not world.memory.files and bad.media[0].sha256 in world.device.files
    world.report(2)
    found = world.cycle()
    assert found.problem is None and (found.pushed, found.bytes_sent) == (1, 0)


def test_bits_that_changed_on_the_card_are_told_to_a_person(world: World) -> None:
    sent = world.report(1, photo(1, 5000))
    world.device.files[sent.media[0].sha256] = b"x" * 5000
    found = world.cycle()
    assert [each.problem.code for each in found.items] == [Code.MEDIA_HASH_MISMATCH]
    assert world.device.media[sent.media[0].sha256].state is Delivery.REFUSED


def test_a_photo_cut_short_on_the_card_is_told(world: World) -> None:
    sent = world.report(1, photo(1, 50_000))
    world.device.files[sent.media[0].sha256] = photo(1, 20_000)
    found = world.cycle()
    assert [each.problem.code for each in found.items] == [Code.FILE_TRUNCATED] and found.problem is None


NOT_FOUND = (b"HTTP/1.1 404 Not Found\r\nX-Fieldclient-Wire: 1\r\nContent-Type: application/json\r\nContent-Length: 39\r\n\r\n"
             b'{"code":"body_invalid","next":"ask"}   ')
PORTAL = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<html>hi!"
GATEWAY = b"HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize("answer", [NOT_FOUND, PORTAL, GATEWAY, b"SSH-2.0-OpenSSH\r\n"])
def test_where_no_stream_is_spoken_the_old_way_brings_everything(world: World, answer: bytes) -> None:
    world.served.answer = answer
    world.report(1, photo(1, 5000))
    found = world.cycle()
    assert found.problem is None and world.all_arrived() and "upload" in world.way.calls
    world.report(2, photo(2, 5000))
    lines = world.served.lines
    world.cycle()
    assert lines <= 2 and world.served.lines == lines and world.all_arrived()  # not tried again for an hour


def test_a_portal_that_is_gone_a_moment_later_does_not_end_the_streams(world: World) -> None:
    world.served.answer = PORTAL
    pull = world.way.pull

    def pull_when_it_is_gone(cursor: str | None, **more: object) -> object:
        world.served.answer = None
        return pull(cursor, **more)  # type: ignore[arg-type]

    world.way.pull = pull_when_it_is_gone  # type: ignore[assignment, method-assign]
    world.report(1, photo(1, 50_000))
    found = world.cycle()
    assert found.problem is None and world.all_arrived()
    assert "upload" not in world.way.calls and world.served.lines == 2


def test_a_portal_that_stands_is_asked_one_question_a_try_and_let_go_of_at_once(world: World) -> None:
    world.served.answer = PORTAL
    world.way.before = lambda index, name: Problem(Code.CAPTIVE_PORTAL)
    world.report(1, photo(1, 50_000))
    for tries in range(1, 4):
        found = world.cycle()
        assert found.problem is not None and found.problem.code is Code.CAPTIVE_PORTAL
        assert world.served.lines == tries and len(world.way.calls) == 1 and not world.served.data_bytes
    for _ in range(5):
        world.cycle()
    assert len(world.way.calls) == 2  # now and then the old way is asked too: the page may be about streams alone
    world.served.answer, world.way.before = None, lambda index, name: None
    assert world.cycle().problem is None and world.all_arrived()


def test_an_expired_sign_in_stops_and_keeps_everything(world: World) -> None:
    world.served.answer = (
        b"HTTP/1.1 401 Unauthorized\r\nX-Fieldclient-Wire: 2\r\nContent-Type: application/json\r\nContent-Length: 28\r\n\r\n"
        b'{"code":"sign_in_expired"}  '
    )
    sent = world.report(1, photo(1))
    found = world.cycle()
    assert found.problem is not None and found.problem.code is Code.SIGN_IN_EXPIRED
    assert world.device.outbox[sent.id].state is Delivery.WAITING and not world.memory.receipts


def test_a_proxy_that_holds_the_answer_back_is_gone_around(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.engine.stream_drive.GREETING_S", 0.2)
    world.served.mute = True
    world.report(1, photo(1, 300_000))
    found = world.cycle(clock=SystemClock())
    assert found.problem is None and world.all_arrived() and world.served.lines == 1


def test_stopping_in_the_middle_leaves_everything_waiting(world: World, narrow: None) -> None:
    world.report(1, photo(1, 300_000))
    found = world.cycle(should_stop=lambda: world.served.data_bytes > 10_000)
    assert found.stopped
    assert all(entry.state is Delivery.WAITING for entry in world.device.media.values())


def test_the_hub_is_gone_and_the_cycle_says_so(world: World) -> None:
    world.report(1, photo(1))
    world.cycle()
    world.report(2, photo(2))

    def gone(line: int, kind: int, payload: bytes) -> None:
        raise Broken

    world.served.on_frame = gone
    found = world.cycle()
    assert found.problem is not None and found.problem.code is Code.NO_NETWORK
    assert all(entry.state is not Delivery.TRAVELLING for entry in world.device.outbox.values())


# The line itself


def test_over_tls_everything_arrives_when_the_authority_is_known(tmp_path: Path) -> None:
    pem = self_signed(tmp_path)
    with serving(StreamHub(MemoryHub(HandClock())), pem) as served:
        world = World(served)
        world.hub = StreamedHub(served, world.way, scheme="https", authority=pem.read_text())
        world.report(1, photo(1, 300_000))
        assert world.cycle().problem is None and world.all_arrived() and served.data_bytes == 300_000
        world.hub.exchange.close()


def test_a_certificate_that_nobody_vouches_for_gets_neither_token_nor_report(tmp_path: Path) -> None:
    with serving(StreamHub(MemoryHub(HandClock())), self_signed(tmp_path)) as served:
        world = World(served)
        world.hub = StreamedHub(served, world.way, scheme="https")
        world.report(1, photo(1))
        found = world.cycle()
        assert found.problem is not None and found.problem.code is Code.TLS_FAILED
        assert not served.heads and not served.memory.receipts
        world.hub.exchange.close()


@pytest.mark.parametrize("tls", [False, True])
def test_a_cut_from_another_thread_ends_it_at_once(tls: bool, tmp_path: Path) -> None:
    pem = self_signed(tmp_path) if tls else None
    with serving(StreamHub(MemoryHub(HandClock())), pem) as served:
        world = World(served)
        world.hub = StreamedHub(served, world.way, scheme="https" if tls else "http", authority=pem.read_text() if pem else "")
        world.report(1, photo(1, 3_000_000))
        stop, over = threading.Event(), threading.Event()

        def cutting(line: int, kind: int, payload: bytes) -> None:
            if kind == Up.DATA and served.data_bytes > 100_000 and not stop.is_set():
                stop.set()
                world.hub.cut()
                over.wait(WAIT_S)  # no answer ends it

        served.on_frame = cutting
        found = world.cycle(should_stop=stop.is_set)
        assert found.stopped and served.lines == 1 and not world.memory.files
        over.set()
        world.hub.exchange.close()


def test_through_a_proxy_the_old_way_is_used(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.engine.stream_dial.select_proxy", lambda url, proxies: "http://proxy.example:3128")
    world.report(1, photo(1))
    assert world.cycle().problem is None and world.served.lines == 0 and world.all_arrived()


def test_the_next_push_leaves_before_receipts_are_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    for number in range(1, 41):
        world.report(number)

    def noted(what: str, called: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **more: object) -> object:
            found = called(*args, **more)
            if found is not None or what != "push":
                order.append(what)
            return found
        return call
    monkeypatch.setattr(Uploader, "next_push", noted("push", Uploader.next_push))
    monkeypatch.setattr(RecordsLane, "replied", noted("reply", RecordsLane.replied))
    monkeypatch.setattr(world.device, "settle", noted("kept", world.device.settle))
    assert world.cycle(limits=Limits(count=2)).pushed == 40 and world.all_arrived()
    assert order.count("push") == order.count("reply") == order.count("kept") == 20
    first = order.index("kept")
    assert "push" in order[order.index("reply"):first]


def test_a_second_push_is_packed_when_it_is_known_how_far_the_hub_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    known: list[bool] = []
    pack = StreamClient.pack

    def noted(client: StreamClient, *told: Any) -> bytes:
        known.append(client.greeted_s is not None)
        return pack(client, *told)
    monkeypatch.setattr(StreamClient, "pack", noted)
    monkeypatch.setattr("sync.engine.stream_records.LISTEN_S", WAIT_S)
    for number in range(1, 41):
        world.report(number)
    assert world.cycle(limits=Limits(count=2)).pushed == 40 and world.all_arrived()
    assert known == [False] + [True] * 19
