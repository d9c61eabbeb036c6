"""Sales prices: a new item has one of nothing, and none is there twice from the same day on."""

from __future__ import annotations

from decimal import Decimal

from connectors.exact_online.sandbox.books import Books, Row, midnight
from connectors.exact_online.sandbox.refusal import EXISTS, invalid

_SAME = ("Account", "Currency", "Quantity", "Unit", "StartDate")


def price(books: Books, row: Row) -> Row:
    """Give a new price what its payload does not say; a second of the same day and quantity is refused."""
    item = books.tables["items"].rows[row["Item"]]
    usual = {"Currency": "EUR", "Quantity": 1, "NumberOfItemsPerUnit": 1, "Unit": item["Unit"]}
    usual |= {"StartDate": midnight(books.now()), "DefaultItemUnit": item["Unit"], "Account": None}
    made = {**usual, **{name: value for name, value in row.items() if value is not None}}
    for other in books.tables["sales_item_prices"].having("Item", row["Item"]):
        if all(other[name] == made[name] for name in _SAME):
            raise invalid(EXISTS)
    return made


def priced(books: Books, name: str, row: Row) -> None:
    """Keep items and prices together: a new item has a price of nothing, and tells the one that holds."""
    if name == "items" and not books.tables["sales_item_prices"].having("Item", row["ID"]):
        first = {"Item": row["ID"], "ItemCode": row["Code"], "ItemDescription": row["Description"]}
        books.store("sales_item_prices", {**first, **price(books, {"Item": row["ID"], "Price": Decimal(0)})})
    if name == "sales_item_prices":
        _told(books, row["Item"])


def _told(books: Books, item: str) -> None:
    """The price of one that holds for everybody today: of several, the one that began last."""
    now = books.now()
    holding = [
        row
        for row in books.tables["sales_item_prices"].having("Item", item)
        if not row["Account"] and (row["Quantity"] or 1) <= 1 and row["StartDate"] <= now
        and (row["EndDate"] is None or midnight(now) <= row["EndDate"])
    ]  # fmt: skip
    if holding:
        last = max(holding, key=lambda row: (row["StartDate"], row["Timestamp"]))
        stored = books.tables["items"].rows[item]
        books.store("items", {**stored, "StandardSalesPrice": last["Price"]})
