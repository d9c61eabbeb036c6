"""The schemas of an OpenAPI file as the fields of a resource: bounded in depth and number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from core.fields import FieldType
from core.system.openapi.file import OpenApiFile
from core.system.system import Line

_MOST_LINES = 1_500
_MOST_CHOICES = 100
_LONGEST_NAME = 200
_LONGEST_HELP = 160
_MOST_PARTS = 20
_TAG = re.compile(r"<[^<>]{0,200}>")
_FORMATS = {"date": FieldType.DATE, "date-time": FieldType.DATETIME}
_TYPES = {
    "string": FieldType.TEXT,
    "integer": FieldType.INTEGER,
    "number": FieldType.DECIMAL,
    "boolean": FieldType.BOOLEAN,
    "array": FieldType.LIST,
    "object": FieldType.OBJECT,
}


class Shapes:
    """The shapes that a file's schemas give records; `deepest` is how many levels of fields are taken."""

    def __init__(self, file: OpenApiFile, deepest: int = 4) -> None:
        self._file, self._deepest = file, deepest

    def properties(self, schema: Any) -> dict[str, Any]:
        """The properties of an object, those of the schemas that it is made of included."""
        return {name: value for part in self._parts(schema, 0) for name, value in part.items()}

    def required(self, schema: Any) -> set[str]:
        """The properties that must be there."""
        found = self._file.follow(schema)
        names = {name for name in _listed(found.get("required")) if isinstance(name, str)}
        for part in _listed(found.get("allOf"))[:_MOST_PARTS]:
            inner = self._file.follow(part)
            names |= {name for name in _listed(inner.get("required")) if isinstance(name, str)}
        return names

    def kind(self, schema: Any) -> str:
        """The JSON type of a schema: object and array are told by what they hold, where nothing says it."""
        found = self._file.follow(schema)
        said = found.get("type")
        if isinstance(said, list):
            said = next((each for each in said if each != "null"), None)
        if isinstance(said, str):
            return said
        if "items" in found:
            return "array"
        return "object" if self.properties(found) else ""

    def rows(self, schema: Any) -> Any:
        """What a list holds, where it holds objects; None otherwise."""
        found = self._file.follow(schema)
        if self.kind(found) != "array":
            return None
        inner = found.get("items")
        return inner if self.properties(inner) else None

    def lines(self, schema: Any) -> tuple[Line, ...]:
        """The fields of an object."""
        return tuple(self._lines(schema, 1, (), [_MOST_LINES]))

    def _parts(self, schema: Any, deep: int) -> Iterator[dict[str, Any]]:
        found = self._file.follow(schema)
        if deep < self._deepest + 2:
            for way in ("allOf", "oneOf", "anyOf"):
                for part in _listed(found.get(way))[:_MOST_PARTS]:
                    yield from self._parts(part, deep + 1)
        own = found.get("properties")
        if isinstance(own, dict):
            yield {name: value for name, value in own.items() if _usable(name)}

    def _lines(self, schema: Any, deep: int, above: tuple[int, ...], left: list[int]) -> Iterator[Line]:
        required = self.required(schema)
        for name, each in self.properties(schema).items():
            left[0] -= 1
            if left[0] < 0:
                self._file.note(f"a kind of record has more than {_MOST_LINES} fields; the rest was left out")
                return
            yield self._line(name, each, deep, above, left, required=name in required)

    def _line(
        self, name: str, schema: Any, deep: int, above: tuple[int, ...], left: list[int], *, required: bool
    ) -> Line:
        found = self._whole(self._file.follow(schema))
        kind = self.kind(found)
        type_ = _TYPES.get(kind, FieldType.ANY)
        if kind == "string":
            type_ = _FORMATS.get(str(found.get("format")), FieldType.TEXT)
        inner = found.get("items") if kind == "array" else found
        around = (*above, id(self._file.follow(inner)))
        goes_on = kind in {"array", "object"} and deep < self._deepest and around[-1] not in above
        told = schema.get("description") if isinstance(schema, dict) else None
        read_only = found.get("readOnly") is True
        return Line(
            name=name,
            type=type_,
            required=required and not read_only,
            write=not read_only,
            max_length=_length(found) if type_ is FieldType.TEXT else None,
            decimals=_decimals(found) if type_ is FieldType.DECIMAL else None,
            allowed=tuple(_choices(found)),
            help=in_short(told or found.get("description") or found.get("title")),
            fields=tuple(self._lines(inner, deep + 1, around, left)) if goes_on else (),
        )

    def _whole(self, found: dict[str, Any]) -> dict[str, Any]:
        """A schema that only stands around one other is that one, with what it says besides."""
        parts = _listed(found.get("allOf"))
        if len(parts) == 1 and "properties" not in found:
            return {**self._file.follow(parts[0]), **{n: v for n, v in found.items() if n != "allOf"}}
        return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _usable(name: Any) -> bool:
    return isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME and name.isprintable()


def _length(found: dict[str, Any]) -> int | None:
    most = found.get("maxLength")
    return most if isinstance(most, int) and not isinstance(most, bool) and most > 0 else None


def _decimals(found: dict[str, Any]) -> int | None:
    step = found.get("multipleOf")
    if not isinstance(step, Decimal) or not 0 < step < 1:
        return None
    exponent = step.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and step == Decimal(1).scaleb(exponent) else None


def _choices(found: dict[str, Any]) -> Iterable[Any]:
    values = _listed(found.get("enum"))[:_MOST_CHOICES]
    return (v for v in values if isinstance(v, str | int | Decimal | bool))


def in_short(text: Any) -> str:
    """The first words of a description, without its markup."""
    bare = " ".join(_TAG.sub(" ", text[:2000]).split()) if isinstance(text, str) else ""
    bare = re.sub(r" ([.,;:])", r"\1", bare)
    bare = "".join(letter for letter in bare if letter.isprintable() and letter not in "<`[]")
    return bare if len(bare) <= _LONGEST_HELP else bare[: _LONGEST_HELP - 1].rsplit(" ", 1)[0] + "…"
