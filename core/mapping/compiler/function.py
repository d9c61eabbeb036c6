"""A generated function, made from its lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.mapping.careful import Careful
from core.mapping.compiler.runtime import RUNTIME
from core.mapping.compiler.source import Lines, Names, defined

#: What is made of a record, and the careful rendering of what was not clear in it.
Rendered = tuple[Any, Careful | None]
#: From what `SEEN` names to the payload (a Struct). That of one rule is also given the careful rendering that
#: others began, and gives a value.
Render = Callable[..., Rendered]


@dataclass(frozen=True, slots=True)
class Program:
    """The function, and its text as a person can read it."""

    render: Render
    text: str


def program(functions: Lines, lines: Lines, names: Names) -> Program:
    """Make it, with the functions that it calls; NotCompiled where Python cannot."""
    text = "".join(line + "\n" for line in (*_constants(names), *functions.made, *lines.made))
    return Program(defined("render", text, {**RUNTIME, **names.bound}), text)


def _constants(names: Names) -> list[str]:
    """What the names of simple values stand for, for whoever reads the function."""
    simple = (name for name, value in names.bound.items() if isinstance(value, str | int | Decimal))
    return [f"# {name} = {one_line(repr(names.bound[name]))}" for name in simple]


def one_line(text: str) -> str:
    """The beginning of a text, for a comment."""
    return " ".join(text.split())[:100]
