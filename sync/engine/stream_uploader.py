"""Decides what goes up a stream next, and understands what comes down. Pure: no socket, no clock, no file.

Records go before everything else, then offers of files (a question that costs a hundred bytes and saves a round trip), then
bytes: previews before originals, what was begun before what was not, the oldest report first, small before large.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from sync.engine.stream_events import (
    Arrived,
    Changed,
    Event,
    Failed,
    Greeted,
    Moved,
    Piece,
    Replied,
)
from sync.engine.stream_files import Item, Sending, turn
from sync.engine.stream_pace import Pace
from sync.protocol import ranges, stream
from sync.protocol.stream import Down, Up

PUSHES_UNDER_WAY = 7  # the hub takes MAX_PUSHES
OFFERED_AHEAD = 3  # files offered beside those that are begun: "have it" comes before their turn
OPENING_BYTES = 1024  # the first piece after a cut: the hub says that it is here before a larger one had left
UNPROVEN_BYTES = 192 * 1024  # on the way at most while no hub has said H: a proxy may be swallowing it


@dataclass(slots=True)
class _Flight:
    """A frame on its way. `delivered`, `delivered_at`: how much had been acknowledged when it left, and since when."""

    size_bytes: int
    left_at: float
    delivered: int
    delivered_at: float
    sha256: str = ""
    first: int = 0
    end: int = 0
    jumped: bool = False  # beyond everything of the file that was sent before


@dataclass
class Uploader:
    """One device's stream. Files and measures outlive a connection; numbers and what is on its way do not."""

    pace: Pace = field(default_factory=Pace)
    greeted: bool = False  # on this connection
    proven: bool = False  # a hub has answered over this way at some time
    wary: bool = False  # the last one to answer was a stranger, e.g. a portal: it gets no byte of anybody's before H
    files: dict[str, Sending] = field(default_factory=dict)
    _waiting: list[Sending] = field(default_factory=list)  # in the order in which they are to go
    _pushes: deque[tuple[int, bytes]] = field(default_factory=deque)
    _answers: deque[tuple[int, int]] = field(default_factory=deque)  # key and number of pushes without a reply
    _pushed: int = 0
    _numbers: dict[int, Sending] = field(default_factory=dict)
    _next_number: int = 0
    _flights: deque[_Flight] = field(default_factory=deque)
    _flying: int = 0
    _delivered: int = 0
    _delivered_at: float = 0.0

    # What there is to send

    def want(self, items: Iterable[Item]) -> None:
        """The files that may travel now. One that is left out is not begun any more; what is known of it stays known."""
        wanted = []
        for item in items:
            sending = self.files.setdefault(item.sha256, Sending(item))
            sending.item = item
            wanted.append(sending)
        self._waiting = wanted

    def forget(self, sha256: str) -> None:
        """Arrived or refused, or to be begun from its first byte."""
        gone = self.files.pop(sha256, None)
        if gone is not None:
            self._waiting = [each for each in self._waiting if each is not gone]
            if gone.n is not None:
                self._numbers.pop(gone.n, None)

    def push(self, key: int, packed: bytes) -> None:
        """Records, packed. They go next."""
        self._pushes.append((key, packed))

    @property
    def pushes(self) -> list[int]:
        """Keys of the pushes that have no reply yet."""
        return [key for key, _ in self._answers] + [key for key, _ in self._pushes]

    @property
    def waits(self) -> bool:
        """Something was sent, or is to be sent, that has no answer yet."""
        return bool(self._pushes or self._answers or self._waiting)

    @property
    def flying_bytes(self) -> int:
        """Sent and not acknowledged."""
        return self._flying

    # A connection

    def lost(self) -> list[int]:
        """The line is gone; the next one begins with nothing under way. Gives the keys of the pushes that have no reply; they
        are no longer ours."""
        unanswered = self.pushes
        for sending in self.files.values():
            sending.lost()
        for mine in (self._pushes, self._answers, self._numbers, self._flights):
            mine.clear()
        self._flying = self._next_number = self._pushed = self._delivered = 0
        self.greeted = False
        return unanswered

    # Up

    def next(self, now: float) -> Piece | None:
        """The next frame; None while there is nothing to do but listen."""
        if self.wary and not self.greeted:
            return None
        if (push := self.next_push(now)) is not None:
            return push
        order = sorted(self._waiting, key=turn)
        offered = self._to_offer(order)
        if offered is not None:
            return Piece(self._offer(offered))
        return self._data(order, now)

    def next_push(self, now: float) -> Piece | None:
        """Records go before everything else."""
        if (self.wary and not self.greeted) or not self._pushes or len(self._answers) >= PUSHES_UNDER_WAY:
            return None
        key, packed = self._pushes.popleft()
        self._answers.append((key, self._pushed))
        self._pushed += 1
        self._left(now, len(packed))
        return Piece(stream.frame(Up.PUSH, packed))

    def _to_offer(self, order: list[Sending]) -> Sending | None:
        """Those that are begun, because the answer tells what is missing; and the next few."""
        if len(self._numbers) >= stream.MAX_OPEN_FILES or self._next_number > stream.MAX_FILES:
            return None
        ahead = 0
        for sending in order:
            ahead += 0 if sending.tried else 1
            if ahead > OFFERED_AHEAD:
                return None
            if sending.n is None:
                return sending
        return None

    def _offer(self, sending: Sending) -> bytes:
        sending.n = self._next_number
        self._next_number += 1
        self._numbers[sending.n] = sending
        item = sending.item
        return stream.offer(stream.Offer(
            n=sending.n, sha256=item.sha256, size_bytes=item.size_bytes, mime=item.mime, ask=sending.asks
        ))

    def _data(self, order: list[Sending], now: float) -> Piece | None:
        window = self.pace.window_bytes if self.proven else min(self.pace.window_bytes, UNPROVEN_BYTES)
        if self._flying >= window:
            return None
        opens = not self._flights and not self._delivered and self.pace.round_s is not None
        most = OPENING_BYTES if opens else self.pace.piece_bytes(stream.MAX_DATA_BYTES)
        for sending in order:
            stretch = sending.next_range() if sending.n is not None else None
            if stretch is not None:
                return self._piece(sending, stretch[0], min(stretch[1], stretch[0] + most), now)
        return None

    def _piece(self, sending: Sending, first: int, end: int, now: float) -> Piece:
        assert sending.n is not None
        jumped = first >= ranges.top(sending.tried)
        sending.sent(first, end)
        self._left(now, end - first, sending.item.sha256, first, end, jumped)
        return Piece(stream.data_header(sending.n, first, end - first), sending.item.sha256, first, end - first)

    def _left(self, now: float, size_bytes: int, sha256: str = "", first: int = 0, end: int = 0, jumped: bool = False) -> None:
        if not self._flights:
            self._delivered_at = now  # time without anything on the way says nothing about the line
        self._flights.append(_Flight(size_bytes, now, self._delivered, self._delivered_at, sha256, first, end, jumped))
        self._flying += size_bytes

    # Down

    def received(self, kind: int, payload: memoryview, now: float) -> Event | None:
        """What a frame of the hub means. Raises Problem(BODY_INVALID) for one that cannot be meant; an unknown kind is None."""
        match kind:
            case Down.ACK:
                return self._acknowledged(stream.read_ack(payload), now)
            case Down.STAND:
                return self._stands(stream.read_stand(payload))
            case Down.DONE:
                return self._done(stream.read_done(payload), now)
            case Down.REPLY:
                return self._replied(bytes(payload), now)
            case Down.PROBLEM:
                return self._trouble(stream.read_trouble(payload), now)
            case Down.HELLO:
                self.greeted = self.proven = True
                self.wary = False
                return Greeted(stream.read_greeting(payload))
            case Down.CHANGES:
                return Changed()
        return None

    def _acknowledged(self, told: stream.Ack, now: float) -> Event | None:
        sending = self._numbers.get(told.n)
        if sending is None:
            return None
        sha256 = sending.item.sha256
        sending.arrived(0, min(told.offset_bytes, sending.item.size_bytes))
        last = None
        for place, flight in enumerate(self._flights):
            reached = told.highest_bytes if flight.jumped else told.offset_bytes
            if flight.sha256 == sha256 and flight.end <= reached:
                last = place
        if last is not None:
            # The small piece that opens a line is quicker there and back than any later one can be.
            self._landed(last, now, on_the_way=self._flights[last].size_bytes > OPENING_BYTES)
        return Moved(sha256, min(told.offset_bytes, sending.item.size_bytes))

    def _landed(self, last: int, now: float, *, on_the_way: bool) -> None:
        """Frames arrive in order: with this one all before it."""
        for _ in range(last + 1):
            flight = self._flights.popleft()
            self._flying -= flight.size_bytes
            self._delivered += flight.size_bytes
        self.pace.heard(
            now, self._delivered - flight.delivered, now - flight.delivered_at, now - flight.left_at if on_the_way else None
        )
        self._delivered_at = now

    def _stands(self, told: stream.Stand) -> Event | None:
        sending = self._numbers.get(told.n)
        if sending is None:
            return None
        flying: ranges.Ranges = ()
        for flight in self._flights:
            if flight.sha256 == sending.item.sha256:
                flying = ranges.add(flying, flight.first, flight.end)
        sending.stands(told.ranges, flying, told.complete)
        size = sending.item.size_bytes
        return Moved(sending.item.sha256, size if told.complete else min(told.offset_bytes, size))

    def _done(self, told: stream.Done, now: float) -> Event | None:
        sending = self._numbers.get(told.n)
        if sending is None:
            return None
        sha256 = sending.item.sha256
        places = [i for i, flight in enumerate(self._flights) if flight.sha256 == sha256]
        if places and not sending.over:
            self._landed(places[-1], now, on_the_way=False)
        self.drop(sha256)
        return Arrived(sha256, told.receipt)

    def drop(self, sha256: str) -> None:
        """Nothing more of this file: it is over at the hub, or here. What is still on its way is acknowledged by nobody."""
        self._flights = deque(each for each in self._flights if each.sha256 != sha256)
        self._flying = sum(each.size_bytes for each in self._flights)
        self.forget(sha256)

    def _replied(self, packed: bytes, now: float) -> Event | None:
        if not self._answers:
            return None
        key, _ = self._answers.popleft()
        self._push_landed(now)
        return Replied(key, packed)

    def _push_landed(self, now: float) -> None:
        for place, flight in enumerate(self._flights):
            if not flight.sha256:
                return self._landed(place, now, on_the_way=False)

    def _trouble(self, told: stream.Trouble, now: float) -> Event | None:
        problem = told.problem.to_problem()
        if told.n is not None:
            sending = self._numbers.get(told.n)
            if sending is None:
                return None
            self.drop(sending.item.sha256)
            return Failed(problem, sha256=sending.item.sha256)
        if told.batch is not None:
            for key, number in self._answers:
                if number == told.batch:
                    self._answers.remove((key, number))
                    self._push_landed(now)
                    return Failed(problem, push=key)
            return None
        return Failed(problem)
