"""What an expression can see, and what stands in for a thing that a check has yet to make."""

# ruff: noqa: RUF001, RUF002  - the marks are meant to look unlike anything that is typed

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import msgspec

from core.mapping.batch import Batch
from core.records import JsonObject

#: Names that expressions have of their own; no check can have one of these.
VARIABLES = ("record", "parent", "index", "settings", "run")


class Scope(msgspec.Struct, frozen=True):
    """What an expression can see: the record, what the checks found, and where in a list it stands.

    `checks` holds what check NAME found or made; for a check with its own `each`, a list aligned with that
    list. `settings` are used by a single expression only: a compiled mapping has its own. `item` is the row
    inside an `each`, `parent` what is one `each` up.
    """

    record: JsonObject
    checks: JsonObject = {}
    settings: JsonObject = {}
    run: JsonObject = {}
    item: Any = None
    index: int | None = None
    parent: Any = None
    #: the batch that the record is of, when it is looked at more than once
    batch: Batch | None = None

    @property
    def node(self) -> Any:
        """What `@` is: the row, else the record."""
        return self.record if self.item is None else self.item

    def variables(self, settings: JsonObject | None = None) -> JsonObject:
        """Every `$name` with its value."""
        return {
            **self.checks,
            "record": self.record,
            "parent": self.parent,
            "index": self.index,
            "settings": self.settings if settings is None else settings,
            "run": self.run,
        }


@dataclass(frozen=True, slots=True)
class View:
    """Where a rule looks from: the current node, the variables of JMESPath and the names of Jinja."""

    node: Any
    variables: JsonObject
    names: JsonObject


_MARK = re.compile(r"‹[A-Za-z_]\w*(?:\.[\w*]+)+›")


class Placeholder(dict[str, Any]):
    """Stands for what a check would find or make: any field of it is the marked text `‹customer.ID›`."""

    def __init__(self, name: str) -> None:
        super().__init__({"*": f"‹{name}.*›"})
        self.name = name

    def __missing__(self, key: str) -> str:
        return f"‹{self.name}.{key}›"

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str)

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ARG002  - every field is there
        """Any field: its mark."""
        return self[key]

    @staticmethod
    def again(value: Any) -> Any:
        """A value as it was before it was written as JSON: what was such a stand-in is one again."""
        if isinstance(value, list):
            return [Placeholder.again(one) for one in value]
        if not isinstance(value, dict):
            return value
        mark = value.get("*")
        if len(value) == 1 and isinstance(mark, str) and _MARK.fullmatch(mark) and mark.endswith(".*›"):
            return Placeholder(mark[1:-3])
        return {key: Placeholder.again(inner) for key, inner in value.items()}

    @staticmethod
    def of(name: str, value: Any) -> bool:
        """Whether a value contains such a mark for what this check would find or make."""
        return f"‹{name}." in repr(value)

    @staticmethod
    def in_(value: Any) -> bool:
        """Whether a value contains such a mark, however deep."""
        waiting = [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Placeholder) or (isinstance(one, str) and "‹" in one and _MARK.search(one)):
                return True
            if isinstance(one, dict):
                waiting += one.values()
            elif isinstance(one, list | tuple):
                waiting += one
        return False


def field_of_mark(value: Any, name: Any) -> str | None:
    """The field of a marked text: again a marked text; nothing for any other value."""
    if isinstance(value, str) and "‹" in value and _MARK.fullmatch(value):
        return f"{value[:-1]}.{name}›"
    return None
