"""JSON as it comes out of a caged process: exact numbers, and texts that no system could store."""

from __future__ import annotations

import json
from typing import Any, Generic, TypeVar

import msgspec

from core.documents import exact, parse_json, write_json
from core.mapping.cage.frames import Part

A = TypeVar("A")

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def written(value: Any) -> bytes:
    """A value as JSON; ValueError when it is none."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _escaped(value).encode()
    except (TypeError, RecursionError, OverflowError):
        raise ValueError("the value cannot be written as JSON") from None


def _escaped(value: Any) -> str:
    """The same for texts that hold half a character (a lone surrogate), which UTF-8 has no bytes for."""
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_escaped(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_escaped, value)) + "]"
    return write_json(value)


class Reader(Generic[A]):
    """Reads JSON of one shape; ValueError when it has another."""

    def __init__(self, shape: type[A]) -> None:
        self._shape = shape
        self._decoder = msgspec.json.Decoder(shape, float_hook=exact)

    def read(self, body: Part) -> A:
        """What was written."""
        try:
            return self._decoder.decode(body)
        except RecursionError:
            raise ValueError("the answer is nested too deeply") from None
        except msgspec.DecodeError:
            if b"\\u" not in (text := bytes(body)):
                raise
        return msgspec.convert(parse_json(text.decode()), self._shape)
