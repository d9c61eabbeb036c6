"""What Profit keeps on the first day: the trade of the world, and what any environment has."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from connectors.afas.sandbox.books import Books, Row
from connectors.afas.sandbox.elements import read
from connectors.afas.sandbox.writing import UPDATES, write

if TYPE_CHECKING:
    from core.sandbox.world import World

#: The debtor on whom sales without a customer of their own can be booked.
WEBSHOP = "10000"
#: The costs of sending, which are no article.
SENDING = "D012"
_UNITS = {
    "piece": "STK",
    "metre": "M",
    "kilogram": "KG",
    "kg": "KG",
    "litre": "L",
    "box": "DS",
    "hour": "UUR",
}
_COUNTRIES = {
    "NL": "Nederland", "BE": "België", "DE": "Duitsland", "FR": "Frankrijk", "SE": "Zweden", "ES": "Spanje",
    "LU": "Luxemburg", "AT": "Oostenrijk", "IT": "Italië", "DK": "Denemarken", "GB": "Verenigd Koninkrijk",
    "CH": "Zwitserland", "US": "Verenigde Staten", "IE": "Ierland", "PL": "Polen", "PT": "Portugal",
}  # fmt: skip
#: Country and percentages of VAT; of the Netherlands high, low and none.
_RATES = {
    "DE": (19, 7),
    "BE": (21, 12, 6),
    "FR": (20, 10, Decimal("5.5")),
    "SE": (25, 12, 6),
    "ES": (21, 10, 4),
}
_HOME = {Decimal(21): "1", Decimal(9): "2", Decimal(0): "0"}
_ACCOUNTS = (
    ("0100", "Inventaris", "1"), ("1100", "Bank", "1"), ("1300", "Debiteuren", "1"),
    ("1510", "Af te dragen btw hoog", "2"),
    ("1511", "Af te dragen btw laag", "2"), ("1520", "Voorbelasting", "1"), ("3000", "Voorraad", "1"),
    ("7000", "Kostprijs van de omzet", "4"), ("8000", "Omzet", "3"), ("8010", "Omzet laag tarief", "3"),
    ("8020", "Omzet buitenland", "3"), ("8100", "Omzet verzendkosten", "3"), ("1600", "Crediteuren", "2"),
    ("4000", "Kantoorkosten", "4"),
)  # fmt: skip
_JOURNALS = (
    ("50", "Bank", "Kas/bank"),
    ("60", "Inkoop", "Inkoop"),
    ("70", "Verkoop", "Verkoop"),
    ("90", "Memoriaal", "Memo"),
)
_EXTRA = (
    ("VERZEND", "Verzendkosten", Decimal("4.95")),
    ("KORTING", "Korting", Decimal(0)),
    ("CADEAU", "Cadeauverpakking", Decimal("2.50")),
)
_HOUSE = re.compile(r"(?P<street>.*?\D)[\s,]+(?P<number>\d{1,6})\s*(?P<rest>.*)")
#: Where the years begin whose periods are kept, and the first that is still open.
_YEARS, _OPEN = range(2024, 2029), 2026


def fill(books: Books, world: World) -> None:
    """Open the books with a world's products, known customers and their orders."""
    _fixed(books)
    for n, product in enumerate(world.products):
        books.then = product["updated"]
        _product(books, product, n)
    books.then = world.reference - timedelta(days=180)
    for code, name, price in _EXTRA:
        fields: Row = {"ItCd": code, "Ds": name, "Grp": "900", "BiUn": "STK", "VaRc": "1", "SaPrice": price}
        make(books, "FbItemArticle", {**fields, "BiSt": False})
    books.put("costs", SENDING, {"ItCd": SENDING, "Ds": "Transportkosten", "VATGroup": "1"})
    make(books, "KnSalesRelationOrg", {"DbId": WEBSHOP, "CuId": "EUR", "IsDb": True}, _party("Webshop", None))
    known: dict[int, str] = {}
    for n, customer in enumerate(world.customers):
        if customer["in_erp"]:
            books.then = customer["updated"]
            known[n] = _customer(books, customer)
    for order in world.orders:
        if order["customer"] in known:
            books.then = order["updated"]
            _order(books, order, known[order["customer"]])
    books.then = None


