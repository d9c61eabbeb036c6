"""The text of a generated function as it grows: its lines, its names, and the constants that it reaches."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

#: A text constant up to this long stands in the source itself.
_SHORT = 200
#: Whole numbers up to this stand in the source itself.
_SMALL = 10**9
_NAMES = re.compile(r"[^\W\d]\w*").findall
_WORD = re.compile(r"[^0-9A-Za-z]+")
_PYTHONS_OWN = dict.fromkeys((*keyword.kwlist, *dir(builtins)), 1)


class NotCompiled(Exception):
    """An expression that is not worth a function of its own: the interpreter evaluates it."""


class Names:
    """Names that are free in the generated function, and what the bound ones stand for.

    Everything that does not stand in the source as a literal is reached by a name made here: no text of a
    mapping or of a record ever becomes source.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Some names are taken before the first is made: Python's own, and these."""
        self.bound: dict[str, Any] = {}
        self._taken: dict[str, int] = {**_PYTHONS_OWN, **dict.fromkeys(taken, 1)}
        self._by_identity: dict[int, str] = {}

    def fresh(self, hint: str = "v") -> str:
        """A name that nothing has yet, as readable as the hint allows."""
        word = _WORD.sub("_", hint).strip("_")[:30] or "v"
        name = word = f"v_{word}" if word[0].isdigit() else word
        while name in self._taken:
            self._taken[word] = count = self._taken.get(word, 1) + 1
            name = f"{word}_{count}"
        self._taken[name] = 1
        return name

    def bind(self, value: object, hint: str = "k") -> str:
        """A name under which the function reaches a value; the same value has one name."""
        known = self._by_identity.get(id(value))
        if known is None:
            known = self._by_identity[id(value)] = self.fresh(hint)
            self.bound[known] = value
        return known

    def literal(self, value: Any) -> str:
        """A constant as it can stand in the source."""
        short = (type(value) is str and len(value) <= _SHORT) or (type(value) is int and abs(value) < _SMALL)
        if short or value is None or value is True or value is False:
            return repr(value)
        return self.bind(value)


class Lines:
    """Lines of source with their indentation, and the names that stand in them."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.depth = 0
        self._reading: list[str] = []

    @property
    def named(self) -> set[str]:
        """Every name that is needed for what it stands for."""
        return {name for line in self._reading for name in _NAMES(line)}

    @property
    def text(self) -> str:
        """All of them."""
        return "".join(line + "\n" for line in self.made)

    def add(self, line: str, *, reads: bool = True) -> None:
        """One more line, where the indentation stands now; `reads` when it needs what it names as it is."""
        self.made.append("    " * self.depth + line)
        if reads and not line.startswith("#"):
            self._reading.append(line)

    @contextmanager
    def inside(self, head: str, *, reads: bool = True) -> Iterator[None]:
        """A block below its head."""
        self.add(head, reads=reads)
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    def take(self, other: Lines) -> None:
        """The lines of another, below where the indentation stands now; their names are its own affair."""
        self.made += ["    " * self.depth + line for line in other.made]


def defined(name: str, text: str, scope: dict[str, Any]) -> Any:
    """What a text made here defines by a name; NotCompiled where Python cannot."""
    try:
        exec(compile(text, "<mapping>", "exec"), scope)  # nosec B102  # noqa: S102  - made here: names, literals, constants
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NotCompiled(str(error)) from None
    return scope[name]
