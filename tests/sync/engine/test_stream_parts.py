"""The pure parts of a stream: what goes next, how much at a time, what the hub's words mean, and the answer as bytes."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.engine.stream_answer import AnswerReader
from sync.engine.stream_client import as_columns, pack_push, read_reply
from sync.engine.stream_cycle import connect_s
from sync.engine.stream_events import Arrived, Changed, Failed, Greeted, Moved, Piece, Replied
from sync.engine.stream_files import Item
from sync.engine.stream_pace import FIRST_BYTES, LEAST_SLACK_BYTES, SLACK_S, SMALL_PIECE_BYTES, Pace
from sync.engine.stream_uploader import OPENING_BYTES, UNPROVEN_BYTES, Uploader
from sync.protocol import ranges, stream, wire
from sync.protocol.mutations import MediaReceipt, PushReply
from sync.protocol.problems import Code, Problem
from sync.protocol.stream import Down, Up

A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def item(sha256: str = A, size: int = 100_000, **more: object) -> Item:
    return Item(sha256=sha256, size_bytes=size, mime="image/jpeg", **more)  # type: ignore[arg-type]


def uploader(*items: Item) -> Uploader:
    made = Uploader()
    made.proven = True
    made.want(items)
    return made


def all_next(up: Uploader, now: float = 0.0) -> list[Piece]:
    found = []
    while (piece := up.next(now)) is not None:
        found.append(piece)
    return found


def stretches(pieces: list[Piece]) -> ranges.Ranges:
    out: ranges.Ranges = ()
    for piece in pieces:
        out = ranges.add(out, piece.first, piece.first + piece.size_bytes)
    return out


def offers(pieces: list[Piece]) -> list[stream.Offer]:
    return [stream.read_offer(memoryview(piece.head[5:])) for piece in pieces if piece.head[0] == Up.FILE]


def say(up: Uploader, frame: bytes, now: float = 1.0) -> object:
    return up.received(frame[0], memoryview(frame)[stream.HEADER_BYTES:], now)


def kinds(pieces: list[Piece]) -> str:
    return "".join(chr(piece.head[0]) for piece in pieces)


# What goes next

def test_records_then_offers_then_bytes_up_to_the_window() -> None:
    up = uploader(item(size=300_000))
    up.push(1, b"records")
    found = all_next(up)
    assert kinds(found).startswith("PFD") and set(kinds(found)[2:]) == {"D"}
    assert up.flying_bytes >= FIRST_BYTES and stretches(found[2:]) == ((0, found[-1].first + found[-1].size_bytes),)
    up.push(2, b"filed meanwhile")
    assert kinds(all_next(up)) == "P"  # also when the window is full


def test_previews_first_then_the_begun_then_the_oldest_then_the_smallest() -> None:
    order = [
        item("1" * 64, 500, lane=0, seq=9), item("2" * 64, 400, seq=7, fresh=False), item("3" * 64, 100, seq=1),
        item("4" * 64, 900, seq=1), item("5" * 64, 10, seq=2),
    ]
    up = uploader(*reversed(order))
    for each in order[:1]:
        assert offers([up.next(0.0)])[0].sha256 == each.sha256  # type: ignore[list-item]
    found = [piece for piece in all_next(up) if piece.size_bytes]
    assert [piece.sha256 for piece in found] == [f"{n}" * 64 for n in (1, 3, 4, 5)]  # 2 is asked about first
    say(up, stream.stand(stream.Stand(n=1, offset_bytes=300, ranges=((0, 300),))))
    say(up, stream.done(stream.Done(n=0, receipt=receipt("1" * 64, 500))))
    found = all_next(up)
    assert [(piece.sha256, piece.first, piece.size_bytes) for piece in found if piece.size_bytes][:1] == [("2" * 64, 300, 100)]


def test_a_file_that_another_process_began_is_asked_about_and_another_goes_meanwhile() -> None:
    up = uploader(item(A, fresh=False, seq=1), item(B, 1000, seq=2))
    found = all_next(up)
    assert [offer.ask for offer in offers(found)] == [True, False]
    assert {piece.sha256 for piece in found if piece.size_bytes} == {B}


def test_no_more_files_are_open_than_the_hub_takes() -> None:
    up = uploader(*(item(f"{n:064x}", 4000, fresh=False, seq=n) for n in range(stream.MAX_OPEN_FILES + 9)))
    for _ in range(stream.MAX_OPEN_FILES + 9):
        pieces = all_next(up)
        for offer in offers(pieces):
            say(up, stream.stand(stream.Stand(n=offer.n)))
        for piece in pieces:
            if piece.size_bytes:
                say(up, stream.ack(stream.Ack(int(piece.sha256, 16), 4000, 4000)))
    assert len(up._numbers) == stream.MAX_OPEN_FILES
    say(up, stream.done(stream.Done(n=0, receipt=receipt(f"{0:064x}", 4000))))
    assert len(offers(all_next(up))) == 1


def test_while_no_hub_has_spoken_little_is_trusted_to_the_way() -> None:
    up = Uploader()
    for n in range(200):
        up.pace.heard(n * 0.01, 1_000_000, 0.01, 0.3)
    up.want([item(size=10_000_000)])
    all_next(up)
    assert up.flying_bytes < UNPROVEN_BYTES + stream.MAX_DATA_BYTES
    greeting = stream.greeting(stream.Greeting(hub_id="h", hub_time=datetime(2026, 1, 1, tzinfo=UTC), wire=2))
    assert isinstance(say(up, greeting), Greeted)
    all_next(up)
    assert up.flying_bytes > 1_000_000


def test_after_a_stranger_has_answered_nothing_is_said_before_a_hub_has_spoken() -> None:
    up = uploader(item())
    up.push(1, b"records")
    up.wary = True
    assert all_next(up) == []
    say(up, stream.greeting(stream.Greeting(hub_id="h", hub_time=datetime(2026, 1, 1, tzinfo=UTC), wire=2)))
    assert kinds(all_next(up)).startswith("PFD")
    up.lost()
    assert all_next(up) != []


# After a cut

def test_after_a_cut_what_was_never_sent_goes_first_and_gaps_when_the_hub_has_told() -> None:
    up = uploader(item(size=600_000))
    first = stretches(all_next(up)[1:])
    say(up, stream.stand(stream.Stand(n=0)))
    say(up, stream.ack(stream.Ack(0, 8192, 8192)))
    sent = ranges.top(stretches(all_next(up)) or first)
    up.lost()
    ahead = [piece for piece in all_next(up) if piece.size_bytes]
    assert ahead[0].first == sent and not any(piece.first < sent for piece in ahead)
    say(up, stream.stand(stream.Stand(n=0, offset_bytes=20_000, ranges=((0, 20_000),))))
    end = ahead[-1].first + ahead[-1].size_bytes
    say(up, stream.ack(stream.Ack(0, 20_000, end)))
    filling = stretches(all_next(up))
    assert filling[0][0] == 20_000 and ranges.add(filling, sent, end)[0][0] == 20_000


def test_what_the_hub_did_not_take_is_sent_again() -> None:
    up = uploader(item(size=30_000))
    all_next(up)
    say(up, stream.stand(stream.Stand(n=0)))
    say(up, stream.ack(stream.Ack(0, 4096, 4096)))
    say(up, stream.stand(stream.Stand(n=0, offset_bytes=4096, ranges=((0, 4096),))))
    say(up, stream.ack(stream.Ack(0, 4096, 30_000)))
    assert up.flying_bytes == 0
    say(up, stream.stand(stream.Stand(n=0, offset_bytes=4096, ranges=((0, 4096),))))
    assert stretches(all_next(up))[0][0] == 4096


def test_what_left_behind_an_offer_does_not_go_twice_because_its_answer_was_overtaken() -> None:
    """A small preview has left whole; the reply to a later push says that the line has carried it; then comes the answer to its
    offer, which was written before the hub had taken a byte of it."""
    up = uploader(item(size=6000))
    assert sum(piece.size_bytes for piece in all_next(up)) == 6000
    up.push(1, b"x")
    all_next(up)
    say(up, stream.frame(Down.REPLY, b"one"))
    assert up.flying_bytes == 0
    say(up, stream.stand(stream.Stand(n=0)))
    assert all_next(up) == []
    say(up, stream.stand(stream.Stand(n=0)))
    assert stretches(all_next(up)) == ((0, 6000),), "said again it means that they were not kept"


def test_a_refused_file_leaves_the_window_to_the_others() -> None:
    up = uploader(item(A, 500_000, seq=1), item(B, 500_000, seq=2))
    all_next(up)
    assert up.flying_bytes >= FIRST_BYTES
    told = say(up, stream.trouble(stream.Trouble(problem=Problem(Code.MEDIA_TOO_LARGE).to_wire(), n=0)))
    assert isinstance(told, Failed) and told.sha256 == A and up.flying_bytes == 0
    assert {piece.sha256 for piece in all_next(up) if piece.size_bytes} == {B}


def test_pushes_are_answered_in_order_and_by_number_when_refused() -> None:
    up = uploader()
    for key in (7, 8, 9):
        up.push(key, b"x")
    all_next(up)
    refused = say(up, stream.trouble(stream.Trouble(problem=Problem(Code.HUB_ERROR).to_wire(), batch=1)))
    assert isinstance(refused, Failed) and (refused.push, refused.problem.code) == (8, Code.HUB_ERROR)
    told = say(up, stream.frame(Down.REPLY, b"one"))
    assert told == Replied(7, b"one") and up.pushes == [9]
    assert up.lost() == [9] and up.pushes == []


def test_words_about_nothing_that_is_known_are_passed_over() -> None:
    up = uploader()
    for frame in (
        stream.ack(stream.Ack(5, 1, 1)), stream.stand(stream.Stand(n=5)), stream.frame(Down.REPLY, b"x"), stream.frame(ord("z"), b"?"),
        stream.trouble(stream.Trouble(problem=Problem(Code.HUB_ERROR).to_wire(), n=3)),
        stream.trouble(stream.Trouble(problem=Problem(Code.HUB_ERROR).to_wire(), batch=3)),
        stream.done(stream.Done(n=1, receipt=receipt(A, 1))),
    ):
        assert say(up, frame) is None
    assert say(up, stream.frame(Down.CHANGES)) == Changed()
    with pytest.raises(Problem):
        say(up, stream.frame(Down.ACK, b"short"))


def receipt(sha256: str, size: int) -> MediaReceipt:
    return MediaReceipt(sha256=sha256, size_bytes=size, offset_bytes=size, complete=True)


class PlainHub:
    """Keeps what is told, forgets it never, and answers what a hub answers."""

    def __init__(self) -> None:
        self.held: dict[str, ranges.Ranges] = {}
        self.got: dict[str, int] = {}

    def answers(self, line: dict[int, stream.Offer], piece: Piece) -> list[bytes]:
        if piece.head[0] == Up.FILE:
            offer = stream.read_offer(memoryview(piece.head[5:]))
            line[offer.n] = offer
            held = self.held.get(offer.sha256, ())
            if held == ((0, offer.size_bytes),):
                return [stream.done(stream.Done(n=offer.n, receipt=receipt(offer.sha256, offer.size_bytes)))]
            return [stream.stand(stream.Stand(n=offer.n, offset_bytes=ranges.start(held), ranges=held))]
        n = next(n for n, offer in line.items() if offer.sha256 == piece.sha256)
        self.got[piece.sha256] = self.got.get(piece.sha256, 0) + piece.size_bytes
        held = self.held[piece.sha256] = ranges.add(
            self.held.get(piece.sha256, ()), piece.first, piece.first + piece.size_bytes
        )
        out = [stream.ack(stream.Ack(n, ranges.start(held), ranges.top(held)))]
        if held == ((0, line[n].size_bytes),):
            out.append(stream.done(stream.Done(n=n, receipt=receipt(piece.sha256, line[n].size_bytes))))
        return out


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.integers(1, 300_000), min_size=1, max_size=5))
def test_whatever_is_cut_everything_arrives_and_what_arrived_is_never_sent_again(seed: int, sizes: list[int]) -> None:
    """Frames and answers travel with delay; at any moment all that is under way may vanish, in either direction."""
    chance = random.Random(seed)
    hub, now = PlainHub(), 0.0
    items = [item(f"{n:064x}", size, lane=chance.randrange(2), seq=n) for n, size in enumerate(sizes)]
    up, left = uploader(*items), {each.sha256 for each in items}
    line: dict[int, stream.Offer] = {}
    going: list[Piece] = []
    coming: list[bytes] = []
    for _ in range(20_000):
        if not left:
            break
        now += 0.01
        what = chance.random()
        if what < 0.02:
            up.lost()
            line, going, coming = {}, [], []
        elif what < 0.4 and going:
            coming += hub.answers(line, going.pop(0))
        elif what < 0.7 and coming:
            told = say(up, coming.pop(0), now)
            if isinstance(told, Arrived):
                left.discard(told.sha256)
            assert not isinstance(told, Moved) or told.offset_bytes <= max(sizes)
        elif (piece := up.next(now)) is not None:
            going.append(piece)
    assert not left
    assert {sha256: size for sha256, size in hub.got.items()} == {each.sha256: each.size_bytes for each in items}


# The pace

def steady(rate: float, round_s: float, seconds: float = 20.0) -> tuple[Uploader, float, float]:
    """A line of this rate and round trip whose hub acknowledges every 16 KiB or after 200 ms. Gives the share of the last half
    in which the line was busy, and the most bytes that ever stood before it in that time."""
    up = uploader(item(size=10**9))
    up.next(0.0)
    say(up, stream.stand(stream.Stand(n=0)), 0.0)
    step, now, free_at, busy, most = min(0.005, 2000 / rate), 0.0, 0.0, 0.0, 0.0
    arriving: list[tuple[float, int]] = []
    acks: list[tuple[float, int]] = []
    here = told = 0
    told_at = 0.0
    while now < seconds:
        now += step
        while acks and acks[0][0] <= now:
            offset = acks.pop(0)[1]
            say(up, stream.ack(stream.Ack(0, offset, offset)), now)
        while (piece := up.next(now)) is not None:
            free_at = max(free_at, now) + piece.size_bytes / rate
            arriving.append((free_at + round_s / 2, piece.first + piece.size_bytes))
        while arriving and arriving[0][0] <= now:
            here = arriving.pop(0)[1]
            if here - told >= 16_384:
                acks.append((now + round_s / 2, here))
                told, told_at = here, now
        if here > told and now - told_at >= 0.2:
            acks.append((now + round_s / 2, here))
            told, told_at = here, now
        if now > seconds / 2:
            busy += min(step, max(0.0, free_at - now + step))
            most = max(most, (free_at - now) * rate)
    return up, busy / (seconds / 2), most


LINES = [(121_667.0, 0.3), (7_787.0, 2.0), (600_000.0, 0.06), (60_000.0, 0.1)]


@pytest.mark.parametrize(("rate", "round_s"), LINES)
def test_the_line_is_never_idle_and_little_stands_before_it(rate: float, round_s: float) -> None:
    up, busy, most = steady(rate, round_s, 60.0)
    assert busy > 0.99
    assert most < 4 * max(LEAST_SLACK_BYTES, SLACK_S * rate) + 0.5 * rate * round_s
    assert up.pace.rate == pytest.approx(rate, rel=0.25)
    assert round_s <= (up.pace.round_s or 0) <= 1.3 * round_s + 0.2 + 4096 / rate


def test_before_anything_is_known_little_is_sent_and_long_is_waited() -> None:
    pace = Pace()
    assert pace.window_bytes == FIRST_BYTES and pace.patience_s(0) >= 10 and pace.piece_bytes(32_768) == SMALL_PIECE_BYTES


def known(rate: float, round_s: float) -> Pace:
    pace = Pace()
    pace.heard(0.0, int(rate), 1.0, round_s)
    return pace


def test_frames_are_small_on_a_slow_line_and_whole_on_a_fast_one() -> None:
    assert known(7_787.0, 2.0).piece_bytes(32_768) == SMALL_PIECE_BYTES
    assert 6_000 < known(121_667.0, 0.3).piece_bytes(32_768) < 16_000
    assert known(2_400_000.0, 0.06).piece_bytes(32_768) == 32_768


def test_silence_is_borne_as_long_as_the_line_may_need() -> None:
    quick, slow = known(2_400_000.0, 0.06), known(7_787.0, 2.0)
    assert quick.patience_s(100_000) == 1.5
    assert 8 < slow.patience_s(16_000) < 20 and slow.patience_s(10_000_000) == 60


# The answer

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: x\r\nTransfer-Encoding: chunked\r\n\r\n"


def read(raw: bytes, step: int) -> tuple[bytes, AnswerReader]:
    reader, out = AnswerReader(), b""
    for at in range(0, len(raw), step):
        out += reader.feed(raw[at:at + step])
    return out, reader


@pytest.mark.parametrize("step", [1, 2, 7, 1000])
def test_an_answer_in_chunks_comes_whole_however_it_is_cut(step: int) -> None:
    body, reader = read(b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"5\r\nhello\r\n0a;x=1\r\n, the rest\r\n0\r\n\r\n", step)
    assert body == b"hello, the rest" and reader.ended and reader.status == 200
    assert reader.headers["content-type"] == "x"


@pytest.mark.parametrize("step", [1, 1000])
def test_an_answer_of_a_told_length_and_one_to_the_end_of_the_line(step: int) -> None:
    body, reader = read(b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope and more", step)
    assert (body, reader.ended, reader.status) == (b"nope", True, 404)
    body, reader = read(b"HTTP/1.0 200 OK\r\n\r\nuntil it closes", step)
    assert (body, reader.ended) == (b"until it closes", False)


@pytest.mark.parametrize("raw", [
    b"SSH-2.0-OpenSSH_9\r\n", b"\x15\x03\x01\x00\x02\x02", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000,
    HEAD + b"xyz\r\n", HEAD + b"5\r\nhelloX\r\n", HEAD + b"ffffffffff\r\n", HEAD + b"1" * 300,
])
def test_what_is_no_http_is_told(raw: bytes) -> None:
    with pytest.raises(Problem) as found:
        read(raw, 1000)
    assert found.value.code is Code.NOT_OUR_REPLY


def test_a_reply_is_read_within_its_bound() -> None:
    reply = PushReply(receipts=(), hub_time=datetime(2026, 1, 1, tzinfo=UTC))
    assert read_reply(pack_push(wire.encode(reply))) == reply
    for bad in (b"no zstd", pack_push(b"no json"), zstandard.compress(b"0" * (wire.MAX_PUSH_BYTES + 1))):
        with pytest.raises(Problem) as found:
            read_reply(bad)
        assert found.value.code is Code.NOT_OUR_REPLY


@pytest.mark.parametrize(("rate", "acts", "unsent_bytes"), [
    (None, False, 16 * 1024), (None, True, 64 * 1024), (120_000.0, False, 16 * 1024), (120_000.0, True, 64 * 1024),
    (1_000_000.0, False, 100_000), (1_000_000.0, True, 100_000), (1e9, True, 256 * 1024),
])
def test_how_much_may_lie_in_the_systems_buffer(rate: float | None, acts: bool, unsent_bytes: int) -> None:
    pace = Pace()
    if rate is not None:
        pace.heard(1.0, int(rate), 1.0, 0.3)
    assert pace.unsent_bytes(acts=acts) == unsent_bytes


@pytest.mark.parametrize(("features", "greeted_s", "count", "goes"), [
    (("stream1", "columns1"), None, 400, True),  # nobody knows yet how far it is
    (("stream1", "columns1"), 0.3, 400, True),
    (("stream1", "columns1"), 0.004, 400, False),  # a hub in the house: bytes are cheap
    (("stream1", "columns1"), 0.3, 3, False),  # too few to have much in common
    (("stream1", "zstd"), 0.3, 400, False),  # a hub of an earlier version
])
def test_when_a_push_goes_as_columns(features: tuple[str, ...], greeted_s: float | None, count: int, goes: bool) -> None:
    assert as_columns(features, greeted_s, count) is goes


def test_after_a_cut_a_line_is_opened_by_a_small_piece_and_by_no_other() -> None:
    def sizes(up: Uploader, now: float) -> list[int]:
        return [piece.size_bytes for piece in all_next(up, now) if piece.size_bytes]

    up = uploader(item(size=1_000_000))
    first = sizes(up, 0.0)
    assert min(first) >= SMALL_PIECE_BYTES  # what the way is like is measured with pieces of the usual size
    up.received(Down.ACK, memoryview(stream.ack(stream.Ack(0, first[0], first[0]))[5:]), 0.4)
    up.lost()
    again = sizes(up, 1.0)
    assert again[0] == OPENING_BYTES and min(again[1:]) >= SMALL_PIECE_BYTES
    sent = sum(first)
    up.received(Down.ACK, memoryview(stream.ack(stream.Ack(0, first[0], sent + OPENING_BYTES))[5:]), 1.1)
    assert up.pace.round_s == 0.4  # nothing of a usual size is there and back so soon
    assert all(size > OPENING_BYTES for size in sizes(up, 1.1))


@pytest.mark.parametrize(("round_s", "tries", "seconds"), [
    (None, 0, 3.0), (0.01, 0, 0.6), (0.3, 0, 0.75), (0.3, 1, 1.125), (0.3, 9, 3.0), (2.0, 0, 3.0), (0.3, 10**6, 3.0),
])
def test_how_long_a_try_to_connect_may_take(round_s: float | None, tries: int, seconds: float) -> None:
    assert connect_s(round_s, tries) == pytest.approx(seconds)
