"""The books of one administration: its tables, each with the rows and an index on what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha1
from itertools import count
from typing import Any

from connectors.exact_online import CONNECTOR
from connectors.exact_online.dialect import GUIDS, WORKED_OUT
from core.fields import Field, FieldType
from core.sandbox.odata import Filter, Kind, fold
from core.sandbox.rates import Clock

Row = dict[str, Any]

_KINDS = {
    FieldType.INTEGER: Kind.NUMBER,
    FieldType.DECIMAL: Kind.NUMBER,
    FieldType.DATE: Kind.TIME,
    FieldType.DATETIME: Kind.TIME,
    FieldType.BOOLEAN: Kind.TRUTH,
}


@dataclass(frozen=True)
class Entity:
    """One entity set of the API: its path, what may be done with it, and its columns.

    `verbs`: G read, P create, U update, D delete. `lines` is the property that holds its rows, `owner` the
    column by which a line names its header, one of the rows of `header`; `unique` are the columns that no two
    rows share.
    """

    name: str
    path: str
    type: str
    key: str
    fields: tuple[Field, ...]
    verbs: str = "GPUD"
    lines: str = ""
    owner: str = ""
    header: str = ""
    unique: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> dict[str, Kind]:
        """Every column, with the kind that a query compares it as."""
        plain = [each for each in self.fields if each.type not in {FieldType.LIST, FieldType.OBJECT}]
        kinds = {each.name: _KINDS.get(each.type, Kind.TEXT) for each in plain}
        kinds |= dict.fromkeys(GUIDS & kinds.keys(), Kind.GUID)
        return {**kinds, "Division": Kind.NUMBER, "Timestamp": Kind.NUMBER}


def _entity(name: str, kind: str, verbs: str = "GPUD", unique: str = "", **more: Any) -> Entity:
    resource = CONNECTOR.resource(name)
    asked = tuple(name for name in (resource.find.fields if resource.find else ()) if "." not in name)
    fields = tuple(map(_told, resource.fields))
    return Entity(
        name, resource.path, kind, resource.key, fields, verbs, asked=asked,
        unique=tuple(unique.split()), **more,
    )  # fmt: skip


def _lines(header: str, lines: str, without: str = "") -> Entity:
    """The lines of a header as an entity set of their own; `without` is what Exact does not keep of them."""
    above = CONNECTOR.resource(header)
    inner = next(each for each in above.fields if each.name == lines)
    own = [each for each in inner.fields if each.name not in WORKED_OUT and each.name != without]
    fields = (*(_told(each) for each in own), Field(above.key, required=True))
    path, kind = f"{above.path.partition('/')[0]}/{lines}", lines.removesuffix("s")
    return Entity(LINES[lines], path, kind, "ID", fields, owner=above.key, header=header, asked=(above.key,))


def _told(field: Field) -> Field:
    """A field of a line as Exact has it: the code of an account is told, and cannot be written."""
    return replace(field, write=False) if field.name == "GLAccountCode" else field


LINES = {
    "SalesOrderLines": "sales_order_lines",
    "SalesInvoiceLines": "sales_invoice_lines",
    "SalesEntryLines": "sales_entry_lines",
    "GeneralJournalEntryLines": "journal_entry_lines",
    "GoodsDeliveryLines": "goods_delivery_lines",
}

ENTITIES = {
    entity.name: entity
    for entity in (
        _entity("items", "Item", unique="Code"),
        _entity("item_groups", "ItemGroup", "G"),
        _entity("sales_item_prices", "SalesItemPrice"),
        _entity("accounts", "Account", unique="Code"),
        _entity("contacts", "Contact"),
        _entity("addresses", "Address"),
        _entity("sales_orders", "SalesOrder", unique="OrderNumber", lines="SalesOrderLines"),
        _entity("sales_order_lines", "SalesOrderLine", owner="OrderID", header="sales_orders"),
        _entity("goods_deliveries", "GoodsDelivery", "GPU", lines="GoodsDeliveryLines"),
        _lines("goods_deliveries", "GoodsDeliveryLines", without="Sale"),
        _entity("sales_invoices", "SalesInvoice", unique="OrderNumber", lines="SalesInvoiceLines"),
        _lines("sales_invoices", "SalesInvoiceLines", without="GLAccountCode"),
        _entity("sales_entries", "SalesEntry", unique="EntryNumber", lines="SalesEntryLines"),
        _lines("sales_entries", "SalesEntryLines"),
        _entity(
            "journal_entries",
            "GeneralJournalEntry",
            "GPD",
            unique="EntryNumber",
            lines="GeneralJournalEntryLines",
        ),
        _entity(
            "journal_entry_lines", "GeneralJournalEntryLine", "GP", owner="EntryID", header="journal_entries"
        ),
        _entity("stock", "ItemWarehouse"),
        _entity("warehouses", "Warehouse", unique="Code"),
        _entity("vat_codes", "VATCode", unique="Code"),
        _entity("payment_conditions", "PaymentCondition", "GP", unique="Code"),
        _entity("journals", "Journal", unique="Code"),
        _entity("gl_accounts", "GLAccount", unique="Code"),
        _entity("cost_centres", "Costcenter", unique="Code"),
        _entity("cost_units", "Costunit", unique="Code"),
        _entity("units", "Unit", "G"),
        _entity("shipping_methods", "ShippingMethod", "G"),
        _entity("divisions", "Division", "G"),
    )
}


@dataclass
class Table:
    """The rows of one entity set in the order of their keys."""

    entity: Entity
    rows: dict[Any, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._index: dict[str, dict[Any, dict[Any, None]]] = {
            column: {} for column in {*self.entity.asked, *self.entity.unique}
        }

    def put(self, row: Row) -> None:
        """Store a row, new or changed."""
        key = row[self.entity.key]
        if key in self.rows:
            self._forget(self.rows[key])
        self.rows[key] = row
        for column, entries in self._index.items():
            entries.setdefault(fold(row[column]), {})[key] = None

    def drop(self, key: Any) -> None:
        """Remove a row."""
        self._forget(self.rows.pop(key))

    def _forget(self, row: Row) -> None:
        for column, entries in self._index.items():
            entries[fold(row[column])].pop(row[self.entity.key], None)

    def having(self, column: str, value: Any) -> list[Row]:
        """Find the rows with this value in an indexed column."""
        return [self.rows[key] for key in self._index[column].get(fold(value), ())]

    def matching(self, condition: Filter | None) -> Iterator[Row]:
        """Find the rows that pass a condition, in the order of their keys."""
        if condition is None:
            return iter(self.rows.values())
        rows: Iterable[Row] = self.rows.values()
        if condition.column in self._index:
            entries = self._index[condition.column]
            keys = sorted({key for value in condition.values for key in entries.get(value, ())})
            rows = [self.rows[key] for key in keys]
        return filter(condition.test, rows)


def midnight(time: datetime) -> datetime:
    """Give the day of a time."""
    return time.replace(hour=0, minute=0, second=0, microsecond=0)


class Keys:
    """Gives out GUIDs that ascend, so that a table's order is the order of its keys."""

    def __init__(self) -> None:
        self._number = count(1)

    def next(self) -> str:
        """Give a GUID that nobody has."""
        number = next(self._number)
        rest = sha1(str(number).encode(), usedforsecurity=False).hexdigest()
        return f"{number:08x}-{rest[:4]}-4{rest[4:7]}-8{rest[7:10]}-{rest[10:22]}"


