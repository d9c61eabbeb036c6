"""What a function is: a Jinja filter that takes and gives JSON values, with one line of help, an example."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Function:
    """One function as a person reads it: how to write it, what it does, an example and what that gives."""

    name: str
    signature: str
    help: str
    example: str
    result: Any
    library: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A function and the code behind it.

    One that is `raw` also takes null and what is undefined; one with `context` takes Jinja's context first.
    """

    function: Function
    call: Callable[..., Any]
    raw: bool = False
    context: bool = False


ENTRIES: dict[str, Entry] = {}


def function(
    example: str,
    result: Any,
    *,
    name: str = "",
    signature: str = "",
    library: str = "Python",
    raw: bool = False,
    context: bool = False,
) -> Callable[[F], F]:
    """Make a function known: name and arguments are the code's own, help is the docstring's first line."""

    def known(call: F) -> F:
        called = name or call.__name__.rstrip("_")
        parameters = list(inspect.signature(call).parameters.values())[2 if context else 1 :]
        shown = [p.replace(annotation=inspect.Parameter.empty) for p in parameters]
        written = signature or called + (f"({', '.join(map(str, shown))})" if shown else "")
        help_ = (call.__doc__ or "").splitlines()[0]
        ENTRIES[called] = Entry(
            Function(called, written, help_, example, result, library), call, raw, context
        )
        return call

    return known


def functions() -> list[Function]:
    """Every function, by name."""
    return [ENTRIES[name].function for name in sorted(ENTRIES)]
