"""The tables of the database, one class for each; `migrations` makes them, and a test holds both together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, false
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


class WorkerRow(SQLModel, table=True):
    """A process that carries runs, for as long as it beats; who has no row carries nothing."""

    __tablename__ = "worker"

    name: str = Field(primary_key=True)
    began: datetime = Field(sa_type=Moment)
    beat: datetime = Field(sa_type=Moment)


class PaceRow(SQLModel, table=True):
    """What a connection may still ask, for all workers together; moments are seconds since 1970.

    `granted` are the last minute's requests, by batch, `refused` the moments of the last hour's refusals.
    """

    __tablename__ = "pace"

    connection: str = Field(primary_key=True)
    granted: Any = Field(sa_type=Json, nullable=False)
    pause_until: float = 0.0
    refused: Any = Field(sa_type=Json, nullable=False)


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
    """How far a flow has come in its source, and from where its next run reads again."""

    __tablename__ = "bookmark"

    flow: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    again: datetime | None = Field(default=None, sa_type=Moment)


class BeginningRow(SQLModel, table=True):
    """A flow that somebody has begun to set up: what was said so far, step by step."""

    __tablename__ = "beginning"

    id: str = Field(primary_key=True)
    said: Any = Field(sa_type=Json, nullable=False)
    by: str
    at: datetime = Field(sa_type=Moment)


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


class PersonRow(SQLModel, table=True):
    """Somebody who may sign in, and as what; `subject` is who the identity provider says they are."""

    __tablename__ = "person"

    email: str = Field(primary_key=True)
    role: str
    subject: str | None = Field(default=None, unique=True)
    name: str = ""
    added: datetime = Field(sa_type=Moment)


class SignInRow(SQLModel, table=True):
    """A sign-in under way: the digests of its state and its browser, and what is needed at its end."""

    __tablename__ = "sign_in"

    state: str = Field(primary_key=True)
    browser: str
    nonce: str
    verifier: str = Field(sa_type=Text)
    back: str
    made: datetime = Field(sa_type=Moment)


class SessionRow(SQLModel, table=True):
    """A browser in which a person is signed in, by the digest of its secret, and until when."""

    __tablename__ = "session"

    digest: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.email", ondelete="CASCADE", index=True)
    made: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)


class ApiTokenRow(SQLModel, table=True):
    """A token for programs, by its digest: for whom ("" for the desk) and what it acts, and until when."""

    __tablename__ = "api_token"

    name: str = Field(primary_key=True)
    digest: str = Field(unique=True)
    person: str = Field(default="", index=True)
    scopes: Any = Field(sa_type=Json, nullable=False)
    made: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)


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


class RunKeyRow(SQLModel, table=True):
    """One record that a run is limited to."""

    __tablename__ = "run_key"

    run: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    key: str = Field(primary_key=True)


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
