"""All flows as they stand, for whoever looks every few seconds whether something is wrong with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, exists, func, type_coerce
from sqlalchemy import select as chosen
from sqlmodel import Session, col, select

from core.records import JsonObject, RunState
from core.store.columns import Moment
from core.store.entry import EntryState
from core.store.run import Run, run_of
from core.store.stretches import Drift, drifting
from core.store.tables import OF_RECORDS, EntryRow, FlowRow, RunRow, VersionRow

#: So many of a flow's runs tell what is usual with it.
_LOOKED_BACK = 300


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
class Past:
    """What was last with a flow, as of a `state`: its newest run, how many records are parked, since when."""

    state: tuple[Any, ...]
    last: Run | None
    first: tuple[str, JsonObject, str] | None
    carried: tuple[int, ...]


_ENDED_BY_ITSELF = (RunState.DONE, RunState.FAILED)
#: What a run carried, beside what it only read again.
_CARRIED = col(RunRow.created) + col(RunRow.updated) + col(RunRow.parked) + col(RunRow.ambiguous)
#: A flow's newest run that ended by itself.
_LAST = (
    chosen(col(RunRow.id))
    .where(
        col(RunRow.flow) == col(FlowRow.name),
        col(RunRow.state).in_(_ENDED_BY_ITSELF),
        col(RunRow.trigger) != "sweep",
    )
    .order_by(col(RunRow.asked).desc(), col(RunRow.id).desc())
    .limit(1)
    .scalar_subquery()
)
_PARKED = col(EntryRow.state) == EntryState.PARKED, OF_RECORDS


def _parked(what: Any) -> Any:
    return chosen(what).where(col(EntryRow.flow) == col(FlowRow.name), *_PARKED).scalar_subquery()


# It is asked every few seconds, of a thousand flows: one statement, from which is told what has changed.
_FLOWS = (
    chosen(
        col(FlowRow.name),
        col(FlowRow.active),
        col(FlowRow.held),
        col(FlowRow.due),
        _LAST.label("last"),
        _parked(func.count()).label("parked"),
        _parked(func.min(col(EntryRow.at))).label("since"),
    )
    .where(exists().where(col(VersionRow.flow) == col(FlowRow.name)))
    .order_by(col(FlowRow.name))
)


def watched(session: Session, before: dict[str, Past]) -> list[Watched]:
    """All flows; `before` is what was read of their past last time, and is brought up to date."""
    waiting, odd = _waiting(session), drifting(session.connection())
    rows = session.execute(_FLOWS).all()
    for gone in before.keys() - {row.name for row in rows}:
        del before[gone]
    for row in rows:
        state = row.last, row.parked, row.since
        if row.name not in before or before[row.name].state != state:
            before[row.name] = _past(session, row.name, state)
    return [_one(row, before[row.name], *waiting.get(row.name, (None, False)), odd) for row in rows]


def _one(
    row: Any,
    past: Past,
    waits: datetime | None,
    busy: bool,  # noqa: FBT001 - a fact
    odd: Mapping[str, tuple[Drift, ...]],
) -> Watched:
    return Watched(
        row.name,
        active=row.active,
        held=row.held,
        due=row.due,
        last=past.last,
        parked=row.parked,
        first=past.first,
        waits=waits,
        busy=busy,
        carried=past.carried,
        odd=odd.get(row.name, ()),
    )


def _waiting(session: Session) -> dict[str, tuple[datetime | None, bool]]:
    """Since when runs wait to begin, and whether one is under way, of the flows that have any."""
    open_ = (RunState.WAITING, RunState.RUNNING, RunState.PAUSED, RunState.INTERRUPTED)
    begun = col(RunRow.started).is_not(None)
    waits = case((~begun & (col(RunRow.state) == RunState.WAITING), col(RunRow.asked)))
    found = chosen(
        col(RunRow.flow),
        type_coerce(func.min(waits), Moment),
        func.max(case((begun, 1), else_=0)),
    )
    found = found.where(col(RunRow.state).in_(open_)).group_by(col(RunRow.flow))
    return {flow: (since, bool(busy)) for flow, since, busy in session.execute(found)}


def _past(session: Session, flow: str, state: tuple[Any, ...]) -> Past:
    """What was last with a flow: it stays so as long as its `state` does."""
    id_, parked, _ = state
    last = session.get(RunRow, id_) if id_ is not None else None
    oldest = select(EntryRow).where(EntryRow.flow == flow, *_PARKED).order_by(col(EntryRow.at)).limit(1)
    first = session.exec(oldest).first() if parked else None
    return Past(
        state,
        None if last is None else run_of(last),
        None if first is None else (first.key, first.match, first.why),
        _carried(session, flow, last),
    )


def _carried(session: Session, flow: str, last: RunRow | None) -> tuple[int, ...]:
    """What scheduled runs carried; it is of interest only where the last one carried nothing."""
    if last is None or last.created or last.updated or last.parked or last.ambiguous:
        return ()
    runs = chosen(_CARRIED).where(
        col(RunRow.flow) == flow, col(RunRow.state) == RunState.DONE, col(RunRow.trigger) == "schedule"
    )
    return tuple(session.execute(runs.order_by(col(RunRow.asked).desc()).limit(_LOOKED_BACK)).scalars())
