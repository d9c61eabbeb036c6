"""A run that is killed at any moment is finished by the next one, and no order is lost or booked twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

import httpx

from core.records import RunState

KILLS = 8


def test_kills_at_random_moments_lose_nothing_and_double_nothing(trade: Any) -> None:
    """The process is killed eight times in the middle of its writes; then it may finish."""
    seed = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)
    sys.stdout.write(f"KOPPEL_SEED={seed}\n")
    dice = random.Random(seed)
    trade.break_it(connector="exact_online", match={"method": "POST"}, delay=0.03, times=None)
    killed = 0
    for _ in range(KILLS):
        before = len(trade.writes())
        process = start(trade)
        wanted = before + dice.randrange(1, 7)
        while process.poll() is None and len(trade.writes()) < wanted:
            time.sleep(0.01)
        time.sleep(dice.random() * 0.05)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait(20)
    assert killed >= KILLS // 2
    httpx.delete(f"{trade.url}/_sandbox/faults")
    done = start(trade)
    told, _ = done.communicate(timeout=120)
    assert done.returncode == 0, told
    counts = json.loads(told)["counts"]
    assert counts["read"] == sum(number for name, number in counts.items() if name != "read")
    assert trade.twice() == []
    assert trade.booked() == trade.paid()
    assert [run.state for run in trade.workspace.runs() if run.state is not RunState.DONE] == []
    created = sum(run.counts.created for run in trade.workspace.runs())
    assert created == len(trade.paid())
    assert all(run.counts.balanced for run in trade.workspace.runs())


def start(trade: Any) -> subprocess.Popen[str]:
    """Start the run as a person would, in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "core",
        "--home",
        str(trade.workspace.home),
        "--json",
        "run",
        trade.flow.name,
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
