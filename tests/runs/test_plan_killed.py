"""Killed while a plan is approved or run: it is as if nothing had happened, or as if it had; never half."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from killed_plan import MOMENTS

from core.records import RunState

SCRIPT = Path(__file__).parent / "killed_plan.py"
ROOT = Path(__file__).parents[2]
#: The moments of a quick check; KOPPEL_KILLS asks for so many rounds of all of them, each on fresh systems.
QUICK = ("in the approval", "after the approval", "after an answer", "before a page is turned")
ROUNDS = int(os.environ.get("KOPPEL_KILLS", "0"))


@pytest.mark.parametrize("number", range(ROUNDS or 1))
def test_a_plan_that_is_killed_anywhere_books_every_order_once(trade: Any, number: int) -> None:
    """After every kill the same is done again; in the end all approved orders are booked, none twice."""
    seed = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)
    sys.stdout.write(f"KOPPEL_SEED={seed}\n")
    dice = random.Random(seed + number)
    plan = trade.workspace.save_plan(trade.flow, by="Anna")
    killed = 0
    moments = [*MOMENTS] if ROUNDS else QUICK
    for moment in moments:
        nth = dice.randint(1, 3) if "request" in moment or "answer" in moment else 1
        command = [sys.executable, str(SCRIPT), str(trade.workspace.home), plan.id, moment, str(nth)]
        ended = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        assert ended.returncode in (-9, 0), (moment, ended.returncode, ended.stderr.decode())
        killed += ended.returncode == -9
        approved = trade.workspace.plan_of(plan.id).approved
        assert approved in (0, plan.writes), (moment, ended.stderr)
        assert (approved == 0) == (moment == "in the approval" and killed == 1), (moment, ended.stderr)
        assert trade.twice() == [], moment
        assert set(trade.booked()) <= set(trade.paid()), moment
    assert killed == len(moments)
    run = trade.workspace.run_plan(trade.flow, plan.id)
    assert (run.state, trade.twice(), trade.booked()) == (RunState.DONE, [], trade.paid()), run.error
    runs = trade.workspace.plan_runs(plan.id)
    assert all(each.counts.balanced and each.state is RunState.DONE for each in runs)
    assert sum(each.counts.created for each in runs) == len(trade.paid())
    sys.stdout.write(f"{killed} kills, 0 lost, 0 doubled\n")
