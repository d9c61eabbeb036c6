"""Keys that change: the secret of the masks outlives the key that it was made of."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("vault_key", sa.Column("masks", sa.Text(), nullable=False, server_default=""))
