"""What is no entity set in Exact's API: who asks, what is left of an item, what was removed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from connectors.exact_online.sandbox.books import Books
from connectors.exact_online.sandbox.refusal import SYNTAX, Refusal


def _me(books: Books, _: dict[str, str]) -> dict[str, Any]:
    user = {
        "CurrentDivision": books.division,
        "FullName": "Sandbox User",
        "UserName": "sandbox",
        "Language": "NL",
    }
    return {"d": {"results": [{"__metadata": {"type": "Exact.Web.Api.System.Me"}, **user}]}}


def _position(books: Books, options: dict[str, str]) -> dict[str, Any]:
    key = re.sub(r"^guid|'", "", options.get("itemId", "")).lower()
    rows = books.tables["stock"].having("Item", key)
    if not rows:
        raise Refusal(400, SYNTAX)
    stock = sum(row["CurrentStock"] for row in rows)
    planned = {"PlanningIn": 0, "PlanningOut": 0, "ReservedStock": 0}
    return {"d": [{"ItemId": key, "InStock": stock, "FreeStock": stock, "ProjectedStock": stock, **planned}]}


def _deleted(books: Books, options: dict[str, str]) -> dict[str, Any]:
    wanted = re.fullmatch(r"Timestamp\s+gt\s+(\d+)L?", options.get("$filter", "Timestamp gt 0").strip())
    if not wanted:
        raise Refusal(400, SYNTAX)
    rows = [row for row in books.deleted if row["Timestamp"] > int(wanted[1])]
    return {"d": {"results": [{**row, "DeletedDate": ms(row["DeletedDate"])} for row in rows]}}


def ms(time: datetime) -> str:
    """Write a time as Exact sends it."""
    return f"/Date({(time - datetime(1970, 1, 1)).total_seconds() * 1000:.0f})/"  # noqa: DTZ001 (UTC, as Exact keeps it)


#: Each by its path.
FUNCTIONS: dict[str, Callable[[Books, dict[str, str]], dict[str, Any]]] = {
    "Me": _me,
    "system/Me": _me,
    "read/logistics/StockPosition": _position,
    "sync/Deleted": _deleted,
}
