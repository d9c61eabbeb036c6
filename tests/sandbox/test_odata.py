"""OData filters as the simulators read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.sandbox.odata import Kind, QueryError, fold, read_filter, read_literals, read_order, write_literal

COLUMNS = {"Name": Kind.TEXT, "ID": Kind.GUID, "Size": Kind.NUMBER, "At": Kind.TIME, "Big": Kind.TRUTH}
GUID = "0f0e0d0c-0b0a-4909-8807-060504030201"
ROW = {"Name": "O'Neil & Co ", "ID": GUID, "Size": 5, "At": datetime(2026, 7, 1, 8), "Big": True}  # noqa: DTZ001 (as stored)


def passes(text: str, **row: Any) -> bool:
    """Whether the row passes a filter."""
    return read_filter(text, COLUMNS).test({**ROW, **row})


@pytest.mark.parametrize(
    "text",
    [
        "Name eq 'o''neil & co'",
        "'O''Neil & Co' eq Name",
        "Size ge 5 and Size lt 5.5 and Size ne 4",
        "Size eq 5L",
        "Big",
        "not Big or Big",
        "not (Size gt 5)",
        "Big eq true and Name ne null",
        f"ID eq guid'{GUID.upper()}'",
        "At eq datetime'2026-07-01T10:00:00+02:00'",
        "At gt datetime'2026-06-30' and At le datetime'2026-07-01T08:00:00'",
        "substringof('neil', Name) and startswith(tolower(Name), 'o') and endswith(trim(Name), 'co')",
        "Size eq 1 or Size eq 2 and Size eq 3 or Size eq 5",
    ],
)
def test_rows_that_pass(text: str) -> None:
    """The row passes: text compares without case and trailing blanks, times as times, `and` before `or`."""
    assert passes(text)


def test_null_is_neither_more_nor_less() -> None:
    """Null equals null, and is not ordered."""
    assert passes("Name eq null", Name=None)
    assert not passes("Size gt 0", Size=None)
    assert not passes("Size le 0", Size=None)


@pytest.mark.parametrize(
    "text",
    ["", "Name", "Name eq", "Name eq 'a", "Name eq 'a' or", "Name like 'a'", "(Big", "Big)", "Nobody eq 1",
     "Name eq 5", "ID eq 'a'", "ID eq guid'a'", "At eq datetime'soon'", "length(Name) eq 5",
     "trim(Size) eq 'a'", "substringof('a')", "Name eq 'a' Name", "Big eq true #",
     "(" * 5000 + "Big" + ")" * 5000],
)  # fmt: skip
def test_what_cannot_be_read(text: str) -> None:
    """A filter that is wrong is refused, never guessed at."""
    with pytest.raises(QueryError):
        read_filter(text, COLUMNS)


def test_names_the_only_values_that_can_pass() -> None:
    """A filter on few values of one column names them, so that no table is searched row by row."""
    several = read_filter("Name eq 'A' or Name eq 'b' or (Name eq 'c' and Size gt 1)", COLUMNS)
    assert (several.column, several.values) == ("Name", {"a", "b", "c"})
    assert read_filter("Name eq 'A' or Size eq 1", COLUMNS).column == ""
    assert read_filter("not (Name eq 'A')", COLUMNS).column == ""
    assert read_filter("Name ne 'A'", COLUMNS).column == ""


def test_orders() -> None:
    """An order names columns, each up or down; anything else is refused."""
    assert read_order("Name desc, Size asc,At", COLUMNS) == [("Name", True), ("Size", False), ("At", False)]
    for wrong in ("Nobody", "Name up", "Name desc twice"):
        with pytest.raises(QueryError):
            read_order(wrong, COLUMNS)


@given(some.one_of(some.text(), some.integers(), some.booleans(), some.none(), some.datetimes()))
def test_a_literal_says_its_value(value: Any) -> None:
    """Whatever is written as a literal reads as the same value."""
    assert read_literals(write_literal(value)) == [value]


@given(some.text(), some.text())
def test_equal_is_equal_but_for_case_and_trailing_blanks(one: str, two: str) -> None:
    """A text passes the filter for another exactly when both fold to the same."""
    assert passes(f"Name eq {write_literal(one)}", Name=two) == (fold(one) == fold(two))
    assert passes(f"Name eq {write_literal(one)}", Name=one)


ROWS = {"Rows": {"Text": Kind.TEXT, "Quantity": Kind.NUMBER}}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Id eq 0f0e0d0c-0b0a-4909-8807-060504030201", True),
        ("Id eq 0f0e0d0c-0b0a-4909-8807-0605040302ff", False),
        ("Changed ge 2026-07-01T10:00:00Z", True),
        ("Changed ge 2026-07-01T12:00:00.5+02:00", False),
        ("Changed gt 2026-07-02", False),
        ("contains(Name,'off')", True),
        ("Rows/any(c: contains(c/Text,'tea')) and Number eq 3", True),
        ("Rows/any(c: c/Text eq 'Coffee' and c/Quantity gt 2)", False),
        ("not Rows/any(r: r/Quantity gt 2)", False),
    ],
)
def test_version_4_writes_keys_and_times_as_they_are(text: str, found: bool) -> None:  # noqa: FBT001 (a row)
    """Keys and times stand without quotes, `contains` looks inside a text, `any` into the rows."""
    columns = {"Id": Kind.GUID, "Changed": Kind.TIME, "Name": Kind.TEXT, "Number": Kind.NUMBER}
    row = {
        "Id": "0f0e0d0c-0b0a-4909-8807-060504030201",
        "Changed": datetime(2026, 7, 1, 10, 0),  # noqa: DTZ001 (as the columns hold times)
        "Name": "Coffee",
        "Number": 3,
        "Rows": [{"Text": "Coffee", "Quantity": 2}, {"Text": "Green tea", "Quantity": 5}],
    }
    assert read_filter(text, columns, version=4, lists=ROWS).test(row) is found


@pytest.mark.parametrize(
    "text",
    [
        "Id eq guid'0f0e0d0c-0b0a-4909-8807-060504030201'",
        "Lines/any(c: c/A eq 1)",
        "Rows/any(c: Text eq 'x')",
        "Rows/any(c contains(c/Text,'x'))",
    ],
)
def test_what_version_4_cannot_read(text: str) -> None:
    """The old literals, unknown lists, and columns without their row are refused."""
    with pytest.raises(QueryError):
        read_filter(text, {"Id": Kind.GUID}, version=4, lists=ROWS)
