"""Stored plans: what a run would do to each record, who approved it, and until when it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, delete, func, select, update
from sqlmodel import col

from core.errors import Misconfigured
from core.records import Verdict
from core.store.acts import Act, add_act
from core.store.database import Database, insert
from core.store.payloads import Sealed, add_payloads
from core.store.tables import ApprovalRow, PlanRecordRow, PlanRow, RunRow

#: For how many hours a plan may be run after it was made.
HOLDS_HOURS = 24
#: What a plan can be asked to do: of all other verdicts nothing is written.
WRITES = (Verdict.CREATE, Verdict.UPDATE)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a plan saw of a record, as keyed digests: nothing of the record can be told from them.

    `open` are the places in the payload that are known only once the flow's checks have made something.
    """

    source: str
    target: str
    payload: str
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """One record of a stored plan."""

    key: str
    verdict: Verdict
    fingerprint: Fingerprint
    approved: bool = False


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """A stored plan: `of` is the state of the flow that it was made for, `counts` records by verdict."""

    id: str
    flow: str
    of: str
    version: int
    at: datetime
    until: datetime
    by: str
    whole: bool = False
    ready: bool = False
    replay: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    approved_by: str | None = None
    approved_at: datetime | None = None
    #: how many of its records were approved
    approved: int = 0

    @property
    def writes(self) -> int:
        """How many records it would write."""
        return sum(self.counts.get(verdict, 0) for verdict in WRITES)

    @property
    def over(self) -> bool:
        """Whether it is too old to be run."""
        return datetime.now(UTC) >= self.until


class Plans:
    """All stored plans of a home folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, flow: str, of: str, version: int, by: str, *, replay: bool = False) -> SavedPlan:
        """Begin a plan; until it is ready nobody can approve or run it."""
        now = datetime.now(UTC)
        plan = SavedPlan(
            f"p{token_hex(5)}", flow, of, version, now, now + timedelta(hours=HOLDS_HOURS), by, replay=replay
        )
        with self._database.writing() as session:
            session.add(PlanRow(**_columns(plan)))
        return plan

    def add(self, plan: str, start: int, records: Sequence[PlanRecord], kept: Sequence[Sealed]) -> None:
        """Write down some more records of a plan, numbered from `start`, with what is kept of them."""
        rows = [
            {
                "plan": plan,
                "key": each.key,
                "n": start + n,
                "verdict": each.verdict,
                "approved": False,
                "seal": asdict(each.fingerprint),
            }
            for n, each in enumerate(records)
        ]
        if rows:
            with self._database.keeping() as connection:
                connection.execute(_RECORD, rows)
                add_payloads(connection, plan, kept)

    def finish(self, plan: str, counts: dict[str, int], *, whole: bool) -> SavedPlan:
        """Say that all records of a plan are written down: `counts` by verdict; `whole`: it saw them all."""
        with self._database.writing() as session:
            row = session.get(PlanRow, plan)
            if row is not None:
                row.ready, row.counts, row.whole = True, counts, whole
        return self.named(plan)

    def get(self, plan: str) -> SavedPlan | None:
        """One plan."""
        found = self._chosen(_NAMED, {"plan": plan})
        return found[0] if found else None

    def named(self, plan: str) -> SavedPlan:
        """One plan; Misconfigured where there is none."""
        found = self.get(plan)
        if found is None:
            raise Misconfigured(f"there is no plan {plan!r}: make one with `koppel plan FLOW --save`")
        return found

    def all(self, flow: str, limit: int = 20) -> list[SavedPlan]:
        """The plans of a flow that are ready, newest first."""
        return self._chosen(_READY, {"flow": flow, "most": limit})

    def records(
        self, plan: str, verdict: Verdict | None = None, limit: int | None = None, offset: int = 0
    ) -> list[PlanRecord]:
        """The records of a plan in their order."""
        chosen = _CHOSEN.where(col(PlanRecordRow.plan) == plan).order_by(col(PlanRecordRow.n))
        if verdict is not None:
            chosen = chosen.where(col(PlanRecordRow.verdict) == verdict)
        with self._database.looking() as connection:
            return [_record(row) for row in connection.execute(chosen.limit(limit).offset(offset))]

    def of(self, plan: str, keys: Sequence[str]) -> dict[str, PlanRecord]:
        """Some records of a plan by their keys."""
        chosen = _CHOSEN.where(col(PlanRecordRow.plan) == plan, col(PlanRecordRow.key).in_(keys))
        with self._database.looking() as connection:
            return {row.key: _record(row) for row in connection.execute(chosen)}

    def approved(self, plan: str) -> list[str]:
        """The keys of the records that were approved, in the plan's order."""
        chosen = select(col(PlanRecordRow.key)).where(
            col(PlanRecordRow.plan) == plan, col(PlanRecordRow.approved)
        )
        with self._database.looking() as connection:
            return list(connection.execute(chosen.order_by(col(PlanRecordRow.n))).scalars())

    def runs(self, plan: str) -> set[str]:
        """The runs that carried records of a plan, or are to."""
        with self._database.looking() as connection:
            return set(connection.execute(select(col(RunRow.id)).where(col(RunRow.plan) == plan)).scalars())

    def approve(self, plan: SavedPlan, keys: Sequence[str] | None, by: str, *, version: int) -> SavedPlan:
        """Approve these records of a plan, or all that it would write, and no others: in one step.

        `version` is the flow's version that they are approved for.
        """
        writes = (col(PlanRecordRow.plan) == plan.id) & col(PlanRecordRow.verdict).in_(WRITES)
        now = datetime.now(UTC)
        with self._database.writing() as session:
            session.execute(update(PlanRecordRow).where(writes).values(approved=keys is None))
            if keys is not None:
                chosen = writes & col(PlanRecordRow.key).in_(keys)
                session.execute(update(PlanRecordRow).where(chosen).values(approved=True))
            row = session.get_one(PlanRow, plan.id)
            row.approved_by, row.approved_at, row.version = by, now, version
            number = session.connection().execute(_approved(plan.id)).scalar_one()
            told = {str(verdict): n for verdict, n in plan.counts.items()}
            session.merge(ApprovalRow(flow=plan.flow, version=version, by=by, at=now, counts=told))
            why = f"{number} of {plan.writes} records that it would write"
            add_act(session.connection(), Act(plan.flow, "approve", by, why=why, owner=plan.id, at=now))
        return self.named(plan.id)

    def prune(self, keep_days: int, now: datetime | None = None) -> int:
        """Forget the plans that ended so long ago; gives their number."""
        before = (now or datetime.now(UTC)) - timedelta(days=keep_days)
        with self._database.keeping() as connection:
            return connection.execute(delete(PlanRow).where(col(PlanRow.until) < before)).rowcount

    def _chosen(self, which: Any, given: dict[str, Any]) -> list[SavedPlan]:
        with self._database.looking() as connection:
            return [_plan(connection, row._asdict()) for row in connection.execute(which, given).all()]


