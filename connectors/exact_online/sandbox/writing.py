"""What a POST, PUT or DELETE does: the business rules by which Exact takes a payload, or refuses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from connectors.exact_online.sandbox.amounts import total, worth
from connectors.exact_online.sandbox.books import LINES, Books, Entity, Row, midnight
from connectors.exact_online.sandbox.delivering import delivery
from connectors.exact_online.sandbox.entries import bookable, general_entry, sales_entry
from connectors.exact_online.sandbox.pricing import price, priced
from connectors.exact_online.sandbox.reading import moment, padded
from connectors.exact_online.sandbox.references import CODES, KEYS, coded, named
from connectors.exact_online.sandbox.refusal import EXISTS, STREAM, Refusal, invalid
from core.fields import Field, FieldType
from core.sandbox.odata import Kind


class Writer:
    """Writes into one administration; `others` are those whose rows it can mistake for its own."""

    def __init__(self, books: Books, others: Mapping[int, Books]) -> None:
        self._books = books
        self._others = [other for other in others.values() if other is not books]

    def create(self, name: str, payload: Any) -> Row:
        """Store a new row with its lines; Refusal when a rule forbids it, and then nothing is stored."""
        entity = self._books.tables[name].entity
        given, lines = self._given(entity, payload, creating=True)
        made = [self._line(entity, line) for line in lines]
        if name in _BOOKED:
            bookable(name, made)
        row = _DEFAULTS[name](self._books, given) if name in _DEFAULTS else given
        self._distinct(entity, row)
        row = self._books.store(name, named(self._books, row, row))
        for line in made:
            self._add_line(entity, row, line)
        if entity.owner:
            return self._add_to_header(name, row)
        if row.get("IsMainContact"):
            account = self._books.tables["accounts"].rows[row["Account"]]
            self._books.store("accounts", {**account, "MainContact": row["ID"]})
        total(self._books, entity, row[entity.key])
        priced(self._books, name, row)
        return self._books.tables[name].rows[row[entity.key]]

    def change(self, name: str, key: str, payload: Any) -> None:
        """Change a row; its lines are changed at their own address."""
        entity = self._books.tables[name].entity
        given, _ = self._given(entity, payload, creating=False)
        row = self._row(name, key)
        self._distinct(entity, given)
        changed = self._books.store(name, named(self._books, {**row, **given}, given))
        if entity.owner:
            self._add_to_header(name, changed)
        total(self._books, entity, key)
        priced(self._books, name, changed)

    def remove(self, name: str, key: str) -> None:
        """Remove a row."""
        entity = self._books.tables[name].entity
        row = self._row(name, key)
        self._books.remove(name, key)
        if entity.owner:
            total(self._books, self._books.tables[entity.header].entity, row[entity.owner])

    def _line(self, entity: Entity, payload: Any) -> Row:
        return self._given(
            self._books.tables[LINES[entity.lines]].entity, payload, creating=True, below=True
        )[0]

    def _row(self, name: str, key: str) -> Row:
        try:
            return self._books.tables[name].rows[key]
        except KeyError:
            raise Refusal(404, "Not found") from None

    def _given(
        self, entity: Entity, payload: Any, *, creating: bool, below: bool = False
    ) -> tuple[Row, list[Any]]:
        """Read a payload: what may be written, of the right kind; and its lines."""
        if not isinstance(payload, dict):
            raise Refusal(400, f"{STREAM} The request should be a valid top-level resource object.")
        known = {field.name: field for field in entity.fields}
        for name in payload:
            if name not in known and name not in entity.columns:
                kind = f"Exact.Web.Api.Models.{entity.type}"
                raise Refusal(
                    400, f"{STREAM} The property name '{name}' specified for type '{kind}' is not valid."
                )
        if creating:
            needed = [f for f in entity.fields if f.required and not (below and f.name == entity.owner)]
            for field in needed:
                if payload.get(field.name) in (None, "", []):
                    raise invalid(f"{field.name} Mandatory")
        row = {name: self._checked(known[name], value, entity) for name, value in payload.items()
               if name in known and known[name].write and known[name].type is not FieldType.LIST}  # fmt: skip
        lines = payload.get(entity.lines, []) if entity.lines else []
        return row, lines if isinstance(lines, list) else [lines]

    def _checked(self, field: Field, value: Any, entity: Entity) -> Any:
        if value is None:
            return None
        value = _read(field, value, entity.columns[field.name])
        if field.max_length and isinstance(value, str) and len(value.strip()) > field.max_length:
            raise invalid(f"{field.name}: the maximum length is {field.max_length}")
        if field.allowed and value not in field.allowed:
            raise invalid(f"Invalid value: {field.name}")
        if entity.name == "accounts" and field.name == "Code":
            return padded(value)
        if field.name == entity.owner or field.name in KEYS:
            table = entity.header if field.name == entity.owner else KEYS[field.name]
            return self._referred(table, field.name, value)
        if field.name in CODES and coded(self._books, field.name, value) is None:
            raise invalid(f"Invalid reference: {field.name} {value!r} does not exist")
        return value

    def _referred(self, table: str, column: str, key: str) -> str | None:
        if key in self._books.tables[table].rows:
            return key
        if any(key in other.tables[table].rows for other in self._others):
            return None  # a key of another administration is lost without a word
        raise invalid(f"Invalid reference: {column}")

    def _distinct(self, entity: Entity, row: Row) -> None:
        table = self._books.tables[entity.name]
        for column in entity.unique:
            value = row.get(column)
            if value is not None and table.having(column, value):
                raise invalid(EXISTS)
        if entity.name == "stock" and any(
            other["Warehouse"] == row.get("Warehouse") for other in table.having("Item", row.get("Item"))
        ):
            raise invalid(EXISTS)

    def _add_line(self, entity: Entity, header: Row, line: Row) -> None:
        lines = self._books.tables[LINES[entity.lines]]
        number = len(lines.having(lines.entity.owner, header[entity.key])) + 1
        whole = {**line, lines.entity.owner: header[entity.key], "LineNumber": number}
        self._books.store(lines.entity.name, worth(self._books, whole, header))

    def _add_to_header(self, name: str, line: Row) -> Row:
        entity = self._books.tables[name].entity
        owner = self._books.tables[entity.header]
        header = owner.rows[line[entity.owner]]
        number = line["LineNumber"] or len(self._books.tables[name].having(entity.owner, line[entity.owner]))
        stored = self._books.store(name, worth(self._books, {**line, "LineNumber": number}, header))
        total(self._books, owner.entity, header[owner.entity.key])
        return stored


def _read(field: Field, value: Any, kind: Kind) -> Any:
    """Read a value of the payload as its column keeps it."""
    wrong = Refusal(400, f"{STREAM} Error encountered in property '{field.name}'.")
    match kind:
        case Kind.TIME:
            try:
                return moment(value)
            except (TypeError, ValueError, AttributeError):
                raise wrong from None
        case Kind.NUMBER if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise wrong
        case Kind.TRUTH if not isinstance(value, bool):
            raise wrong
        case Kind.TEXT | Kind.GUID if not isinstance(value, str):
            raise wrong
        case Kind.GUID:
            return value.strip("{}").lower()
        case _:
            return value


def _account(books: Books, row: Row) -> Row:
    if row.get("Code") is None:
        taken = books.tables["accounts"]
        code = next(
            text for text in iter(lambda: str(books.number()), "") if not taken.having("Code", padded(text))
        )
        row = {**row, "Code": code}
    status = row.get("Status") or "A"
    usual = {"Country": "NL", "SalesCurrency": "EUR", "PaymentConditionSales": "30", "Blocked": False}
    return {**usual, **row, "Status": status, "IsSales": status == "C"}


def _contact(books: Books, row: Row) -> Row:
    name = " ".join(row[part] for part in ("FirstName", "MiddleName", "LastName") if row.get(part))
    account = books.tables["accounts"].rows.get(row["Account"] or "")
    return {**row, "FullName": name, "IsMainContact": account is not None and account["MainContact"] is None}


def _header(books: Books, row: Row) -> Row:
    buyer = books.tables["accounts"].rows.get(row["OrderedBy"] or "", {})
    today = midnight(books.now())
    usual = {
        "OrderDate": today,
        "InvoiceTo": row["OrderedBy"],
        "DeliverTo": row["OrderedBy"],
        "Currency": "EUR",
        "PaymentCondition": buyer.get("PaymentConditionSales"),
    }
    return {**usual, **row}


def _order(books: Books, row: Row) -> Row:
    number = row.get("OrderNumber") or books.number()
    return {**_header(books, row), "OrderNumber": number, "Status": 12, "StatusDescription": "Open"}


def _invoice(books: Books, row: Row) -> Row:
    number = row.get("OrderNumber") or books.number()
    direct = row.get("Type") in _DIRECT
    if direct != (row.get("Warehouse") is not None):
        raise invalid("Warehouse Mandatory" if direct else "Invalid: Warehouse")
    today = midnight(books.now())
    usual = {"Type": 8020, "InvoiceDate": today, **_header(books, row)}
    return {**usual, "OrderNumber": number, "Status": 20, "StatusDescription": "Open"}


#: What is booked on ledger accounts.
_BOOKED = ("sales_entries", "journal_entries")
#: The kinds of invoice that take their goods from a warehouse.
_DIRECT = (8023, 8024)
#: What a new row gets that its payload does not say.
_DEFAULTS: dict[str, Callable[[Books, Row], Row]] = {
    "accounts": _account,
    "contacts": _contact,
    "sales_orders": _order,
    "sales_invoices": _invoice,
    "goods_deliveries": delivery,
    "sales_item_prices": price,
    "sales_entries": sales_entry,
    "journal_entries": general_entry,
}
