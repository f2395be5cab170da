"""Bundles: what goes in comes out for the hub and for the second copy, and for nobody else; every damage is found."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import UTC, datetime

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import bundle, bundle_keys, identity
from sync.protocol.bundle_shapes import Delivered, Packed
from sync.protocol.ids import new_id
from sync.protocol.mutations import MediaReceipt, Outcome, Receipt
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
SIGNER = Ed25519PrivateKey.generate()
HUB = bundle_keys.new_hub_key()
ACTS = [Sealed(b'{"id":"%d","new field of a later app":[1,2]}' % number, f"key.{number}") for number in range(3)]


def made(*files: bytes, hub: bytes = HUB) -> tuple[bytes, bytes]:
    packed = [Packed(sha256=hashlib.sha256(each).hexdigest(), size_bytes=len(each), mime="image/jpeg") for each in files]
    out = io.BytesIO()
    key = bundle.write(
        out, bundle="b1", hub="hub-1", device="d1", signer="k1", sign=SIGNER.sign, made_at=AT,
        manifest=bundle.manifest_of("wang", ACTS, packed), contents=[[each[:7], each[7:]] for each in files],
        hub_public=bundle_keys.public_of(hub),
    )
    return out.getvalue(), key


def read(raw: bytes, key: bytes) -> tuple[list[Sealed], list[bytes]]:
    opened = bundle.Opened(io.BytesIO(raw), key)
    return opened.manifest.sealed(), [b"".join(pieces) for _, pieces in opened.files()]


def hub_key(raw: bytes, private: bytes = HUB) -> bytes:
    return bundle_keys.key_for_hub(bundle.read_head(io.BytesIO(raw)), private)


def reason(raw: bytes, key: bytes | None = None) -> str:
    with pytest.raises(Problem) as caught:
        read(raw, key or hub_key(raw))
    assert caught.value.code is Code.BUNDLE_INVALID
    return str(caught.value.facts["reason"])


@pytest.mark.parametrize("sizes", [(), (1,), (65536,), (65535, 65537, 3), (200_000,)])
def test_acts_and_files_come_out_byte_for_byte(sizes: tuple[int, ...]) -> None:
    files = [os.urandom(size) for size in sizes]
    raw, key = made(*files)
    assert hub_key(raw) == key
    assert read(raw, key) == (ACTS, files)
    statement, signature = bundle.signature_of(io.BytesIO(raw), len(raw))
    SIGNER.public_key().verify(signature, statement)


def test_a_carrier_sees_only_how_much_it_is() -> None:
    raw, _ = made(b"a face and a street" * 50)
    assert b"a face" not in raw and b"wang" not in raw and b"new field" not in raw
    head = bundle.read_head(io.BytesIO(raw))
    assert (head.acts, head.files, head.hub, head.device) == (3, 1, "hub-1", "d1")


def test_only_the_hub_it_was_made_for_opens_it() -> None:
    raw, _ = made(b"x")
    head = bundle.read_head(io.BytesIO(raw))
    flat = identity.text(bytes(32))  # a point with which every private key gives the same
    for private, told in ((bundle_keys.new_hub_key(), head), (HUB, msgspec.structs.replace(head, box=head.box[:-4] + "AAAA")),
                          (HUB, msgspec.structs.replace(head, box="")), (HUB, msgspec.structs.replace(head, ephemeral=flat)),
                          (HUB, msgspec.structs.replace(head, ephemeral="%"))):
        with pytest.raises(Problem) as caught:
            bundle_keys.key_for_hub(told, private)
        assert caught.value.facts == {"reason": "other_hub"}
    assert reason(raw, os.urandom(32)) == "damaged"


def test_the_same_acts_twice_are_two_bundles_with_two_keys() -> None:
    (one, key), (two, other) = made(b"x"), made(b"x")
    assert one != two and key != other


@given(st.data())
def test_any_byte_changed_and_any_end_cut_off_is_found(data: st.DataObject) -> None:
    raw, key = made(os.urandom(70_000))
    place = data.draw(st.integers(0, len(raw) - 1))
    changed = bytearray(raw)
    changed[place] ^= data.draw(st.integers(1, 255))
    statement, signature = bundle.signature_of(io.BytesIO(bytes(changed)), len(raw))
    with pytest.raises(Exception):  # noqa: B017 - the library's own
        SIGNER.public_key().verify(signature, statement)
    if place < len(raw) - 64:  # what lies before the signature is refused when read, too, or read as it was written
        try:
            assert read(bytes(changed), key) == read(raw, key)
        except Problem as problem:
            assert problem.code is Code.BUNDLE_INVALID
    cut = data.draw(st.integers(0, len(raw) - 65))
    assert reason(raw[:cut], key) in ("damaged", "not_one")


def test_pieces_moved_or_left_out_are_found() -> None:
    raw, key = made(os.urandom(200_000))
    head = len(raw) - 64
    first = raw.index(bundle.MAGIC) + len(bundle.MAGIC)
    start = first + 4 + int.from_bytes(raw[first:first + 4], "big")
    step = 4 + bundle.CHUNK_BYTES + bundle.TAG_BYTES
    one, two = raw[start:start + step], raw[start + step:start + 2 * step]
    assert reason(raw[:start] + two + one + raw[start + 2 * step:head], key) == "damaged"
    assert reason(raw[:start] + one + raw[start + 2 * step:], key) == "damaged"


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"FIELDBUNDLE1\n", b"FIELDBUNDLE1\n\xff\xff\xff\xff{}", b"FIELDBUNDLE1\n\0\0\0\2{}"])
def test_what_is_no_bundle_is_said(raw: bytes) -> None:
    with pytest.raises(Problem) as caught:
        bundle.read_head(io.BytesIO(raw))
    assert caught.value.facts["reason"] in ("not_one", "damaged")


def test_a_file_that_shrank_while_it_was_packed_stops_the_packing() -> None:
    manifest = bundle.manifest_of("wang", ACTS, [Packed(sha256="0" * 64, size_bytes=10, mime="image/jpeg")])
    with pytest.raises(Problem) as caught:
        bundle.write(io.BytesIO(), bundle="b", hub="h", device="d", signer="k", sign=SIGNER.sign, made_at=AT,
                     manifest=manifest, contents=[[b"short"]], hub_public=bundle_keys.public_of(HUB))
    assert caught.value.code is Code.FILE_TRUNCATED


def test_receipts_come_back_for_the_maker_alone() -> None:
    _, key = made(b"x")
    delivered = Delivered(
        bundle="b1", at=AT, receipts=(Receipt(mutation=new_id(), outcome=Outcome.APPLIED, case_id="c", received_at=AT),),
        files=(MediaReceipt(sha256="0" * 64, size_bytes=1, offset_bytes=1, complete=True),),
    )
    slip = bundle_keys.seal_receipts(delivered, key)
    assert (slip.acts, slip.files) == (1, 1) and bundle_keys.open_receipts(slip, key) == delivered
    for other in (slip.box[:-2] + "AA", "", "%%%", slip.box[:20]):
        with pytest.raises(Problem):
            bundle_keys.open_receipts(type(slip)(bundle="b1", at=AT, acts=1, files=1, box=other), key)
    with pytest.raises(Problem):
        bundle_keys.open_receipts(type(slip)(bundle="b2", at=AT, acts=1, files=1, box=slip.box), key)
    with pytest.raises(Problem):
        bundle_keys.open_receipts(slip, os.urandom(32))
