"""A flow that is run from a file by a scheduler of one's own: what is odd about its source is told there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.__main__ import carry
from core.records import Counts
from core.runs.drift import drifts
from core.runs.gauge import Gauge
from core.workspace import Workspace

FLOW = """
koppel: 1
name: prices
title: Prices
source: {connection: incoming, resource: incoming}
target: {connection: outgoing, resource: outgoing, match: {code: code}, policy: upsert}
map:
  - {to: code, select: code}
  - {to: price, select: price}
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A flow file, in whose source prices were always there, and are there no more."""
    monkeypatch.setenv("KOPPEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "prices.yaml").write_text(FLOW, "utf-8")
    workspace = Workspace(tmp_path / "home")
    for name in ("in", "out"):
        (workspace.home / "files" / name).mkdir(parents=True)
    workspace.connect("incoming", "files", {"folder": "in", "quiet": "0"}, {})
    workspace.connect("outgoing", "files", {"folder": "out", "key": "code"}, {})
    gauge, ledger = Gauge(workspace.flow(str(tmp_path / "prices.yaml"))), workspace._store.ledger("prices")
    for price in (*["1.00"] * 6, ""):
        run = workspace._store.runs.ask("prices", 0, "command")
        tally = gauge.read([{"code": str(n), "price": price} for n in range(40)])
        ledger.turn(run.id, Counts(), [], [], None, tally=tally)
        ledger.compare(lambda tally, before: drifts(gauge.rules, tally, before))
        workspace._store.runs.finish(run.id, run.state.DONE)
    workspace.close()
    return str(tmp_path / "prices.yaml")


def test_whoever_starts_a_file_is_told_of_drift(file: str, capfd: pytest.CaptureFixture[str]) -> None:
    """The run goes on and ends well; people read the sentence, programs the same in JSON."""
    assert carry(["run", file]) == 0
    assert "price was filled in 100% of cases before and is in 0% now" in capfd.readouterr().err
    assert carry(["run", file, "--json"]) == 0
    [why] = json.loads(capfd.readouterr().out)["drift"]
    assert "read by price" in why


def test_a_scheduler_asks_before_it_starts_a_file(file: str, capfd: pytest.CaptureFixture[str]) -> None:
    """The status is 1 while the source is odd, by the file or its flow's name, until that is usual."""
    assert (carry(["drift", file]), carry(["drift", "prices"])) == (1, 1)
    assert carry(["drift", file, "--usual"]) == 0
    capfd.readouterr()
    assert carry(["run", file]) == 0
    assert "not as it was" not in capfd.readouterr().err


def test_what_nothing_here_starts_cannot_be_paused_here(file: str, capfd: pytest.CaptureFixture[str]) -> None:
    """It says what to do instead; a name that nobody knows is told with those that there are."""
    assert carry(["drift", file, "--pause"]) == 2
    assert "ask `koppel drift prices` first" in capfd.readouterr().err
    assert carry(["drift", "price"]) == 2
    assert "there is no flow 'price'" in capfd.readouterr().err
