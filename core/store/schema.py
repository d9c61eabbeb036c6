"""The shape of the database: which version of it this program needs, and the way there from any older one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlmodel import SQLModel

from core.errors import Misconfigured
from core.store.place import Place

#: The newest migration; a test holds it against the scripts.
NEWEST = "0018"
#: What a database says, after its shape, whose rows are elsewhere since a day.
MOVED = "moved"
SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, place: Place) -> None:
    """Bring the database to the newest shape; of several programs that start together, one does it."""
    with engine.connect() as connection:
        if version(connection, place) != NEWEST:
            place.alone(connection, "")
            migrate(connection, place)
            connection.commit()


def differences(connection: Connection) -> list[Any]:
    """What the tables of the database lack, or have too much, against those of the program."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - only who asks pays for loading it
    from alembic.migration import MigrationContext  # noqa: PLC0415 - the same

    # A default that only the database has is for rows of an older shape; every new one comes with its values.
    context = MigrationContext.configure(connection)
    found: list[Any] = compare_metadata(context, SQLModel.metadata)
    return found


def version(connection: Connection, place: Place) -> str | None:
    """The version that the database says it has; none for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if not isinstance(found, str):
        # The version is written with the tables, in one transaction; only overwritten pages read as none.
        raise Misconfigured(f"The database {place.name} is damaged: put back a backup of it.")
    if MOVED in found:
        raise Misconfigured(
            f"What the database {place.name} held was moved elsewhere on {found.split()[-1]}: "
            "set KOPPEL_DATABASE_URL to that place, or leave it out for the files of the home folder."
        )
    return found


def migrate(connection: Connection, place: Place, shape: str = NEWEST) -> None:
    """Bring the database to a shape, from whichever older one it has now."""
    from alembic import command  # noqa: PLC0415 - loading it takes longer than opening a database that is up to date

    found = version(connection, place)
    if found is not None:
        require(found, f"The database {place.name}")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, shape)


def require(shape: str, what: str) -> None:
    """Refuse what is of a shape that this program does not know; `what` names it in the sentence."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    if shape not in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}:
        raise Misconfigured(
            f"{what} was written by a newer Koppel (its shape is {shape}, this one knows {NEWEST}); "
            "install that one, or put back an older backup."
        )


def _config() -> Any:
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config
