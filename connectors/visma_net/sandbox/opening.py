"""What the company keeps on the first day: the trade of the world, and what any company has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from connectors.visma_net.sandbox.books import Books, Row
from connectors.visma_net.sandbox.kinds import BY_NAME
from connectors.visma_net.sandbox.orders import Orders
from connectors.visma_net.sandbox.pricing import others
from connectors.visma_net.sandbox.trade import Trade, country, wrapped
from connectors.visma_net.sandbox.writing import Writer

if TYPE_CHECKING:
    from core.sandbox.world import World

#: The customer to whom orders without a customer of their own can be booked.
WEBSHOP = "10000"

#: Country, rate in per cent, and the VAT's word at home.
_VAT = (
    ("NL", "21"), ("NL", "9"), ("NL", "0"), ("DE", "19"), ("DE", "7"), ("BE", "21"), ("BE", "12"),
    ("BE", "6"), ("FR", "20"), ("FR", "10"), ("FR", "5.5"), ("SE", "25"), ("SE", "12"), ("SE", "6"),
    ("ES", "21"), ("ES", "10"), ("ES", "4"),
)  # fmt: skip
_ACCOUNTS = (
    ("0100", "Equipment", "Asset"), ("1100", "Bank", "Asset"), ("1300", "Customers", "Asset"),
    ("1500", "VAT to pay", "Liability"), ("1510", "VAT to pay, reduced", "Liability"),
    ("1511", "VAT to pay, other", "Liability"), ("1520", "VAT to claim", "Asset"),
    ("1600", "Suppliers", "Liability"), ("3000", "Stock", "Asset"), ("4000", "Office", "Expense"),
    ("7000", "Cost of sales", "Expense"), ("8000", "Revenue", "Income"),
    ("8010", "Revenue, reduced", "Income"), ("8020", "Revenue abroad", "Income"),
    ("8100", "Revenue of shipping", "Income"), ("8200", "Revenue in the EU", "Income"),
)  # fmt: skip
_TERMS = (("00", "At once", 0), ("14", "14 days", 14), ("30", "30 days", 30), ("60", "60 days", 60))
_CLASSES = (("GOODS", "Goods", "FinishedGoodItem"), ("SERVICE", "Services", "ServiceItem"))
_UNITS = {
    "piece": "STK",
    "metre": "M",
    "kilogram": "KG",
    "kg": "KG",
    "litre": "L",
    "box": "BOX",
    "hour": "HOUR",
}
_EXTRA = (
    ("SHIPPING", "Shipping costs", "4.95"),
    ("DISCOUNT", "Discount", "0"),
    ("GIFTWRAP", "Gift wrapping", "2.50"),
    ("MISC", "Sales of no item", "0"),
)
#: How many orders there are at most.
_ORDERS = 40


def fill(books: Books, orders: Orders, writer: Writer, world: World) -> None:
    """Open the books with the products, the known customers and some of the orders of a world."""
    began = books.written(books.moment() - timedelta(days=400))
    for name, row in (*_vat(), *_booked(books, began), *_chosen(), *_company()):
        books.store(name, row)
    for product in world.products:
        _product(books, writer, product)
    for code, name, price in _EXTRA:
        given = {"inventoryNumber": code, "description": name, "itemClass": "SERVICE", "vatCode": "NL21"}
        given |= {"salesAccount": "8100"}
        writer.create(BY_NAME["items"], wrapped({**given, "defaultPrice": Decimal(price)}))
    writer.create(BY_NAME["customers"], wrapped({"number": WEBSHOP, "name": "Web shop customers"}))
    numbers = {
        place: writer.create(BY_NAME["customers"], _customer(customer))
        for place, customer in enumerate(world.customers)
        if customer["in_erp"]
    }
    for place, number in numbers.items():
        _contact(writer, number, world.customers[place])
    trade = Trade(books, orders, writer)
    for order in [order for order in world.orders if order["customer"] in numbers][:_ORDERS]:
        trade.carry(order, numbers[order["customer"]])


def _booked(books: Books, began: str) -> Iterator[tuple[str, Row]]:
    """What is booked on, and by which terms."""
    for code, name, side in _ACCOUNTS:
        row = {"accountID": books.next_id(), "accountCD": code, "description": name, "type": side}
        row |= {"active": True, "cashAccount": code == "1100", "useDefaultSub": True}
        yield "accounts", {**row, "allowManualEntry": True}
    for code, name, days in _TERMS:
        row = {"termsId": code, "description": name, "visibleTo": "AL", "dueDateType": "N", "dueDay1": days}
        row |= {"discountPercent": Decimal(0), "discountDay": 0, "instalmentType": "S"}
        yield "credit_terms", {**row, "instalmentsSchedule": [], "createdDateTime": began}
    for number, name in (("1", "Actual"), ("2", "Budget")):
        row = {"internalId": int(number), "number": number, "description": name, "balanceType": name}
        yield "ledgers", {**row, "currencyId": "EUR"}
    for n, (code, name) in enumerate((("0-000", "None"), ("1-100", "Web shop"), ("1-200", "Wholesale")), 1):
        part = {"segmentId": 1, "segmentDescription": "Cost centre", "segmentValue": code}
        row = {"subaccountNumber": code, "subaccountId": n, "description": name, "active": True}
        yield "subaccounts", {**row, "segments": [{**part, "segmentValueDescription": name}]}


def _vat() -> Iterator[tuple[str, Row]]:
    """Each rate twice: inside the price, and on top of it."""
    for home, percent in (*_VAT, ("EU", "0")):
        for suffix, how, words in (("", "ExtractFromItemAmount", "incl."), ("E", "ItemAmount", "excl.")):
            code, name = f"{home}{percent}{suffix}", f"{home} {percent} % {words}"
            told = {"vatId": code, "description": name, "type": "Vat", "calculateOn": how}
            schedule = {
                "startDate": "2000-01-01T00:00:00",
                "vatRate": Decimal(percent),
                "groupType": "Output",
            }
            none: Row = {"reverseVat": False, "categories": [], "zones": []}
            yield "vat", {**told, **none, "vatCategoryId": code, "schedules": [schedule]}
            row = {"vatCategoryId": code, "description": name, "active": True, "excludeListedTaxes": False}
            rate = {"revisionID": "1", "vatRate": Decimal(percent), "startDate": schedule["startDate"]}
            yield "vat_categories", {**row, "vatCategoryLines": [{**told, "vatRates": [rate]}]}


def _chosen() -> Iterator[tuple[str, Row]]:
    """What customers, items and orders choose among."""
    for code, name, kind in _CLASSES:
        yield "item_classes", {"id": code, "description": name, "type": kind, "attributes": []}
    for code, name in (("WEB", "Web shop customers"), ("B2B", "Companies")):
        row = {"id": code, "description": name, "taxZoneId": "01", "requiredTaxzoneId": False}
        yield "customer_classes", row
    for code, name in (("BANK", "Bank transfer"), ("CARD", "Card"), ("INVOICE", "On account")):
        row = {"paymentMethodID": code, "description": name, "active": True, "useInAP": False}
        yield "payment_methods", {**row, "meansOfPayment": "CashOrCheck", "details": []}
    for code, name in (("POST", "Post"), ("COURIER", "Courier"), ("PICKUP", "Picked up")):
        yield "carriers", {"carrierId": code, "carrierDescription": name}
    for n, name in enumerate(("Assortment", "Coffee and tea", "Home"), 1):
        row = {"categoryID": n, "description": name, "sortOrder": n, "subCategories": []}
        yield "sales_categories", row if n == 1 else {**row, "parentID": 1}


def _company() -> Iterator[tuple[str, Row]]:
    """The company's own parts."""
    row: Row = {"branchId": 1, "number": "1", "name": "Molen & Zee", "isMainBranch": True, "isActive": True}
    yield "branches", {**row, "corporateId": "12345678", "vatRegistrationId": "NL123456782B90"}
    home = {"addressLine1": "Kade 1", "postalCode": "3011 AA", "city": "Rotterdam", "country": country("NL")}
    for code, name in (("1", "Main warehouse"), ("2", "Shop")):
        branch = {"number": "1", "name": "Molen & Zee"}
        row = {"warehouseID": code, "description": name, "active": True, "branch": branch}
        yield "warehouses", {**row, "address": home, "locations": []}
    for code, name in (("SALES", "Sales"), ("STORE", "Store")):
        yield "departments", {"departmentId": code, "description": name}
    row = {"projectID": "X", "internalID": 1, "description": "No project", "status": "Active"}
    yield "projects", {**row, "startDate": "2020-01-01T00:00:00"}


