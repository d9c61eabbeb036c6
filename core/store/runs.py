"""Runs as they are kept: who asked for them, how far they are, and what became of every record."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, update
from sqlmodel import Session, col, select

from core.errors import Misconfigured
from core.records import Counts, RunState, Verdict
from core.store.database import Database, insert
from core.store.run import ENDED, Run, RunRecord, record_of, run_of
from core.store.tables import RunRecordRow, RunRow

#: What everyone writes about who changes where a run stands; its pages are the ledger's.
TURNS = "turns"
#: So many runs are forgotten in one step, so that nobody waits for the others.
_AT_ONCE = 20
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_RUNS = select(RunRow.__table__)  # type: ignore[attr-defined]


class Runs:
    """All runs of a home folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(
        self,
        flow: str,
        version: int,
        trigger: str,
        *,
        ends: tuple[str, str] = ("", ""),
        limit: int | None = None,
        planned: str | None = None,
        since: datetime | None = None,
        plan: str | None = None,
        key: str | None = None,
        id: str | None = None,  # noqa: A002 - the word that everyone uses
    ) -> Run:
        """Ask for a run; asking for the same id again gives the run that is there.

        `ends` are the connections that it reads from and writes to: they may allow only so many runs at once.
        """
        more = {"limit": limit, "planned": planned, "since": since, "plan": plan, "key": key}
        asked = row_of(flow, version, trigger, ends=ends, id=id, **more)
        with self._database.writing(TURNS) as session:
            session.execute(_ASK, asked)
            return run_of(_existing(session, asked["id"]))

    def finish(
        self, run: str, state: RunState, error: str = "", *, worker: str | None = None, blames: str = ""
    ) -> Run:
        """Write how a run ended; a final state stands, and with `worker` so does a run that others took.

        `blames` is the connection by which it failed, if it was one.
        """
        with self._database.writing(TURNS) as session:
            row = _locked(session, run)
            if row.state not in ENDED and worker in (None, row.worker):
                leave(row, state, error)
                row.ended, row.blames = _now(), blames
            return run_of(row)

    def withdraw(self, run: str, why: str) -> None:
        """Leave a run out that nobody has begun; what somebody carries, or has carried in part, stands."""
        with self._database.writing(TURNS) as session:
            row = _locked(session, run)
            if row.state == RunState.WAITING and row.started is None:
                row.state, row.error, row.ended = RunState.SKIPPED, why, _now()

    def cancel(self, run: str) -> Run:
        """Stop a run: at once when nobody carries it, else by asking the one who does."""
        with self._database.writing(TURNS) as session:
            row = _locked(session, run)
            if row.state == RunState.RUNNING:
                row.cancel = True
            elif row.state not in ENDED:
                row.state, row.cancel, row.ended = RunState.CANCELLED, True, _now()
            return run_of(row)

    def pause(self, run: str) -> Run:
        """Let a run rest until it is resumed: at once when nobody carries it, else at its next request."""
        with self._database.writing(TURNS) as session:
            row = _locked(session, run)
            if row.state == RunState.RUNNING:
                row.pause = True
            elif row.state not in ENDED:
                row.state, row.pause = RunState.PAUSED, True
            return run_of(row)

    def resume(self, run: str) -> Run:
        """Let a paused run go on where it was; any other stays as it is."""
        with self._database.writing(TURNS) as session:
            row = _locked(session, run)
            row.pause = False
            if row.state == RunState.PAUSED:
                row.state = RunState.INTERRUPTED if row.started else RunState.WAITING
            return run_of(row)

    def get(self, run: str) -> Run | None:
        """The run of that id."""
        found = self._list(_RUNS.where(col(RunRow.id) == run))
        return found[0] if found else None

    def all(self, flow: str | None = None, limit: int | None = 100) -> list[Run]:
        """Runs, of all flows or of one, newest first."""
        chosen = _RUNS.order_by(col(RunRow.asked).desc(), col(RunRow.id).desc()).limit(limit)
        return self._list(chosen if flow is None else chosen.where(RunRow.flow == flow))

    def active(self) -> list[Run]:
        """Runs that wait, are carried, rest, or were interrupted, oldest first."""
        return self._list(
            _RUNS.where(col(RunRow.state).not_in(ENDED)).order_by(col(RunRow.asked), col(RunRow.id))
        )

    def records(
        self,
        run: str,
        verdict: Verdict | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[RunRecord]:
        """What became of the records of a run, in the order in which they were carried.

        Those that its flow left out are given only where they are asked for.
        """
        chosen = select(RunRecordRow).where(RunRecordRow.run == run).order_by(col(RunRecordRow.id))
        if verdict is not None:
            chosen = chosen.where(RunRecordRow.verdict == verdict)
        else:
            chosen = chosen.where(RunRecordRow.verdict != Verdict.FILTERED)
        with self._database.reading() as session:
            return [record_of(row) for row in session.exec(chosen.limit(limit).offset(offset))]

    def prune(self, keep_days: float, now: datetime | None = None) -> int:
        """Forget the runs that ended longer ago, with their records; the ledger stays. Gives their number."""
        before = (now or _now()) - timedelta(days=keep_days)
        ended = select(RunRow.id).where(col(RunRow.state).in_(ENDED), col(RunRow.ended) < before)
        pruned = 0
        while True:
            with self._database.looking() as connection:
                old = connection.execute(ended.limit(_AT_ONCE)).scalars().all()
            if not old:
                return pruned
            with self._database.keeping() as connection:
                pruned += connection.execute(delete(RunRow).where(col(RunRow.id).in_(old))).rowcount

    def _list(self, chosen: Any) -> list[Run]:
        return [run_of(row) for row in self._database.ask(chosen)]


def row_of(
    flow: str,
    version: int,
    trigger: str,
    *,
    ends: tuple[str, str] = ("", ""),
    id: str | None = None,  # noqa: A002 - the word that everyone uses
    **more: Any,
) -> dict[str, Any]:
    """Give the row of a run that is asked for now; without an id it gets one of its own."""
    return {
        "id": id or new_id(),
        "flow": flow,
        "version": version,
        "state": RunState.WAITING,
        "trigger": trigger,
        "asked": _now(),
        "source": ends[0],
        "target": ends[1],
    } | more


def leave(row: RunRow, state: RunState, error: str) -> None:
    """Put a run that was carried into another state, with the time that it took so far."""
    if row.state == RunState.RUNNING and row.taken is not None:
        row.spent += max(0.0, (_now() - row.taken).total_seconds())
    row.state, row.error = state, error


def add_page(connection: Connection, run: str, counts: Counts, records: Sequence[RunRecord]) -> None:
    """Write what became of a page of records: its counts are added to the run's."""
    added: dict[str, Any] = {
        name: getattr(RunRow, name) + number for name, number in counts.as_dict().items() if number
    }
    if added:
        # Who turns pages is not what kills workers.
        connection.execute(update(RunRow).where(col(RunRow.id) == run).values({**added, "deaths": 0}))
    if records:
        now = _now()
        rows = [
            {name: getattr(record, name) for name in RunRecord.__slots__}
            | {"run": run, "at": record.at or now}
            for record in records
        ]
        connection.execute(_RECORDS, rows)


_ASK = insert(RunRow).on_conflict_do_nothing()
_RECORDS = insert(RunRecordRow)


def _existing(session: Session, run: str) -> RunRow:
    row = session.get(RunRow, run)
    if row is None:
        raise _unknown(run)
    return row


def _locked(session: Session, run: str) -> RunRow:
    """Give a run that nobody else changes until the commit."""
    row = session.get(RunRow, run, with_for_update=True)
    if row is None:
        raise _unknown(run)
    return row


def _unknown(run: str) -> Misconfigured:
    return Misconfigured(f"There is no run {run!r}; see the list of runs.")


def _now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    """Short, and in the order of time: milliseconds and some chance, in the digits that nobody mistakes."""
    number = (time.time_ns() // 1_000_000 << 25) | secrets.randbits(25)
    digits = []
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
