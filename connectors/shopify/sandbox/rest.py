"""The simulated shop asked in REST: lists with Link headers, single things and counts, for reading only."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.rows import Row
from connectors.shopify.sandbox.search import moment
from core.documents import write_json

LARGEST_PAGE, USUAL_PAGE = 250, 50
KINDS = {"orders": "Order", "products": "Product", "customers": "Customer"}
_CURSORS_KEPT = 10_000
#: What GraphQL has and the REST answers have not.
_HIDDEN = {"total_outstanding_set", "total_shipping_price", "metafields"}


class BadParameter(Exception):
    """A parameter that the shop does not understand; the message is its own words."""


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Write an answer in JSON."""
    return Response(write_json(value), status, headers, media_type="application/json; charset=utf-8")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a `page_info` leads: the list as it was first asked for, and from where on."""

    name: str
    rows: list[Row]
    start: int


class Reading:
    """The REST reads of a shop; a `page_info` leads to one page and is forgotten with the oldest."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._cursors: dict[str, Place] = {}

    def listed(self, request: Request, name: str) -> Response:
        """Answer a list, a page of it at a time."""
        query = dict(request.query_params)
        try:
            limit = _limit(query)
            rows, start = self._turned(name, query) if "page_info" in query else (self._found(name, query), 0)
        except BadParameter as error:
            return answer({"errors": {"page_info" if "page_info" in query else "base": str(error)}}, 400)
        part = rows[start : start + limit]
        links = []
        if start:
            links.append(self._link(request, Place(name, rows, max(start - limit, 0)), "previous"))
        if start + limit < len(rows):
            links.append(self._link(request, Place(name, rows, start + limit), "next"))
        headers = {"Link": ", ".join(links)} if links else {}
        return answer({name: [shown(row, query.get("fields")) for row in part]}, headers=headers)

    def counted(self, request: Request, name: str) -> Response:
        """Answer how many there are."""
        return answer({"count": len(self._found(name, dict(request.query_params)))})

    def one(self, request: Request, name: str, number: str) -> Response:
        """Answer one thing, or that there is none."""
        row = self._shop.get(KINDS[name], number)
        if row is None:
            return answer({"errors": "Not Found"}, 404)
        return answer({name[:-1]: shown(row, request.query_params.get("fields"))})

    def _turned(self, name: str, query: dict[str, str]) -> tuple[list[Row], int]:
        """Find the page that a `page_info` leads to."""
        if set(query) - {"page_info", "limit", "fields"}:
            raise BadParameter("page_info cannot be combined with other filters")
        place = self._cursors.get(query["page_info"])
        if place is None or place.name != name:
            raise BadParameter("Invalid value.")
        return place.rows, place.start

    def _link(self, request: Request, place: Place, rel: str) -> str:
        cursor = secrets.token_urlsafe(24)
        if len(self._cursors) >= _CURSORS_KEPT:
            self._cursors.pop(next(iter(self._cursors)))
        self._cursors[cursor] = place
        kept = {key: value for key, value in request.query_params.items() if key in {"limit", "fields"}}
        url = request.url.replace(query=urlencode({**kept, "page_info": cursor}))
        return f'<{url}>; rel="{rel}"'

    def _found(self, name: str, query: dict[str, str]) -> list[Row]:
        order, _, way = query.get("order", "").partition(" ")
        sort = {"updated_at": "UPDATED_AT", "created_at": "CREATED_AT", "processed_at": "PROCESSED_AT"}
        rows = self._shop.listed(KINDS[name], None, sort.get(order, "ID")).rows
        tests = [_test(name, key, value) for key, value in query.items() if value]
        if name == "orders" and "status" not in query:
            tests.append(_test(name, "status", "open"))
        found = [row for row in rows if all(test(row) for test in tests if test)]
        newest_first = name == "orders" and not order and "since_id" not in query
        return found[::-1] if newest_first or way.casefold() == "desc" else found


def _limit(query: dict[str, str]) -> int:
    try:
        limit = int(query.get("limit", USUAL_PAGE))
    except ValueError:
        raise BadParameter("limit must be a number") from None
    return min(limit, LARGEST_PAGE) if limit > 0 else USUAL_PAGE


def shown(row: Row, fields: str | None = None) -> Row:
    """Give a row as REST answers it, all of it or these fields."""
    wanted = {name.strip() for name in fields.split(",")} if fields else None
    return {
        name: value for name, value in row.items() if name not in _HIDDEN and (not wanted or name in wanted)
    }


Test = Callable[[Row], bool]
_STATUS: dict[str, Test] = {
    "open": lambda row: not row["closed_at"] and not row["cancelled_at"],
    "closed": lambda row: bool(row["closed_at"]) and not row["cancelled_at"],
    "cancelled": lambda row: bool(row["cancelled_at"]),
    "any": lambda _: True,
}
_FULFILLED: dict[str, Test] = {
    "shipped": lambda row: row["fulfillment_status"] == "fulfilled",
    "partial": lambda row: row["fulfillment_status"] == "partial",
    "unshipped": lambda row: row["fulfillment_status"] is None,
    "unfulfilled": lambda row: row["fulfillment_status"] != "fulfilled",
    "any": lambda _: True,
}


_PLAIN = {
    "orders": {"name"},
    "products": {"handle", "title", "vendor", "product_type", "status"},
    "customers": {"email"},
}


def _test(name: str, key: str, value: str) -> Test | None:
    """Make a test of one parameter; None when it is none that filters."""
    if key.endswith(("_at_min", "_at_max")):
        return _timed(key, value)
    if key == "ids":
        wanted = {int(part) for part in value.split(",") if part.strip().isdigit()}
        return lambda row: row["id"] in wanted
    if key == "since_id":
        return (lambda row: row["id"] > int(value)) if value.isdigit() else None
    if name == "orders" and key in _ORDER_TESTS:
        return _ORDER_TESTS[key](value)
    return (lambda row: row[key] in {value, f"#{value}"}) if key in _PLAIN[name] else None


def _paid(value: str) -> Test:
    wanted = {"authorized", "pending", "partially_paid"} if value == "unpaid" else set(value.split(","))
    return lambda row: value == "any" or row["financial_status"] in wanted


_ORDER_TESTS: dict[str, Callable[[str], Test]] = {
    "status": lambda value: _STATUS.get(value, lambda _: False),
    "fulfillment_status": lambda value: _FULFILLED.get(value, lambda _: False),
    "financial_status": _paid,
}


def _timed(key: str, value: str) -> Test:
    name, way = key[:-4], key[-3:]
    try:
        wanted = moment(value)
    except ValueError:
        raise BadParameter(f"{key} is not a time") from None
    if way == "min":
        return lambda row: row[name] is not None and moment(row[name]) >= wanted
    return lambda row: row[name] is not None and moment(row[name]) <= wanted
