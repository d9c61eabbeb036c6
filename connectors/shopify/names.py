"""The global names that Shopify's GraphQL has for things, and the numbers in them."""

from __future__ import annotations

from typing import Any


def number(name: str) -> str:
    """Read the number in a global name."""
    return name.rsplit("/", 1)[-1]


def named(kind: str, key: Any) -> str:
    """Write the global name of a thing; one that is a name already stays."""
    return str(key) if str(key).startswith("gid://") else f"gid://shopify/{kind}/{key}"
