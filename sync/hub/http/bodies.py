"""What comes in: bounded before it is read, bounded again while it is unpacked."""

from __future__ import annotations

import asyncio
import io
import zlib
from collections.abc import AsyncIterator

import msgspec
import zstandard
from starlette.requests import Request

from sync.protocol import wire
from sync.protocol.ids import is_id
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import MAX_BATCH, Mutation
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed, SealedBatch

BODY_TIMEOUT_S = 60.0  # for a body as a whole, and for silence in the middle of a file
_MAX_WINDOW_BYTES = 8 * 1024 * 1024  # of memory that unpacking may take
_GZIP = 31  # zlib: a gzip header and nothing else


_MAX_DIGITS = 13  # more than any size here has
# Nested a thousand deep, a value is no answer to anything we ask; the decoder gives up before the stack does.
_NOT_READABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class TooLarge(Exception):
    """The body is larger than it may be: answered with 413."""


def whole(told: str) -> int | None:
    """The number that a header tells. `isdigit` alone lets '²' through, and `int` refuses thousands of digits."""
    return int(told) if told.isascii() and told.isdigit() and len(told) <= _MAX_DIGITS else None


async def read_json(request: Request, limit_bytes: int) -> bytes:
    """The whole body, unpacked, at most `limit_bytes`. Raises TooLarge, or Problem(BODY_INVALID)."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "zstd"):
        raise Problem(Code.BODY_INVALID, field="content-encoding")
    if (whole(request.headers.get("content-length", "")) or 0) > limit_bytes:
        raise TooLarge
    packed = bytearray()
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            async for piece in request.stream():
                packed += piece
                if len(packed) > limit_bytes:
                    raise TooLarge
    except TimeoutError as cause:
        raise Problem(Code.BODY_INVALID, field="body") from cause
    if encoding == "identity":
        return bytes(packed)
    return unzstd(packed, limit_bytes) if encoding == "zstd" else unpack(bytes(packed), limit_bytes)


def unpack(packed: bytes, limit_bytes: int) -> bytes:
    """Stops at the limit, however much the rest would have become: a bomb costs no more than a full batch."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        body = unpacker.decompress(packed, limit_bytes + 1)
    except zlib.error as cause:
        raise Problem(Code.BODY_INVALID, field="body") from cause
    if len(body) > limit_bytes:
        raise TooLarge
    if not unpacker.eof:
        raise Problem(Code.BODY_INVALID, field="body")
    return body


def unzstd(packed: bytes | bytearray | memoryview, limit_bytes: int) -> bytes:
    """The same for zstd. Raises Problem or TooLarge."""
    unpacker = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW_BYTES)
    try:
        with unpacker.stream_reader(io.BytesIO(packed)) as reader:
            body: bytes = reader.read(limit_bytes + 1)
    except zstandard.ZstdError as cause:
        raise Problem(Code.BODY_INVALID, field="body") from cause
    if len(body) > limit_bytes:
        raise TooLarge
    return body


async def pieces(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes. Raises TimeoutError after a minute of silence, ClientDisconnect when the line is cut."""
    stream = request.stream().__aiter__()
    while True:
        try:
            async with asyncio.timeout(BODY_TIMEOUT_S):
                piece = await stream.__anext__()
        except StopAsyncIteration:
            return
        if piece:
            yield piece


class Envelope(msgspec.Struct):
    """The little that must be readable to give a mutation its receipt."""

    id: str
    case_id: str = ""
    act: str = ""


class Unreadable(msgspec.Struct, frozen=True):
    """A mutation that cannot be understood, e.g. of an act that this hub does not know yet."""

    envelope: Envelope
    problem: Problem


def decode_batch(raw: bytes) -> list[Sealed | Unreadable]:
    """Each mutation for itself: one that cannot be read must not hold up the others."""
    try:
        batch = msgspec.json.decode(raw, type=SealedBatch)
    except _NOT_READABLE as cause:
        raise Problem(Code.BODY_INVALID, field="mutations") from cause
    if len(batch.mutations) > MAX_BATCH:
        raise TooLarge
    signatures = batch.signatures or ("",) * len(batch.mutations)
    if len(signatures) != len(batch.mutations):
        raise Problem(Code.BODY_INVALID, field="signatures")
    return [_decode(one, signature) for one, signature in zip(batch.mutations, signatures, strict=True)]


def _decode(raw: msgspec.Raw, signature: str) -> Sealed | Unreadable:
    try:
        return Sealed(bytes(raw), signature, msgspec.json.decode(raw, type=Mutation))
    except _NOT_READABLE as cause:
        message = str(cause)
    try:
        envelope = msgspec.json.decode(raw, type=Envelope)
    except _NOT_READABLE as cause:
        raise Problem(Code.BODY_INVALID, field="mutations") from cause
    if not is_id(envelope.id):
        raise Problem(Code.BODY_INVALID, field="mutations.id")
    if envelope.act not in set(Act):
        return Unreadable(envelope, Problem(Code.ACT_UNKNOWN, act=envelope.act[:64]))
    return Unreadable(envelope, Problem(Code.BODY_INVALID, field=_field(message)))


def _field(message: str) -> str:
    """The place that the decoder names: "Expected `str`, got `int` - at `$.body.text`"."""
    _, _, place = message.rpartition("`$.")
    return place.rstrip("`") if place else "body"


def decode(raw: bytes, kind: type[wire.T]) -> wire.T:
    try:
        return wire.decode(raw, kind)
    except _NOT_READABLE as cause:
        raise Problem(Code.BODY_INVALID, field=_field(str(cause))) from cause
