"""Frames are cut the same however the network cuts them, and nothing that is too large is ever kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import ranges, stream, wire
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Problem, ProblemBody
from sync.protocol.stream import Ack, Done, Down, Frames, Greeting, Offer, Stand, Trouble, Up

SHA = "0f" * 32


def read(body: bytes, *cuts: int, limits: dict[int, int] | None = None) -> list[tuple[int, bytes]]:
    frames = Frames(limits or stream.UP_LIMITS)
    out = []
    edges = [0, *sorted(cuts), len(body)]
    for first, end in zip(edges, edges[1:], strict=False):
        out += [(kind, bytes(payload)) for kind, payload in frames.feed(body[first:end])]
    return out


@given(st.data())
def test_frames_are_the_same_however_the_body_is_cut(data: st.DataObject) -> None:
    kinds = st.sampled_from([Up.PUSH, Up.FILE, Up.DATA, ord("z")])
    told = data.draw(st.lists(st.tuples(kinds, st.binary(max_size=60)), max_size=8))
    body = b"".join(stream.frame(kind, payload) for kind, payload in told)
    cuts = data.draw(st.lists(st.integers(0, len(body)), max_size=12))
    assert read(body, *cuts) == told
    assert read(body, *range(1, len(body))) == told


@pytest.mark.parametrize("limits", [stream.UP_LIMITS, stream.DOWN_LIMITS], ids=["up", "down"])
def test_each_type_has_its_own_bound(limits: dict[int, int]) -> None:
    for kind, limit in [*limits.items(), (ord("z"), stream.MAX_UNKNOWN_BYTES)]:
        assert read(stream.frame(kind, bytes(limit)), limits=limits) == [(kind, bytes(limit))]
        for cut in (0, 3, 5):  # the header alone is enough to refuse it, in whatever pieces it comes
            frames = Frames(limits)
            with pytest.raises(Problem) as found:
                header = stream.frame(kind, bytes(limit + 1))[:5]
                frames.feed(header[:cut])
                frames.feed(header[cut:])
            assert found.value.code is Code.BODY_INVALID and found.value.facts == {"field": "frame"}


def test_a_frame_that_has_begun_is_known_by_its_size() -> None:
    frames = Frames(stream.UP_LIMITS)
    assert frames.inside == 0
    frames.feed(stream.data(1, 0, bytes(100))[:50])
    assert frames.inside == 5 + 12 + 100
    frames.feed(stream.data(1, 0, bytes(100))[50:])
    assert frames.inside == 0
    frames.feed(b"D")
    assert frames.inside == 5


@pytest.mark.parametrize(("made", "kind", "reader", "told"), [
    (stream.offer, Up.FILE, stream.read_offer, Offer(n=3, sha256=SHA, size_bytes=9, mime="image/jpeg")),
    (stream.offer, Up.FILE, stream.read_offer, Offer(n=0, sha256=SHA, size_bytes=9, mime="image/jpeg", ask=True)),
    (stream.greeting, Down.HELLO, stream.read_greeting,
     Greeting(hub_id="h", hub_time=datetime(2026, 11, 22, tzinfo=UTC), wire=2)),
    (stream.stand, Down.STAND, stream.read_stand, Stand(n=1, offset_bytes=5, ranges=((0, 5), (9, 12)))),
    (stream.stand, Down.STAND, stream.read_stand, Stand(n=1)),
    (stream.ack, Down.ACK, stream.read_ack, Ack(2**32 - 1, 2**40, 2**41)),
    (stream.done, Down.DONE, stream.read_done,
     Done(n=1, receipt=MediaReceipt(sha256=SHA, size_bytes=1, offset_bytes=1, complete=True))),
    (stream.trouble, Down.PROBLEM, stream.read_trouble, Trouble(problem=ProblemBody(code="quota_full"), n=4)),
    (stream.trouble, Down.PROBLEM, stream.read_trouble, Trouble(problem=ProblemBody(code="internal"), batch=0)),
])
def test_what_is_said_is_what_is_heard(made: object, kind: int, reader: object, told: object) -> None:
    ((heard, payload),) = Frames(stream.UP_LIMITS if isinstance(kind, Up) else stream.DOWN_LIMITS).feed(made(told))
    assert heard == kind and reader(payload) == told


def test_bytes_of_a_file_are_not_copied() -> None:
    body = stream.data(7, 2**33, b"bytes")
    ((kind, payload),) = Frames(stream.UP_LIMITS).feed(body)
    found = stream.read_data(payload)
    assert (kind, found.n, found.offset_bytes, bytes(found.data)) == (Up.DATA, 7, 2**33, b"bytes")
    assert found.data.obj is body


@pytest.mark.parametrize(("reader", "payload"), [
    (stream.read_data, b""), (stream.read_data, bytes(12)), (stream.read_ack, bytes(19)), (stream.read_ack, bytes(21)),
    (stream.read_offer, b"{}"), (stream.read_offer, b"\xff"), (stream.read_offer, b"[" * 4000),
    (stream.read_offer, wire.encode({"n": -1, "sha256": SHA, "size_bytes": 1, "mime": "image/jpeg"})),
    (stream.read_offer, wire.encode({"n": 65536, "sha256": SHA, "size_bytes": 1, "mime": "image/jpeg"})),
    (stream.read_offer, wire.encode({"n": 1, "sha256": "x", "size_bytes": 1, "mime": "image/jpeg"})),
    (stream.read_stand, wire.encode({"n": 1, "ranges": [[5, 4]]})),
    (stream.read_stand, wire.encode({"n": 1, "ranges": [[0, 4], [4, 6]]})),
    (stream.read_stand, wire.encode({"n": 1, "ranges": [[-1, 4]]})),
    (stream.read_stand, wire.encode({"n": 1, "offset_bytes": -1})),
    (stream.read_done, b"{}"), (stream.read_trouble, b"{}"), (stream.read_greeting, b"{}"),
])
def test_what_cannot_be_meant_is_refused(reader: object, payload: bytes) -> None:
    with pytest.raises(Problem) as found:
        reader(memoryview(payload))
    assert found.value.code is Code.BODY_INVALID


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12))
def test_ranges_are_the_set_of_their_bytes(told: list[tuple[int, int]]) -> None:
    have: set[int] = set()
    found: ranges.Ranges = ()
    for first, end in told:
        found = ranges.add(found, first, end)
        have |= set(range(first, end))
    assert {at for first, end in found for at in range(first, end)} == have == set(range(50)) - {
        at for first, end in ranges.gaps(found, 50) for at in range(first, end)
    }
    assert all(one[1] < other[0] for one, other in zip(found, found[1:], strict=False))
    assert ranges.total(found) == len(have) and ranges.top(found) == max(have, default=-1) + 1
    assert ranges.start(found) == next(at for at in range(60) if at not in have)
    assert ranges.clean(((first, end) for first, end in told), 30) == ranges.cut(found, 30)


def test_what_came_of_a_frame_before_a_cut_can_be_looked_at() -> None:
    body = stream.data(3, 100, b"abcdef")
    frames = Frames(stream.UP_LIMITS)
    assert frames.rest() is None
    frames.feed(body[:4])
    assert frames.rest() is None
    frames.feed(body[4:-2])
    kind, payload = frames.rest() or (0, memoryview(b""))
    assert (kind, stream.read_data(payload)) == (Up.DATA, stream.Data(3, 100, memoryview(b"abcd")))
    frames.feed(body[-2:])
    assert frames.rest() is None
