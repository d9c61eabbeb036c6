"""How a resource is read: the request for a page, and the records in its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from core.api.access import Addresses
from core.api.connector import Connector, Resource, Rows, Since
from core.api.egress import Purpose, Request
from core.api.paging import Ask
from core.api.places import at, key_at
from core.documents import digest
from core.errors import KoppelError, Misconfigured
from core.records import KEYLESS, JsonObject, Record

_NEVER = datetime.min.replace(tzinfo=UTC)


def parameters(resource: Resource, page_size: int | None = None) -> JsonObject:
    """Give the parameters of every read of a resource."""
    size = page_size or resource.page_size
    sized = {resource.size_param: size} if resource.size_param and size else {}
    return {**resource.params, **sized}


def in_order(resource: Resource, params: JsonObject) -> tuple[JsonObject, bool]:
    """Ask for the order of modification where there is one, and tell whether the answer will have it."""
    since = resource.since
    if since is None:
        return params, False
    asked = {**since.order, **params}
    return asked, since.ordered and all(asked[name] == value for name, value in since.order.items())


def changed_since(resource: Resource, moment: datetime, params: JsonObject) -> JsonObject:
    """Ask for what was modified at or after a moment, beside what is asked already."""
    how = resource.since
    if how is None or not how.param:
        fault = f"{resource.title} cannot be asked for what changed"
        raise Misconfigured(f"{fault}; read all of it each time (`since: none`).")
    if moment.tzinfo is None:
        raise ValueError("the time has no zone")
    written = moment.astimezone(ZoneInfo(how.zone)).strftime(how.format)
    return {**joined(params, how.param, how.filter.replace("{time}", written), how.join), **how.also}


def joined(params: JsonObject, name: str, text: str, by: str) -> JsonObject:
    """Put a filter into a parameter, beside the one that stands there; without `by`, in its place."""
    standing = params.get(name)
    return {**params, name: f"{standing}{by}{text}" if standing and by else text}


def with_query(url: str, params: Mapping[str, Any]) -> str:
    """Write parameters into an address; those without a value are left out."""
    pairs = [(name, _parameter(value)) for name, value in params.items() if value is not None]
    text = urlencode(pairs, safe="$'(),:", errors="replace", quote_via=quote, doseq=True)
    return f"{url}?{text}" if text else url


def _parameter(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else value


@dataclass(frozen=True, slots=True)
class Reading:
    """One connector's way of being read."""

    connector: Connector
    addresses: Addresses

    def first(self, resource: Resource, params: JsonObject) -> Ask:
        """Give the question for the first page."""
        return Ask(self.addresses.path(resource.path), params)

    def by_post(self, resource: Resource) -> bool:
        """Tell whether questions go into a body, where length does not matter."""
        return bool(resource.query or self.connector.dialect.read)

    def address(self, resource: Resource, ask: Ask) -> str:
        """Give the whole address of a question whose parameters stand in it."""
        params = self.connector.dialect.params
        return with_query(ask.url, params(resource, ask.params) if params and ask.params else ask.params)

    def request(self, resource: Resource, ask: Ask) -> Request:
        """Make the request for a page."""
        headers, read = self.addresses.said(self.connector.headers), self.connector.dialect.read
        if resource.query:
            body = {"query": resource.query, "variables": ask.params}
            return Request("POST", ask.url, Purpose.READ, headers, body)
        method, content = read(resource, ask.params) if read else ("GET", None)
        url = self.address(resource, ask) if content is None else ask.url
        if isinstance(content, dict):
            content = {**content, **self.addresses.said(self.connector.members)}
        return Request(method, url, Purpose.READ, headers, content)

    def elements(self, resource: Resource, body: Any) -> list[Any]:
        """Find the list in an answer; one without it is a fault, never "no records"."""
        rows = self.connector.dialect.rows
        try:
            found = rows(resource, body) if rows else at(body, resource.records)
        except KoppelError:
            raise
        except Exception as error:  # noqa: BLE001 - what a dialect meets in a stranger's answer is anything
            raise Misconfigured(f"the answer came in an unknown shape ({type(error).__name__}).") from None
        if isinstance(found, dict):
            found = [found]
        if not isinstance(found, list):
            raise Misconfigured(f"the answer has no list at {resource.records!r}, where one is due.")
        return found

    def standing(self, resource: Resource, body: Any) -> list[Any]:
        """Find the record at a path of its own: it stands where lists do, or is the whole answer."""
        listed = self.connector.dialect.rows or at(body, resource.records) is not None
        return self.elements(resource, body) if listed or key_at(body, resource.key) == "" else [body]

    def records(self, resource: Resource, elements: Sequence[Any]) -> tuple[Record, ...]:
        """Make the records of an answer's elements; Misconfigured where none of them can be read."""
        records = tuple(self._record(resource, element) for element in elements)
        if records and all(record.fault for record in records):
            raise Misconfigured(f"no record of the answer can be read; the first: {records[0].fault}.")
        return records

    def cut(
        self, resource: Resource, elements: Sequence[Any], records: Sequence[Record]
    ) -> tuple[Record, ...]:
        """Give those of an answer's records that are not whole."""
        pairs = zip(elements, records, strict=True) if self.connector.dialect.cut else ()
        return tuple(record for each, record in pairs if not record.fault and self._is_cut(resource, each))

    def _is_cut(self, resource: Resource, element: Any) -> bool:
        cut = self.connector.dialect.cut
        try:
            return cut is not None and cut(resource, element)
        except Exception:  # noqa: BLE001 - what a dialect meets in a stranger's answer is anything
            return True  # what cannot be told to be whole is not taken for it

    def _record(self, resource: Resource, element: Any) -> Record:
        record = self.connector.dialect.record
        try:
            data = record(resource, element) if record else element
        except KoppelError:
            raise
        except Exception as error:  # noqa: BLE001 - what a dialect meets in a stranger's answer is anything
            return _shapeless(element, type(error).__name__)
        if not isinstance(data, dict):
            return _shapeless(data, "no object")
        key, moment = key_at(data, resource.key), _moment(data, resource.since) if resource.since else None
        if key == "":
            why = f"it came without its key {resource.key!r}: give it one in the source"
            return Record(_nameless(data), data, moment, why)
        return Record(str(key), data, moment)


