"""Runs: asked once, carried by one, ended for good."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import Misconfigured, Taken
from core.records import Counts, Difference, RunState, Step, Verdict
from core.store import Entry, EntryState, Run, RunRecord, Standing, Store
from core.store.queue import MOST_DEATHS


def _begun(run: Run | None) -> Run:
    assert run is not None
    return run


@pytest.fixture
def store(store: Store) -> Store:
    """A store with three workers that live."""
    for name in ("w1", "w2", "w3"):
        store.workers.join(name)
    return store


def test_a_run_is_asked_carried_and_ended(store: Store) -> None:
    """A run waits, is taken and ends, and every moment of it is written down with its zone."""
    asked = store.runs.ask("f", 3, "hand", limit=10)
    assert (asked.state, asked.version, asked.trigger, asked.limit) == (RunState.WAITING, 3, "hand", 10)
    run = _begun(store.queue.begin(asked.id, "w1"))
    assert (run.state, run.worker) == (RunState.RUNNING, "w1")
    assert run.started is not None
    assert store.queue.standing(run.id, "w1") == Standing(True)
    ended = store.runs.finish(run.id, RunState.DONE)
    assert ended == store.runs.get(run.id)
    assert ended.state is RunState.DONE
    assert ended.ended is not None
    assert ended.ended >= run.started >= run.asked
    assert ended.ended.tzinfo is not None


def test_two_schedulers_make_one_run(store: Store) -> None:
    """Asking for the same id again gives the run that is there, whatever became of it."""
    first = store.runs.ask("f", 1, "schedule", planned="2026-11-01T12:00", id="run:f:1200")
    store.queue.begin(first.id, "w1")
    again = store.runs.ask("f", 2, "schedule", planned="2026-11-01T12:00", id="run:f:1200")
    assert (again.id, again.version, again.state) == (first.id, 1, RunState.RUNNING)
    assert again.planned == "2026-11-01T12:00"
    assert len(store.runs.all()) == 1


def test_run_ids_are_short_unique_and_in_the_order_of_time(store: Store) -> None:
    """Ids that nobody chose sort as they were made, milliseconds apart."""
    ids = [store.runs.ask("f", 1, "hand").id for _ in range(50)]
    assert len(set(ids)) == 50
    assert max(map(len, ids)) <= 16
    assert [id_[:9] for id_ in ids] == sorted(id_[:9] for id_ in ids)


def test_one_run_of_a_flow_at_a_time(store: Store) -> None:
    """A second run of a flow waits for the first; another flow does not."""
    first, second, other = (store.runs.ask(flow, 1, "hand") for flow in ("f", "f", "g"))
    assert _begun(store.queue.next("w1")).id == first.id
    assert store.queue.begin(first.id, "w2") is None
    assert store.queue.begin(second.id, "w2") is None
    assert _begun(store.queue.next("w2")).id == other.id
    assert store.queue.next("w3") is None
    store.runs.finish(first.id, RunState.DONE)
    assert _begun(store.queue.next("w3")).id == second.id


def test_the_run_of_a_dead_worker_is_taken_over_and_finished_first(store: Store) -> None:
    """A run whose worker was buried goes to the next one, before any that waits; the dead one notices."""
    left = _begun(store.queue.begin(store.runs.ask("f", 1, "hand").id, "w1"))
    store.runs.ask("e", 1, "hand")
    assert store.queue.unfinished("f") is None
    assert store.workers.bury("w1")
    assert _begun(store.queue.unfinished("f")).id == left.id
    taken = _begun(store.queue.next("w2"))
    assert (taken.id, taken.worker, taken.started) == (left.id, "w2", left.started)
    assert not store.workers.beat("w1")
    assert not store.queue.standing(left.id, "w1").ours
    assert store.runs.finish(left.id, RunState.FAILED, "late", worker="w1").state is RunState.RUNNING
    assert store.queue.put_back(left.id, "w1", 5, "late") is None
    assert store.queue.standing(left.id, "w2").ours


def test_who_was_taken_for_dead_takes_nothing_more_under_that_name(store: Store) -> None:
    """A buried worker begins no run; one that was heard of since is not buried."""
    beat = store.workers.beats()["w1"]
    assert store.workers.beat("w1")
    assert not store.workers.bury("w1", beat)
    assert store.workers.bury("w1", store.workers.beats()["w1"])
    waiting = store.runs.ask("f", 1, "hand")
    assert store.queue.begin(waiting.id, "w1") is None
    assert store.queue.next("w1") is None
    assert _begun(store.queue.next("w2")).id == waiting.id


def test_what_a_worker_writes_after_it_was_taken_for_dead_is_refused(store: Store) -> None:
    """Neither an entry nor a page of who lost the run is kept; its new worker's are."""
    run = _begun(store.queue.begin(store.runs.ask("f", 1, "hand").id, "w1"))
    old = store.ledger("f", run)
    entry = Entry("record", "k", EntryState.INTENDED, run.id, at=datetime.now(UTC))
    old.keep([entry])
    store.workers.bury("w1")
    new = store.ledger("f", _begun(store.queue.next("w2")))
    for write in (
        lambda: old.keep([replace(entry, state=EntryState.DELIVERED)]),
        lambda: old.turn(run.id, Counts(read=1, created=1), _page(range(1), Verdict.CREATE), [], None),
    ):
        with pytest.raises(Taken, match="another worker"):
            write()
    assert store.ledger("f").entries("record", ["k"]) == {"k": entry}
    assert _begun(store.runs.get(run.id)).counts.read == 0
    new.turn(run.id, Counts(read=1, created=1), _page(range(1), Verdict.CREATE), [], None)
    assert _begun(store.runs.get(run.id)).counts.created == 1
    store.runs.finish(run.id, RunState.DONE)
    with pytest.raises(Taken):
        new.keep([entry])


