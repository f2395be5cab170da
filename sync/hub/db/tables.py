"""The hub's tables, in SQLAlchemy Core. Nothing here is particular to one database.

What is searched for has a column; the rest of a case, a step or a task is the JSON of its struct in `body`, so that a new
field of a struct needs no migration. What must be unique is a constraint here and never only a check in code.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime | None) -> int | None:
    """An aware instant as `Instant` keeps it."""
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


class Instant(TypeDecorator[datetime]):
    """An aware instant as microseconds since 1970 UTC: compares alike in every database and never loses its zone."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return micros(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

_ID = String(64)
_HASH = String(64)

meta = Table("meta", metadata, Column("key", _ID, primary_key=True), Column("value", Text, nullable=False))

# One row per sequence. Counting in the same transaction as the work makes a number gap-free and commit-ordered.
counters = Table(
    "counters", metadata, Column("name", _ID, primary_key=True), Column("value", BigInteger, nullable=False)
)

# What the seed says besides people: jurisdiction, policy, routing, departments, areas, catalogue, calendar.
documents = Table("documents", metadata, Column("key", _ID, primary_key=True), Column("body", Text, nullable=False))

people = Table(
    "people",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("login", _ID, nullable=False),
    Column("password", Text, nullable=False),  # argon2 hash
    Column("active", Boolean, nullable=False),
    Column("body", Text, nullable=False),  # people.PersonRow
    UniqueConstraint("login"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("hash", _HASH, primary_key=True),  # SHA-256 of the token; the token itself is never kept
    Column("person", _ID, ForeignKey("people.id"), nullable=False),
    Column("device", _ID, nullable=False),
    Column("device_name", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Index(None, "person", "device"),
)

sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    Column("login", _HASH, primary_key=True),  # hashed: a password typed into the wrong field must not be kept
    Column("failures", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("blocked_until", Instant),
)

cases = Table(
    "cases",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("number", _ID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", _ID, nullable=False),
    Column("stage", _ID, nullable=False),
    Column("reporter", _ID, ForeignKey("people.id"), nullable=False),
    Column("department", _ID),
    Column("area", _ID),
    Column("created_at", Instant, nullable=False),
    Column("look_at", Instant),  # when the clock next changes something about it
    Column("body", Text, nullable=False),  # case.Case
    UniqueConstraint("number"),
    Index(None, "stage"),
    Index(None, "look_at"),
    Index(None, "created_at"),
)

# Who has a case in sight now, by key (see sight.py): p:PERSON, d:DEPARTMENT, g:AREA or c for the centre.
case_sight = Table(
    "case_sight",
    metadata,
    Column("case_id", _ID, ForeignKey("cases.id"), primary_key=True),
    Column("key", _ID, primary_key=True),
    Index(None, "key", "case_id"),
)

# Who was told of a case in changes that have been cleared away since: a late act of theirs is still listened to.
case_seen = Table(
    "case_seen",
    metadata,
    Column("case_id", _ID, primary_key=True),
    Column("key", _ID, primary_key=True),
)

# The timeline. Rows are added and never changed; each holds the hash of the one before.
steps = Table(
    "steps",
    metadata,
    Column("case_id", _ID, ForeignKey("cases.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("body", Text, nullable=False),  # steps.StepRow, the bytes that were hashed
    Column("payload_hash", _HASH, nullable=False),
    Column("prev_hash", _HASH, nullable=False),
    Column("hash", _HASH, nullable=False),
)

case_media = Table(
    "case_media",
    metadata,
    Column("case_id", _ID, ForeignKey("cases.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),  # of the step that named it
    Column("sha256", _HASH, primary_key=True),
    Column("person", _ID, ForeignKey("people.id"), nullable=False),
    Column("ref", Text, nullable=False),  # media.MediaRef
    Column("round", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    # True once this person has shown that they hold the bytes. Knowing a hash alone binds nothing.
    Column("bound", Boolean, nullable=False),
    Index(None, "sha256"),
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("number", _ID, nullable=False),
    Column("case_id", _ID, ForeignKey("cases.id"), nullable=False),
    Column("kind", _ID, nullable=False),
    Column("state", _ID, nullable=False),
    Column("person", _ID),
    Column("body", Text, nullable=False),  # tasks.Task
    UniqueConstraint("number"),
    Index(None, "case_id"),
    Index(None, "person", "state"),
)

mutations = Table(
    "mutations",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("person", _ID, ForeignKey("people.id"), nullable=False),
    Column("device", _ID, nullable=False),
    Column("case_id", _ID, nullable=False),  # no foreign key: a refused act may name a case that never was
    Column("received_at", Instant, nullable=False),
    Column("content_hash", _HASH, nullable=False),
    Column("content", Text, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("signature", Text),  # as it came with the content; NULL: the session alone vouched for it
    Column("carried_by", _ID),  # in whose session it came, when it was not the author's
    Index(None, "case_id"),
)

uploads = Table(
    "uploads",
    metadata,
    Column("person", _ID, ForeignKey("people.id"), primary_key=True),
    Column("sha256", _HASH, primary_key=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("mime", _ID, nullable=False),
    Column("offset_bytes", BigInteger, nullable=False),  # how many bytes are certainly here
    Column("complete", Boolean, nullable=False),
    Column("device", _ID, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Column("received_at", Instant),
    Column("ranges", Text),  # of an unfinished one, JSON [[first, end], …]; without it the bytes from 0 to offset_bytes
    Index(None, "device", "complete"),
)

# What other people's upload clients have begun, by an id of the hub's making: their hash is known only at the end.
tus_uploads = Table(
    "tus_uploads",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("person", _ID, ForeignKey("people.id"), nullable=False),
    Column("device", _ID, nullable=False),
    Column("size_bytes", BigInteger),  # None while the client has not told
    Column("offset_bytes", BigInteger, nullable=False),
    Column("metadata", Text, nullable=False),  # Upload-Metadata as it came
    Column("concat", Text, nullable=False),  # Upload-Concat as it came; empty for an ordinary one
    Column("sha256", _HASH),  # once it is complete
    Column("state", _ID, nullable=False),  # tus_rows.State
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "device", "state"),
    Index(None, "expires_at"),
)

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", _HASH, primary_key=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("mime", _ID, nullable=False),
    Column("stored_at", Instant, nullable=False),
)

# The feed. `ref` names the case, notice or publication; what it says is rendered when it is read.
changes = Table(
    "changes",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("kind", _ID, nullable=False),
    Column("ref", _ID, nullable=False),
    Index(None, "ref"),
)

change_audience = Table(
    "change_audience",
    metadata,
    Column("key", _ID, primary_key=True),
    Column("seq", BigInteger, ForeignKey("changes.seq"), primary_key=True),
    Index(None, "seq"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("person", _ID, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("body", Text, nullable=False),  # feed.Notice
    Index(None, "person", "at"),
)

published = Table(
    "published",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("case_id", _ID, ForeignKey("cases.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("body", Text, nullable=False),  # feed.Published
    Index(None, "case_id"),
)

# Photos that anybody signed in may fetch: copies made for publication, without EXIF.
released = Table(
    "released",
    metadata,
    Column("sha256", _HASH, ForeignKey("blobs.sha256"), primary_key=True),
    Column("published_id", _ID, ForeignKey("published.id"), primary_key=True),
)
