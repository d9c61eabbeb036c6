"""The specification as a client opens it: in LibreOffice, which reckons every formula that it finds."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from papers import Papers, flow_of

from core.specification import Document, as_file
from core.workspace import Workspace

OFFICE = shutil.which("soffice")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OF = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

pytestmark = pytest.mark.skipif(OFFICE is None, reason="there is no LibreOffice on this machine")


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for LibreOffice's own settings: nobody's are touched."""
    return tmp_path_factory.mktemp("office")


def opened(document: Document, desk: Path, folder: Path) -> Element:
    """The document as LibreOffice has it once it was opened."""
    (folder / "a.xlsx").write_bytes(as_file(document, "a.xlsx"))
    asked = [str(OFFICE), f"-env:UserInstallation={desk.as_uri()}", "--headless", "--convert-to", "fods"]
    subprocess.run([*asked, "--outdir", folder, folder / "a.xlsx"], check=True, capture_output=True)
    return ElementTree.fromstring((folder / "a.fods").read_bytes())


def rows(sheet: Element) -> Iterator[list[str]]:
    """The texts of a sheet's rows that hold any, one text for each cell."""
    for row in sheet.iter(f"{TABLE}table-row"):
        found: list[str] = []
        for cell in row.findall(f"{TABLE}table-cell"):
            times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            lines = ["".join(line.itertext()) for line in cell.findall(f"{TEXT}p")]
            found += ["\n".join(lines)] * (times if lines else min(times, 50))
        while found and not found[-1]:
            found.pop()
        if found:
            yield found


def test_the_demos_specification_opens_and_says_of_each_rule_what_it_does(
    papers: Papers, desk: Path, tmp_path: Path
) -> None:
    """Nothing in it reckons, and its rules are the document's, cell by cell."""
    book = opened(papers.document, desk, tmp_path)
    assert not [cell for cell in book.iter() if cell.get(f"{TABLE}formula")]
    sheets = {sheet.get(f"{TABLE}name"): list(rows(sheet)) for sheet in book.iter(f"{TABLE}table")}
    part = papers.document.part("Rules")
    at = sheets["Rules"].index([*part.columns])
    shown = [[*row, *[""] * (len(part.columns) - len(row))] for row in sheets["Rules"][at + 1 :]]
    assert [[squeezed(text) for text in row] for row in shown] == [
        [squeezed(str(value)) for value in row] for row in part.rows
    ]


def test_what_looks_like_a_formula_is_not_reckoned(workspace: Workspace, desk: Path, tmp_path: Path) -> None:
    """A record that begins like a formula is shown letter by letter."""
    flow = flow_of({"to": "Code", "select": "sku"})
    book = opened(workspace.specification(flow, [{"sku": "=40+2"}]), desk, tmp_path)
    cells = [cell for cell in book.iter(f"{TABLE}table-cell") if "=40+2" in "".join(cell.itertext())]
    assert cells
    assert {cell.get(f"{OF}value-type") for cell in cells} == {"string"}
    assert not [cell for cell in book.iter() if cell.get(f"{TABLE}formula")]


def squeezed(text: str) -> str:
    """A text without how its blanks are written."""
    return " ".join(text.split())
