"""Every intended write has a name of its own, which is kept while it is sent again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("entry", sa.Column("once", sa.String(), nullable=False, server_default=""))
