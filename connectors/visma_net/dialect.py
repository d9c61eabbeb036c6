"""How Visma.net writes: {"value": …} around what is sent, other names in what is read, two services."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from connectors.visma_net.places import LINE_NUMBERS, OPERATION, PLACES, PLAIN, PLAIN_ROWS, TOLD
from core.api.connector import Dialect, Resource
from core.api.places import at
from core.errors import Refused
from core.records import JsonObject


def record(resource: Resource, wire: Any) -> JsonObject:
    """Make a record of a row: what can be written stands under the name by which it is written."""
    if resource.name == "sales_orders":
        return _order(wire)
    data = {name: value for name, value in wire.items() if name not in {"metadata", "errorInfo"}}
    told = {name: at(wire, place) for name, place in TOLD.get(resource.name, {}).items()}
    for name, place in PLACES.get(resource.name, {}).items():
        rows, _, field = name.rpartition("[].")
        if rows:
            data[rows] = [_placed(row, field, at(row, place)) for row in data.get(rows) or []]
        else:
            data = _placed(data, name, at(wire, place))
    return {**data, **told, **_OWN.get(resource.name, lambda _: {})(wire)}


def _placed(data: JsonObject, name: str, value: Any) -> JsonObject:
    """Put a value at a dotted name, in copies of what is there."""
    head, _, rest = name.partition(".")
    inner = data.get(head)
    if rest:
        value = _placed(inner, rest, value) if isinstance(inner, dict) else inner
    return {**data, head: value}


def _attributes(wire: JsonObject) -> JsonObject:
    rows = wire.get("attributes") or []
    return {"attributeLines": [{"attributeId": row["id"], "attributeValue": row["value"]} for row in rows]}


#: What a company may call the gram; every other unit of weight is taken for the kilogram.
_GRAMS = {"G", "GR", "GRAM"}


def _customer(wire: JsonObject) -> JsonObject:
    known = wire.get("vatRegistrationId") or wire.get("corporateId")
    return {"company": wire.get("name") if known else None, **_attributes(wire)}


def _item(wire: JsonObject) -> JsonObject:
    codes = [row for row in wire.get("crossReferences") or [] if row.get("alternateType") == "Barcode"]
    weight, unit = at(wire, "packaging.baseItemWeight"), at(wire, "packaging.weightUOM")
    grams = None if weight is None else Decimal(str(weight)) * (1 if unit in _GRAMS else 1000)
    barcode = codes[0].get("alternateID") if codes else None
    return {"barcode": barcode, "weightInGrams": grams, **_attributes(wire)}


def _stock(wire: JsonObject) -> JsonObject:
    times = [row["lastModifiedDateTime"] for row in wire.get("warehouseDetails") or []]
    return {"availabilityModified": max(times, default=wire.get("lastModifiedDateTime"))}


def _category(wire: JsonObject) -> JsonObject:
    """Tell a VAT category's rate as it is last, as a fraction, and whether prices include it."""
    first: JsonObject = next(iter(wire.get("vatCategoryLines") or []), {})
    rates = sorted(first.get("vatRates") or [], key=lambda row: str(row.get("startDate") or ""))
    rate = Decimal(str(rates[-1]["vatRate"])) / 100 if rates else None
    return {"rate": rate, "included": first.get("calculateOn") == "ExtractFromItemAmount"}


def _price(wire: JsonObject) -> JsonObject:
    """Tell the days of a price as days."""
    days = {name: wire.get(name) for name in ("effectiveDate", "expirationDate")}
    return {name: day[:10] if isinstance(day, str) else day for name, day in days.items()}


#: What only these have.
_OWN = {
    "items": _item,
    "customers": _customer,
    "stock": _stock,
    "vat_categories": _category,
    "item_prices": _price,
}


def _order(wire: JsonObject) -> JsonObject:
    """Make one record of an order, as it comes in a list or alone; both tell the same under other names."""
    customer, status = wire.get("customer") or {}, wire.get("status")
    known = {"id": "customerId", "name": "customerName", "order": "customerOrder", "refNo": "customerRefNo"}
    named = {name: customer.get(name, wire.get(flat)) for name, flat in known.items()}
    named["locationId"] = at(customer, "location.id") or customer.get("locationId") or wire.get("location")
    totals = wire.get("totals") or {}
    left_out = {
        *known.values(),
        "currency",
        "shippingScheduledDate",
        "location",
        "links",
        "totals",
        "version",
    }
    return {
        **{name: value for name, value in wire.items() if name not in left_out},
        "key": f"{wire['type']}/{wire['orderId']}",
        "status": next(filter(None, status.values()), None) if isinstance(status, dict) else status,
        "customer": {name: value for name, value in named.items() if value is not None},
        "currencyId": wire.get("currencyId", wire.get("currency")),
        "orderTotal": wire.get("orderTotal", totals.get("orderTotal")),
        "taxTotal": wire.get("taxTotal", totals.get("taxTotal")),
        "orderLines": [_order_line(row) for row in wire.get("orderLines") or []],
    }


