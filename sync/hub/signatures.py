"""Whose act is this? The session vouches for its own person and device, a signature made at capture for anybody's.

So a report outlives the sign-in that it was made under: the next person on a shared tablet carries it, and it counts as its
author's. What nobody vouches for is not thrown away: it waits for the centre (`quarantine`).

Checking is arithmetic (about 0.1 ms each) and is done before the write transaction begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select

from sync.hub import bounds
from sync.hub.db.identity_tables import device_keys
from sync.hub.world import PersonRow, World
from sync.protocol import identity
from sync.protocol.identity import Doubt
from sync.protocol.mutations import Mutation
from sync.protocol.sealing import Sealed


class KeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A key as the hub knows it."""

    id: str
    person: str
    device: str
    public: str
    ended_at: datetime | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whose act it is, or why nobody can say. `carried`: it came in somebody else's session, or from another device."""

    author: PersonRow | None
    carried: bool = False
    doubt: Doubt | None = None


def judge(
    connection: Connection, world: World, person: PersonRow, device: str, batch: Sequence[Sealed]
) -> list[Verdict]:
    """A verdict on each, in order. Reads the keys once; nothing is written."""
    keys = _keys(connection, batch)
    return [_judge(world, person, device, sealed, keys) for sealed in batch]


def _judge(
    world: World, person: PersonRow, device: str, sealed: Sealed, keys: dict[str, KeyRow]
) -> Verdict:
    mutation = sealed.mutation
    own = (mutation.person, mutation.device) == (person.id, device)
    author = person if own else world.people.get(mutation.person)
    doubt = _doubt(sealed, own, keys)
    if doubt is None and (author is None or not author.active):
        doubt = Doubt.PERSON_UNKNOWN
    return Verdict(author=author, carried=not own, doubt=doubt)


def _doubt(sealed: Sealed, own: bool, keys: dict[str, KeyRow]) -> Doubt | None:
    """The rule: docs/identity.md has it as a table."""
    if not sealed.signature:
        return None if own else Doubt.UNSIGNED
    signed = identity.split_signature(sealed.signature)
    if signed is None:
        return Doubt.WRONG
    key_id, signature = signed
    key = keys.get(key_id)
    if key is None:
        # After a backup was put back the hub may have forgotten the key; then the session's word is as good as it ever was.
        return None if own else Doubt.KEY_UNKNOWN
    mutation = sealed.mutation
    if (key.person, key.device) != (mutation.person, mutation.device):
        return Doubt.WRONG
    if not verify(key.public, identity.act_statement(sealed.raw), signature):
        return Doubt.WRONG
    if key.ended_at is not None and made_at(mutation) >= key.ended_at:
        return Doubt.KEY_ENDED
    return None


def made_at(mutation: Mutation) -> datetime:
    """When it was made by the hub's clock, as far as the device had measured how wrong its own was."""
    made = mutation.made_at if mutation.made_at.tzinfo is not None else mutation.made_at.replace(tzinfo=UTC)
    try:
        return made + timedelta(seconds=bounds.offset_s(mutation) or 0.0)
    except OverflowError:
        return made


def verify(public: str, statement: bytes, signature: bytes) -> bool:
    """Whether the holder of this key (base64url) signed exactly this."""
    key = _key(public)
    if key is None:
        return False
    try:
        key.verify(signature, statement)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=4096)
def _key(public: str) -> Ed25519PublicKey | None:
    """The key that these characters are; None when they are none."""
    found = identity.raw(public, identity.PUBLIC_BYTES)
    try:
        return None if found is None else Ed25519PublicKey.from_public_bytes(found)
    except ValueError:
        return None


def key_row(connection: Connection, key: str) -> KeyRow | None:
    """What the hub knows of a key; None for one it never met."""
    row = device_keys.c
    found = connection.execute(
        select(row.id, row.person, row.device, row.public, row.ended_at).where(row.id == key)
    ).first()
    return None if found is None else KeyRow(**found._mapping)


def _keys(connection: Connection, batch: Iterable[Sealed]) -> dict[str, KeyRow]:
    named = {sealed.signature.partition(".")[0] for sealed in batch if sealed.signature}
    if not named:
        return {}
    row = device_keys.c
    query = select(row.id, row.person, row.device, row.public, row.ended_at).where(row.id.in_(sorted(named)))
    return {
        found.id: KeyRow(id=found.id, person=found.person, device=found.device, public=found.public, ended_at=found.ended_at)
        for found in connection.execute(query)
    }
