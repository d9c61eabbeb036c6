"""A run whose caged processes are killed again and again, or that meets a rule that runs away."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.mapping import pool
from core.mapping.mapping import Rule
from core.records import RunState, Verdict

#: Allowed by every static rule, and a minute of work for the library that does it.
_ENDLESS = "{{ (value * 49999)|regex_replace('((a|b){1,40}){1,20}c', 'x')|length }}"


def _caged() -> list[int]:
    """Give the caged processes that there are now."""
    zygote = pool()._nursery._zygote
    if zygote is None:
        return []
    return [int(pid) for pid in Path(f"/proc/{zygote.pid}/task/{zygote.pid}/children").read_text().split()]


def test_a_run_loses_and_doubles_nothing_when_its_processes_are_killed(trade: Any) -> None:
    """The counts balance, every paid order is booked once, and no field has a fault."""
    over = threading.Event()
    killed: list[int] = []

    def hunt() -> None:
        while not over.is_set() and len(killed) < 5:
            for pid in _caged():
                if pid not in killed:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
            time.sleep(0.1)

    hunter = threading.Thread(target=hunt)
    hunter.start()
    run = trade.run()
    over.set()
    hunter.join()
    assert killed
    assert (run.state, run.counts.balanced) == (RunState.DONE, True)
    assert trade.booked() == trade.paid()
    assert not [row for row in trade.workspace.records(run.id) if row.verdict is Verdict.PARKED]


def test_a_rule_that_runs_away_parks_its_records_and_is_named(trade: Any) -> None:
    """The run comes to its end, nothing is booked, and the reason names field and cause."""
    flow = trade.flow
    bad = Rule(to="Description", select='`"ab"`', transform=_ENDLESS)
    rules = tuple(rule for rule in flow.map if rule.to != "Description")
    run = trade.workspace.run(flow.model_copy(update={"map": (*rules, bad)}))
    assert (run.state, run.counts.balanced) == (RunState.DONE, True)
    assert trade.booked() == []
    parked = [row.why for row in trade.workspace.records(run.id)]
    assert len(parked) == len(trade.paid())
    assert all(
        "Description took too long and was stopped" in why or "not tried again" in why for why in parked
    )
