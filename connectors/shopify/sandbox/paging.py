"""One page of a list as GraphQL answers it: cursors, edges, and whether there is more."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError

from connectors.shopify.sandbox.keeping import Listed
from connectors.shopify.sandbox.plan import Row

_LARGEST_PAGE = 250


def _wrap(key: Sequence[Any]) -> str:
    return urlsafe_b64encode(json.dumps({"last_value": key[0], "last_id": key[1]}).encode()).decode()


def _unwrap(cursor: str) -> tuple[Any, int]:
    try:
        read = json.loads(urlsafe_b64decode(cursor))
        return read["last_value"], int(read["last_id"])
    except (ValueError, KeyError, TypeError):
        raise GraphQLError(f"Invalid cursor for current pagination sort: {cursor}") from None


def page(listed: Listed, asked: Row) -> Row:
    """Give a page of a list: nodes, edges and what comes before and after."""
    first, last, reverse = asked.get("first"), asked.get("last"), bool(asked.get("reverse"))
    _check(first, last)
    low, high = 0, len(listed.rows)
    after, before = asked.get("after"), asked.get("before")
    if reverse:
        after, before, first, last = before, after, last, first
    if after:
        low = max(low, listed.after(_key(listed, after)))
    if before:
        high = min(high, listed.before(_key(listed, before)))
    if first is not None:
        high = min(high, low + first)
    if last is not None:
        low = max(low, high - last)
    nodes, keys = listed.rows[low:high], listed.keys[low:high]
    more_before, more_after = low > 0, high < len(listed.rows)
    if reverse:
        nodes, keys, more_before, more_after = nodes[::-1], keys[::-1], more_after, more_before
    return _connection(nodes, keys, more_before=more_before, more_after=more_after)


def _key(listed: Listed, cursor: str) -> tuple[Any, int]:
    key = _unwrap(cursor)
    if listed.keys and not isinstance(key[0], type(listed.keys[0][0])):
        raise GraphQLError(f"Invalid cursor for current pagination sort: {cursor}")
    return key


def _check(first: int | None, last: int | None) -> None:
    if first is None and last is None:
        raise GraphQLError("you must provide one of first or last")
    if first is not None and last is not None:
        raise GraphQLError("providing both first and last is not supported")
    size = first if first is not None else last
    if size is None or size < 0 or size > _LARGEST_PAGE:
        raise GraphQLError(f"argument 'first' or 'last' is {size}, but must be from 0 to {_LARGEST_PAGE}")


def _connection(nodes: list[Row], keys: list[Any], *, more_before: bool, more_after: bool) -> Row:
    return {
        "nodes": nodes,
        "edges": _Edges(nodes, keys),
        "page_info": {
            "has_next_page": more_after,
            "has_previous_page": more_before,
            "start_cursor": _wrap(keys[0]) if keys else None,
            "end_cursor": _wrap(keys[-1]) if keys else None,
        },
    }


class _Edges(list[Row]):
    """The edges of a page, made only when they are asked for."""

    def __init__(self, nodes: list[Row], keys: list[Any]) -> None:
        super().__init__()
        self._pairs = nodes, keys

    def __iter__(self) -> Any:
        nodes, keys = self._pairs
        return iter([{"node": node, "cursor": _wrap(key)} for node, key in zip(nodes, keys, strict=True)])
