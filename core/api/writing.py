"""How a record is written: the request of a create or an update, and the receipt in its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from core.api.access import Addresses
from core.api.connector import Connector, Resource, Write
from core.api.egress import Purpose, Request
from core.api.judgement import Reply
from core.api.places import at, segments
from core.errors import KoppelError, Misconfigured, Refused, Unclear
from core.fields import Field
from core.records import JsonObject, Receipt


@dataclass(frozen=True, slots=True)
class Writing:
    """One connector's way of being written to."""

    connector: Connector
    addresses: Addresses

    def request(self, resource: Resource, payload: JsonObject, key: str | None, once: str) -> Request:
        """Make the request that writes a payload: to the record of that key, or as a new one."""
        write = resource.write
        if write is None:
            raise Misconfigured(f"{resource.title} of {self.addresses.where} cannot be written.")
        return self._asked(write, once, *self._made(resource, write, payload, key, once))

    def together(self, resource: Resource, changes: Sequence[tuple[str, JsonObject]], once: str) -> Request:
        """Make the one request that changes several records, all of them or none."""
        write, made = resource.write or Write(), self.connector.dialect.changes
        if made is None or len(changes) > write.at_once:
            raise Misconfigured(f"{resource.title} of {self.addresses.where} are changed one by one.")
        return self._asked(write, once, *made(resource, changes, once))

    def _asked(self, write: Write, once: str, method: str, path: str, body: Any) -> Request:
        if isinstance(body, dict):
            body = {**body, **self.addresses.said(self.connector.members)}
        headers = self.addresses.said((*self.connector.headers, *write.headers))
        if write.idempotency:
            headers[write.idempotency] = once
        return Request(method, self.addresses.path(path), Purpose.WRITE, headers, body)

    def receipt(self, resource: Resource, reply: Reply, payload: JsonObject) -> Receipt:
        """Find the new record's key in the answer to a create; Unclear when there is none."""
        write, dialect = resource.write or Write(), self.connector.dialect
        if write.located:
            return Receipt(self._located(resource, reply.headers.get("location", "")))
        body = reply.body
        try:
            made = dialect.receipt(resource, body) if dialect.receipt and body is not None else body
        except KoppelError:
            raise
        except Exception:  # noqa: BLE001 - what a dialect meets in a stranger's answer is anything
            made = None
        key = at(made, resource.key if dialect.receipt else write.key or resource.key)
        if key is None and write.key_given:
            key = at(dialect.record(resource, payload) if dialect.record else payload, resource.key)
        if not isinstance(key, str | int) or key == "":
            raise Unclear(f"{self.addresses.where} ({resource.title}) answered the write without a key.")
        return Receipt(str(key), made if isinstance(made, dict) else {})

    def _located(self, resource: Resource, location: str) -> str:
        ends = [unquote(part) for part in urlsplit(location).path.split("/") if part][-resource.parts :]
        if len(ends) < resource.parts:
            raise Unclear(f"{self.addresses.where} ({resource.title}) answered the write without its place.")
        return "/".join(ends)

    def _made(
        self, resource: Resource, write: Write, payload: JsonObject, key: str | None, once: str
    ) -> tuple[str, str, Any]:
        dialect = self.connector.dialect
        if dialect.write:
            return dialect.write(resource, payload, key, once)
        creating = key is None
        path = write.create if creating else write.update
        query = write.create_query if creating else write.update_query
        if not (path or query):
            where = self.addresses.where
            raise Misconfigured(
                f"{resource.title} of {where} cannot be created."
                if creating
                else f"{resource.title} of {where} cannot be changed."
            )
        body = dialect.payload(resource, payload, creating) if dialect.payload else None
        if query:
            variables = {"input": payload} if body is None else body
            variables = variables if creating else {**variables, "id": key}
            return "POST", path or resource.path, {"query": query, "variables": variables}
        method = "POST" if creating else write.update_method
        return method, path.replace("{key}", _segments(key, resource)), payload if body is None else body


def replacement(resource: Resource, there: JsonObject, payload: JsonObject) -> JsonObject:
    """Make the whole of a record that an update replaces: as it is there, but for what the payload says."""
    return {**_kept(there, resource.fields), **payload}


def _kept(data: JsonObject, fields: Iterable[Field]) -> JsonObject:
    """Leave out what only the system itself writes."""
    known = {field.name: field for field in fields}
    return {
        name: _inside(value, known[name].fields) if name in known else value
        for name, value in data.items()
        if name not in known or known[name].write
    }


def _inside(value: Any, fields: Iterable[Field]) -> Any:
    if isinstance(value, list):
        return [_inside(one, fields) for one in value]
    return _kept(value, fields) if isinstance(value, dict) else value


def _segments(key: str | None, resource: Resource) -> str:
    try:
        return segments(key or "", resource.parts, "The key")
    except Misconfigured as error:
        raise Refused(str(error)) from None
