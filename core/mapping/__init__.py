"""Shape a record: rules with JMESPath and Jinja, value tables, typed output, all faults at once."""

from core.mapping.expression import Expression, expression
from core.mapping.functions import Function, functions
from core.mapping.mapping import Empty, Mapping, Rule, Strict, Table, Write
from core.mapping.reading import paths
from core.mapping.renderer import Renderer, compile  # noqa: A004  - it is what it does
from core.mapping.rules import check_rules
from core.mapping.scope import Placeholder, Scope

__all__ = [
    "Empty",
    "Expression",
    "Function",
    "Mapping",
    "Placeholder",
    "Renderer",
    "Rule",
    "Scope",
    "Strict",
    "Table",
    "Write",
    "check_rules",
    "compile",
    "expression",
    "functions",
    "paths",
]
