"""What a well-formed flow can still say wrongly: expressions that cannot be read, names that nothing has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.errors import Misconfigured
from core.flow.document import Place, Problem
from core.flow.flow import Check, Flow
from core.mapping import check_rules, expression

_STEP = re.compile(r"[^.\[\]]+")


def meaning(flow: Flow) -> list[Problem]:
    """Everything that is wrong with what a flow says, each with its place."""
    names = tuple(check.name for check in flow.checks)
    found = [*_twice(flow), *_expression(flow.source.where, ("source", "where"), ())]
    found += _match(flow.target.match, ("target", "match"), ())  # looked up before the checks are made
    for index, check in enumerate(flow.checks):
        found += _check(flow, check, ("checks", index), names[:index])
    rules = check_rules(flow.mapping())
    if not any(problem.place[0] == "checks" for problem in found):
        found += [Problem(("checks",), message) for path, message in rules if path == "checks"]
    return [*found, *_rules(rules, ())]


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


def _check(flow: Flow, check: Check, place: Place, earlier: tuple[str, ...]) -> Iterator[Problem]:
    yield from _expression(check.unless, (*place, "unless"), earlier)
    yield from _expression(check.each, (*place, "each"), earlier)
    yield from _match(check.match, (*place, "match"), earlier)
    yield from _rules(check_rules(check.mapping(flow)), place)


def _match(match: dict[str, str], place: Place, checks: tuple[str, ...]) -> Iterator[Problem]:
    for field, text in match.items():
        yield from _expression(text, (*place, field), checks)


def _expression(text: str | None, place: Place, checks: tuple[str, ...]) -> Iterator[Problem]:
    if text is not None:
        try:
            expression(text, checks=checks)
        except Misconfigured as error:
            yield Problem(place, str(error))


def _rules(found: list[tuple[str, str]], place: Place) -> Iterator[Problem]:
    for path, message in found:
        if path != "checks":  # those are told once, for the flow
            steps = [int(step) if step.isdigit() else step for step in _STEP.findall(path)]
            yield Problem((*place, *steps), message)
