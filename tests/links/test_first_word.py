"""Round trips until the first useful word are counted by the changes of direction, and the parts of its time are its whole time."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from sync.protocol import stream
from sync.protocol.stream import Ack, Greeting, Offer, Stand
from tests.bench.link_acks import FirstWord, first_words

RTT_S = 0.3
SHA256 = "ab" * 32
ASK = b"POST /v1/stream HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: " + stream.CONTENT_TYPE.encode() + b"\r\nTransfer-Encoding: chunked\r\n\r\n"
HELLO = stream.greeting(Greeting(hub_id="hub", hub_time=datetime(2026, 11, 22, tzinfo=UTC), wire=1))
NOTHING, SOME = stream.stand(Stand(n=0)), stream.stand(Stand(n=0, offset_bytes=9, ranges=((0, 9),)))
OFFER = stream.offer(Offer(n=0, sha256=SHA256, size_bytes=5000, mime="image/jpeg"))
BYTES = stream.data(0, 0, b"x" * 2000)
ACK = stream.ack(Ack(n=0, offset_bytes=1000, highest_bytes=1000))


def chunk(frames: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(frames), frames)


def up(at: float, data: bytes, flow: int = 1) -> dict[str, Any]:
    return {"t": at, "what": "bytes_up", "flow": flow, "count": len(data), "data": base64.b64encode(data).decode()}


def down(at: float, data: bytes, flow: int = 1) -> dict[str, Any]:
    return {"t": at, "what": "bytes_down", "flow": flow, "count": len(data), "data": base64.b64encode(data).decode()}


def found(*events: dict[str, Any]) -> FirstWord:
    begun = [{"t": 6.0, "what": "up"}, {"t": 6.01, "what": "connect", "flow": 1}]
    word, = first_words({"events": [*begun, *events, {"t": 11.0, "what": "down"}]}, RTT_S)
    assert word.noticed_s + word.latency_s + word.line_s + word.hub_s == pytest.approx(word.after_up_s)
    return word


def test_bytes_with_the_handshakes_end_and_their_answer_are_two() -> None:
    """Bytes go on all the while, and a greeting comes before: nobody waits for it. Its time on the line ends with the packet that
    the word is about, not with the last that came."""
    first, second = ASK + chunk(OFFER + BYTES)[:700], chunk(OFFER + BYTES)[700:]
    word = found(
        up(6.472, first), up(6.484, second), up(6.496, b"more"), up(6.508, b"more"), down(6.64, ANSWER + chunk(HELLO)),
        up(6.65, b"more"), down(6.669, chunk(ACK)))
    assert word.round_trips == 2 and word.after_up_s == pytest.approx(0.669)
    assert (word.noticed_s, word.latency_s) == (pytest.approx(0.01), pytest.approx(0.6))
    assert (word.line_s, word.hub_s) == (pytest.approx(0.024), pytest.approx(0.035))


def test_a_device_that_waits_for_the_hubs_word_before_it_sends_bytes_needs_three() -> None:
    word = found(
        up(6.472, ASK + chunk(OFFER)), down(6.63, ANSWER + chunk(HELLO + NOTHING)), up(6.79, chunk(BYTES)), down(6.95, chunk(ACK)))
    assert word.round_trips == 3 and word.hub_s == pytest.approx(0.01)


def test_bytes_that_the_link_did_not_keep_are_not_taken_for_those_of_the_beginning() -> None:
    unkept = {"t": 6.79, "what": "bytes_up", "flow": 1, "count": 2000}
    word = found(up(6.472, ASK + chunk(OFFER)), down(6.63, ANSWER + chunk(HELLO + NOTHING)), unkept, down(6.95, chunk(ACK)))
    assert word.round_trips == 3
    whole_there = found(up(6.472, ASK + chunk(OFFER)), down(6.63, ANSWER + chunk(HELLO)), down(6.64, chunk(ACK)))
    assert whole_there.round_trips == 2, "of what the hub had before, the offer is all that it answers"


def test_a_question_on_another_connection_before_is_waited_for_too() -> None:
    ordinary = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"
    word = found(
        {"t": 6.01, "what": "connect", "flow": 2}, up(6.47, b"GET /v1/hello HTTP/1.1\r\n\r\n", 2), down(6.63, ordinary, 2),
        {"t": 6.64, "what": "connect", "flow": 3}, up(7.1, ASK + chunk(OFFER + BYTES), 3), down(7.27, ANSWER + chunk(ACK), 3))
    assert word.round_trips == 4 and word.noticed_s == pytest.approx(0.01) and word.line_s == pytest.approx(0.04)


def test_where_a_file_stands_counts_when_it_has_bytes() -> None:
    word = found(up(6.472, ASK + chunk(OFFER + BYTES)), down(6.63, ANSWER + chunk(HELLO + NOTHING)), down(6.64, chunk(SOME)))
    assert word.round_trips == 2 and word.after_up_s == pytest.approx(0.64)


def test_nothing_acknowledged_before_the_next_cut_is_no_word() -> None:
    events = [{"t": 6.0, "what": "up"}, {"t": 6.0, "what": "connect", "flow": 1}, up(6.5, ASK), {"t": 6.6, "what": "down"}]
    assert first_words({"events": [*events, down(7.0, ANSWER + chunk(SOME))]}, RTT_S) == []
