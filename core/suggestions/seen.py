"""What is seen in records from where a block of rules looks: every path with its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from core.documents import write_json
from core.fields import Field, FieldType
from core.mapping import Scope, quoted
from core.suggestions.kinds import kind

#: More paths than any record has that people map by hand.
_PATHS = 1500
_DEEPEST = 8
#: The longest text that names a row of a list of names and values.
_LONGEST_NAME = 60
_NAMES = ("name", "key", "label", "code")

#: How much a path counts that stands around the row, or in the first row of a list.
_AROUND, _FIRST, _ITEM = 0.65, 0.75, 0.95

_KINDS = {
    FieldType.INTEGER: "number",
    FieldType.DECIMAL: "number",
    FieldType.BOOLEAN: "boolean",
    FieldType.DATE: "date",
    FieldType.DATETIME: "time",
}


@dataclass(slots=True)
class _Found:
    names: tuple[str, ...]
    share: float
    values: dict[int, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """One path that a rule can select: its expression, its names from the outermost in, and its values.

    There is one value for each record (or row) that was looked at, None where it has none. `share`, up to 1,
    is how directly the path leads to its values. `known` is the kind where it is declared and not seen.
    """

    select: str
    names: tuple[str, ...]
    values: tuple[Any, ...]
    share: float = 1.0
    known: str = ""

    @cached_property
    def kind(self) -> str:
        """What kind of values they are."""
        return kind(self.filled) or self.known

    @cached_property
    def filled(self) -> list[Any]:
        """The values that there are."""
        return [value for value in self.values if value not in (None, "", [], {})]


def look(scopes: Sequence[Scope]) -> tuple[Seen, ...]:
    """Every path to a value in the records, or in the rows and the records around them."""
    found: dict[str, _Found] = {}
    for n, scope in enumerate(scopes):
        around = [(scope.record, "$record.", _AROUND)] if scope.item is not None else []
        for node, before, share in [(scope.node, "", 1.0), *around]:
            for select, names, value, less in _walk(node, before, (), lists=not before):
                if select in found or len(found) < _PATHS:
                    found.setdefault(select, _Found(names, share * less)).values.setdefault(n, value)
    every = range(len(scopes))
    return tuple(
        Seen(select, one.names, tuple(one.values.get(n) for n in every), one.share)
        for select, one in found.items()
    )


def declared(fields: Sequence[Field], before: str = "", names: tuple[str, ...] = ()) -> tuple[Seen, ...]:
    """The paths that a source declares, for what no record at hand shows."""
    made: list[Seen] = []
    for one in fields:
        select, inside = before + quoted(one.name), (*names, one.name)
        if one.type is FieldType.OBJECT:
            made += declared(one.fields, f"{select}.", inside)
        elif one.type is not FieldType.LIST:
            made.append(Seen(select, inside, (), 1.0, _KINDS.get(one.type, "")))
    return tuple(made)


def lists(scopes: Sequence[Scope]) -> dict[str, tuple[str, ...]]:
    """The lists of rows in the records: the expression of each with its names."""
    found: dict[str, tuple[str, ...]] = {}
    for scope in scopes:
        found.update(_lists(scope.node, "", ()))
    return found


def literal(text: str) -> str:
    """A text as JMESPath writes it; one with a backslash as JSON, for quotes have no escape for it."""
    if "\\" in text:
        return "`" + write_json(text).replace("`", "\\`") + "`"
    return "'" + text.replace("'", "\\'") + "'"


_Path = tuple[str, tuple[str, ...], Any, float]


def _walk(node: Any, before: str, names: tuple[str, ...], *, lists: bool) -> Iterator[_Path]:
    if not isinstance(node, dict) or len(names) > _DEEPEST:
        return
    for name, value in node.items():
        select, inside = before + quoted(name), (*names, name)
        if isinstance(value, dict):
            yield from _walk(value, f"{select}.", inside, lists=lists)
        elif not isinstance(value, list):
            yield select, inside, value, 1.0
        elif lists and value:
            yield from _items(value, select, inside)


def _items(rows: list[Any], select: str, names: tuple[str, ...]) -> Iterator[_Path]:
    """What a list offers beside its rows: its first item, and what a row is named that has name and value."""
    first = rows[0]
    if not isinstance(first, dict):
        if not isinstance(first, list):
            yield f"{select}[0]", names, first, _ITEM
        return
    named = next((key for key in _NAMES if key in first and "value" in first), None)
    if named is None:
        for path, inside, value, share in _walk(first, f"{select}[0].", names, lists=False):
            yield path, inside, value, share * _FIRST
        return
    for row in rows:
        name = row.get(named) if isinstance(row, dict) else None
        if isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME:
            path = f"{select}[?{named} == {literal(name)}].value | [0]"
            yield path, (*names, name), row.get("value"), _ITEM


def _lists(node: Any, before: str, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not isinstance(node, dict) or len(names) > _DEEPEST:
        return
    for name, value in node.items():
        select, inside = before + quoted(name), (*names, name)
        if isinstance(value, dict):
            yield from _lists(value, f"{select}.", inside)
        elif isinstance(value, list) and any(isinstance(row, dict) for row in value):
            yield f"{select}[]", inside
            for row in value:
                yield from _lists(row, f"{select}[].", inside)
