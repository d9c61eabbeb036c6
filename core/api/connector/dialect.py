"""How the wire of a system differs from what is declared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.api.connector.resource import Resource
from core.records import JsonObject


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the wire differs, for the odd few: plain functions, each of which may be left out.

    `rows(resource, body) -> list`: the elements of an answer's list, where they do not stand together in one
    place, as headers beside their lines. By default what stands at the resource's `records`.
    `record(resource, wire) -> data`: a record's data from one element of an answer's list. By default the
    element itself.
    `cut(resource, wire) -> bool`: whether an element's own lists may go on beyond the answer. Such a record
    is read again where the resource's `whole` says; without that, it stops the read.
    `params(resource, params) -> params`: a read's parameters as they go into the address, where several of
    ours become one of the vendor's. By default as they are.
    `read(resource, params) -> (method, body)`: a read's method and JSON body (None: the parameters go into
    the URL), for systems that are asked by POST. It must not write. GraphQL needs none: see `Resource.query`.
    `quote(resource, field, value) -> text`: a value as a literal of the filter language of `Find.term`.
    `payload(resource, data, creating) -> body`: a write's JSON body, or its GraphQL variables.
    `write(resource, data, key, once) -> (method, path, body)`: a whole write, where it is more than a path
    and a payload (`payload` is then not called). `key` is None for a create; `once` names this write for
    ever.
    `changes(resource, [(key, data)], once) -> (method, path, body)`: several updates in one request, for
    resources whose `Write.at_once` allows it.
    `refusal(status, headers, body) -> words`: the vendor's own words when an answer says no, else "". It is
    called for every answer, one of status 200 included; names of headers are lower case, the body is parsed
    JSON, or text where it is none. Words mean that the request was read and not carried out: a write is
    Refused, whatever the status. It may raise the error that says better what happens next (RateLimited with
    its wait, ConsentNeeded, Misconfigured, Unclear).
    `receipt(resource, body) -> data`: the new record in the answer to a create, its key at the resource's
    `key`; without it the answer is read as `Write.key` says.
    """

    rows: Callable[[Resource, Any], list[Any]] | None = None
    record: Callable[[Resource, Any], JsonObject] | None = None
    cut: Callable[[Resource, Any], bool] | None = None
    params: Callable[[Resource, JsonObject], JsonObject] | None = None
    read: Callable[[Resource, JsonObject], tuple[str, Any]] | None = None
    quote: Callable[[Resource, str, Any], str] | None = None
    payload: Callable[[Resource, JsonObject, bool], Any] | None = None
    write: Callable[[Resource, JsonObject, str | None, str], tuple[str, str, Any]] | None = None
    changes: Callable[[Resource, Sequence[tuple[str, JsonObject]], str], tuple[str, str, Any]] | None = None
    refusal: Callable[[int, dict[str, str], Any], str] | None = None
    receipt: Callable[[Resource, Any], JsonObject] | None = None
