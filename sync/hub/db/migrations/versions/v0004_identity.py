"""Keys of devices, sessions bound to them, who vouched for an act, and acts that wait for the centre."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _keys()
    _sessions()
    _quarantine()
    op.add_column("mutations", sa.Column("signature", sa.Text(), nullable=True))
    op.add_column("mutations", sa.Column("carried_by", sa.String(64), nullable=True))


def _keys() -> None:
    op.create_table("device_keys",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("public", sa.String(64), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_device_keys_person"),
        sa.PrimaryKeyConstraint("id", name="pk_device_keys")
    )
    op.create_index("ix_device_keys_person_device", "device_keys", ["person", "device"])


def _sessions() -> None:
    op.create_table("sessions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("refresh_hash", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("device_name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["device_keys.id"], name="fk_sessions_key"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_sessions_person"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("refresh_hash", name="uq_sessions_refresh_hash")
    )
    op.create_index("ix_sessions_person_device", "sessions", ["person", "device"])
    op.create_table("access_tokens",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="fk_access_tokens_session"),
        sa.PrimaryKeyConstraint("hash", name="pk_access_tokens")
    )
    op.create_index("ix_access_tokens_session", "access_tokens", ["session"])
    op.create_table("proofs",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("forget_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_proofs")
    )
    op.create_index("ix_proofs_forget_at", "proofs", ["forget_at"])


def _quarantine() -> None:
    op.create_table("quarantine",
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("carrier", sa.String(64), nullable=False),
        sa.Column("carrier_device", sa.String(64), nullable=False),
        sa.Column("mutation", sa.String(64), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("act", sa.String(64), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["carrier"], ["people.id"], name="fk_quarantine_carrier"),
        sa.PrimaryKeyConstraint("content_hash", "carrier", name="pk_quarantine")
    )
    op.create_index("ix_quarantine_mutation", "quarantine", ["mutation"])
