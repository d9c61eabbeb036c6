"""Prices arrive to the cent, each by its group, its quantity and its day; again, nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from core.catalog import Catalog
from core.mapping.mapping import Table
from core.records import JsonObject, RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.store import Run
from core.workspace import Workspace

Desk = Callable[[str, str], Workspace]


@pytest.fixture
def between(tmp_path: Path) -> Iterator[Desk]:
    """A workspace that knows two systems."""
    with ExitStack() as left:

        def made(source: str, target: str) -> Workspace:
            simulators = Catalog().simulators(World(), Rates())
            served = left.enter_context(Served(app({name: simulators[name] for name in (source, target)})))
            desk = Workspace(tmp_path / "home")
            left.callback(desk.close)
            for name in (source, target):
                desk.connect_sandbox(name, name, served.url)
            return desk

        yield made


def carried(
    desk: Workspace, source: str, target: str, tables: dict[str, Table] | None = None, **answers: Any
) -> Run:
    """A flow of prices between the two is run, and run again: then nothing is written."""
    flow = desk.new("prices", "price", source, target, answers)
    desk.save(flow.model_copy(update={"tables": {**flow.tables, **(tables or {})}}))
    first = desk.run(desk.flow("prices"))
    assert first.state is RunState.DONE, first.error
    again = desk.run(desk.flow("prices"))
    assert again.state is RunState.DONE, again.error
    assert (again.counts.created, again.counts.updated, again.counts.ambiguous) == (0, 0, 0)
    return first


def rows(desk: Workspace, connection: str, resource: str) -> list[JsonObject]:
    """What a system has now."""
    client, _ = desk._reach.client(connection)
    with client:
        return [record.data for page in client.pull(resource) for record in page.records]


def waiting(desk: Workspace, run: Run) -> set[str]:
    """Why records wait."""
    return {record.why for record in desk.records(run.id, Verdict.PARKED)}


def cents(value: Any) -> Decimal:
    """An amount of money."""
    return Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def of_everybody(price: JsonObject) -> bool:
    """Whether a price of Visma.net is for everybody, today."""
    return price["priceType"] == "Base" and price["effectiveDate"] == "2026-01-01"


def test_prices_from_a_quantity_and_a_day_on_are_exacts(between: Desk) -> None:
    """Each is there once, by article, quantity and first day; nobody's own is carried."""
    desk = between("visma_net", "exact_online")
    run = carried(desk, "visma_net", "exact_online", source_quantity_prices=True)
    assert run.counts.parked == 0, waiting(desk, run)
    sent = {
        (price["inventoryId"], max(int(price["breakQty"]), 1)): cents(price["price"])
        for price in rows(desk, "visma_net", "item_prices")
        if of_everybody(price)
    }
    assert {quantity for _, quantity in sent} == {1, 10}
    there = [
        price for price in rows(desk, "exact_online", "item_prices") if price["StartDate"] == "2026-01-01"
    ]
    assert len(there) == len(sent) == run.counts.created
    assert {(price["ItemCode"], int(price["Quantity"])): cents(price["Price"]) for price in there} == sent
    assert {(price["Currency"], price["Account"]) for price in there} == {("EUR", None)}


def test_a_changed_price_of_the_same_day_is_changed_in_exact(between: Desk) -> None:
    """It is found again by article, quantity and day, and none is added."""
    desk = between("visma_net", "exact_online")
    carried(desk, "visma_net", "exact_online")
    before = len(rows(desk, "exact_online", "item_prices"))
    desk.save(desk.new("without", "price", "visma_net", "exact_online", {"vat_rate": "0.21"}))
    run = desk.run(desk.flow("without"))
    there = [
        price for price in rows(desk, "exact_online", "item_prices") if price["StartDate"] == "2026-01-01"
    ]
    assert run.counts.updated == sum(1 for price in there if price["Price"])
    assert len(rows(desk, "exact_online", "item_prices")) == before


def test_groups_do_not_take_turns_where_there_is_one_price(between: Desk) -> None:
    """The first is carried; every other price of the same article waits, and both are named."""
    desk = between("visma_net", "accountview")
    run = carried(desk, "visma_net", "accountview", source_price_lists="*")
    told = waiting(desk, run)
    assert told
    assert all(" both have ART_CODE = " in why or "the flow only updates" in why for why in told), told


