"""How an installation stands, in numbers: what a monitor of the house asks for every few seconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, func, select
from sqlmodel import col

from core.errors import KoppelError
from core.records import COUNTED, RunState
from core.store.alerts import ALERTS
from core.store.database import Database
from core.store.tables import (
    AuditRow,
    ConnectionRow,
    DeliveryRow,
    FlowRow,
    MonitoringRow,
    PaceRow,
    RunRow,
    TroubleRow,
    WorkerRow,
)

#: What is written to see that it can be.
_PROBE = "asked"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of an installation at a moment; runs and records are those that are kept.

    `oldest` is for how many seconds the oldest run has waited, `beats` how long ago each worker was heard of.
    `left` is by connection how many requests may leave this minute, `late` how many schedules nobody looked
    at in time.
    """

    runs: dict[tuple[str, str], int] = field(default_factory=dict)
    records: dict[str, int] = field(default_factory=dict)
    retries: int = 0
    waiting: int = 0
    oldest: float = 0.0
    beats: dict[str, float] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    late: int = 0
    troubles: dict[str, int] = field(default_factory=dict)
    deliveries: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Traffic:
    """How many runs wait for a worker, since when the oldest does, and how many of them try records again.

    `left` is by connection how many requests may leave this minute, of how many.
    """

    waiting: int = 0
    since: datetime | None = None
    retries: int = 0
    left: dict[str, tuple[int, int]] = field(default_factory=dict)


class House:
    """One database as a monitor sees it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def writable(self) -> str:
        """Write a moment down; gives what is wrong when that cannot be done."""
        try:
            with self._database.writing(ALERTS) as session:
                session.merge(MonitoringRow(name=_PROBE, value=datetime.now(UTC).isoformat()))
        except KoppelError as error:
            return str(error)
        return ""

    def span(self) -> tuple[datetime, datetime] | None:
        """When the first run was asked for, and the newest moment that any machine wrote; None before one."""
        newest = [func.max(col(each)) for each in (RunRow.asked, WorkerRow.beat, AuditRow.at)]
        with self._database.looking() as connection:
            first = connection.execute(select(func.min(col(RunRow.asked)))).scalar()
            written = [connection.execute(select(each)).scalar() for each in newest]
        return None if first is None else (first, max(each for each in written if each is not None))

    def late(self, now: datetime, by: timedelta) -> int:
        """How many schedules were due longer ago than this, and nobody has looked at."""
        late = select(func.count()).where(
            col(FlowRow.active), ~col(FlowRow.held), col(FlowRow.due) < now - by
        )
        with self._database.looking() as connection:
            return connection.execute(late).scalar_one()

    def traffic(self, now: datetime) -> Traffic:
        """What waits, and what limits leave."""
        again = func.sum(case((col(RunRow.trigger) == "retry", 1), else_=0))
        waiting = select(func.count(), func.min(col(RunRow.asked)), func.coalesce(again, 0))
        with self._database.looking() as connection:
            number, since, retries = connection.execute(
                waiting.where(col(RunRow.state) == RunState.WAITING)
            ).one()
            paces = connection.execute(
                select(col(PaceRow.connection), col(PaceRow.granted), col(ConnectionRow.per_minute))
                .join(ConnectionRow, col(ConnectionRow.name) == col(PaceRow.connection))
                .where(col(ConnectionRow.per_minute).is_not(None))
            ).all()
        left = {name: (_left(granted, most, now), most) for name, granted, most in paces}
        return Traffic(number, since, int(retries), left)

    def numbers(self, now: datetime, late_by: timedelta) -> Numbers:
        """All numbers, as they are now."""
        late, traffic = self.late(now, late_by), self.traffic(now)
        with self._database.looking() as connection:
            grouped = connection.execute(
                select(col(RunRow.flow), col(RunRow.state), func.count()).group_by(
                    col(RunRow.flow), col(RunRow.state)
                )
            )
            runs = {(flow, state): number for flow, state, number in grouped}
            sums = [func.coalesce(func.sum(getattr(RunRow, name)), 0) for name in COUNTED.values()]
            records = dict(zip(COUNTED.values(), connection.execute(select(*sums)).one(), strict=True))
            retries = connection.execute(
                select(func.count()).where(col(RunRow.trigger) == "retry")
            ).scalar_one()
            beats = connection.execute(select(col(WorkerRow.name), col(WorkerRow.beat))).all()
            troubles = connection.execute(
                select(col(TroubleRow.kind), func.count()).group_by(col(TroubleRow.kind))
            )
            deliveries = connection.execute(
                select(col(DeliveryRow.state), func.count()).group_by(col(DeliveryRow.state))
            )
            return Numbers(
                runs,
                {name: int(number) for name, number in records.items()},
                retries,
                traffic.waiting,
                max(0.0, (now - traffic.since).total_seconds()) if traffic.since else 0.0,
                {name: max(0.0, (now - beat).total_seconds()) for name, beat in beats},
                {name: left for name, (left, _) in traffic.left.items()},
                late,
                {kind: number for kind, number in troubles},  # noqa: C416  a row is no pair to mypy
                {state: number for state, number in deliveries},  # noqa: C416  the same
            )


def _left(granted: list[tuple[float, int]], most: int, now: datetime) -> int:
    used = sum(int(number) for at, number in granted if float(at) > now.timestamp() - 60)
    return max(0, most - used)
