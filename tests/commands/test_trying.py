import json
from pathlib import Path

import pytest
from command_flow import FLOW
from command_line import Koppel


@pytest.fixture
def flow(tmp_path: Path) -> str:
    """Write a flow between systems that nobody knows."""
    (tmp_path / "flow.yaml").write_text(FLOW)
    return str(tmp_path / "flow.yaml")


RECORDS = [{"id": "L1", "price": 2}, {"id": "L2", "price": "cheap"}, {"id": "L3", "price": 1.1}]


def test_a_preview_of_a_file_needs_no_workspace_and_no_known_system(
    koppel: Koppel, flow: str, tmp_path: Path
) -> None:
    """Each record gives one line, in order; a fault names field, expression, value and reason."""
    (tmp_path / "lamps.jsonl").write_text("\n".join(map(json.dumps, RECORDS)))
    answer = koppel("preview", flow, "--records", str(tmp_path / "lamps.jsonl"), "--json")
    assert (answer.status, answer.err) == (0, "")
    assert [line["key"] for line in answer.lines] == ["L1", "L2", "L3"]
    assert answer.lines[0] == {"key": "L1", "payload": {"Code": "L1", "Price": 1}, "faults": []}
    [fault] = answer.lines[1]["faults"]
    assert set(fault) == {"to", "expression", "value", "why"}
    assert (fault["to"], fault["value"]) == ("Price", "cheap")
    assert '"Price":0.1' in answer.out


def test_a_preview_reads_the_standard_input(koppel: Koppel, flow: str) -> None:
    """`-` takes what another program prints: a JSON array here."""
    answer = koppel("preview", flow, "--records", "-", "--json", stdin=json.dumps(RECORDS))
    assert [line["key"] for line in answer.lines] == ["L1", "L2", "L3"]


def test_a_preview_for_people_names_the_fault(koppel: Koppel, flow: str) -> None:
    """A table with the record, what it becomes, and what is wrong."""
    answer = koppel("preview", flow, "--records", "-", stdin=json.dumps(RECORDS))
    assert answer.status == 0
    assert '{"Code":"L1","Price":1}' in answer.out
    assert "Price: " in answer.out


@pytest.mark.parametrize(
    ("records", "why"), [("[{]", "not JSON"), ("", "empty"), ('{"id": 1}\n{"id": \n', "line 2")]
)
def test_records_that_cannot_be_read_are_one_sentence(
    koppel: Koppel, flow: str, records: str, why: str
) -> None:
    """The sentence says what is wrong with them; the status is 2."""
    answer = koppel("preview", flow, "--records", "-", "--json", stdin=records)
    assert (answer.status, answer.out) == (2, "")
    assert why in answer.err
    assert answer.err.count("\n") == 1


def test_a_test_that_holds_has_status_0(koppel: Koppel, flow: str) -> None:
    """The flow's samples become what is expected of them."""
    answer = koppel("test", flow, "--json")
    assert answer.status == 0
    assert [(each["name"], each["ok"]) for each in answer.json] == [("a lamp", True)]


def test_a_test_that_fails_has_status_1_and_shows_the_difference(koppel: Koppel, tmp_path: Path) -> None:
    """Expected and made stand side by side."""
    (tmp_path / "flow.yaml").write_text(FLOW.replace("Price: 1}", "Price: 5}"))
    answer = koppel("test", str(tmp_path / "flow.yaml"))
    assert answer.status == 1
    assert "1 → 5" in answer.out


def test_a_plan_with_an_unknown_connection_is_one_sentence(koppel: Koppel, flow: str) -> None:
    """What is not known is named, and the status is 2."""
    answer = koppel("plan", flow)
    assert (answer.status, answer.out) == (2, "")
    assert "nowhere" in answer.err or "elsewhere" in answer.err
