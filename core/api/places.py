"""Where things stand: a dotted path into an answer, and `{setting}` placeholders in a path or URL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from core.errors import Misconfigured

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def at(value: Any, path: str) -> Any:
    """Find what stands at a dotted path; `a.b || c` tries one place after the other.

    In a list a number names an element (`0.total`); the empty place is the whole.
    """
    for place in path.split("||"):
        found = _walk(value, place.strip())
        if found is not None:
            return found
    return None


def _walk(value: Any, path: str) -> Any:
    for name in path.split(".") if path else ():
        if isinstance(value, list) and name.isdecimal():
            value = value[int(name)] if int(name) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(name)
        else:
            return None
    return value


def key_at(data: Any, field: str) -> str | int:
    """The key that stands in a field; "" where it is none."""
    key = at(data, field)
    return key if isinstance(key, str | int) else ""


def filled(template: str, values: Mapping[str, str], where: str) -> str:
    """Fill in a template; each value is percent-encoded as one segment, so that it cannot lead elsewhere."""

    def fill(match: re.Match[str]) -> str:
        return segment(needed(values, match[1], where), f"{where}: the setting {match[1]}")

    return _PLACEHOLDER.sub(fill, template)


def plainly(template: str, values: Mapping[str, str], where: str) -> str:
    """Fill in a template as it stands, for a header's value or a URL made of a URL."""
    return _PLACEHOLDER.sub(lambda match: needed(values, match[1], where), template)


def names(template: str) -> list[str]:
    """Name the placeholders of a template."""
    return _PLACEHOLDER.findall(template)


def needed(values: Mapping[str, str], name: str, where: str) -> str:
    """Give a setting's value; Misconfigured when it is not filled in."""
    value = str(values.get(name) or "").strip()
    if not value:
        raise Misconfigured(f"{where}: the setting {name} is not filled in; fill it in on the connection.")
    return value


def segments(key: str, parts: int, what: str) -> str:
    """Write a key that is made of so many segments, parted by /, as these segments of a path."""
    return "/".join(segment(part, what) for part in key.split("/", parts - 1))


def segment(value: str, what: str) -> str:
    """Write a value as one segment of a path; Misconfigured when it tries to climb out."""
    if any(part in {".", ".."} for part in re.split(r"[/\\]", unquote(value))):
        raise Misconfigured(f"{what} is {value!r}, which cannot stand in an address; correct it.")
    return quote(value, safe="")
