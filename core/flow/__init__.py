"""The flow: the saved document that a consultant writes, and everything that it may say."""

from core.flow.document import Document, Problem, path, read_document
from core.flow.edit import Clash, Edit, Merged, edits, merged
from core.flow.flow import Check, CheckPolicy, Flow, Limits, Policy, Sample, Source, Target
from core.flow.meaning import meaning
from core.flow.reading import FlowProblems, read_draft, read_flow, schema, write_flow
from core.flow.schedule import CatchUp, Schedule, check_cron
from core.mapping.mapping import Empty, Rule, Table, Write

__all__ = [
    "CatchUp",
    "Check",
    "CheckPolicy",
    "Clash",
    "Document",
    "Edit",
    "Empty",
    "Flow",
    "FlowProblems",
    "Limits",
    "Merged",
    "Policy",
    "Problem",
    "Rule",
    "Sample",
    "Schedule",
    "Source",
    "Table",
    "Target",
    "Write",
    "check_cron",
    "edits",
    "meaning",
    "merged",
    "path",
    "read_document",
    "read_draft",
    "read_flow",
    "schema",
    "write_flow",
]
