"""What each rule gives, read off one rendering of all of them."""

from __future__ import annotations

from insight_desk import Desk, Shop

from core.records import JsonObject

RECORDS: list[JsonObject] = [
    {"name": "1", "lines": [{"sku": "A", "qty": "2"}, {"sku": "B", "qty": "x"}]},
    {"name": "2", "lines": []},
]
LINES = {
    "to": "Lines",
    "each": "lines[]",
    "map": [
        {"to": "Item", "select": "sku"},
        {"to": "Qty", "select": "qty", "transform": "{{ value | number }}"},
    ],
}


def test_each_rule_has_its_values_and_its_faults(desk: Desk) -> None:
    """One value for each record, or one for each row; a fault in a row is that of its rule."""
    found = desk.workspace.outcomes(desk.flow({"to": "Ref", "select": "name"}, LINES), RECORDS)
    assert list(found) == [(0,), (1,), (1, 0), (1, 1)]
    assert found[0,].values == (("1",), ("2",))
    assert found[1, 0].values == (("A", "B"), ())
    assert found[1, 1].values == ((2, None), ())
    assert [fault and fault.to for fault in found[1, 1].faults] == ["Lines[1].Qty", None]
    assert (found[1, 1].failed, found[1, 1].filled) == (1, 50.0)
    assert found[0,].failed == 0


def test_a_rule_that_cannot_be_used_leaves_the_others_their_outcome(desk: Desk) -> None:
    """It says why; its neighbours give their values."""
    found = desk.workspace.outcomes(
        desk.flow({"to": "Ref", "select": "name"}, {"to": "Bad", "select": "a ||"}), RECORDS
    )
    assert found[0,].values == (("1",), ("2",))
    assert "ends too early" in found[1,].error


def test_the_rules_of_a_check_have_outcomes_too(shop: Shop) -> None:
    """What a new customer would be called; for a check with a list, one value for each row."""
    check = next(each for each in shop.flow.checks if each.name == "customer")
    found = shop.workspace.outcomes(shop.flow, shop.orders, check="customer")
    assert len(found) == len(check.map)
    assert found[0,].values[0] == ("Anna de Vries",)


def test_whole_and_single_renderings_agree(shop: Shop) -> None:
    """What a rule gives among all rules is what it gives alone."""
    together = shop.workspace.outcomes(shop.flow, shop.orders)
    for n, rule in enumerate(shop.flow.map):
        alone = shop.workspace.outcomes(shop.flow.model_copy(update={"map": (rule,)}), shop.orders)
        assert together[n,].values == alone[0,].values
