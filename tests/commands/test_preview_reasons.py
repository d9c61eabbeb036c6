"""The command line says why a field cannot be made, and with `--coverage` what the records say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Koppel

FLOW = """\
koppel: 1
name: orders-to-ledger
title: Orders to the ledger
source: {connection: nowhere, resource: orders}
target: {connection: elsewhere, resource: entries, match: {Ref: name}}
tables: {vat: {rows: {NL: "1"}}}
map:
  - {to: Ref, select: name}
  - {to: VAT, select: to.country, transform: "{{ value | lookup('vat') }}"}
  - {to: Mail, select: InvoiceTo.Mial, empty: fail}
  - {to: Note, select: note}
"""
RECORDS = [
    {"name": "1001", "to": {"country": "NL"}, "InvoiceTo": {"Mail": "a@b.nl"}, "gift": True},
    {"name": "1002", "to": {"country": "BE"}, "InvoiceTo": {"Mail": "c@d.be"}, "note": "x"},
]


@pytest.fixture
def flow(tmp_path: Path) -> str:
    """Write the flow."""
    (tmp_path / "flow.yaml").write_text(FLOW)
    return str(tmp_path / "flow.yaml")


def test_a_fault_has_its_reason_below_it(koppel: Koppel, flow: str) -> None:
    """The table and its missing row; the path that was meant."""
    answer = koppel("preview", flow, "--records", "-", stdin=json.dumps(RECORDS))
    assert answer.status == 0
    lines = [line.strip() for line in answer.out.splitlines()]
    assert any("did you mean `InvoiceTo.Mail`?" in line for line in lines)
    assert any("the table vat has no row for 'BE': add one" in line for line in lines)


def test_coverage_for_people_names_fields_leftovers_and_gaps(koppel: Koppel, flow: str) -> None:
    """Three tables below that of the records."""
    answer = koppel("preview", flow, "--records", "-", "--coverage", stdin=json.dumps(RECORDS))
    assert answer.status == 0
    assert "1 of 2" in answer.out
    assert "the record has no `note` (as in 1 of 2 samples)" in " ".join(answer.out.split())
    assert "gift" in answer.out
    assert "BE" in answer.out


def test_coverage_for_programs_is_one_document(koppel: Koppel, flow: str) -> None:
    """Records are named by their keys; every reason stands with its parts."""
    answer = koppel("preview", flow, "--records", "-", "--coverage", "--json", stdin=json.dumps(RECORDS))
    assert (answer.status, answer.err) == (0, "")
    told = answer.json
    assert told["records"] == 2
    note = next(each for each in told["coverage"] if each["to"] == "Note")
    assert (note["mapped"], note["filled"], note["of"]) == (True, 1, 2)
    assert [each["path"] for each in told["unused"]] == ["InvoiceTo.Mail", "gift"]
    assert told["unlisted"][0]["examples"] == ["1002"]
    reason = next(each for each in told["reasons"] if (each["key"], each["to"]) == ("1001", "Mail"))
    assert reason["gaps"][0]["nearest"] == "InvoiceTo.Mail"
    assert reason["fault"]["to"] == "Mail"


def test_lines_for_programs_stay_as_they_were(koppel: Koppel, flow: str) -> None:
    """Key, payload and faults, and nothing else."""
    answer = koppel("preview", flow, "--records", "-", "--json", stdin=json.dumps(RECORDS))
    assert [set(line) for line in answer.lines] == [{"key", "payload", "faults"}] * 2
    assert set(answer.lines[0]["faults"][0]) == {"to", "expression", "value", "why"}
