"""Ten thousand orders: how much the line costs beside the bare requests, and how much memory it takes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.api.answer import Answer
from core.api.egress import Egress, Request
from core.documents import write_json
from core.workspace import Run, Workspace

ORDERS = int(os.environ.get("KOPPEL_BENCH_ORDERS", "10000"))
FEW = 500
FLOW = "webshop-orders-to-exact"

pytestmark = pytest.mark.benchmark


@dataclass(frozen=True)
class Sent:
    """One request as it left, and the status that it met."""

    method: str
    url: str
    body: bytes | None
    status: int


@contextmanager
def sandboxes(orders: int) -> Iterator[str]:
    """Sandboxes with so many orders, in a process of their own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "core", "sandbox", "--port", str(port), "--records", str(orders)]
    process = subprocess.Popen(command)
    url = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            httpx.get(f"{url}/_sandbox/health").raise_for_status()
            break
        except httpx.HTTPError:
            time.sleep(0.2)
    try:
        yield url
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def crowd() -> Iterator[str]:
    """Sandboxes with ten thousand orders."""
    with sandboxes(ORDERS) as url:
        yield url


def workspace(home: Path, url: str) -> Workspace:
    """A fresh home against fresh sandboxes."""
    httpx.post(f"{url}/_sandbox/reset", timeout=300).raise_for_status()
    made = Workspace(home)
    made.connect_sandbox("demo-shop", "shopify", url)
    made.connect_sandbox("demo-exact", "exact_online", url)
    made.save(made.new(FLOW, "order", "demo-shop", "demo-exact"))
    return made


def slow_down(url: str, delay: float) -> None:
    """Let both systems take so many seconds more for each answer."""
    if not delay:
        return
    faults = [{"connector": each, "delay": delay, "times": None} for each in ("shopify", "exact_online")]
    httpx.post(f"{url}/_sandbox/faults", json=faults).raise_for_status()


def carry(home: Path, url: str, delay: float = 0.0) -> tuple[Run, float]:
    """Carry all orders; how long it took in seconds."""
    made = workspace(home, url)
    slow_down(url, delay)
    flow = made.flow(FLOW)
    start = time.perf_counter()
    run = made.run(flow)
    took = time.perf_counter() - start
    made.close()
    return run, took


def replay(requests: list[Sent], url: str, delay: float = 0.0) -> float:
    """Make the same requests one after the other, and nothing else; how long it took in seconds."""
    httpx.post(f"{url}/_sandbox/reset", timeout=300).raise_for_status()
    slow_down(url, delay)
    known = httpx.get(f"{url}/_sandbox/credentials").json()
    shop = {"X-Shopify-Access-Token": known["shopify"]["access_token"], "Content-Type": "application/json"}
    books = {
        "Authorization": f"Bearer {known['exact_online']['access_token']}",
        "Accept": "application/json",
        "Content-Type": "application/json",
        "Prefer": "return=representation",
    }
    other = 0
    with httpx.Client(timeout=60) as client:
        start = time.perf_counter()
        for sent in requests:
            headers = shop if "/shopify/" in sent.url else books
            answer = client.request(sent.method, sent.url, content=sent.body, headers=headers)
            other += answer.status_code != sent.status
        took = time.perf_counter() - start
    assert other == 0, f"{other} requests met another answer than in the run"
    return took


def recorded(home: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Run, list[Sent]]:
    """Carry all orders, and note every request."""
    sent: list[Sent] = []
    plain = Egress.send

    def noted(self: Egress, request: Request, credential: Any = None) -> Answer:
        answer = plain(self, request, credential)
        body = write_json(request.body).encode() if request.body is not None else None
        sent.append(Sent(request.method, request.url, body, answer.status))
        return answer

    with monkeypatch.context() as patched:
        made = workspace(home, url)
        flow = made.flow(FLOW)
        patched.setattr(Egress, "send", noted)
        run = made.run(flow)
        made.close()
    return run, sent


def test_a_run_costs_little_more_than_its_bare_requests(
    crowd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mapping, checking and keeping the ledger cost little beside the requests themselves."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    run, sent = recorded(tmp_path / "recorded", crowd, monkeypatch)
    assert run.counts.balanced
    assert run.counts.read == ORDERS, run.error
    assert run.counts.parked == 0, run.error
    ratios = []
    for turn in range(2):
        _, ours = carry(tmp_path / f"home{turn}", crowd)
        bare = replay(sent, crowd)
        ratios.append(ours / bare)
        print(f"\n{ORDERS} orders, {len(sent)} requests: run {ours:.1f} s, bare requests {bare:.1f} s")
    print(f"time beside the bare requests: {min(ratios):.2f} times (goal: at most 1.6)")
    assert min(ratios) <= 1.6


@pytest.mark.parametrize("delay", [0.005, 0.02, 0.05])
def test_where_answers_take_time_a_run_takes_that_of_its_requests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, delay: float
) -> None:
    """What a run does beside its requests is done while the systems are waited for."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with sandboxes(FEW) as url:
        _, sent = recorded(tmp_path / "recorded", url, monkeypatch)
        run, ours = carry(tmp_path / "home", url, delay)
        assert run.counts.read == FEW, run.error
        bare = replay(sent, url, delay)
    told = f"run {ours:.1f} s, bare requests {bare:.1f} s"
    print(f"\n{FEW} orders, {delay * 1e3:.0f} ms more an answer: {told}: {ours / bare:.2f} times")
    assert ours / bare <= 1.6


def test_memory_stays_flat(crowd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The peak of a whole run is under 250 MB beside an interpreter that does nothing."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    workspace(tmp_path / "home", crowd).close()
    idle = peak([sys.executable, "-c", "import time; time.sleep(0.5)"])
    whole = peak([sys.executable, "-m", "core", "--home", str(tmp_path / "home"), "run", FLOW, "--json"])
    print(f"\npeak {whole - idle:.0f} MB beside the interpreter's own {idle:.0f} MB (goal: under 250)")
    assert whole - idle < 250


def peak(command: list[str]) -> float:
    """The largest resident memory of a process, in MB, read from the kernel until it ends."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    most = 0.0
    while process.poll() is None:
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                most = max(most, int(line.split()[1]) / 1024)
        time.sleep(0.02)
    assert process.returncode == 0, process.stdout.read() if process.stdout else ""
    return most
