"""A push as columns: what acts have in common is said once, and of each field all values stand together. Pure.

JSON that is packed with zstd spends most of its bytes on saying where the next value begins and on random digits in text. Here
an act's bytes are taken apart into a skeleton, which acts of one kind share, and its values; a push of many acts then needs
half of its bytes. What comes out is the JSON of the push to the last byte: signatures are over these bytes.

    "FCC1" · msgpack of Batch

It may stand wherever zstd of a push's JSON may in a P frame of the stream, for a hub that announces FEATURE. Everything is
bounded before it is made: as many acts as a push may have, and as many bytes as its JSON may have.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import msgspec

from sync.protocol import identity
from sync.protocol.column_values import (
    FAILURES,
    Column,
    Ints,
    packed,
    read,
    read_ints,
    unpacked,
    write,
    write_ints,
)
from sync.protocol.mutations import MAX_BATCH
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed, pack

FEATURE = "columns1"  # in `HubInfo.features`
MAGIC = b"FCC1"
_LEVEL = 10
# A value of JSON behind `:`, `[` or `,`: text that is no field's name, or a number. What it takes for a value by mistake is
# a value too: the skeleton and the values are put together as they were taken apart.
_VALUE = re.compile(rb'(?<=[:\[,])("[^"\\]*(?:\\.[^"\\]*)*"(?!:)|-?[0-9][0-9.]*(?=[,\]}]))')


class Group(msgspec.Struct, frozen=True, array_like=True):
    """`rows` acts with the same skeleton."""

    rows: int
    columns: tuple[Column, ...]


class Batch(msgspec.Struct, frozen=True, array_like=True):
    """`size_bytes`, `crc`: of the push's JSON. `skeletons`: a zero byte where a value stands, line breaks between, packed.
    `order`: the group of each act. `signed`: which of `signers` (key ids) signed it, from 1 on; 0 for none."""

    size_bytes: int
    crc: int
    skeletons: bytes
    groups: tuple[Group, ...]
    order: Ints
    signers: tuple[str, ...] = ()
    signed: Ints | None = None
    signatures: bytes = b""  # 64 bytes for each signed act


def pack_columns(batch: Sequence[Sealed]) -> bytes | None:
    """None when it cannot be told so, and zstd of the JSON has to do."""
    body = pack(batch)
    if not batch or b"\0" in body or b"\n" in body:
        return None
    numbers: dict[bytes, int] = {}
    rows: list[list[list[bytes]]] = []
    order = []
    for each in batch:
        parts = _VALUE.split(each.raw)
        number = numbers.setdefault(b"\0".join(parts[::2]), len(rows))
        if number == len(rows):
            rows.append([])
        rows[number].append(parts[1::2])
        order.append(number)
    signed = _write_signatures([each.signature for each in batch])
    if signed is None:
        return None
    signers, who, signatures = signed
    return MAGIC + msgspec.msgpack.encode(Batch(
        size_bytes=len(body), crc=zlib.crc32(body), skeletons=packed(b"\n".join(numbers), _LEVEL),
        groups=tuple(Group(len(group), _write_columns(group)) for group in rows), order=write_ints(order),
        signers=signers, signed=who, signatures=signatures,
    ))


def is_columns(body: bytes | memoryview) -> bool:
    return bytes(body[:len(MAGIC)]) == MAGIC


def unpack_columns(body: bytes, limit_bytes: int) -> bytes:
    """The push's JSON, at most `limit_bytes`. Raises Problem(BODY_INVALID, field=columns) for what nobody wrote."""
    try:
        batch = msgspec.msgpack.decode(body[len(MAGIC):], type=Batch)
        count = sum(group.rows for group in batch.groups)
        if batch.size_bytes > limit_bytes or not 0 < count <= MAX_BATCH or min(group.rows for group in batch.groups) < 1:
            raise ValueError("size")
        raws = _read_groups(batch, count)
        signatures = _read_signatures(batch, count)
        found = pack([Sealed(raw, signature) for raw, signature in zip(raws, signatures, strict=True)])
        if len(found) != batch.size_bytes or zlib.crc32(found) != batch.crc:
            raise ValueError("crc")
        return found
    except (*FAILURES, IndexError, StopIteration, TypeError, RecursionError) as cause:
        raise Problem(Code.BODY_INVALID, field="columns") from cause


# Acts

def _write_columns(rows: Sequence[Sequence[bytes]]) -> tuple[Column, ...]:
    """A field that says the same as an earlier one in every act (a case's id, its report's) is that one."""
    columns: list[Column] = []
    earlier: dict[tuple[bytes, ...], int] = {}
    for number, values in enumerate(zip(*rows, strict=True)):
        like = earlier.setdefault(values, number)
        columns.append(write(values) if like == number else Column("s", like=like))
    return tuple(columns)


def _read_groups(batch: Batch, count: int) -> list[bytes]:
    left = batch.size_bytes
    skeletons = unpacked(batch.skeletons, left).split(b"\n")
    groups = []
    for skeleton, group in zip(skeletons, batch.groups, strict=True):
        if skeleton.count(b"\0") != len(group.columns) or group.rows * len(skeleton) > left:
            raise ValueError("skeleton")
        left -= group.rows * (len(skeleton) - len(group.columns))
        columns: list[Sequence[bytes]] = []
        for number, column in enumerate(group.columns):
            if column.kind == "s" and not 0 <= column.like < number:
                raise ValueError("like")
            columns.append(columns[column.like] if column.kind == "s" else read(column, group.rows, left + group.rows))
            left -= sum(map(len, columns[-1]))
            if left < 0 or not all(columns[-1]):  # no value is empty: thousands of such would be told in no byte and cost no room
                raise ValueError("values")
        form = skeleton.replace(b"%", b"%%").replace(b"\0", b"%s")
        groups.append(iter([form % row for row in zip(*columns, strict=True)] if columns else [skeleton] * group.rows))
    return [next(groups[number]) for number in read_ints(batch.order, count)]


# Signatures

def _write_signatures(told: Sequence[str]) -> tuple[tuple[str, ...], Ints | None, bytes] | None:
    if not any(told):
        return (), None, b""
    signers: dict[str, int] = {"": 0}
    who, signatures = [], []
    for each in told:
        key, signature = identity.split_signature(each) or ("", b"")
        if each and identity.join_signature(key, signature) != each:
            return None
        who.append(signers.setdefault(key, len(signers)))
        signatures.append(signature)
    return tuple(signers)[1:], write_ints(who), b"".join(signatures)


def _read_signatures(batch: Batch, count: int) -> list[str]:
    if batch.signed is None:
        return [""] * count
    size = identity.SIGNATURE_BYTES
    found = []
    at = 0
    for number in read_ints(batch.signed, count):
        if number == 0:
            found.append("")
            continue
        found.append(identity.join_signature(batch.signers[number - 1], batch.signatures[at:at + size]))
        at += size
    return found
