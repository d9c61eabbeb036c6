"""Workers die, sleep, come back and compete: a run is carried by one of them at a time, and to its end."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from kills import POINTS, Kills
from postgresql_server import on_both
from sqlalchemy import update

from core.records import RunState
from core.runs.heart import DEAD_AFTER, Heart
from core.runs.worker_name import is_gone, worker_name
from core.store.tables import WorkerRow
from core.worker import Worker
from core.workspace import Run, Workspace

#: How often a worker is killed at each point and, as often together, at random; the benchmark asks for more.
TIMES = int(os.environ.get("KOPPEL_KILLS", "1"))


def told_seed() -> random.Random:
    """Give the dice of this test, whose seed is printed."""
    seed = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)
    sys.stdout.write(f"KOPPEL_SEED={seed}\n")
    return random.Random(seed)


@on_both
def test_a_worker_that_is_killed_at_any_point_loses_nothing_and_doubles_nothing(trade: Any) -> None:
    """At each named point, and at moments that nobody chose, the other worker finishes the run, once."""
    with Kills(trade, told_seed()) as kills:
        for _ in range(TIMES):
            for point in POINTS:
                kills.at(point)
            kills.at_random()
    assert kills.missed <= TIMES, "too many workers were done before they could be killed"
    assert max(kills.taken_over) <= 15
    told = sorted(kills.taken_over)
    sys.stdout.write(f"{len(told)} kills, taken over after {told[len(told) // 2]:.1f} s, {told[-1]:.1f} s\n")


def test_a_worker_that_slept_writes_nothing_more(trade: Any) -> None:
    """Stopped for longer than the living wait, it wakes up, finds its run with another one, and stops."""
    trade.break_it(connector="exact_online", match={"method": "POST"}, delay=0.3, times=None)
    with Kills(trade, told_seed()) as kills:
        run = trade.workspace.start(trade.flow.name)
        first = until(lambda: carried(trade, run))
        until(trade.writes)
        pid = int(first.split("/")[2])
        os.kill(pid, signal.SIGSTOP)
        try:
            second = until(lambda: carried(trade, run, other_than=first), DEAD_AFTER + 7)
        finally:
            os.kill(pid, signal.SIGCONT)
        assert second != first
        ended = until(lambda: done(trade, run), 60)
        until(lambda: len({w.name for w in trade.workspace.workers()} - {first}) == 3, 60)  # all three, awake
        names = {worker.name for worker in trade.workspace.workers()}
    assert kills.missed == 0
    assert ended.state is RunState.DONE
    assert trade.twice() == []
    assert trade.booked() == trade.paid()
    assert ended.counts.balanced
    assert first not in names, "it goes on under a name of its own, not as the one that was taken for dead"


def carried(trade: Any, run: Run, other_than: str = "") -> str:
    """Give who carries a run, when somebody else does."""
    now = trade.workspace.run_of(run.id)
    return now.worker if now.state is RunState.RUNNING and now.worker != other_than else ""


def done(trade: Any, run: Run) -> Run | None:
    """Give a run that has ended."""
    now: Run = trade.workspace.run_of(run.id)
    return now if now.ended and now.state is not RunState.INTERRUPTED else None


def until(asked: Any, seconds: float = 60) -> Any:
    """Ask until there is an answer."""
    end = time.monotonic() + seconds
    while not (answer := asked()):
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)
    return answer


def test_the_silent_are_buried_by_count_and_not_by_clock(trade: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A beat that stays the same for long enough buries; a clock that differs by a day does not."""
    workers = trade.workspace._store.workers
    workers.join("elsewhere/1/2/3/4")
    heart = Heart(workers)
    now = [1000.0]
    # The heart's clock alone: by any other the sandbox's thread would sleep until its time has come again.
    monkeypatch.setattr("core.runs.heart.time", SimpleNamespace(monotonic=lambda: now[0]))
    heart.watch()
    now[0] += DEAD_AFTER - 1
    workers.beat("elsewhere/1/2/3/4")
    heart.watch()
    now[0] += DEAD_AFTER - 1
    heart.watch()
    assert set(workers.beats()) == {"elsewhere/1/2/3/4"}
    now[0] += 1
    heart.watch()
    assert workers.beats() == {}
    assert not workers.beat("elsewhere/1/2/3/4")


def test_a_process_that_is_gone_is_known_to_be() -> None:
    """This process is not gone; one whose number was given to another process is."""
    name = worker_name()
    machine, space, pid, began, chance = name.split("/")
    assert not is_gone(name)
    assert is_gone(f"{machine}/{space}/{pid}/{int(began) - 1}/{chance}")
    assert not is_gone(f"elsewhere/{space}/{pid}/1/{chance}")
    assert not is_gone(f"{machine}/1/{pid}/1/{chance}")


