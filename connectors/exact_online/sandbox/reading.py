"""What a GET answers: the query's options, the pages, the three shapes of `d`, JSON or Atom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import islice
from typing import Any
from urllib.parse import quote

from connectors.exact_online.dialect import ACCOUNT_CODE
from connectors.exact_online.sandbox.books import LINES, Books, Entity, Row, Table
from connectors.exact_online.sandbox.refusal import NARROW, SYNTAX, Refusal
from core.sandbox.odata import Filter, Kind, QueryError, read_filter, read_literals, read_order, write_literal
from core.sandbox.odata import fold as folded

PAGE, BULK_PAGE = 60, 1000
_OPTIONS = {"$filter", "$select", "$orderby", "$top", "$expand", "$skiptoken", "$inlinecount", "$format"}
#: Entity sets that refuse a query without `$select` or `$top=1`.
_NARROW = {"sales_item_prices", "journal_entries", "goods_deliveries"}
#: Entity sets that may demand a filter, and on what.
FILTERED = {
    "items": "ID,Code,Description,Barcode,Modified,Created,SearchCode",
    "accounts": "ID,Code,Name,Email,Phone,Postcode,Modified,Created,SearchCode,VATNumber",
}
_PADDED_RIGHT = {"Country": 3, "Language": 10, "VATCode": 3, "SalesVATCode": 3, "SalesVatCode": 3}
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (Exact's times have no zone; they are UTC)


@dataclass(frozen=True)
class View:
    """How an entity set is looked at: as usual, in bulk, or by its timestamps."""

    entity: Entity
    path: str
    size: int = PAGE
    sync: bool = False


@dataclass(frozen=True)
class Query:
    """The options of a query, read."""

    condition: Filter | None
    select: frozenset[str]
    order: tuple[tuple[str, bool], ...]
    top: int | None
    expand: bool
    after: tuple[Any, ...]
    count: bool


def read_query(options: Mapping[str, str], view: View, *, demanding: bool) -> Query:
    """Read the options of a query; Refusal when Exact would not accept them."""
    entity, columns = view.entity, view.entity.columns
    if any(name.startswith("$") and name not in _OPTIONS for name in options):
        raise Refusal(400, SYNTAX)
    top, select = options.get("$top"), options.get("$select", "")
    if entity.name in _NARROW and not view.sync and not select and top != "1":
        raise Refusal(400, NARROW)
    text = options.get("$filter", "")
    if demanding and entity.name in FILTERED and not view.sync:
        _demand(text, FILTERED[entity.name])
    named = frozenset(name.strip() for name in select.split(",") if name.strip())
    expand = options.get("$expand", "")
    known = columns.keys() | ({entity.lines} if entity.lines else set())
    unknown = any(name.split("/")[0] not in known for name in named)
    if unknown or expand not in {"", entity.lines} or not (top or "0").isdecimal():
        raise Refusal(400, SYNTAX)
    try:
        order = [("Timestamp", False)] if view.sync else read_order(options.get("$orderby", ""), columns)
        return Query(
            condition=read_filter(text, columns) if text else None,
            select=named,
            order=(*order, (entity.key, False)) if order else ((entity.key, False),),
            top=int(top) if top else None,
            expand=bool(expand),
            after=tuple(read_literals(options["$skiptoken"])) if "$skiptoken" in options else (),
            count=options.get("$inlinecount") == "allpages",
        )
    except QueryError:
        raise Refusal(400, SYNTAX) from None


def _demand(text: str, names: str) -> None:
    if not any(name in text for name in names.split(",")):
        raise Refusal(
            400,
            "This endpoint has mandatory filtering applied. A GET request for this endpoint must have a"
            f" $filter parameter with one of the following fields in the url: {names}",
        )


class Reader:
    """Answers queries on one administration, for a client that reached it under `root`."""

    def __init__(self, books: Books, root: str) -> None:
        self._books, self._root = books, root

    def page(self, view: View, query: Query, options: Mapping[str, str]) -> dict[str, Any]:
        """Answer with one page; `$top` gives a bare list, everything else a list with a link to the next."""
        rows = self._rows(self._books.tables[view.entity.name], query)
        size = view.size if query.top is None else min(query.top, view.size)
        found = list(islice(rows, size + 1))
        wire = [self.wire(row, view, query) for row in found[:size]]
        if query.top is not None:
            return {"d": wire}
        answer: dict[str, Any] = {"results": wire}
        if len(found) > size:
            answer["__next"] = self._next(view, query, options, found[size - 1])
        if query.count:
            every = Query(query.condition, query.select, query.order, None, query.expand, (), query.count)
            answer["__count"] = str(sum(1 for _ in self._rows(self._books.tables[view.entity.name], every)))
        return {"d": answer}

    def one(self, view: View, key: str, options: Mapping[str, str]) -> dict[str, Any]:
        """Answer with the row of a key."""
        query = read_query({"$top": "1", **options}, view, demanding=False)
        rows = self._books.tables[view.entity.name].rows
        row = rows.get(key.lower()) or (rows.get(int(key)) if key.isdecimal() else None)
        if row is None:
            raise Refusal(404, "Not found")
        return {"d": self.wire(row, view, query)}

    def _rows(self, table: Table, query: Query) -> Iterator[Row]:
        rows: Iterable[Row] = table.matching(query.condition)
        if len(query.order) > 1:
            rows = list(rows)
            for column, descending in reversed(query.order):
                rows.sort(key=lambda row: _rank(row[column]), reverse=descending)
        if query.after:
            rows = (row for row in rows if _is_after(row, query))
        return iter(rows)

    def _next(self, view: View, query: Query, options: Mapping[str, str], last: Row) -> str:
        token = ",".join(write_literal(last[column]) for column, _ in query.order)
        kept = {name: value for name, value in options.items() if name != "$skiptoken"}
        pairs = [f"{name}={quote(value, safe='')}" for name, value in {**kept, "$skiptoken": token}.items()]
        return f"{self._root}/{view.path}?{'&'.join(pairs)}"

    def wire(self, row: Row, view: View, query: Query | None = None) -> dict[str, Any]:
        """Write a row as Exact sends it."""
        entity = view.entity
        select = query.select if query else frozenset()
        key = row[entity.key]
        uri = f"{self._root}/{entity.path}({write_literal(key)})"
        made: dict[str, Any] = {"__metadata": {"uri": uri, "type": f"Exact.Web.Api.Models.{entity.type}"}}
        for column, kind in entity.columns.items():
            if (column in select) if select else (column != "Timestamp" or view.sync):
                made[column] = _wire(column, kind, row[column])
        if made.get("PictureUrl"):
            made["PictureUrl"] = self._root.partition("/api/")[0] + made["PictureUrl"]
        if entity.lines and (not select or entity.lines in select):
            made[entity.lines] = self._lines(row, entity, uri, expand=bool(query and query.expand))
        return made

    def _lines(self, row: Row, entity: Entity, uri: str, *, expand: bool) -> dict[str, Any]:
        if not expand:
            return {"__deferred": {"uri": f"{uri}/{entity.lines}"}}
        below = self._books.tables[LINES[entity.lines]]
        view = View(below.entity, below.entity.path)
        return {
            "results": [self.wire(line, view) for line in below.having(below.entity.owner, row[entity.key])]
        }


def _wire(column: str, kind: Kind, value: Any) -> Any:
    if kind is Kind.TIME and value is not None:
        return f"/Date({(value - _EPOCH).total_seconds() * 1000:.0f})/"
    if column in _PADDED_RIGHT and value is not None:
        return str(value).ljust(_PADDED_RIGHT[column])
    return value


def padded(code: str) -> str:
    """Pad the code of an account as it is stored."""
    return code.strip().rjust(ACCOUNT_CODE)


def _rank(value: Any) -> tuple[bool, Any]:
    return value is not None, folded(value) if value is not None else 0


def _is_after(row: Row, query: Query) -> bool:
    for (column, descending), bound in zip(query.order, query.after, strict=False):
        one, two = _rank(row[column]), _rank(bound)
        if one != two:
            return (one > two) is not descending
    return False


def moment(text: str) -> datetime:
    """Read a time of a payload, as ISO text or as /Date(ms)/; ValueError when it is neither."""
    if text.startswith("/Date(") and text.endswith(")/"):
        return datetime.fromtimestamp(int(text[6:-2]) / 1000, UTC).replace(tzinfo=None)
    time = datetime.fromisoformat(text)
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time


def atom(answer: dict[str, Any]) -> str:
    """Write an answer as Atom, which is what a client gets that does not ask for JSON."""
    found = answer["d"]
    rows = found.get("results", [found]) if isinstance(found, dict) else found
    entries = "".join(
        "<entry><content type='application/xml'><m:properties>"
        + "".join(
            f"<d:{name}>{escape(str(value))}</d:{name}>"
            for name, value in row.items()
            if name != "__metadata"
        )
        + "</m:properties></content></entry>"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices"'
        f' xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">{entries}</feed>'
    )
