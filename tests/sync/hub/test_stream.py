"""The hub's end of the stream, spoken to by hand over a real socket."""

from __future__ import annotations

import hashlib
import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from sync.hub.http.server import HubServer
from sync.protocol import stream
from sync.protocol.columns import pack_columns
from sync.protocol.mutations import Outcome
from sync.protocol.problems import Code
from sync.protocol.sealing import seal
from sync.protocol.stream import Down, Up
from tests.sync.contract.test_records import a_report
from tests.sync.hub.streaming import Talk, talking
from tests.sync.hub.town import Town, jpeg


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def big(size: int, seed: int = 1) -> bytes:
    return (jpeg() + random.Random(seed).randbytes(size))[:size]


@pytest.fixture
def server(town: Town) -> Iterator[HubServer]:
    with HubServer(town.service, tick_s=3600) as server:
        yield server


@pytest.fixture
def talk(town: Town, server: HubServer) -> Iterator[Talk]:
    with talking(server, town["wangfang"]) as talk:
        yield talk


def stored(town: Town, data: bytes) -> bool:
    path = town.service.files.path(sha(data))
    return path.exists() and path.read_bytes() == data


def test_the_answer_begins_before_anything_was_said(town: Town, talk: Talk) -> None:
    greeting = talk.hear(Down.HELLO)
    assert greeting.hub_id == town.service.hub_id and greeting.hub_time == town.clock()
    assert b"x-fieldclient-hub" in talk.head.lower() and b"chunked" in talk.head.lower()


def test_a_file_goes_up_and_its_receipt_comes_down(town: Town, talk: Talk) -> None:
    data = big(300_000)
    talk.offer(0, data)
    talk.send(0, data)
    done = talk.hear(Down.DONE)
    assert done.n == 0 and done.receipt.complete and done.receipt.sha256 == sha(data)
    assert stored(town, data) and not list((town.folder / "media/partial").iterdir())
    acks = [ack.offset_bytes for ack in talk.all(Down.ACK)]
    assert acks == sorted(acks) and acks[-1] == len(data)
    talk.finish()
    talk.wait_closed()
    assert talk.ended


