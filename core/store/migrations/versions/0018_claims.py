"""What a flow is about to make is known to the others by a fingerprint."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("entry", sa.Column("claim", sa.String(), nullable=True))
    op.create_index("ix_entry_claim", "entry", ["claim"], unique=False)
