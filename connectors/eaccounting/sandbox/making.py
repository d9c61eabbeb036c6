"""What eAccounting adds to a body: numbers, defaults of customer or article, and the names of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from connectors.eaccounting.dialect import cents
from connectors.eaccounting.sandbox.books import DRAFT, Books, Row
from connectors.eaccounting.sandbox.refusal import (
    CONFLICT,
    LOCKED,
    NO_ACCOUNT,
    NO_YEAR,
    VAT_NUMBER,
    Refusal,
    invalid,
)
from core.sandbox.addresses import rate as _abroad

HOME, CURRENCY = "NL", "EUR"
_EU = {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
       "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}  # fmt: skip
_VAT_NUMBER = re.compile(r"[A-Z]{2}[0-9A-Z]{8,12}")
RECEIVABLE, REVENUE, OUTPUT_VAT = 1300, 8000, 1500
_MANUAL, _INVOICED, _CREDITED = 2, 14, 15
_ADDRESS = ("Address1", "Address2", "PostalCode", "City", "CountryCode")

Switches = Mapping[str, bool]
#: Makes the whole row of what was given; the row as it was is None for a new one.
Make = Callable[[Books, Row, Row | None, Switches], Row]


def article(books: Books, row: Row, old: Row | None, switches: Switches) -> Row:
    """An article: names of its coding and unit, the other price by the VAT rate, and its stock."""
    coding = books.one("article_codings", row["CodingId"]) or {}
    unit = books.one("units", row["UnitId"]) or {}
    rate = 1 + Decimal(coding["VatRatePercent"]) / 100
    net, gross = row.get("NetPrice"), row.get("GrossPrice")
    net = cents(gross / rate) if net is None and gross is not None else net or Decimal(0)
    balance = row.get("StockBalance") or Decimal(0)
    before = old["StockBalance"] if old else Decimal(0)
    if switches["stock_module"]:
        balance = before
    counted = books.now() if old and balance != before else (old or {}).get("StockBalanceManuallyChangedUtc")
    return {
        **row,
        "CodingName": coding["Name"],
        "UnitName": unit["Name"],
        "UnitAbbreviation": unit["Abbreviation"],
        "NetPrice": net,
        "GrossPrice": cents(net * rate) if gross is None else gross,
        "StockBalance": balance,
        "StockBalanceManuallyChangedUtc": counted,
        "UsesMoss": bool(row.get("UsesMoss")),
        "SendToWebshop": True if row.get("SendToWebshop") is None else row["SendToWebshop"],
        "ArticleLabels": [_label(books, "article_labels", each) for each in row.get("ArticleLabels") or ()],
    }


def _label(books: Books, name: str, given: Row) -> Row:
    """The label of that key, else of that name; a new one is made."""
    found = books.one(name, given.get("Id"))
    found = found or next(iter(books.tables[name].having("Name", given.get("Name"))), None)
    return dict(found or books.store(name, {**given, "Description": given.get("Description") or ""}))


def customer(books: Books, row: Row, old: Row | None, _: Switches) -> Row:
    """A customer: a number of its own, the company's currency, its terms of payment in full."""
    vat = row.get("VatNumber")
    if vat and not _VAT_NUMBER.fullmatch(vat.upper()):
        raise Refusal(VAT_NUMBER, f"The VAT number {vat} is not valid.")
    taken = books.tables["customers"]
    number = row.get("CustomerNumber") or (old and old["CustomerNumber"])
    while not number or (
        old is None and not row.get("CustomerNumber") and taken.having("CustomerNumber", number)
    ):
        number = str(books.next_customer())
    return {
        **row,
        "CustomerNumber": number,
        "CurrencyCode": row.get("CurrencyCode") or CURRENCY,
        "InvoiceCountryCode": row.get("InvoiceCountryCode") or HOME,
        "TermsOfPayment": dict(books.one("terms_of_payment", row["TermsOfPaymentId"]) or {}),
        "EmailAddresses": row.get("EmailAddresses") or [],
        "CustomerLabels": [_label(books, "customer_labels", one) for one in row.get("CustomerLabels") or ()],
        "PayToAccountId": books.bank,
        "LastInvoiceDate": old["LastInvoiceDate"] if old else None,
    }


def price_list(books: Books, row: Row, old: Row | None, _: Switches) -> Row:
    """A price list: a number, a currency, in use unless said otherwise."""
    number = old["Number"] if old else len(books.tables["price_lists"].rows) + 1
    active = True if row.get("IsActive") is None else row["IsActive"]
    usual = {"CurrencyCode": row.get("CurrencyCode") or CURRENCY, "IsActive": active}
    return {**row, **usual, "Number": number, "IsStandard": bool(old and old["IsStandard"])}


