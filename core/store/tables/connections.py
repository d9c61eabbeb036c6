"""Tables of connections and declared systems: permissions to use systems, and what these are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from core.store.columns import Json, Moment


class KeyRow(SQLModel, table=True):
    """A key that seals secrets of this database: its fingerprint, never the key.

    `masks` is the secret of the masks, sealed by this key: it outlives every key; "" for the first, of which
    the masks are made.
    """

    __tablename__ = "vault_key"

    fingerprint: str = Field(primary_key=True)
    masks: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


class ConnectionRow(SQLModel, table=True):
    """A connection: which connector, its open settings, and how its last test went."""

    __tablename__ = "connection"

    name: str = Field(primary_key=True)
    connector: str
    settings: Any = Field(sa_type=Json, nullable=False)
    checked_at: datetime | None = Field(default=None, sa_type=Moment)
    problem: str = Field(default="", sa_type=Text)
    at_once: int | None = None
    per_minute: int | None = None


class SecretRow(SQLModel, table=True):
    """One sealed secret of a connection."""

    __tablename__ = "secret"

    connection: str = Field(primary_key=True, foreign_key="connection.name", ondelete="CASCADE")
    name: str = Field(primary_key=True)
    sealed: str = Field(sa_type=Text)


class ConsentRow(SQLModel, table=True):
    """A consent under way: the digest of its state, and what is needed when the person comes back."""

    __tablename__ = "consent"

    state: str = Field(primary_key=True)
    connection: str
    verifier: str = Field(sa_type=Text)
    redirect_uri: str = Field(sa_type=Text)
    made: datetime = Field(sa_type=Moment)
    browser: str = ""
    back: str = ""


class TokenRow(SQLModel, table=True):
    """The sealed token of a connection, and the digest of the one that a person gave it to start with."""

    __tablename__ = "token"

    connection: str = Field(primary_key=True)
    sealed: str = Field(sa_type=Text)
    seed: str = ""


class PaceRow(SQLModel, table=True):
    """What a connection may still ask, for all workers together; moments are seconds since 1970.

    `granted` are the last minute's requests, by batch, `refused` the moments of the last hour's refusals.
    """

    __tablename__ = "pace"

    connection: str = Field(primary_key=True)
    granted: Any = Field(sa_type=Json, nullable=False)
    pause_until: float = 0.0
    refused: Any = Field(sa_type=Json, nullable=False)


class SystemRow(SQLModel, table=True):
    """A declared system: the number of its newest version, and whether it is there or was removed.

    The row outlives its removal, so that a version's number never comes back with another text.
    """

    __tablename__ = "system"

    name: str = Field(primary_key=True)
    newest: int
    removed: bool = False


class SystemVersionRow(SQLModel, table=True):
    """One version of a declared system: its document, byte for byte."""

    __tablename__ = "system_version"

    system: str = Field(primary_key=True, foreign_key="system.name")
    version: int = Field(primary_key=True)
    text: str = Field(sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=Moment)
    by: str = ""
