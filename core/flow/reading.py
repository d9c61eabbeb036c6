"""A flow file read and written: strict on the way in, one writing on the way out."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from core.errors import Misconfigured
from core.flow.document import Document, Problem, read_document
from core.flow.flow import Flow
from core.flow.meaning import meaning
from core.flow.refusals import in_words
from core.flow.writing import write_document

_MOST_NAMED = 30


class FlowProblems(Misconfigured):
    """A flow file that cannot be used; `problems` are all of its faults, each with place and line."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(_sentence(name, problems))
        self.problems = problems


def read_flow(text: str | bytes, name: str = "the flow") -> Flow:
    """Read a flow from YAML or JSON; FlowProblems names every fault with its line and field."""
    document = read_document(text)
    problems = list(document.problems)
    flow = None
    if document.value is not None or not problems:
        try:
            flow = Flow.model_validate(document.value)
            found = meaning(flow)
        except ValidationError as error:
            found = in_words(error, document.value)
        problems += [_at(document, problem) for problem in found if not _told(problem, document.problems)]
    if flow is None or problems:
        raise FlowProblems(name, tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    return flow


def read_draft(text: str) -> Flow | None:
    """Read a flow that is still being written: its expressions may be wrong; None when it is no flow."""
    document = read_document(text)
    try:
        return None if document.problems else Flow.model_validate(document.value)
    except ValidationError:
        return None


def write_flow(flow: Flow) -> str:
    """Write a flow as YAML: always the same text for the same flow, defaults left out."""
    return write_document(dumped(flow))


def dumped(flow: Flow) -> dict[str, Any]:
    """A flow as the value of its document, defaults left out."""
    written = flow.model_dump(exclude_defaults=True)
    for name, table in flow.tables.items():
        if table.has_default:  # null is a default too, and differs from having none
            written["tables"][name]["default"] = table.default
    return written


def schema() -> dict[str, Any]:
    """The JSON Schema of the flow file, for editors and for machines."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Flow.model_json_schema(),
    }


def _at(document: Document, problem: Problem) -> Problem:
    return Problem(problem.place, problem.message, document.line(problem.place))


def _told(problem: Problem, before: tuple[Problem, ...]) -> bool:
    return any(earlier.place and problem.place[: len(earlier.place)] == earlier.place for earlier in before)


def _sentence(name: str, problems: tuple[Problem, ...]) -> str:
    if len(problems) == 1:
        return f"{name}: {problems[0]}"
    lines = [f"{name} has {len(problems)} problems:", *(f"  {problem}" for problem in problems[:_MOST_NAMED])]
    return "\n".join(
        [*lines, *([f"  and {len(problems) - _MOST_NAMED} more"] if len(problems) > _MOST_NAMED else [])]
    )
