"""Tables of stored plans, and of the payloads of plans and runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.store.columns import Json, Moment


class PlanRow(SQLModel, table=True):
    """A stored plan: of which state of a flow, until when it holds, and who approved it."""

    __tablename__ = "plan"
    __table_args__ = (Index("ix_plan_flow_at", "flow", "at"),)

    id: str = Field(primary_key=True)
    flow: str
    of: str
    version: int
    at: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)
    by: str = ""
    #: every record of the pull was looked at
    whole: bool = False
    #: all its records are written down
    ready: bool = False
    #: it carries again what was carried before
    replay: bool = False
    counts: Any = Field(sa_type=Json, nullable=False)
    approved_by: str | None = None
    approved_at: datetime | None = Field(default=None, sa_type=Moment)


class PlanRecordRow(SQLModel, table=True):
    """One record of a stored plan: its verdict, whether it was approved, fingerprints of what it saw."""

    __tablename__ = "plan_record"

    plan: str = Field(primary_key=True, foreign_key="plan.id", ondelete="CASCADE")
    key: str = Field(primary_key=True)
    n: int
    verdict: str
    approved: bool = False
    seal: Any = Field(sa_type=Json, nullable=False)


class PayloadKeyRow(SQLModel, table=True):
    """The sealed key of all that is kept of one run or plan; once it is empty, nobody reads that any more."""

    __tablename__ = "payload_key"

    owner: str = Field(primary_key=True)
    flow: str = Field(index=True)
    sealed: str = Field(sa_type=Text)
    made: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment, index=True)


class PayloadRow(SQLModel, table=True):
    """What one run or plan saw, sent and heard of one record, encrypted: payloads are nowhere else."""

    __tablename__ = "payload"
    __table_args__ = (UniqueConstraint("owner", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    owner: str = Field(foreign_key="payload_key.owner", ondelete="CASCADE")
    key: str
    at: datetime = Field(sa_type=Moment)
    sealed: bytes


class PayloadMarkRow(SQLModel, table=True):
    """A keyed fingerprint of what people look for a record by: e-mail address, number, article code."""

    __tablename__ = "payload_mark"

    mark: bytes = Field(primary_key=True)
    payload: int = Field(primary_key=True, foreign_key="payload.id", ondelete="CASCADE", index=True)


class RetentionRow(SQLModel, table=True):
    """For how many days a flow keeps its payloads; 0 keeps none."""

    __tablename__ = "retention"

    flow: str = Field(primary_key=True)
    days: int