def make(books: Books, connector: str, fields: Row, *below: Row) -> Row:
    """Write through an UpdateConnector, as any client would."""
    root = UPDATES[connector][0]
    (node,) = read({root: {"Element": {"Fields": fields, "Objects": list(below)}}}, root)
    return write(books, connector, node, creating=True) or {}


def _below(name: str, fields: Row, *below: Row) -> Row:
    return {name: {"Element": {"Fields": fields, "Objects": list(below)}}}


def _fixed(books: Books) -> None:
    books.then = datetime(2025, 1, 2, 8, tzinfo=UTC)
    books.put("administrations", 1, {"AdminId": 1, "AdminNm": "Molen & Zee B.V.", "AdminCd": "MZ"})
    for unit in dict.fromkeys(_UNITS.values()):
        books.put("units", unit, {"UnitId": unit})
    for code, name in (("300", "Handelsgoederen"), ("310", "Koffie en thee"), ("900", "Kosten")):
        books.put("groups", code, {"Artikelgroep": code, "Omschrijving": name})
    for code, name in _COUNTRIES.items():
        books.put("countries", code, {"CoId": code, "Iso": code, "Co": name})
    for code, name in (("EUR", "Euro"), ("USD", "Dollar"), ("GBP", "Pond"), ("SEK", "Kroon")):
        books.put(
            "currencies", code, {"CurrencyId": code, "Currency": name, "Exchange_Rate": 1, "DailyRate": 1}
        )
    for code in ("00", "08", "14", "30"):
        books.put("conditions", code, {"PaCd": code})
    for code, name in (("01", "Hoofdmagazijn"), ("02", "Winkel")):
        books.put(
            "warehouses", code, {"Warehouse": code, "Description": name, "UnitIdFin": 1, "Blocked": False}
        )
    _vat(books)
    for code, name, kind in _ACCOUNTS:
        row = {"Account": code, "Description": name, "Type": kind, "Sort": "O", "Blocked": False}
        books.put("accounts", code, {**row, "VatAllowed": kind == "3", "CollectAccount": code == "1300"})
    for code, name, kind in _JOURNALS:
        row = {"UnitId": 1, "JournalId": code, "Description": name, "JournalType": kind, "Blocked": False}
        books.put("journals", f"1|{code}", row)
    for code, name in (("100", "Verkoop"), ("200", "Webshop")):
        row = {"EmployerId": "MZ", "CostCentre": code, "Description": name, "Blocked": False}
        books.put("cost_centres", f"MZ|{code}", row)
        books.put("cost_units", f"MZ|{code}", {**row, "CostCarrier": code})
        books.put("axis_codes", f"1|{code}", {"AxId": "1", "VbCo": code, "Ds": name})
        row = {"Unit": 1, "Account": "8000", "DimAx": "1", "AxDescription": "Kostenplaats", "DimCode": code}
        books.put("allocations", f"1|8000|1|{code}", {**row, "CodeDescription": name})
    _periods(books)


def _vat(books: Books) -> None:
    home = [("NL", code, percent) for percent, code in _HOME.items()]
    away = [
        (land, tariff(land, Decimal(rate)), Decimal(rate)) for land, rates in _RATES.items() for rate in rates
    ]
    for n, (land, code, percent) in enumerate((*home, *away)):
        books.put("tariffs", code, {"VaRc": code, "Percentage": percent})
        vat = code if land == "NL" else f"{land[0]}{n:02d}"
        row: Row = {"VatCode": vat, "Description": f"{_COUNTRIES[land]} {percent} %", "AccountNr": "1510"}
        row |= {"VatPerc": percent, "VatDuty": "B", "Blocked": False, "VatMethod": "E", "VatType": "V"}
        books.put("vat_codes", vat, row)


