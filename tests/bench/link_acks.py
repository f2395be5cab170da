"""When the hub's first useful word came after the link had come up, and how often somebody had to wait for it: read from what went
over the link, not told by either end.

*Round trips* are counted as what they are: how often the direction changes on the way from the link's coming up to that word. A
packet that left the device after it had heard something belongs to a later turn than what it had heard; so does the first byte
after a handshake. Whether it had to wait for that cannot be seen, so every change counts: the count may be too high, never too
low. The *time* is told beside it in four parts whose sum it is: until the device dialled, the count times the link's round trip,
the rest until the last byte had come that the word is about (bytes on the line, the device's work), and the hub's work.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sync.engine.stream_answer import AnswerReader
from sync.protocol import stream
from sync.protocol.problems import Problem
from sync.protocol.stream import Down, Frames, Up

USEFUL = (Down.ACK, Down.DONE, Down.REPLY)
_JUST_S = 0.002  # the link does not sleep for the last millisecond before something is due


@dataclass(frozen=True, slots=True)
class FirstWord:
    """`round_trips`: changes of direction there and back, the handshake included. Seconds: `after_up_s` from the link's coming up to
    the word at the device, which is `noticed_s` + `latency_s` + `line_s` + `hub_s`."""

    after_up_s: float
    round_trips: int
    noticed_s: float
    latency_s: float
    line_s: float
    hub_s: float


def first_words(counters: Mapping[str, Any], rtt_s: float) -> list[FirstWord]:
    """One for each time that the link came up and something was acknowledged before its next cut."""
    found = []
    for begin, end in _up_times(counters["events"]):
        word = _first_in(counters["events"], begin, end, rtt_s)
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


def _first_in(events: list[dict[str, Any]], begin: float, end: float, rtt_s: float) -> FirstWord | None:
    mine = [event for event in events if begin <= event["t"] < end and "flow" in event]
    connected = {event["flow"]: event["t"] for event in mine if event["what"] == "connect"}
    asked = {flow: _Asked() for flow in connected}
    heard = {flow: _Answered() for flow in connected}
    for event in mine:
        flow, at = event["flow"], event["t"]
        if flow not in connected:
            continue
        if event["what"] == "bytes_up":
            asked[flow].came(at, event)
        elif event["what"] == "bytes_down" and (said := heard[flow].useful(base64.b64decode(event["data"]))) is not None:
            left = at - rtt_s / 2
            about = asked[flow].about(said, left)
            trips = _turn_of(_Turns.seen(mine, connected, rtt_s), about, rtt_s)
            latency_s = trips * rtt_s
            dialled = min(connected.values())
            return FirstWord(
                after_up_s=at - begin, round_trips=trips, noticed_s=dialled - begin, latency_s=latency_s,
                line_s=about + rtt_s / 2 - dialled - latency_s, hub_s=left - about)
    return None


# Turns

@dataclass(frozen=True, slots=True)
class _Turns:
    """What left the device and what came back to it, by the time at which it was there where it could change something."""

    up: Sequence[tuple[float, float]]  # left the device, came to the hub
    down: Sequence[tuple[float, float]]  # left the hub, came to the device

    @classmethod
    def seen(cls, mine: list[dict[str, Any]], connected: Mapping[int, float], rtt_s: float) -> _Turns:
        """The link notes bytes as they arrive. A handshake is a word and its answer like any other."""
        half = rtt_s / 2
        shaken = [(at, at + half) for at in connected.values()]
        noted = [event for event in mine if event["flow"] in connected]
        up = [(event["t"] - half, event["t"]) for event in noted if event["what"] == "bytes_up"]
        down = [(event["t"] - half, event["t"]) for event in noted if event["what"] == "bytes_down"]
        return cls(shaken + up, [(came, came + half) for _, came in shaken] + down)


def _turn_of(turns: _Turns, about: float, rtt_s: float) -> int:
    """How many times the way was gone there and back for the answer to what came to the hub at `about`, from the first on."""
    count, left = 0, about - rtt_s / 2
    while True:
        count += 1
        before = [(went, came) for went, came in turns.down if came <= left + _JUST_S]
        if not before:
            return count
        # The last thing heard before this left; and of what the hub knew then, the last that had come to it.
        went = max(went for went, _ in before)
        left = max(leaving for leaving, came in turns.up if came <= went + _JUST_S)  # nobody answers what was not asked


# What was said

@dataclass(frozen=True, slots=True)
class _Word:
    """What an answer is about: file `n` with all bytes below `upto`, or the `push`-th batch; with neither, all that was asked."""

    n: int | None = None
    upto: int = 0
    push: int | None = None


class _Asked:
    """What goes up one connection, and when each part of it had come to the hub. The link keeps the beginning of it."""

    def __init__(self) -> None:
        self._body = AnswerReader()
        self._frames = Frames(stream.UP_LIMITS)
        self._at: list[float] = []  # of everything
        self._offered: dict[int, float] = {}
        self._ends: list[tuple[float, int, int]] = []  # when, file, its bytes up to where
        self._pushed: list[float] = []
        self._unread = float("inf")  # from when on the link kept none of it
        self._head = b""

    def came(self, at: float, event: Mapping[str, Any]) -> None:
        self._at.append(at)
        if "data" in event:
            self._read(at, base64.b64decode(event["data"]))
        else:
            self._unread = min(self._unread, at)

    def _read(self, at: float, data: bytes) -> None:
        if self._body.status is None:  # a question's first line in the place of an answer's: what follows is made alike
            self._head += data
            line, end, rest = self._head.partition(b"\r\n")
            if not end or stream.PATH_STREAM.encode() not in line:
                return
            self._body, data = AnswerReader(), b"HTTP/1.1 200 OK\r\n" + rest
        frames = self._frames.feed(self._body.feed(data))
        begun = self._frames.rest()
        for kind, payload in [*frames, *([begun] if begun and begun[0] == Up.DATA else [])]:
            self._note(at, kind, payload)

    def _note(self, at: float, kind: int, payload: memoryview) -> None:
        if kind == Up.FILE:
            self._offered[stream.read_offer(payload).n] = at
        elif kind == Up.PUSH:
            self._pushed.append(at)
        elif kind == Up.DATA and len(payload) > stream.DATA_HEADER_BYTES:
            piece = stream.read_data(payload)
            self._ends.append((at, piece.n, piece.offset_bytes + len(piece.data)))

    def about(self, word: _Word, left: float) -> float:
        """When the last byte that the word is about had come; where that cannot be told, the last that came before it."""
        found: float | None = None
        if word.push is not None:
            found = self._pushed[word.push] if word.push < len(self._pushed) else None
        elif word.n is not None:
            found = next((at for at, n, end in self._ends if n == word.n and end >= word.upto > 0), None)
            if found is None and (word.upto == 0 or self._unread > left):  # else it may be about bytes that were not kept
                found = self._offered.get(word.n)
        latest = max((at for at in self._at if at <= left + _JUST_S), default=left)
        return min(left, latest if found is None else min(found, latest))


class _Answered:
    """What comes down one connection: a stream's frames, or an ordinary answer that tells of something taken."""

    def __init__(self) -> None:
        self._answer = AnswerReader()
        self._frames = Frames(stream.DOWN_LIMITS)

    def useful(self, data: bytes) -> _Word | None:
        """An acknowledgement, a receipt, or where a file stands that has bytes: the first of them. None: nothing of the kind."""
        try:
            body = self._answer.feed(data)
            if self._answer.status is None:
                return None
            if not self._answer.headers.get("Content-Type", "").startswith(stream.CONTENT_TYPE):
                return _Word() if self._answer.status < 300 else None
            told = (_told(kind, payload) for kind, payload in (self._frames.feed(body) if body else []))
            return next((word for word in told if word is not None), None)
        except Problem:
            return None


def _told(kind: int, payload: memoryview) -> _Word | None:
    if kind == Down.STAND:
        told = stream.read_stand(payload)
        return _Word(n=told.n) if told.ranges or told.offset_bytes > 0 else None
    if kind == Down.ACK:
        ack = stream.read_ack(payload)
        return _Word(n=ack.n, upto=max(ack.offset_bytes, 1))
    if kind == Down.DONE:
        done = stream.read_done(payload)
        return _Word(n=done.n, upto=done.receipt.size_bytes)
    return _Word(push=0) if kind == Down.REPLY else None
