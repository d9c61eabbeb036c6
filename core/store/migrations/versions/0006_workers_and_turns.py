"""Workers that beat, runs that know their turn, schedules that know when they are due, shared limits."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "worker",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "pace",
        sa.Column("connection", sa.String(), nullable=False),
        sa.Column("granted", sa.Text(), nullable=False),
        sa.Column("pause_until", sa.Float(), nullable=False),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("connection"),
    )
    # Whoever carries a run is a worker with a row: those that carry now have none, and are taken over.
    op.drop_column("run", "beat")
    op.add_column("run", sa.Column("source", sa.String(), nullable=False, server_default=""))
    op.add_column("run", sa.Column("target", sa.String(), nullable=False, server_default=""))
    op.add_column("run", sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))
    op.add_column("run", sa.Column("taken", sa.DateTime(timezone=True), nullable=True))
    op.add_column("run", sa.Column("spent", sa.Float(), nullable=False, server_default="0"))
    op.add_column("run", sa.Column("deaths", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("run", sa.Column("pause", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_run_flow_state", "run", ["flow", "state"], unique=False)
    op.add_column("flow", sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("flow", sa.Column("due", sa.DateTime(timezone=True), nullable=True))
    op.add_column("flow", sa.Column("timing", sa.Text(), nullable=False, server_default="null"))
    op.add_column("flow", sa.Column("timed", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_flow_due", "flow", ["due"], unique=False)
    # Active flows are looked at once; from then on each knows when it is due.
    op.execute("UPDATE flow SET due = '2000-01-01 00:00:00' WHERE active")
    op.add_column("connection", sa.Column("at_once", sa.Integer(), nullable=True))
    op.add_column("connection", sa.Column("per_minute", sa.Integer(), nullable=True))