def _product(books: Books, writer: Writer, product: dict[str, Any]) -> None:
    name = " ".join(filter(None, (product["title"], product["variant_title"])))
    unit = _UNITS.get(product["unit"], "STK")
    given = {
        "inventoryNumber": product["sku"],
        "description": name,
        "body": product["description_html"],
        "itemClass": "GOODS",
        "vatCode": f"NL{product['vat_rate'].normalize():f}",
        "defaultPrice": product["price"],
        "baseUnit": unit,
        "salesUnit": unit,
        "purchaseUnit": unit,
        "salesAccount": "8000",
        "defaultWarehouse": "1",
        "status": "Active",
    }
    weight = Decimal(product["weight_grams"] or 0) / 1000
    packaging = {"baseItemWeight": {"value": weight}, "weightUOM": {"value": "KG"}}
    key = writer.create(BY_NAME["items"], {**wrapped(given), "packaging": packaging})
    item, now = books.tables["items"][key], books.written(books.moment())
    stock = Decimal(product["stock"] or 0)
    levels = [
        {"isDefault": code == "1", "warehouse": code, "quantityOnHand": held, "available": held,
         "availableForShipment": held, "lastModifiedDateTime": now}
        for code, held in (("1", stock), ("2", Decimal(0)))
    ]  # fmt: skip
    code = {"alternateType": "Barcode", "alternateID": product["ean"], "description": "", "uom": unit}
    known = {"currentCost": product["cost"] or Decimal(0), "warehouseDetails": levels}
    books.store("items", {**item, **known, "crossReferences": [code] if product["ean"] else []})
    price = {
        "recordId": books.number(1, "prices"),
        "priceType": "Base",
        "inventoryId": key,
        "description": name,
        "uoM": unit,
    }
    price |= {"promotion": False, "breakQty": Decimal(0), "price": product["price"], "currency": "EUR"}
    price |= {"effectiveDate": "2026-01-01T00:00:00"}
    for row in (price, *others(price, books)):
        books.store("item_prices", row)


def _customer(customer: dict[str, Any]) -> Row:
    address = customer["billing"]
    person = f"{customer['first_name']} {customer['last_name']}".strip()
    where = {"addressLine1": address["street"], "addressLine2": address.get("street2") or None}
    where |= {"postalCode": address["postcode"], "city": address["city"], "countryId": address["country"]}
    who = {
        "attention": person if customer["company"] else None,
        "email": customer["email"],
        "phone1": customer["phone"],
    }
    given = {
        "name": customer["company"] or person,
        "vatRegistrationId": customer["vat_number"],
        "customerClassId": "B2B" if customer["company"] else "WEB",
        "mainAddress": wrapped(where),
        "mainContact": wrapped({"name": customer["company"] or person, **who}),
    }
    return wrapped(given)


def _contact(writer: Writer, number: str, customer: dict[str, Any]) -> None:
    if not customer["company"]:
        return
    given = {
        "businessAccount": number,
        "firstName": customer["first_name"],
        "lastName": customer["last_name"] or "-",
    }
    writer.create(
        BY_NAME["contacts"], wrapped({**given, "email": customer["email"], "phone1": customer["phone"]})
    )
