"""Drafts of several people, versions that know who published them, and approvals of plans."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.rename_table("draft", "old_draft")
    op.create_table(
        "draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_draft_flow", "draft", ["flow"], unique=False)
    op.execute(
        'INSERT INTO draft (id, flow, text, version, "by", at, edit) '
        "SELECT flow, flow, text, coalesce((SELECT newest FROM flow WHERE flow.name = old_draft.flow), 0), "
        "'', CURRENT_TIMESTAMP, 1 FROM old_draft"
    )
    op.drop_table("old_draft")
    op.add_column("flow_version", sa.Column("by", sa.String(), nullable=True))
    op.create_table(
        "approval",
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("flow"),
    )
