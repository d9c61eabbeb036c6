"""Run the migrations on the connection that core.store.schema gives, inside its transaction."""

from alembic import context
from sqlmodel import SQLModel

from core.store import tables

assert tables.KeyRow.metadata is SQLModel.metadata  # noqa: S101 - the tables must be loaded to be compared

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