def test_a_price_without_days_is_the_one_that_goes_on_in_exact(between: Desk) -> None:
    """No second price is made beside it, and VAT is taken out by the rate that was said."""
    desk = between("accountview", "exact_online")
    before = {price["ID"] for price in rows(desk, "exact_online", "item_prices")}
    run = carried(desk, "accountview", "exact_online", vat_rate="0.21")
    assert run.counts.created == 0
    assert all("is not in items of the target" in why for why in waiting(desk, run))
    there = {price["ItemCode"]: price for price in rows(desk, "exact_online", "item_prices")}
    assert {price["ID"] for price in there.values()} <= before
    for price in rows(desk, "accountview", "prices"):
        if price["ART_CODE"] in there:
            net = (Decimal(str(price["PX_SELL"])) / Decimal("1.21")).quantize(Decimal("0.0001"))
            assert there[price["ART_CODE"]]["Price"] == net


def test_a_price_whose_article_is_missing_is_named(between: Desk) -> None:
    """It waits until the article is there."""
    desk = between("afas", "exact_online")
    run = carried(desk, "afas", "exact_online")
    assert "Code = CADEAU is not in items of the target" in waiting(desk, run)


def test_groups_go_to_price_lists_of_profit(between: Desk) -> None:
    """Each group to its list, each quantity beside the price of one; a list that there is not is named."""
    desk = between("visma_net", "afas")
    named = {"price_lists": Table(rows={"DEALER": "DLR"})}
    answers = {"source_price_lists": "*", "source_quantity_prices": True, "price_list": "ALG"}
    run = carried(desk, "visma_net", "afas", named, document="price_list", **answers)
    assert waiting(desk, run)
    assert all("'Prijslijst STAFF' does not exist" in why for why in waiting(desk, run))
    lists = {"Base": "ALG", "CustomerPriceClass": "DLR"}
    sent = {
        (price["inventoryId"], lists[price["priceType"]], int(price["breakQty"])): cents(price["price"])
        for price in rows(desk, "visma_net", "item_prices")
        if price["effectiveDate"] == "2026-01-01" and price.get("priceCode") in {None, "DEALER"}
    }
    there = {
        (price["Item"], price["Level"], int(price["Quantity"])): cents(price["GrossPrice"])
        for price in rows(desk, "afas", "prices")
        if price["Level"] in lists.values()
    }
    assert there == sent


def test_a_price_of_profit_is_not_changed_but_made_from_a_later_day(between: Desk) -> None:
    """One that is there from the same day on waits; the same with a later first day is a new one."""
    desk = between("eaccounting", "afas")
    named = {"price_lists": Table(rows={"Standard": "ALG"})}
    answers = {"document": "price_list", "source_price_lists": "Standard", "source_prices_with_vat": False}
    carried(desk, "eaccounting", "afas", named, first_day="2026-01-01", **answers)
    before = [price for price in rows(desk, "afas", "prices") if price["Level"] == "ALG"]
    flow = desk.new("dearer", "price", "eaccounting", "afas", {**answers, "first_day": "2026-01-01"})
    dearer = {"settings": {**flow.settings, "vat_rate": "-0.5"}, "tables": {**flow.tables, **named}}
    desk.save(flow.model_copy(update=dearer))
    run = desk.run(desk.flow("dearer"))
    assert (run.counts.created, run.counts.updated) == (0, 0)
    assert any("it does not change them" in why for why in waiting(desk, run))
    later = {**dearer, "settings": {**dearer["settings"], "first_day": "2026-12-01"}}
    desk.save(flow.model_copy(update=later))
    run = desk.run(desk.flow("dearer"))
    assert run.counts.created == len(before)


def shown(desk: Workspace) -> dict[str, Decimal]:
    """The price of each article in the shop."""
    return {row["sku"]: cents(row["price"]) for row in rows(desk, "shopify", "variants") if row["sku"]}


