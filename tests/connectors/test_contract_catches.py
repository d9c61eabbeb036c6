"""The contract sees what a connector lacks: each flaw fails the test about it, and a whole one passes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from test_connector_guide import BLOCKS, ROOT, ran

#: What is done to a whole connector, and the test that must say so.
FLAWS: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "unsimulated": (
        "a missing sandbox",
        lambda folder: (folder / "sandbox.py").unlink(),
        "test_there_is_a_sandbox",
    ),
    "helpless": (
        "a field without help",
        lambda folder: change(folder / "fields.json", ', "help": "The town"', ""),
        "test_resource_has_the_fields_it_speaks_of",
    ),
    "misread": (
        "a profile that reads an unknown field",
        lambda folder: change(folder / "profile.yaml", "billing.city: city", "billing.city: town"),
        "test_profile_speaks_of_fields_that_there_are",
    ),
    "miswritten": (
        "a profile that writes an unknown field",
        lambda folder: change(folder / "profile.yaml", "{to: city,", "{to: town,"),
        "test_profile_speaks_of_fields_that_there_are",
    ),
    "silent": (
        "a kind of record of which nothing is said",
        lambda folder: change(folder / "guide.yaml", r"  shipment: .*\n", ""),
        "test_what_a_system_can_has_a_way_and_what_it_cannot_has_a_reason",
    ),
}


def change(file: Path, what: str, to: str) -> None:
    """Change a file; there must be something to change."""
    text = file.read_text("utf-8")
    changed = re.sub(what, to, text)
    assert changed != text
    file.write_text(changed, "utf-8")


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The tests that fail for each of these connectors, and for the guide's own, which has no flaw."""
    folder = tmp_path_factory.mktemp("flaws")
    for name in ("pebble", *FLAWS):
        for path, text in BLOCKS.items():
            file = folder / path.replace("pebble", name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("pebble", name), encoding="utf-8")
        if name in FLAWS:
            FLAWS[name][1](folder / "connectors" / name)
    (folder / "connectors" / "__init__.py").write_text('"""One folder for each system."""\n', "utf-8")
    (folder / "tests").mkdir()
    own = [ROOT / "tests" / "connectors" / f"test_{name}.py" for name in ("contract", "capabilities")]
    for file in (*(ROOT / "tests").glob("*.py"), *own):
        shutil.copy(file, folder / "tests" / file.name)
    (folder / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["."]\n', "utf-8")
    tests = ["tests/test_contract.py", "tests/test_capabilities.py"]
    names = " or ".join(f"{name}-" for name in ("pebble", *FLAWS))
    chosen = f"(contract and not every_connector) or ({names})"
    answer = ran(folder, "-m", "pytest", "-q", "-rf", "-p", "no:cacheprovider", *tests, "-k", chosen)
    found = re.findall(r"^FAILED \S+::(\w+)\[(\w+)", answer.stdout, re.MULTILINE)
    assert " passed" in answer.stdout, answer.stdout[-3000:] + answer.stderr[-3000:]
    return {name: {test for test, of in found if of == name} for name in ("pebble", *FLAWS)}


@pytest.mark.parametrize("name", FLAWS)
def test_a_flaw_is_caught(name: str, failed: dict[str, set[str]]) -> None:
    """Whoever adds a folder with it is told by the test whose name says what is missing."""
    flaw, _, test = FLAWS[name]
    assert failed[name] == {test}, flaw


def test_a_whole_connector_is_told_nothing(failed: dict[str, set[str]]) -> None:
    """The same folder without a flaw passes all of it."""
    assert failed["pebble"] == set()
