"""What an edit changes over all samples, against the version that was saved last."""

from __future__ import annotations

from insight_desk import Desk, Shop

from core.insight import changes
from core.records import Difference, Fault, Rendering

REF = {"to": "Ref", "select": "name"}


def test_an_edit_of_one_rule_is_told_by_record_and_by_field(shop: Shop) -> None:
    """The description is cut to four characters: the orders with a longer number are other outputs now."""
    rules = tuple(
        each.model_copy(update={"transform": "{{ value | truncate(4) }}"})
        if each.to == "Description"
        else each
        for each in shop.flow.map
    )
    edited = shop.flow.model_copy(update={"map": rules})
    found = shop.workspace.insight(edited, shop.orders, before=shop.flow).changes
    assert found is not None
    assert str(found) == "40 of 40 outputs changed"
    (field,) = found.fields
    assert (field.field, field.records) == ("Description", 40)
    assert field.examples[0] == Difference("Description", "#1001", "#100")
    assert (found.worse, found.cured) == ((), ())


def test_an_edit_that_changes_nothing_says_so(shop: Shop) -> None:
    """The same value by another expression."""
    rules = tuple(
        each.model_copy(update={"select": "name || name"}) if each.to == "Description" else each
        for each in shop.flow.map
    )
    found = shop.workspace.insight(
        shop.flow.model_copy(update={"map": rules}), shop.orders, before=shop.flow
    ).changes
    assert str(found) == "0 of 40 outputs changed"


def test_records_that_an_edit_breaks_or_cures_are_named(desk: Desk) -> None:
    """The price of the second is no number; that of the third is missing in the old field."""
    records = [
        {"name": "1", "price": "2", "old": 1},
        {"name": "2", "price": "x", "old": 1},
        {"name": "3", "price": 1},
    ]
    before = desk.flow(REF, {"to": "Price", "transform": "{{ record.old | number }}"})
    after = desk.flow(REF, {"to": "Price", "transform": "{{ record.price | number }}"})
    found = desk.workspace.insight(after, records, before=before).changes
    assert found is not None
    assert (found.worse, found.cured) == ((1,), (2,))
    assert str(found) == "3 of 3 outputs changed, 1 record became faulty, 1 record cured"


def test_rows_are_compared_by_their_number_and_a_lost_row_is_told() -> None:
    """The second line is gone, the first has another quantity."""
    before = Rendering({"Lines": [{"Item": "A", "Qty": 1}, {"Item": "B", "Qty": 2}], "Paid": True})
    after = Rendering({"Lines": [{"Item": "A", "Qty": 3}], "Paid": 1})
    found = changes([before], [after])
    assert {each.field: each.examples for each in found.fields} == {
        "Lines[].Qty": (Difference("Lines[0].Qty", 1, 3),),
        "Lines[]": (Difference("Lines[1]", {"Item": "B", "Qty": 2}, None),),
        "Paid": (Difference("Paid", True, 1),),
    }


def test_a_new_fault_alone_is_a_change_of_the_record_and_not_of_its_output() -> None:
    """The payload was without the field before, too."""
    found = changes([Rendering({"A": 1})], [Rendering({"A": 1}, (Fault("B", "b", 2, "is wrong"),))])
    assert str(found) == "0 of 1 output changed, 1 record became faulty"
    assert found.worse == (0,)