def _shapeless(element: Any, what: str) -> Record:
    """What came in a shape that the connector does not know."""
    why = f"it came in an unknown shape ({what}): look at it in the source"
    return Record(_nameless(element), {"": element}, fault=why, partial=True)


def _nameless(came: Any) -> str:
    """How a record without a key is known: by what it holds."""
    return f"{KEYLESS}{digest(came)[:12]}"


def gathered(resource: Resource, rows: Sequence[Record]) -> tuple[Record, ...]:
    """Make records of rows that follow each other: those of the same key are one record."""
    if resource.rows is None:
        return tuple(rows)
    return tuple(_gathered(resource, resource.rows, list(same)) for _, same in groupby(rows, lambda r: r.key))


def _gathered(resource: Resource, how: Rows, rows: list[Record]) -> Record:
    latest = max(rows, key=lambda row: row.modified or _NEVER)
    if not how.shared:
        parts = [row for part in rows for row in part.data.get(how.into) or ()]
        return replace(latest, data={**latest.data, how.into: parts})
    own = {name: rows[0].data.get(name) for name in (resource.key, *how.shared)}
    if resource.since:
        own[resource.since.field] = at(latest.data, resource.since.field)
    inner = [{name: value for name, value in row.data.items() if name not in own} for row in rows]
    return replace(latest, data={**own, how.into: inner})


def _moment(data: JsonObject, since: Since) -> datetime | None:
    """Read a modified time; one that cannot be read is none, so that no bookmark moves by it."""
    try:
        moment = datetime.fromisoformat(at(data, since.field))
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(since.zone))
        return zoned.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None
