"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.hub.db.sqlite import append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _accounts()
    _settings()
    _cases()
    _media()
    _feed()
    if op.get_bind().dialect.name == "sqlite":
        for statement in append_only("steps"):
            op.execute(statement)


def _accounts() -> None:
    op.create_table("people",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("login", name="uq_people_login")
    )
    op.create_table("tokens",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("device_name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_tokens_person"),
        sa.PrimaryKeyConstraint("hash", name="pk_tokens")
    )
    op.create_index("ix_tokens_person_device", "tokens", ["person", "device"])
    op.create_table("sign_in_tries",
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("blocked_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("login", name="pk_sign_in_tries")
    )


def _settings() -> None:
    op.create_table("meta",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta")
    )
    op.create_table("counters",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters")
    )
    op.create_table("documents",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_documents")
    )


def _cases() -> None:
    _table_cases()
    _table_case_sight()
    _table_steps()
    _table_tasks()
    _table_mutations()


def _table_cases() -> None:
    op.create_table("cases",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(64), nullable=False),
        sa.Column("reporter", sa.String(64), nullable=False),
        sa.Column("department", sa.String(64), nullable=True),
        sa.Column("area", sa.String(64), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("look_at", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reporter"], ["people.id"], name="fk_cases_reporter"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("number", name="uq_cases_number")
    )
    op.create_index("ix_cases_look_at", "cases", ["look_at"])
    op.create_index("ix_cases_stage", "cases", ["stage"])


def _table_case_sight() -> None:
    op.create_table("case_sight",
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_sight_case_id"),
        sa.PrimaryKeyConstraint("case_id", "key", name="pk_case_sight")
    )
    op.create_index("ix_case_sight_key_case_id", "case_sight", ["key", "case_id"])


def _table_steps() -> None:
    op.create_table("steps",
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("payload_hash", sa.String(64), nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_steps_case_id"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_steps")
    )


def _table_tasks() -> None:
    op.create_table("tasks",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_tasks_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.UniqueConstraint("number", name="uq_tasks_number")
    )
    op.create_index("ix_tasks_case_id", "tasks", ["case_id"])
    op.create_index("ix_tasks_person_state", "tasks", ["person", "state"])


def _table_mutations() -> None:
    op.create_table("mutations",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_mutations_person"),
        sa.PrimaryKeyConstraint("id", name="pk_mutations")
    )
    op.create_index("ix_mutations_case_id", "mutations", ["case_id"])


def _media() -> None:
    op.create_table("blobs",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("mime", sa.String(64), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs")
    )
    op.create_table("uploads",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("mime", sa.String(64), nullable=False),
        sa.Column("offset_bytes", sa.BigInteger(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("touched_at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_uploads_person"),
        sa.PrimaryKeyConstraint("person", "sha256", name="pk_uploads")
    )
    op.create_index("ix_uploads_device_complete", "uploads", ["device", "complete"])
    op.create_table("case_media",
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_media_case_id"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_case_media_person"),
        sa.PrimaryKeyConstraint("case_id", "seq", "sha256", name="pk_case_media")
    )
    op.create_index("ix_case_media_sha256", "case_media", ["sha256"])


def _feed() -> None:
    _table_changes()
    _table_change_audience()
    _table_notices()
    _table_published()
    _table_released()


def _table_changes() -> None:
    op.create_table("changes",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("ref", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_changes")
    )
    op.create_index("ix_changes_ref", "changes", ["ref"])


def _table_change_audience() -> None:
    op.create_table("change_audience",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["changes.seq"], name="fk_change_audience_seq"),
        sa.PrimaryKeyConstraint("key", "seq", name="pk_change_audience")
    )
    op.create_index("ix_change_audience_seq", "change_audience", ["seq"])


def _table_notices() -> None:
    op.create_table("notices",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_notices_person"),
        sa.PrimaryKeyConstraint("id", name="pk_notices")
    )
    op.create_index("ix_notices_person_at", "notices", ["person", "at"])


def _table_published() -> None:
    op.create_table("published",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_published_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_published")
    )
    op.create_index("ix_published_case_id", "published", ["case_id"])


def _table_released() -> None:
    op.create_table("released",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("published_id", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["published_id"], ["published.id"], name="fk_released_published_id"),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name="fk_released_sha256"),
        sa.PrimaryKeyConstraint("sha256", "published_id", name="pk_released")
    )
