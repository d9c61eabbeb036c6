"""How things are booked: vouchers in a year that is open, and the voucher of an invoice."""

from __future__ import annotations

from decimal import Decimal

from connectors.eaccounting.sandbox.books import Books, Row, Switches
from connectors.eaccounting.sandbox.refusal import LOCKED, NO_ACCOUNT, NO_YEAR, Refusal, invalid

RECEIVABLE, REVENUE, OUTPUT_VAT = 1300, 8000, 1500
_MANUAL, _INVOICED, _CREDITED = 2, 14, 15


def voucher(books: Books, row: Row, _: Row | None, __: Switches) -> Row:
    """A voucher: in a year that is open, on accounts that there are, debit as much as credit."""
    day = row["VoucherDate"]
    years = books.tables["fiscal_years"].rows.values()
    year = next((each for each in years if each["StartDate"] <= day <= each["EndDate"]), None)
    if year is None:
        raise Refusal(NO_YEAR, f"There is no fiscal year for {day:%Y-%m-%d}.")
    if year["IsLockedForAccounting"]:
        raise Refusal(LOCKED, f"The voucher date {day:%Y-%m-%d} is in a locked period.")
    rows = [_voucher_row(books, line, year) for line in row["Rows"]]
    debit = sum(line["DebitAmount"] for line in rows)
    if not rows or debit != sum(line["CreditAmount"] for line in rows):
        raise invalid(("Rows", "The voucher does not balance."))
    series = row.get("NumberSeries") or "A"
    number = f"{series}{books.next_voucher()}"
    return {**row, "Rows": rows, "NumberSeries": series, "NumberAndNumberSeries": number,
            "VoucherType": _MANUAL}  # fmt: skip


def _voucher_row(books: Books, line: Row, year: Row) -> Row:
    account = books.one("accounts", f"{year['Id']}/{line['AccountNumber']}")
    if account is None:
        raise Refusal(NO_ACCOUNT, f"The account {line['AccountNumber']} was not found.")
    code = books.one("vat_codes", line.get("VatCodeId") or account["VatCodeId"])
    amounts = {name: line.get(name) or Decimal(0) for name in ("DebitAmount", "CreditAmount")}
    said = f"{code['Code']} ({code['VatRate']}%)" if code else None
    return {**line, **amounts, "AccountDescription": account["Name"],
            "VatCodeId": code["Id"] if code else None, "VatCodeAndPercent": said}  # fmt: skip


def booked(books: Books, made: Row, switches: Switches) -> Row:
    """The voucher of an invoice: the customer owes, revenue and VAT are earned."""
    amount, vat = made["TotalAmount"], made["TotalVatAmount"]
    lines = [(RECEIVABLE, amount), (REVENUE, vat - amount), (OUTPUT_VAT, -vat)]
    sign = -1 if made["IsCreditInvoice"] else 1
    rows: list[Row] = [{"AccountNumber": account, **_sided(sign * each)} for account, each in lines if each]
    text = {"VoucherDate": made["InvoiceDate"], "VoucherText": f"Invoice {made['InvoiceNumber']}"}
    whole = voucher(books, {**text, "Rows": rows}, None, switches)
    kind = _CREDITED if made["IsCreditInvoice"] else _INVOICED
    return books.store("vouchers", {**whole, "VoucherType": kind, "SourceId": made["Id"]})


def _sided(amount: Decimal) -> Row:
    return {"DebitAmount": max(amount, Decimal(0)), "CreditAmount": max(-amount, Decimal(0))}
