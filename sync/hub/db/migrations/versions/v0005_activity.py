"""Messages to many and who read them, points, who takes part in the ranking; reports by the day they came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _messages()
    op.create_table("points",
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("delta", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("season", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_points_case_id"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_points_person"),
        sa.PrimaryKeyConstraint("case_id", "person", "rule", name="pk_points")
    )
    op.create_index("ix_points_person_at", "points", ["person", "at"])
    op.create_index("ix_points_season_person", "points", ["season", "person"])
    op.create_table("taking_part",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("folded", sa.String(64), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_taking_part_person"),
        sa.PrimaryKeyConstraint("person", name="pk_taking_part"),
        sa.UniqueConstraint("folded", name="uq_taking_part_folded")
    )
    op.create_index("ix_cases_created_at", "cases", ["created_at"])


def _messages() -> None:
    op.create_table("bulletins",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_bulletins_by"),
        sa.PrimaryKeyConstraint("id", name="pk_bulletins")
    )
    op.create_index("ix_bulletins_by_at", "bulletins", ["by", "at"])
    op.create_table("bulletin_notices",
        sa.Column("bulletin", sa.String(64), nullable=False),
        sa.Column("notice", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["bulletin"], ["bulletins.id"], name="fk_bulletin_notices_bulletin"),
        sa.ForeignKeyConstraint(["notice"], ["notices.id"], name="fk_bulletin_notices_notice"),
        sa.PrimaryKeyConstraint("bulletin", "notice", name="pk_bulletin_notices")
    )
    op.create_table("notice_reads",
        sa.Column("notice", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["notice"], ["notices.id"], name="fk_notice_reads_notice"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_notice_reads_person"),
        sa.PrimaryKeyConstraint("notice", name="pk_notice_reads")
    )
    op.create_index("ix_notice_reads_person_at", "notice_reads", ["person", "at"])
