"""What people have begun to set up, and the browser in which a consent was begun."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "beginning",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    # Consents last ten minutes, and those that are under way do not know their browser: they begin anew.
    op.drop_table("consent")
    op.create_table(
        "consent",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("connection", sa.String(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("back", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("state"),
    )
