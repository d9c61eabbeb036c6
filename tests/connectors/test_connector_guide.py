"""The guide for authors of connectors is true: what it makes is held to the contract, and carries records."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "connector_guide.md").read_text("utf-8")
BLOCKS = dict(re.findall(r'^```\w+ title="(connectors/[^"]+)"\n(.*?)^```$', GUIDE, re.DOTALL | re.MULTILINE))

CARRIES = '''
"""Customers go from Pebble to Exact Online, and a second time nothing is written."""
import sys
from pathlib import Path
from core.catalog import Catalog
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace

with Served(app(Catalog().simulators(World(), Rates()))) as sandbox:
    workspace = Workspace(Path(sys.argv[1]))
    for name in ("pebble", "exact_online"):
        workspace.connect_sandbox(name, name, sandbox.url)
    flow = workspace.new("pebbles", "customer", "pebble", "exact_online")
    workspace.save(flow)
    first, second = workspace.run(flow), workspace.run(flow)
    assert first.counts.read > 3, first
    arrived = first.counts.created + first.counts.updated + first.counts.unchanged
    assert arrived + first.counts.parked == first.counts.read, first
    assert all("both have Email" in record.why for record in workspace.parked("pebbles"))
    assert second.counts.created + second.counts.updated == 0, second
    back = workspace.new("back", "customer", "exact_online", "pebble")
    workspace.save(back)
    carried = workspace.run(back)
    assert carried.counts.unchanged > 3, carried
    assert carried.counts.ambiguous == 0, carried
    nobody = [record for record in workspace.parked("back") if "mail" not in record.why]
    assert not nobody, nobody  # who has no e-mail address is parked, and nobody else
'''


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the guide's connector, one of the project's own, and the contract's tests."""
    folder = tmp_path_factory.mktemp("guide")
    for name, text in BLOCKS.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "connectors" / "__init__.py").write_text('"""One folder for each system."""\n', "utf-8")
    shutil.copytree(ROOT / "connectors" / "exact_online", folder / "connectors" / "exact_online")
    (folder / "tests").mkdir()
    for file in (*(ROOT / "tests").glob("*.py"), ROOT / "tests" / "connectors" / "test_contract.py"):
        shutil.copy(file, folder / "tests" / file.name)
    (folder / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["."]\n', "utf-8")
    return folder


def ran(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder whose connectors are the ones that there are."""
    paths = os.pathsep.join([str(folder), str(ROOT)])
    home = {"KOPPEL_HOME": str(folder / "home"), "XDG_CONFIG_HOME": str(folder / "config")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, **home, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_guide_makes_a_whole_connector() -> None:
    """Every file that a connector has is in the guide, and the declaration keeps within its two pages."""
    names = {Path(name).name for name in BLOCKS}
    assert names == {"__init__.py", "fields.json", "profile.yaml", "guide.yaml", "sandbox.py"}
    assert all(name.startswith("connectors/pebble/") for name in BLOCKS)


def test_the_guides_connector_keeps_the_contract(made: Path) -> None:
    """The tests that every connector gets by being there pass for it."""
    answer = ran(
        made, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_contract.py", "-k", "pebble"
    )
    assert answer.returncode == 0, answer.stdout[-3000:]
    passed = re.search(r"(\d+) passed", answer.stdout)
    assert passed
    assert int(passed[1]) >= 12
    assert "skipped" not in answer.stdout


def test_the_guides_connector_carries_records(made: Path) -> None:
    """A recipe is there by itself: its customers go to another system once, and back."""
    (made / "carries.py").write_text(CARRIES, "utf-8")
    answer = ran(made, "carries.py", str(made / "home"))
    assert answer.returncode == 0, answer.stderr[-3000:]
