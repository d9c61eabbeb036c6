"""Tables of runs: who carries them, what became of each record, and the comparisons of all keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, false
from sqlmodel import Field, SQLModel

from core.store.columns import Json, Moment


class WorkerRow(SQLModel, table=True):
    """A process that carries runs, for as long as it beats; who has no row carries nothing."""

    __tablename__ = "worker"

    name: str = Field(primary_key=True)
    began: datetime = Field(sa_type=Moment)
    beat: datetime = Field(sa_type=Moment)


class RunRow(SQLModel, table=True):
    """A run: where it stands, who carries it, and its counts.

    `source` and `target` are the connections that it uses, `not_before` is when it may go on. `taken` is when
    its worker took it, `spent` the seconds that it was carried before; `deaths` counts the workers that
    died with it since a page was turned. `pause` asks for a pause, as `cancel` for the end. `since` is from
    where it was asked to read, and `reached` how far it has come, both in times of the source. `blames`
    is the connection by which it failed.
    """

    __tablename__ = "run"
    __table_args__ = (
        Index("ix_run_flow_asked", "flow", "asked"),
        Index("ix_run_flow_state", "flow", "state"),
        Index("ix_run_state_asked", "state", "asked"),
        Index("ix_run_asked", "asked", "id"),
    )

    id: str = Field(primary_key=True)
    flow: str
    version: int
    state: str
    trigger: str
    asked: datetime = Field(sa_type=Moment)
    started: datetime | None = Field(default=None, sa_type=Moment)
    ended: datetime | None = Field(default=None, sa_type=Moment)
    error: str = Field(default="", sa_type=Text)
    worker: str = ""
    limit: int | None = None
    planned: str | None = None
    since: datetime | None = Field(default=None, sa_type=Moment)
    reached: datetime | None = Field(default=None, sa_type=Moment)
    plan: str | None = None
    key: str | None = None
    cancel: bool = False
    source: str = Field(default="", sa_column_kwargs={"server_default": ""})
    target: str = Field(default="", sa_column_kwargs={"server_default": ""})
    not_before: datetime | None = Field(default=None, sa_type=Moment)
    taken: datetime | None = Field(default=None, sa_type=Moment)
    spent: float = Field(default=0.0, sa_column_kwargs={"server_default": "0"})
    deaths: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    pause: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    blames: str = Field(default="", sa_column_kwargs={"server_default": ""})
    read: int = 0
    filtered: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    parked: int = 0
    ambiguous: int = 0


class RunKeyRow(SQLModel, table=True):
    """One record that a run is limited to."""

    __tablename__ = "run_key"

    run: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    key: str = Field(primary_key=True)


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


class SweepRow(SQLModel, table=True):
    """A comparison of all keys of a flow's source, ledger and target; `whole` once it has come to its end."""

    __tablename__ = "sweep"
    __table_args__ = (Index("ix_sweep_flow_at", "flow", "at"),)

    run: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    flow: str
    at: datetime = Field(sa_type=Moment)
    whole: bool
    counts: Any = Field(sa_type=Json, nullable=False)


class SweepKeyRow(SQLModel, table=True):
    """One key that a sweep has seen in the source or in the ledger, and what it found about it."""

    __tablename__ = "sweep_key"
    __table_args__ = (Index("ix_sweep_key_run_finding", "run", "finding"),)

    run: str = Field(primary_key=True, foreign_key="sweep.run", ondelete="CASCADE")
    key: str = Field(primary_key=True)
    finding: str
    match: Any = Field(sa_type=Json, nullable=False)
    target_key: str | None = None


class SweepScheduleRow(SQLModel, table=True):
    """When a flow is swept by itself: which planned time was the last, and when (UTC) the next is."""

    __tablename__ = "sweep_schedule"

    flow: str = Field(primary_key=True)
    cron: str
    timezone: str
    fired: str
    due: datetime = Field(sa_type=Moment)
