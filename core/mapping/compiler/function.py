"""A generated function, made from its lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.mapping.careful import Careful
from core.mapping.compiler.runtime import RUNTIME
from core.mapping.compiler.source import Lines, Names, NotCompiled


@dataclass(frozen=True, slots=True)
class Program:
    """The function, and its text as a person can read it."""

    #: from what `SEEN` names to the payload (a Struct), and the careful rendering of what was not clear
    render: Callable[[tuple[Any, ...]], tuple[Any, Careful | None]]
    text: str


def program(functions: Lines, lines: Lines, names: Names) -> Program:
    """Make it, with the functions that it calls; NotCompiled where Python cannot."""
    text = "".join(line + "\n" for line in (*_constants(names), *functions.made, *lines.made))
    scope: dict[str, Any] = {**RUNTIME, **names.bound}
    try:
        exec(compile(text, "<mapping>", "exec"), scope)  # nosec B102  # noqa: S102  - made here: names, literals, constants
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NotCompiled(str(error)) from None
    return Program(scope["render"], text)


def _constants(names: Names) -> list[str]:
    """What the names of simple values stand for, for whoever reads the function."""
    simple = (name for name, value in names.bound.items() if isinstance(value, str | int | Decimal))
    return [f"# {name} = {one_line(repr(names.bound[name]))}" for name in simple]


def one_line(text: str) -> str:
    """The beginning of a text, for a comment."""
    return " ".join(text.split())[:100]
