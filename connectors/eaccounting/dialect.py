"""How eAccounting writes: keys and times without quotes, totals by the client, and errors by their number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import quote as encoded

from core.api.connector import Dialect, Resource
from core.errors import Misconfigured, RateLimited
from core.fields import Field, FieldType
from core.records import JsonObject

#: The names of fields that hold a key.
KEYS = re.compile(r"(?:[a-z]*Id|[A-Z]\w*[a-z]Id|CostCenterItemId)\d?")
_NO_KEY = {"EdiServiceDelivererId", "TermsOfPaymentTypeId"}
#: A key that no record has: what is asked for when a value cannot be a key.
NO_KEY = "00000000-0000-0000-0000-000000000000"

#: What tells a person from a company, and the name of either.
_NAMED = {
    "customers": ("IsPrivatePerson", "Name"),
    "orders": ("CustomerIsPrivatePerson", "InvoiceCustomerName"),
    "customer_invoices": ("CustomerIsPrivatePerson", "InvoiceCustomerName"),
}

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SECONDS = re.compile(r"(\d+) seconds?")
_CENT, _RATE = Decimal("0.01"), Decimal(100)
#: Resources whose records have no key of their own, and the fields that name one together.
PAIRS = {"prices": ("SalesPriceListId", "ArticleId"), "accounts": ("FiscalYearId", "Number")}

_CONFLICT, _QUOTA = 4000, 4010
#: Errors that no other record would fare better with, and what helps.
_STOP = {
    4003: "finish the startup guide of the company",
    4004: "activate the company",
    4005: "authorise the connection again",
    4006: "give the app the scopes ea:sales and ea:accounting, and authorise the connection again",
    4007: "give the user who consented that permission",
    4009: "the company's variant does not have this",
    4012: "accept the licence in eAccounting",
    4034: "use the addresses of Visma's test company, or an app for production",
}


def is_key(name: str) -> bool:
    """Whether a field holds a key."""
    return bool(KEYS.fullmatch(name)) and name not in _NO_KEY


def rows(resource: Resource, body: Any) -> list[Any]:
    """Find the elements of an answer; the items of cost centres stand inside these."""
    found = body.get("Data") if isinstance(body, dict) else body
    if not isinstance(found, list):
        raise Misconfigured("the answer has no list at 'Data', where one is due.")
    if resource.name == "cost_center_items":
        return [item for center in found for item in center.get("Items") or ()]
    return found


def record(resource: Resource, wire: Any) -> JsonObject:
    """Make a record: days without a time, rates as fractions, discounts as amounts, companies by name."""
    made = _plain(wire, resource.fields)
    if resource.name in _NAMED:
        private, name = (made.get(part) for part in _NAMED[resource.name])
        made["Company"] = None if private else name
    if resource.name in PAIRS:
        made["Id"] = "/".join(str(made.get(part)) for part in PAIRS[resource.name])
    return made


def _plain(wire: JsonObject, fields: Iterable[Field]) -> JsonObject:
    known = {field.name: field for field in fields}
    made = {name: _value(value, known.get(name)) for name, value in wire.items()}
    if "Discount" in known:
        made |= _worked_out(made)
    return made


def _value(value: Any, field: Field | None) -> Any:
    if field is None:
        return value
    if isinstance(value, list):
        return [_plain(row, field.fields) if isinstance(row, dict) else row for row in value]
    if isinstance(value, dict):
        return _plain(value, field.fields)
    if field.type is FieldType.DATE and isinstance(value, str):
        return value[:10]
    return value


def _worked_out(row: JsonObject) -> JsonObject:
    """Give a row's VAT rate as a fraction, whichever way it is written, and its discount as an amount."""
    rate = row.get("VatRate") if row.get("VatRate") is not None else row.get("PercentVat")
    if rate is not None:
        rate = _number(rate) / _RATE if _number(rate) > 1 else _number(rate)
    off = (
        _number(row.get("DiscountPercentage")) * _number(row.get("UnitPrice")) * _number(row.get("Quantity"))
    )
    fixed = row.get("DiscountFixedAmount") if row.get("IsDiscountInFixedAmount") else None
    return {"VatRate": rate, "Discount": cents(off) if fixed is None else fixed}


def quote(resource: Resource, name: str, value: Any) -> str:
    """Write a value as a literal of its field; where a pair names a record, the whole condition."""
    pair = PAIRS.get(resource.name)
    if pair is None:
        return _literal(resource, name, value)
    wanted = dict(zip(pair, str(value).partition("/")[::2], strict=True)) if name == "Id" else {name: value}
    terms = [f"{part} eq {_literal(resource, part, each)}" for part, each in wanted.items()]
    return f"({' and '.join(terms)})" if len(terms) > 1 else terms[0]