def _periods(books: Books) -> None:
    for year in _YEARS:
        for month in range(1, 13):
            first = datetime(year, month, 1)  # noqa: DTZ001 (Profit's days have no zone)
            after = datetime(year + month // 12, month % 12 + 1, 1)  # noqa: DTZ001
            row = {"Unit": 1, "Year": year, "Period": month, "PeriodDesc": f"{year}-{month:02d}"}
            row |= {"DateFrom": first, "DateTo": after - timedelta(days=1), "Periodtable": 1}
            books.put(
                "periods", f"1|{year}|{month}", {**row, "Blocked": year < _OPEN, "TableDesc": "Maanden"}
            )


def tariff(country: str, percent: Decimal) -> str:
    """Give the tariff group of a country's VAT, as this environment has named it."""
    home = country == "NL" or not percent or country not in _RATES
    return _HOME.get(percent, "1") if home else f"{country}{int(percent):02d}"


def _product(books: Books, product: dict[str, Any], place: int) -> None:
    name = " ".join(filter(None, (product["title"], product["variant_title"])))
    unit, stock = _UNITS.get(product["unit"], "STK"), Decimal(product["stock"])
    group = "310" if product["type"] in {"Coffee", "Tea"} else "300"
    fields = {
        "ItCd": product["sku"], "Ds": name[:100], "Grp": group, "BiUn": unit, "BiSt": True,
        "BiDc": 0 if unit == "STK" else 3, "VaRc": _HOME.get(product["vat_rate"], "1"),
        "BaCo": product["ean"], "VaBc": "3", "SaPrice": product["price"], "CoPrice": product.get("cost"),
        "VaWt": "3", "NeWe": product["weight_grams"], "Rm": product["description_html"],
    }  # fmt: skip
    make(books, "FbItemArticle", {name: value for name, value in fields.items() if value is not None})
    books.put("items", product["sku"], {**(books.row("items", product["sku"]) or {}), "StockActual": stock})
    for warehouse, quantity in (("01", stock), ("02", Decimal(0))):
        row = {"ItemCode": product["sku"], "Warehouse": warehouse, "InStock": quantity, "UnitId": unit}
        books.put("stock", f"{product['sku']}|{warehouse}", {**row, "Reserved": Decimal(0)})
    if place % 10 == 0:
        price = (Decimal(product["price"]) * Decimal("0.9")).quantize(Decimal("0.01"))
        row = {"VaIt": "2", "ItCd": product["sku"], "BiUn": unit, "CuId": "EUR", "DaBg": "2026-01-01"}
        make(books, "FbSalesPrice", {**row, "PrLi": "B2B", "Am": 10, "Pric": price})


def _party(name: str, mail: str | None, *below: Row, **more: Any) -> Row:
    fields = {"PadAdr": True, "AutoNum": True, "MatchOga": "6", "Nm": name, "EmAd": mail, **more}
    return _below("KnOrganisation", fields, *below)


def _customer(books: Books, customer: dict[str, Any]) -> str:
    place = _place(customer["billing"])
    relation = {"CuId": "EUR", "IsDb": True, "VaId": customer["vat_number"]}
    person = {"PadAdr": True, "AutoNum": True, "MatchPer": "7", "FiNm": customer["first_name"][:50]}
    person |= {"LaNm": (customer["last_name"] or customer["first_name"])[:80]}
    reach = {"EmAd": customer["email"], "TeNr": customer["phone"]}
    if not customer["company"]:
        made = make(books, "KnSalesRelationPer", relation, _below("KnPerson", {**person, **reach}, place))
        return str(made["KnSalesRelationPer"]["DbId"])
    contact = _below("KnContact", {"ViKc": "PRS", "PadAdr": True, **reach}, _below("KnPerson", person))
    party = _party(customer["company"], reach["EmAd"], place, contact, TeNr=reach["TeNr"])
    made = make(books, "KnSalesRelationOrg", relation, party)
    return str(made["KnSalesRelationOrg"]["DbId"])


def _place(address: dict[str, Any]) -> Row:
    parts = _HOUSE.fullmatch(address["street"] or "")
    fields = {
        "CoId": address["country"],
        "PbAd": False,
        "ResZip": False,
        "AdAd": address.get("street2") or None,
    }
    if parts:
        fields |= {
            "Ad": parts["street"][:60],
            "HmNr": int(parts["number"]),
            "HmAd": parts["rest"][:30] or None,
        }
    else:
        fields |= {"Ad": (address["street"] or "")[:60]}
    fields |= {"ZpCd": address["postcode"][:15] or None, "Rs": (address["city"] or "")[:50] or None}
    return _below("KnBasicAddressAdr", fields)


def _order(books: Books, order: dict[str, Any], debtor: str) -> None:
    country, included = order["shipping_address"]["country"], order["taxes_included"]
    lines = []
    for line in order["lines"]:
        unit = (books.row("items", line["sku"]) or {})["UnitId"]
        row = {
            "VaIt": "2",
            "ItCd": line["sku"],
            "BiUn": unit,
            "QuUn": line["quantity"],
            "Upri": line["price"],
        }
        row |= {"ARDc": line["discount"] + line["allocated"], "MaAD": True}
        lines.append({**row, "VaRc": tariff(country, line["vat_rate"])})
    if order["shipping"]:
        sent = order["shipping"]
        row = {
            "VaIt": "6",
            "ItCd": SENDING,
            "Ds": sent["title"],
            "BiUn": "*****",
            "QuUn": 1,
            "Upri": sent["price"],
        }
        lines.append({**row, "ARDc": sent["discount"], "VaRc": tariff(country, sent["vat_rate"])})
    day = f"{order['created']:%Y-%m-%d}"
    fields = {"DbId": debtor, "OrDa": day, "RfCs": f"PO-{order['number']}", "CuId": order["currency"]}
    fields |= {"InVa": included, "Unit": 1, "Re": order["note"]}
    elements = {"FbSalesLines": {"Element": [{"Fields": line} for line in lines]}}
    number = make(books, "FbSales", fields, elements)["FbSales"]["OrNu"]
    _entry(books, books.row("orders", number) or {}, debtor, day)
    if order["status"] == "paid":
        invoiced = {**fields, "SinOrNu": f"VF{order['number']}"}
        make(books, "FbDirectInvoice", invoiced, {"FbDirectInvoiceLines": elements["FbSalesLines"]})
    if order["tracking"]:
        _sent(books, order, debtor, number)


def _sent(books: Books, order: dict[str, Any], debtor: str, number: str) -> None:
    fields = {"DbId": debtor, "RfCs": f"PO-{order['number']}", "SoOr": number}
    rows = [
        {"VaIt": "2", "ItCd": line["sku"], "BiUn": "STK", "QuUn": line["quantity"]} for line in order["lines"]
    ]
    elements = {"FbDeliveryNoteLines": {"Element": [{"Fields": row} for row in rows]}}
    note = make(books, "FbDeliveryNote", fields, elements)["FbDeliveryNote"]["OrNu"]
    told = {"TrackingNumber": order["tracking"]["number"], "Carrier": order["tracking"]["company"]}
    books.put("notes", note, {**(books.row("notes", note) or {}), **told})


def _entry(books: Books, order: Row, debtor: str, day: str) -> None:
    """Book a sale: the debtor, the revenue, and the VAT as a row of its own."""
    each = {"EnDa": day, "BpDa": day, "BpNr": f"VF{order['OrderNumber']}", "Ds": order["CustomerReference"]}
    rows = [{"VaAs": "2", "AcNr": debtor, "InId": order["OrderNumber"], "AmDe": order["InvoiceTotal"]}]
    rows += [{"VaAs": "1", "AcNr": "8000", "AmCr": order["TotalAmount"], "VaId": "1"}]
    rows += [{"VaAs": "1", "AcNr": "1510", "AmCr": order["VAT"], "VaId": "1"}] if order["VAT"] else []
    fields = {"Year": int(day[:4]), "Peri": int(day[5:7]), "UnId": 1, "JoCo": "70"}
    make(
        books, "FiEntries", fields, {"FiEntries": {"Element": [{"Fields": {**row, **each}} for row in rows]}}
    )
