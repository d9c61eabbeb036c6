"""The lists of what is installed: complete, without anything unused, and the same wherever they are used."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OURS = {"app", "pages", "core", "connectors"}
#: used without an import of ours: read by zoneinfo
SILENT = {"tzdata"}


def named(requirements: list[str]) -> set[str]:
    """The packages that requirements name."""
    return {re.split(r"[<>=!~; \[]", line)[0].lower() for line in requirements}


def imported() -> dict[str, set[str]]:
    """The packages that the product imports, each with the files that do."""
    files = [ROOT / "app.py", *(file for room in OURS - {"app"} for file in (ROOT / room).rglob("*.py"))]
    found: dict[str, set[str]] = {}
    brought = packages_distributions()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            for top in {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - OURS:
                for package in brought.get(top, [top]):
                    found.setdefault(package.lower(), set()).add(str(file.relative_to(ROOT)))
    return found


def declared() -> set[str]:
    """The packages that the project declares for run time."""
    return named(PROJECT["project"]["dependencies"])


def grouped() -> set[str]:
    """The packages that building, checking and testing need."""
    return set().union(*(named(group) for group in PROJECT["dependency-groups"].values()))


def test_what_is_imported_is_declared() -> None:
    """Nothing works only because something else happens to bring it along."""
    known = declared() | {"sqlalchemy"}  # SQLModel is a thin cover of it and re-exports most of it
    assert {package: files for package, files in imported().items() if package not in known} == {}


def test_what_is_declared_is_imported() -> None:
    """Nobody installs what nothing uses."""
    assert declared() - set(imported()) - SILENT == set()


def test_the_lock_pins_everything_by_hash_and_names_no_index() -> None:
    """The same packages are installed from any mirror."""
    lock = (ROOT / "requirements.lock").read_text()
    pinned = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert declared() | grouped() <= pinned
    assert pinned == set(re.findall(r"^([a-z0-9-]+)==.*\\\n    --hash=sha256:", lock, re.MULTILINE))
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|@", lock)


def test_every_dependency_says_what_it_is_for() -> None:
    """Whoever reads the list of packages finds a reason for each, and no more."""
    rows = re.findall(
        r"^\| ([a-z0-9, -]+) \| .+ \|$", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE
    )
    explained = {name for row in rows for name in row.split(", ")} - {"package"}
    assert explained == declared() | grouped()


def test_what_the_browser_gets_is_explained_too() -> None:
    """The mapper's packages have their reasons in the same list."""
    package = json.loads((ROOT / "pages" / "parts" / "mapper" / "package.json").read_text())
    section = (
        (ROOT / "docs" / "dependencies.md").read_text().partition("## In the browser")[2].partition("##")[0]
    )
    assert set(re.findall(r"`([^`]+)`", section)) == {*package["dependencies"], *package["devDependencies"]}
