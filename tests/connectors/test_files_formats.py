"""Files as people and programs really write them: read whole and exactly, or refused with the reason."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from connectors.files import excel
from connectors.files.formats import knows, reads, writes

CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)


def csv(text: str | bytes, **settings: str) -> list[dict[str, Any]]:
    """Read a CSV file."""
    return reads("a.csv", text if isinstance(text, bytes) else text.encode(), settings)


@pytest.mark.parametrize(
    "content",
    [
        b"code;name;price\nA1;M\xc3\xbcller, Gr\xc3\xb6\xc3\x9fe 4;1,50\nA2;Jansen;12,00\n",
        "code;name;price\nA1;Müller, Größe 4;1,50\nA2;Jansen;12,00\n".encode("cp1252"),
        "code;name;price\r\nA1;Müller, Größe 4;1,50\r\nA2;Jansen;12,00".encode("utf-8-sig"),
        "code\tname\tprice\nA1\tMüller, Größe 4\t1,50\nA2\tJansen\t12,00\n".encode("utf-16"),
        'code,name,price\nA1,"Müller, Größe 4","1,50"\nA2,Jansen,"12,00"\n'.encode(),
        "sep=|\r\ncode|name|price\r\nA1|Müller, Größe 4|1,50\r\nA2|Jansen|12,00\r\n".encode("cp1252"),
        "\n code ;name; price;\nA1;Müller, Größe 4;1,50;\n;;;\nA2;Jansen;12,00;\n".encode(),
    ],
    ids=[
        "semicolons",
        "windows-1252",
        "byte order mark",
        "utf-16 and tabs",
        "quotes",
        "sep line",
        "spare ends",
    ],
)
def test_csv_is_read_as_it_was_meant(content: bytes) -> None:
    """Delimiter and encoding are found out; a decimal comma is no delimiter, and cells stay text."""
    assert csv(content) == [
        {"code": "A1", "name": "Müller, Größe 4", "price": "1,50"},
        {"code": "A2", "name": "Jansen", "price": "12,00"},
    ]


def test_a_cell_may_hold_lines_and_quotes() -> None:
    """What stands in quotes is one cell, line ends and delimiters included; numbers keep their zeros."""
    rows = csv('ean;note\r\n0012345678905;"first; ""best""\r\nsecond"\r\n')
    assert rows == [{"ean": "0012345678905", "note": 'first; "best"\r\nsecond'}]


def test_a_single_column_is_a_table_too() -> None:
    """Decimal commas alone make no columns."""
    assert csv("price\n1,50\n2\n") == [{"price": "1,50"}, {"price": "2"}]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"a;b\n1;2;3\n", "line 2: 3 values for 2 columns"),
        (b"a;b\n1;2\n3", "line 3: it ends in the middle of a row"),
        (b'a;b\n1;"2\n', "it is no CSV"),
        (b"a;a\n1;2\n", "the column 'a' stands twice"),
        (b"a;;c\n1;2;3\n", "a column has no name"),
        (b"", "it is empty"),
        (b"a;b\n1;\x00\n", "NUL"),
        (b"a;b\n\x81;\x8d\n", "name its encoding"),
    ],
)
def test_what_is_no_table_is_refused_with_the_line(content: bytes, why: str) -> None:
    """A file that is cut off or twisted is not read in part."""
    with pytest.raises(ValueError, match=why):
        csv(content)


def test_rows_with_the_same_key_are_one_record() -> None:
    """An order that is exported line by line is one order again, wherever its lines stand."""
    rows = csv("number,name,sku\n7,Ann,A\n8,Bob,B\n7,Ann,C\n", key="number")
    assert [(row["number"], [line["sku"] for line in row["lines"]]) for row in rows] == [
        ("7", ["A", "C"]),
        ("8", ["B"]),
    ]


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_what_is_written_as_csv_is_read_again(cells: list[tuple[str, str]]) -> None:
    """Guards against formulas, quotes and line ends change nothing for the one who reads."""
    rows = [{"id": f"r{number}", "a": a, "b": b} for number, (a, b) in enumerate(cells)]
    wanted = [{name: value or None for name, value in row.items()} for row in rows]
    assert csv(writes(rows, {"kind": "csv"})) == wanted


def test_written_cells_run_nothing() -> None:
    """Text that a spreadsheet would calculate is guarded in CSV, and text in Excel; numbers stay."""
    rows = [{"a": "=1+1", "b": "@SUM(A1)", "c": Decimal("-5.10"), "d": "-5", "e": "+cmd|' /C calc'!A0"}]
    text = writes(rows, {"kind": "csv"}).decode()
    assert text.splitlines()[1] == "'=1+1,'@SUM(A1),-5.10,-5,'+cmd|' /C calc'!A0"
    sheet = load_workbook(io.BytesIO(writes(rows, {"kind": "excel"})))["Records"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "n", "s", "s"]
    assert sheet["A2"].value == "=1+1"
    assert writes(rows, {"kind": "csv", "cells": "as they are"}).decode().splitlines()[1].startswith("=1+1,")


def test_csv_is_written_as_the_connection_says() -> None:
    """Columns in their order, the decimal sign, the delimiter and the encoding of the receiver."""
    settings = {"kind": "csv", "columns": "name, total:decimal", "decimal": ",", "encoding": "cp1252"}
    assert writes(
        [{"total": Decimal("10.10"), "name": "Zoë"}], settings
    ) == "name;total\r\nZoë;10,10\r\n".encode("cp1252")
    with pytest.raises(ValueError, match="'東' does not exist in cp1252"):
        writes([{"name": "東"}], settings)
    with pytest.raises(ValueError, match="there is no column 'city'"):
        writes([{"city": "Gent"}], settings)
    with pytest.raises(ValueError, match="lines is a list, which fits into no cell"):
        writes([{"lines": []}], {"kind": "csv"})


def workbook(*rows: list[Any]) -> bytes:
    """Make an Excel file."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_excel_gives_values_as_they_were_typed() -> None:
    """Whole numbers stay whole, fractions are exact, days are ISO 8601, empty rows are left out."""
    import datetime as dt  # noqa: PLC0415 - only here

    content = workbook(
        ["code", "price", "pieces", "day", "open"],
        ["007", 10.1, 3.0, dt.datetime(2026, 2, 1), True],  # noqa: DTZ001 - as Excel has them
        [None] * 5,
        ["008", 2, None, None, False],
    )
    assert reads("a.xlsx", content, {}) == [
        {"code": "007", "price": Decimal("10.1"), "pieces": 3, "day": "2026-02-01", "open": True},
        {"code": "008", "price": 2, "pieces": None, "day": None, "open": False},
    ]


