"""Stretches: how the source fields of a flow were filled, a few runs at a time; counts only, never a value.

A page is counted in the commit that turns it. A stretch ends with a run, once it has enough records to say
something; what was found odd about it is written down in the same commit, together with the flow's pause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlmodel import col

from core.records import JsonObject
from core.store.database import Database
from core.store.tables import FlowRow, StretchRow

#: A stretch of fewer records says nothing.
FEW = 25
#: So many stretches of a flow tell what is usual with it; older ones are forgotten.
LOOKED_BACK = 60


@dataclass(frozen=True, slots=True)
class Filling:
    """How one source field was filled: met `of` times, and how often it held something of each kind."""

    of: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def filled(self) -> int:
        """How often it held anything."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records were counted, and how each of their fields was filled, by its path."""

    records: int
    fields: dict[str, Filling]


@dataclass(frozen=True, slots=True)
class Drift:
    """A source field that is not as it was: filled in another share of the records, or of another kind.

    `kind` is what it is now ("": it is only filled more or less often); `before` and `after` are shares, 0 to
    1, of the records or rows that held something, or something of that kind. `rules` read it.
    """

    field: str
    rules: tuple[str, ...]
    kind: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """The records of one run, or of a few small ones, and what is odd about how they were filled."""

    tally: Tally
    at: datetime
    closed: bool = False
    odd: tuple[Drift, ...] = ()


#: Says what is odd about the newest stretch, given those before it, the newest first: a pure function.
Compare = Callable[[Tally, Sequence[Stretch]], Sequence[Drift]]


def add_tally(connection: Connection, flow: str, tally: Tally) -> None:
    """Count a page among the flow's records; its stretch begins with the first of them."""
    row = _newest(connection, flow)
    if row is None or row.closed:
        values = {"records": tally.records, "fields": _written(tally.fields)}
        made = {"flow": flow, "at": datetime.now(UTC), "closed": False, "odd": [], **values}
        connection.execute(insert(StretchRow), made)
        return
    fields = _read(row.fields)
    for path, more in tally.fields.items():
        fields[path] = _sum(fields.get(path, Filling()), more)
    values = {"records": row.records + tally.records, "fields": _written(fields)}
    connection.execute(update(StretchRow).where(col(StretchRow.id) == row.id).values(values))


def close_stretch(connection: Connection, flow: str, compare: Compare) -> None:
    """End the flow's stretch, if it has enough records, and write down what is odd about it.

    A flow that is to be paused by drift is, when it begins.
    """
    newest = _newest(connection, flow)
    if newest is None or newest.closed or newest.records < FEW:
        return
    now, *earlier = _latest(connection, flow)
    odd = [asdict(each) for each in compare(now.tally, earlier)]
    own = col(StretchRow.id) == newest.id
    connection.execute(update(StretchRow).where(own).values(closed=True, odd=odd))
    connection.execute(delete(StretchRow).where(col(StretchRow.flow) == flow, ~_kept(flow)))
    if odd and not (earlier and earlier[0].odd):
        pauses = col(FlowRow.name) == flow, col(FlowRow.pauses)
        connection.execute(update(FlowRow).where(*pauses).values(held=True))


def drifting(connection: Connection, flow: str | None = None) -> dict[str, tuple[Drift, ...]]:
    """The flows of which the last stretch was odd, and how; of all flows, or of one."""
    found = connection.execute(_ODD) if flow is None else connection.execute(_ODD_OF_ONE, {"flow": flow})
    return {flow: _drifts(odd) for flow, odd in found if odd}


def _odd(last: Any) -> Any:
    return select(col(StretchRow.flow), col(StretchRow.odd)).where(col(StretchRow.id).in_(last))


#: Asked with every drawing of a flow: the statements are made once.
_LAST = select(func.max(col(StretchRow.id))).where(col(StretchRow.closed))
_ODD = _odd(_LAST.group_by(col(StretchRow.flow)))
_ODD_OF_ONE = _odd(_LAST.where(col(StretchRow.flow) == bindparam("flow")))


class Stretches:
    """What a person asks of, or says about, how the records of flows are filled."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def odd(self, flow: str | None = None) -> dict[str, tuple[Drift, ...]]:
        """The flows of which the source is odd now, and how; of all flows, or of one."""
        with self._database.looking() as connection:
            return drifting(connection, flow)

    def all(self, flow: str) -> list[Stretch]:
        """The stretches of a flow, the newest first."""
        with self._database.looking() as connection:
            return _latest(connection, flow)

    def accept(self, flow: str) -> None:
        """Whatever was odd about a flow's source is usual from now on."""
        with self._database.keeping(flow) as connection:
            connection.execute(update(StretchRow).where(col(StretchRow.flow) == flow).values(odd=[]))

    def set_pauses(self, flow: str, *, on: bool) -> None:
        """Say whether the flow is paused when its source drifts."""
        with self._database.keeping() as connection:
            connection.execute(update(FlowRow).where(col(FlowRow.name) == flow).values(pauses=on))


def _newest(connection: Connection, flow: str) -> Any:
    rows = select(StretchRow.__table__).where(col(StretchRow.flow) == flow)  # type: ignore[attr-defined]
    return connection.execute(rows.order_by(col(StretchRow.id).desc()).limit(1)).first()


def _latest(connection: Connection, flow: str) -> list[Stretch]:
    rows = select(StretchRow.__table__).where(col(StretchRow.flow) == flow)  # type: ignore[attr-defined]
    found = connection.execute(rows.order_by(col(StretchRow.id).desc()).limit(LOOKED_BACK))
    return [Stretch(Tally(r.records, _read(r.fields)), r.at, r.closed, _drifts(r.odd)) for r in found]


def _kept(flow: str) -> Any:
    """The stretches of a flow that are looked back at."""
    newest = (
        select(col(StretchRow.id)).where(col(StretchRow.flow) == flow).order_by(col(StretchRow.id).desc())
    )
    return col(StretchRow.id).in_(newest.limit(LOOKED_BACK))


def _drifts(written: Any) -> tuple[Drift, ...]:
    return tuple(Drift(**{**each, "rules": tuple(each["rules"])}) for each in written)


def _sum(one: Filling, other: Filling) -> Filling:
    kinds = {kind: one.kinds.get(kind, 0) + other.kinds.get(kind, 0) for kind in {*one.kinds, *other.kinds}}
    return Filling(one.of + other.of, kinds)


def _written(fields: dict[str, Filling]) -> JsonObject:
    return {path: [each.of, each.kinds] for path, each in fields.items()}


def _read(written: JsonObject) -> dict[str, Filling]:
    return {path: Filling(of, kinds) for path, (of, kinds) in written.items()}