def test_files_and_acts_share_the_line_and_a_slow_act_holds_up_no_bytes(
    town: Town, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, gate = town.service.push, threading.Event()

    def slow(*args: object) -> object:
        gate.wait(100)
        return real(*args)

    monkeypatch.setattr(town.service, "push", slow)
    wang, data = town["wangfang"], big(2_000_000)
    first, second = a_report(wang), a_report(wang)
    talk.push(first)
    talk.push(second)
    talk.offer(0, data)
    talk.send(0, data)
    talk.hear(Down.ACK, lambda ack: ack.offset_bytes == len(data))
    assert talk.all(Down.REPLY) == []
    gate.set()
    talk.hear(Down.DONE)
    talk.finish()
    talk.wait_closed()
    replies = talk.all(Down.REPLY)
    assert [reply.receipts[0].mutation for reply in replies] == [first.id, second.id]
    assert all(reply.receipts[0].outcome is Outcome.APPLIED for reply in replies)


def test_bytes_with_gaps_are_kept_and_told(town: Town, server: HubServer, talk: Talk) -> None:
    data = big(400_000)
    talk.offer(0, data)
    talk.send(0, data, 0, 100_000)
    talk.send(0, data, 200_000, 300_000)
    talk.hear(Down.ACK, lambda ack: (ack.offset_bytes, ack.highest_bytes) == (100_000, 300_000))
    talk.cut()
    with talking(server, town["wangfang"]) as again:
        again.offer(0, data, ask=True)
        stand = again.hear(Down.STAND)
        assert stand.ranges == ((0, 100_000), (200_000, 300_000)) and stand.offset_bytes == 100_000
        again.send(0, data, 300_000)
        again.send(0, data, 100_000, 200_000)
        assert again.hear(Down.DONE).receipt.complete
    assert stored(town, data)


def test_the_begun_half_of_a_piece_counts_when_the_line_is_cut(town: Town, server: HubServer, talk: Talk) -> None:
    data = big(400_000)
    talk.offer(0, data)
    talk.hear(Down.STAND)
    (line,) = server._app.streams._all()
    whole, before = stream.data(0, 0, data[:30_000]), line.bytes_in
    talk.sock.sendall(b"%x\r\n%s" % (len(whole), whole[:20_017]))
    until = time.monotonic() + 60
    while line.bytes_in < before + 20_017:
        assert time.monotonic() < until
        time.sleep(0.01)
    talk.sock.shutdown(socket.SHUT_RDWR)
    while town["wangfang"].hub.media_state(sha(data), len(data)).offset_bytes != 20_000:
        assert time.monotonic() < until
        time.sleep(0.01)
    with talking(server, town["wangfang"]) as again:
        again.offer(0, data, ask=True)
        assert again.hear(Down.STAND).ranges == ((0, 20_000),)
        again.send(0, data, 20_000)
        assert again.hear(Down.DONE).receipt.complete
    assert stored(town, data)


def test_after_a_new_start_of_the_hub_every_byte_that_came_is_known(town: Town) -> None:
    data = big(400_000)
    with HubServer(town.service, tick_s=3600) as server, talking(server, town["wangfang"]) as talk:
        talk.offer(0, data)
        talk.send(0, data, 0, 65_536)
        talk.send(0, data, 131_072, 196_608)
        talk.hear(Down.ACK, lambda ack: ack.highest_bytes == 196_608)
        # Killed here: nothing is closed in order, and the database has not heard of these bytes.
        other = Town(town.folder, town.clock)
        assert other["wangfang"].hub.media_state(sha(data), len(data)).offset_bytes == 65_536
        with HubServer(other.service, tick_s=3600) as second, talking(second, other["wangfang"]) as again:
            again.offer(0, data)
            assert again.hear(Down.STAND).ranges == ((0, 65_536), (131_072, 196_608))
            again.send(0, data, 196_608)
            again.send(0, data, 65_536, 131_072)
            assert again.hear(Down.DONE).receipt.complete
        other.close()
    assert stored(town, data)


def test_too_many_gaps_are_not_kept_and_the_device_is_told_where_it_stands(town: Town, talk: Talk) -> None:
    data = big(400_000)
    talk.offer(0, data)
    for at in range(9):
        talk.send(0, data, 20_000 * at, 20_000 * at + 10_000)
    stand = talk.hear(Down.STAND, lambda told: len(told.ranges) == stream.MAX_RANGES)
    assert stand.ranges[-1] == (140_000, 150_000)
    talk.send(0, data)
    talk.hear(Down.DONE)
    assert stored(town, data)


def test_what_the_hub_has_needs_no_byte(town: Town, talk: Talk) -> None:
    data = big(50_000)
    town["wangfang"].upload(data)
    talk.offer(7, data)
    talk.send(7, data)  # on its way when the receipt came: no harm
    assert talk.hear(Down.DONE).n == 7
    other = big(50_000, 2)
    talk.offer(8, other)
    talk.send(8, other)
    talk.hear(Down.DONE, lambda done: done.n == 8)


def test_two_lines_that_send_one_file_help_each_other(town: Town, server: HubServer, talk: Talk) -> None:
    data = big(600_000)
    second = town.sign_in("wangfang", "another-tablet")
    with talking(server, second) as other:
        talk.offer(0, data)
        other.offer(5, data)
        talk.hear(Down.STAND)
        other.hear(Down.STAND)
        talk.send(0, data, 0, 300_000)
        other.hear(Down.ACK, lambda ack: ack.n == 5 and ack.offset_bytes == 300_000)
        other.send(5, data, 300_000)
        assert other.hear(Down.DONE).n == 5 and talk.hear(Down.DONE).n == 0
    assert stored(town, data)


def test_an_old_way_upload_ends_the_same_file_on_the_line(town: Town, talk: Talk) -> None:
    data = big(600_000)
    talk.offer(0, data)
    talk.send(0, data, 0, 100_000)
    talk.hear(Down.ACK, lambda ack: ack.offset_bytes == 100_000)
    town["wangfang"].upload(data)
    talk.hear(Down.DONE)


@pytest.mark.parametrize(("data", "mime", "size", "code"), [
    (b"<html>" + bytes(100), "image/jpeg", None, Code.FILE_NOT_MEDIA),
    (b"x" * 100, "text/plain", None, Code.FILE_NOT_MEDIA),
    (b"", "image/jpeg", 0, Code.FILE_EMPTY),
    (b"x" * 100, "image/jpeg", 1 << 40, Code.MEDIA_TOO_LARGE),
])
def test_a_file_that_is_none_is_refused_and_the_line_goes_on(
    town: Town, talk: Talk, data: bytes, mime: str, size: int | None, code: Code
) -> None:
    talk.offer(0, data, mime, size_bytes=len(data) if size is None else size)
    if data:
        talk.send(0, data)
    assert talk.hear(Down.PROBLEM, lambda told: told.n == 0).problem.code == code
    good = big(1000)
    talk.offer(1, good)
    talk.send(1, good)
    talk.hear(Down.DONE)
    assert not list((town.folder / "media/partial").iterdir())


def test_wrong_bytes_are_dropped_and_the_right_ones_follow(town: Town, talk: Talk) -> None:
    data = big(100_000)
    talk.offer(0, data)
    talk.send(0, data[:-1] + bytes([data[-1] ^ 1]))
    assert talk.hear(Down.PROBLEM).problem.code == Code.MEDIA_HASH_MISMATCH
    talk.offer(1, data)
    talk.send(1, data)
    assert talk.hear(Down.DONE).n == 1 and stored(town, data)


def test_bytes_behind_the_end_are_refused(town: Town, talk: Talk) -> None:
    data = big(1000)
    talk.offer(0, data)
    talk.say(stream.data(0, 990, bytes(20)))
    assert talk.hear(Down.PROBLEM).n == 0


@pytest.mark.parametrize("said", [
    [stream.frame(Up.DATA, bytes(12))], [stream.data(3, 0, b"x")], [stream.frame(Up.FILE, b"{}")],
    [b"D\xff\xff\xff\xff"], [stream.frame(ord("z"), bytes(4097))[:10]],
    [stream.offer(stream.Offer(n=1, sha256="0" * 64, size_bytes=9, mime="image/jpeg"))] * 2,
], ids=["no bytes", "never offered", "no offer", "too large", "unknown and large", "twice the same n"])
def test_what_is_no_frame_ends_the_line(town: Town, talk: Talk, said: list[bytes]) -> None:
    talk.say(*said)
    trouble = talk.hear(Down.PROBLEM, lambda told: told.n is None)
    assert trouble.problem.code == Code.BODY_INVALID and trouble.batch is None
    talk.wait_closed()


def test_a_type_from_the_future_is_passed_over(town: Town, talk: Talk) -> None:
    talk.say(stream.frame(ord("z"), b"whatever"), stream.frame(Up.HERE, b"ping"))
    assert talk.hear(Down.HERE) == b"ping"


def test_a_batch_that_cannot_be_read_is_told_by_its_number(town: Town, talk: Talk) -> None:
    wang = town["wangfang"]
    mutation = a_report(wang)
    talk.push(mutation)
    talk.say(stream.frame(Up.PUSH, b"no zstd"))
    trouble = talk.hear(Down.PROBLEM)
    assert (trouble.batch, trouble.problem.code) == (1, Code.BODY_INVALID)
    talk.push(mutation)
    talk.finish()
    talk.wait_closed()
    assert [reply.receipts[0].outcome for reply in talk.all(Down.REPLY)] == [Outcome.APPLIED, Outcome.DUPLICATE]


def test_a_batch_as_columns_is_taken_like_any_other_and_a_damaged_one_is_told(town: Town, talk: Talk) -> None:
    batch = [seal(a_report(town["wangfang"])) for _ in range(30)]
    told = pack_columns(batch)
    assert told is not None
    talk.say(stream.frame(Up.PUSH, told), stream.frame(Up.PUSH, told[:-9] + b"damaged!!"))
    trouble = talk.hear(Down.PROBLEM)
    assert (trouble.batch, trouble.problem.code, trouble.problem.facts["field"]) == (1, Code.BODY_INVALID, "columns")
    talk.push(batch[0].mutation)
    talk.finish()
    talk.wait_closed()
    first, again = talk.all(Down.REPLY)
    assert [each.mutation for each in first.receipts] == [each.id for each in batch]
    assert {each.outcome for each in first.receipts} == {Outcome.APPLIED}
    assert again.receipts[0].outcome is Outcome.DUPLICATE


def test_the_end_leaves_what_is_not_complete_for_later(town: Town, server: HubServer, talk: Talk) -> None:
    data = big(100_000)
    talk.offer(0, data)
    talk.send(0, data, 0, 60_000)
    talk.finish()
    talk.wait_closed()
    assert talk.ended and not talk.all(Down.DONE)
    assert town["wangfang"].hub.media_state(sha(data), len(data)).offset_bytes == 60_000


def test_news_for_this_person_is_told_and_other_peoples_is_not(town: Town, server: HubServer) -> None:
    with talking(server, town["liuyang"]) as mine, talking(server, town["sunlei"]) as others:
        mine.hear(Down.HELLO)
        others.hear(Down.HELLO)
        town["wangfang"].report()
        mine.hear(Down.CHANGES)
        others.say(stream.frame(Up.HERE, b"?"))
        others.hear(Down.HERE)
        assert others.all(Down.CHANGES) == []


def test_signing_out_ends_the_line(town: Town, server: HubServer) -> None:
    second = town.sign_in("wangfang", "another-tablet")
    with talking(server, second) as talk:
        talk.hear(Down.HELLO)
        with talking(server, town["wangfang"]) as other:
            import requests

            requests.post(server.url + "/v1/sign-out", headers={"Authorization": f"Bearer {second.hub.token}"}, timeout=20)
            assert talk.hear(Down.PROBLEM).problem.code == Code.SIGN_IN_EXPIRED
            talk.wait_closed()
            other.say(stream.frame(Up.HERE, b"?"))
            other.hear(Down.HERE)


def test_a_stranger_is_answered_with_a_plain_problem(town: Town, server: HubServer) -> None:
    for headers, status in (({"Authorization": "Bearer x"}, b"401"), ({"Content-Type": "text/plain"}, b"422")):
        talk = Talk(server, town["wangfang"], **headers)
        until = time.monotonic() + 60
        while not talk.head and time.monotonic() < until:
            time.sleep(0.01)
        assert status in talk.head.splitlines()[0]
        talk.cut()


def test_the_newest_lines_of_a_device_are_kept(town: Town, server: HubServer) -> None:
    """The hub does not know yet that the first is dead."""
    data = big(200_000)
    talks = [Talk(server, town["wangfang"]) for _ in range(1)]
    talks[0].offer(0, data)
    talks[0].send(0, data, 0, 50_000)
    talks[0].hear(Down.ACK)
    for _ in range(2):
        talks.append(Talk(server, town["wangfang"]))
        talks[-1].hear(Down.HELLO)
    assert talks[0].hear(Down.PROBLEM).problem.code == Code.HUB_BUSY
    talks[0].wait_closed()
    talks[2].offer(0, data)
    assert talks[2].hear(Down.STAND).ranges == ((0, 50_000),)
    talks[2].send(0, data, 50_000)
    talks[2].hear(Down.DONE)
    for talk in talks:
        talk.cut()


def test_stopping_the_hub_ends_every_line_at_once(town: Town) -> None:
    server = HubServer(town.service, tick_s=3600).start()
    with talking(server, town["wangfang"]) as talk:
        talk.hear(Down.HELLO)
        server.stop()
        talk.wait_closed()
        assert talk.ended


def test_silence_and_dripping_end_a_line(town: Town, server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "SILENCE_S", 0.5)
    with talking(server, town["wangfang"]) as silent:
        silent.hear(Down.HELLO)
        silent.wait_closed()
    monkeypatch.setattr(stream, "SILENCE_S", 60)
    monkeypatch.setattr(stream, "FRAME_GRACE_S", 0.5)
    with talking(server, town["wangfang"]) as slow:
        with suppress(OSError):  # ended before all of them were said
            for byte in stream.data(0, 0, bytes(100))[:20]:
                slow.say(bytes([byte]))
        slow.wait_closed()
