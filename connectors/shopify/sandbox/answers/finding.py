"""How the fields of a GraphQL answer are found on the shop's rows, whatever they are of."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from connectors.shopify.sandbox.keeping import Listed, Shop
from connectors.shopify.sandbox.paging import page
from connectors.shopify.sandbox.plan import Resolver, Row
from connectors.shopify.sandbox.rows import LOCATION, bag


def nested(find: Callable[[Row, Shop], list[Row]]) -> Resolver:
    """Find rows on a row, and answer with a page of them."""

    def resolve(row: Row, shop: Shop, asked: Row) -> Row:
        found = find(row, shop)
        return page(Listed(found, [(at, at) for at in range(len(found))]), asked)

    return resolve


def listing(kind: str, sort: str = "ID") -> Resolver:
    """Answer with a page of a kind, searched and sorted."""

    def resolve(_: Row, shop: Shop, asked: Row) -> Row:
        key = asked.get("sortKey") or sort
        return page(shop.listed(kind, asked.get("query"), "ID" if key == "RELEVANCE" else key), asked)

    return resolve


def one(kind: str) -> Resolver:
    """Find the one that is asked for, or the only one there is."""
    return lambda _, shop, asked: shop.get(kind, asked.get("id") or LOCATION)


def counted(kind: str) -> Resolver:
    """Count what a search finds, exactly or up to a limit."""

    def resolve(_: Row, shop: Shop, asked: Row) -> Row:
        found, most = len(shop.listed(kind, asked.get("query")).rows), asked.get("limit")
        if most is not None and found > most:
            return {"count": most, "precision": "AT_LEAST"}
        return {"count": found, "precision": "EXACT"}

    return resolve


def of(name: str) -> Resolver:
    """Find a field under another name."""
    return lambda row, _, __: row.get(name)


def upper(name: str) -> Resolver:
    """Write an enum, which is kept in small letters."""
    return lambda row, _, __: row[name].upper() if row.get(name) else None


def first(name: str) -> Resolver:
    """Give as many of a list as are asked for."""
    return lambda row, _, asked: row[name][: asked.get("first")]


def tags(row: Row, _: Shop, __: Row) -> list[str]:
    """Give the tags as a list."""
    return [tag.strip() for tag in (row["tags"] or "").split(",") if tag.strip()]


def attributes(name: str) -> Resolver:
    """Give attributes by key and value."""
    return lambda row, _, __: [{"key": one["name"], "value": one["value"]} for one in row[name]]


def money(work_out: Callable[[Row], Decimal]) -> Resolver:
    """Work an amount out, in the currency of its row."""
    return lambda row, _, __: bag(work_out(row), row.get("currency") or "EUR")


def weight(grams: int | None) -> Row:
    """Write a weight."""
    return {"value": float(grams or 0) / 1000, "unit": "KILOGRAMS"}


def found(kind: str, fields: dict[str, str]) -> Resolver:
    """Find the one that an identifier names."""

    def resolve(_: Row, shop: Shop, asked: Row) -> Row | None:
        ((name, value),) = asked["identifier"].items()
        if name == "id":
            return shop.get(kind, value)
        wanted = str(value).casefold()
        held = shop.kinds[kind].values()
        return next((row for row in held if str(row[fields[name]] or "").casefold() == wanted), None)

    return resolve


#: What nearly every kind has: its global name, and its number of old.
NAMED: Resolver = of("admin_graphql_api_id")
LEGACY: Resolver = lambda row, _, __: str(row["id"])  # noqa: E731 - one of many one-line answers
