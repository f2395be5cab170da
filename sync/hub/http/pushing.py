"""A batch of acts, however it came: unpacked, taken, answered in its order."""

from __future__ import annotations

import zstandard

from sync.hub.http import bodies
from sync.hub.service import Caller, HubService
from sync.protocol import columns, wire
from sync.protocol.mutations import Outcome, PushReply, Receipt
from sync.protocol.sealing import Sealed


def take(service: HubService, caller: Caller, raw: bytes) -> PushReply:
    """Raises Problem or bodies.TooLarge for a batch that cannot be read at all."""
    batch = bodies.decode_batch(raw)
    reply = service.push(caller, [one for one in batch if isinstance(one, Sealed)])
    taken = iter(reply.receipts)
    receipts = tuple(next(taken) if isinstance(one, Sealed) else _not_understood(one, reply) for one in batch)
    return PushReply(receipts=receipts, hub_time=reply.hub_time)


def unpack(packed: bytes | memoryview, limit_bytes: int = wire.MAX_PUSH_BYTES) -> bytes:
    """Columns or zstd, stopped at the limit however much the rest would have become. Raises Problem or bodies.TooLarge."""
    if columns.is_columns(packed):
        return columns.unpack_columns(bytes(packed), limit_bytes)
    return bodies.unzstd(packed, limit_bytes)


def pack(reply: PushReply) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(wire.encode(reply))


def _not_understood(one: bodies.Unreadable, reply: PushReply) -> Receipt:
    """Not kept by its id: a newer hub may understand it."""
    return Receipt(
        mutation=one.envelope.id, outcome=Outcome.REFUSED, case_id=one.envelope.case_id, received_at=reply.hub_time,
        problem=one.problem.to_wire(),
    )