def test_excel_formulas_are_never_calculated() -> None:
    """A formula without a result that Excel has stored is a reason to refuse the file, not an empty cell."""
    with pytest.raises(ValueError, match="B2: a formula without a stored result"):
        reads("a.xlsx", workbook(["code", "price"], ["A1", "=1+1"]), {})


def test_excel_that_unpacks_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that would fill the memory is not opened."""
    monkeypatch.setattr(excel, "_MOST", 4 * 1024 * 1024)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/big.xml", bytes(5 * 1024 * 1024))
    assert len(out.getvalue()) < 10_000
    with pytest.raises(ValueError, match="unpacks to more than 4 MB"):
        reads("a.xlsx", out.getvalue(), {})
    with pytest.raises(ValueError, match="no Excel file"):
        reads("a.xlsx", b"PK not", {})


def test_excel_keeps_long_numbers_as_text() -> None:
    """An EAN or IBAN of more digits than Excel counts with is not rounded."""
    rows = [{"ean": 12345678901234567890, "price": Decimal("1.10"), "open": True, "none": None}]
    assert reads("a.xlsx", writes(rows, {"kind": "excel"}), {}) == [
        {"ean": "12345678901234567890", "price": Decimal("1.1"), "open": True, "none": None}
    ]


ORDERS = [
    {"number": "1", "customer": {"name": "Ann"}, "line": [{"sku": "A"}, {"sku": "B"}]},
    {"number": "2", "customer": {"name": "Bob"}, "line": [{"sku": "C"}]},
]


@pytest.mark.parametrize("kind", ["json", "json lines", "xml"])
def test_trees_come_back_as_they_went(kind: str) -> None:
    """Objects and lists survive; a single line of an order is a list as well, as in its neighbours."""
    name = {"json": "a.json", "json lines": "a.jsonl", "xml": "a.xml"}[kind]
    assert reads(name, writes(ORDERS, {"kind": kind}), {}) == ORDERS


def test_json_is_found_within_its_wrapping() -> None:
    """The list that stands alone in an answer is the records; amounts stay exact."""
    assert reads("a.json", b'{"data": {"orders": [{"total": 10.10}]}}', {}) == [{"total": Decimal("10.10")}]
    named = {"records": "orders"}
    assert reads("a.json", b'{"page": 1, "orders": [{"n": 1}]}', named) == [{"n": 1}]
    with pytest.raises(ValueError, match="nothing at 'orders'"):
        reads("a.json", b'{"page": 1}', named)
    with pytest.raises(ValueError, match="line 2"):
        reads("a.jsonl", b'{"n": 1}\n{"n": \n', {})


def test_xml_of_a_vendor_is_read() -> None:
    """Namespaces are left out, attributes marked, and elements named as lists are lists."""
    content = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
    <o:Orders xmlns:o="urn:x"><Head/><o:Order id="7"><Name>M\xfcller</Name><Line><Sku>A</Sku></Line></o:Order>
    </o:Orders>"""
    read = reads("a.xml", content, {"records": "Orders/Order", "lists": "Line"})
    assert read == [{"@id": "7", "Name": "Müller", "Line": [{"Sku": "A"}]}]


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a><b>&z;</b></a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><b>&x;</b></a>',
        b'<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a><b>1</b></a>',
    ],
)
def test_xml_with_definitions_is_refused(content: bytes) -> None:
    """No entity grows, and none reads a file or an address."""
    with pytest.raises(ValueError, match="definitions"):
        reads("a.xml", content, {})


def test_only_files_of_known_kinds_are_touched() -> None:
    """What is put beside the data, such as a manual, is left alone."""
    assert [knows(name, {}) for name in ("a.CSV", "a.xlsx", "a.ndjson", "a.pdf", "csv")] == [
        True,
        True,
        True,
        False,
        False,
    ]
