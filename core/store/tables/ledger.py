"""Tables of what is remembered: the ledger with its bookmarks, and what people did with records."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel, col

from core.store.columns import Json, Moment


class EntryRow(SQLModel, table=True):
    """The memory of one record of a flow, or of what a check made: how far its write has come."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_flow_state", "flow", "state"),
        Index("ix_entry_flow_target", "flow", "target_key"),
        Index("ix_entry_claim", "claim"),
    )

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
    claim: str | None = None


#: Of the records themselves, not of what checks made for them. An expression, so that no index is chosen by
#: it: nearly every row is of a record, and SQLite would go through all of a flow instead of those of a state.
OF_RECORDS = col(EntryRow.kind).concat("") == "record"


class BookmarkRow(SQLModel, table=True):
    """How far a flow has come in its source, and from where its next run reads again."""

    __tablename__ = "bookmark"

    flow: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    again: datetime | None = Field(default=None, sa_type=Moment)


class ActRow(SQLModel, table=True):
    """What a person did with a record or a plan: who, when and why."""

    __tablename__ = "act"
    __table_args__ = (Index("ix_act_flow_key", "flow", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    flow: str
    key: str | None = None
    #: the run or the plan that it was about
    owner: str | None = None
    what: str
    why: str = Field(default="", sa_type=Text)
    by: str
    at: datetime = Field(sa_type=Moment)
