"""Files that people bring: flows, records and systems that were made to break their reader."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
from corpus import attacks, without
from openpyxl import Workbook

from core.__main__ import main
from core.errors import Misconfigured
from core.flow import FlowProblems, read_draft, read_flow
from core.system import SystemProblems
from core.workspace import Workspace, read_records


@without
def test_no_hostile_file_becomes_a_flow_or_a_system(empty: Workspace) -> None:
    """Saved, checked, opened as a draft or declared: it is refused in words, and nothing is kept of it."""
    for attack in attacks("yaml_import"):
        text = attack.whole
        with pytest.raises(FlowProblems) as refused:
            empty.save(text)
        assert len(str(refused.value)) < 5_000, attack.id
        assert empty.validate(text), attack.id
        assert read_draft(text) is None, attack.id
        with pytest.raises(SystemProblems):
            empty.save_system(text)
    assert (empty.flows(), empty.systems()) == ([], [])


@without
def test_the_command_line_refuses_hostile_files(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each import ends with the status of a wrong input and a sentence; no traceback reaches a person."""
    file = tmp_path / "flow.yaml"
    for attack in attacks("yaml_import"):
        file.write_text(attack.whole)
        monkeypatch.setattr(sys, "argv", ["koppel", "--home", str(home), "flow", "import", str(file)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        assert ended.value.code == 2, (attack.id, told.err)
        assert "Traceback" not in told.out + told.err
        assert told.err.strip(), attack.id


@without
def test_a_flow_file_names_data_only() -> None:
    """A module, a plugin or a command in a flow file is an unknown key, and nothing else."""
    [attack] = attacks("supply", "004")
    assert attack.expected.startswith("REJECT")
    for key in ("plugin", "module", "import", "command", "connector_path"):
        with pytest.raises(FlowProblems, match=key):
            read_flow(f'{{"koppel": 1, "name": "a", "title": "A", "{key}": "os.system", "map": []}}')


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"a":' * 200_000, '[{"a":1},{"a":NaN}]', '{"a":1,"a":2}', "id,id\n1,2\n"]
)
def test_uploads_are_refused_in_a_sentence(text: str) -> None:
    """Endless nesting, NaN and what stands twice: the reader says what, and goes on living."""
    with pytest.raises(Misconfigured) as refused:
        read_records(text)
    assert len(str(refused.value)) < 1_000


_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(cells: str) -> bytes:
    """An Excel file whose sheet was written by hand: two columns, then these rows."""
    book = Workbook()
    book.active.append(["a", "b"])  # type: ignore[union-attr]  # a new book has a sheet
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    text = (
        f'<worksheet xmlns="{_SHEET}"><dimension ref="A1:XFD1048576"/><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
        f"{cells}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, text if name.endswith("sheet1.xml") else before.read(name))
    return out.getvalue()


def test_a_sheet_that_says_it_is_endless_holds_nobody_up(empty: Workspace) -> None:
    """Lines and columns that are not there are not read: a small file with its only value at the far end."""
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
    far = '<row r="1048576"><c r="A1048576"><v>3</v></c><c r="B1048576"><v>4</v></c></row>'
    assert empty.read_table(sheet(row + far), "a.xlsx") == {"1": 2, "3": 4}
    with pytest.raises(Misconfigured, match="no more than 1048576 lines"):
        empty.read_table(sheet(row + '<row r="999999999999"><c r="A1"><v>1</v></c></row>'), "a.xlsx")


def test_uploads_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text beyond the bound is refused before it is read."""
    monkeypatch.setattr("core.workspace.uploads.MOST_BYTES", 1_000)
    with pytest.raises(Misconfigured, match="larger"):
        read_records("[" + "1," * 1_000 + "1]", "orders.json")
