"""What is wrong now, with flows and connections, and every change of it: a change is written down once.

What is wrong and the alert that tells of it are one commit: with any number of workers, and whenever one of
them is killed, a change is neither lost nor told twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from core.records import JsonObject
from core.store.database import Database
from core.store.tables import AlertRow, TroubleRow
from core.store.watched import Past, Watched, watched

#: What everyone writes about who changes what is wrong, or tells of it.
ALERTS = "alerts"
#: When a trouble was told that was not told yet.
NEVER = datetime(1, 1, 1, tzinfo=UTC)


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
    _past: dict[str, Past] = field(default_factory=dict, repr=False)

    def watch(self, decide: Decide) -> list[Alert]:
        """Look at all flows; what is wrong from now on, and the changes, are written down together."""
        with self._database.reading() as session:
            found, known = watched(session, self._past), _known(session)
        if decide(found, known) == (known, []):
            return []
        with self._database.writing(ALERTS) as session:
            known = _known(session)
            wrong, alerts = decide(watched(session, self._past), known)
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
