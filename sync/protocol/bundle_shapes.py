"""What stands in a bundle and in the slip for it (`bundle` tells how they are written)."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sync.protocol.mutations import MediaReceipt, Receipt
from sync.protocol.sealing import Sealed

SUFFIX = ".fieldbundle"
SLIP_SUFFIX = ".fieldslip"
MAX_BUNDLE_BYTES = 8 * 1024**3
MAX_ACTS = 5000
# What the decoder may raise for bytes that are no JSON of ours.
NOT_READABLE = (msgspec.DecodeError, ValueError, RecursionError)


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a carrier may know: nothing of what is inside but how much it is."""

    bundle: str
    hub: str
    device: str
    signer: str  # key id
    made_at: datetime
    acts: int
    files: int
    reader: str  # the hub key that it is sealed for, base64url like the next two
    ephemeral: str
    box: str  # the content key, wrapped for the reader
    schema: int = 1


class Packed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file in it."""

    sha256: str
    size_bytes: int
    mime: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is inside. The bytes of `files` follow in their order, without anything between."""

    person: str
    acts: tuple[msgspec.Raw, ...]
    signatures: tuple[str, ...]
    files: tuple[Packed, ...] = ()

    def sealed(self) -> list[Sealed]:
        return [Sealed(bytes(raw), signature) for raw, signature in zip(self.acts, self.signatures, strict=True)]


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """The hub's receipts for a bundle: for its maker's eyes (`seal_receipts`), whoever brings them back."""

    bundle: str
    at: datetime
    receipts: tuple[Receipt, ...]
    files: tuple[MediaReceipt, ...]


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """What a carrier gets for a bundle it delivered: that it arrived, and the receipts, which it cannot read."""

    bundle: str
    at: datetime
    acts: int
    files: int
    box: str  # base64url of `Delivered`, under the bundle's content key
