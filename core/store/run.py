"""One run as it is kept, and what became of each of its records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.records import Counts, Difference, JsonObject, RunState, Step, Verdict
from core.store.tables import RunRecordRow

#: The states that nothing changes any more.
ENDED = (RunState.DONE, RunState.FAILED, RunState.CANCELLED, RunState.SKIPPED)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What became of one record in one run, with the trace of the decision."""

    key: str
    verdict: Verdict
    match: JsonObject
    why: str
    target_key: str | None = None
    steps: tuple[Step, ...] = ()
    differences: tuple[Difference, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One carrying of one flow.

    `source` and `target` are the connections that it uses; `not_before` is when a run that waits may go on.
    `taken` is when its worker took it, and `spent` the seconds that it was carried before that.
    """

    id: str
    flow: str
    version: int
    state: RunState
    trigger: str
    asked: datetime
    started: datetime | None = None
    ended: datetime | None = None
    counts: Counts = field(default_factory=Counts)
    error: str = ""
    worker: str = ""
    limit: int | None = None
    planned: str | None = None
    #: from where it was asked to read, whatever the flow's bookmark says
    since: datetime | None = None
    #: how far it has come, where the source answers in order of time
    reached: datetime | None = None
    #: the stored plan that it carries
    plan: str | None = None
    #: the one record that it carries again
    key: str | None = None
    cancel: bool = False
    pause: bool = False
    source: str = ""
    target: str = ""
    not_before: datetime | None = None
    taken: datetime | None = None
    spent: float = 0.0
    #: the connection by which it failed
    blames: str = ""

    @property
    def told(self) -> JsonObject:
        """What the log and a collector of traces are told of it."""
        told = {"run": self.id, "flow": self.flow, "version": self.version}
        return {**told, "trigger": self.trigger, "worker": self.worker}


_RUN_COLUMNS = tuple(name for name in Run.__slots__ if name not in {"state", "counts"})


def run_of(row: Any) -> Run:
    """Give the run that a row of its table holds."""
    values = {name: getattr(row, name) for name in _RUN_COLUMNS}
    counts = Counts(**{name: getattr(row, name) for name in Counts().as_dict()})
    return Run(state=RunState(row.state), counts=counts, **values)


def record_of(row: RunRecordRow) -> RunRecord:
    """Give the record of a run that a row holds."""
    return RunRecord(
        key=row.key,
        verdict=Verdict(row.verdict),
        match=row.match,
        why=row.why,
        target_key=row.target_key,
        steps=tuple(Step(**step) for step in row.steps),
        differences=tuple(Difference(**difference) for difference in row.differences),
        at=row.at,
    )