def order(books: Books, row: Row, old: Row | None, switches: Switches) -> Row:
    """An order: a number unless it is a draft, what it lacks from its customer, rows in full, and totals."""
    if old and old["Status"] == 4:  # noqa: PLR2004 (invoiced)
        raise Refusal(4002, "An invoiced order cannot be updated.")
    made = _document(books, row, switches)
    made["Rows"] = [_row(books, line, made) for line in row.get("Rows") or ()]
    number = old["Number"] if old and old["Number"] else None
    if number is None and row["Status"] != DRAFT:
        number = books.next_order()
    made["Number"] = number
    buyer = books.one("customers", row["CustomerId"]) or {}
    made |= {"CustomerNumber": buyer["CustomerNumber"], "CustomerName": buyer["Name"]}
    totals = total(made)
    if switches["totals_checked"] and any(
        row.get(name) is not None and row[name] != totals[name] for name in ("Amount", "VatAmount")
    ):
        raise invalid(("Amount", f"The totals do not add up to {totals['Amount']}."))
    zero = dict.fromkeys(("RoundingsAmount", "DeliveredAmount", "DeliveredVatAmount",
                          "DeliveredRoundingsAmount"), Decimal("0.00"))  # fmt: skip
    said = {name: row[name] for name in (*totals, *zero) if row.get(name) is not None}
    terms = row.get("TermsOfPaymentId") or buyer["TermsOfPaymentId"]
    return {**made, **totals, **zero, **said, "TermsOfPaymentId": terms}


def _document(books: Books, row: Row, switches: Switches) -> Row:
    """What a sales document takes from its customer."""
    buyer = books.one("customers", row["CustomerId"]) or {}
    made = {**row, "CustomerIsPrivatePerson": buyer["IsPrivatePerson"]}
    made["IncludesVat"] = buyer["IsPrivatePerson"] and not switches["private_prices_excl_vat"]
    if not row.get("InvoiceAddress1") and not row.get("InvoiceCity"):
        made |= {f"Invoice{part}": buyer.get(f"Invoice{part}") for part in _ADDRESS}
    made["InvoiceCountryCode"] = made.get("InvoiceCountryCode") or buyer["InvoiceCountryCode"]
    made["InvoicePostalCode"] = made.get("InvoicePostalCode") or buyer["InvoicePostalCode"]
    made["InvoiceCustomerName"] = row.get("InvoiceCustomerName") or buyer["Name"]
    if not row.get("DeliveryAddress1") and not row.get("DeliveryCity"):
        made |= {f"Delivery{part}": buyer.get(f"Delivery{part}") for part in _ADDRESS}
    return made


def _row(books: Books, line: Row, document: Row) -> Row:
    """A row in full: the article's number, name and VAT rate, and what it comes to."""
    found = books.one("articles", line.get("ArticleId"))
    if found is None and not line.get("IsTextRow"):
        raise invalid(("Rows.ArticleId", "The ArticleId field is required."))
    quantity = Decimal(1) if line.get("Quantity") is None else line["Quantity"]
    price = _price(found, document) if line.get("UnitPrice") is None else line["UnitPrice"]
    off = line.get("DiscountPercentage") or Decimal(0)
    text = found is None
    made = {
        **line,
        "Id": books.key(),
        "ArticleNumber": None if found is None else found["Number"],
        "Text": line.get("Text") or (found["Name"] if found else ""),
        "Quantity": Decimal(0) if text else quantity,
        "UnitPrice": Decimal(0) if text else price,
        "DiscountPercentage": off,
        "DeliveredQuantity": line.get("DeliveredQuantity") or Decimal(0),
        "VatRate": None if found is None else rate(books, found, document),
    }
    return {**made, "Amount": cents(made["Quantity"] * made["UnitPrice"] * (1 - off))}


def _price(found: Row | None, document: Row) -> Decimal:
    if found is None:
        return Decimal(0)
    price: Decimal = found["GrossPrice"] if document["IncludesVat"] else found["NetPrice"]
    return price


def rate(books: Books, found: Row, document: Row) -> Decimal:
    """The VAT rate of an article for a customer: none on exports and to companies elsewhere in the EU.

    A person elsewhere in the EU pays what is usual there, where the article is in the one stop shop.
    """
    buyer = books.one("customers", document["CustomerId"]) or {}
    country = buyer["InvoiceCountryCode"]
    abroad = country != HOME and (country not in _EU or (not buyer["IsPrivatePerson"] and buyer["VatNumber"]))
    if abroad and not buyer.get("ForceBookkeepVat"):
        return Decimal(0)
    coding = books.one("article_codings", found["CodingId"]) or {}
    percent = Decimal(coding["VatRatePercent"])
    there = _abroad(percent, country) if buyer["IsPrivatePerson"] and found["UsesMoss"] else percent
    return there / 100


def total(document: Row) -> Row:
    """Add rows up: with VAT, and the VAT."""
    amount = vat = Decimal("0.00")
    for line in document["Rows"]:
        part = line["VatRate"] or Decimal(0)
        here = line["Amount"]
        tax = cents(here - here / (1 + part)) if document["IncludesVat"] else cents(here * part)
        amount += here if document["IncludesVat"] else here + tax
        vat += tax
    return {"Amount": amount, "VatAmount": vat}


