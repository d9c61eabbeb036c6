"""What is booked: lines of sales entries with their VAT, and general entries, which come to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from connectors.exact_online.sandbox.books import Books, Row, midnight
from connectors.exact_online.sandbox.references import coded, named
from connectors.exact_online.sandbox.refusal import invalid

_SALES, _GENERAL = 20, 90
_CENT = Decimal("0.01")


def sales_entry(books: Books, row: Row) -> Row:
    """A sales entry's header: in a journal of sales, dated, due by the customer's condition."""
    _in_journal(books, row["Journal"], _SALES)
    buyer = books.tables["accounts"].rows.get(row["Customer"] or "", {})
    day = row.get("EntryDate") or midnight(books.now())
    code = row.get("PaymentCondition") or buyer.get("PaymentConditionSales")
    condition = coded(books, "PaymentCondition", code) if code else None
    due = day + timedelta(days=(condition or {}).get("PaymentDays") or 0)
    usual = {"EntryDate": day, "DueDate": due, "Currency": "EUR", "PaymentCondition": code, "Type": 20}
    number = row.get("EntryNumber") or books.number()
    usual |= {"ReportingYear": day.year, "ReportingPeriod": day.month}
    return {**usual, **row, "EntryNumber": number, "Status": 20, "StatusDescription": "Open"}


def general_entry(books: Books, row: Row) -> Row:
    """A general entry's header: in a journal of general entries."""
    _in_journal(books, row["JournalCode"], _GENERAL)
    number = row.get("EntryNumber") or books.number()
    usual = {"Currency": "EUR", "Type": 90, "Status": 20, "StatusDescription": "Open"}
    return {**usual, **row, "EntryNumber": number}


def _in_journal(books: Books, code: str, kind: int) -> None:
    journal = coded(books, "Journal", code)
    if journal is None or journal["Type"] != kind:
        raise invalid("Invalid: Journal")


def bookable(name: str, lines: Sequence[Row]) -> None:
    """Look at an entry's lines before it is stored; Refusal where one has no account, or they no balance."""
    if not all(line.get("GLAccount") for line in lines):
        raise invalid("GLAccount Mandatory")
    if name != "journal_entries":
        return
    if any(line.get("VATCode") for line in lines):
        raise invalid("VATCode can only be used if the general journal has VAT enabled.")
    if sum((_decimal(line.get("AmountFC")) for line in lines), Decimal(0)):
        raise invalid("The entry is not in balance.")


def entered(books: Books, line: Row, header: Row) -> Row:
    """A line of an entry in full: what its account says, and for sales the VAT on its amount."""
    account = books.tables["gl_accounts"].rows[line["GLAccount"]]
    amount = _decimal(line.get("AmountFC"))
    whole = {**line, "AmountFC": amount, "AmountDC": amount}
    if "Customer" in header:
        code = coded(books, "VATCode", line.get("VATCode") or account["VATCode"] or "0")
        rate = _decimal(code["Percentage"]) if code and not code["Charged"] else Decimal(0)
        told = line.get("VATAmountFC")
        vat = (amount * rate).quantize(_CENT, ROUND_HALF_UP) if told is None else told
        whole |= {"VATCode": code["Code"] if code else None, "VATAmountFC": vat}
    else:
        whole["Date"] = line.get("Date") or midnight(books.now())
    return named(books, whole, ("GLAccount", "VATCode"))


def summed(rows: Sequence[Row]) -> Row:
    """What the lines of a sales entry add up to."""
    net = sum((_decimal(row["AmountFC"]) for row in rows), Decimal(0))
    vat = sum((_decimal(row["VATAmountFC"]) for row in rows), Decimal(0))
    return {"AmountFC": net + vat, "AmountDC": net + vat, "VATAmountFC": vat}


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value or 0))
