"""Shape a record: rules with JMESPath and Jinja, value tables, typed output, all faults at once."""

from core.mapping.expression import Expression, expression
from core.mapping.functions import Function, functions
from core.mapping.mapping import Empty, Mapping, Rule, Strict, Table, Write
from core.mapping.read import Kind, Read, Step, quoted
from core.mapping.reading import paths, reads
from core.mapping.renderer import Renderer, compile  # noqa: A004  - it is what it does
from core.mapping.rules import check_rules, target_path
from core.mapping.scope import Placeholder, Scope
from core.mapping.template_reading import TemplateReads, template_reads

__all__ = [
    "Empty",
    "Expression",
    "Function",
    "Kind",
    "Mapping",
    "Placeholder",
    "Read",
    "Renderer",
    "Rule",
    "Scope",
    "Step",
    "Strict",
    "Table",
    "TemplateReads",
    "Write",
    "check_rules",
    "compile",
    "expression",
    "functions",
    "paths",
    "quoted",
    "reads",
    "target_path",
    "template_reads",
]
