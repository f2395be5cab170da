"""One cycle's sending over a stream: the queue's items go in, receipts come out and are kept, a broken line is made anew.

Decisions are `stream_uploader`'s and `outbox`'s; everything durable lies behind `DeviceQueue`, in the same order as the old
way: marked travelling before the first byte leaves, settled by a receipt and by nothing else.
"""

from __future__ import annotations

from typing import BinaryIO

from sync.engine.device import MediaEntry
from sync.engine.files import checked, not_sent
from sync.engine.outbox import files_to_send, lane
from sync.engine.pull_aside import PullAside
from sync.engine.stream_client import NotSpoken, StreamClient
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
from sync.engine.stream_files import Item
from sync.engine.stream_line import Line
from sync.engine.stream_records import RecordsLane
from sync.engine.trip import EVERYBODYS, Progress, Trip
from sync.protocol import stream
from sync.protocol.problems import Code, Problem

AT_A_TIME = 64  # files the uploader chooses among
TURN_S = 0.25  # the loop looks up at least so often: somebody may ask it to stop
PROGRESS_BYTES = 128 * 1024  # the store hears how far a file is this often
PULL_GAP_S = 8.0  # between two pulls beside the stream, when the hub says that there is something …
PULL_ANYHOW_S = 60.0  # … and when it says nothing: on a slow line each costs what it could carry of a photo in that time
GREETING_S = 10.0  # without H for so long after the head has left, a proxy holds the answer back