#: Asked with every drawing of a flow: the statements are made once.
_PLANS = select(PlanRow.__table__)  # type: ignore[attr-defined]
_NAMED = _PLANS.where(col(PlanRow.id) == bindparam("plan"))
_READY = (
    _PLANS.where(col(PlanRow.flow) == bindparam("flow"), col(PlanRow.ready))
    .order_by(col(PlanRow.at).desc())
    .limit(bindparam("most", type_=Integer))
)
_CHOSEN = select(
    col(PlanRecordRow.key),
    col(PlanRecordRow.verdict),
    col(PlanRecordRow.seal),
    col(PlanRecordRow.approved),
)
_RECORD = insert(PlanRecordRow)
#: A record that comes twice in one pull is planned as it came last.
_RECORD = _RECORD.on_conflict_do_update(
    index_elements=["plan", "key"],
    set_={name: _RECORD.excluded[name] for name in ("n", "verdict", "seal")},
)


def _approved(plan: str) -> Any:
    return (
        select(func.count())
        .select_from(PlanRecordRow)
        .where(col(PlanRecordRow.plan) == plan, col(PlanRecordRow.approved))
    )


def _columns(plan: SavedPlan) -> dict[str, Any]:
    return {name: value for name, value in asdict(plan).items() if name != "approved"}


def _plan(connection: Connection, row: dict[str, Any]) -> SavedPlan:
    return SavedPlan(**row, approved=connection.execute(_approved(row["id"])).scalar_one())


def _record(row: Any) -> PlanRecord:
    seal = {**row.seal, "open": tuple(row.seal["open"])}
    return PlanRecord(row.key, Verdict(row.verdict), Fingerprint(**seal), row.approved)
