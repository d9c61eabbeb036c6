"""Fading: of a flow that keeps nothing only those records are told at which a person must look."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from core.records import Counts, Difference, Step, Verdict
from core.store import Entry, EntryState, RunRecord, Store
from core.store.fading import FADED

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
MAIL = "canary@person.example"
STEPS = (Step("exists", ok=True, why=f"no customer with {MAIL} yet", found={"Email": MAIL}),)
MADE = RunRecord("1", Verdict.CREATE, {"Email": MAIL}, f"made {MAIL}", "t1", STEPS, at=NOW)
CHANGED = replace(MADE, key="2", verdict=Verdict.UPDATE, differences=(Difference("Email", "x", MAIL),))
PARKED = replace(MADE, key="3", verdict=Verdict.PARKED, target_key=None, why=f"{MAIL} is twice")


def page(store: Store, flow: str) -> str:
    """Turn a page of three records: made, changed, parked."""
    run = store.runs.ask(flow, 1, "hand").id
    states = {"1": EntryState.DELIVERED, "2": EntryState.SKIPPED, "3": EntryState.PARKED}
    rows = (MADE, CHANGED, PARKED)
    entries = [
        Entry("record", r.key, states[r.key], run, match=r.match, why=r.why, steps=STEPS, at=NOW)
        for r in rows
    ]
    counts = Counts(read=3, created=1, updated=1, parked=1)
    store.ledger(flow).turn(run, counts, [MADE, CHANGED, PARKED], entries, NOW)
    return run


def test_a_flow_that_keeps_nothing_never_writes_it_down(store: Store) -> None:
    """That it was carried is there, and by which fingerprint; the parked one is told whole."""
    store.payloads.set_days("silent", 0)
    made, changed, parked = store.runs.records(page(store, "silent"))
    for record in (made, changed):
        assert (record.why, record.steps, record.differences) == (FADED, (), ())
        assert MAIL not in str(record)
        assert record.match["Email"].endswith("@erased.invalid")
    assert (made.key, made.verdict, made.target_key) == ("1", Verdict.CREATE, "t1")
    assert parked == PARKED
    known = store.ledger("silent").entries("record", ["1", "2", "3"])
    assert [known[key].why for key in "123"] == [FADED, FADED, PARKED.why]
    assert [known[key].steps for key in "123"] == [(), (), STEPS]
    # Without it the record could be made twice in the target.
    assert known["1"].match == {"Email": MAIL}


def test_what_was_told_before_fades_and_what_waits_once_it_is_settled(store: Store) -> None:
    """When a flow is told to keep nothing, and when a person has looked; other flows stay as they are."""
    runs = {flow: page(store, flow) for flow in ("silent", "open")}
    store.payloads.set_days("silent", 0)
    assert store.fading.fade() == 2
    assert store.fading.fade() == 0
    assert [r.why for r in store.runs.records(runs["silent"])] == [FADED, FADED, PARKED.why]
    ledger = store.ledger("silent")
    ledger.keep([replace(ledger.entries("record", ["3"])["3"], state=EntryState.DELIVERED)])
    assert store.fading.fade() == 1
    assert MAIL not in str(store.runs.records(runs["silent"]))
    assert store.runs.records(runs["open"]) == [MADE, CHANGED, PARKED]
    known = store.ledger("open").entries("record", ["1", "2"])
    assert [known[key].why for key in "12"] == [MADE.why, CHANGED.why]


def test_old_runs_go_some_at_a_time(store: Store) -> None:
    """All of them do, more than go in one step."""
    for _ in range(45):
        store.runs.cancel(store.runs.ask("f", 1, "hand").id)
    waits = store.runs.ask("f", 1, "hand").id
    assert store.runs.prune(-1) == 45
    assert [run.id for run in store.runs.all()] == [waits]
