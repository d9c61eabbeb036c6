"""Tables about what is kept: the audit trail, people who were erased, and backups."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from core.store.columns import Json, Moment


class AuditRow(SQLModel, table=True):
    """One entry of the audit trail, bound to the one before it by its seal; it is never changed.

    `by` is who, `what` the method of the workspace, `about` what it was done to. `change` has for each thing
    that changed what it was and what it is: numbers and switches as they are, all else as fingerprints.
    """

    __tablename__ = "audit"

    n: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Moment)
    by: str
    what: str
    about: str
    outcome: str
    change: Any = Field(sa_type=Json, nullable=False)
    seal: str


class AuditHeadRow(SQLModel, table=True):
    """The end of the audit trail: a trail that was cut is shorter than its head says."""

    __tablename__ = "audit_head"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    n: int
    seal: str


class ErasureRow(SQLModel, table=True):
    """A person who was erased, by a keyed fingerprint: when, by whom, and how much it was of what."""

    __tablename__ = "erasure"

    mark: bytes = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    by: str
    counts: Any = Field(sa_type=Json, nullable=False)


class BackupRow(SQLModel, table=True):
    """A backup that was made of this database: into which file, when, by whom, and whether it came to an end.

    `keys` are the fingerprints of the keys that open what it holds.
    """

    __tablename__ = "backup"

    id: str = Field(primary_key=True)
    file: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Moment)
    ended: datetime | None = Field(default=None, sa_type=Moment)
    by: str = ""
    keys: Any = Field(sa_type=Json, nullable=False)
