"""A declared system read and written: strict on the way in, one writing on the way out."""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from core.errors import Misconfigured
from core.flow.document import Document, Place, Problem, read_document
from core.flow.refusals import in_words
from core.flow.writing import write_document
from core.system.meaning import meaning
from core.system.system import System

_MOST_NAMED = 20


class SystemProblems(Misconfigured):
    """A system that cannot be used; `problems` are all of its faults, each with place and line."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        named = "; ".join(str(problem) for problem in problems[:_MOST_NAMED])
        more = f"; and {len(problems) - _MOST_NAMED} more" if len(problems) > _MOST_NAMED else ""
        super().__init__(f"{name}: {named}{more}")
        self.problems = problems


def read_system(text: str | bytes, name: str = "the system") -> System:
    """Read a declared system from YAML or JSON; SystemProblems names every fault with its line and place."""
    document = read_document(text)
    problems = list(document.problems)
    system = None
    if not problems:
        try:
            system = System.model_validate(document.value)
            problems = [_at(document, problem) for problem in meaning(system)]
        except ValidationError as error:
            problems = [_at(document, each) for each in in_words(error, document.value, _words)]
    if system is None or problems:
        raise SystemProblems(name, tuple(sorted(problems, key=lambda each: each.line or 0)))
    return system


def write_system(system: System) -> str:
    """Write a system as YAML: always the same text for the same system, defaults left out."""
    return write_document(system.told())


def schema() -> dict[str, Any]:
    """The JSON Schema of a system's file, for editors and for machines."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **System.model_json_schema()}


def _at(document: Document, problem: Problem) -> Problem:
    return Problem(problem.place, problem.message, document.line(problem.place))


def _words(place: Place) -> Iterable[str]:
    """The keys that are known at a place of the document."""
    models: list[type[BaseModel]] = [System]
    for step in place:
        if isinstance(step, str):
            annotations = [m.model_fields[step].annotation for m in models if step in m.model_fields]
            models = [model for annotation in annotations for model in _models(annotation)]
    return sorted({name for model in models for name in model.model_fields})


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [model for inner in get_args(annotation) for model in _models(inner)]
