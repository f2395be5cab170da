"""What PostgreSQL and the feed need: numbers by sequences, unchangeable timelines, who had a case in sight long ago."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.hub.db.postgres import append_only

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("case_seen",
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "key", name="pk_case_seen")
    )
    if op.get_bind().dialect.name == "postgresql":
        for kind in ("case", "verify", "check", "survey", "handle"):
            op.execute(f"CREATE SEQUENCE numbers_of_{kind}")
        for statement in append_only("steps"):
            op.execute(statement)
