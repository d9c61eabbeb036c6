"""One transform: a compiled template that gives a value from what it can see."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import DecimalException
from functools import lru_cache
from typing import Any

from jinja2 import TemplateError, nodes, pass_context
from jinja2.runtime import Context

from core.mapping.facts import Facts
from core.mapping.functions.tables import TABLES
from core.mapping.jinja import SANDBOX
from core.mapping.limits import CHARACTERS, Exceeded, Wrong, begin
from core.mapping.mapping import Table
from core.mapping.profile import read
from core.mapping.undefined import Unknown
from core.mapping.values import plain, text
from core.records import JsonObject


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled transform, and what is known of it without data."""

    source: str
    facts: Facts
    code: Any

    def of(self, names: JsonObject, tables: dict[str, Table]) -> Any:
        """Its value; ValueError says in a sentence why it has none."""
        begin()
        context = self.code.new_context({**names, TABLES: tables})
        try:
            return self._single(context) if self.facts.single else self._text(context)
        except (TemplateError, DecimalException) as error:
            raise ValueError(str(error) or "a number is too large to reckon with") from None
        except RecursionError:
            raise ValueError("the value is nested too deeply for this transform") from None
        except (TypeError, LookupError, AttributeError, ArithmeticError, MemoryError) as error:
            raise ValueError(_sentence(error)) from None

    def _single(self, context: Context) -> Any:
        for _ in self.code.root_render_func(context):
            pass
        value = context.vars["result"]
        return plain(value)

    def _text(self, context: Context) -> str:
        parts, size = [], 0
        for part in self.code.root_render_func(context):
            size += len(part)
            if size > CHARACTERS:
                raise Exceeded(f"the transform makes more than {CHARACTERS} characters")
            parts.append(part)
        return "".join(parts)


_TYPES = {
    "NoneType": "null",
    "str": "text",
    "int": "a number",
    "Decimal": "a number",
    "decimal.Decimal": "a number",
}
_TYPES |= {
    "dict": "an object",
    "list": "a list",
    "bool": "true or false",
    "tuple": "a list",
    "float": "a number",
}


def _sentence(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "there is not enough memory for what the transform makes"
    made = str(error)
    for name, word in _TYPES.items():
        made = made.replace(f"'{name}'", word)
    return made.replace(" instances of", "").replace(" object", "") or "the values do not fit together"


@pass_context
def _finalize(context: Context, value: Any) -> str:  # noqa: ARG001  - with it, nothing is worked out while compiling
    return value.refuse() if isinstance(value, Unknown) else text(value)


SANDBOX.finalize = _finalize


@lru_cache(maxsize=2048)
def template(source: str) -> Template:
    """Compile a transform; Wrong says what is wrong with it."""
    tree, facts = read(source)
    if facts.single:
        output = tree.body[0]
        result = nodes.Assign(nodes.Name("result", "store"), output.nodes[0], lineno=1)  # type: ignore[attr-defined]  # an Output, by _is_single
        tree = nodes.Template([result], lineno=1)
        tree.set_environment(SANDBOX)
    try:
        return Template(source, facts, SANDBOX.from_string(tree))
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        raise Wrong("the template is nested too deeply") from None
    except TemplateError as error:
        raise Wrong(str(error)) from None
