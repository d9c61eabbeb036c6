"""What a write would change, in the eyes of a person and not of a byte."""

from __future__ import annotations

from decimal import Decimal

from core.records import Difference
from core.runs.difference import differences


def test_only_what_is_sent_is_compared() -> None:
    """Fields of the live record that the flow does not write are none of its business."""
    assert differences({"Name": "Ada"}, {"Name": "Ada", "Phone": "1"}) == ()


def test_the_same_value_written_otherwise_is_no_difference() -> None:
    """10.5 is 10.50, padded codes are codes, a date is the midnight of its day, and empty is empty."""
    wanted = {"Price": Decimal("10.50"), "Code": "2", "Day": "2026-01-01", "Note": None}
    there = {"Price": Decimal("10.5"), "Code": "2  ", "Day": "2026-01-01T00:00:00", "Note": ""}
    assert differences(wanted, there) == ()


def test_a_change_is_named_by_its_path_with_before_and_after() -> None:
    """Rows are compared one by one, and a longer list is one difference."""
    wanted = {"City": "Gent", "Lines": [{"Quantity": 2}, {"Quantity": 1}]}
    there = {"City": "Aalst", "Lines": [{"Quantity": 2, "ID": "a"}, {"Quantity": 3, "ID": "b"}]}
    assert differences(wanted, there) == (
        Difference("City", "Aalst", "Gent"),
        Difference("Lines[1].Quantity", 3, 1),
    )
    assert [d.field for d in differences({"Lines": [1]}, {"Lines": [1, 2]})] == ["Lines"]


def test_a_flag_may_be_a_number_at_the_other_side() -> None:
    """Some systems keep flags as 0 and 1."""
    assert differences({"Main": True}, {"Main": 1}) == ()
    assert [d.field for d in differences({"Main": True}, {"Main": 0})] == ["Main"]


def test_another_day_is_a_difference() -> None:
    """Dates are compared as days, not as texts."""
    assert differences({"Day": "2026-01-02"}, {"Day": "2026-01-01T00:00:00"}) != ()
