"""Financial entries: rows that balance, in a journal and a period that are open."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from connectors.afas.sandbox.books import Books, Row
from connectors.afas.sandbox.elements import Node
from connectors.afas.sandbox.refusal import absent, rule

#: How many rows an entry may have.
MOST = 1000
_LEDGER, _DEBTOR = "1", "2"


def book(books: Books, node: Node) -> Row:
    """Book an entry; Profit gives it its number, and invoices theirs where that is asked for."""
    fields, rows = node.fields, node.every("FiEntries")
    for name in ("Year", "Peri", "JoCo"):
        if fields.get(name) is None:
            raise rule(f"De waarde bij '{name}' is verplicht.", f"A value for '{name}' is required.")
    unit = fields.get("UnId") or 1
    if books.row("administrations", unit) is None:
        raise absent("Administratie")
    if books.row("journals", f"{unit}|{fields['JoCo']}") is None:
        raise absent("Dagboek")
    if not rows or len(rows) > MOST:
        raise rule(f"Een boeking heeft 1 tot {MOST} regels.", f"An entry has 1 to {MOST} lines.")
    balance = sum((_amount(row, "AmDe") - _amount(row, "AmCr") for row in rows), Decimal(0))
    if balance:
        raise rule(f"De boeking is niet in evenwicht: {balance}.", f"The entry does not balance: {balance}.")
    for row in rows:
        _check(books, row, unit)
    number = books.number("entries", 54601)
    invoice = f"IH{books.number('invoices', 1057):06d}X" if fields.get("AuNu") else None
    for place, row in enumerate(rows, 1):
        kept = _kept(books, row, place) | {"UnitId": unit, "EntryNo": number, "Year": fields["Year"]}
        kept |= {
            "Period": fields["Peri"],
            "JournalId": fields["JoCo"],
            "InvoiceId": row.fields.get("InId") or invoice,
        }
        kept |= {"Created": books.now(), "Modified": books.now()}
        books.put("transactions", f"{unit}|{number}|{place}", kept)
        if row.fields["VaAs"] == _DEBTOR and kept["InvoiceId"]:
            _open(books, {**kept, "DebtorId": row.fields["AcNr"]})
    made = {"UnId": str(unit), "EnNo": str(number)}
    return {"FiEntryPar": {**made, **({"InId": invoice} if invoice else {})}}


def _amount(row: Node, name: str) -> Decimal:
    return Decimal(str(row.fields.get(name) or 0))


def _check(books: Books, row: Node, unit: int) -> None:
    fields = row.fields
    for name in ("VaAs", "AcNr", "EnDa", "BpDa"):
        if fields.get(name) is None:
            raise rule(f"De waarde bij '{name}' is verplicht.", f"A value for '{name}' is required.")
    table = {_LEDGER: "accounts", _DEBTOR: "debtors"}.get(fields["VaAs"])
    account = books.row(table, fields["AcNr"]) if table else None
    if account is None:
        raise absent("Account Number")
    if fields.get("VaId") and books.row("vat_codes", fields["VaId"]) is None:
        raise absent("Btw-code")
    for code in row.every("FiDimEntries"):
        if code.fields.get("DiC1") and books.row("axis_codes", f"1|{code.fields['DiC1']}") is None:
            raise absent("Verbijzonderingscode")
    period = books.row("periods", f"{unit}|{fields['EnDa']:%Y}|{fields['EnDa'].month}")
    if period is None or period["Blocked"]:
        day = f"{fields['EnDa'].day}-{fields['EnDa'].month}-{fields['EnDa'].year}"
        raise rule(
            f"Datum '{day}' valt in een geblokkeerde periode.", f"Date '{day}' belongs to a blocked period."
        )


def _kept(books: Books, row: Node, place: int) -> Row:
    """Keep a row; of a debtor's it is the account on which its debts are collected that shows."""
    fields = row.fields
    debtor = books.row("debtors", fields["AcNr"]) if fields["VaAs"] == _DEBTOR else None
    account = debtor["CollectAccount"] if debtor else fields["AcNr"]
    kept: Row = {"SeqNo": place, "AccountType": fields["VaAs"], "AccountNo": account}
    kept["SubNo"] = fields["AcNr"]
    kept |= {"AmtDebit": _amount(row, "AmDe"), "AmtCredit": _amount(row, "AmCr"), "EntryDate": fields["EnDa"]}
    kept |= {"VoucherDate": fields["BpDa"], "VoucherNo": fields.get("BpNr"), "VatCode": fields.get("VaId")}
    kept |= {"VatAmt": Decimal(0), "Description": fields.get("Ds")}
    codes = next(iter(row.every("FiDimEntries")), None)
    return kept | (
        {"CostCentre": codes.fields.get("DiC1"), "CostUnit": codes.fields.get("DiC2")} if codes else {}
    )


def _open(books: Books, row: Row) -> None:
    """A debtor's row with an invoice number is an invoice, or a payment of one."""
    key = f"{row['UnitId']}|{row['InvoiceId']}"
    there = books.row("open_invoices", key)
    amount = row["AmtDebit"] - row["AmtCredit"]
    day: datetime = row["VoucherDate"]
    new: Row = {"UnitId": row["UnitId"], "DebtorId": row["DebtorId"], "InvoiceNr": row["InvoiceId"],
                "NookPieceDate": day, "ExpDate": day + timedelta(days=14), "CurrencyId": "EUR",
                "AmtInvoice": amount, "AmtInvoiceCurr": amount, "Balance": Decimal(0),
                "Description": row["Description"]}  # fmt: skip
    whole = there or new
    balance = whole["Balance"] + amount
    books.put("open_invoices", key, {**whole, "Balance": balance, "BalanceCurr": balance})
