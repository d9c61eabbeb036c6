"""What a GET answers: the query's options, a page with its `Meta`, and rows as they are sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connectors.eaccounting.sandbox.books import Books, Collection, Row
from connectors.eaccounting.sandbox.refusal import DATE, QUERY, Refusal
from core.sandbox.odata import Filter, QueryError, fold, read_filter, read_order

PAGE, LARGEST = 50, 1000
#: The fields that came after 2018.
SINCE = {
    "articles": {
        "UsesMoss",
        "IsStock",
        "StockLocationReference",
        "FreightCosts",
        "Note",
        "Barcodes",
        "CreatedUtc",
    },
    "customers": {"EmailAddressOrder"},
    "orders": {"CustomerNumber", "CustomerName", "BuyersOrderReference", "TermsOfPaymentId", "IncludesVat"},
    "customer_invoices": {"BuyersOrderReference", "CreatedFromOrderId"},
    "vouchers": {"CreatedUtc"},
}
_ROWS_SINCE = {"VatRate", "Amount"}
_OPTIONS = {"$page", "$pagesize", "$filter", "$orderby", "$select", "$version"}
_VERSION = 4


@dataclass(frozen=True)
class Query:
    """The options of a query, read."""

    page: int
    size: int
    condition: Filter | None
    order: tuple[tuple[str, bool], ...]
    select: frozenset[str]
    since: datetime | None


def read_query(options: Mapping[str, str], collection: Collection, *, large_refused: bool) -> Query:
    """Read the options of a query; Refusal when eAccounting would not accept them."""
    if unknown := [name for name in options if name.startswith("$") and name not in _OPTIONS]:
        raise Refusal(QUERY, f"The query option {unknown[0]} is not supported.")
    page, size = options.get("$page", "1"), options.get("$pagesize", str(PAGE))
    if not (page.isdecimal() and size.isdecimal() and int(page) and int(size)):
        raise Refusal(QUERY, "$page and $pagesize must be positive numbers.")
    if large_refused and int(size) > LARGEST:
        raise Refusal(QUERY, f"$pagesize must not be larger than {LARGEST}.")
    text, select = options.get("$filter", ""), options.get("$select", "")
    named = frozenset(name.strip() for name in select.split(",") if name.strip())
    if unknown := sorted(named - {each.name for each in collection.known}):
        raise Refusal(QUERY, f"Could not find a property named '{unknown[0]}'.")
    try:
        columns, lists = collection.columns, collection.lists
        return Query(
            page=int(page),
            size=min(int(size), LARGEST),
            condition=read_filter(text, columns, version=_VERSION, lists=lists) if text else None,
            order=tuple(read_order(options.get("$orderby", ""), columns)),
            select=named,
            since=_moment(options["modifiedSinceUtc"]) if "modifiedSinceUtc" in options else None,
        )
    except QueryError as error:
        code = DATE if "time" in str(error) else QUERY
        raise Refusal(code, f"The query specified in the URI is not valid: {error}.") from None


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise QueryError(f"{text!r} is no time") from None


class Reader:
    """Answers queries; `extra` gives what a row shows beside what is stored."""

    def __init__(self, books: Books, extra: Callable[[str, Row], Row], switches: Mapping[str, bool]) -> None:
        self._books, self._extra, self._switches = books, extra, switches

    def page(self, name: str, query: Query, within: Callable[[Row], bool] | None = None) -> dict[str, Any]:
        """Answer with one page, and how many there are in all."""
        table = self._books.tables[name]
        rows = [row for row in table.matching(query.condition) if within is None or within(row)]
        if query.since is not None:
            rows = [row for row in rows if row[table.collection.changed] >= query.since]
        for column, descending in reversed(query.order):
            rows.sort(key=lambda row: _rank(row[column]), reverse=descending)
        first = (query.page - 1) * query.size
        shown = [self.wire(name, row, query.select) for row in rows[first : first + query.size]]
        return self.enveloped(shown, len(rows), query.page, query.size)

    def enveloped(self, shown: list[Any], total: int, page: int = 1, size: int = PAGE) -> dict[str, Any]:
        """Put rows into the envelope of a page."""
        meta = {
            "CurrentPage": page,
            "PageSize": size,
            "TotalNumberOfPages": max(1, -(-total // size)),
            "TotalNumberOfResults": total,
            "ServerTimeUtc": sent(self._books.now()),
        }
        return {"Meta": meta, "Data": shown}

    def wire(self, name: str, row: Row, select: frozenset[str] = frozenset()) -> dict[str, Any]:
        """Write a row as it is sent."""
        whole = {**row, **self._extra(name, row)}
        if self._switches["fields_of_2018"]:
            whole = {column: value for column, value in whole.items() if column not in SINCE.get(name, ())}
            whole |= {"Rows": _older(whole["Rows"])} if "Rows" in whole else {}
        days = self._books.tables[name].collection.days
        return {
            column: f"{value:%Y-%m-%d}" if column in days and value is not None else sent(value)
            for column, value in whole.items()
            if not select or column in select
        }


def _older(rows: list[Row] | None) -> list[Row]:
    """Leave out of rows what came after 2018."""
    return [{name: value for name, value in row.items() if name not in _ROWS_SINCE} for row in rows or ()]


def sent(value: Any) -> Any:
    """Write a value as it is sent: times in UTC with a Z; days are seen by their column."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds" if value.microsecond else "seconds") + "Z"
    if isinstance(value, list):
        return [sent(each) for each in value]
    if isinstance(value, dict):
        return {name: sent(each) for name, each in value.items()}
    return value


def _rank(value: Any) -> tuple[bool, Any]:
    return value is not None, fold(value) if value is not None else 0