class Books:
    """One administration: its tables, its clock, and the numbers that it gives out."""

    def __init__(self, division: int, keys: Keys, clock: Clock) -> None:
        self.division = division
        self.tables = {name: Table(entity) for name, entity in ENTITIES.items()}
        self.deleted: list[Row] = []
        self.number: Callable[[], int] = count(1).__next__
        self._keys = keys
        self._clock = clock
        self._stamp = count(1)

    def now(self) -> datetime:
        """Tell the time as Exact keeps it: UTC, without a zone, to the millisecond."""
        now = self._clock.now().astimezone(UTC).replace(tzinfo=None)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def store(self, name: str, row: Row) -> Row:
        """Store a row with its key and times; columns that it lacks are null."""
        entity = self.tables[name].entity
        now = self.now()
        whole = {**dict.fromkeys(entity.columns), "Created": now, **row, "Modified": now}
        whole = {column: whole[column] for column in entity.columns}
        whole[entity.key] = whole[entity.key] or self._keys.next()
        whole |= {"Division": self.division, "Timestamp": next(self._stamp)}
        self.tables[name].put(whole)
        return whole

    def remove(self, name: str, key: str) -> None:
        """Remove a row, and with a header its lines; synchronising clients are told."""
        table = self.tables[name]
        if table.entity.lines:
            below = self.tables[LINES[table.entity.lines]]
            for line in below.having(below.entity.owner, key):
                below.drop(line["ID"])
        table.drop(key)
        told = {"EntityKey": key, "EntityType": ENTITY_TYPES.get(name, 0), "DeletedDate": self.now()}
        self.deleted.append({**told, "Division": self.division, "Timestamp": next(self._stamp)})


#: The numbers by which `sync/Deleted` names what was removed.
ENTITY_TYPES = {
    "accounts": 2,
    "addresses": 3,
    "contacts": 5,
    "gl_accounts": 7,
    "sales_item_prices": 8,
    "items": 9,
    "sales_orders": 12,
}
