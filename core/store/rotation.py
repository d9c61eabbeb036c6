"""A key is changed while everything goes on: first both open, then nothing needs the old one, then it goes.

Whatever is killed between two steps: what is sealed opens with a key that is there, and giving the same
command again goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, Table, Text, cast, delete, or_, select, update
from sqlmodel import SQLModel, col

from core.errors import Misconfigured
from core.store.database import Database
from core.store.keys import Key, KeySource
from core.store.tables import KeyRow
from core.store.vault import Vault

#: A row's primary key as what it was sealed for.
_Place = Callable[..., tuple[str, ...]]
#: Every sealed column, and the place that its vault was told when it was sealed.
SEALED: dict[tuple[str, str], _Place] = {
    ("secret", "sealed"): lambda connection, name: ("secret", connection, name),
    ("consent", "verifier"): lambda state: ("consent", state, "verifier"),
    ("token", "sealed"): lambda connection: ("token", connection, "token"),
    ("payload_key", "sealed"): lambda owner: ("payload_key", owner),
    ("sign_in", "verifier"): lambda state: ("sign_in", state, "verifier"),
    ("channel", "sealed"): lambda name: ("channel", name, "settings"),
    ("monitoring", "value"): lambda name: ("monitoring", "ping", "value"),  # noqa: ARG005 - one row of many
}
#: So many texts are sealed anew in one transaction, so that nobody waits for the others.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Rotated:
    """What became of the keys: the one that seals now, the texts sealed anew, and what a person must do."""

    key: str
    sealed: int
    do: str = ""


class Rotation:
    """Changes the key of a store."""

    def __init__(self, source: KeySource, vault: Vault, everything: Database, tokens: Database) -> None:
        self._source, self._vault = source, vault
        self._everything, self._tokens = everything, tokens

    def rotate(self) -> Rotated:
        """Seal everything with a new key; those before it go on opening what programs seal meanwhile.

        A change that was interrupted is finished, and not followed by another.
        """
        with self._source.alone():
            self._vault.mask("")  # the first key is made here, if there is none yet
            if self._settled():
                self._source.add()
            newest = self._source.read()[0]
            self._vault.adopt(newest)
            return Rotated(newest.id, self._seal_anew())

    def retire(self) -> Rotated:
        """Let the old keys go; Misconfigured names what still needs one of them."""
        with self._source.alone():
            newest = self._source.read()[0]
            if not self._settled():
                raise Misconfigured("A new key is there and not in use yet; first: koppel key rotate")
            sealed = self._seal_anew()
            if needed := sorted(self._in_need(newest)):
                raise Misconfigured(
                    f"An old key is still needed by {', '.join(needed)}, which does not open with it: "
                    "enter what is there again, or remove it. Nothing was taken away."
                )
            do = self._source.keep(newest)
            with self._everything.writing() as session:
                session.execute(delete(KeyRow).where(col(KeyRow.fingerprint) != newest.id))
            return Rotated(newest.id, sealed, do)

    def _settled(self) -> bool:
        """Whether the newest key is in use already."""
        newest = self._source.read()[0]
        with self._everything.looking() as connection:
            known = select(col(KeyRow.fingerprint)).where(col(KeyRow.fingerprint) == newest.id)
            return connection.execute(known).first() is not None

    def _seal_anew(self) -> int:
        return sum(self._table(table, column) for table, column in SEALED)

    def _table(self, table: str, column: str) -> int:
        rows = SQLModel.metadata.tables[table]
        done = 0
        for database in self._holding(table):
            texts = list(self._texts(database, rows, column))
            for begin in range(0, len(texts), _AT_ONCE):
                with database.keeping() as connection:
                    for keys, before, after in texts[begin : begin + _AT_ONCE]:
                        same = [key == value for key, value in zip(rows.primary_key, keys, strict=True)]
                        # whoever wrote it meanwhile, or destroyed it, goes first
                        change = update(rows).where(*same, rows.c[column] == before)
                        done += connection.execute(change.values({column: after})).rowcount
        return done

    def _texts(
        self, database: Database, rows: Table, column: str
    ) -> Iterator[tuple[tuple[Any, ...], str, str]]:
        """The texts of a column that another key sealed: primary key, as they are, and sealed anew."""
        with database.looking() as connection:
            found = connection.execute(select(*rows.primary_key, rows.c[column])).all()
        for *keys, sealed in found:
            if not isinstance(sealed, str) or ":" not in sealed:
                continue
            place = SEALED[rows.name, column](*keys)
            try:
                anew = self._vault.resealed(sealed, *place)
            except Misconfigured:
                continue  # it is lost already, and in nobody's way until the keys are retired
            if anew != sealed:
                yield tuple(keys), sealed, anew

    def _holding(self, table: str) -> Iterator[Database]:
        """The database that holds a table: on a server it is one, as files the tokens are apart."""
        yield self._tokens if table == "token" else self._everything

    def _in_need(self, newest: Key) -> Iterator[str]:
        """The columns of any table, known here or not, that hold what another key sealed."""
        with self._everything.looking() as connection:
            before = connection.execute(
                select(col(KeyRow.fingerprint)).where(col(KeyRow.fingerprint) != newest.id)
            ).scalars()
            old = [*before, *(key.id for key in self._source.read()[1:])]
        for table in SQLModel.metadata.tables.values():
            if not old or table.name == KeyRow.__tablename__:
                continue
            for column in table.columns:
                if isinstance(column.type, String) or (table.name, column.name) in SEALED:
                    begins = [cast(column, Text).like(f"%{key}:%") for key in old]
                    for database in self._holding(table.name):
                        with database.looking() as connection:
                            if connection.execute(select(column).where(or_(*begins)).limit(1)).first():
                                yield f"{table.name}.{column.name}"
