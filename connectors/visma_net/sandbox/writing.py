"""What a POST or PUT to the ERP does: `{"value": …}` is opened, references are looked up, and all is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from connectors.visma_net import CONNECTOR
from connectors.visma_net.places import OPERATION, PLACES, PLAIN, PLAIN_ROWS
from connectors.visma_net.sandbox.books import Books, Row
from connectors.visma_net.sandbox.kinds import BY_NAME, Kind
from connectors.visma_net.sandbox.refusal import Refusal
from connectors.visma_net.sandbox.rules import CHANGED, MADE
from core.fields import Field, FieldType

#: What is said of a row that another refers to: its table, its name there and here, and the field of its key.
_REFERRED = {
    "creditTerms": ("credit_terms", "description", "description"),
    "customerClass": ("customer_classes", "description", "description"),
    "itemClass": ("item_classes", "description", "description"),
    "vatCode": ("vat_categories", "description", "description"),
    "defaultWarehouse": ("warehouses", "description", "description"),
    "fromWarehouse": ("warehouses", "description", "description"),
    "toWarehouse": ("warehouses", "description", "description"),
    "salesAccount": ("accounts", "description", "description"),
    "expenseAccount": ("accounts", "description", "description"),
    "account": ("accounts", "description", "description"),
    "paymentMethod": ("payment_methods", "description", "description"),
    "branchNumber": ("branches", "name", "name"),
    "customer": ("customers", "name", "name"),
    "parentRecord": ("customers", "name", "name"),
    "shipVia": ("carriers", "carrierDescription", "description"),
}
#: Fields that hold the key of another row as it is.
_KEYS = {
    "accountNumber": "accounts",
    "inventoryNumber": "items",
    "businessAccount": "customers",
    "ledger": "ledgers",
    "branch": "branches",
}
_NUMBERS = {FieldType.DECIMAL, FieldType.INTEGER}


class Writer:
    """Writes into the books of one company."""

    def __init__(self, books: Books, switches: Mapping[str, bool]) -> None:
        self._books, self._switches = books, switches

    def create(self, kind: Kind, body: Any) -> str:
        """Store a new row and give its key; Refusal when a rule forbids it, and then nothing is stored."""
        given = self._opened(kind, body, "creating")
        row = self._taken(kind, given, {})
        row = MADE[kind.name](self._books, row, given, self._switches)
        self._books.store(kind.name, row)
        return str(row[kind.key])

    def change(self, kind: Kind, key: str, body: Any) -> str:
        """Change what the payload speaks of, and give the row's key."""
        there = self._books.row(kind.name, key)
        if there is None:
            raise Refusal(404, f"{kind.dto.removesuffix('Dto')} {key} was not found.")
        given = self._opened(kind, body, "updating")
        given.pop(kind.key, None)
        row = self._taken(kind, given, there)
        rule = CHANGED.get(kind.name)
        self._books.store(kind.name, rule(self._books, row, given) if rule else row)
        return str(there[kind.key])

    def _opened(self, kind: Kind, body: Any, doing: str) -> Row:
        """Open the values of a payload; what is not wrapped as it should be is not recognised."""
        fields = CONNECTOR.resource(kind.name).fields
        what = f"Error {doing} {kind.dto.removesuffix('Dto')}."
        name = kind.dto.removesuffix("Dto") + "UpdateDto"
        try:
            if not isinstance(body, dict):
                raise TypeError  # noqa: TRY301 - one place says it
            return _values(body, fields)
        except (TypeError, KeyError, AttributeError):
            fault = f"{what} Data received not recognized as {name}"
            raise Refusal(400, f"{fault} ---> Value cannot be null. Parameter name: {name}") from None

    def _taken(self, kind: Kind, given: Row, there: Row) -> Row:
        """Put what was given where it is read."""
        row = dict(there)
        places = PLACES.get(kind.name, {})
        fields = {field.name: field for field in CONNECTOR.resource(kind.name).fields}
        for name, value in given.items():
            field = fields[name]
            if name == kind.key:
                row[name] = value
            elif name == "attributeLines":
                row["attributes"] = [_attribute(one) for one in value]
            elif field.fields and isinstance(value, list) and name not in PLAIN_ROWS:
                row[name] = self._lines(kind, name, value, there.get(name) or [])
            else:
                row = self._put(row, name, value, places)
        return row

    def _put(self, row: Row, name: str, value: Any, places: Mapping[str, str]) -> Row:
        place = places.get(name, name)
        if isinstance(value, dict):
            for inner, one in value.items():
                row = self._put(
                    row, f"{name}.{inner}", one, {f"{name}.{inner}": f"{place}.{inner}", **places}
                )
            return row
        if "." not in name and name in _KEYS and value is not None:
            self._referred(_KEYS[name], value)
        head, _, last = place.rpartition(".")
        told = _REFERRED.get(head.rpartition(".")[2])
        if told and value is not None:
            other = self._referred(told[0], value)
            row = _set(row, f"{head}.{told[2]}", other.get(told[1]))
            value = other[BY_NAME[told[0]].key]
        if last == "id" and head.endswith("country"):
            row = _set(row, f"{head}.name", value)
        return _set(row, place, value)

    def _referred(self, table: str, key: Any) -> Row:
        found = self._books.row(table, key)
        if found is None:
            what = BY_NAME[table].dto.removesuffix("Dto")
            raise Refusal(400, f"'{what}' '{key}' cannot be found in the system.")
        return found

    def _lines(self, kind: Kind, name: str, given: list[Row], there: list[Row]) -> list[Row]:
        """Insert, update and delete lines, which are known by their number."""
        prefix = f"{name}[]."
        places = {
            to.removeprefix(prefix): place
            for to, place in PLACES.get(kind.name, {}).items()
            if to.startswith(prefix)
        }
        lines = {row["lineNumber"]: row for row in there}
        for one in given:
            number = one.get("lineNumber")
            match one.get("operation", "Insert"):
                case "Insert":
                    number = max(lines, default=0) + 1
                    row: Row = {"lineNumber": number}
                case _ if number not in lines:
                    raise Refusal(400, f"Line {number} of {name} was not found.")
                case "Delete":
                    del lines[number]
                    continue
                case _:
                    row = lines[number]
            for to, value in one.items():
                if to not in {"operation", "lineNumber"}:
                    row = self._put(row, to, value, places)
            lines[number] = row
        return list(lines.values())


