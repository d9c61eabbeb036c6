"""One JMESPath expression outside of a mapping: a flow's `where`, a check's `match`, `unless` and `each`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from core.errors import Misconfigured
from core.mapping.interpreter import Interpreter
from core.mapping.jmes import Parsed, parse
from core.mapping.jmes_tree import Node
from core.mapping.limits import Wrong, listed, nearest, shortened
from core.mapping.scope import VARIABLES, Scope


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression."""

    text: str
    node: Node

    def of(self, scope: Scope) -> Any:
        """Its value in a scope; ValueError says in a sentence why it has none."""
        variables = {} if "steps" in self.node else scope.variables()
        return Interpreter(variables).value(self.node, scope.node)

    def holds(self, scope: Scope) -> bool:
        """Whether its value is true as JMESPath has it: not false, null, or an empty text, list or object."""
        value = self.of(scope)
        return value is not None and value is not False and value not in ("", [], {})


def expression(text: str, where: str = "", checks: Collection[str] | None = None) -> Expression:
    """Compile an expression; Misconfigured names `where` it stands, the text and the place of the error.

    With `checks` given, a variable that is neither theirs nor Koppel's own is refused here, else at use.
    """
    try:
        parsed = parse(text)
        if checks is not None:
            check_bound(parsed, checks)
    except Wrong as error:
        raise Misconfigured(f"{where + ': ' if where else ''}{shortened(text)}: {error}") from None
    return Expression(text, parsed.node)


def check_bound(parsed: Parsed, checks: Collection[str]) -> None:
    """Refuse a free variable that nothing binds."""
    known = {*VARIABLES, *checks}
    for name, at in parsed.free:
        if name not in known:
            raise Wrong(f"${name} is not bound{nearest(name, known)}; there are: {listed(known)}", at)
