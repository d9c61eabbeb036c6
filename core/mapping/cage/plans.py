"""What a caged process can be asked: to shape records, to select values from them, to read what is written.

A plan travels to the process as it is. There it is made ready, and answers questions: quickly, many at a
time; or carefully, one by one, when it says what it is about to evaluate and leaves out what it is told to.
Answers come back as JSON in parts, which are put one behind the other; `read` takes them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from core.mapping.cage.frames import Part, Parts

#: Told what is about to be evaluated; gives why it must not be, where it must not.
Watch = Callable[[str], str | None]


class Made(Protocol):
    """A plan made ready, inside a caged process."""

    @property
    def facts(self) -> Any:
        """What is known of it without a question, as JSON."""
        ...

    def prepare(self) -> None:
        """Do now what the first answers would wait for."""
        ...

    def quickly(self, questions: Sequence[Any]) -> Parts:
        """The answers."""
        ...

    def carefully(self, question: Any, watch: Watch) -> Parts:
        """The answer to one, nothing evaluated that `watch` was not told before."""
        ...


class Plan(Protocol):
    """One thing to be asked, on both sides of the socket."""

    @property
    def size(self) -> int:
        """How many expressions it has, about."""
        ...

    def make(self) -> Made:
        """Make it ready."""
        ...

    def failed(self, why: str) -> Parts:
        """The answer to a question that brought the process down."""
        ...

    def read(self, body: Part) -> list[Any]:
        """The answers; ValueError when they are none. The body is another's afterwards."""
        ...
