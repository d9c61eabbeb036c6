"""`--explain` prints the function that a mapping is run as."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from command_flow import FLOW
from command_line import Koppel

CHECKED = FLOW.replace(
    "map:\n",
    """\
checks:
  - name: maker
    resource: makers
    match: {Name: maker}
    policy: create
    map: [{to: Name, select: maker}]
  - {name: colour, resource: colours, match: {Code: colour}}
map:
""",
    1,
)


@pytest.fixture
def flow(tmp_path: Path) -> str:
    """Write a flow with a check that makes what is missing, and one that only looks."""
    (tmp_path / "flow.yaml").write_text(CHECKED)
    return str(tmp_path / "flow.yaml")


def test_the_functions_are_printed_and_nothing_else(koppel: Koppel, flow: str) -> None:
    """Python that can be read; each rule stands above its lines, and no record is asked for."""
    answer = koppel("preview", flow, "--explain")
    assert (answer.status, answer.err) == (0, "")
    body = ast.parse(answer.out).body
    assert all(isinstance(each, ast.FunctionDef | ast.Assign) for each in body)
    assert [each.name for each in body if isinstance(each, ast.FunctionDef)].count("render") == 2
    assert "# Price ← price" in answer.out
    assert "# The check maker" in answer.out


def test_for_programs_the_functions_are_one_document(koppel: Koppel, flow: str) -> None:
    """The mapping's own, and by its name that of each check that can make something."""
    answer = koppel("preview", flow, "--explain", "--json")
    assert answer.status == 0
    assert set(answer.json) == {"source", "checks"}
    assert "def render(" in answer.json["source"]
    assert list(answer.json["checks"]) == ["maker"]


def test_a_rule_that_cannot_be_read_is_one_sentence(koppel: Koppel, tmp_path: Path) -> None:
    """The rule is named; the status is 2."""
    (tmp_path / "flow.yaml").write_text(FLOW.replace("value - 1", "value -"))
    answer = koppel("preview", str(tmp_path / "flow.yaml"), "--explain")
    assert (answer.status, answer.out) == (2, "")
    assert "Price" in answer.err
