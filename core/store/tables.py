"""The tables of the database, one class for each; `migrations` makes them, and a test holds both together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from core.store.columns import Json, Moment


class KeyRow(SQLModel, table=True):
    """Which key sealed the secrets of this database: its fingerprint, never the key."""

    __tablename__ = "vault_key"

    fingerprint: str = Field(primary_key=True)


class ConnectionRow(SQLModel, table=True):
    """A connection: which connector, its open settings, and how its last test went."""

    __tablename__ = "connection"

    name: str = Field(primary_key=True)
    connector: str
    settings: Any = Field(sa_type=Json, nullable=False)
    checked_at: datetime | None = Field(default=None, sa_type=Moment)
    problem: str = Field(default="", sa_type=Text)


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


class FlowRow(SQLModel, table=True):
    """A flow: the number of its newest version, whether its schedule is on, and which occurrence fired last.

    The row outlives the flow's removal, so that a version's number never comes back with another text.
    """

    __tablename__ = "flow"

    name: str = Field(primary_key=True)
    newest: int
    active: bool = False
    fired: str | None = None


class VersionRow(SQLModel, table=True):
    """One version of a flow: its document, byte for byte."""

    __tablename__ = "flow_version"

    flow: str = Field(primary_key=True, foreign_key="flow.name")
    version: int = Field(primary_key=True)
    text: str = Field(sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=Moment)
    by: str | None = None


class DraftRow(SQLModel, table=True):
    """What somebody is writing and has not published yet, of a flow that may not exist yet.

    `version` is the one that they began with, `edit` counts what they changed since.
    """

    __tablename__ = "draft"

    id: str = Field(primary_key=True)
    flow: str = Field(index=True)
    text: str = Field(sa_type=Text)
    version: int = 0
    by: str = ""
    at: datetime = Field(sa_type=Moment)
    edit: int = 0


class ApprovalRow(SQLModel, table=True):
    """Who looked at the plan of which version and said that it may, and what was in it."""

    __tablename__ = "approval"

    flow: str = Field(primary_key=True)
    version: int
    by: str
    at: datetime = Field(sa_type=Moment)
    counts: Any = Field(sa_type=Json, nullable=False)


class RunRow(SQLModel, table=True):
    """A run: where it stands, who carries it, and its counts."""

    __tablename__ = "run"
    __table_args__ = (
        Index("ix_run_flow_asked", "flow", "asked"),
        Index("ix_run_state_asked", "state", "asked"),
    )

    id: str = Field(primary_key=True)
    flow: str
    version: int
    state: str
    trigger: str
    asked: datetime = Field(sa_type=Moment)
    started: datetime | None = Field(default=None, sa_type=Moment)
    ended: datetime | None = Field(default=None, sa_type=Moment)
    beat: datetime | None = Field(default=None, sa_type=Moment)
    error: str = Field(default="", sa_type=Text)
    worker: str = ""
    limit: int | None = None
    planned: str | None = None
    cancel: bool = False
    read: int = 0
    filtered: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    parked: int = 0
    ambiguous: int = 0


class RunRecordRow(SQLModel, table=True):
    """What became of one record in one run, with the trace of the decision."""

    __tablename__ = "run_record"
    __table_args__ = (
        Index("ix_run_record_run_verdict", "run", "verdict"),
        Index("ix_run_record_run_key", "run", "key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    run: str = Field(foreign_key="run.id", ondelete="CASCADE")
    key: str
    verdict: str
    match: Any = Field(sa_type=Json, nullable=False)
    why: str = Field(sa_type=Text)
    target_key: str | None = None
    steps: Any = Field(sa_type=Json, nullable=False)
    differences: Any = Field(sa_type=Json, nullable=False)
    at: datetime = Field(sa_type=Moment)


class EntryRow(SQLModel, table=True):
    """The memory of one record of a flow, or of what a check made: how far its write has come."""

    __tablename__ = "entry"
    __table_args__ = (Index("ix_entry_flow_state", "flow", "state"),)

    flow: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    state: str
    run: str
    verdict: str | None = None
    match: Any = Field(sa_type=Json, nullable=False)
    digest: str = ""
    target_key: str | None = None
    why: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=Moment)
    steps: Any = Field(sa_type=Json, nullable=False)
    sent: Any = Field(sa_type=Json, nullable=False)
    once: str = Field(default="", sa_column_kwargs={"server_default": ""})


class BookmarkRow(SQLModel, table=True):
    """How far a flow has come in its source."""

    __tablename__ = "bookmark"

    flow: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)


class BeginningRow(SQLModel, table=True):
    """A flow that somebody has begun to set up: what was said so far, step by step."""

    __tablename__ = "beginning"

    id: str = Field(primary_key=True)
    said: Any = Field(sa_type=Json, nullable=False)
    by: str
    at: datetime = Field(sa_type=Moment)
