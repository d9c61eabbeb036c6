"""What the simulated shop answers when it is told something: what it made, or what was wrong."""

from __future__ import annotations

from collections.abc import Iterable

from connectors.shopify.sandbox.plan import Row

_ADDRESS = {
    "firstName": "first_name",
    "lastName": "last_name",
    "company": "company",
    "address1": "address1",
    "address2": "address2",
    "zip": "zip",
    "city": "city",
    "province": "province",
    "provinceCode": "province_code",
    "phone": "phone",
}


def fault(message: str, *field: str, code: str | None = None) -> Row:
    """Say what is wrong with which part of the input."""
    return {"field": list(field) or None, "message": message, "code": code}


def answered(name: str, row: Row | None, *errors: Row) -> Row:
    """Give a mutation's answer: what it made or changed, and what was wrong."""
    return {name: row, "user_errors": list(errors)}


def address(given: Row | None) -> Row | None:
    """Write a given address in the words of the REST answers."""
    if given is None:
        return None
    made = {ours: given.get(theirs) for theirs, ours in _ADDRESS.items()}
    made["name"] = " ".join(part for part in (made["first_name"], made["last_name"]) if part)
    return made | {"country": given.get("country"), "country_code": given.get("countryCode")}


def pairs(given: Iterable[Row] | None) -> list[Row]:
    """Write keys and values as names and values."""
    return [{"name": one["key"], "value": one["value"]} for one in given or ()]
