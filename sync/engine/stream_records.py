"""The records' part of a stream: pushes as large as the link likes them, their replies settled, lost ones sent again."""

from __future__ import annotations

from collections import Counter, deque

from sync.engine.device import Entry
from sync.engine.outbox import batches, ready
from sync.engine.portion import AT_ONCE, Portion
from sync.engine.records import most, not_pushed, settle_reply
from sync.engine.stream_client import NotSpoken, StreamClient, is_near, read_reply
from sync.engine.trip import Trip
from sync.protocol import stream
from sync.protocol.mutations import MAX_BATCH, PushReply
from sync.protocol.problems import Problem
from sync.protocol.sealing import pack

BEFORE_GREETING = 3  # pushes that leave with the line's head: a round trip's worth; how far the hub is, its greeting tells
LISTEN_S = 0.015  # after the first push: a hub in the house has greeted by then, and what follows need not be packed so tightly
LOST_PUSHES = 4  # lines that ended with a push unanswered, in a row: then the old way finds out which record it is


class RecordsLane:
    """Of one cycle, over any number of lines."""

    def __init__(self, trip: Trip, client: StreamClient) -> None:
        self._trip = trip
        self._client = client
        self._up = client.uploader
        self._batches: dict[int, tuple[list[Entry], list[str]]] = {}
        self._queued_at: dict[int, float] = {}
        self._replies: deque[tuple[list[Entry], list[str], PushReply]] = deque()  # that came and are not kept yet
        self._open: list[Entry] = []  # of the last look: those that go next
        self._portion = Portion()
        self._key = 0
        self._tried: set[str] = set()  # had an answer, or failed, in this cycle
        self._lost = 0
        self._longer: set[str] = set()  # cases in which more than one act waited at the last look
        self._listen_until = 0.0  # for the greeting, before anything more is packed
        self.due = False  # the queue has to be read again: an act may have become ready

    @property
    def under_way(self) -> set[int]:
        """Numbers of the acts that were handed to this line and have no answer that is kept yet."""
        batches_ = [*(batch for batch, _ in self._batches.values()), *(batch for batch, _, _ in self._replies)]
        return {entry.seq for batch in batches_ for entry in batch}

    @property
    def unsettled(self) -> int:
        """Replies that came and are not kept yet."""
        return len(self._replies)

    @property
    def waits(self) -> bool:
        """Acts may travel that were not packed yet."""
        return bool(self._open)

    def greeted(self, after_s: float) -> None:
        """By the hub, so long after the line was there."""
        self._client.greeted_s = after_s
        if is_near(after_s):
            self._portion.is_near()

    def look(self) -> None:
        """Take what may travel now out of the queue; `fill` packs it, push by push."""
        trip = self._trip
        mine = {mutation for _, ids in self._batches.values() for mutation in ids}
        entries = trip.device.entries()
        self._open = ready(entries, trip.clock.now(), impatient=trip.policy.impatient, tried=self._tried | mine)
        self._longer = {case_id for case_id, count in Counter(entry.case_id for entry in entries).items() if count > 1}
        self.due = False

    @property
    def room(self) -> bool:
        """Another push may be under way, and there is something for it."""
        if not self._open or (self._listens and self._trip.clock.monotonic() < self._listen_until):
            return False
        return len(self._batches) < (AT_ONCE if self._up.greeted else BEFORE_GREETING)

    @property
    def _listens(self) -> bool:
        """Nobody knows yet how far the hub is."""
        return bool(self._batches) and not self._up.greeted and self._client.greeted_s is None

    def rest_s(self, most_s: float) -> float:
        """How long the line may be waited for before something is to be packed."""
        if self.room:
            return 0.0
        if self._open and self._listens:
            left_s = self._listen_until - self._trip.clock.monotonic()
            return min(most_s, left_s) if left_s > 0 else most_s
        return most_s

    def fill(self) -> None:
        """One push more, as large as the link likes them: while it travels the next one is packed."""
        queued = False
        while self.room and not queued:
            waiting_bytes = sum(entry.size_bytes for entry in self._open)
            limits = self._portion.limits(most(self._trip), waiting_bytes)
            batch = batches(self._open[:MAX_BATCH], limits, by_tries=False)[0]
            taken = {entry.mutation for entry in batch}
            self._open = [entry for entry in self._open if entry.mutation not in taken]
            queued = self._queue(batch)

    def _queue(self, batch: list[Entry]) -> bool:
        sealed = self._trip.device.sealed([entry.mutation for entry in batch])
        ids = [each.id for each in sealed]
        self._tried.update({entry.mutation for entry in batch} - set(ids))
        if not sealed:
            return False
        raw = pack(sealed)
        packed = self._client.pack(sealed, raw)
        self._portion.packed(len(raw), len(packed))
        if len(packed) > stream.MAX_PACKED_BYTES:
            self._tried.update(ids)  # a single huge one: the old way takes it at the end of the cycle
            return False
        self._trip.device.mark_travelling(ids, self._trip.clock.now())
        if not self._batches:
            self._listen_until = self._trip.clock.monotonic() + LISTEN_S
        self._key += 1
        self._batches[self._key] = (batch, ids)
        self._queued_at[self._key] = self._trip.clock.monotonic()
        self._up.push(self._key, packed)
        return True

    def replied(self, key: int, packed: bytes) -> None:
        """The receipts of a push came; `settle` keeps them."""
        batch, ids = self._batches[key]
        reply = read_reply(packed)
        del self._batches[key]
        self._lost = 0
        self._portion.answered(self._trip.clock.monotonic() - self._queued_at.pop(key))
        self._trip.went_through()
        self._tried.update(ids)
        self._replies.append((batch, ids, reply))

    def settle(self) -> bool:
        """Keep the receipts that came first. True when all that was ready is on its way; `due` says whether records may have
        become ready since, which costs a look at all that wait."""
        batch, ids, reply = self._replies.popleft()
        settle_reply(self._trip, batch, ids, reply)
        self.due = self.due or any(entry.case_id in self._longer for entry in batch)
        if self._open:
            return False
        self.due = self.due or not (self._batches or self._replies)
        return True

    def failed(self, key: int, problem: Problem) -> None:
        """A push without receipts: the old way finds out which record it is. Raises CycleOver when it is none of them."""
        batch, ids = self._batches.pop(key)
        self._tried.update(ids)
        not_pushed(self._trip, batch, ids, problem)

    def lost(self, unanswered: list[int], *, greeted: bool) -> None:
        """The line is gone. Pushes without an answer go again, in smaller ones: what made it break may have been their size.
        Raises NotSpoken when that happened too often."""
        while self._replies:
            self.settle()
        self._queued_at.clear()
        if unanswered:
            self._portion.lost()
        for key in unanswered:
            _, ids = self._batches.pop(key)
            self._trip.device.back_to_waiting(ids, None, None)
        self._lost += 1 if unanswered and greeted else 0
        if self._lost >= LOST_PUSHES:
            raise NotSpoken

    def leave(self, problem: Problem | None) -> None:
        """The cycle's sending is over: what has no receipt waits, with the reason."""
        for _, ids in self._batches.values():
            self._trip.device.back_to_waiting(ids, problem, None)
        self._batches.clear()
