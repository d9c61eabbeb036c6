"""Lives of flows, at random: every fault, kill, retry, plan, skip and sweep, in any order and at once."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from lives import lived

pytestmark = pytest.mark.benchmark
#: How many lives, and how many steps each has.
LIVES, STEPS = int(os.environ.get("KOPPEL_LIVES", "20")), int(os.environ.get("KOPPEL_STEPS", "30"))
FIRST = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + LIVES))
def test_in_any_life_nothing_is_lost_and_nothing_is_twice(
    seed: int, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens, in whichever order: in the end every order is in the books once, as it is now."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("KOPPEL_KEY_FILE", str(tmp_path / "koppel.key"))
    with lived(seed, tmp_path / "home") as life:
        for _ in range(STEPS):
            life.step()
        life.rest()
    acts, writes = len(life.told), len(life.systems.writes)
    print(f"\nlife {seed} on {database} in {life.way} books: {acts} acts, {writes} writes")