class Drive:
    """The queue's side of one cycle over any number of lines."""

    def __init__(self, trip: Trip, client: StreamClient) -> None:
        self.trip = trip
        self.client = client
        self.up = client.uploader
        self._aside = PullAside(trip)
        self._changed = False  # the hub may have something to pull
        self._pulled_at = trip.clock.monotonic()
        self.moved = False  # something was acknowledged on this line
        self._records = RecordsLane(trip, client)
        self._looked = False  # at everything, a moment ago, and packed nothing yet
        self._tried: set[str] = set()  # files that failed in this cycle
        self._entries: dict[str, MediaEntry] = {}
        self._handles: dict[str, BinaryIO] = {}
        self._noted: dict[str, int] = {}  # offsets the store knows
        self._no_files = not trip.policy.send_files
        self._look_at = 0.0
        self._heard_at = self._began_at = 0.0
        self._began = trip.clock.now()

    # What there is

    def anything(self) -> bool:
        """Whether something may travel now. How acts are best packed is known when there is a line."""
        self._look_at = self.trip.clock.monotonic() + self.trip.policy.records_every_s
        self._records.look()
        self._look_at_files()
        self._looked = True
        return self.up.waits or self._records.waits

    def look(self, *, records: bool = True) -> bool:
        """Take what may travel now out of the queue. False when there is nothing. `records`: whether to look for acts too."""
        if records:
            self._look_at = self.trip.clock.monotonic() + self.trip.policy.records_every_s
            if not self._looked:
                self._records.look()
            self._looked = False
            self._records.fill()
        self._look_at_files()
        return self.up.waits

    def _look_at_files(self) -> None:
        trip = self.trip
        found = [] if self._no_files else files_to_send(
            trip.device.media_entries(), trip.clock.now(), impatient=trip.policy.impatient, tried=self._tried,
            originals=trip.may_send_originals(), behind=self._records.under_way,
        )
        self._entries.update({entry.sha256: entry for entry in found[:AT_A_TIME]})
        self.up.want(_item(entry) for entry in found[:AT_A_TIME])

    # On one line

    def ride(self, line: Line) -> None:
        """Until everything has its answer. Raises Problem when the line is over before, CycleOver, NotSpoken."""
        clock = self.trip.clock
        self._heard_at = self._began_at = clock.monotonic()
        self._began = clock.now()
        self.moved = False
        try:
            while self.look() or self.up.waits:
                self._until_quiet(line)
            line.give(stream.frame(stream.Up.END))
            line.finish()
            line.turn(0.0)
        finally:
            self._let_go(line)

    def _until_quiet(self, line: Line) -> None:
        clock = self.trip.clock
        while self.up.waits:
            self.trip.go_on()
            now = clock.monotonic()
            if now >= self._look_at or self.trip.woken():
                self.look()
            self._pull(now)
            while line.clear and (piece := self.up.next(now)) is not None:
                self._give(line, piece)
            line.lay_by(self.up.pace.unsent_bytes(acts=bool(self.up.pushes)))
            for kind, payload in line.turn(self._records.rest_s(TURN_S)):
                self._heard_at = clock.monotonic()
                event = self.up.received(kind, payload, self._heard_at)
                if event is not None:
                    self._take(event)
            self._settle(line)
            self._records.fill()
            self._check_silence()

    def _settle(self, line: Line) -> None:
        """Before receipts are kept, which takes a while for hundreds of them, the next push is given to the line."""
        while self._records.unsettled:
            self._records.fill()
            if line.clear and (push := self.up.next_push(self.trip.clock.monotonic())) is not None:
                line.give(push.head)
                line.hand_on()
            if self._records.settle():
                self.look(records=self._records.due)

    def _pull(self, now: float) -> None:
        """Beside the files, not beside the records: these are short, and the cycle pulls after them."""
        if self._aside.busy:
            self._aside.tend()
        elif not self.up.pushes:
            since_s = now - self._pulled_at
            if since_s > (PULL_GAP_S if self._changed else PULL_ANYHOW_S):
                self._pulled_at, self._changed = now, False
                self._aside.begin()

    def _give(self, line: Line, piece: Piece) -> None:
        if not piece.size_bytes:
            line.give(piece.head)
            return
        entry = self._entries[piece.sha256]
        try:
            data = self._read(entry, piece)
        except Problem as problem:
            self._file_failed(entry, problem)
            return
        line.give(piece.head, data)
        self.trip.tally.bytes_sent += len(data)

    def _read(self, entry: MediaEntry, piece: Piece) -> bytes:
        file = self._handles.get(entry.sha256)
        if file is None:
            file = self._handles[entry.sha256] = self.trip.device.open_media(entry.sha256)
            self.trip.device.media_travelling(entry.sha256, self.trip.clock.now())
        file.seek(piece.first)
        data = file.read(piece.size_bytes)
        if len(data) < piece.size_bytes:
            raise Problem(Code.FILE_TRUNCATED, size_bytes=piece.first + len(data))
        return data

    def _check_silence(self) -> None:
        """A way that brought a hub's greeting before is slow or dead. One that never did may be a proxy that waits for the end of
        the request before it hands anything on."""
        now = self.trip.clock.monotonic()
        if not self.up.proven:
            if now - self._began_at > GREETING_S:
                raise NotSpoken(Problem(Code.TIMED_OUT, timeout_s=GREETING_S))
            return
        quiet_s = now - max(self._heard_at, self._began_at)
        if quiet_s > self.up.pace.patience_s(self.up.flying_bytes):
            raise Problem(Code.TIMED_OUT, timeout_s=round(quiet_s, 1))

    # What came

    def _take(self, event: Event) -> None:
        match event:
            case Greeted(told):
                self._records.greeted(self._heard_at - self._began_at)
                self.trip.hear_time(told.hub_time, self._began, self._began_at)
            case Moved(sha256, offset_bytes):
                self.moved = True
                self._progress(sha256, offset_bytes)
            case Replied(key, packed):
                self.moved = self._changed = True
                self._records.replied(key, packed)
            case Arrived(sha256, receipt):
                entry = self._entries[sha256]
                try:
                    receipt = checked(receipt, entry)
                except Problem as problem:
                    self._file_failed(entry, problem)
                    return
                self._close(sha256)
                self.trip.device.media_arrived(receipt, self.trip.clock.now())
                self.trip.tally.files_sent += 1
                self.trip.went_through()
                self._shown(entry, entry.size_bytes)
            case Failed():
                self._failed(event)
            case Changed():
                self._changed = True

    def _failed(self, event: Failed) -> None:
        if event.sha256 is not None:
            self._file_failed(self._entries[event.sha256], event.problem)
        elif event.push is not None:
            self._records.failed(event.push, event.problem)
        else:
            raise event.problem

    def _file_failed(self, entry: MediaEntry, problem: Problem) -> None:
        if entry.sha256 not in self._handles:  # refused before a byte of it left: still a try, and its reason is kept
            self.trip.device.media_travelling(entry.sha256, self.trip.clock.now())
        self._close(entry.sha256)
        self.up.drop(entry.sha256)
        self._tried.add(entry.sha256)
        not_sent(self.trip, entry, problem)
        if problem.code is Code.QUOTA_FULL:
            self._no_files = True  # the next file would meet the same; records still go
            self._look_at_files()

    def _progress(self, sha256: str, offset_bytes: int) -> None:
        entry = self._entries[sha256]
        if abs(offset_bytes - self._noted.get(sha256, entry.offset_bytes)) >= PROGRESS_BYTES:
            self._noted[sha256] = offset_bytes
            self.trip.device.media_progress(sha256, offset_bytes)
        self._shown(entry, offset_bytes)

    def _shown(self, entry: MediaEntry, done_bytes: int) -> None:
        self.trip.on_progress(Progress(
            sha256=entry.sha256, done_bytes=done_bytes, total_bytes=entry.size_bytes, up=True
        ))

    # The end of a line, and of it all

    def _let_go(self, line: Line) -> None:
        line.close()
        greeted = self.up.greeted
        self._records.lost(self.up.lost(), greeted=greeted)

    def leave(self, problem: Problem | None) -> None:
        """The cycle's sending is over: what has no receipt waits, with the reason."""
        self._aside.end(over=problem is not None)
        self.up.lost()
        self._records.leave(problem)
        for sha256 in list(self._handles):
            self._close(sha256)
            self.trip.device.media_back(sha256, problem, None)

    def _close(self, sha256: str) -> None:
        file = self._handles.pop(sha256, None)
        if file is not None:
            file.close()


def _item(entry: MediaEntry) -> Item:
    return Item(
        sha256=entry.sha256, size_bytes=entry.size_bytes, mime=entry.mime, lane=lane(entry), seq=entry.seq,
        fresh=entry.attempts == 0, first=entry.first,
    )


def is_everybodys(problem: Problem) -> bool:
    """It is about the sign-in, this device or the hub as a whole: another line would meet the same."""
    return problem.code in EVERYBODYS and problem.code not in (Code.NO_NETWORK, Code.TIMED_OUT)
