"""Slips in the device's half of the engine: what travels, what an answer means, when it is tried again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from sync.engine import files, outbox, records, retry
from sync.engine.device import Delivery, Entry
from sync.engine.link import HttpHub
from sync.engine.retry import ITEM
from sync.engine.trip import CycleOver, Trip
from sync.protocol.mutations import MediaReceipt, Outcome, PushReply, Receipt
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed
from tests.sync.world.bugs import bug


def _taken(sealed: Sealed) -> Receipt:
    return Receipt(
        mutation=sealed.id, outcome=Outcome.APPLIED, case_id=sealed.mutation.case_id, received_at=datetime(2026, 1, 1, tzinfo=UTC)
    )


@bug("what has left the device counts as arrived, also when no answer came")
def arrived_before_receipt(patch: pytest.MonkeyPatch) -> None:
    before = records.not_pushed

    def not_pushed(trip: Trip, batch: Sequence[Entry], ids: list[str], problem: Problem) -> None:
        if problem.code in (Code.NO_NETWORK, Code.TIMED_OUT):
            trip.device.settle([_taken(each) for each in trip.device.sealed(ids)], trip.clock.now())
        before(trip, batch, ids, problem)

    patch.setattr(records, "not_pushed", not_pushed)


@bug("any 200 is the hub's yes, a hotel's page too")
def portal_is_an_answer(patch: pytest.MonkeyPatch) -> None:
    before = HttpHub.push

    def push(hub: HttpHub, batch: Sequence[Sealed]) -> PushReply:
        try:
            return before(hub, batch)
        except Problem as problem:
            if problem.code not in (Code.CAPTIVE_PORTAL, Code.NOT_OUR_REPLY):
                raise
            return PushReply(receipts=tuple(map(_taken, batch)), hub_time=datetime.now(UTC))

    patch.setattr(HttpHub, "push", push)


@bug("receipts are matched by their place in the answer, not by the act they name")
def settle_by_position(patch: pytest.MonkeyPatch) -> None:
    before = records.settle_reply

    def settle(trip: Trip, batch: Sequence[Entry], ids: list[str], reply: PushReply) -> None:
        named = tuple(msgspec.structs.replace(one, mutation=own) for one, own in zip(reply.receipts, ids, strict=False))
        before(trip, batch, ids, msgspec.structs.replace(reply, receipts=named))

    patch.setattr(records, "settle_reply", settle)


@bug("one act that a proxy turns down stops all the others")
def poison_stops_everything(patch: pytest.MonkeyPatch) -> None:
    def not_pushed(trip: Trip, batch: Sequence[Entry], ids: list[str], problem: Problem) -> None:
        trip.device.back_to_waiting(ids, problem, None)
        raise CycleOver(problem)

    patch.setattr(records, "not_pushed", not_pushed)


@bug("the shortest act goes first, whatever its case's other acts are")
def order_lost(patch: pytest.MonkeyPatch) -> None:
    def ready(entries: Sequence[Entry], now: datetime, *, impatient: bool = False, tried: Any = ()) -> list[Entry]:
        open_ = [each for each in entries if each.state is not Delivery.REFUSED and each.mutation not in tried]
        return sorted((each for each in open_ if outbox._may_go(each, now, impatient)), key=lambda each: -each.seq)

    patch.setattr(records, "ready", ready)


@bug("what was travelling when the power went is never looked at again")
def travelling_not_requeued(patch: pytest.MonkeyPatch) -> None:
    from fieldclient.store.outbox import Outbox

    before = outbox._may_go
    patch.setattr(outbox, "_may_go", lambda entry, now, impatient: entry.state is Delivery.WAITING and before(entry, now, impatient))
    patch.setattr(Outbox, "requeue_travelling", lambda own: 0)


@bug("a time to try again that lies far ahead is believed, although the clock was wrong when it was set")
def clock_jump_freezes(patch: pytest.MonkeyPatch) -> None:
    def is_due(next_try_at: datetime | None, now: datetime, backoff: object = ITEM) -> bool:
        return next_try_at is None or next_try_at <= now

    for module in (retry, outbox):
        patch.setattr(module, "is_due", is_due)


@bug("a file counts as arrived when its last byte was sent, without the hub's word that it is complete and right")
def last_byte_is_arrived(patch: pytest.MonkeyPatch) -> None:
    before = files.checked

    def known(receipt: MediaReceipt, entry: Any) -> MediaReceipt:
        found = before(receipt, entry)
        done = found.offset_bytes == entry.size_bytes
        return msgspec.structs.replace(found, complete=True) if done else found

    patch.setattr(files, "checked", known)


@bug("the device goes on from where it believes the hub to be, and does not listen when the hub says otherwise")
def own_offset_trusted(patch: pytest.MonkeyPatch) -> None:
    send = files._send

    def next_piece(trip: Trip, entry: Any, file: Any, state: MediaReceipt) -> MediaReceipt:
        file.seek(state.offset_bytes)
        data = file.read(min(trip.policy.chunk_bytes, entry.size_bytes - state.offset_bytes))
        trip.tally.bytes_sent += len(data)
        return files.checked(trip.hub.upload(entry.sha256, entry.size_bytes, entry.mime, state.offset_bytes, data), entry)

    class Believing:
        """The hub as a device sees it that asks only about files it has not begun."""

        def __init__(self, trip: Trip, entry: Any) -> None:
            self._hub, self._entry = trip.hub, entry

        def __getattr__(self, name: str) -> Any:
            return getattr(self._hub, name)

        def media_state(self, sha256: str, size_bytes: int) -> MediaReceipt:
            if not self._entry.offset_bytes:
                state: MediaReceipt = self._hub.media_state(sha256, size_bytes)
                return state
            return MediaReceipt(sha256=sha256, size_bytes=size_bytes, offset_bytes=self._entry.offset_bytes)

    def sending(trip: Trip, entry: Any) -> None:
        hub, trip.hub = trip.hub, Believing(trip, entry)  # type: ignore[assignment]
        try:
            send(trip, entry)
        finally:
            trip.hub = hub

    patch.setattr(files, "_next_piece", next_piece)
    patch.setattr(files, "_send", sending)


@bug("files that the hub says it lacks, although they arrived once, are not sent again")
def lost_files_stay_lost(patch: pytest.MonkeyPatch) -> None:
    from fieldclient.store.uploads import Uploads

    patch.setattr(records, "send_again_what_is_lost", lambda trip, seen: None)  # as a case tells of them
    patch.setattr(Uploads, "requeue_lacking", lambda own, person, hashes: None)  # as a receipt does
