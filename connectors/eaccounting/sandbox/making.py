"""What eAccounting adds to a body: numbers, defaults, and the names of others."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from connectors.eaccounting.dialect import cents
from connectors.eaccounting.sandbox.booking import voucher
from connectors.eaccounting.sandbox.books import CURRENCY, HOME, Books, Row, Switches
from connectors.eaccounting.sandbox.refusal import CONFLICT, VAT_NUMBER, Refusal
from connectors.eaccounting.sandbox.selling import draft, invoice, order

_VAT_NUMBER = re.compile(r"[A-Z]{2}[0-9A-Z]{8,12}")

#: Makes the whole row of what was given; the row as it was is None for a new one.
Make = Callable[[Books, Row, Row | None, Switches], Row]


def article(books: Books, row: Row, old: Row | None, switches: Switches) -> Row:
    """An article: names of its coding and unit, the other price by the VAT rate, and its stock."""
    coding = books.one("article_codings", row["CodingId"]) or {}
    unit = books.one("units", row["UnitId"]) or {}
    rate = 1 + Decimal(coding["VatRatePercent"]) / 100
    net, gross = _prices(row, old, rate, switches)
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
        "GrossPrice": gross,
        "StockBalance": balance,
        "StockBalanceManuallyChangedUtc": counted,
        "UsesMoss": bool(row.get("UsesMoss")),
        "SendToWebshop": True if row.get("SendToWebshop") is None else row["SendToWebshop"],
        "ArticleLabels": [_label(books, "article_labels", each) for each in row.get("ArticleLabels") or ()],
    }


def _prices(row: Row, old: Row | None, rate: Decimal, switches: Switches) -> tuple[Decimal, Decimal]:
    """The price without and with VAT: of two that differ, the one that was changed holds."""
    net, gross = row.get("NetPrice"), row.get("GrossPrice")
    same = old is not None and net == old["NetPrice"]
    if gross is not None and (net is None or (same and not switches["net_price_holds"])):
        return cents(gross / rate), gross
    return net or Decimal(0), cents((net or Decimal(0)) * rate)


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
