"""What resumable uploads of every kind need: bytes with gaps between them, and the uploads of the open interface."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("uploads", sa.Column("ranges", sa.Text))
    op.create_table(
        "tus_uploads",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger),
        sa.Column("offset_bytes", sa.BigInteger, nullable=False),
        sa.Column("metadata", sa.Text, nullable=False),
        sa.Column("concat", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tus_uploads"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_tus_uploads_person"),
    )
    op.create_index("ix_tus_uploads_device_state", "tus_uploads", ["device", "state"])
    op.create_index("ix_tus_uploads_expires_at", "tus_uploads", ["expires_at"])
