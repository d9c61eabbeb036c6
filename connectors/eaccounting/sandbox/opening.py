"""What the company has on the first day: its registers, and the trade of the world."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from connectors.eaccounting.dialect import cents
from connectors.eaccounting.sandbox.booking import OUTPUT_VAT, RECEIVABLE, REVENUE
from connectors.eaccounting.sandbox.books import DRAFT, ONGOING, Books, Row

if TYPE_CHECKING:
    from connectors.eaccounting.sandbox.doors import Doors
    from core.sandbox.world import World

#: The customer to whom orders without a customer of their own can be booked.
WEBSHOP = "Webshop customers"
FIRST_YEAR = 2024

_CODINGS = (("Goods 21 %", "Goods", 21), ("Goods 9 %", "Goods", 9), ("Goods 0 %", "Goods", 0),
            ("Services 21 %", "Service", 21))  # fmt: skip
_UNITS = (("PCE", "Piece", "pc"), ("MTR", "Metre", "m"), ("KGM", "Kilogram", "kg"), ("LTR", "Litre", "l"),
          ("BX", "Box", "box"), ("HUR", "Hour", "h"))  # fmt: skip
_UNIT_OF = {"piece": "PCE", "metre": "MTR", "kilogram": "KGM", "kg": "KGM", "litre": "LTR", "box": "BX"}
_TERMS = (("Contant", "Cash", 0, 2), ("14 dagen", "14 days", 14, 0), ("30 dagen", "30 days", 30, 0),
          ("60 dagen", "60 days", 60, 0))  # fmt: skip
_VAT = (("1a", "VAT high", 21), ("1b", "VAT low", 9), ("1e", "VAT zero", 0), ("3b", "Inside the EU", 0))
_LEDGER = ((RECEIVABLE, "Debtors", None), (1100, "Bank", None), (OUTPUT_VAT, "VAT to pay", None),
           (1220, "Equipment", None), (1511, "VAT to pay, reduced", None), (1520, "VAT to claim", None),
           (1600, "Creditors", None), (4000, "Office", None), (8010, "Revenue, reduced", None),
           (3000, "Stock", None), (7000, "Cost of sales", None), (REVENUE, "Revenue", "1a"),
           (8100, "Revenue of shipping", "1a"), (8200, "Revenue in the EU", "3b"))  # fmt: skip
_EXTRA = (
    ("SHIPPING", "Shipping costs", "4.95"),
    ("GIFTWRAP", "Gift wrapping", "2.50"),
    ("MISC", "Various", "0.00"),
)
_BY_RATE = {Decimal(21): "Goods 21 %", Decimal(9): "Goods 9 %"}
_ITEMS = ((0, "WEB", "Webshop", True), (0, "SHOP", "Shop", True), (1, "NL", "Netherlands", True),
          (1, "OLD", "Not used", False))  # fmt: skip
#: Orders that nobody has paid yet.
_OPEN = {"pending", "authorized"}
_CUT = 50


def fill(doors: Doors, world: World) -> None:
    """Open the books with the products, known customers and orders of a world."""
    books = doors.books
    known = _registers(books)
    for product in world.products:
        _article(doors, product, known)
    for number, name, price in _EXTRA:
        unit = {"unit": "piece", "vat_rate": 21, "stock": 0, "cost": None, "ean": None}
        _article(doors, {"sku": number, "title": name, "variant_title": None, "price": price, **unit}, known)
    for nth, listed in enumerate(books.tables["price_lists"].rows.values()):
        for article in books.tables["articles"].rows.values():
            doors.price(listed, {"ArticleId": article["Id"], "NetPrice": _listed(article["NetPrice"], nth)})
    usual = {"IsActive": True, "TermsOfPaymentId": known["30 dagen"]}
    home = {"InvoiceCity": "Amsterdam", "InvoicePostalCode": "1012 AB", "InvoiceCountryCode": "NL"}
    doors.answer(
        "POST",
        "customers",
        {},
        {"Name": WEBSHOP, "IsPrivatePerson": True, "CustomerNumber": "1", **home, **usual},
    )
    buyers = {at: _customer(doors, each, usual) for at, each in enumerate(world.customers) if each["in_erp"]}
    for order in world.orders:
        if order["customer"] in buyers:
            _order(doors, order, buyers[order["customer"]])


def _listed(price: Decimal, nth: int) -> Decimal:
    """The second list is the wholesale's, a tenth lower."""
    return price if nth == 0 else cents(price * Decimal("0.9"))


