"""What a well-formed flow can still say wrongly: expressions that cannot be read, names that nothing has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.flow.document import Place, Problem
from core.flow.flow import Check, Flow
from core.mapping import Rules, Text, problems

_STEP = re.compile(r"[^.\[\]]+")

#: Something written in a flow, and where.
_Written = tuple[Place, Text | Rules]


def meaning(flow: Flow) -> list[Problem]:
    """Everything that is wrong with what a flow says, each with its place."""
    written = list(_written(flow))
    answers = zip(written, problems([one for _, one in written], flow.name), strict=True)
    found, general = list(_twice(flow)), []
    for (place, one), told in answers:
        if isinstance(one, Text):
            found += [Problem(place, message) for _, message in told]
        else:
            found += _rules(told, place)
            general = [message for path, message in told if path == "checks"]  # the flow's own come last
    if not any(problem.place[:1] == ("checks",) for problem in found):
        found += [Problem(("checks",), message) for message in general]
    return found


def _twice(flow: Flow) -> Iterator[Problem]:
    for kind, names in (
        ("checks", [check.name for check in flow.checks]),
        ("samples", [sample.name for sample in flow.samples]),
    ):
        for index, name in enumerate(names):
            if name in names[:index]:
                yield Problem(
                    (kind, index, "name"), f"{name!r} is the name of another one too; give each its own"
                )


def _written(flow: Flow) -> Iterator[_Written]:
    """Every expression and every mapping of a flow."""
    names = tuple(check.name for check in flow.checks)
    yield from _text(flow.source.where, ("source", "where"), ())
    yield from _match(flow.target.match, ("target", "match"), ())  # looked up before the checks are made
    for index, check in enumerate(flow.checks):
        yield from _check(flow, check, ("checks", index), names[:index])
    yield (), Rules(flow.mapping())


def _check(flow: Flow, check: Check, place: Place, earlier: tuple[str, ...]) -> Iterator[_Written]:
    yield from _text(check.unless, (*place, "unless"), earlier)
    yield from _text(check.each, (*place, "each"), earlier)
    yield from _match(check.match, (*place, "match"), earlier)
    yield place, Rules(check.mapping(flow))


def _match(match: dict[str, str], place: Place, checks: tuple[str, ...]) -> Iterator[_Written]:
    for field, text in match.items():
        yield from _text(text, (*place, field), checks)


def _text(text: str | None, place: Place, checks: tuple[str, ...]) -> Iterator[_Written]:
    if text is not None:
        yield place, Text(text, checks=checks)


def _rules(found: list[tuple[str, str]], place: Place) -> Iterator[Problem]:
    for path, message in found:
        if path != "checks":  # those are told once, for the flow
            steps = [int(step) if step.isdigit() else step for step in _STEP.findall(path)]
            yield Problem((*place, *steps), message)
