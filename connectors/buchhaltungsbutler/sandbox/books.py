"""The books of one company: debtors, documents, postings and what they stand on, and how each is shown."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from core.sandbox.rates import Clock

Row = dict[str, Any]
HERE = ZoneInfo("Europe/Berlin")
_CENT = Decimal("0.01")
_PARTY = (
    "name",
    "contact_person_name",
    "street",
    "additional_addressline",
    "zip",
    "city",
    "country",
    "sales_tax_id_eu",
    "email",
    "uid_ch",
    "iban",
    "bic",
    "postingaccount_number",
)
#: The columns of a list of documents, and of a document by itself: named differently, as measured.
_LISTED = {
    "filename": "filename",
    "id_by_customer": "id",
    "type": "type",
    "date": "date",
    "delivery_date": "delivery",
    "date_uploaded": "uploaded",
    "counterparty": "counterparty",
    "invoicenumber": "number",
    "amount": "amount",
    "payment_date": "paid",
    "due_date": "due",
    "account": "account",
    "amount_paid": "amount_paid",
    "amount_paid_fixed": "amount_paid",
    "deleted": "deleted",
    "link_to_receipt_id_by_customer": "link",
}
_SINGLE = {
    "filename": "filename",
    "id_by_customer": "id",
    "date": "date",
    "counterparty": "counterparty",
    "invoicenumber": "number",
    "amount": "amount",
    "amount_original": "amount",
    "currency": "currency",
    "currency_original": "currency",
    "exchangerate": "rate",
    "vat": "vat",
    "payment_date": "paid",
    "account": "account",
    "type": "type",
    "e_invoice_type": "e_type",
    "list_direction": "direction",
    "payment_reference": "reference",
    "date_delivery": "delivery",
    "date_payment_due": "due",
    "link_to_receipt_id_by_customer": "link",
    "deleted": "deleted",
    "amount_paid": "amount_paid",
    "amount_paid_fixed": "amount_paid",
}


def cents(amount: Any) -> Decimal:
    """Round to the cent, half up."""
    return Decimal(str(amount)).quantize(_CENT, ROUND_HALF_UP)


def percent(rate: Any) -> str | None:
    """Write a rate in per cent: 19, 5.5."""
    return None if rate is None else format(Decimal(str(rate)).normalize(), "f")


class Books:
    """One company's books."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.debtors: dict[int, Row] = {}
        self.creditors: dict[int, Row] = {}
        self.accounts: dict[int, Row] = {}
        self.postingaccounts: dict[int, Row] = {}
        self.costs: dict[str, Row] = {}
        self.receipts: dict[int, Row] = {}
        self.postings: dict[int, Row] = {}
        self.transactions: dict[int, Row] = {}
        self.invoice_numbers = count(1)

    def now(self) -> datetime:
        """Tell the time where the company is, without its zone."""
        return self._clock.now().astimezone(HERE).replace(tzinfo=None, microsecond=0)

    def party(self, table: dict[int, Row], first: int, given: Row) -> Row:
        """Keep a debtor or a creditor: its number is the next one when none is given."""
        number = int(given.get("postingaccount_number") or max([first - 1, *table]) + 1)
        row = {**dict.fromkeys(_PARTY), **_as_kept(given), "postingaccount_number": number}
        table[number] = row
        return row

    def change(self, row: Row, given: Row) -> Row:
        """Change a debtor or a creditor."""
        row |= {name: value for name, value in _as_kept(given).items() if name != "postingaccount_number"}
        return row

    def receipt(self, **given: Any) -> Row:
        """Keep a document."""
        number = len(self.receipts) + 1
        row = {
            "id": number,
            "uploaded": self.now(),
            "changed": self.now(),
            "deleted": False,
            "rate": 1,
            "currency": "EUR",
            "filename": f"{given['number'] or number}.pdf",
            "amount_paid": Decimal(0),
            **given,
        }
        self.receipts[number] = row
        return row

    def posting(self, **given: Any) -> Row:
        """Keep a posting."""
        number = len(self.postings) + 1
        row = {
            "id": number,
            "booking_number": f"B-{number:05d}",
            "changed": self.now(),
            "currency": "EUR",
            **given,
        }
        self.postings[number] = row
        return row

    def transaction(self, **given: Any) -> Row:
        """Keep a bank transaction."""
        number = len(self.transactions) + 1
        self.transactions[number] = {"id": number, "changed": self.now(), "currency": "EUR", **given}
        return self.transactions[number]

    def known(self, number: int) -> bool:
        """Whether there is an account of any kind with that number."""
        tables = (self.postingaccounts, self.accounts, self.debtors, self.creditors)
        return any(number in table for table in tables)


def _as_kept(given: Row) -> Row:
    """Name what comes in as it goes out; a customer's number elsewhere is kept where nobody sees it."""
    names = {"additional_address_line": "additional_addressline", "sales_tax_id": "sales_tax_id_eu"}
    return {names.get(name, name): value for name, value in given.items()}


def party(row: Row, kind: str) -> Row:
    """Show a debtor or a creditor."""
    made = {"type": kind, **{name: row.get(name) for name in _PARTY}, "import_pending": None}
    return {**made, "postingaccount_number": str(row["postingaccount_number"])}


def listed(row: Row) -> Row:
    """Show a document in a list."""
    return {name: _text(row.get(of)) for name, of in _LISTED.items()}


def single(row: Row) -> Row:
    """Show a document by itself."""
    return {name: _text(row.get(of)) for name, of in _SINGLE.items()}


def posting(row: Row) -> Row:
    """Show a posting."""
    made = {
        "id_by_customer": row["id"],
        "date": row["date"],
        "date_delivery": None,
        "date_vat_effective": row["date"],
        "postingtext": row["text"],
        "amount": row["amount"],
        "currency": row["currency"],
        "vat": row["vat"],
        "credit_type": None,
        "debit_postingaccount_number": row["debit"],
        "credit_postingaccount_number": row["credit"],
        "tax_key": None,
        "booking_number": row["booking_number"],
        "cost_location": row.get("cost"),
        "cost_location_two": row.get("cost_two"),
        "fixed": False,
        "comment": None,
        "receipt_id_by_customer": row.get("receipt"),
        "transaction_id_by_customer": row.get("transaction"),
    }
    return {name: _text(value) for name, value in made.items()}


def transaction(row: Row) -> Row:
    """Show a bank transaction; its number is a number."""
    names = {
        "to_from": "to_from",
        "amount": "amount",
        "booking_date": "booked",
        "value_date": "value",
        "purpose": "purpose",
    }
    return {"id_by_customer": row["id"], **{name: _text(row.get(of)) for name, of in names.items()}}


def _text(value: Any) -> Any:
    """Write a value as it goes out: numbers as texts, truth as 0 and 1, what is not set as null."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value) if isinstance(value, int | date) else value
