"""Tables of flows: their versions, drafts and approvals, and what is being set up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, false
from sqlmodel import Field, SQLModel

from core.store.columns import Json, Moment


class FlowRow(SQLModel, table=True):
    """A flow: the number of its newest version, whether its schedule is on, and which occurrence fired last.

    `due` is when its schedule is to be looked at next (UTC), `timing` the schedule as version `timed` has it;
    while `held` is set, no run of it begins. The row outlives the flow's removal, so that a version's number
    never comes back with another text.
    """

    __tablename__ = "flow"
    __table_args__ = (Index("ix_flow_due", "due"),)

    name: str = Field(primary_key=True)
    newest: int
    active: bool = False
    fired: str | None = None
    held: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    due: datetime | None = Field(default=None, sa_type=Moment)
    timing: Any = Field(
        default=None, sa_type=Json, nullable=False, sa_column_kwargs={"server_default": "null"}
    )
    timed: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    #: where people put it: a client, say
    folder: str = Field(default="", sa_column_kwargs={"server_default": ""})
    #: whether it is paused when its source drifts
    pauses: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


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


class BeginningRow(SQLModel, table=True):
    """A flow that somebody has begun to set up: what was said so far, step by step."""

    __tablename__ = "beginning"

    id: str = Field(primary_key=True)
    said: Any = Field(sa_type=Json, nullable=False)
    by: str
    at: datetime = Field(sa_type=Moment)


class SignOffRow(SQLModel, table=True):
    """Who agreed to which version of a flow, when, and with what remark."""

    __tablename__ = "sign_off"

    flow: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    by: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    note: str = Field(default="", sa_type=Text)


class SharedTableRow(SQLModel, table=True):
    """One version of a value table that several flows share: its rows, and its default where it has one."""

    __tablename__ = "shared_table"

    name: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    content: Any = Field(sa_type=Json, nullable=False)
    note: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=Moment)
    by: str = ""
