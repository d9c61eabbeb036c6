"""Values of records that would be something else: code, formulas, half characters, other numbers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from corpus import Attack, attacks, without
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from connectors.files.formats import reads, writes
from core.documents import parse_json
from core.errors import Misconfigured
from core.flow import Flow, read_draft
from core.flow.flow import Sample
from core.records import JsonObject
from core.workspace import Workspace, read_records

#: Values that cannot be what any system stores: they are refused with their field.
UNFIT = {"record_value-014", "record_value-015", "record_value-068"}
#: Documents that are no list of records.
NO_RECORDS = {f"record_value-0{number}" for number in (52, 60, 61, 62, 63, 66)}
PAGES = Path(__file__).parents[2] / "pages"


def values() -> Iterator[tuple[Attack, Any]]:
    """The entries that are one value."""
    for attack in attacks("record_value"):
        if "v" in attack.input:
            yield attack, attack.whole["v"]


def flow(**more: Any) -> Flow:
    """A flow that copies one value."""
    told = {
        "koppel": 1,
        "name": "copy",
        "title": "Copy",
        "source": {"connection": "nowhere", "resource": "lamps"},
        "target": {"connection": "elsewhere", "resource": "entries", "match": {"Code": "id"}},
        "map": [{"to": "Code", "select": "id"}, {"to": "V", "select": "v", **more}],
    }
    draft = read_draft(json.dumps(told))
    assert draft is not None
    return draft


@without
def test_a_value_is_copied_as_it_is_or_refused_by_its_name(empty: Workspace) -> None:
    """Nothing is cut, turned or lost in silence; what no system can store is a fault of that field alone."""
    found = list(values())
    records = [{"id": attack.id, "v": value} for attack, value in found]
    for (attack, value), made in zip(found, empty.preview(flow(), records), strict=True):
        assert made.payload["Code"] == attack.id
        if attack.id in UNFIT:
            assert [fault.to for fault in made.faults] == ["V"], attack.id
        else:
            assert not made.faults, attack.id
            kept = value if not isinstance(value, str) or value.strip() else ""  # blanks alone are no value
            assert made.payload.get("V", "") == kept, attack.id


@without
def test_text_as_money_is_refused_where_it_can_be_read_in_two_ways(empty: Workspace) -> None:
    """A comma or an apostrophe in an amount is somebody's habit, and nobody's number."""
    for attack, value in values():
        if attack.expected.startswith("MONEY"):
            rule = flow(transform="{{ value | money }}")
            [made] = empty.preview(rule, [{"id": "1", "v": value}])
            assert [fault.to for fault in made.faults] == ["V"], attack.id


@without
def test_documents_are_read_exactly_or_refused_in_a_sentence() -> None:
    """Numbers keep their digits; what is cut off, doubled, endless or empty is no list of records."""
    seen = set()
    for attack in attacks("record_value"):
        if "raw_json" not in attack.input:
            continue
        text = attack.whole["raw_json"]
        if attack.id in NO_RECORDS:
            seen.add(attack.id)
            with pytest.raises(Misconfigured) as refused:
                read_records(text, "orders.json")
            assert len(str(refused.value)) < 1_000
        else:
            [record] = read_records(text, "orders.json")
            assert record == json.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    assert seen == NO_RECORDS


@without
@pytest.mark.parametrize(("kind", "ending"), [("csv", ".csv"), ("excel", ".xlsx")])
def test_exports_are_inert_and_lose_nothing(kind: str, ending: str) -> None:
    """No cell is a formula for who opens it; the product's own reader finds every text as it was."""
    more = ["0001234567890", "4006381333931", "-1", "+31 20 1234567", "@SUM(A1)", "\t=1+1", "1E5", "=1+1"]
    more += ["\n=1+1", "\uff1d1+1", "\uff20SUM(A1)", "'=1+1", "'\uff1d1+1"]
    texts = [v for each, v in values() if isinstance(v, str) and each.id not in UNFIT and v.strip()]
    rows: list[JsonObject] = [
        {"key": f"k{n}", "v": text, "=1+1": "a column"} for n, text in enumerate([*texts, *more])
    ]
    content = writes(rows, {"kind": kind})
    if kind == "excel":
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    else:
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=","):
            for cell in row:
                assert not cell.startswith(("=", "@", "\t", "\r", "\n", "\uff1d", "\uff20")), cell
    again = reads(f"rows{ending}", content, {})
    assert [row["v"] for row in again] == [row["v"] for row in rows]
    assert list(again[0]) == list(rows[0])


def _texts() -> list[str]:
    return [value for each, value in values() if isinstance(value, str) and each.id not in UNFIT]


@without
def test_values_are_shown_as_text_only(demo: Workspace) -> None:
    """On the pages no value of a record goes through Markdown or HTML: each stands where text stands."""
    texts = [text for text in _texts() if any(mark in text for mark in ("<", "](", "\\href"))]
    assert len(texts) >= 4
    name = "webshop-orders-to-exact"
    samples = tuple(
        Sample(name=f"order {n}", record={"id": n, "name": f"#{n}", "email": text, "note": text})
        for n, text in enumerate(texts)
    )
    demo.save(demo.flow(name).model_copy(update={"samples": samples}))
    page = AppTest.from_file(str(PAGES / "frame" / "shell.py"), default_timeout=60).run()
    page.query_params["flow"] = name
    page.switch_page(str(PAGES / "notebook.py")).run()
    assert not page.exception
    shown = [
        str(each.value) for kind in (page.markdown, page.caption, page.title, page.subheader) for each in kind
    ]
    shown += [each.label for each in page.button]
    for text in texts:
        assert not [each for each in shown if text in each], text


def test_the_pages_have_no_door_for_html() -> None:
    """No page hands a text to the browser as HTML or as a script, but for fixed ones of its own."""
    for file in PAGES.rglob("*.py"):
        assert "unsafe_allow_javascript=True" not in file.read_text("utf-8"), file


@without
def test_json_of_a_stranger_is_read_as_data() -> None:
    """An answer's numbers are exact, and NaN, doubled keys and endless nesting are refused in words."""
    for text in (
        '{"v":NaN}',
        '{"v":Infinity}',
        '{"a":1,"a":2}',
        "[" * 100_000,
        '{"a":' * 100_000,
    ):
        with pytest.raises(ValueError, match=r"\w"):
            parse_json(text)
