"""What a write would change: a payload held against the live record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.documents import cut
from core.records import Difference, JsonObject


def differences(payload: JsonObject, live: JsonObject) -> tuple[Difference, ...]:
    """Name the fields of the payload that the live record has otherwise; its other fields are left alone."""
    return tuple(_compare(payload, live, ""))


def _compare(wanted: Any, there: Any, path: str) -> Iterator[Difference]:
    if isinstance(wanted, dict) and isinstance(there, dict):
        for name, value in wanted.items():
            yield from _compare(value, there.get(name), f"{path}.{name}" if path else name)
    elif isinstance(wanted, list) and isinstance(there, list) and len(wanted) == len(there):
        for number, (left, right) in enumerate(zip(wanted, there, strict=True)):
            yield from _compare(left, right, f"{path}[{number}]")
    elif not same(wanted, there):
        yield Difference(path, cut(there), cut(wanted))


def same(wanted: Any, there: Any) -> bool:
    """Whether a system that has `there` has what is wanted: as numbers, times, and without padding."""
    if wanted == there:
        return True
    if empty(wanted) and empty(there):
        return True
    if isinstance(wanted, str) and isinstance(there, str):
        return wanted.strip() == there.strip() or _same_time(wanted, there)
    if isinstance(wanted, int | Decimal | float) and isinstance(there, int | Decimal | float):
        return _number(wanted) == _number(there)
    return False


def _number(value: float | Decimal) -> Decimal:
    return Decimal(str(int(value) if isinstance(value, bool) else value))


def empty(value: Any) -> bool:
    """Whether a value says nothing: null, blank text, a list or an object without anything in it."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value in ([], {})


def _same_time(wanted: str, there: str) -> bool:
    """Whether two texts are the same moment: vendors give `2026-01-01T00:00:00` for the date `2026-01-01`."""
    if wanted[:10] != there[:10] and "T" not in wanted:
        return False
    try:
        left, right = datetime.fromisoformat(wanted), datetime.fromisoformat(there)
    except ValueError:
        return False
    if left.tzinfo is None or right.tzinfo is None:
        return left.replace(tzinfo=None) == right.replace(tzinfo=None)
    return left == right