def test_a_run_that_kills_its_workers_ends(store: Store) -> None:
    """After so many deaths without a page turned the run fails, and says why."""
    run = store.runs.ask("f", 1, "hand")
    for number in range(MOST_DEATHS):
        store.workers.join(f"m{number}")
        assert _begun(store.queue.next(f"m{number}")).id == run.id
        store.workers.bury(f"m{number}")
    assert store.queue.next("w1") is None
    ended = _begun(store.runs.get(run.id))
    assert ended.state is RunState.FAILED
    assert f"{MOST_DEATHS} workers ended" in ended.error


def test_a_run_that_must_wait_is_nobodys_until_its_time(store: Store) -> None:
    """Put back, it frees its worker, holds its flow, and is taken again when its time has come."""
    run = _begun(store.queue.begin(store.runs.ask("f", 1, "hand").id, "w1"))
    waits = _begun(store.queue.put_back(run.id, "w1", 3600, "asks for a pause"))
    assert (waits.state, waits.worker, waits.error) == (RunState.WAITING, "", "asks for a pause")
    store.runs.ask("f", 1, "hand")
    assert store.queue.next("w2") is None
    assert store.runs.cancel(run.id).state is RunState.CANCELLED
    again = _begun(store.queue.next("w2"))
    assert _begun(store.queue.put_back(again.id, "w2", 0, "")).state is RunState.WAITING
    assert _begun(store.queue.next("w1")).spent >= 0


def test_a_paused_run_rests_and_so_does_its_flow(store: Store) -> None:
    """It rests at once when nobody carries it, else its worker is told; resumed, it goes on first."""
    first, second = store.runs.ask("f", 1, "hand"), store.runs.ask("f", 1, "hand")
    store.queue.begin(first.id, "w1")
    assert store.runs.pause(first.id).state is RunState.RUNNING
    assert store.queue.standing(first.id, "w1").pause
    store.runs.finish(first.id, RunState.PAUSED, "paused", worker="w1")
    assert store.queue.next("w2") is None
    assert store.runs.resume(first.id).state is RunState.INTERRUPTED
    assert _begun(store.queue.next("w2")).id == first.id
    assert not store.queue.standing(first.id, "w2").pause
    assert store.runs.pause(second.id).state is RunState.PAUSED
    assert store.runs.resume(second.id).state is RunState.WAITING


def test_a_paused_flow_begins_nothing(store: Store) -> None:
    """No run of it is taken while it is paused, and the one under way is told."""
    store.flows.put("f", "koppel: 1")
    first, second = store.runs.ask("f", 1, "hand"), store.runs.ask("g", 1, "hand")
    under_way = _begun(store.queue.begin(first.id, "w1"))
    store.flows.hold("f", True)
    assert store.queue.standing(under_way.id, "w1").held
    store.runs.finish(first.id, RunState.INTERRUPTED, worker="w1")
    assert _begun(store.queue.next("w1")).id == second.id
    assert store.queue.begin(first.id, "w2") is None
    store.flows.hold("f", False)
    assert _begun(store.queue.next("w2")).id == first.id


