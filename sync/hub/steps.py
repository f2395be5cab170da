"""The timeline as the hub keeps it: every act is a step, and each step's hash covers the one before.

Whoever changes or removes a step later breaks the chain from there on; `broken_at` finds the place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

import msgspec

from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody
from sync.protocol.people import Role

FIRST = "0" * 64


class StepRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the timeline with all that was said. `feed.Step` is what one person may see of it."""

    seq: int
    act: Act
    source: Stage | None = None
    target: Stage | None = None
    person: str | None = None  # None: the hub itself, by a rule
    role: Role
    at_device: datetime | None = None
    at_hub: datetime
    round: int = 1
    asked: bool = False
    approved: bool | None = None
    late: bool = False
    doubts: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    mutation: str | None = None
    body: ActBody = ActBody()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A step as stored: the exact text and the hashes over it (SHA-256, hex)."""

    text: str
    payload_hash: str
    prev_hash: str
    hash: str


def link(step: StepRow, prev_hash: str) -> Link:
    raw = msgspec.json.encode(step)
    payload_hash = hashlib.sha256(raw).hexdigest()
    return Link(text=raw.decode(), payload_hash=payload_hash, prev_hash=prev_hash, hash=_sha256(prev_hash + payload_hash))


def broken_at(links: Iterable[Link]) -> int | None:
    """The place (0-based) of the first link that does not fit; None when the chain holds."""
    prev_hash = FIRST
    for place, found in enumerate(links):
        payload_hash = _sha256(found.text)
        if (found.prev_hash, found.payload_hash) != (prev_hash, payload_hash):
            return place
        if found.hash != _sha256(prev_hash + payload_hash):
            return place
        prev_hash = found.hash
    return None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
