"""The global names that Shopify's GraphQL has for things, and the numbers in them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

#: Characters that a handle may have.
_LONGEST = 255


def number(name: str) -> str:
    """Read the number in a global name."""
    return name.rsplit("/", 1)[-1]


def named(kind: str, key: Any) -> str:
    """Write the global name of a thing; one that is a name already stays."""
    return str(key) if str(key).startswith("gid://") else f"gid://shopify/{kind}/{key}"


def called(title: str) -> str:
    """Write a title as a handle, the last part of a product's address; empty where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST]
