"""Tables of what is wrong, how it is told to people, and what systems told of by themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from core.store.columns import Json, Moment


class ChannelRow(SQLModel, table=True):
    """A way by which people are told what is wrong; how it is reached is sealed."""

    __tablename__ = "channel"

    name: str = Field(primary_key=True)
    kind: str
    sealed: str = Field(sa_type=Text)


class MonitoringRow(SQLModel, table=True):
    """One setting of what is watched and when it is told, or one moment that all workers share."""

    __tablename__ = "monitoring"

    name: str = Field(primary_key=True)
    value: Any = Field(sa_type=Json, nullable=False)


class TroubleRow(SQLModel, table=True):
    """What is wrong with a flow or a connection now, since when, and when it was told last."""

    __tablename__ = "trouble"

    kind: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    since: datetime = Field(sa_type=Moment)
    told: datetime = Field(sa_type=Moment)
    facts: Any = Field(sa_type=Json, nullable=False)


class MessageRow(SQLModel, table=True):
    """One message to people: all the alerts that there were to tell when it was made."""

    __tablename__ = "message"

    id: str = Field(primary_key=True)
    made: datetime = Field(sa_type=Moment, index=True)
    title: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)


class AlertRow(SQLModel, table=True):
    """One change of state: something went wrong, still is, or is over; and the message that told it."""

    __tablename__ = "alert"

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    name: str
    change: str
    at: datetime = Field(sa_type=Moment)
    facts: Any = Field(sa_type=Json, nullable=False)
    message: str | None = Field(default=None, foreign_key="message.id", ondelete="CASCADE", index=True)


class DeliveryRow(SQLModel, table=True):
    """How far a message has come through one channel, and the worker that sends it now."""

    __tablename__ = "delivery"

    message: str = Field(primary_key=True, foreign_key="message.id", ondelete="CASCADE")
    channel: str = Field(primary_key=True)
    state: str = Field(index=True)
    tries: int = 0
    not_before: datetime = Field(sa_type=Moment)
    worker: str = ""
    problem: str = Field(default="", sa_type=Text)


class NoticeRow(SQLModel, table=True):
    """What a system notified of, by its own id: it is heeded once."""

    __tablename__ = "notice"

    connection: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)


class StretchRow(SQLModel, table=True):
    """How the source fields of a flow were filled in the records of one run, or of a few small ones.

    `fields` has counts for each path and no value, `odd` what was found to be otherwise than before once the
    stretch was `closed`.
    """

    __tablename__ = "stretch"
    __table_args__ = (Index("ix_stretch_flow", "flow"),)

    id: int | None = Field(default=None, primary_key=True)
    flow: str
    at: datetime = Field(sa_type=Moment)
    records: int
    fields: Any = Field(sa_type=Json, nullable=False)
    closed: bool = False
    odd: Any = Field(sa_type=Json, nullable=False)