def _registers(books: Books) -> dict[str, str]:
    """Store what any company has; give the keys by name or code."""
    known = {}
    for code, name, percent in _VAT:
        accounts = {"AccountNumber1": OUTPUT_VAT, "AccountNumber2": None, "AccountNumber3": None}
        row: Row = {
            "Code": code,
            "Description": name,
            "VatRate": Decimal(percent),
            "RelatedAccounts": accounts,
        }
        known[code] = books.store("vat_codes", row)["Id"]
    for name, kind, percent in _CODINGS:
        row = {"Name": name, "NameEnglish": name, "Type": kind, "IsActive": True, "VatRate": f"{percent} %"}
        sales = {"DomesticSalesSubjectToVatAccountNumber": REVENUE,
                 "ForeignSalesVatExemptWithinEuAccountNumber": 8200}  # fmt: skip
        row = {**row, **sales, "VatRatePercent": Decimal(percent)}
        known[name] = books.store("article_codings", row)["Id"]
    for code, name, short in _UNITS:
        known[code] = books.store("units", {"Code": code, "Name": name, "Abbreviation": short})["Id"]
    for name, english, days, sort in _TERMS:
        terms: Row = {
            "Name": name,
            "NameEnglish": english,
            "NumberOfDays": days,
            "TermsOfPaymentTypeId": sort,
        }
        terms |= {"TermsOfPaymentTypeText": "Cash" if sort else "Normal"}
        terms |= {"AvailableForSales": True, "AvailableForPurchase": True}
        known[name] = books.store("terms_of_payment", terms)["Id"]
    for code, name in (("POST", "Post"), ("COURIER", "Courier"), ("PICKUP", "Picked up")):
        books.store("delivery_methods", {"Code": code, "Name": name})
    for code, name in (("DAP", "Delivered at place"), ("EXW", "Ex works")):
        books.store("delivery_terms", {"Code": code, "Name": name})
    _years(books, known)
    _centers(books)
    for name, standard in (("Standard", True), ("Wholesale", False)):
        number = {"Number": 1 + len(books.tables["price_lists"].rows), "CurrencyCode": "EUR"}
        books.store("price_lists", {**number, "Name": name, "IsStandard": standard, "IsActive": True})
    return known


def _years(books: Books, known: dict[str, str]) -> None:
    for year in range(FIRST_YEAR, max(books.now().year, 2026) + 2):
        days = {"StartDate": _day(year, 1, 1), "EndDate": _day(year, 12, 31)}
        row = {**days, "IsLockedForAccounting": year == FIRST_YEAR, "BookkeepingMethod": 0}
        key = books.store("fiscal_years", row)["Id"]
        for number, name, code in _LEDGER:
            account = {"Number": str(number), "Name": name, "FiscalYearId": key, "IsActive": True}
            account |= {"Type": 1, "TypeDescription": "Ledger account", "VatCodeDescription": ""}
            flags = dict.fromkeys(("IsProjectAllowed", "IsCostCenterAllowed"), True)
            vat = {"VatCodeId": known[code], "VatCodeDescription": code} if code else {}
            books.store("accounts", {**account, **flags, "IsBlockedForManualBooking": False, **vat})


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day)  # noqa: DTZ001 (as it is kept: UTC, without a zone)


def _centers(books: Books) -> None:
    centers = [
        books.store("cost_centers", {"Name": name, "Number": number, "IsActive": number < 3})["Id"]  # noqa: PLR2004
        for number, name in ((1, "Department"), (2, "Region"), (3, "Other"))
    ]
    for center, short, name, active in _ITEMS:
        row = {"CostCenterId": centers[center], "ShortName": short, "Name": name, "IsActive": active}
        books.store("cost_center_items", row)
    for number, name, status in (("P1", "Web shop", 1), ("P2", "Opening", 2)):
        books.store(
            "projects", {"Number": number, "Name": name, "StartDate": _day(2025, 1, 1), "Status": status}
        )


