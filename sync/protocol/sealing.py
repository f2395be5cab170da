"""A mutation as it was sealed: the very bytes, and who vouches for them.

What a person did is written once and never again, not even by a newer version of the app that knows more fields: a signature
made at capture is over these bytes. Both ends therefore hand on the bytes and read from them what they understand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import msgspec

from sync.protocol import wire
from sync.protocol.mutations import Mutation


class Sealed:
    """`raw`: the mutation as JSON. `signature`: `KEYID.SIGNATURE` over `raw`, empty from a device without a key."""

    def __init__(self, raw: bytes, signature: str = "", mutation: Mutation | None = None) -> None:
        self.raw = raw
        self.signature = signature
        if mutation is not None:
            self.__dict__["mutation"] = mutation

    @cached_property
    def mutation(self) -> Mutation:
        """What the bytes say. Raises msgspec.DecodeError when they cannot be read."""
        return wire.decode(self.raw, Mutation)

    @property
    def id(self) -> str:
        return self.mutation.id

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and (self.raw, self.signature) == (other.raw, other.signature)

    def __hash__(self) -> int:
        return hash((self.raw, self.signature))


def seal(mutation: Mutation, sign: Callable[[bytes], str] | None = None) -> Sealed:
    """The bytes of a mutation, signed when there is a key."""
    raw = wire.encode(mutation)
    return Sealed(raw, sign(raw) if sign is not None else "", mutation)


class SealedBatch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`PushBatch` on the wire. `signatures` stand in the same order; a device without a key sends none."""

    mutations: tuple[msgspec.Raw, ...]
    signatures: tuple[str, ...] = ()


def pack(batch: Iterable[Sealed]) -> bytes:
    """The JSON of a push, every mutation byte for byte as it was sealed."""
    sealed = tuple(batch)
    signatures = tuple(each.signature for each in sealed)
    return wire.encode(SealedBatch(
        mutations=tuple(msgspec.Raw(each.raw) for each in sealed), signatures=signatures if any(signatures) else ()
    ))
