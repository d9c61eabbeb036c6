"""What is wrong now, with flows and connections, and every change of it: a change is written down once.

What is wrong and the alert that tells of it are one commit: with any number of workers, and whenever one of
them is killed, a change is neither lost nor told twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import case, exists, func
from sqlalchemy import select as chosen
from sqlmodel import Session, col, select

from core.records import JsonObject, RunState
from core.store.database import Database
from core.store.entry import EntryState
from core.store.run import Run, run_of
from core.store.stretches import Drift, drifting
from core.store.tables import OF_RECORDS, AlertRow, EntryRow, FlowRow, RunRow, TroubleRow, VersionRow

#: What everyone writes about who changes what is wrong, or tells of it.
ALERTS = "alerts"
#: When a trouble was told that was not told yet.
NEVER = datetime(1, 1, 1, tzinfo=UTC)
#: So many of a flow's runs tell what is usual with it.
LOOKED_BACK = 300


@dataclass(frozen=True, slots=True)
class Watched:
    """One flow as it stands: its newest run that ended by itself, and what waits.

    `parked` is how many records wait for a person, `first` the oldest of them as (key, match, why).
    `waits` is since when a run waits to begin, `busy` whether one is under way. `carried` is how many records
    each of its scheduled runs carried, the newest first; none where the last one carried some.
    """

    flow: str
    active: bool
    held: bool
    due: datetime | None
    last: Run | None = None
    parked: int = 0
    first: tuple[str, JsonObject, str] | None = None
    waits: datetime | None = None
    busy: bool = False
    carried: tuple[int, ...] = ()
    #: what is odd about its source
    odd: tuple[Drift, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong: `kind` with the flow or connection `name`.

    `why` is the exact cause, `do` what to do about it, `link` the page that shows it; `flows` are those that
    stand still by it, `record` the one that it is about, by its key, and `more` how many there are beside it.
    """

    kind: str
    name: str
    why: str
    do: str
    link: str = ""
    flows: tuple[str, ...] = ()
    record: str = ""
    more: int = 0
    since: datetime = NEVER
    told: datetime = NEVER

    @property
    def place(self) -> tuple[str, str]:
        """What tells it from any other."""
        return self.kind, self.name


@dataclass(frozen=True, slots=True)
class Alert:
    """A change of state at a moment: `change` is down, still or recovered."""

    change: str
    trouble: Trouble
    at: datetime
    id: int = 0


#: Says what is wrong, and which changes of it are to be told: a pure function.
Decide = Callable[[Sequence[Watched], Sequence[Trouble]], tuple[list[Trouble], list[Alert]]]


@dataclass(slots=True)
class Alerts:
    """What is wrong in a home folder, and what was told of it."""

    _database: Database = field(repr=False)

    def watch(self, decide: Decide) -> list[Alert]:
        """Look at all flows; what is wrong from now on, and the changes, are written down together."""
        with self._database.reading() as session:
            watched, known = _watched(session), _known(session)
        if decide(watched, known) == (known, []):
            return []
        with self._database.writing(ALERTS) as session:
            known = _known(session)
            wrong, alerts = decide(_watched(session), known)
            _keep(session, known, wrong)
            session.add_all(_alert_row(alert) for alert in alerts)
        return alerts

    def now(self) -> list[Trouble]:
        """What is wrong now, what began first at the top."""
        with self._database.reading() as session:
            return _known(session)

    def latest(self, limit: int = 50) -> list[Alert]:
        """The changes that there were, newest first."""
        with self._database.reading() as session:
            return [
                alert_of(r)
                for r in session.exec(select(AlertRow).order_by(col(AlertRow.id).desc()).limit(limit))
            ]


def alert_of(row: AlertRow) -> Alert:
    """Give the alert that a row holds."""
    return Alert(row.change, _trouble(row.kind, row.name, row.facts), row.at, row.id or 0)


def _known(session: Session) -> list[Trouble]:
    rows = session.exec(
        select(TroubleRow).order_by(col(TroubleRow.since), col(TroubleRow.kind), col(TroubleRow.name))
    )
    return [replace(_trouble(r.kind, r.name, r.facts), since=r.since, told=r.told) for r in rows]


def _trouble(kind: str, name: str, facts: Any) -> Trouble:
    return Trouble(kind, name, **{**facts, "flows": tuple(facts["flows"])})