def _article(doors: Doors, product: dict[str, Any], known: dict[str, str]) -> None:
    name = " ".join(filter(None, (product["title"], product["variant_title"])))
    body = {
        "Number": product["sku"],
        "Name": name[:_CUT],
        "NameEnglish": name[:_CUT],
        "IsActive": True,
        "UsesMoss": True,
        "GrossPrice": Decimal(product["price"]),
        "PurchasePrice": product.get("cost"),
        "CodingId": known[_BY_RATE.get(Decimal(product["vat_rate"]), "Goods 0 %")],
        "UnitId": known[_UNIT_OF.get(product["unit"], "PCE")],
        "StockBalance": Decimal(product["stock"] or 0),
        "Barcodes": [{"Barcode": product["ean"], "BarcodeType": 0}] if product["ean"] else [],
    }
    if product.get("type"):
        body["ArticleLabels"] = [{"Name": product["type"][:_CUT]}]
    doors.answer("POST", "articles", {}, body)


def _customer(doors: Doors, customer: dict[str, Any], usual: Row) -> Row:
    billing, shipping = customer["billing"], customer["shipping"]
    person = f"{customer['first_name'] or ''} {customer['last_name'] or ''}".strip()
    body = {
        **usual,
        "Name": (customer["company"] or person or "Unknown")[:_CUT],
        "IsPrivatePerson": not customer["company"],
        "ContactPersonName": person[:100] if customer["company"] else None,
        "EmailAddress": customer["email"],
        "Telephone": customer["phone"],
        "CustomerLabels": [{"Name": tag[:_CUT]} for tag in customer["tags"]],
        "VatNumber": customer["vat_number"],
        **_address("Invoice", billing),
        **(_address("Delivery", shipping) if shipping["street"] != billing["street"] else {}),
    }
    body["InvoiceCity"], body["InvoicePostalCode"] = (
        body["InvoiceCity"] or "-",
        body["InvoicePostalCode"] or "-",
    )
    _, made = doors.answer("POST", "customers", {}, body)
    row: Row = made
    return row


def _address(prefix: str, address: dict[str, Any]) -> Row:
    return {
        f"{prefix}Address1": (address["street"] or "")[:_CUT],
        f"{prefix}Address2": (address.get("street2") or "")[:_CUT] or None,
        f"{prefix}PostalCode": (address["postcode"] or "")[:10],
        f"{prefix}City": (address["city"] or "")[:_CUT],
        f"{prefix}CountryCode": address["country"],
    }


def _order(doors: Doors, order: dict[str, Any], buyer: Row) -> None:
    """An order taken by telephone: a draft until it is paid; every other paid one was sent and invoiced."""
    if order["status"] == "voided":
        return
    rows = []
    for line in order["lines"]:
        article = doors.books.tables["articles"].having("Number", line["sku"])[0]
        off = line["discount"] + line["allocated"]
        part = (off / line["amount"]).quantize(Decimal("0.0001")) if line["amount"] else Decimal(0)
        rows.append({"ArticleId": article["Id"], "Quantity": line["quantity"], "DiscountPercentage": part})
    if order["shipping"] and order["shipping"]["total"]:
        sent = doors.books.tables["articles"].having("Number", "SHIPPING")[0]
        rows.append({"ArticleId": sent["Id"], "Quantity": Decimal(1)})
    flags = {"IsTextRow": False, "IsWorkCost": False, "EligibleForReverseChargeOnVat": False}
    body = {
        "CustomerId": buyer["Id"],
        "OrderDate": order["created"].astimezone(UTC).date().isoformat(),
        "Status": DRAFT if order["status"] in _OPEN else ONGOING,
        "CurrencyCode": "EUR",
        "BuyersOrderReference": order["po_number"],
        "YourReference": f"Telephone {order['number']}",
        "EuThirdParty": False,
        "RotReducedInvoicingType": 0,
        "ReverseChargeOnConstructionServices": False,
        "Rows": [{**row, **flags, "LineNumber": n} for n, row in enumerate(rows, 1)],
    }
    _, made = doors.answer("POST", "orders", {}, body)
    if order["status"] == "paid" and order["number"] % 2 == 0:
        doors.answer("POST", f"orders/{made['Id']}/completed", {}, None)
        doors.answer("POST", f"orders/{made['Id']}/convert", {}, None)
