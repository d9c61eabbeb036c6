"""Entries are found by the record of the target that they were carried to."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_index("ix_entry_flow_target", "entry", ["flow", "target_key"], unique=False)
