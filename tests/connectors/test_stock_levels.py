"""Which stock a shop is told of: the formulas that each system can give, and what each comes to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.catalog import Catalog
from core.errors import Misconfigured
from core.mapping import Mapping, Rule, Scope, compile  # noqa: A004 (the house's own word)
from core.recipes import capabilities, compose, questions, recipes
from core.recipes.profile import profile
from core.records import JsonObject

CATALOG = Catalog()
EXACT = {"CurrentStock": 10, "ReservedStock": 3, "PlannedStockIn": 20, "PlannedStockOut": 4}
PLACES = [
    {"warehouse": "1", "quantityOnHand": 10, "available": 7},
    {"warehouse": "2", "quantityOnHand": 5, "available": 0},
]
SHELVES = [
    {"location": "Warehouse", "on_hand": 10, "available": 7},
    {"location": "Shop", "on_hand": 5, "available": 0},
]


def level(system: str, record: JsonObject, **settings: Any) -> Any:
    """What a system's record comes to, by the answers to what is asked of it."""
    part = profile(CATALOG, system)["stock"]
    read = part.word("level")
    assert read
    rule = Rule(to="level", select=read.select, transform=read.transform)
    mapping = Mapping(rules=(rule,), settings={**dict.fromkeys(part.settings), **settings})
    made = compile(mapping, ()).render([Scope(record)])[0]
    assert made.faults == ()
    return made.payload["level"]


@pytest.mark.parametrize(
    ("system", "record", "formula", "there"),
    [
        ("exact_online", EXACT, "available", 7),
        ("exact_online", EXACT, "on_hand", 10),
        ("exact_online", EXACT, "economic", 26),
        ("exact_online", {"CurrentStock": 10}, "available", 10),
        ("eaccounting", {"StockBalance": 10, "StockBalanceAvailable": 0}, "available", 0),
        ("eaccounting", {"StockBalance": 10, "StockBalanceAvailable": 0}, "on_hand", 10),
        ("afas", {"In_stock": 10, "Reserved": 3}, "available", 7),
        ("afas", {"In_stock": 10, "Reserved": 3}, "on_hand", 10),
        ("afas", {"In_stock": 10}, "available", 10),
        ("accountview", {"QTY_AVAIL": Decimal("2.5")}, "available", Decimal("2.5")),
        ("visma_net", {"warehouseDetails": PLACES}, "available", 7),
        ("visma_net", {"warehouseDetails": PLACES}, "on_hand", 15),
        ("shopify", {"levels": SHELVES}, "available", 7),
        ("shopify", {"levels": SHELVES}, "on_hand", 15),
        ("files", {"on_hand": "10", "available": "0"}, "available", "0"),
        ("files", {"on_hand": "10", "available": "0"}, "on_hand", "10"),
    ],
)
def test_a_formula_gives_its_level(system: str, record: JsonObject, formula: str, there: Any) -> None:
    """Available is minus what is promised, on hand is with it, economic counts what comes and goes."""
    assert level(system, record, source_level=formula) == there


@pytest.mark.parametrize(
    ("system", "records", "name"),
    [
        ("visma_net", {"warehouseDetails": PLACES}, "source_warehouse"),
        ("shopify", {"levels": SHELVES}, "source_location"),
    ],
)
def test_one_warehouse_counts_alone(system: str, records: JsonObject, name: str) -> None:
    """Where a system tells all its places at once, the one that was chosen counts, and none else."""
    first, other = ("1", "2") if system == "visma_net" else ("Warehouse", "Shop")
    said = [level(system, records, source_level="on_hand", **{name: place}) for place in (first, other)]
    assert said == [10, 5]


def test_a_formula_that_a_system_cannot_give_is_not_offered() -> None:
    """Each recipe offers what its source tells; the capability table says the same, and why no more."""
    told = {row.connector: row for row in capabilities(CATALOG) if row.entity == "stock" and row.reads}
    offered = {}
    for recipe in recipes(CATALOG):
        if recipe.entity == "stock":
            asked = questions(recipe, CATALOG)["source_level"]
            assert asked.default in asked.choices
            assert asked.help in told[recipe.source].choices
            assert all(label in told[recipe.source].choices for label in asked.choices.values())
            offered[recipe.source] = set(asked.choices)
    plain = {"available", "on_hand"}
    assert offered == {
        "exact_online": plain | {"economic"},
        "accountview": {"available"},
        **dict.fromkeys(("afas", "eaccounting", "files", "shopify", "visma_net"), plain),
    }


def test_a_formula_that_is_not_offered_is_refused() -> None:
    """Whoever asks eAccounting for economic stock is told what there is instead."""
    (recipe,) = (r for r in recipes(CATALOG, "eaccounting", "shopify") if r.entity == "stock")
    with pytest.raises(Misconfigured, match="'economic'; there are: available, on_hand"):
        compose(recipe, CATALOG, "x", "books", "shop", settings={"source_level": "economic"})


def test_a_level_of_another_warehouse_is_left_out() -> None:
    """Exact tells a level for each warehouse: the flow carries those of the one that was chosen."""
    (recipe,) = (r for r in recipes(CATALOG, "exact_online", "shopify") if r.entity == "stock")
    flow = compose(recipe, CATALOG, "x", "books", "shop", settings={"source_warehouse": "2"})
    assert flow.source.where == "WarehouseCode == $settings.source_warehouse"
    assert flow.settings["source_warehouse"] == "2"
    assert questions(recipe, CATALOG)["source_warehouse"].required
