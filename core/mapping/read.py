"""What an expression reads: a way through the record, step by step, as it is written and as it is seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from core.documents import write_json

_BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Kind(StrEnum):
    """What a step of a way does with the value where it stands."""

    #: the field of an object
    FIELD = "field"
    #: every item of a list
    ROWS = "rows"
    #: every item of a list, or the value itself where it is none
    FLAT = "flat"
    #: one item of a list
    INDEX = "index"
    #: the items of a list that meet a condition
    FILTER = "filter"
    #: every value of an object
    VALUES = "values"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `name` is the field's name, the index, or the condition as it is written."""

    kind: Kind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """One way that an expression takes, from the current node (`root` empty) or from the variable `root`.

    It is `asked` when the value is only compared or tested, and is no part of what the expression gives.
    """

    root: str = ""
    steps: tuple[Step, ...] = ()
    asked: bool = False

    def text(self, end: int | None = None) -> str:
        """The way as it is written, up to a step: `lines[?qty].sku`, `$customer.ID`, `@` for the node."""
        made = f"${self.root}" if self.root else ""
        for step in self.steps[:end]:
            if step.kind in (Kind.FIELD, Kind.VALUES):
                name = "*" if step.kind is Kind.VALUES else quoted(step.name)
                made += f".{name}" if made else name
            elif step.kind in (Kind.INDEX, Kind.FILTER):
                made += f"[{'?' if step.kind is Kind.FILTER else ''}{step.name}]"
            elif not made.endswith("[]"):
                made += "[]"
        return made or "@"

    @property
    def path(self) -> str:
        """The place that it leads to in a record, whichever item of a list: `lines[].sku`."""
        made = ""
        for step in self.steps:
            if step.kind in (Kind.FIELD, Kind.VALUES):
                name = "*" if step.kind is Kind.VALUES else quoted(step.name)
                made += f".{name}" if made else name
            elif not made.endswith("[]"):
                made += "[]"
        return made

    def on(self, *steps: Step) -> Read:
        """The way, some steps further."""
        return Read(self.root, (*self.steps, *steps), self.asked)


def quoted(name: str) -> str:
    """A field's name as it stands in an expression: in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else write_json(name)