def test_a_paused_flow_stops_and_goes_on(trade: Any) -> None:
    """Paused in the middle of its writes, the run is left; resumed, it is finished, and nothing is double."""
    trade.break_it(connector="exact_online", match={"method": "POST"}, delay=0.2, times=None)
    run = trade.workspace.start(trade.flow.name)
    worker, thread = at_work(trade.workspace)
    until(trade.writes)
    trade.workspace.pause(trade.flow.name)
    until(lambda: trade.workspace.run_of(run.id).state is RunState.INTERRUPTED)
    assert "paused" in trade.workspace.run_of(run.id).error
    before = len(trade.writes())
    time.sleep(1)
    assert len(trade.writes()) == before
    trade.mend()
    trade.workspace.resume(trade.flow.name)
    assert until(lambda: done(trade, run), 60).state is RunState.DONE
    end(worker, thread)
    assert trade.booked() == trade.paid()


def test_a_paused_run_rests_until_it_is_resumed(trade: Any) -> None:
    """It stops at its next request, holds the flow's next run back, and then goes on where it was."""
    trade.break_it(connector="exact_online", match={"method": "POST"}, delay=0.2, times=None)
    run, later = (trade.workspace.start(trade.flow.name) for _ in range(2))
    worker, thread = at_work(trade.workspace)
    until(trade.writes)
    trade.workspace.pause_run(run.id)
    until(lambda: trade.workspace.run_of(run.id).state is RunState.PAUSED)
    time.sleep(1)
    assert trade.workspace.run_of(later.id).state is RunState.WAITING
    trade.mend()
    trade.workspace.resume_run(run.id)
    assert until(lambda: done(trade, later), 60).state is RunState.DONE
    end(worker, thread)
    assert trade.workspace.run_of(run.id).state is RunState.DONE
    assert trade.booked() == trade.paid()
    assert trade.twice() == []


def test_a_system_that_trickles_does_not_hold_a_run_beyond_its_deadline(
    trade: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers that come ever slower end the run soon after its deadline, in a state that is final."""
    monkeypatch.setattr("core.runs.carry.Carrier._minutes", lambda _: 1 / 30)
    trade.break_it(connector="exact_online", delay=0.8, times=None)
    began = time.monotonic()
    run = trade.run()
    assert run.state is RunState.FAILED
    assert "deadline" in run.error
    assert time.monotonic() - began < 2 + 60


def test_a_run_whose_thread_hangs_is_ended_from_outside(trade: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody asks whether it may go on, the run is ended soon after its deadline, and stays so."""
    monkeypatch.setattr("core.runs.carry.Carrier._minutes", lambda _: 1 / 60)
    monkeypatch.setattr("core.runs.pulse.GRACE", 0.5)
    released = threading.Event()
    monkeypatch.setattr("core.runs.carry.Carrier._page", lambda *_: released.wait(30))
    run = trade.workspace.start(trade.flow.name)
    worker, thread = at_work(trade.workspace)
    ended = until(lambda: done(trade, run))
    assert ended.state is RunState.FAILED
    assert "did not stop by itself" in ended.error
    released.set()
    end(worker, thread)
    assert trade.workspace.run_of(run.id) == ended


def test_what_waited_longest_goes_first_and_no_flow_starves(trade: Any) -> None:
    """A flow with many waiting runs gets one turn at a time: another flow's only run is next to it."""
    text = trade.workspace.saved(trade.flow.name).text
    for name in ("busy", "quiet"):
        trade.workspace.save(text.replace(f"name: {trade.flow.name}", f"name: {name}"))
    busy = [trade.workspace.start("busy") for _ in range(5)]
    quiet = trade.workspace.start("quiet")
    taken = [trade.workspace.next_run() for _ in range(2)]
    assert [run.id for run in taken] == [busy[0].id, quiet.id]
    assert trade.workspace.next_run() is None


def test_a_command_waits_for_the_verdict_on_a_silent_worker(trade: Any) -> None:
    """A run left by a machine that is no more is finished first, by the next command, without any worker."""
    store = trade.workspace._store
    store.workers.join("elsewhere/1/2/3/4")
    left = trade.workspace.start(trade.flow.name)
    assert store.queue.begin(left.id, "elsewhere/1/2/3/4") is not None
    silent = store.workers.beats()["elsewhere/1/2/3/4"] - timedelta(seconds=DEAD_AFTER + 1)
    with store._database.keeping() as connection:
        connection.execute(update(WorkerRow).values(beat=silent))
    run = trade.run()
    assert run.state is RunState.DONE
    assert trade.workspace.run_of(left.id).state is RunState.DONE
    assert trade.booked() == trade.paid()


def at_work(workspace: Workspace) -> tuple[Worker, threading.Thread]:
    """Let a worker work in a thread of this process."""
    worker = Worker(workspace)
    thread = threading.Thread(target=worker.work, daemon=True)
    thread.start()
    return worker, thread


def end(worker: Worker, thread: threading.Thread) -> None:
    """Let it come to its end."""
    worker.stop()
    thread.join(20)
    assert not thread.is_alive()
