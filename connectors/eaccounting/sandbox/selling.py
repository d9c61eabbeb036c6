"""Sales documents in full: what they take from customer and articles, and what their rows come to."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from connectors.eaccounting.dialect import cents
from connectors.eaccounting.sandbox.booking import booked
from connectors.eaccounting.sandbox.books import DRAFT, HOME, INVOICED, Books, Row, Switches
from connectors.eaccounting.sandbox.refusal import CANNOT_SAVE, Refusal, invalid
from core.sandbox.addresses import rate as _abroad

_EU = {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
       "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}  # fmt: skip
_ADDRESS = ("Address1", "Address2", "PostalCode", "City", "CountryCode")


def order(books: Books, row: Row, old: Row | None, switches: Switches) -> Row:
    """An order: a number unless it is a draft, what it lacks from its customer, rows in full, and totals."""
    if old and old["Status"] == INVOICED:
        raise Refusal(CANNOT_SAVE, "An invoiced order cannot be updated.")
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
    voucher = booked(books, made, switches)
    books.store("customers", {**buyer, "LastInvoiceDate": day})
    return {**made, "VoucherId": voucher["Id"], "VoucherNumber": voucher["NumberAndNumberSeries"]}


def _invoiced(line: Row, document: Row, number: int) -> Row:
    """A row of an invoice: its place, its VAT in per cent, and what it comes to without."""
    part = line["VatRate"] or Decimal(0)
    net = cents(line["Amount"] / (1 + part)) if document["IncludesVat"] else line["Amount"]
    return {**line, "LineNumber": number, "AmountNoVat": net, "PercentVat": part * 100}