def test_a_connection_allows_so_many_runs_at_once(store: Store) -> None:
    """With a limit of two, a third run waits, whichever end it uses the connection at; others do not."""
    store.connections.put("erp", "exact_online", {}, {})
    store.connections.limit("erp", 2, None)
    ends = [("shop", "erp"), ("erp", "shop"), ("shop", "erp"), ("shop", "books")]
    runs = [store.runs.ask(f"f{n}", 1, "hand", ends=pair) for n, pair in enumerate(ends)]
    taken = [_begun(store.queue.next("w1")).id for _ in range(3)]
    assert taken == [runs[0].id, runs[1].id, runs[3].id]
    assert store.queue.next("w1") is None
    store.runs.finish(runs[0].id, RunState.DONE)
    assert _begun(store.queue.next("w1")).id == runs[2].id


def test_a_run_of_a_flow_file_is_left_to_whoever_has_the_file(store: Store) -> None:
    """A worker takes neither one that waits nor one that was cut short: it could not read the flow."""
    from_file = store.runs.ask("f", 0, "command")
    assert store.queue.next("w1") is None
    assert _begun(store.queue.begin(from_file.id, "w1")).id == from_file.id
    store.workers.bury("w1")
    assert store.queue.next("w2") is None
    store.runs.finish(from_file.id, RunState.INTERRUPTED, "the machine went down")
    assert store.queue.next("w2") is None
    assert _begun(store.queue.unfinished("f")).id == from_file.id


def test_an_interrupted_run_is_finished_before_the_next(store: Store) -> None:
    """A run cut short by a signal is unfinished, is begun again, and loses its error."""
    first = store.runs.ask("f", 1, "hand")
    store.queue.begin(first.id, "w1")
    store.runs.ask("f", 1, "hand")
    store.runs.finish(first.id, RunState.INTERRUPTED, "the machine went down")
    assert _begun(store.queue.unfinished("f")).error == "the machine went down"
    again = _begun(store.queue.next("w2"))
    assert (again.id, again.state, again.error, again.ended) == (first.id, RunState.RUNNING, "", None)
    assert store.queue.unfinished("f") is None


@pytest.mark.parametrize("final", [RunState.DONE, RunState.FAILED, RunState.CANCELLED, RunState.SKIPPED])
def test_a_final_state_is_never_overwritten(store: Store, final: RunState) -> None:
    """Nothing that comes after the end changes it: no finish, cancel, begin, pause or wait."""
    run = store.runs.ask("f", 1, "hand")
    store.queue.begin(run.id, "w1")
    ended = store.runs.finish(run.id, final, "why")
    store.workers.bury("w1")
    attempts: list[Callable[[], object]] = [
        lambda: store.runs.finish(run.id, RunState.RUNNING),
        lambda: store.runs.finish(run.id, RunState.FAILED, "other"),
        lambda: store.runs.cancel(run.id),
        lambda: store.queue.begin(run.id, "w2"),
        lambda: store.queue.next("w2"),
        lambda: store.queue.put_back(run.id, "w1", 1, ""),
        lambda: store.runs.pause(run.id),
        lambda: store.runs.resume(run.id),
    ]
    for attempt in attempts:
        attempt()
        assert store.runs.get(run.id) == ended


def test_a_person_stops_a_run(store: Store) -> None:
    """A waiting run is cancelled at once; the worker of a running one is told at its next beat."""
    waiting, running = store.runs.ask("f", 1, "hand"), store.runs.ask("g", 1, "hand")
    assert store.runs.cancel(waiting.id).state is RunState.CANCELLED
    store.queue.begin(running.id, "w1")
    assert store.runs.cancel(running.id).state is RunState.RUNNING
    assert store.queue.standing(running.id, "w1").cancel
    assert _begun(store.runs.get(running.id)).cancel
    with pytest.raises(Misconfigured, match="no run 'nothing'"):
        store.runs.cancel("nothing")