def _literal(resource: Resource, name: str, value: Any) -> str:
    field = next((field for field in resource.fields if field.name == name), Field(name))
    text = str(value)
    if is_key(name):
        key = text.strip().strip("{}").lower()
        return key if _GUID.fullmatch(key) else NO_KEY
    if field.type in {FieldType.DATE, FieldType.DATETIME}:
        return _utc(text)
    if field.type is FieldType.BOOLEAN:
        return text.lower()
    if field.type in {FieldType.INTEGER, FieldType.DECIMAL}:
        return text if re.fullmatch(r"-?\d+(\.\d+)?", text) else "-1"
    return "'" + text.replace("'", "''") + "'"


def _utc(text: str) -> str:
    time = datetime.fromisoformat(text)
    zoned = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return zoned.strftime("%Y-%m-%dT%H:%M:%SZ")


def write(resource: Resource, data: JsonObject, key: str | None, once: str) -> tuple[str, str, Any]:
    """Make the request of a write: a price goes to its list, an account to its year and number."""
    del once
    declared = resource.write
    if resource.name == "prices":
        given = {
            "SalesPriceListId": (key or "").partition("/")[0],
            "ArticleId": (key or "").partition("/")[2],
        }
        price = {**given, **data}
        row = {"ArticleId": price["ArticleId"], "NetPrice": price.get("NetPrice")}
        return "PUT", f"salespricelists/{_segment(price['SalesPriceListId'])}/prices", [row]
    if declared is None or not (declared.create if key is None else declared.update):
        raise Misconfigured(
            f"{resource.title} of eAccounting cannot be made through its API."
            if key is None
            else f"{resource.title} of eAccounting cannot be changed through its API."
        )
    if key is None:
        return "POST", declared.create, body(resource, data, creating=True)
    parts = [_segment(part) for part in key.split("/")]
    return "PUT", declared.update.replace("{key}", "/".join(parts)), body(resource, data, creating=False)


def _segment(text: Any) -> str:
    part = str(text)
    if part in {"", ".", ".."}:
        raise Misconfigured(f"{part!r} cannot be a key of eAccounting.")
    return encoded(part, safe="")


def body(resource: Resource, data: JsonObject, *, creating: bool) -> JsonObject:
    """Make the body of a write: an order with its totals, and without what only Koppel needs for them."""
    if resource.name in PAIRS:
        return {name: value for name, value in data.items() if name != "Id"}
    if resource.name != "orders":
        return data
    rows = data.get("Rows") or []
    known = all(row.get("IsTextRow") or row.get("VatRate") is not None for row in rows)
    totals = total(rows, includes_vat=bool(data.get("IncludesVat"))) if known else {}
    kept = {name: value for name, value in data.items() if name not in {"IncludesVat", "Rows"}}
    bare = [{name: value for name, value in row.items() if name != "VatRate"} for row in rows]
    # a new order may say its own totals; those of a changed one are what they were before the change
    said = {**totals, **kept} if creating else {**kept, **totals}
    return {"RoundingsAmount": Decimal("0.00"), **said, "Rows": bare}


def total(rows: Iterable[JsonObject], *, includes_vat: bool) -> JsonObject:
    """Add rows up to the cent: what they come to with VAT, and the VAT on them."""
    amount = vat = Decimal("0.00")
    for row in rows:
        each = _number(row.get("UnitPrice")) * (1 - _number(row.get("DiscountPercentage")))
        here, rate = cents(each * _number(row.get("Quantity"))), _number(row.get("VatRate"))
        tax = cents(here - here / (1 + rate)) if includes_vat else cents(here * rate)
        amount += here if includes_vat else here + tax
        vat += tax
    return {"Amount": amount, "VatAmount": vat}


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half up."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _number(value: Any) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(0)


def refusal(status: int, _headers: dict[str, str], said: Any) -> str:
    """Find eAccounting's own words in an answer that says no; its number says what happens next."""
    code = said.get("ErrorCode") if isinstance(said, dict) else None
    if not isinstance(code, int) or status < 400:  # noqa: PLR2004 - HTTP's own number
        return ""
    words = str(said.get("DeveloperErrorMessage") or "").strip()
    if code == _QUOTA:
        seconds = _SECONDS.search(words)
        raise RateLimited(f"eAccounting asks for a pause: {words}", float(seconds[1]) if seconds else 60.0)
    if code in _STOP:
        raise Misconfigured(f"eAccounting refuses (error {code}: {words}); {_STOP[code]}.")
    if status >= 500:  # noqa: PLR2004 - its own fault, so nobody knows what was stored
        return ""
    details = [f"{each.get('Field')}: {each.get('Message')}" for each in said.get("Errors") or ()]
    told = "; ".join([words, *details] if words else details) or "no reason given"
    return f"{told} (error {code}{', it already exists' if code == _CONFLICT else ''})"


def receipt(resource: Resource, answer: Any) -> JsonObject:
    """Find the new record in the answer to a create."""
    if resource.name == "prices" and isinstance(answer, dict):
        (answer,) = answer["Data"]
    return record(resource, answer) if isinstance(answer, dict) else {}


DIALECT = Dialect(rows=rows, record=record, quote=quote, write=write, refusal=refusal, receipt=receipt)
