"""`--out` maps a file of JSON lines into another, however long it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_flow import FLOW
from command_line import Koppel

LAMPS = [{"id": f"L{n}", "price": n} for n in range(1, 1001)]


@pytest.fixture
def flow(tmp_path: Path) -> str:
    """Write a flow between systems that nobody knows."""
    (tmp_path / "flow.yaml").write_text(FLOW)
    return str(tmp_path / "flow.yaml")


def lines_of(file: Path) -> list[object]:
    """The JSON lines of a file."""
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_every_record_becomes_a_line_in_its_order(koppel: Koppel, flow: str, tmp_path: Path) -> None:
    """The same payloads as the preview makes, and the number of them."""
    source, out = tmp_path / "lamps.jsonl", tmp_path / "entries.jsonl"
    source.write_text("\n".join(map(json.dumps, LAMPS)))
    answer = koppel("preview", flow, "--records", str(source), "--out", str(out))
    assert (answer.status, answer.err) == (0, "")
    assert "1,000 of 1,000 records are written" in answer.out
    previewed = koppel("preview", flow, "--records", str(source), "--json")
    assert lines_of(out) == [line["payload"] for line in previewed.lines]
    assert [each.name for each in tmp_path.glob("*entries*")] == ["entries.jsonl"]


def test_records_with_faults_are_named_and_not_written(koppel: Koppel, flow: str, tmp_path: Path) -> None:
    """By their number, with the reasons; a bounded list, and the status is 1."""
    bad = [{"id": "X", "price": "cheap"}] * 30
    given = "\n".join(map(json.dumps, [LAMPS[0], *bad, LAMPS[1]])) + "\n\n{\n"
    out = tmp_path / "entries.jsonl"
    answer = koppel("preview", flow, "--records", "-", "--out", str(out), "--json", stdin=given)
    assert answer.status == 1
    told = answer.json
    assert (told["read"], told["written"], told["faulty"]) == (33, 2, 31)
    assert [each["record"] for each in told["faults"]] == list(range(2, 22))
    assert told["faults"][0]["faults"][0]["to"] == "Price"
    assert lines_of(out) == [{"Code": "L1", "Price": 0}, {"Code": "L2", "Price": 1}]


CHECK = "checks: [{name: maker, resource: makers, match: {Name: maker}}]\nmap:\n"


@pytest.mark.parametrize(
    ("text", "given", "why"),
    [
        (FLOW.replace("map:\n", CHECK, 1), '{"id": 1}', "has checks (maker)"),
        (FLOW.replace("select: price", "select: $run.flow"), '{"id": 1}', "read `$run`"),
        (FLOW, '[{"id": 1}]', "JSON lines"),
    ],
)
def test_what_cannot_be_mapped_so_is_one_sentence(
    koppel: Koppel, tmp_path: Path, text: str, given: str, why: str
) -> None:
    """It says why; nothing is written, and what stood there stays."""
    (tmp_path / "flow.yaml").write_text(text)
    out = tmp_path / "entries.jsonl"
    out.write_text("as before")
    answer = koppel("preview", str(tmp_path / "flow.yaml"), "--records", "-", "--out", str(out), stdin=given)
    assert (answer.status, answer.out) == (2, "")
    assert why in answer.err
    assert answer.err.count("\n") == 1
    assert out.read_text() == "as before"


def test_out_without_records_is_one_sentence(koppel: Koppel, flow: str, tmp_path: Path) -> None:
    """A file is mapped from a file."""
    answer = koppel("preview", flow, "--out", str(tmp_path / "entries.jsonl"))
    assert answer.status == 2
    assert "--records" in answer.err
