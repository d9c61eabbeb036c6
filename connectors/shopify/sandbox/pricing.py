"""Price lists of the simulated shop, and the prices that are set in them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from connectors.shopify.sandbox.keeping import Listed, Shop
from connectors.shopify.sandbox.paging import page
from connectors.shopify.sandbox.plan import Resolver, Row
from connectors.shopify.sandbox.rows import gid, number
from connectors.shopify.sandbox.search import Getter, compiled
from connectors.shopify.sandbox.told import answered, fault

#: What is asked of what the shop keeps of lists.
LISTS = ("price_lists", "list_prices")
_FIRST = 31_000_000_000
_FIELDS: dict[str, tuple[str, Getter]] = {
    "variant_id": ("number", lambda row: [row["variant_id"]]),
    "product_id": ("number", lambda row: [row["product_id"]]),
}


def lists(shop: Shop) -> dict[int, Row]:
    """Give the shop's price lists; from the start there is one for wholesale."""
    if "PriceList" not in shop.kinds:
        shop.kinds["PriceList"] = {}
        _made(shop, "Wholesale", "EUR")
    return shop.kinds["PriceList"]


def _made(shop: Shop, name: str, currency: str) -> Row:
    key = _FIRST + len(shop.kinds["PriceList"]) + 1
    named = {"id": key, "admin_graphql_api_id": gid("PriceList", key)}
    row = {**named, "name": name, "currency": currency, "prices": {}}
    shop.kinds["PriceList"][key] = row
    return row


def create_list(_: Row, shop: Shop, asked: Row) -> Row:
    """Make a price list; no two have the same name."""
    given = asked["input"]
    if not (given.get("name") or "").strip():
        return answered("price_list", None, fault("Name can't be blank", "input", "name", code="BLANK"))
    if any(one["name"] == given["name"] for one in lists(shop).values()):
        taken = fault("Name has already been taken", "input", "name", code="TAKEN")
        return answered("price_list", None, taken)
    return answered("price_list", _made(shop, given["name"], given["currency"]))


def update_prices(_: Row, shop: Shop, asked: Row) -> Row:
    """Set prices of a list, and remove others: all of them, or none when one is wrong."""
    row, given = lists(shop).get(number(asked["priceListId"])), asked["pricesToAdd"]
    wrong = [each for at, one in enumerate(given) for each in _wrong(shop, row, one, at)]
    if row is None or wrong:
        none = fault("Price list does not exist.", "priceListId", code="PRICE_LIST_NOT_FOUND")
        return {**answered("price_list", None, *(wrong or [none])), "prices_added": None}
    added = [_price(shop, one) for one in given]
    row["prices"] |= {one["variant_id"]: one for one in added}
    removed = [name for name in asked["variantIdsToDelete"] if row["prices"].pop(number(name), None)]
    shop.version += 1
    return {**answered("price_list", row), "prices_added": added, "deleted_fixed_price_variant_ids": removed}


def add_prices(_: Row, shop: Shop, asked: Row) -> Row:
    """Set prices of a list."""
    given = {**asked, "pricesToAdd": asked["prices"], "variantIdsToDelete": []}
    done = update_prices({}, shop, given)
    return {"prices": done["prices_added"], "user_errors": done["user_errors"]}


def _wrong(shop: Shop, row: Row | None, one: Row, at: int) -> list[Row]:
    """Say what is wrong with a price."""
    place = ("pricesToAdd", str(at))
    if row is None:
        return []
    if shop.get("ProductVariant", one["variantId"]) is None:
        told = "A fixed price for the specified product variant doesn't exist."
        return [fault(told, *place, "variantId", code="VARIANT_NOT_FOUND")]
    amounts = [one[name] for name in ("price", "compareAtPrice") if one.get(name)]
    if any(amount["currencyCode"] != row["currency"] for amount in amounts):
        told = "The specified currency does not match the price list's currency."
        return [fault(told, *place, "price", code="PRICE_LIST_CURRENCY_MISMATCH")]
    try:
        negative = any(Decimal(str(amount["amount"])) < 0 for amount in amounts)
    except InvalidOperation:
        negative = True
    return [fault("Price must be a number of 0 or more", *place, "price", code="BLANK")] if negative else []


def _price(shop: Shop, one: Row) -> Row:
    variant = shop.get("ProductVariant", one["variantId"]) or {}
    made = {"variant_id": variant["id"], "product_id": variant["product_id"], "variant": variant}
    return {**made, "price": _money(one["price"]), "compare_at_price": _money(one.get("compareAtPrice"))}


def _money(given: Row | None) -> Row | None:
    """Write an amount as the shop keeps it: to the cent."""
    if given is None:
        return None
    return {"amount": f"{Decimal(str(given['amount'])):.2f}", "currency_code": given["currencyCode"]}


def _all(_: Row, shop: Shop, asked: Row) -> Row:
    found = list(lists(shop).values())
    return page(Listed(found, [(row["id"], row["id"]) for row in found]), asked)


def _prices(row: Row, _: Shop, asked: Row) -> Row:
    test = compiled(asked.get("query"), _FIELDS, lambda _row: ())
    found = (
        [one for one in row["prices"].values() if test(one)] if asked.get("originType") != "RELATIVE" else []
    )
    return page(Listed(found, [(at, at) for at in range(len(found))]), asked)


#: What is asked of the shop, of a list and of a price.
QUERIES: dict[str, Resolver] = {
    "priceLists": _all,
    "priceList": lambda _, shop, asked: lists(shop).get(number(asked["id"])),
}
TYPES: dict[str, dict[str, Resolver]] = {
    "PriceList": {
        "prices": _prices,
        "fixedPricesCount": lambda row, *_: len(row["prices"]),
        "catalog": lambda *_: None,
    },
    "PriceListPrice": {"originType": lambda *_: "FIXED"},
}
MUTATIONS: dict[str, Resolver] = {
    "priceListCreate": create_list,
    "priceListFixedPricesAdd": add_prices,
    "priceListFixedPricesUpdate": update_prices,
}


def listed(shop: Shop, resource: str) -> list[Row]:
    """Show the price lists, or every price in them."""
    held = list(lists(shop).values())
    if resource == "price_lists":
        return [{name: value for name, value in row.items() if name != "prices"} for row in held]
    return [
        {"list": row["name"], "sku": one["variant"]["sku"], "price": one["price"]["amount"]}
        for row in held
        for one in row["prices"].values()
    ]
