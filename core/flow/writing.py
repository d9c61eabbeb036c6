"""Documents written in one way only: readable, stable, and read alike by every YAML reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from core.flow.document import plain

#: How a text begins that is written without quotes, and what it never holds.
_BARE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~](?:.*\S)?")
_NEVER_BARE = re.compile(r": |:$| #|\t")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*")
#: Characters that do not show, or that turn the writing around them: always written as escapes.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}
_LONGEST_KEY = 900
#: Up to so many characters a text is remembered as one that reads bare, or not.
_REMEMBERED = 60


def write_document(value: dict[str, Any]) -> str:
    """Write YAML: block style, keys in the order given, quotes only where a reader could be misled."""
    return "\n".join(_block(value, "")) + "\n"


def _block(value: dict[str, Any] | list[Any] | tuple[Any, ...], indent: str) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _list_item(item, indent)
    else:
        for key, item in value.items():
            yield from _entry(_text(key), item, indent)


def _list_item(item: Any, indent: str) -> Iterator[str]:
    if isinstance(item, dict | list | tuple) and item:
        first, *rest = _block(item, indent + "  ")
        yield f"{indent}- {first[len(indent) + 2 :]}"
        yield from rest
    else:
        yield from _leaf(f"{indent}-", item, indent)


def _entry(key: str, item: Any, indent: str) -> Iterator[str]:
    if len(key) > _LONGEST_KEY:  # YAML looks only so far for the colon
        yield f"{indent}? {key}"
        key = ""
    if isinstance(item, dict | list | tuple) and item:
        yield f"{indent}{key}:"
        yield from _block(item, indent + "  ")
    else:
        yield from _leaf(f"{indent}{key}:", item, indent)


def _leaf(start: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, str) and "\n" in value and _fits_a_block(value):
        yield f"{start} |" if value.endswith("\n") else f"{start} |-"
        yield from (f"{indent}  {line}" if line else "" for line in value.rstrip("\n").split("\n"))
    else:
        yield f"{start} {_scalar(value)}"


def _fits_a_block(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    return (
        len(lines) > 1
        and lines[0][:1] not in ("", " ")
        and bool(lines[-1].strip())
        and not any(_HIDDEN.search(line) or (line and not line.strip()) for line in lines)
    )


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict | list | tuple):
        return "{}" if isinstance(value, dict) else "[]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float | Decimal):
        return str(value) if isinstance(value, int) else _decimal(Decimal(str(value)))
    raise TypeError(f"{type(value).__name__} has no place in a document")


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} is not a number that a document can hold")
    text = str(value)
    if "E" not in text:
        return text if value or "." in text else "0"
    if not value:
        return "0.0"
    digits, exponent = text.split("E")
    return f"{digits if '.' in digits else digits + '.0'}E{exponent}"


def _text(text: str) -> str:
    bare = _known(text) if len(text) <= _REMEMBERED else _reads_bare(text)
    return text if bare else f'"{_escaped(text)}"'


@lru_cache(maxsize=4096)
def _known(text: str) -> bool:
    """As `_reads_bare`, of words that come again with every edit: keys, names of fields, short values."""
    return _reads_bare(text)


def _reads_bare(text: str) -> bool:
    if _HIDDEN.search(text) or _NEVER_BARE.search(text) or _DATE.fullmatch(text) or not _BARE.fullmatch(text):
        return False
    try:
        return isinstance(plain(text), str)
    except ValueError:
        return False


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return _HIDDEN.sub(lambda hit: _SHORT.get(hit[0]) or f"\\u{ord(hit[0]):04x}", text)
