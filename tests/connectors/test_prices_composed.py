"""What a price is known by in its target follows from what its source tells; tables name groups there."""

from __future__ import annotations

from typing import Any

import pytest

from core.catalog import Catalog
from core.flow import Flow
from core.mapping import Scope
from core.mapping.expression import expression
from core.mapping.mapping import Table
from core.recipes import compose, questions, recipes, value_tables

CATALOG = Catalog()


def composed(source: str, target: str, rows: dict[str, Any] | None = None, **answers: Any) -> Flow:
    """The flow of prices between two systems."""
    recipe = next(each for each in recipes(CATALOG, source, target) if each.entity == "price")
    asked = {"price_lists": rows} if rows else {}
    return compose(recipe, CATALOG, "prices", source, target, settings=answers, rows=asked)


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("visma_net", {"Sold.Code", "Own", "Quantity", "Currency", "StartDate"}),
        ("accountview", {"Sold.Code", "Own", "Quantity", "Currency", "Open"}),
    ],
)
def test_days_are_of_the_key_where_the_source_tells_them(source: str, known: set[str]) -> None:
    """A source without days means the price that goes on."""
    assert set(composed(source, "exact_online").target.match) == known


@pytest.mark.parametrize(
    ("price", "list_"),
    [
        ({"priceType": "Base"}, "Standard"),
        ({"priceType": "CustomerPriceClass", "priceCode": "DEALER"}, "Wholesale"),
        ({"priceType": "CustomerPriceClass", "priceCode": "STAFF"}, "STAFF"),
    ],
)
def test_a_group_has_the_name_that_the_table_gives_it(price: dict[str, Any], list_: str) -> None:
    """One without a row keeps its own, and what stands in none goes to the list that was chosen."""
    flow = composed("visma_net", "eaccounting", {"DEALER": "Wholesale"}, price_list="Standard")
    assert flow.constants["tables"] == {"price_lists": [{"source": "DEALER", "target": "Wholesale"}]}
    named = expression(flow.target.match["SalesPriceList.Name"])
    assert named.of(Scope(price, settings=flow.constants)) == list_


def test_expressions_see_only_the_tables_that_they_name() -> None:
    """A flow without such an expression has its settings alone."""
    flow = composed("visma_net", "shopify")
    assert flow.tables == {"currencies": Table(rows={"EUR": "EUR"})}
    assert flow.constants == flow.settings


@pytest.mark.parametrize("recipe", [each for each in recipes(CATALOG) if each.entity == "price"], ids=str)
def test_every_target_asks_the_vat_and_says_what_its_answers_mean(recipe: Any) -> None:
    """No price gains or loses VAT without a setting; whoever has lists has a table for their names."""
    for document in recipe.documents or ("",):
        asked = questions(recipe, CATALOG, document)
        assert asked["vat_rate"].default == 0
        assert all(question.help for name, question in asked.items())
        tables = value_tables(recipe, CATALOG, document)
        assert ("price_list" in asked) == ("price_lists" in tables)
