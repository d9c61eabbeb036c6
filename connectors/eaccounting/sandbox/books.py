"""What the company keeps: its collections, their rows and indexes, and the keys and times given out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha1
from itertools import count
from typing import Any

from connectors.eaccounting import CONNECTOR
from connectors.eaccounting.dialect import PAIRS, is_key
from core.fields import Field, FieldType
from core.sandbox.odata import Filter, Kind, fold
from core.sandbox.rates import Clock

Row = dict[str, Any]
#: What the vendor does only sometimes, and whether it does so now.
Switches = Mapping[str, bool]
#: The company's country and currency.
HOME, CURRENCY = "NL", "EUR"
DRAFT, ONGOING, SHIPPED, INVOICED = 1, 2, 3, 4

_KINDS = {
    FieldType.INTEGER: Kind.NUMBER,
    FieldType.DECIMAL: Kind.NUMBER,
    FieldType.BOOLEAN: Kind.TRUTH,
    FieldType.DATE: Kind.TIME,
    FieldType.DATETIME: Kind.TIME,
}


def kinds(fields: Iterable[Field]) -> dict[str, Kind]:
    """Give the columns of fields with what each holds; lists and objects are none."""
    plain = [each for each in fields if each.type not in {FieldType.LIST, FieldType.OBJECT}]
    return {each.name: Kind.GUID if is_key(each.name) else _KINDS.get(each.type, Kind.TEXT) for each in plain}


@dataclass(frozen=True)
class Collection:
    """One collection of the API: its path, what may be done with it, and the scopes that open it.

    `verbs`: G read, P create, U replace, D delete. `unique` are the columns that no two rows share;
    `changed` is the time that every change moves.
    """

    name: str
    path: str
    fields: tuple[Field, ...]
    verbs: str
    scopes: tuple[str, ...]
    unique: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> dict[str, Kind]:
        """The columns that can be asked for."""
        return kinds(self.known)

    @cached_property
    def lists(self) -> dict[str, dict[str, Kind]]:
        """The lists of a row, with the columns of what is in each."""
        return {each.name: kinds(each.fields) for each in self.known if each.type is FieldType.LIST}

    @cached_property
    def known(self) -> tuple[Field, ...]:
        """The fields that the API itself has: none that Koppel makes, or reads along from elsewhere."""
        return tuple(each for each in self.fields if each.name not in _OURS.get(self.name, ()))

    @cached_property
    def days(self) -> frozenset[str]:
        """The columns that hold a day and are sent as one; elsewhere days are sent as midnight."""
        plain = self.known if self.name in _PLAIN_DAYS else ()
        return frozenset(each.name for each in plain if each.type is FieldType.DATE)

    @cached_property
    def changed(self) -> str:
        """The column with the time of the last change, where there is one."""
        return next((name for name in ("ChangedUtc", "ModifiedUtc") if name in self.columns), "")

    def key_of(self, row: Row) -> str:
        """The key by which the row is kept."""
        return "/".join(str(row[part]) for part in PAIRS.get(self.name, ("Id",)))


_PLAIN_DAYS = {"fiscal_years", "projects", "vouchers"}
#: Fields of a resource that do not come from eAccounting.
_OURS = {
    "prices": {"Id", "Article", "SalesPriceList"},
    "accounts": {"Id"},
    "customers": {"Company"},
    "orders": {"Company", "Customer"},
    "customer_invoices": {"Company"},
}
_SALES, _BOTH, _BOOKS = ("ea:sales",), ("ea:sales", "ea:accounting"), ("ea:accounting",)


def _collection(
    name: str, verbs: str, scopes: tuple[str, ...], unique: str = "", path: str = ""
) -> Collection:
    resource = CONNECTOR.resource(name)
    return Collection(name, path or resource.path, resource.fields, verbs, scopes, tuple(unique.split()))


COLLECTIONS = {
    collection.name: collection
    for collection in (
        _collection("articles", "GPU", _SALES, "Number"),
        _collection("article_labels", "GPUD", _SALES, "Name"),
        _collection("article_codings", "G", _SALES),
        _collection("units", "G", _SALES),
        _collection("price_lists", "GPUD", _SALES),
        _collection("prices", "G", _SALES),
        _collection("customers", "GPUD", _SALES, "CustomerNumber"),
        _collection("customer_labels", "GPUD", _SALES, "Name"),
        _collection("orders", "GPUD", _SALES),
        _collection("customer_invoices", "GP", _SALES),
        _collection("customer_invoice_drafts", "GPUD", _SALES),
        _collection("vouchers", "GP", _BOOKS),
        _collection("accounts", "GPU", _BOOKS),
        _collection("fiscal_years", "G", _BOTH),
        _collection("vat_codes", "G", _BOOKS),
        _collection("terms_of_payment", "G", _SALES),
        _collection("delivery_methods", "G", _SALES),
        _collection("delivery_terms", "G", _SALES),
        _collection("cost_centers", "GU", _BOTH),
        _collection("cost_center_items", "PU", _BOTH, path="costcenteritems"),
        _collection("projects", "GPU", _BOOKS, "Number"),
        _collection("customer_ledger_items", "GP", _SALES),
    )
}


@dataclass
class Table:
    """The rows of one collection, found again by key and by the columns that people ask for."""

    collection: Collection
    rows: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = self.collection.columns
        asked = [name for name, kind in columns.items() if kind in {Kind.GUID, Kind.TEXT}]
        self._index: dict[str, dict[Any, dict[str, None]]] = {
            name: {} for name in asked if name in {*_ASKED, *self.collection.unique}
        }

    def put(self, row: Row) -> None:
        """Store a row, new or changed."""
        key = self.collection.key_of(row)
        if key in self.rows:
            self._forget(key)
        self.rows[key] = row
        for column, entries in self._index.items():
            entries.setdefault(fold(row[column]), {})[key] = None

    def drop(self, key: str) -> None:
        """Remove a row."""
        self._forget(key)
        del self.rows[key]

    def _forget(self, key: str) -> None:
        for column, entries in self._index.items():
            entries[fold(self.rows[key][column])].pop(key, None)

    def having(self, column: str, value: Any) -> list[Row]:
        """Find the rows with this value in an indexed column."""
        return [self.rows[key] for key in self._index[column].get(fold(value), ())]

    def matching(self, condition: Filter | None) -> Iterator[Row]:
        """Find the rows that pass a condition."""
        if condition is None:
            return iter(self.rows.values())
        if condition.column in self._index:
            entries = self._index[condition.column]
            keys = {key: None for value in condition.values for key in entries.get(value, ())}
            return filter(condition.test, [self.rows[key] for key in keys])
        return filter(condition.test, self.rows.values())


#: The columns by which rows are looked up.
_ASKED = {"Id", "Number", "CustomerNumber", "EmailAddress", "YourReference", "VoucherText", "ArticleId",
          "CustomerId", "SalesPriceListId", "FiscalYearId", "Name", "Code", "CostCenterId"}  # fmt: skip


def filled(row: Row, fields: Iterable[Field]) -> Row:
    """Give a row every column: what nobody said is false or 0 where the API knows no null, else null."""
    return {each.name: _whole(row.get(each.name), each) for each in fields}


def _whole(value: Any, column: Field) -> Any:
    if value is None and column.name not in _NULLABLE:
        return _EMPTY.get(column.type)
    if isinstance(value, list) and column.fields:
        rows = [each for each in column.fields if each.name != "Discount"]
        return [{**row, **filled(row, rows)} for row in value]
    return value


_EMPTY = {FieldType.BOOLEAN: False, FieldType.DECIMAL: Decimal(0)}
_NULLABLE = {"CurrencyRate", "RotReducedInvoicingAmount", "VatRate"}


class Books:
    """The company: its tables, its clock, and the numbers that it gives out."""

    def __init__(self, clock: Clock) -> None:
        self.tables = {name: Table(collection) for name, collection in COLLECTIONS.items()}
        self.reserved: Counter[str] = Counter()
        self.next_customer: Callable[[], int] = count(1).__next__
        self.next_order: Callable[[], int] = count(1).__next__
        self.next_invoice: Callable[[], int] = count(1001).__next__
        self.next_voucher: Callable[[], int] = count(1).__next__
        self._keys = count(1)
        #: the bank account on which customers pay
        self.bank = self.key()
        self._clock = clock

    def now(self) -> datetime:
        """Tell the time as it is kept: UTC, without a zone, to the millisecond."""
        now = self._clock.now().astimezone(UTC).replace(tzinfo=None)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def today(self) -> datetime:
        """Tell the day, as midnight."""
        return self.now().replace(hour=0, minute=0, second=0, microsecond=0)

    def key(self) -> str:
        """Give a GUID that nobody has; they come in no order."""
        text = sha1(f"eaccounting {next(self._keys)}".encode(), usedforsecurity=False).hexdigest()
        return f"{text[:8]}-{text[8:12]}-4{text[12:15]}-8{text[15:18]}-{text[18:30]}"

    def one(self, name: str, key: Any) -> Row | None:
        """Find a row by its key."""
        return self.tables[name].rows.get(str(key)) if key is not None else None

    def store(self, name: str, row: Row) -> Row:
        """Store a row with its key and times; columns that it lacks are null."""
        table = self.tables[name]
        fields, now = table.collection.known, self.now()
        whole: Row = filled(row, fields)
        if "Id" in whole and whole["Id"] is None:
            whole["Id"] = self.key()
        if "CreatedUtc" in whole:
            whole["CreatedUtc"] = whole["CreatedUtc"] or now
        if table.collection.changed:
            whole[table.collection.changed] = now
        if name == "orders":
            self._reserve(self.one(name, whole["Id"]), -1)
            self._reserve(whole, 1)
        table.put(whole)
        return whole

    def remove(self, name: str, key: str) -> None:
        """Remove a row."""
        if name == "orders":
            self._reserve(self.one(name, key), -1)
        self.tables[name].drop(key)

    def _reserve(self, order: Row | None, sign: int) -> None:
        """Promise the articles of an ongoing order, or take the promise back."""
        if order is not None and order["Status"] == ONGOING:
            for line in order["Rows"] or ():
                if line["ArticleId"]:
                    self.reserved[line["ArticleId"]] += sign * (line["Quantity"] or 0)
