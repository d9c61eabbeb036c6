"""What a company's books hold on the first day: the trade of the world, and what any company has."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from connectors.accountview.sandbox.books import Books, Row
from connectors.accountview.sandbox.rules import BANK, COMPLETED, GENERAL, PURCHASE, SALES, booked

if TYPE_CHECKING:
    from core.sandbox.world import World

_LEDGER = (
    ("0100", "Inventaris"), ("1100", "Bank"), ("1300", "Debiteuren"), ("1500", "Af te dragen btw hoog"),
    ("1510", "Af te dragen btw laag"), ("1520", "Te vorderen btw"),
    ("1530", "Af te dragen btw EU (OSS)"), ("1600", "Crediteuren"),
    ("3000", "Voorraad"), ("4000", "Kantoorkosten"), ("7000", "Kostprijs omzet"), ("8000", "Omzet hoog"),
    ("8010", "Omzet laag"), ("8020", "Omzet buitenland"), ("8100", "Verzendkosten"),
)  # fmt: skip
_JOURNALS = (
    ("90", "Memoriaal", GENERAL, "Memoriaal", ""), ("70", "Verkoopboek", SALES, "Verkoop", "1300"),
    ("60", "Inkoopboek", PURCHASE, "Inkoop", "1600"), ("10", "Bankboek", BANK, "Bank", "1100"),
)  # fmt: skip
_VAT = (
    ("1", "Btw hoog", "21", "1500", "1a"), ("2", "Btw laag", "9", "1510", "1b"),
    ("0", "Geen btw", "0", "1500", "1e"),
    ("3", "Levering binnen de EU", "0", "1500", "3b"), ("4", "Inkoop hoog", "21", "1520", "5b"),
    ("D1", "OSS Duitsland hoog", "19", "1530", ""), ("D2", "OSS Duitsland laag", "7", "1530", ""),
    ("B1", "OSS België hoog", "21", "1530", ""), ("B2", "OSS België midden", "12", "1530", ""),
    ("B3", "OSS België laag", "6", "1530", ""), ("F1", "OSS Frankrijk hoog", "20", "1530", ""),
    ("F2", "OSS Frankrijk midden", "10", "1530", ""), ("F3", "OSS Frankrijk laag", "5.5", "1530", ""),
    ("S1", "OSS Zweden hoog", "25", "1530", ""), ("S2", "OSS Zweden midden", "12", "1530", ""),
    ("S3", "OSS Zweden laag", "6", "1530", ""), ("E1", "OSS Spanje hoog", "21", "1530", ""),
    ("E2", "OSS Spanje midden", "10", "1530", ""), ("E3", "OSS Spanje laag", "4", "1530", ""),
)  # fmt: skip
_COSTS = (("ALG", "Algemeen"), ("WEB", "Webshop"), ("WINKEL", "Winkel"))
_EXTRA = (
    ("SHIPPING", "Verzendkosten", "4.95"),
    ("DISCOUNT", "Korting", "0"),
    ("GIFTWRAP", "Cadeaupapier", "2.50"),
)
_SUPPLIER = {
    "ACCT_NAME": "Koffiebranderij De Zon B.V.",
    "SRC_CODE": "ZON",
    "ACCT_NR": "1600",
    "CNT_CODE": "NL",
}
#: The debtor to whom orders without a customer of their own can be booked.
_WEBSHOP = {
    "SUB_NR": "1",
    "ACCT_NAME": "Webshopklanten",
    "SRC_CODE": "WEBSHOP",
    "ACCT_NR": "1300",
    "CNT_CODE": "NL",
}
_REVENUE = {Decimal(21): ("8000", "1"), Decimal(9): ("8010", "2")}
#: Orders that are kept as such: what was cancelled or went back is none.
_TO_DELIVER = {"paid", "pending", "authorized"}
_CENT = Decimal("0.01")


def fill(books: Books, world: World) -> None:
    """Open the books with the products, the known customers and their paid orders of a world."""
    fixed(books)
    groups: dict[str, str] = {}
    for product in world.products:
        kind = product["type"] or "Overig"
        if kind not in groups:
            groups[kind] = f"{len(groups) + 1:02d}"
            books.store("item_groups", {"AG_CODE": groups[kind], "AG_DESC": kind})
        books.store("items", _article(product, groups[kind]))
    for code, name, price in _EXTRA:
        books.store("items", {"ART_CODE": code, "ART_DESC1": name, "PX_SELL": Decimal(price)})
    _make(books, "suppliers", _SUPPLIER)
    _make(books, "customers", _WEBSHOP)
    debtors = {
        n: _make(books, "customers", debtor(customer))["SUB_NR"]
        for n, customer in enumerate(world.customers)
        if customer["in_erp"]
    }
    for order in world.orders:
        if order["status"] == "paid" and order["customer"] in debtors:
            _invoice(books, order, debtors[order["customer"]])
        if order["status"] in _TO_DELIVER and order["customer"] in debtors:
            _order(books, order, debtors[order["customer"]])
    _general(books)


def fixed(books: Books) -> None:
    """Store what any company has."""
    for number, name in _LEDGER:
        books.store("gl_accounts", {"ACCT_NR": number, "ACCT_NAME": name, "ACCT_TYPE": 1})
    for code, name, kind, words, account in _JOURNALS:
        row = {"DJ_CODE": code, "DJ_NAME": name, "DJ_TYPE": kind, "DJ_TYPEV": words, "DJ_ACCT": account}
        books.store("journals", {**row, "CUR_CODE": "EUR"})
    for code, name, rate, account, box in _VAT:
        row = {
            "VAT_CODE": code,
            "VAT_NAME": name,
            "VAT_PCT": Decimal(rate),
            "VAT_ACCT": account,
            "FRM_CODE": box,
        }
        books.store("vat_codes", {**row, "VAT_TYPE": 1, "CALC_TYPE": 1})
    for code, name in _COSTS:
        books.store("cost_centres", {"COST_CODE": code, "COST_DESC": name, "COST_TYPE": 1})
    books.store("projects", {"PROJ_CODE": "P-001"})


def _make(books: Books, name: str, row: Row) -> Row:
    made = books.store(name, COMPLETED[name](books, row, books.now().year))
    if name == "entries":
        booked(books, made)
    return made


def _article(product: dict[str, Any], group: str) -> Row:
    name = " ".join(filter(None, (product["title"], product["variant_title"])))
    return {
        "ART_CODE": product["sku"],
        "ART_DESC1": name,
        "AG_CODE": group,
        "PX_SELL": product["price"],
        "COST_PX": product["cost"] or Decimal(0),
        "QTY_AVAIL": product["stock"] or Decimal(0),
    }


def debtor(customer: dict[str, Any]) -> Row:
    """Give a customer of the world as a debtor: the company with its contact, or the person."""
    home = customer["billing"]
    person = f"{customer['first_name'] or ''} {customer['last_name'] or ''}".strip()
    name = customer["company"] or person or customer["email"]
    postcode = home["postcode"] or ""
    return {
        "ACCT_NAME": name[:40],
        "SRC_CODE": name[:10].upper(),
        "ACCT_NR": "1300",
        "MAIN_CONT": person[:40] if customer["company"] else "",
        "ADDRESS1": home["street"][:80],
        "ADDR_LINE2": (home.get("street2") or "")[:40],
        "POST_CODE": postcode[:10],
        "CITY": (home["city"] or "")[:35],
        "CNT_CODE": home["country"],
        "MAIL_BUS": (customer["email"] or "")[:50],
        "TEL_BUS": (customer["phone"] or "")[:20],
        "VAT_NR": (customer["vat_number"] or "")[:14],
    }


def _invoice(books: Books, order: dict[str, Any], number: str) -> None:
    """Book a paid order in the sales journal, on its day in this book year; amounts include VAT."""
    day = order["created"].date().replace(year=books.now().year)
    sold = [(line["title"], line["total"], line["vat_rate"], line["quantity"]) for line in order["lines"]]
    if order["shipping"] and order["shipping"]["total"]:
        sending = order["shipping"]
        sold.append((sending["title"], sending["total"], sending["vat_rate"], Decimal(1)))
    lines = [_sold(*each) for each in sold]
    head = {
        "DJ_CODE": "70",
        "SUB_NR": number,
        "INV_NR": str(order["number"]),
        "TRN_DATE": day,
        "CRED_DAYS": 14,
    }
    words = {"HDR_DESC": f"Order {order['number']}", "COMMENT1": order["note"] or "", "GROSS_FLG": True}
    _make(books, "entries", {**head, **words, "DJ_LINE": lines})


def _order(books: Books, order: dict[str, Any], number: str) -> None:
    """Keep an order as it was placed: articles, what sending costs among them, at prices after discount."""
    lines = [(line["sku"], line["quantity"], line["total"]) for line in order["lines"] if line["sku"]]
    if order["shipping"] and order["shipping"]["total"]:
        lines.append(("SHIPPING", Decimal(1), order["shipping"]["total"]))
    rows = [
        {"ART_CODE": code, "ORD_QTY": quantity, "ART_PX": (total / quantity).quantize(_CENT, ROUND_HALF_UP)}
        for code, quantity, total in lines
    ]
    head = {"COMMENT1": str(order["number"]), "RPL_DEL": number, "RPL_INV": number}
    _make(books, "sales_orders", {**head, "ORD_DATE": order["created"].date(), "SO_LINE": rows})


def _sold(title: str, amount: Decimal, rate: Decimal, quantity: Decimal) -> Row:
    account, code = _REVENUE.get(rate, ("8020", "3"))
    vat = (amount * rate / (100 + rate)).quantize(_CENT, ROUND_HALF_UP) if code != "3" else Decimal(0)
    row = {"ACCT_NR": account, "AMOUNT": amount, "VAT_CODE": code, "VAT_AMT": vat, "TRN_QTY": quantity}
    return {**row, "TRN_DESC": title[:40]}


def _general(books: Books) -> None:
    """Book a few general entries, one for each month so far."""
    now = books.now()
    for month in range(1, now.month + 1):
        day = now.date().replace(month=month, day=1)
        lines = [
            {"ACCT_NR": "4000", "AMOUNT": Decimal("125.50"), "COST_CODE": "ALG", "TRN_DESC": "Kantoor"},
            {"ACCT_NR": "0100", "AMOUNT": Decimal("-125.50"), "TRN_DESC": "Afschrijving"},
        ]
        head = {"DJ_CODE": "90", "HDR_DESC": f"Afschrijving {day:%m-%Y}", "INV_NR": f"AFS{day:%m%Y}"}
        _make(books, "entries", {**head, "TRN_DATE": day, "DJ_LINE": lines})
