"""What the engine costs and how quick it is: idle, from asking to starting, a rush of flows, many workers."""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from postgresql_server import on_both

from core.flow import Schedule
from core.records import RunState
from core.store import Store
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"
RUSH = int(os.environ.get("KOPPEL_BENCH_FLOWS", "1000"))
SIDE_BY_SIDE = int(os.environ.get("KOPPEL_BENCH_RUNS", "16"))
TESTS = Path(__file__).parent.parent

pytestmark = pytest.mark.benchmark


def told(sentence: str) -> None:
    """Print a figure."""
    sys.stdout.write(f"\n{sentence}\n")


def made(home: Path, url: str) -> Workspace:
    """A home with the demo's flow, against sandboxes as on their first day."""
    httpx.post(f"{url}/_sandbox/reset", timeout=60).raise_for_status()
    workspace = Workspace(home)
    workspace.connect_sandbox("demo-shop", "shopify", url)
    workspace.connect_sandbox("demo-exact", "exact_online", url)
    workspace.save(workspace.new(FLOW, "order", "demo-shop", "demo-exact"))
    return workspace


@contextmanager
def at_work(
    workspace: Workspace, number: int = 1, at_once: int = 4
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many `koppel worker` processes, for as long as the `with` block lasts."""
    command = [
        sys.executable,
        "-m",
        "core",
        "--home",
        str(workspace.home),
        "worker",
        "--at-once",
        str(at_once),
    ]
    workers = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(number)]
    until = time.monotonic() + 120
    while len(workspace.workers()) < number:
        assert time.monotonic() < until
        time.sleep(0.05)
    yield workers
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    for worker in workers:
        worker.wait(30)


def spent(process: subprocess.Popen[bytes]) -> float:
    """The seconds of a processor that a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@on_both
def test_an_idle_worker_costs_little(sandbox: object, tmp_path: Path, database: str) -> None:
    """Twenty seconds without work: under five per cent of a core."""
    workspace = made(tmp_path / "home", sandbox.url)  # type: ignore[attr-defined]
    with at_work(workspace) as (worker,):
        time.sleep(2)
        before, began = spent(worker), time.perf_counter()
        time.sleep(20)
        share = (spent(worker) - before) / (time.perf_counter() - began)
    told(f"an idle worker ({database}): {share:.1%} of a core")
    assert share < 0.05
    workspace.close()


@on_both
def test_a_run_begins_soon_after_it_was_asked_for(sandbox: object, tmp_path: Path, database: str) -> None:
    """Forty runs, asked for one at a time of an idle worker."""
    workspace = made(tmp_path / "home", sandbox.url)  # type: ignore[attr-defined]
    waits = []
    with at_work(workspace):
        for _ in range(40):
            run = workspace.start(FLOW)
            while workspace.run_of(run.id).state not in (RunState.DONE, RunState.FAILED):
                time.sleep(0.02)
            ended = workspace.run_of(run.id)
            assert ended.started is not None
            waits.append((ended.started - ended.asked).total_seconds())
            time.sleep(random.random() * 0.3)
    told(f"asked to begun ({database}): median {statistics.median(waits):.2f} s, most {max(waits):.2f} s")
    assert statistics.median(waits) < 1
    workspace.close()


@on_both
def test_a_thousand_flows_due_at_one_minute_all_begin_soon(
    sandbox: object, tmp_path: Path, database: str
) -> None:
    """Two workers begin them all within thirty seconds, where the systems' own limits let them.

    Each asks its source what is new, and finds nothing: so most runs end that begin at one minute.
    """
    workspace = made(tmp_path / "home", sandbox.url)  # type: ignore[attr-defined]
    for connection in ("demo-shop", "demo-exact"):
        workspace.limit(connection, per_minute=100_000)
    flow, soon = workspace.flow(FLOW), datetime.now(UTC)
    source = flow.source.model_copy(update={"start": soon})
    schedule = Schedule(cron=f"{(soon.minute + 2 + RUSH // 200) % 60} * * * *")
    for number in range(RUSH):
        more = {"name": f"f{number:04}", "source": source, "schedule": schedule}
        workspace.save(flow.model_copy(update=more))
        workspace.activate(more["name"], on=True)
    with at_work(workspace, 2) as workers:
        while not workspace.runs(limit=1):
            time.sleep(1)
        before = sum(map(spent, workers))
        while len(begun := [run for run in workspace.runs(limit=RUSH) if run.started]) < RUSH:
            time.sleep(2)
            assert (datetime.now(UTC) - soon).total_seconds() < 1800, len(begun)
        each = (sum(map(spent, workers)) - before) / RUSH
    due = min(run.asked for run in begun)
    took = max((run.started - due).total_seconds() for run in begun if run.started)
    told(
        f"{RUSH} flows due at once, two workers ({database}): all begun after {took:.1f} s, "
        f"{each * 1000:.0f} ms of a processor each"
    )
    assert took <= 30
    workspace.close()


@on_both
def test_the_next_run_is_found_as_soon_among_many(tmp_path: Path, database: str) -> None:
    """Where twenty times as many wait, and as many have ended, it takes far less than twenty times longer."""
    store, took = Store(tmp_path / "home"), {}
    store.workers.join("w")
    for waiting in (50, 1000):
        for number in range(waiting):
            store.runs.finish(store.runs.ask("ended", number, "hand").id, RunState.DONE)
            store.runs.ask(f"{waiting}-{number}", 1, "hand")
        began = time.perf_counter()
        for _ in range(40):
            assert store.queue.next("w")
        took[waiting] = time.perf_counter() - began
    told(f"the next run ({database}): {took[50] * 25:.1f} ms among 50, {took[1000] * 25:.1f} ms among 1,000")
    assert took[1000] < 10 * took[50]
    store.close()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_four_workers_carry_three_times_what_one_does(sandbox: object, tmp_path: Path, database: str) -> None:
    """The target answers in 50 ms; as many runs are carried by one worker, and then by four."""
    workspace = made(tmp_path / "home", sandbox.url)  # type: ignore[attr-defined]
    workspace.run(workspace.flow(FLOW))  # so that both rounds find the same, and write nothing
    text = workspace.saved(FLOW).text
    took = {}
    for workers in (1, 4):
        names = [f"w{workers}f{number}" for number in range(SIDE_BY_SIDE)]
        for name in names:
            workspace.save(text.replace(f"name: {FLOW}", f"name: {name}"))
        httpx.post(
            f"{sandbox.url}/_sandbox/faults",  # type: ignore[attr-defined]
            json={"connector": "exact_online", "delay": 0.05, "times": None},
        ).raise_for_status()
        with at_work(workspace, workers, at_once=1):
            began = time.perf_counter()
            runs = [workspace.start(name) for name in names]
            while any(not workspace.run_of(run.id).ended for run in runs):
                time.sleep(0.1)
            took[workers] = time.perf_counter() - began
        httpx.delete(f"{sandbox.url}/_sandbox/faults")  # type: ignore[attr-defined]
    told(
        f"{SIDE_BY_SIDE} runs ({database}): one worker {took[1]:.1f} s, four {took[4]:.1f} s: "
        f"{took[1] / took[4]:.2f} times"
    )
    assert took[1] / took[4] >= 3
    workspace.close()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_four_hundred_kills_lose_nothing_and_double_nothing(database: str) -> None:
    """The test of the workers, twenty times at each point and as often at random."""
    told_ = pytest_run("runs/test_workers.py", f"killed_at_any and {database}", KOPPEL_KILLS="20")
    told(f"{database}: {[line for line in told_.splitlines() if 'kills' in line]}")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_plans_that_are_killed_book_every_order_once(database: str) -> None:
    """Ten times killed at each moment from a plan's approval to its last page."""
    told_ = pytest_run("runs/test_plan_killed.py", "plan", KOPPEL_KILLS="10", KOPPEL_DATABASES=database)
    told(f"{database}: {[line for line in told_.splitlines() if 'kills' in line]}")


def test_schedules_of_four_hundred_days_fire_once() -> None:
    """The simulation of the schedules, through 400 days in six zones."""
    pytest_run("runs/test_schedules.py", "two_schedulers", KOPPEL_SCHEDULE_DAYS="400")


def pytest_run(file: str, chosen: str, **more: str) -> str:
    """Run tests with a size of their own; gives what they told."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", str(TESTS / file), "-k", chosen]
    done = subprocess.run(
        command, cwd=TESTS.parent, env={**os.environ, **more}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout
