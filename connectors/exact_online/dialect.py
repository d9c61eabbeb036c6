"""How Exact Online writes: /Date(ms)/, padded codes, OData literals, and the words in which it says no."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from connectors.exact_online.pictures import picture
from connectors.exact_online.prices import told
from core.api.connector import Dialect, Resource
from core.errors import Refused
from core.fields import Field, FieldType
from core.records import JsonObject

#: Fields that hold the key of another row, as a GUID.
GUIDS = {
    "ID", "OrderID", "InvoiceID", "EntryID", "Account", "Contact", "Customer", "DeliverTo",
    "DeliverToAddress", "DeliveryAccount", "DeliveryAddress",
    "GLAR", "GLAccount", "GLAccountSales", "GLCosts", "GLRevenue", "GLStock", "GLToClaim", "GLToPay",
    "InvoiceAccount", "InvoiceTo", "Item", "ItemGroup", "MainContact", "OrderedBy",
    "OrderedByContactPerson", "Parent", "PriceList", "SalesOrderLineID", "ShippingMethod",
    "Warehouse", "WarehouseID",
}  # fmt: skip
#: Fields that Exact pads with blanks: account codes on the left, other codes on the right.
PADDED = {
    "Code", "Country", "Language", "VATCode", "SalesVATCode", "SalesVatCode", "PaymentCondition",
    "PaymentConditionSales", "Journal", "Unit", "UnitCode", "ItemUnit", "DefaultItemUnit", "Currency",
    "SalesCurrency", "State", "JournalCode",
}  # fmt: skip
#: The lines of orders and invoices, where they are read along.
LINES = {"SalesOrderLines", "SalesInvoiceLines"}
#: Fields of a line that Exact does not keep: they are worked out here.
WORKED_OUT = {"DiscountAmount", "PriceExclVAT", "DiscountExclVAT"}
#: Fields of a picture or of a price that are told beside what Exact keeps.
BESIDE = {"key", "type", "data", "Own", "Open"}
#: Fields that tell Koppel a code, for which Exact wants a key.
TOLD_BY_CODE = {"GLAccountCode"}
#: To what a price without VAT is worked out, so that a row of many comes to the same.
_SMALL = Decimal("0.000001")
#: The width to which the code of an account is padded.
ACCOUNT_CODE = 18

#: A key that no row has: what is asked for when a value cannot be a key.
NO_ROW = "00000000-0000-0000-0000-000000000000"

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATE = re.compile(r"/Date\((-?\d+)\)/")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXISTS = ("bestaat reeds", "already exists")


def record(resource: Resource, wire: Any) -> JsonObject:
    """Make a record of a row: dates as ISO text, codes without padding, no links to elsewhere."""
    made = picture(resource, told(resource, _row(wire, resource.fields)))
    for name in LINES & made.keys():
        made[name] = [{**line, **_worked_out(line, made)} for line in made[name]]
    return made


def _worked_out(line: JsonObject, header: JsonObject) -> JsonObject:
    """The discount as an amount, and what price and discount are without VAT where the price includes it.

    A document may hold lines of both kinds, and its reader needs them alike.
    """
    off, rate = _discount(line, header), abs(Decimal(str(line.get("VATPercentage") or 0)))
    price = Decimal(str(line.get("UnitPrice") or 0))
    return {
        "DiscountAmount": off,
        "PriceExclVAT": (price / (1 + rate)).quantize(_SMALL, ROUND_HALF_UP),
        "DiscountExclVAT": (off / (1 + rate)).quantize(_SMALL, ROUND_HALF_UP),
    }


def _discount(line: JsonObject, header: JsonObject) -> Decimal:
    """What is taken off a line, its share of the header's discount too: Exact tells both as fractions."""
    quantity, price, own, whole = (
        Decimal(str(part or 0))
        for part in (
            line.get("Quantity"),
            line.get("UnitPrice"),
            line.get("Discount"),
            header.get("Discount"),
        )
    )
    return (quantity * price * (1 - (1 - own) * (1 - whole))).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _row(wire: JsonObject, fields: Iterable[Field]) -> JsonObject:
    known = {field.name: field for field in fields}
    return {
        name: _value(value, known.get(name))
        for name, value in wire.items()
        if name != "__metadata" and not (isinstance(value, dict) and "__deferred" in value)
    }


def _value(value: Any, field: Field | None) -> Any:
    if isinstance(value, dict) and "results" in value:
        value = value["results"]
    if isinstance(value, list):
        inner = field.fields if field else ()
        return [_row(row, inner) if isinstance(row, dict) else row for row in value]
    if not isinstance(value, str):
        return value
    if field and field.name in PADDED:
        return value.strip()
    if match := _DATE.fullmatch(value):
        time = _EPOCH + timedelta(milliseconds=int(match[1]))
        return time.date().isoformat() if field and field.type is FieldType.DATE else time.isoformat()
    return value


def quote(resource: Resource, name: str, value: Any) -> str:
    """Write a value as the OData literal of its field."""
    field = next((field for field in resource.fields if field.name == name), Field(name))
    text = str(value)
    if name == "key":  # of a picture, which begins with that of its item
        name, text = "ID", text.partition(":")[0]
    if name in GUIDS:
        key = text.strip().strip("{}").lower()
        return f"guid'{key if _GUID.fullmatch(key) else NO_ROW}'"
    if field.type in {FieldType.DATE, FieldType.DATETIME}:
        return f"datetime'{_utc(text)}'"
    if field.type is FieldType.BOOLEAN:
        return text.lower()
    if field.type in {FieldType.INTEGER, FieldType.DECIMAL}:
        return text
    if resource.name == "accounts" and name == "Code":
        text = text.strip().rjust(ACCOUNT_CODE)
    return "'" + text.replace("'", "''") + "'"


def _utc(text: str) -> str:
    time = datetime.fromisoformat(text)
    return (time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time).isoformat()


def payload(resource: Resource, data: JsonObject, creating: bool) -> JsonObject:  # noqa: FBT001 (Dialect's shape)
    """Make the body of a write.

    An update leaves out the code by which the row was found, for Exact takes its own code for a duplicate;
    and it cannot carry lines.
    """
    if creating:
        return data
    lines = next((field.name for field in resource.fields if field.type is FieldType.LIST), None)
    if lines in data:
        raise Refused(
            f"Exact Online does not change {lines} through their header: give that rule `write: create`,"
            " or write the lines themselves."
        )
    return {name: value for name, value in data.items() if name not in {"Code", resource.key}}


def refusal(_status: int, _headers: dict[str, str], body: Any) -> str:
    """Find Exact's own words in an answer that says no; a 500 with words is a refusal like any other."""
    error = body.get("error") if isinstance(body, dict) else None
    message = error.get("message") if isinstance(error, dict) else None
    words = str(message.get("value") or "").strip() if isinstance(message, dict) else ""
    if any(known in words.lower() for known in _EXISTS):
        return f"{words} (it already exists)"
    return words


DIALECT = Dialect(record=record, quote=quote, payload=payload, refusal=refusal)
