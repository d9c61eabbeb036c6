"""How BuchhaltungsButler writes: everything is a POST, what goes in has other names than what comes out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from core.api.connector import Dialect, Resource
from core.errors import Misconfigured, RateLimited, Refused
from core.fields import FieldType
from core.records import JsonObject

#: What comes out under another name than it goes in; lists and single documents differ too.
RENAMED = {
    "additional_addressline": "additional_address_line",
    "sales_tax_id_eu": "sales_tax_id",
    "invoicenumber": "invoice_number",
    "delivery_date": "date_delivery",
    "due_date": "date_payment_due",
}
#: Resources whose lists say little of each document, which is then read by itself.
DOCUMENTS = ("invoices", "sales_receipts", "purchase_receipts")
#: Fields of a payload that go out as numbers.
_NUMBERS = {"postingaccount_number", "parent_postingaccount_number", "account", "creditor_debtor"}
_TEXTS = {"customers", "suppliers"}
_SLOWER, _QUOTA = 15, (12, 33)
_PAUSE = 6.0
#: How many postings are taken at once.
_MOST = 50


def record(resource: Resource, wire: Any) -> JsonObject:
    """Make a record: names as they go in, amounts as numbers, blank dates as none, VAT as a fraction."""
    if not isinstance(wire, dict):
        raise TypeError
    kinds = {field.name: field.type for field in resource.fields}
    known: JsonObject = {RENAMED.get(str(name), str(name)): value for name, value in wire.items()}
    data = {name: _value(value, kinds.get(name)) for name, value in known.items()}
    if resource.name in DOCUMENTS and "vat" in data:
        data["vat_rate"] = _fraction(data.pop("vat"))
    return data


def _value(value: Any, kind: FieldType | None) -> Any:
    if kind is FieldType.DECIMAL and isinstance(value, str):
        return Decimal(value) if value else None
    if kind is FieldType.DATE and isinstance(value, str):
        return value[:10] if value and not value.startswith("0000") else None
    if kind is FieldType.TEXT and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


def _fraction(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value).replace(",", ".").strip("% ")) / 100
    except ArithmeticError:
        return None


def cut(resource: Resource, wire: Any) -> bool:
    """Tell a line of a list of documents, which lacks the currency and the VAT, from a whole document."""
    return resource.name in DOCUMENTS and "currency" not in wire


def read(_resource: Resource, params: JsonObject) -> tuple[str, JsonObject]:
    """Ask by POST; a single document, which is no page, knows no parameters."""
    return "POST", {
        name: value for name, value in params.items() if "limit" in params or name != "list_direction"
    }


def write(resource: Resource, data: JsonObject, key: str | None, once: str) -> tuple[str, str, JsonObject]:
    """Make a write: where it goes, and what goes in."""
    del once
    how = resource.write
    path = how and (how.create if key is None else how.update)
    if not path:
        what = resource.title.lower()
        raise Refused(
            f"BuchhaltungsButler does not make {what}."
            if key is None
            else f"BuchhaltungsButler does not change {what}."
        )
    if resource.name == "free_postings":
        return "POST", *_postings(data)
    own = {resource.key: key, **data} if key is not None else data
    made = _SHAPES.get(resource.name, _plain)(own)
    number = resource.name not in _TEXTS or key is not None
    return "POST", path, {name: _sent(name, value, number=number) for name, value in made.items()}


def _sent(name: str, value: Any, *, number: bool) -> Any:
    return int(value) if number and name in _NUMBERS and str(value).isdecimal() else value


def _plain(data: JsonObject) -> JsonObject:
    return data


def _receipt(data: JsonObject) -> JsonObject:
    """Make a document: the sign says whether it is a credit note, and the lines whether one rate holds."""
    own = {name: value for name, value in data.items() if name not in {"rates", "vat_rate"}}
    amount = Decimal(str(data["amount"]))
    rates = {Decimal(str(row["rate"])) for row in data.get("rates", ()) if row.get("rate") is not None}
    rate = data.get("vat_rate", next(iter(rates)) if len(rates) == 1 else None)
    told = {"vat_rate": Decimal(str(rate)) * 100} if rate is not None else {}
    return {"invoice_number": "", **own, "amount": abs(amount), **told}


def _kinds(direction: str, data: JsonObject) -> JsonObject:
    kind = "credit" if Decimal(str(data["amount"])) < 0 else "invoice"
    return {"type": f"{kind} {direction}", **_receipt(data)}


def _invoice(data: JsonObject) -> JsonObject:
    """Make an invoice, whose lines stand in lists beside each other."""
    rows = data["items"]
    names = ("name", "amount", "unit", "vat", "single_price", "description")
    given = [name for name in names if any(row.get(name) is not None for row in rows)]
    lists = {f"item_{name}": [row.get(name, "") for row in rows] for name in given}
    own = {"invoicenumber" if name == "invoice_number" else name: value for name, value in data.items()}
    own.pop("items")
    return {**own, **lists}


def _pairs(lines: list[JsonObject]) -> list[JsonObject]:
    """Divide an entry into postings, each of one debit against one credit; together they are the entry."""
    amounts = [(line, Decimal(str(line["amount"]))) for line in lines]
    debits = [(line, amount) for line, amount in amounts if amount > 0]
    credits_ = [(line, -amount) for line, amount in amounts if amount < 0]
    if not debits or sum((amount for _, amount in amounts), Decimal(0)):
        told = ", ".join(str(amount) for _, amount in amounts)
        raise Refused(f"the entry's lines of {told} do not add up to nothing; balance it in the source.")
    made = []
    while debits:
        (debit, owed), (credit, had) = debits.pop(0), credits_.pop(0)
        amount = min(owed, had)
        cost = debit.get("cost_location") or credit.get("cost_location")
        pair = {
            "postingaccount_debit": int(debit["account"]),
            "postingaccount_credit": int(credit["account"]),
        }
        made.append({"amount": amount, **pair, **({"cost_location": cost} if cost else {})})
        debits = [(debit, owed - amount), *debits] if owed > had else debits
        credits_ = [(credit, had - amount), *credits_] if had > owed else credits_
    return made


def _postings(data: JsonObject) -> tuple[str, JsonObject]:
    """Make the postings of an entry: one by itself, whose amount is a text, or several at once."""
    about = {name: data[name] for name in ("date", "postingtext")} | {"vat": data.get("vat") or "0_none"}
    made = [{**about, **pair} for pair in _pairs(data["lines"])]
    if len(made) == 1:
        return "postings/add/free", {**made[0], "amount": f"{made[0]['amount']:.2f}"}
    if len(made) > _MOST:
        raise Refused(f"the entry makes {len(made)} postings; BuchhaltungsButler takes {_MOST} at once.")
    return "postings/add-batch/free", {"free_postings": made}


_SHAPES: dict[str, Callable[[JsonObject], JsonObject]] = {
    "invoices": _invoice,
    "sales_receipts": lambda data: _kinds("outbound", data),
    "purchase_receipts": lambda data: _kinds("inbound", data),
}


def refusal(status: int, _headers: dict[str, str], body: Any) -> str:
    """Find the words of a refusal. What failed inside, or took too long, may have happened: that has none."""
    if not isinstance(body, dict) or status >= 500:  # noqa: PLR2004 - the system's own fault
        return ""
    if body.get("errors"):
        return _partly(body)
    if body.get("success") is not False:
        return ""
    code, words = body.get("error_code"), str(body.get("message") or "refused")
    if status == 403 and code == _SLOWER:  # noqa: PLR2004 - forbidden for a while
        raise RateLimited(f"BuchhaltungsButler takes no more for now: {words}", _PAUSE)
    if status == 403 and code in _QUOTA:  # noqa: PLR2004 - forbidden until the plan is changed
        raise Misconfigured(
            f"the plan at BuchhaltungsButler allows no more documents: {words}; extend it there."
        )
    return f"{words} (error {code})"


def _partly(body: JsonObject) -> str:
    """Tell why several were not all taken; where some were, only a person can put that right."""
    words = "; ".join(
        str(one.get("message", one)) if isinstance(one, dict) else str(one) for one in body["errors"]
    )
    if body.get("free_postings"):
        raise Misconfigured(
            f"BuchhaltungsButler booked only a part of an entry: {words}. Book the rest there."
        )
    return words


def receipt(resource: Resource, body: Any) -> JsonObject:
    """Give what was made; its key stands beside the word of success."""
    return {resource.key: body[resource.key]} if resource.key in body else {}


DIALECT = Dialect(record=record, cut=cut, read=read, write=write, refusal=refusal, receipt=receipt)