def _order_line(row: JsonObject) -> JsonObject:
    item = row.get("inventory") or {}
    return {**row, "inventoryId": row.get("inventoryId") or item.get("id")}


def params(resource: Resource, asked: JsonObject) -> JsonObject:
    """Ask for an order by its key: the list can be narrowed down by its number, which is the end of it."""
    key = asked.get("key")
    if resource.name != "sales_orders" or not isinstance(key, str):
        return asked
    return {name: value for name, value in asked.items() if name != "key"} | {
        "filter": key.rpartition("/")[2]
    }


def payload(resource: Resource, data: JsonObject, creating: bool) -> JsonObject:  # noqa: FBT001 (Dialect's shape)
    """Make the body of a write; an update says neither the key nor what only a new record is given."""
    own = resource.key.split(".")[0]
    kept = data if creating else {name: value for name, value in data.items() if name != own}
    if resource.name == "sales_orders":
        return _command(kept, creating=creating)
    if not creating:
        _refuse_lines_again(kept)
    return dict(_wrapped(kept))


def _refuse_lines_again(data: JsonObject) -> None:
    """Refuse a change that would add its lines to those that are there, each time that it is sent."""
    for name in LINE_NUMBERS & data.keys():
        if any(row.get("lineNumber") is None and not row.get(OPERATION) for row in data[name] or ()):
            raise Refused(
                f"Visma.net would add {name} to those that are there: give that rule `write: create`, "
                "or say in each row its lineNumber, or its operation."
            )


def _wrapped(data: JsonObject) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, list):
            yield name, [_row(name, row) for row in value]
        elif isinstance(value, dict):
            inner = dict(_wrapped(value))
            yield name, inner if name in PLAIN else {"value": inner}
        else:
            yield name, value if name in PLAIN else {"value": value}


def _row(name: str, row: JsonObject) -> JsonObject:
    if name in PLAIN_ROWS:
        return row
    rest = dict(_wrapped({field: value for field, value in row.items() if field != OPERATION}))
    if name not in LINE_NUMBERS:
        return rest
    usual = "Update" if row.get("lineNumber") is not None else "Insert"
    return {OPERATION: row.get(OPERATION, usual), **rest}


def _command(data: JsonObject, *, creating: bool) -> JsonObject:
    """Write an order as the other service takes it: flat, and its lines only with a new one."""
    if not creating and "orderLines" in data:
        raise Refused(
            "Visma.net does not change orderLines through their order: give that rule `write: create`,"
            " or change the lines there."
        )
    fixed = set() if creating else {"type", "orderId"}
    return {name: value for name, value in data.items() if name not in fixed}


#: The number of a refusal, which stands before its words; after them it is less in the way.
_OWN_ID = re.compile(r"(VismaId: [0-9a-f-]+)\.\s*")


def refusal(status: int, headers: dict[str, str], body: Any) -> str:
    """Find the words of an answer that says no: a message, an exception, a problem of the order service.

    A failure for which the system has words, and a VismaId, was rolled back there: it is a refusal, even with
    the status 500. One without words says nothing.
    """
    del headers
    if status < 400 or not isinstance(body, dict):  # noqa: PLR2004 - refused
        return ""
    said = str(at(body, "ExceptionMessage || message || Message || detail || title") or "")
    details = "; ".join(_problems(body.get("errors")))
    words = ": ".join(filter(None, (said, details)))
    if own := _OWN_ID.match(words):
        words = f"{words[own.end() :]} ({own[1]})"
    if status >= 500 and "VismaId" not in words and "ExceptionMessage" not in body:  # noqa: PLR2004 - failed
        return ""
    return words


def _problems(errors: Any) -> Iterator[str]:
    for field, found in errors.items() if isinstance(errors, dict) else ():
        for words in found if isinstance(found, list) else [found]:
            yield f"{field}: {words}"


DIALECT = Dialect(record=record, params=params, payload=payload, refusal=refusal)
