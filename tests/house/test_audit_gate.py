"""The gate of the audit: it passes when all was looked at and nothing found, and in no other case."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: What semgrep and pip-audit would end with, and whether what was planted is found by the rules.
CLEAN = {"semgrep": 0, "pip-audit": 0, "finds": True}
CASES = {
    "nothing is found": (CLEAN, ""),
    "a package is known to be vulnerable": (CLEAN | {"pip-audit": 1}, "stands above"),
    "the feed cannot be reached": (CLEAN | {"pip-audit": 2}, "could not be reached"),
    "the rules find something": (CLEAN | {"semgrep": 1}, "of .ci/rules.yaml found"),
    "the rules find nothing at all": (CLEAN | {"finds": False}, "nothing was audited"),
}


def planted() -> list[int]:
    """The lines with a fault that the rules must find."""
    lines = (ROOT / ".ci" / "planted").read_text().splitlines()
    return [n for n, line in enumerate(lines, 1) if line and not line.startswith("import ")]


def tool(place: Path, text: str) -> None:
    """Put a program there, as the two would be that look things up on other machines."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{text}\n")
    place.chmod(0o755)


@pytest.mark.parametrize("case", CASES)
def test_an_audit_that_found_something_or_could_not_run_fails(tmp_path: Path, case: str) -> None:
    """Whatever went wrong ends with a status other than 0, and with the reason."""
    ends, why = CASES[case]
    found = ", ".join(f'{{"start": {{"line": {n}}}}}' for n in (planted() if ends["finds"] else []))
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    tool(
        tmp_path / ".semgrep" / "bin" / "semgrep",
        f'case "$*" in *--json*) echo \'{{"results": [{found}]}}\' ;; *) exit {ends["semgrep"]} ;; esac',
    )
    tool(tmp_path / ".audit" / "bin" / "pip-audit", f"exit {ends['pip-audit']}")
    done = subprocess.run([".ci/audit", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == (ends == CLEAN), done.stderr
    assert why in done.stderr


def test_an_audit_whose_tools_cannot_be_had_fails(tmp_path: Path) -> None:
    """Where nothing can be installed, nothing was audited."""
    makes = '[ "$2" = venv ] && mkdir -p "$4/bin" && cp "$0" "$4/bin/python"'
    tool(tmp_path / "bin" / "python", makes)
    done = subprocess.run([".ci/audit", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "could not be installed" in done.stderr


def test_every_package_is_listed_with_its_licence_and_hashes() -> None:
    """What is installed, and what the browser gets: no more and no less than is locked."""
    done = subprocess.run([sys.executable, ".ci/bom"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = json.loads(done.stdout)["components"]
    lock = (ROOT / "requirements.lock").read_text()
    mapper = json.loads((ROOT / "pages" / "parts" / "mapper" / "package.json").read_text())
    purls = {each["purl"].rpartition("@")[0] for each in listed}
    assert {p for p in purls if "pypi" in p} == {
        f"pkg:pypi/{name}" for name in re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE)
    }
    assert {f"pkg:npm/{name.replace('@', '%40')}" for name in mapper["dependencies"]} <= purls
    assert [each["name"] for each in listed if not each["properties"] or not each["licenses"]] == []


def test_nothing_is_handed_out_without_the_audit() -> None:
    """The gate before a version runs the tests, the audit and the list of packages."""
    told = subprocess.run(["make", "-n", "release"], cwd=ROOT, capture_output=True, text=True, check=True)
    for step in ("pytest", ".ci/audit", ".ci/bom"):
        assert step in told.stdout