BEGIN = """
import sys
from pathlib import Path
from core.store import Store
store = Store(Path(sys.argv[1]))
store.workers.join(sys.argv[2])
sys.stdin.readline()
print(",".join(run for run in sys.argv[3:] if store.queue.begin(run, sys.argv[2])))
"""


def test_of_two_processes_that_begin_a_run_one_wins(store: Store, home: Path) -> None:
    """Forty runs, of twenty flows, begun by two processes at once: each flow is carried by one, once."""
    runs = [store.runs.ask(f"f{number // 2}", 1, "hand").id for number in range(40)]
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", BEGIN, str(home), name, *order],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name, order in (("p1", runs), ("p2", runs[::-1]))
    ]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    won = [set(worker.communicate()[0].strip().split(",")) - {""} for worker in workers]
    assert not won[0] & won[1]
    carried = [_begun(store.runs.get(run)) for run in won[0] | won[1]]
    assert sorted(run.flow for run in carried) == sorted({f"f{number}" for number in range(20)})
    assert {run.state for run in carried} == {RunState.RUNNING}
    assert {run.worker for run in carried} <= {"p1", "p2"}


def _page(numbers: range, verdict: Verdict) -> list[RunRecord]:
    step = Step("customer", True, "found by e-mail", {"ID": "7", "Limit": Decimal("10.10")})
    difference = Difference("Amount", Decimal("1.10"), None)
    return [
        RunRecord(f"k{n}", verdict, {"YourRef": f"#{n}"}, "because", f"t{n}", (step,), (difference,))
        for n in numbers
    ]


def test_the_records_of_a_run_come_back_as_they_were(store: Store) -> None:
    """Traces and differences are read in the order of carrying, by verdict and in portions, digits kept."""
    run = store.runs.ask("f", 1, "hand")
    ledger = store.ledger("f")
    ledger.turn(run.id, Counts(read=3, created=3), _page(range(3), Verdict.CREATE), [], None)
    ledger.turn(run.id, Counts(read=2, parked=2), _page(range(3, 5), Verdict.PARKED), [], None)
    records = store.runs.records(run.id)
    assert [record.key for record in records] == ["k0", "k1", "k2", "k3", "k4"]
    assert records[0].at is not None
    assert (records[4].verdict, records[4].match) == (Verdict.PARKED, {"YourRef": "#4"})
    assert records[0].steps == _page(range(1), Verdict.CREATE)[0].steps
    assert str(records[0].differences[0].before) == "1.10"
    assert [record.key for record in store.runs.records(run.id, Verdict.PARKED)] == ["k3", "k4"]
    assert [record.key for record in store.runs.records(run.id, limit=2, offset=1)] == ["k1", "k2"]
    assert store.runs.records("another") == []


def test_runs_are_listed_newest_first_and_the_open_ones_apart(store: Store) -> None:
    """All runs, those of one flow, at most so many, and those that are not at their end."""
    ids = [store.runs.ask(flow, 1, "hand").id for flow in ("f", "g", "f")]
    for id_ in ids[:1]:
        store.runs.finish(id_, RunState.SKIPPED)
    assert {run.id for run in store.runs.all()} == set(ids)
    asked = [run.asked for run in store.runs.all()]
    assert asked == sorted(asked, reverse=True)
    assert {run.id for run in store.runs.all("f")} == {ids[0], ids[2]}
    assert len(store.runs.all(limit=2)) == 2
    assert {run.id for run in store.runs.active()} == {ids[1], ids[2]}


def test_old_runs_are_forgotten_but_not_what_was_delivered(store: Store) -> None:
    """Pruning takes ended runs and their records; open runs and the ledger stay."""
    old, open_ = store.runs.ask("f", 1, "hand"), store.runs.ask("g", 1, "hand")
    entry = Entry("record", "k0", EntryState.DELIVERED, old.id, target_key="t0", at=datetime.now(UTC))
    store.ledger("f").turn(old.id, Counts(read=1, created=1), _page(range(1), Verdict.CREATE), [entry], None)
    store.runs.finish(old.id, RunState.DONE)
    assert store.runs.prune(1) == 0
    assert store.runs.prune(-1) == 1
    assert [run.id for run in store.runs.all()] == [open_.id]
    assert store.runs.records(old.id) == []
    assert store.ledger("f").entries("record", ["k0"]) == {"k0": entry}
