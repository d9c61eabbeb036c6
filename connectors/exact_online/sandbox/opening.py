"""What the books hold on the first day: the trade of the world, and what any administration has."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from connectors.exact_online.sandbox.books import Books, Row
from connectors.exact_online.sandbox.trade import Trade
from connectors.exact_online.sandbox.writing import Writer

if TYPE_CHECKING:
    from core.sandbox.world import World

#: The customer to whom orders without a customer of their own can be booked.
WEBSHOP = {"Name": "Webshop customers", "Code": "1", "Status": "C", "Country": "NL"}

#: Code, name, percentage, how prices are read, country of the one stop shop, reverse charged.
_VAT: tuple[tuple[str, str, str, str, str | None, bool], ...] = (
    ("0", "No VAT", "0", "N", None, False),
    ("1", "VAT high, including", "0.21", "I", None, False),
    ("2", "VAT high, excluding", "0.21", "E", None, False),
    ("3", "VAT low, including", "0.09", "I", None, False),
    ("4", "VAT low, excluding", "0.09", "E", None, False),
    ("5", "VAT zero rate", "0", "N", None, False),
    ("6", "Reverse charged inside the country", "0.21", "E", None, True),
    ("7", "Delivery to businesses in the EU", "0", "N", None, False),
    ("8", "Export outside the EU", "0", "N", None, False),
    ("10", "Germany 19 %, including", "0.19", "I", "DE", False),
    ("11", "Germany 7 %, including", "0.07", "I", "DE", False),
    ("12", "Belgium 21 %, including", "0.21", "I", "BE", False),
    ("13", "Belgium 6 %, including", "0.06", "I", "BE", False),
    ("14", "Belgium 12 %, including", "0.12", "I", "BE", False),
    ("15", "France 20 %, including", "0.20", "I", "FR", False),
    ("16", "France 10 %, including", "0.10", "I", "FR", False),
    ("17", "France 5.5 %, including", "0.055", "I", "FR", False),
    ("18", "Sweden 25 %, including", "0.25", "I", "SE", False),
    ("19", "Sweden 12 %, including", "0.12", "I", "SE", False),
    ("20", "Sweden 6 %, including", "0.06", "I", "SE", False),
    ("21", "Spain 21 %, including", "0.21", "I", "ES", False),
    ("22", "Spain 10 %, including", "0.10", "I", "ES", False),
    ("23", "Spain 4 %, including", "0.04", "I", "ES", False),
    ("30", "Germany 19 %, excluding", "0.19", "E", "DE", False),
    ("31", "Germany 7 %, excluding", "0.07", "E", "DE", False),
    ("32", "Belgium 21 %, excluding", "0.21", "E", "BE", False),
    ("33", "Belgium 6 %, excluding", "0.06", "E", "BE", False),
    ("34", "Belgium 12 %, excluding", "0.12", "E", "BE", False),
    ("35", "France 20 %, excluding", "0.20", "E", "FR", False),
    ("36", "France 10 %, excluding", "0.10", "E", "FR", False),
    ("37", "France 5.5 %, excluding", "0.055", "E", "FR", False),
    ("38", "Sweden 25 %, excluding", "0.25", "E", "SE", False),
    ("39", "Sweden 12 %, excluding", "0.12", "E", "SE", False),
    ("40", "Sweden 6 %, excluding", "0.06", "E", "SE", False),
    ("41", "Spain 21 %, excluding", "0.21", "E", "ES", False),
    ("42", "Spain 10 %, excluding", "0.10", "E", "ES", False),
    ("43", "Spain 4 %, excluding", "0.04", "E", "ES", False),
)
_LEDGER = (
    ("0100", "Equipment", "D", "B"), ("1100", "Bank", "D", "B"), ("1300", "Debtors", "D", "B"),
    ("1500", "VAT to pay", "C", "B"), ("1501", "VAT low to pay", "C", "B"),
    ("1510", "VAT to claim", "D", "B"),
    ("1600", "Creditors", "C", "B"), ("3000", "Stock", "D", "B"), ("4000", "Office", "D", "W"),
    ("7000", "Cost of sales", "D", "W"), ("8000", "Revenue", "C", "W"), ("8010", "Revenue, low", "C", "W"),
    ("8100", "Revenue of shipping", "C", "W"), ("8200", "Revenue in the EU", "C", "W"),
)  # fmt: skip
_JOURNALS = (
    ("20", "Bank", 12),
    ("50", "Webshop sales", 20),
    ("70", "Sales", 20),
    ("90", "General entries", 90),
)
_CONDITIONS = (("00", "Cash", 0), ("14", "14 days", 14), ("30", "30 days", 30), ("60", "60 days", 60))
_UNITS = (
    ("pc", "Piece", "O"), ("m", "Metre", "L"), ("kg", "Kilogram", "W"), ("l", "Litre", "V"),
    ("box", "Box", "O"), ("hour", "Hour", "T"),
)  # fmt: skip
_UNIT_OF = {
    "piece": "pc",
    "metre": "m",
    "kilogram": "kg",
    "kg": "kg",
    "litre": "l",
    "box": "box",
    "hour": "hour",
}
_EXTRA = (
    ("SHIPPING", "Shipping costs", Decimal("4.95")), ("DISCOUNT", "Discount", Decimal(0)),
    ("MISC", "Other goods", Decimal(0)),
    ("GIFTWRAP", "Gift wrapping", Decimal("2.50")), ("GIFTCARD", "Gift card", Decimal(25)),
)  # fmt: skip
#: Of how many orders at most somebody had the customer on the line.
_ORDERS = 400
_BY_RATE = {Decimal(21): "1", Decimal(9): "3", Decimal(0): "5"}


def fill(books: Books, world: World) -> None:
    """Open the books with the products, the known customers and their orders of a world."""
    ledger = _fixed(books)
    writer = Writer(books, {})
    warehouses = [
        writer.create("warehouses", {"Code": code, "Description": name, "Main": main})
        for code, name, main in (("1", "Main warehouse", 1), ("2", "Shop", 0))
    ]
    group = books.store("item_groups", {"Code": "1", "Description": "Goods", "IsDefault": 1, **ledger})
    for product in world.products:
        _product(books, writer, product, group["ID"], warehouses)
    for code, name, price in _EXTRA:
        item = {"Code": code, "Description": name, "Unit": "pc", "SalesVatCode": "1", "IsSalesItem": True}
        _priced(books, writer.create("items", item), price)
    webshop = writer.create("accounts", WEBSHOP)
    buyers = [
        _customer(writer, customer) if customer["in_erp"] else None if customer["email"] else webshop
        for customer in world.customers
    ]
    trade = Trade(books, writer)
    for order in world.orders[-_ORDERS:]:
        if buyer := buyers[order["customer"]]:
            trade.carry(order, buyer)
    _rent(books, writer)


def _rent(books: Books, writer: Writer) -> None:
    """Book the office of each month, with the VAT that is claimed."""
    accounts = {row["Code"]: row["ID"] for row in books.tables["gl_accounts"].rows.values()}
    sides = (("4000", Decimal(1000)), ("1510", Decimal(210)), ("1600", Decimal(-1210)))
    for month in range(1, 11):
        lines = [
            {"GLAccount": accounts[code], "AmountFC": amount, "Date": f"2026-{month:02}-01",
             "Description": f"Office {month:02}-2026", "Notes": "Rent"}
            for code, amount in sides
        ]  # fmt: skip
        when = {"FinancialYear": 2026, "FinancialPeriod": month}
        writer.create("journal_entries", {"JournalCode": "90", **when, "GeneralJournalEntryLines": lines})


def bare(books: Books) -> None:
    """Open the books of an administration that trades nothing: its codes, one customer, one item."""
    _fixed(books)
    writer = Writer(books, {})
    writer.create("accounts", {"Name": "Customer of another administration", "Status": "C"})
    writer.create("items", {"Code": "OTHER", "Description": "Item of another administration"})


def _fixed(books: Books) -> Row:
    """Store what any administration has; give the accounts on which items are booked."""
    accounts = {
        code: books.store(
            "gl_accounts",
            {"Code": code, "Description": name, "BalanceSide": side, "BalanceType": kind, "IsBlocked": False},
        )["ID"]
        for code, name, side, kind in _LEDGER
    }
    for code, name, percentage, kind, country, charged in _VAT:
        row = {"Code": code, "Description": name, "Percentage": Decimal(percentage), "Type": kind}
        row |= {"Charged": charged, "OssCountry": country, "IsBlocked": False}
        books.store("vat_codes", row | {"GLToPay": accounts["1500"], "GLToClaim": accounts["1510"]})
    for code, name, days in _CONDITIONS:
        row = {
            "Code": code,
            "Description": name,
            "PaymentDays": days,
            "PaymentEndOfMonths": 0,
            "PaymentMethod": "B",
        }
        books.store("payment_conditions", row)
    for code, name, kind_of in _JOURNALS:
        row = {"Code": code, "Description": name, "Type": kind_of, "Currency": "EUR", "IsBlocked": False}
        books.store("journals", row | {"GLAccount": accounts["1300"], "GLAccountCode": "1300"})
    for code, name in (("WEB", "Web shop"), ("SHOP", "Shop")):
        books.store("cost_centres", {"Code": code, "Description": name, "Active": True})
        books.store("cost_units", {"Code": code, "Description": name})
    for n, (code, name, kind) in enumerate(_UNITS):
        books.store(
            "units", {"Code": code, "Description": name, "Active": True, "Main": int(n == 0), "Type": kind}
        )
    for code, name in (("POST", "Post"), ("COURIER", "Courier"), ("PICKUP", "Picked up")):
        books.store("shipping_methods", {"Code": code, "Description": name, "Active": True})
    return {"GLRevenue": accounts["8000"], "GLCosts": accounts["7000"], "GLStock": accounts["3000"]}


def _product(
    books: Books, writer: Writer, product: dict[str, Any], group: str, warehouses: list[Row]
) -> None:
    name = " ".join(filter(None, (product["title"], product["variant_title"])))
    unit = _UNIT_OF.get(product["unit"], "pc")
    payload = {
        "Code": product["sku"],
        "Description": name[:60],
        "Barcode": product["ean"],
        "Unit": unit,
        "ItemGroup": group,
        "IsSalesItem": True,
        "IsStockItem": True,
        "IsFractionAllowedItem": unit != "pc",
        "IsWebshopItem": 1,
        "SalesVatCode": _BY_RATE.get(Decimal(product["vat_rate"]), "1"),
        "CostPriceStandard": product.get("cost"),
        "NetWeight": product["weight_grams"],
        "NetWeightUnit": "g",
    }
    item = _priced(books, writer.create("items", payload), product["price"])
    stock = Decimal(product["stock"])
    books.store("items", {**item, "Stock": stock})
    for warehouse, quantity in zip(warehouses, (stock, Decimal(0)), strict=True):
        row = writer.create("stock", {"Item": item["ID"], "Warehouse": warehouse["ID"]})
        known = {
            "CurrentStock": quantity,
            "ProjectedStock": quantity,
            "PlannedStockIn": 0,
            "PlannedStockOut": 0,
        }
        books.store("stock", {**row, **known, "ReservedStock": 0})


def _priced(books: Books, item: Row, price: Decimal) -> Row:
    (first,) = books.tables["sales_item_prices"].having("Item", item["ID"])
    books.store("sales_item_prices", {**first, "Price": price})
    return books.store("items", {**item, "StandardSalesPrice": price})


def _customer(writer: Writer, customer: dict[str, Any]) -> Row:
    person = f"{customer['first_name']} {customer['last_name']}".strip()
    where, sent = _address(customer["billing"]), _address(customer["shipping"])
    account = writer.create(
        "accounts",
        {"Name": (customer["company"] or person)[:50], "Email": customer["email"], "Phone": customer["phone"],
         "VATNumber": customer["vat_number"], "Status": "C", **where},
    )  # fmt: skip
    writer.create("addresses", {"Account": account["ID"], "Type": 1, "Main": True, **where})
    if sent != where:
        writer.create("addresses", {"Account": account["ID"], "Type": 4, "Main": True, **sent})
    if customer["company"]:
        contact = {
            "FirstName": customer["first_name"],
            "LastName": customer["last_name"],
            "Email": customer["email"],
        }
        writer.create("contacts", {"Account": account["ID"], **contact})
    return account


def _address(address: dict[str, Any]) -> Row:
    return {
        "AddressLine1": address["street"][:80],
        "AddressLine2": (address.get("street2") or None),
        "Postcode": address["postcode"],
        "City": (address["city"] or "")[:30],
        "Country": address["country"],
    }
