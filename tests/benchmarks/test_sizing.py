"""What an installation costs: memory of each process, processor time and disk for a thousand records."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from core.workspace import Run, Workspace

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
FLOW = "webshop-orders-to-exact"
ORDERS = int(os.environ.get("KOPPEL_ORDERS", "1000"))
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def started(home: Path, *arguments: str) -> Iterator[int]:
    """Start a module as production does; gives its process."""
    environment = {**os.environ, "KOPPEL_HOME": str(home)}
    silent = subprocess.DEVNULL
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, stdout=silent, stderr=silent
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def a_port() -> int:
    """Find a port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def answers(url: str) -> None:
    """Wait until somebody answers."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            httpx.get(url).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"{url} does not answer")


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found += family(int(file.parent.name))
    return found


def megabytes(pid: int) -> float:
    """What a process has of the memory, what it shares counted by its share."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.findall(r"^Pss:\s+(\d+)", told, re.MULTILINE)[0]) / 1024


def seconds(pid: int) -> float:
    """How long a process and what it started had a processor."""
    stats = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in family(pid)]
    return sum(int(ticks) for stat in stats for ticks in stat[11:13]) / TICKS


def carried(workspace: Workspace) -> Run:
    """Ask for a run, and wait until a worker has carried it."""
    run = workspace.start(FLOW)
    while (run := workspace.run_of(run.id)).state.value in {"waiting", "running"}:
        time.sleep(0.5)
    return run


def kept(home: Path) -> int:
    """The bytes of the database, all that is written in its place."""
    subprocess.run(
        ["sqlite3", home / "koppel.db", "PRAGMA wal_checkpoint(TRUNCATE)"], check=True, capture_output=True
    )
    return sum(file.stat().st_size for file in home.glob("*.db*"))


def test_what_an_installation_costs(tmp_path: Path) -> None:
    """A worker at rest costs next to nothing, and a thousand orders a few seconds and megabytes."""
    sandbox, pages = a_port(), a_port()
    shop = started(
        tmp_path, "core", "sandbox", "--port", str(sandbox), "--records", str(ORDERS), "--seed", "5"
    )
    served = started(tmp_path, "uvicorn", "app:app", "--port", str(pages), "--no-access-log")
    with shop, served as page, started(tmp_path, "core", "worker") as worker:
        answers(f"http://127.0.0.1:{sandbox}/_sandbox/health")
        answers(f"http://127.0.0.1:{pages}/health/pages")
        workspace = Workspace(tmp_path)
        workspace.demo(f"http://127.0.0.1:{sandbox}")
        time.sleep(5)
        before, began = seconds(worker), time.monotonic()
        time.sleep(20)
        idle = (seconds(worker) - before) / (time.monotonic() - began)
        print(f"\nat rest: pages {megabytes(page):.0f} MB")
        print(f"worker at rest: {megabytes(worker):.0f} MB, {idle:.1%} of a core")
        size, before, began = kept(tmp_path), seconds(worker), time.monotonic()
        run = carried(workspace)
        took, spent = time.monotonic() - began, seconds(worker) - before
        _, *mapping = (megabytes(each) for each in family(worker))
        grown = (kept(tmp_path) - size) / 1e6
        workspace.close()
        print(f"{run.counts.read} orders, {run.counts.created} written, in {took:.0f} s")
        print(f"worker: {spent:.1f} s of a core, {1000 * spent / run.counts.read:.1f} ms a record")
        print(f"worker {megabytes(worker):.0f} MB, mapping processes {[round(each) for each in mapping]} MB")
        print(f"database: {grown:.1f} MB more, {1000 * grown / run.counts.read:.1f} MB for 1,000 orders")
    assert run.counts.read == ORDERS
    assert idle < 0.05
    assert grown / ORDERS < 0.02
