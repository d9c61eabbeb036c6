"""Shape a record: rules with JMESPath and Jinja, value tables, typed output, all faults at once.

What is compiled and selected here is evaluated in the cage.
"""

from core.mapping.batch import Batch
from core.mapping.cage import (
    Line,
    Renderer,
    RuleFacts,
    Rules,
    Selected,
    Selection,
    Text,
    check_rules,
    compile,  # noqa: A004  - it is what it does
    holds,
    pool,
    problems,
    select,
    stream,
)
from core.mapping.functions import Function, functions
from core.mapping.functions.tables import missing_row, missing_rows
from core.mapping.mapping import Empty, Mapping, Rule, Strict, Table, Write
from core.mapping.plainly import plainly
from core.mapping.read import Kind, Read, Step, quoted
from core.mapping.reading import called, paths, reads
from core.mapping.rules import target_path
from core.mapping.scope import Placeholder, Scope
from core.mapping.template_reading import TemplateReads, template_reads
from core.mapping.tidy import tidy_select, tidy_transform

__all__ = [
    "Batch",
    "Empty",
    "Function",
    "Kind",
    "Line",
    "Mapping",
    "Placeholder",
    "Read",
    "Renderer",
    "Rule",
    "RuleFacts",
    "Rules",
    "Scope",
    "Selected",
    "Selection",
    "Step",
    "Strict",
    "Table",
    "TemplateReads",
    "Text",
    "Write",
    "called",
    "check_rules",
    "compile",
    "functions",
    "holds",
    "missing_row",
    "missing_rows",
    "paths",
    "plainly",
    "pool",
    "problems",
    "quoted",
    "reads",
    "select",
    "stream",
    "target_path",
    "template_reads",
    "tidy_select",
    "tidy_transform",
]
