"""Tables of who vouches: keys of devices, sessions, proofs, and acts that wait for the centre. Beside `tables`, like it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from sync.hub.db.tables import Instant, metadata

Ident = String(64)
Digest = String(64)

# A key of one person on one device. What it signed before `ended_at` counts for ever.
device_keys = Table(
    "device_keys",
    metadata,
    Column("id", Ident, primary_key=True),  # identity.key_id of the public half
    Column("person", Ident, ForeignKey("people.id"), nullable=False),
    Column("device", Ident, nullable=False),
    Column("public", Ident, nullable=False),  # base64url
    Column("enrolled_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index(None, "person", "device"),
)

# One sign-in with a key. The refresh token is not rotated: whoever repeats a question gets an answer.
sessions = Table(
    "sessions",
    metadata,
    Column("id", Ident, primary_key=True),
    Column("refresh_hash", Digest, nullable=False),
    Column("key", Ident, ForeignKey("device_keys.id"), nullable=False),
    Column("person", Ident, ForeignKey("people.id"), nullable=False),
    Column("device", Ident, nullable=False),
    Column("device_name", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),  # moves on with every use
    Column("last_at", Instant, nullable=False),  # never moves
    Column("ended_at", Instant),
    Column("ended_by", Ident),  # devices.EndedBy
    UniqueConstraint("refresh_hash"),
    Index(None, "person", "device"),
)

access_tokens = Table(
    "access_tokens",
    metadata,
    Column("hash", Digest, primary_key=True),
    Column("session", Ident, ForeignKey("sessions.id"), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "session"),
)

# Proofs that were used, for as long as their time would let them pass again.
proofs = Table(
    "proofs",
    metadata,
    Column("hash", Digest, primary_key=True),
    Column("forget_at", Instant, nullable=False),
    Index(None, "forget_at"),
)

# Acts whose author is in doubt. They occupy no mutation's id: a stranger must not be able to stand in an honest act's way.
quarantine = Table(
    "quarantine",
    metadata,
    Column("content_hash", Digest, primary_key=True),  # of content and signature
    Column("carrier", Ident, ForeignKey("people.id"), primary_key=True),
    Column("carrier_device", Ident, nullable=False),
    Column("mutation", Ident, nullable=False),
    Column("person", Text, nullable=False),  # whose it says it is
    Column("device", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("act", Ident, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("reason", Ident, nullable=False),  # identity.Doubt
    Column("content", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("decided_at", Instant),
    Column("decision", Ident),
    Index(None, "mutation"),
)
