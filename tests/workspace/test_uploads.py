"""Records from whatever a client's colleague exports."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import Misconfigured
from core.workspace import read_records

REFERENCE = os.environ.get("KOPPEL_REFERENCE")


def test_letters_do_not_change_in_silence() -> None:
    """A file in another encoding is refused, with its line; one in UTF-8 is taken as it is, mark or none."""
    with pytest.raises(Misconfigured, match=r"names\.csv, line 3: not UTF-8; save the file as UTF-8"):
        read_records("name\nAnna\nBj\u00f6rn\n".encode("cp1252"), "names.csv")
    assert read_records("\ufeffname\nBj\u00f6rn\n".encode(), "names.csv") == [{"name": "Bj\u00f6rn"}]


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": 1}, {"id": 2}]',
        '{"id": 1}\n\n{"id": 2}\n',
        '{"orders": [{"id": 1}, {"id": 2}]}',
        '{"d": {"results": [{"id": 1}, {"id": 2}]}}',
        '\ufeff[{"id": 1},\n {"id": 2}]',
    ],
)
def test_json_comes_in_every_usual_form(text: str) -> None:
    """An array, JSON lines, and a vendor's answer around the list give the same records."""
    assert read_records(text) == [{"id": 1}, {"id": 2}]


def test_one_record_is_a_record() -> None:
    """A single object, bare or wrapped, is one record."""
    assert read_records('{"id": 1, "lines": []}') == [{"id": 1, "lines": []}]
    assert read_records('{"order": {"id": 1}}') == [{"id": 1}]


def test_csv_keeps_text_as_text() -> None:
    """Leading zeros stay, empty cells are null, and the separator is found."""
    text = 'sku;price;name\r\n0012;"1,50";"A; B"\r\nX;;\r\n'
    assert read_records(text, "items.csv") == [
        {"sku": "0012", "price": "1,50", "name": "A; B"},
        {"sku": "X", "price": None, "name": None},
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", ", "])
def test_the_separator_is_found_by_the_names_of_columns(mark: str) -> None:
    """What stands in quotes or in the rows below is no separator; blanks behind it are not of the text."""
    text = mark.join(["sku", '"name, of; the\t| thing"', "note"]) + "\n" + mark.join(["1", "a", '"x, y; z"'])
    expected = {"sku": "1", "name, of; the\t| thing": "a", "note": "x, y; z"}
    assert read_records(text, "items.csv") == [expected]


def test_fractions_are_exact() -> None:
    """A price of 10.10 keeps its cents."""
    assert read_records('[{"price": 10.10}]') == [{"price": Decimal("10.10")}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ('[{"id": 1}, 5]', "record 2"),
        ('{"a": 1}\n{"a": }', "line 2"),
        ('{"a": NaN}', "NaN"),
        ('{"a": 1, "a": 2}', "twice"),
        ("a,a\n1,2", "stands twice"),
        ("a,b\n1,2,3", "line 2"),
        ("[" * 100_000, "deeply"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, words: str) -> None:
    """A broken export is refused in a sentence."""
    with pytest.raises(Misconfigured, match=words):
        read_records(text)


@pytest.mark.skipif(not REFERENCE, reason="needs KOPPEL_REFERENCE: recorded answers")
def test_recorded_answers_of_a_shop_are_read_without_a_change_to_them() -> None:
    """Every recorded answer gives records that are objects."""
    for file in sorted(Path(REFERENCE or "", "real_samples", "shopify_rest").glob("*.json")):
        records = read_records(file.read_text(), file.name)
        assert records
        assert all(isinstance(record, dict) and record for record in records), file.name
