"""What a page leaves behind when it is turned: of each record a row of the run, and a ledger entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.records import Verdict
from core.runs.case import Case
from core.store import Entry, EntryState, RunRecord


def entry_of(case: Case, run: str) -> Entry | None:
    """What the ledger keeps of a case; None when it knows it already, or has nothing to remember."""
    before = case.entry
    # What a person left out for good stays so.
    delivered = before is not None and before.state in (EntryState.DELIVERED, EntryState.LEFT)
    sent = before.sent if before is not None else {}
    entry = Entry(
        "record",
        case.record.key,
        EntryState.SKIPPED,
        run,
        match=case.match,
        target_key=case.target_key,
        sent=sent,
    )
    match case.verdict:
        case Verdict.PARKED:
            why = case.decision().why
            if before is not None and before.unsettled and not case.held:
                # What was sent of it before may have arrived, and is known by the name that it had.
                entry = replace(before, state=EntryState.AMBIGUOUS)
            else:
                entry = replace(entry, state=EntryState.PARKED)
            return replace(entry, why=why, steps=tuple(case.steps))
        case Verdict.AMBIGUOUS:
            sent_as = before if before is not None and before.unsettled else entry
            why, verdict = case.decision().why, case.intended or sent_as.verdict
            entry = replace(sent_as, state=EntryState.AMBIGUOUS, verdict=verdict, why=why)
            return replace(
                entry, digest=case.digest or entry.digest, steps=sent_as.steps or tuple(case.steps)
            )
        case Verdict.CREATE | Verdict.UPDATE if case.arrived and not delivered:
            return replace(entry, state=EntryState.DELIVERED, verdict=case.verdict, digest=case.digest)
        case Verdict.SKIP | Verdict.UNCHANGED if not delivered:
            return replace(entry, verdict=case.verdict, why=case.decision().why)
        case Verdict.FILTERED if before is not None and before.state in (
            EntryState.PARKED,
            EntryState.INTENDED,
        ):
            return replace(before, state=EntryState.SKIPPED, run=run, why="left out by the flow's `where`")
        case _:
            return None


def row_of(case: Case, at: datetime) -> RunRecord:
    """What became of a record, as the run tells it."""
    decision = case.decision()
    return RunRecord(
        key=decision.key,
        verdict=decision.verdict,
        match=decision.match,
        why=decision.why,
        target_key=decision.target_key,
        steps=decision.steps,
        differences=decision.differences,
        at=at,
    )
