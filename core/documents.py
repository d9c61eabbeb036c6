"""JSON as Koppel reads and writes it: strict on the way in, exact on the way out.

Numbers with a fraction are Decimal, so that 10.10 stays 10.10; NaN, Infinity and repeated keys are refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from decimal import (
    MAX_EMAX,
    MAX_PREC,
    MIN_EMIN,
    Clamped,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
    Overflow,
)
from typing import Any

import msgspec


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            break
        seen.add(key)
    raise ValueError(f"the key {key!r} stands twice in one object")


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


_BEYOND = [InvalidOperation, Overflow, Clamped, Inexact]
#: A number with a fraction or an exponent, exact to the digit, as decoders call for it; ArithmeticError where
#: its exponent is beyond all reckoning. It does what Decimal() does, in less time.
exact: Callable[[str], Decimal] = Context(
    prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=_BEYOND
).create_decimal

#: Characters of a text that is cut, and of what is left of it.
_LONG, _BEGINNING = 20_000, 200

#: Half a character, as a text can hold it and nothing can send or store it.
HALF = re.compile("[\ud800-\udfff]")
#: How JSON says one; two of them may be a whole.
_SAID = re.compile(r"\\u[dD][89a-fA-F]")

_DECODER = json.JSONDecoder(parse_float=exact, parse_constant=_refuse, object_pairs_hook=_unique)
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_SORTED = msgspec.json.Encoder(decimal_format="number", order="sorted")


def parse_json(text: str) -> Any:
    """Read one JSON value; ValueError says what is wrong, with line and column where there is one."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None
    except ArithmeticError:
        raise ValueError("a number in the JSON has an exponent that cannot be reckoned with") from None


def read_json(text: str) -> Any:
    """The same of what a system or a file says: half a character, left where a text was cut, becomes a �."""
    value = parse_json(text)
    return _whole(value) if _SAID.search(text) else value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return _unique([(_whole(name), _whole(one)) for name, one in value.items()])
    return [_whole(one) for one in value] if isinstance(value, list) else value


def write_json(value: Any, *, indent: int = 0) -> str:
    """Write JSON, every digit of a Decimal kept; with `indent`, for people."""
    data = _ENCODER.encode(value)
    return (msgspec.json.format(data, indent=indent) if indent else data).decode()


def cut(value: Any) -> Any:
    """A JSON value with its long texts cut, to be shown or kept: the bytes of a picture tell nobody much."""
    # What is short as a whole holds no long text: to write it takes less time than to look at each part.
    return value if len(write_json(value)) <= _LONG else _cut(value)


def _cut(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= _LONG else f"{value[:_BEGINNING]}…"
    if isinstance(value, dict):
        return {name: _cut(one) for name, one in value.items()}
    return [_cut(one) for one in value] if isinstance(value, list | tuple) else value


def digest(value: Any) -> str:
    """A fingerprint of a JSON value: the same for the same content, whatever the order of its keys."""
    return hashlib.sha256(_SORTED.encode(value)).hexdigest()
