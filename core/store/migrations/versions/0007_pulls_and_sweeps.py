"""Runs that know how far they have come, bookmarks that know what to read again, and sweeps."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("run", sa.Column("since", _MOMENT, nullable=True))
    op.add_column("run", sa.Column("reached", _MOMENT, nullable=True))
    op.add_column("bookmark", sa.Column("again", _MOMENT, nullable=True))
    op.create_table(
        "sweep",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["run.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run"),
    )
    op.create_index("ix_sweep_flow_at", "sweep", ["flow", "at"], unique=False)
    op.create_table(
        "sweep_key",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("match", sa.Text(), nullable=False),
        sa.Column("target_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["sweep.run"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "key"),
    )
    op.create_index("ix_sweep_key_run_finding", "sweep_key", ["run", "finding"], unique=False)
    op.create_table(
        "sweep_schedule",
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("cron", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("fired", sa.String(), nullable=False),
        sa.Column("due", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("flow"),
    )
