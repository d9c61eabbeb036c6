"""A flow may be swept by itself: each planned time once, whoever looks and however often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.flow import Schedule, read_flow
from core.workspace import Workspace

FLOW = """
koppel: 1
name: swept
title: Swept
source: {connection: shop, resource: orders}
target: {connection: books, resource: books, match: {ref: id}}
map:
  - {to: ref, select: id}
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A workspace with a flow that is swept every night at half past three in Amsterdam."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Workspace(tmp_path / "home")
    made.save(read_flow(FLOW))
    made.set_sweep_schedule("swept", Schedule(cron="30 3 * * *", timezone="Europe/Amsterdam"))
    yield made
    made.close()


def test_each_night_is_swept_once(workspace: Workspace) -> None:
    """Ten looks a day for ten days make ten sweeps, each planned for its own night."""
    began = datetime.now(UTC)
    asked = [
        run
        for look in range(100)
        for run in workspace.fire(began + timedelta(days=1) + timedelta(hours=2.4) * look)
    ]
    assert 10 <= len(asked) <= 11
    assert len({run.id for run in asked}) == len(asked)
    assert all(run.planned is not None and run.planned.endswith("T03:30:00") for run in asked)
    assert {run.trigger for run in asked} == {"sweep"}


def test_nights_that_were_missed_are_made_up_for_by_one(workspace: Workspace) -> None:
    """A month without a worker gives one sweep, not thirty; a clock that is set back gives none."""
    later = datetime.now(UTC) + timedelta(days=30)
    assert len(workspace.fire(later)) == 1
    assert workspace.fire(later) == []
    assert workspace.fire(later - timedelta(days=2)) == []


def test_a_schedule_that_is_taken_away_fires_no_more(workspace: Workspace) -> None:
    """It is asked for only by hand from then on."""
    assert workspace.sweep_schedule("swept") is not None
    workspace.set_sweep_schedule("swept", None)
    assert workspace.sweep_schedule("swept") is None
    assert workspace.fire(datetime.now(UTC) + timedelta(days=3)) == []
