"""What the books hold on the first day: the world's known customers, and documents for what they paid."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from connectors.buchhaltungsbutler.sandbox.books import HERE, Books, cents, percent

if TYPE_CHECKING:
    from core.sandbox.world import World

DEBTORS, CREDITORS = 10000, 70000
BANK = 1200
_CLASSES = (
    (1, "Anlage- und Umlaufvermögen"),
    (3, "Wareneingang und Bestand"),
    (4, "Betriebliche Aufwendungen"),
    (8, "Erlöse"),
)
_ACCOUNTS = (
    (410, "Geschäftsausstattung", 1),
    (1400, "Forderungen aus Lieferungen", 1),
    (1590, "Durchlaufende Posten", 1),
    (1600, "Verbindlichkeiten", 1),
    (1776, "Umsatzsteuer 19 %", 1),
    (1771, "Umsatzsteuer 7 %", 1),
    (1576, "Abziehbare Vorsteuer 19 %", 1),
    (3200, "Wareneingang", 3),
    (3980, "Bestand Waren", 3),
    (4930, "Bürobedarf", 4),
    (8300, "Erlöse 7 %", 8),
    (8400, "Erlöse 19 %", 8),
    (8200, "Erlöse", 8),
    (8338, "Erlöse im Ausland", 8),
)
_REVENUE = {Decimal(19): (8400, "19_vat"), Decimal(7): (8300, "7_vat")}
_DAYS_TO_PAY = timedelta(days=14)


def fill(books: Books, world: World) -> None:
    """Open the books."""
    for number, name in _CLASSES:
        books.postingaccounts[number] = {"number": number, "name": name, "parent": None}
    for number, name, parent in _ACCOUNTS:
        books.postingaccounts[number] = {"number": number, "name": name, "parent": parent}
    books.accounts[BANK] = {"number": BANK, "name": "Girokonto", "type": "bank"}
    books.accounts[1000] = {"number": 1000, "name": "Kasse", "type": "cash"}
    for code, name in (("WEB", "Webshop"), ("LADEN", "Ladengeschäft")):
        books.costs[code] = {"code": code, "name": name}
    books.party(
        books.creditors, CREDITORS, {"name": "Rösterei Sonne GmbH", "city": "Hamburg", "country": "DE"}
    )
    known = {
        n: books.party(books.debtors, DEBTORS, debtor(customer))["postingaccount_number"]
        for n, customer in enumerate(world.customers)
        if customer["in_erp"]
    }
    for order in world.orders:
        if order["status"] == "paid" and order["customer"] in known:
            _sold(books, order, world.customers[order["customer"]], known[order["customer"]])


def debtor(customer: dict[str, Any]) -> dict[str, Any]:
    """Give a customer of the world as a debtor: the company with its contact, or the person."""
    home = customer["billing"]
    person = f"{customer['first_name'] or ''} {customer['last_name'] or ''}".strip()
    made = {
        "name": customer["company"] or person or customer["email"],
        "contact_person_name": person if customer["company"] else None,
        "street": home["street"],
        "additional_address_line": home.get("street2") or None,
        "zip": home["postcode"],
        "city": home["city"],
        "country": home["country"],
        "sales_tax_id": customer["vat_number"],
        "email": customer["email"],
    }
    return {name: value for name, value in made.items() if value}


def _sold(books: Books, order: dict[str, Any], customer: dict[str, Any], number: int) -> None:
    """Keep the document of a paid order, what was booked for it, and the payment."""
    came: datetime = order["created"].astimezone(HERE).replace(tzinfo=None, microsecond=0)
    total = cents(order["totals"]["total"])
    rates = {line["vat_rate"] for line in order["lines"]}
    rate = next(iter(rates)) if len(rates) == 1 else None
    name, invoice = debtor(customer)["name"], f"RE-{order['number']}"
    paid = {"paid": came.date(), "amount_paid": total, "account": BANK}
    about = {"number": invoice, "counterparty": name, "direction": "outbound", "type": "invoice outbound"}
    receipt = books.receipt(
        **about,
        **paid,
        date=came.date(),
        due=came.date() + _DAYS_TO_PAY,
        amount=total,
        vat=percent(rate),
        uploaded=came,
        changed=came,
        reference=str(order["number"]),
    )
    revenue, vat = _REVENUE.get(rate or Decimal(0), (8338, "0_none"))
    text = f"{invoice} {name}"[:128]
    books.posting(
        date=came.date(),
        text=text,
        amount=total,
        vat=vat,
        debit=number,
        credit=revenue,
        receipt=receipt["id"],
    )
    moment = datetime(came.year, came.month, came.day)  # noqa: DTZ001 (as the company's bank writes it)
    books.transaction(account=BANK, to_from=name, amount=total, booked=moment, value=moment, purpose=invoice)
