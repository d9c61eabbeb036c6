"""A payload held against the fields of its target."""

from __future__ import annotations

from core.api.connector import Resource
from core.fields import Field
from core.mapping import Mapping, Placeholder, Rule, Scope
from core.runs.shape import Shape

ORDERS = Resource(
    "orders",
    "Orders",
    "orders",
    "",
    "id",
    fields=(Field("Debtor", max_length=5), Field("Text", max_length=5)),
)


def test_what_is_still_to_be_made_has_no_length_yet() -> None:
    """A mark for a key that the target will give is not held against the field; a text beside it is."""
    rules = (Rule(to="Debtor", select="$customer.number"), Rule(to="Text", select="text"))
    shape = Shape(Mapping(rules=rules, checks=("customer",)), {}, ORDERS, owner="test")
    (made,) = shape.render([Scope({"text": "too long"}, {"customer": Placeholder("customer")})])
    assert Placeholder.in_(made.payload["Debtor"])
    assert [fault.to for fault in made.faults] == ["Text"]
    (found,) = shape.render([Scope({"text": "short"}, {"customer": {"number": "too long"}})])
    assert [fault.to for fault in found.faults] == ["Debtor"]
