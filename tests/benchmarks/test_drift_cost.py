"""What it costs to count how a source fills its fields, beside all that the same run does anyway."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_sizing import a_port, answers, started

from core.runs.gauge import Gauge
from core.store import ledger
from core.workspace import Workspace

pytestmark = pytest.mark.benchmark

FLOW = "webshop-orders-to-exact"
ORDERS = int(os.environ.get("KOPPEL_ORDERS", "1000"))


def test_counting_costs_a_run_at_most_three_in_a_hundred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processor time of the thread that carries the run: counting, keeping and comparing, of the whole."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    spent = {"counting": 0.0, "keeping": 0.0, "comparing": 0.0}

    def timed(what: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def measured(*given: Any) -> Any:
            began = time.thread_time()
            try:
                return work(*given)
            finally:
                spent[what] += time.thread_time() - began

        return measured

    monkeypatch.setattr(Gauge, "read", timed("counting", Gauge.read))
    monkeypatch.setattr(ledger, "add_tally", timed("keeping", ledger.add_tally))
    monkeypatch.setattr(ledger, "close_stretch", timed("comparing", ledger.close_stretch))
    port = a_port()
    with started(tmp_path, "core", "sandbox", "--port", str(port), "--records", str(ORDERS)):
        url = f"http://127.0.0.1:{port}"
        answers(f"{url}/_sandbox/health")
        workspace = Workspace(tmp_path / "home")
        workspace.connect_sandbox("demo-shop", "shopify", url)
        workspace.connect_sandbox("demo-exact", "exact_online", url)
        flow = workspace.new(FLOW, "order", "demo-shop", "demo-exact")
        began = time.thread_time()
        run = workspace.run(flow)
        whole = time.thread_time() - began
        workspace.close()
    assert (run.state, run.counts.read) == ("done", ORDERS)
    parts = ", ".join(f"{what} {100 * part / whole:.2f} %" for what, part in spent.items())
    share = sum(spent.values()) / whole
    print(f"\n{ORDERS} orders, {whole:.1f} s of processor time: {parts}; together {100 * share:.2f} %")
    assert share < 0.03