def test_a_price_is_the_articles_own_in_the_shop(between: Desk) -> None:
    """It goes to the variant, with VAT where that was said, in the shop's currency only."""
    desk = between("exact_online", "shopify")
    run = carried(desk, "exact_online", "shopify", vat_rate="0.21")
    assert run.counts.updated > 0
    assert run.counts.created == 0
    there = shown(desk)
    for price in rows(desk, "exact_online", "sales_item_prices"):
        if price["ItemCode"] in there:
            assert there[price["ItemCode"]] == cents(Decimal(str(price["Price"])) * Decimal("1.21"))
    flow = desk.new("abroad", "price", "exact_online", "shopify")
    desk.save(flow.model_copy(update={"tables": {"currencies": Table(rows={"SEK": "SEK"})}}))
    lost = desk.run(desk.flow("abroad"))
    assert lost.counts.updated == 0
    assert any("the table 'currencies' has no row for 'EUR'" in why for why in waiting(desk, lost))


def listed(desk: Workspace) -> dict[tuple[str, str], Decimal]:
    """Every price that is set in a list of the shop, by article and list."""
    client, _ = desk._reach.client("shopify")
    skus = [{"sold.sku": sku} for sku in shown(desk)]
    with client:
        found = [record.data for each in client.find("list_prices", skus) for record in each]
    return {(row["sku"], row["list"]): cents(row["price"]) for row in found}


def test_groups_go_to_price_lists_of_the_shop(between: Desk) -> None:
    """Each to its list; one that there is not is named, and made where somebody said so."""
    desk = between("visma_net", "shopify")
    named = {"price_lists": Table(rows={"DEALER": "Wholesale"})}
    answers = {"document": "price_list", "source_price_lists": "DEALER,STAFF"}
    run = carried(desk, "visma_net", "shopify", named, **answers)
    assert all("name = STAFF and currency = EUR is not in price_lists" in why for why in waiting(desk, run))
    sent = {
        (price["inventoryId"], price["priceCode"]): cents(price["price"])
        for price in rows(desk, "visma_net", "item_prices")
        if price["priceType"] == "CustomerPriceClass"
    }
    assert listed(desk) == {
        (sku, "Wholesale"): price for (sku, group), price in sent.items() if group == "DEALER"
    }
    made = desk.new("made", "price", "visma_net", "shopify", {**answers, "make_price_lists": True})
    desk.save(made.model_copy(update={"tables": {**made.tables, **named}}))
    run = desk.run(desk.flow("made"))
    assert run.counts.parked == 0, waiting(desk, run)
    own = {"DEALER": "Wholesale", "STAFF": "STAFF"}
    assert listed(desk) == {(sku, own[group]): price for (sku, group), price in sent.items()}
    again = desk.run(desk.flow("made"))
    assert (again.counts.created, again.counts.updated) == (0, 0)


def test_a_dearer_price_takes_the_place_of_the_one_in_the_list(between: Desk) -> None:
    """One price for an article in a list: what is set again is changed, and none is added."""
    desk = between("eaccounting", "shopify")
    answers = {"document": "price_list", "source_price_lists": "Wholesale"}
    carried(desk, "eaccounting", "shopify", **answers)
    before = listed(desk)
    dearer = desk.new("dearer", "price", "eaccounting", "shopify", {**answers, "vat_rate": "1"})
    desk.save(dearer)
    run = desk.run(desk.flow("dearer"))
    assert run.counts.updated == sum(1 for price in before.values() if price)
    assert listed(desk) == {key: price * 2 for key, price in before.items()}


def test_the_wizard_shows_every_group_that_is_carried(between: Desk) -> None:
    """Each with what the target calls it; those that it does not have stand out."""
    desk = between("eaccounting", "shopify")
    (table,) = desk.checked_tables("eaccounting", "shopify", "price", "price_list")
    assert (table.rows, table.strays) == ((("Standard", "Standard"),), ("Standard",))
    flow = desk.new(
        "all", "price", "eaccounting", "shopify", {"document": "price_list", "source_price_lists": "*"}
    )
    assert flow.tables["price_lists"].rows == {"Standard": "Standard", "Wholesale": "Wholesale"}