def draft(books: Books, row: Row, _: Row | None, switches: Switches) -> Row:
    """A draft of an invoice: rows in full, and totals."""
    made = _document(books, row, switches)
    made["Rows"] = [_row(books, line, made) for line in row.get("Rows") or ()]
    buyer, totals = books.one("customers", row["CustomerId"]) or {}, total(made)
    return {
        **made,
        "CustomerNumber": buyer["CustomerNumber"],
        "InvoiceCurrencyCode": buyer["CurrencyCode"],
        "TotalAmount": totals["Amount"],
        "TotalVatAmount": totals["VatAmount"],
        "TotalRoundings": Decimal("0.00"),
    }


def invoice(books: Books, row: Row, _: Row | None, switches: Switches) -> Row:
    """An invoice: numbered, dated, due by the terms of payment, and booked."""
    if not row.get("Rows"):
        raise invalid(("Rows", "The Rows field is required."))
    made = _document(books, row, switches)
    made["Rows"] = [
        _invoiced(_row(books, {**line, "IsTextRow": line.get("ArticleId") is None}, made), made, n)
        for n, line in enumerate(row["Rows"], 1)
    ]
    buyer = books.one("customers", row["CustomerId"]) or {}
    terms_id = row.get("TermsOfPaymentId") or buyer["TermsOfPaymentId"]
    terms = books.one("terms_of_payment", terms_id) or {}
    day, totals = row.get("InvoiceDate") or books.today(), total(made)
    sums = dict.fromkeys(("TotalAmount", "TotalAmountInvoiceCurrency", "RemainingAmount",
                          "RemainingAmountInvoiceCurrency"), totals["Amount"])  # fmt: skip
    sums |= dict.fromkeys(("TotalVatAmount", "TotalVatAmountInvoiceCurrency"), totals["VatAmount"])
    number = books.next_invoice()
    made |= {
        **sums,
        "Id": books.key(),
        "InvoiceNumber": number,
        "InvoiceDate": day,
        "DueDate": row.get("DueDate") or day + timedelta(days=terms["NumberOfDays"]),
        "TotalRoundings": Decimal("0.00"),
        "CurrencyCode": buyer["CurrencyCode"],
        "CustomerNumber": buyer["CustomerNumber"],
        "CustomerEmail": buyer["EmailAddress"],
        "TermsOfPaymentId": terms_id,
        "PaymentReferenceNumber": f"{number}0",
        "IsCreditInvoice": bool(row.get("IsCreditInvoice")),
        "SendType": row.get("SendType") or 0,
    }
    booked = _booked(books, made, switches)
    books.store("customers", {**buyer, "LastInvoiceDate": day})
    return {**made, "VoucherId": booked["Id"], "VoucherNumber": booked["NumberAndNumberSeries"]}


def _invoiced(line: Row, document: Row, number: int) -> Row:
    """A row of an invoice: its place, its VAT in per cent, and what it comes to without."""
    part = line["VatRate"] or Decimal(0)
    net = cents(line["Amount"] / (1 + part)) if document["IncludesVat"] else line["Amount"]
    return {**line, "LineNumber": number, "AmountNoVat": net, "PercentVat": part * 100}


def _booked(books: Books, made: Row, switches: Switches) -> Row:
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


def account(books: Books, row: Row, _: Row | None, __: Switches) -> Row:
    """An account: in one year once, with its VAT code in words."""
    code = books.one("vat_codes", row.get("VatCodeId"))
    flags = ("IsProjectAllowed", "IsCostCenterAllowed", "IsBlockedForManualBooking")
    return {**row, **{name: bool(row.get(name)) for name in flags},
            "VatCodeDescription": code["Description"] if code else None}  # fmt: skip


def project(books: Books, row: Row, _: Row | None, __: Switches) -> Row:
    """A project: with its customer's name."""
    buyer = books.one("customers", row.get("CustomerId"))
    return {**row, "CustomerName": buyer["Name"] if buyer else None}


def cost_center(_: Books, row: Row, old: Row | None, __: Switches) -> Row:
    """A cost centre: its number stays, and its items are kept by themselves."""
    return {**row, "Number": old["Number"] if old else None, "Items": None}


MAKE: dict[str, Make] = {
    "articles": article,
    "customers": customer,
    "price_lists": price_list,
    "orders": order,
    "customer_invoices": invoice,
    "customer_invoice_drafts": draft,
    "vouchers": voucher,
    "accounts": account,
    "projects": project,
    "cost_centers": cost_center,
}


def distinct(books: Books, name: str, row: Row, old: Row | None) -> None:
    """Refuse what another row has already."""
    table = books.tables[name]
    if name == "accounts" and old is None and table.collection.key_of(row) in table.rows:
        raise Refusal(CONFLICT, f"The account {row['Number']} already exists.")
    for column in table.collection.unique:
        value: Any = row.get(column)
        others = table.having(column, value) if value is not None else []
        if any(old is None or other["Id"] != old["Id"] for other in others):
            raise Refusal(CONFLICT, f"{column} {value} already exists.")
