"""Tables of what goes on besides cases: messages to many, who read what, points, who takes part. Beside `tables`, like it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from sync.hub.db.tables import Instant, metadata

Ident = String(64)

# A message that somebody wrote to many. Each of them has a notice of their own.
bulletins = Table(
    "bulletins",
    metadata,
    Column("id", Ident, primary_key=True),
    Column("by", Ident, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "by", "at"),
)

bulletin_notices = Table(
    "bulletin_notices",
    metadata,
    Column("bulletin", Ident, ForeignKey("bulletins.id"), primary_key=True),
    Column("notice", Ident, ForeignKey("notices.id"), primary_key=True),
)

# The first time that a person looked at a notice, as their device told it.
notice_reads = Table(
    "notice_reads",
    metadata,
    Column("notice", Ident, ForeignKey("notices.id"), primary_key=True),
    Column("person", Ident, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "person", "at"),
)

# A ledger: rows are added and never changed. What is taken back is a row of its own.
points = Table(
    "points",
    metadata,
    Column("case_id", Ident, ForeignKey("cases.id"), primary_key=True),
    Column("person", Ident, ForeignKey("people.id"), primary_key=True),
    Column("rule", Ident, primary_key=True),
    Column("delta", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("season", Ident, nullable=False),
    Index(None, "person", "at"),
    Index(None, "season", "person"),
)

# Who appears in the ranking, and as whom. Whoever never chose appears nowhere.
taking_part = Table(
    "taking_part",
    metadata,
    Column("person", Ident, ForeignKey("people.id"), primary_key=True),
    Column("joined", Boolean, nullable=False),
    Column("nickname", Text, nullable=False),
    Column("folded", Ident),  # for comparing; NULL while the person does not take part
    Column("at", Instant, nullable=False),
    UniqueConstraint("folded"),
)
