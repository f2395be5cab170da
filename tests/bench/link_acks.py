"""When the hub's first useful word came after the link had come up: read from what went over the link, not told by either end."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sync.engine.stream_answer import AnswerReader
from sync.protocol import stream
from sync.protocol.problems import Problem
from sync.protocol.stream import Down, Frames

USEFUL = (Down.ACK, Down.DONE, Down.REPLY)


@dataclass(frozen=True, slots=True)
class FirstWord:
    """`after_up_s`: from the link's coming up to the first acknowledgement at the device; `round_trips`: how often the way was
    gone there and back since this connection's first packet, the time taken off in which its bytes were leaving."""

    after_up_s: float
    round_trips: float


def first_words(counters: Mapping[str, Any], rtt_s: float, up_byte_s: float) -> list[FirstWord]:
    """One for each time that the link came up and something was acknowledged before its next cut."""
    found = []
    for begin, end in _up_times(counters["events"]):
        word = _first_in(counters["events"], begin, end, rtt_s, up_byte_s)
        if word is not None:
            found.append(word)
    return found


def _up_times(events: list[dict[str, Any]]) -> Iterator[tuple[float, float]]:
    begin: float | None = None
    for event in events:
        if event["what"] == "up":
            begin = event["t"]
        elif event["what"] in ("down", "portal") and begin is not None:
            yield begin, event["t"]
            begin = None
    if begin is not None:
        yield begin, float("inf")


def _first_in(events: list[dict[str, Any]], begin: float, end: float, rtt_s: float, up_byte_s: float) -> FirstWord | None:
    mine = [event for event in events if begin <= event["t"] < end and "flow" in event]
    connected = {event["flow"]: event["t"] for event in mine if event["what"] == "connect"}
    readers = {flow: _Reader() for flow in connected}
    for event in mine:
        flow = event["flow"]
        if event["what"] != "bytes_down" or flow not in readers or not readers[flow].useful(base64.b64decode(event["data"])):
            continue
        # What had arrived at the hub half a round trip ago is what this answers.
        until = event["t"] - rtt_s / 2 + 0.001
        left = sum(each["count"] for each in mine if each["what"] == "bytes_up" and each["flow"] == flow and each["t"] <= until)
        waited_s = event["t"] - connected[flow] - left / up_byte_s
        return FirstWord(event["t"] - begin, waited_s / rtt_s)
    return None


class _Reader:
    """What comes down one connection: a stream's frames, or an ordinary answer that tells of something taken."""

    def __init__(self) -> None:
        self._answer = AnswerReader()
        self._frames = Frames(stream.DOWN_LIMITS)

    def useful(self, data: bytes) -> bool:
        try:
            body = self._answer.feed(data)
            if self._answer.status is None:
                return False
            if not self._answer.headers.get("Content-Type", "").startswith(stream.CONTENT_TYPE):
                return self._answer.status < 300
            return any(_tells(kind, payload) for kind, payload in (self._frames.feed(body) if body else []))
        except Problem:
            return False


def _tells(kind: int, payload: memoryview) -> bool:
    """An acknowledgement, a receipt, or where a file stands that has bytes."""
    if kind == Down.STAND:
        return stream.read_stand(payload).ranges != () or stream.read_stand(payload).offset_bytes > 0
    return kind in USEFUL
