"""What is pulled from a source that changes while it is read: all of it, and nothing is written twice."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from moving_pulls import Pulls, pulling
from moving_shop import OVERLAP, WAYS

from core.records import RunState

ORDERS, PULLS, SIZE = 120, 4, 20


@pytest.fixture
def seed() -> int:
    """A seed that a failure can be made again with."""
    chosen = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)
    sys.stdout.write(f"KOPPEL_SEED={chosen}\n")
    return chosen


@pytest.fixture
def pulls(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulls]:
    """A shop that is read in the order of change."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with pulling(seed, tmp_path / "home", "keyset", orders=ORDERS, size=SIZE, busy=1.0) as made:
        yield made


@pytest.mark.parametrize("way", list(WAYS))
def test_everything_that_changes_arrives_once(
    tmp_path: Path, seed: int, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Orders are made, changed and removed between the pages, late and by clocks that differ."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with pulling(seed, tmp_path / "home", way, orders=ORDERS, size=SIZE, busy=1.0) as pulls:
        for _ in range(PULLS):
            ended = pulls.run()
            assert ended.state is RunState.DONE, ended.error
            assert ended.counts.balanced
            pulls.shop.pass_time(40)
        pulls.settle()
        assert pulls.shop.lost() == []
        assert pulls.shop.twice() == []