def _facts(trouble: Trouble) -> JsonObject:
    apart = {"kind", "name", "since", "told"}
    return {name: value for name, value in asdict(trouble).items() if name not in apart}


def _alert_row(alert: Alert) -> AlertRow:
    kind, name = alert.trouble.place
    return AlertRow(kind=kind, name=name, change=alert.change, at=alert.at, facts=_facts(alert.trouble))


def _keep(session: Session, known: Sequence[Trouble], wrong: Sequence[Trouble]) -> None:
    for gone in {each.place for each in known} - {each.place for each in wrong}:
        session.delete(session.get_one(TroubleRow, gone))
    for each in wrong:
        kind, name = each.place
        row = TroubleRow(kind=kind, name=name, since=each.since, told=each.told, facts=_facts(each))
        session.merge(row)


# --- the flows as they stand

_ENDED_BY_ITSELF = (RunState.DONE, RunState.FAILED)
#: What a run carried, beside what it only read again.
_CARRIED = col(RunRow.created) + col(RunRow.updated) + col(RunRow.parked) + col(RunRow.ambiguous)


def _watched(session: Session) -> list[Watched]:
    saved = exists().where(col(VersionRow.flow) == col(FlowRow.name))
    rows = session.exec(select(FlowRow).where(saved).order_by(FlowRow.name)).all()
    waiting, odd = _waiting(session), drifting(session.connection())
    found = [_one(session, row, *waiting.get(row.name, (None, False))) for row in rows]
    return [replace(each, odd=odd.get(each.flow, ())) for each in found]


def _waiting(session: Session) -> dict[str, tuple[datetime | None, bool]]:
    """Since when runs wait to begin, and whether one is under way, of the flows that have any."""
    open_ = (RunState.WAITING, RunState.RUNNING, RunState.PAUSED, RunState.INTERRUPTED)
    begun = col(RunRow.started).is_not(None)
    found = chosen(
        col(RunRow.flow),
        func.min(case((~begun, col(RunRow.asked)))),
        func.max(case((begun, 1), else_=0)),
    )
    found = found.where(col(RunRow.state).in_(open_)).group_by(col(RunRow.flow))
    return {
        flow: (asked and _moment(session, flow), bool(busy)) for flow, asked, busy in session.execute(found)
    }


def _moment(session: Session, flow: str) -> datetime | None:
    waits = select(RunRow.asked).where(
        RunRow.flow == flow, RunRow.state == RunState.WAITING, col(RunRow.started).is_(None)
    )
    return session.exec(waits.order_by(col(RunRow.asked)).limit(1)).first()


def _one(session: Session, row: FlowRow, waits: datetime | None, busy: bool) -> Watched:  # noqa: FBT001 - a fact
    ended = select(RunRow).where(
        RunRow.flow == row.name, col(RunRow.state).in_(_ENDED_BY_ITSELF), RunRow.trigger != "sweep"
    )
    newest = ended.order_by(col(RunRow.asked).desc(), col(RunRow.id).desc())
    last = session.exec(newest.limit(1)).first()
    parked = (
        col(EntryRow.flow) == row.name,
        col(EntryRow.state) == EntryState.PARKED,
        OF_RECORDS,
    )
    number = session.execute(chosen(func.count()).select_from(EntryRow).where(*parked)).scalar_one()
    first = session.exec(select(EntryRow).where(*parked).order_by(col(EntryRow.at)).limit(1)).first()
    return Watched(
        row.name,
        active=row.active,
        held=row.held,
        due=row.due,
        last=None if last is None else run_of(last),
        parked=number,
        first=None if first is None else (first.key, first.match, first.why),
        waits=waits,
        busy=busy,
        carried=_carried(session, row.name, last),
    )


def _carried(session: Session, flow: str, last: RunRow | None) -> tuple[int, ...]:
    """What scheduled runs carried; it is of interest only where the last one carried nothing."""
    if last is None or last.created or last.updated or last.parked or last.ambiguous:
        return ()
    runs = chosen(_CARRIED).where(
        col(RunRow.flow) == flow, col(RunRow.state) == RunState.DONE, col(RunRow.trigger) == "schedule"
    )
    return tuple(session.execute(runs.order_by(col(RunRow.asked).desc()).limit(LOOKED_BACK)).scalars())
