"""What the simulated systems refuse of prices, in their vendors' own ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.api.client import Client
from core.catalog import Catalog
from core.errors import Refused
from core.records import JsonObject
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace

At = Callable[[str], Client]


@pytest.fixture
def at(tmp_path: Path) -> Iterator[At]:
    """A client of one simulated system."""
    with ExitStack() as left:

        def made(name: str) -> Client:
            simulators = Catalog().simulators(World(), Rates())
            served = left.enter_context(Served(app({name: simulators[name]})))
            desk = Workspace(tmp_path / "home")
            left.callback(desk.close)
            desk.connect_sandbox(name, name, served.url)
            client, _ = desk._reach.client(name, writes=True)
            return left.enter_context(client)

        yield made


def one(client: Client, resource: str, **known: object) -> JsonObject:
    """The one record that is known by this."""
    (found,) = client.find(resource, [known])[0]
    return found.data


def test_an_item_of_exact_begins_with_a_price_of_nothing(at: At) -> None:
    """Its price is set there, and told by the item; a second of the same day and quantity is refused."""
    exact = at("exact_online")
    item = exact.create("items", {"Code": "NEW", "Description": "New", "Unit": "pc"}, once="1").key
    first = one(exact, "item_prices", **{"Sold.Code": "NEW"})
    assert (first["Price"], first["Open"], first["Own"]) == (0, True, False)
    exact.update("item_prices", first["ID"], {"Price": 5}, once="2")
    assert one(exact, "items", Code="NEW")["StandardSalesPrice"] == 5
    with pytest.raises(Refused, match="Gegeven bestaat reeds"):
        exact.create("item_prices", {"Item": item, "Price": 6, "StartDate": first["StartDate"]}, once="3")
    more = {"Item": item, "Price": 4, "Quantity": 10, "StartDate": first["StartDate"]}
    assert exact.create("item_prices", more, once="4").key
    assert one(exact, "items", Code="NEW")["StandardSalesPrice"] == 5


def test_a_shop_refuses_a_price_in_another_currency_than_its_lists(at: At) -> None:
    """Nor does it take a second list of the same name, or a price in a list that there is not."""
    shop = at("shopify")
    wholesale = one(shop, "price_lists", name="Wholesale")
    article = next(row.data for page in shop.pull("variants") for row in page.records)
    price = {"list_id": wholesale["id"], "variant": article["key"], "price": "4.50", "currency": "EUR"}
    with pytest.raises(Refused, match="does not match the price list's currency"):
        shop.create("list_prices", {**price, "currency": "SEK"}, once="1")
    with pytest.raises(Refused, match="Price list does not exist"):
        shop.create("list_prices", {**price, "list_id": 1}, once="2")
    with pytest.raises(Refused, match="Name has already been taken"):
        shop.create("price_lists", {"name": "Wholesale", "currency": "EUR"}, once="3")
    key = shop.create("list_prices", {**price, "compare_at_price": "5"}, once="4").key
    there = one(shop, "list_prices", key=key)
    assert (there["price"], there["compare_at_price"], there["list"]) == ("4.50", "5.00", "Wholesale")
    assert one(shop, "price_lists", name="Wholesale")["fixed_prices"] == 1
    shop.update("list_prices", key, {**price, "price": "4"}, once="5")
    there = one(shop, "list_prices", key=key)
    assert (there["price"], there["compare_at_price"]) == ("4.00", None)


def test_profit_takes_one_price_of_a_list_and_day(at: At) -> None:
    """The same day in another list is another price; a list that there is not is named."""
    profit = at("afas")
    price = {"Item": "KOF-ESP-0250", "Unit": "STK", "Currency": "EUR", "Date": "2026-05-01", "GrossPrice": 4}
    profit.create("prices", {**price, "Level": "ALG"}, once="1")
    profit.create("prices", {**price, "Level": "DLR"}, once="2")
    with pytest.raises(Refused, match="already exists"):
        profit.create("prices", {**price, "Level": "ALG"}, once="3")
    with pytest.raises(Refused, match="Prijslijst NONE"):
        profit.create("prices", {**price, "Level": "NONE"}, once="4")
    with pytest.raises(Refused, match="does not change them"):
        profit.update("prices", "KOF-ESP-0250||ALG|2026-05-01|0", {"GrossPrice": 5}, once="5")