def _values(body: Row, fields: tuple[Field, ...]) -> Row:
    known = {field.name: field for field in fields if field.write}
    return {
        name: _value(known[name], value)
        for name, value in body.items()
        if name in known and value is not None
    }


def _value(field: Field, value: Any) -> Any:
    if field.type is FieldType.LIST:
        return [row if field.name in PLAIN_ROWS else _line(row, field.fields) for row in value]
    if field.name not in PLAIN:
        value = value["value"]
    if field.fields and value is not None:
        return _values(value, field.fields)
    return _read(field, value)


def _line(row: Row, fields: tuple[Field, ...]) -> Row:
    """Open a line, whose operation alone is not wrapped."""
    values = _values({name: value for name, value in row.items() if name != OPERATION}, fields)
    return {**values, OPERATION: row[OPERATION]} if OPERATION in row else values


def _read(field: Field, value: Any) -> Any:
    if field.type in _NUMBERS and value is not None and (isinstance(value, str | bool)):
        raise TypeError
    if field.allowed and value is not None and value not in field.allowed:
        raise TypeError
    if field.type is FieldType.DECIMAL and value is not None:
        return Decimal(value)
    return value


def _attribute(row: Row) -> Row:
    return {"id": row["attributeId"], "value": row.get("attributeValue"), "description": row["attributeId"]}


def _set(row: Row, place: str, value: Any) -> Row:
    """Put a value at a dotted place, in copies of what is there."""
    head, _, rest = place.partition(".")
    return {**row, head: _set(row.get(head) or {}, rest, value) if rest else value}


Rule = Callable[[Books, Row, Row, Mapping[str, bool]], Row]
