"""What pydantic refuses, said in the words of the flow file to the person who wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from core.flow.document import Place, Problem
from core.flow.flow import Check, Flow, Limits, Sample, Source, Target
from core.flow.schedule import Schedule
from core.mapping.mapping import Rule, Strict, Table

_PARTS: dict[str, type[Strict]] = {
    "source": Source,
    "target": Target,
    "checks": Check,
    "map": Rule,
    "schedule": Schedule,
    "limits": Limits,
    "samples": Sample,
}
_SHAPES = {
    "^[a-z0-9][a-z0-9-]{0,79}$": "must be small letters, digits and hyphens, at most 80: webshop-orders",
    "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$": "must be letters, digits, hyphens, dots or underscores, at most 80",
    "^[a-z][a-z0-9_-]{0,59}$": "must be small letters, digits, _ and -, at most 60, and begin with a letter",
    "^[A-Za-z_][A-Za-z0-9_]{0,79}$": "must be letters, digits and underscores, and not begin with a digit",
}
_KINDS = {
    "missing": "is missing",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "dict_type": "must be an object: keys with values",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "model_type": "must be an object: keys with values",
    "model_attributes_type": "must be an object: keys with values",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_too_long": "must have at most {max_length} characters",
    "union_tag_not_found": "needs `kind`",
    "union_tag_invalid": "must have a `kind` of {expected_tags}",
}


def in_words(
    error: ValidationError, value: Any, words: Callable[[Place], Iterable[str]] | None = None
) -> list[Problem]:
    """Each place that was refused, once, with a sentence that says what to write there.

    `words` gives the keys that are known within a place; without it, those of the flow file.
    """
    found: dict[Place, Problem] = {}
    for detail in error.errors(include_url=False):
        place = _place(detail, value)
        found.setdefault(place, Problem(place, _sentence(detail, place, words or _words)))
    return list(found.values())


def _place(detail: Mapping[str, Any], value: Any) -> Place:
    """Where the document has it: pydantic adds steps of its own for keys and for the arms of a choice."""
    place: list[str | int] = []
    for step in detail["loc"]:
        missing = detail["type"] == "missing" and isinstance(value, dict)
        if isinstance(value, dict) and step == value.get("kind") and step not in value:
            continue  # the arm of a choice, named by its kind
        if not missing and not (isinstance(value, dict | list) and _has(value, step)):
            break
        place.append(step)
        value = value[step] if _has(value, step) else None
    return tuple(place)


def _has(value: Any, step: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value


def _sentence(detail: Mapping[str, Any], place: Place, words: Callable[[Place], Iterable[str]]) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return _unknown(place, words(place[:-1]))
        case "value_error":
            return str(context["error"])
        case "string_pattern_mismatch":
            return _SHAPES.get(context["pattern"], "is not written as it must be")
        case "literal_error" if place == ("koppel",):
            return "this Koppel reads format 1; write `koppel: 1`, or update Koppel if the file is newer"
        case "string_type":
            return _text_wanted(detail, place)
        case kind:
            return _KINDS.get(kind, "{msg}").format(**context, msg=detail["msg"])


def _text_wanted(detail: Mapping[str, Any], place: Place) -> str:
    if len(detail["loc"]) > len(place):  # the first arm of a choice
        return "must be text, a number, true, false or null"
    value = detail["input"]
    if isinstance(value, dict) and len(value) == 1:
        return "must be text, but reads as an object; put it in quotes"
    if value is None or isinstance(value, dict | list):
        return "must be text"
    return "must be text; put it in quotes"


def _unknown(place: Place, words: Iterable[str]) -> str:
    known = list(words)
    close = get_close_matches(str(place[-1]), known, 1)
    advice = f"did you mean `{close[0]}`?" if close else f"known are {', '.join(known)}"
    return f"is not known here; {advice}" if known else "is not known here"


def _words(place: Place) -> Iterable[str]:
    names = [step for step in place if isinstance(step, str)]
    if not names:
        return Flow.model_fields
    part = Table if names[0] == "tables" else _PARTS.get(names[-1])
    return part.model_fields if part else ()
