"""What records of files are known by: the values of their key fields, as text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from core.api.places import at

#: Between the values of a key that has several.
_BETWEEN = " | "


def said(value: Any) -> str:
    """Write a value as text, so that a number and its digits are the same."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def named(fields: str) -> tuple[str, ...]:
    """Read the names of fields from a setting: `number, country`."""
    return tuple(name.strip() for name in fields.split(",") if name.strip())


def values_of(row: Mapping[str, Any], fields: str) -> dict[str, str]:
    """Give the values of a row's key fields, each as text."""
    return {name: said(row[name] if name in row else at(row, name)) for name in named(fields)}


def key_of(row: Mapping[str, Any], fields: str) -> str:
    """Give what a row is known by; nothing where one of its key fields is empty, or there are none."""
    values = values_of(row, fields).values()
    return _BETWEEN.join(values) if all(values) else ""
