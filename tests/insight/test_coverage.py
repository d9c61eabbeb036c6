"""How the target's fields are covered by the samples."""

from __future__ import annotations

from insight_desk import Shop

from core.fields import Field, FieldType
from core.flow import Flow
from core.insight import Coverage, coverage
from core.records import Fault, JsonObject, Rendering

FIELDS = (
    Field("Customer", required=True),
    Field("Key", write=False),
    Field("Text", max_length=20),
    Field("Amount", FieldType.DECIMAL),
    Field("Address", FieldType.OBJECT, fields=(Field("City"),)),
    Field("Lines", FieldType.LIST, fields=(Field("Item", required=True), Field("Qty", FieldType.DECIMAL))),
)


def covered(rendered: list[Rendering], *rules: JsonObject) -> dict[str, Coverage]:
    """The coverage of the fields by what these rules gave."""
    known = {"connection": "nowhere", "resource": "orders"}
    flow = Flow.model_validate(
        {
            "koppel": 1,
            "name": "flow",
            "title": "Flow",
            "source": known,
            "target": {**known, "match": {"Text": "name"}},
            "map": rules or [{"to": "Text", "select": "name"}],
        }
    )
    return {each.to: each for each in coverage(flow, FIELDS, rendered)}


def test_a_field_tells_how_often_it_is_filled_and_with_what() -> None:
    """Three of four, two different, the longest of eleven characters, and the most common first."""
    made = [Rendering({"Text": text} if text else {}) for text in ("red", "red", "", "dark yellow")]
    text = covered(made)["Text"]
    assert (text.mapped, text.required, text.filled, text.of, text.distinct) == (True, False, 3, 4, 2)
    assert text.common == (("red", 2), ("dark yellow", 1))
    assert (text.longest, text.example) == (11, "red")


def test_a_required_field_without_a_rule_is_not_ready() -> None:
    """It is listed with nothing in it; a field that cannot be written is not listed."""
    found = covered([Rendering({"Text": "x"})])
    assert (found["Customer"].required, found["Customer"].mapped, found["Customer"].ready) == (
        True,
        False,
        False,
    )
    assert found["Text"].ready
    assert "Key" not in found
    assert "Address.City" in found
    assert "Address" not in found


def test_fields_of_rows_are_counted_by_rows() -> None:
    """Two lines of three have a quantity."""
    rules = {
        "to": "Lines",
        "each": "lines[]",
        "map": [{"to": "Item", "select": "sku"}, {"to": "Qty", "select": "q"}],
    }
    made = [
        Rendering({"Lines": [{"Item": "A", "Qty": 1}, {"Item": "B"}]}),
        Rendering({"Lines": [{"Item": "A", "Qty": 1}]}),
    ]
    found = covered(made, rules)
    assert (found["Lines"].filled, found["Lines"].of) == (2, 2)
    assert (found["Lines.Item"].filled, found["Lines.Item"].of, found["Lines.Item"].distinct) == (3, 3, 2)
    assert (found["Lines.Qty"].filled, found["Lines.Qty"].of, found["Lines.Qty"].mapped) == (2, 3, True)


def test_values_of_the_wrong_type_are_told_apart_from_other_faults() -> None:
    """`cheap` is no number; a transform that fails on a number is another matter."""
    made = [
        Rendering({}, (Fault("Amount", "price", "cheap", "the text 'cheap' is not a number"),)),
        Rendering({}, (Fault("Amount", "price", [1], "is a list of 1, but the field holds a number"),)),
        Rendering({}, (Fault("Amount", "{{ 1 / value }}", 0, "division by zero"),)),
    ]
    amount = covered(made)["Amount"]
    assert (amount.wrong_type, amount.wrong) == (2, 1)
    assert not amount.ready


def test_a_rule_for_a_whole_object_covers_its_fields() -> None:
    """`Address` is given as it is."""
    found = covered([Rendering({"Address": {"City": "Gent"}})], {"to": "Address", "select": "address"})
    assert found["Address.City"].mapped
    assert found["Address.City"].filled == 1


def test_the_demo_covers_what_the_books_require(shop: Shop) -> None:
    """Every required field has a rule; the lengths keep within the target's."""
    found = shop.workspace.insight(shop.flow, shop.orders).coverage
    required = [each for each in found if each.required]
    assert {"OrderedBy", "SalesOrderLines.Item"} <= {each.to for each in required}
    assert all(each.mapped for each in required)
    assert all(
        not each.field.max_length or each.longest <= each.field.max_length for each in found if each.field
    )
