"""Bodies are unpacked as they come and never by more than was asked for; and how much one push carries."""

from __future__ import annotations

import gc
import gzip
import weakref

import pytest
import urllib3.exceptions
import zstandard

from sync.engine.link import read_pages
from sync.engine.outbox import Limits
from sync.engine.portion import FIRST_BYTES, LEAST_BYTES, MOST_BYTES, NEAR_BYTES, Portion
from sync.engine.unpacking import PIECE_BYTES, Body
from sync.protocol import wire
from sync.protocol.feed import Page
from sync.protocol.problems import Code, Problem
from tests.sync.engine.making import T0


class Source:
    """Gives so many bytes at a time."""

    def __init__(self, data: bytes, at_once: int) -> None:
        self.data, self.at_once = data, at_once

    def read1(self, amt: int, decode_content: bool) -> bytes:
        assert not decode_content
        size = min(amt, self.at_once)
        piece, self.data = self.data[:size], self.data[size:]
        return piece


PACK = {"": lambda data: data, "identity": lambda data: data, "gzip": gzip.compress, "zstd": zstandard.compress}


@pytest.mark.parametrize("encoding", PACK)
@pytest.mark.parametrize("at_once", [1, 7, 10**6])
def test_what_was_packed_comes_out_piece_by_piece(encoding: str, at_once: int) -> None:
    data = bytes(range(256)) * 40
    body = Body(Source(PACK[encoding](data), at_once), encoding)
    assert b"".join(iter(body.read, b"")) == data


@pytest.mark.parametrize("encoding", PACK)
def test_an_answer_that_nobody_reads_to_its_end_goes_at_once_and_not_with_the_garbage(encoding: str) -> None:
    source = Source(PACK[encoding](bytes(range(256)) * 4000), 100)
    gone = weakref.ref(source)
    gc.disable()
    try:
        body = Body(source, encoding)
        assert body.read()
        del source, body
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_bomb_comes_out_in_small_pieces(encoding: str) -> None:
    body = Body(Source(PACK[encoding](bytes(50_000_000)), 10**9), encoding)
    assert all(len(body.read()) <= PIECE_BYTES for _ in range(20))


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_what_is_packed_wrongly_cannot_be_read(encoding: str) -> None:
    with pytest.raises(urllib3.exceptions.DecodeError):
        Body(Source(b"\x00 this is no such thing", 100), encoding).read()


def test_pages_are_lines_however_they_are_cut_into_pieces() -> None:
    pages = [Page(cursor=f"c{number}", more=number < 2, hub_time=T0) for number in range(3)]
    raw = b"".join(wire.encode(page) + b"\n" for page in pages)
    for size in (1, 5, 1000):
        assert list(read_pages(raw[at : at + size] for at in range(0, len(raw), size))) == pages
    assert list(read_pages([raw[:-3]])) == pages[:2]
    with pytest.raises(Problem) as told:
        list(read_pages([b"{}\n"]))
    assert told.value.code is Code.NOT_OUR_REPLY


def test_a_push_grows_on_a_quick_link_and_halves_when_it_breaks() -> None:
    portion = Portion()
    assert portion.packed_bytes == FIRST_BYTES
    portion.answered(3.0)
    assert portion.packed_bytes == FIRST_BYTES
    for _ in range(20):
        portion.answered(0.1)
    assert portion.packed_bytes == MOST_BYTES
    for _ in range(20):
        portion.lost()
    assert portion.packed_bytes == LEAST_BYTES
    portion.packed(100_000, 20_000)
    most = Limits(count=5000, size_bytes=10**6)
    assert portion.limits(most) == Limits(count=5000, size_bytes=5 * LEAST_BYTES)
    assert portion.limits(Limits(count=10, size_bytes=2000)) == Limits(count=10, size_bytes=2000)


@pytest.mark.parametrize(("waiting_bytes", "packed_bytes"), [
    (10_000_000, FIRST_BYTES), (4 * 5 * FIRST_BYTES, FIRST_BYTES), (4 * 5 * 12_000, 12_000), (1000, LEAST_BYTES),
])
def test_towards_the_end_pushes_become_smaller(waiting_bytes: int, packed_bytes: int) -> None:
    portion = Portion()
    portion.packed(100_000, 20_000)
    assert portion.limits(Limits(count=5000, size_bytes=10**6), waiting_bytes).size_bytes == 5 * packed_bytes


def test_a_hub_in_the_house_gets_large_pushes_to_the_end() -> None:
    portion, most = Portion(), Limits(count=5000, size_bytes=10**6)
    portion.packed(100_000, 20_000)
    portion.is_near()
    assert portion.limits(most).size_bytes == 5 * NEAR_BYTES
    assert portion.limits(most, 1000).size_bytes == 5 * NEAR_BYTES // 2
    portion.packed_bytes = MOST_BYTES
    portion.is_near()  # on the next line of the same cycle
    assert portion.packed_bytes == MOST_BYTES
