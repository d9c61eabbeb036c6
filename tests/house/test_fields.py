"""The fields of a resource: a value gets its field's type, and a payload is held against its fields."""

from decimal import Decimal
from typing import Any

import pytest

from core.fields import Field, FieldType, convert, faults

AMOUNT = Field("Amount", FieldType.DECIMAL)
COUNT = Field("Count", FieldType.INTEGER)
NAME = Field("Name")


@pytest.mark.parametrize("value", ["1e5000000", "-1E+300", "1e-5000000", "0e400", Decimal("1e300"), 10**300])
@pytest.mark.parametrize("field", [COUNT, AMOUNT, NAME], ids=lambda field: field.type.value)
def test_a_number_beyond_all_trade_is_refused_at_once(value: Any, field: Field) -> None:
    """Nobody waits for, or prints, a number with millions of digits; text that looks like one is text."""
    if field is NAME and isinstance(value, str):
        assert convert(value, field) == value
        return
    with pytest.raises(ValueError, match=r"more than 300 (digits|decimals)"):
        convert(value, field)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1e299", Decimal("1e299")),
        (" 12.50 ", Decimal("12.50")),
        (Decimal("1e-300"), Decimal("1e-300")),
        (1 - 10**300, 1 - 10**300),
    ],
)
def test_every_number_within_the_bounds_stays_what_it_is(value: Any, number: Any) -> None:
    """What is large but writable is taken, exactly."""
    assert convert(value, AMOUNT) == number


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1_000", "twelve", True, [1], {}])
def test_what_is_no_number_is_refused(value: Any) -> None:
    """Neither words nor marks nor rows become an amount."""
    with pytest.raises(ValueError, match=r"is not a number|holds a number"):
        convert(value, AMOUNT)


def test_a_long_value_is_named_by_its_beginning() -> None:
    """A reason can be read, however long the value is that it speaks of."""
    with pytest.raises(ValueError, match="is not a number") as caught:
        convert("x" * 1_000_000, AMOUNT)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize(
    ("value", "type_", "made"),
    [
        (Decimal("12.50"), FieldType.TEXT, "12.50"),
        (False, FieldType.TEXT, "false"),
        ("3.0", FieldType.INTEGER, 3),
        ("Yes", FieldType.BOOLEAN, True),
        (0, FieldType.BOOLEAN, False),
        ("2026-07-01T23:30:00Z", FieldType.DATE, "2026-07-01"),
        (" 2026-07-01T23:30:00Z", FieldType.DATETIME, "2026-07-01T23:30:00Z"),
        ({"a": 1}, FieldType.OBJECT, {"a": 1}),
        ([1], FieldType.LIST, [1]),
        ([1], FieldType.ANY, [1]),
        ("", FieldType.INTEGER, ""),
        (None, FieldType.LIST, None),
    ],
)
def test_a_value_gets_the_type_of_its_field(value: Any, type_: FieldType, made: Any) -> None:
    """What can be read as the field's type is; an empty value stays empty."""
    assert convert(value, Field("F", type_)) == made


@pytest.mark.parametrize(
    ("value", "type_", "why"),
    [
        ([1, 2], FieldType.TEXT, "is a list of 2, but the field holds text"),
        ("2.5", FieldType.INTEGER, "has a fraction"),
        ("perhaps", FieldType.BOOLEAN, "neither true nor false"),
        ("1 July", FieldType.DATE, "not a date as YYYY-MM-DD"),
        ("noon", FieldType.DATETIME, "not a time"),
        ("x", FieldType.OBJECT, "'x', but the field holds an object"),
        ({}, FieldType.LIST, "is an object, but the field holds a list"),
    ],
)
def test_a_value_of_another_type_says_why(value: Any, type_: FieldType, why: str) -> None:
    """The reason names what the value is and what the field holds."""
    with pytest.raises(ValueError, match=why):
        convert(value, Field("F", type_))


ORDER = (
    Field("Number", required=True, max_length=5),
    Field("Status", allowed=("open", "closed")),
    Field("Discount", FieldType.DECIMAL, decimals=2),
    Field("Buyer", FieldType.OBJECT, fields=(Field("Name", required=True), Field("City", max_length=4))),
    Field("Lines", FieldType.LIST, required=True, fields=(Field("Item", required=True), Field("Note"))),
)
LINE = {"Item": "A"}
WHOLE = {"Number": "#1", "Buyer": {"Name": "Anna"}, "Lines": [LINE]}


def found(*, creating: bool = True, **more: Any) -> list[tuple[str, str]]:
    """Where an order is wrong, and why."""
    return [(one.to, one.why) for one in faults({**WHOLE, **more}, ORDER, creating=creating)]


def test_a_whole_payload_has_no_faults() -> None:
    """What fits its fields is not spoken of."""
    assert found(Status="open", Discount=Decimal("1.50")) == []


@pytest.mark.parametrize("empty", [None, "", []])
def test_what_is_required_must_be_given_on_create(empty: Any) -> None:
    """An empty value is none; on an update what is not sent stays as it is."""
    assert [to for to, _ in found(Number=empty, Lines=empty)] == ["Number", "Lines"]
    assert found(creating=False, Number=empty, Lines=empty) == []


@pytest.mark.parametrize("creating", [True, False])
def test_a_row_is_always_whole(creating: bool) -> None:  # noqa: FBT001 (a row)
    """A row is sent as a new one, also on an update, so what it requires must be there; each is named."""
    rows = [LINE, {"Note": "x"}, {"Item": "", "Notes": "y"}]
    assert [to for to, _ in found(creating=creating, Lines=rows)] == [
        "Lines[1].Item",
        "Lines[2].Item",
    ]


def test_a_part_is_held_against_its_own_fields() -> None:
    """An object inside is held against the fields inside; what it requires counts on create only."""
    assert [to for to, _ in found(Buyer={"City": "Delft"})] == ["Buyer.Name", "Buyer.City"]
    assert [to for to, _ in found(creating=False, Buyer={"City": "Delft"})] == ["Buyer.City"]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"Number": "#10001"}, ("Number", "has 6 characters, the field holds at most 5")),
        ({"Status": "gone"}, ("Status", "is none of open, closed")),
        ({"Discount": Decimal("1.505")}, ("Discount", "has 3 decimals, the field holds 2")),
    ],
)
def test_each_fault_says_what_the_field_holds(more: dict[str, Any], fault: tuple[str, str]) -> None:
    """Length, choice and decimals are each said in a few words."""
    assert found(**more) == [fault]


def test_a_field_that_the_connector_does_not_list_passes() -> None:
    """A consultant reaches every field of the vendor's API, free fields too."""
    assert found(FreeTextField_01="red") == []


def test_zeros_behind_are_no_decimals() -> None:
    """1.5000 is one and a half, whatever a source writes."""
    assert found(Discount=Decimal("1.5000")) == []
