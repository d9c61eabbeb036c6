"""Documents for the client from the command line."""

from __future__ import annotations

import io
from pathlib import Path

from command_flow import FLOW
from command_line import Koppel
from openpyxl import load_workbook


def test_the_demo_is_written_down_and_accepted(ready: Koppel, tmp_path: Path) -> None:
    """The specification has examples; the report has the counts and records of the run."""
    flow, file = "webshop-orders-to-exact", tmp_path / "spec.xlsx"
    answer = ready("flow", "document", flow, "--to", str(file), "-n", "10", "--json")
    assert (answer.status, answer.json["file"]) == (0, str(file))
    book = load_workbook(io.BytesIO(file.read_bytes()))
    assert {"Mapping specification", "Rules", "Open points", "Sign-off"} <= set(book.sheetnames)
    assert "YourRef" in {row[0].value for row in book["Rules"].iter_rows()}
    run = ready("run", flow, "--limit", "5", "--json").json
    report = tmp_path / "report.xlsx"
    assert ready("flow", "accept", flow, "--of", run["run"], "--to", str(report)).status == 0
    sheet = load_workbook(io.BytesIO(report.read_bytes()))["Counts"]
    told = {row[0].value: row[2].value for row in sheet.iter_rows()}
    assert (told["create"], told["filtered"]) == (run["counts"]["created"], run["counts"]["filtered"])


def test_a_sign_off_is_written_down(koppel: Koppel, tmp_path: Path) -> None:
    """Who agreed stands in the next specification, with what changed since."""
    koppel("flow", "import", "-", stdin=FLOW)
    signed = koppel("flow", "sign-off", "lamps-to-ledger", "--by", "Jane Doe", "--json")
    assert (signed.status, signed.json["version"], signed.json["by"]) == (0, 1, "Jane Doe")
    koppel("flow", "import", "-", stdin=FLOW.replace("{to: Code, select: id}", "{to: Code, select: code}"))
    page = tmp_path / "spec.html"
    assert koppel("flow", "document", "lamps-to-ledger", "--to", str(page), "-n", "0").status == 0
    told = page.read_text("utf-8")
    assert "Since version 1, which Jane Doe signed off" in told
    assert "rule Code" in told


def test_a_name_that_no_document_has_is_refused_in_a_sentence(koppel: Koppel, tmp_path: Path) -> None:
    """Nothing is written, and what would do is said; a flow file and records are enough to ask."""
    (tmp_path / "flow.yaml").write_text(FLOW, "utf-8")
    file = tmp_path / "spec.docx"
    refused = koppel("flow", "document", str(tmp_path / "flow.yaml"), "-n", "0", "--to", str(file))
    assert (refused.status, refused.out, file.exists()) == (2, "", False)
    assert ".xlsx or .html" in refused.err
