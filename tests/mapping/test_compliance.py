"""The official JMESPath suite: what is compiled, what is interpreted and jmespath.py, case by case."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import jmespath
import pytest
from jmespath_reference import same

from core.errors import Misconfigured
from core.mapping import Mapping, Rule, Scope
from core.mapping.interpreter import Interpreter
from core.mapping.jmes import parse
from core.mapping.renderer import compile  # noqa: A004  - its name

REFERENCE = os.environ.get("KOPPEL_REFERENCE", "")
SUITE = Path(REFERENCE, "jmespath_compliance")

pytestmark = pytest.mark.skipif(not REFERENCE, reason="KOPPEL_REFERENCE does not name the reference data")

#: how our sentence shows which kind of error of the suite it is; a syntax error is whatever is none of these
_KINDS = {
    "unknown-function": r"there is no function \w+\(\)",
    "invalid-arity": r"\(\) takes (at least )?\d+ arguments?, not \d+",
    "invalid-value": r"the step of a slice cannot be 0",
    "invalid-type": r"\(\) needs .+, but .+ is |argument \d+ of \w+\(\) must be |cannot compare",
}


def kind(sentence: str) -> str:
    """The kind of error that a sentence of ours tells of."""
    return next((name for name, form in _KINDS.items() if re.search(form, sentence)), "syntax")


def cases() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Each case of the suite: the file that it stands in, the document, and the case."""
    for file in sorted(SUITE.glob("*.json")):
        for part in json.loads(file.read_text()):
            for case in part["cases"]:
                yield file.stem, part["given"], case


def exact(value: Any) -> Any:
    """A value as Koppel reads JSON."""
    return json.loads(json.dumps(value), parse_float=Decimal)


def interpreted(expression: str, document: Any) -> Any:
    """What the interpreter gives."""
    return Interpreter({}).value(parse(expression).node, document)


def compiled(expression: str, document: Any) -> Any:
    """What a compiled mapping gives, inside of an object, for an empty one would be left out."""
    made = compile(Mapping(rules=(Rule(to="value", select=f"$record.given | {{value: {expression}}}"),)))
    rendering = made.render([Scope({"given": document})])[0]
    if rendering.faults:
        raise ValueError(rendering.faults[0].why)
    return rendering.payload["value"]["value"]


def interpreted_in_mapping(expression: str, document: Any) -> Any:
    """The same mapping, by the interpreter."""
    made = compile(Mapping(rules=(Rule(to="value", select=f"$record.given | {{value: {expression}}}"),)))
    rendering = made.careful(Scope({"given": document}))
    if rendering.faults:
        raise ValueError(rendering.faults[0].why)
    return rendering.payload["value"]["value"]


@pytest.mark.parametrize("way", [interpreted, interpreted_in_mapping, compiled])
def test_every_case_gives_what_jmespath_py_gives(way: Any) -> None:
    """Value, type and order of keys are jmespath.py's, and those that the suite demands."""
    count, other = 0, []
    for file, document, case in cases():
        if "error" in case or (document is None and way is not interpreted):
            continue
        count += 1
        theirs = jmespath.search(case["expression"], document)
        ours = way(case["expression"], exact(document))
        if not same(ours, theirs) or ("result" in case and not same(ours, case["result"])):
            other.append((file, case["expression"], ours, theirs))
    assert count > 700
    assert other == []


@pytest.mark.parametrize("way", [interpreted, interpreted_in_mapping, compiled])
def test_every_error_is_one_of_the_kind_that_the_suite_demands(way: Any) -> None:
    """Where the suite wants an error, there is one, and its sentence tells of the same kind."""
    count, other = 0, []
    for file, document, case in cases():
        if "error" not in case:
            continue
        count += 1
        with pytest.raises((ValueError, Misconfigured)) as caught:
            way(case["expression"], exact(document))
        if kind(str(caught.value)) != case["error"]:
            other.append((file, case["expression"], case["error"], str(caught.value)))
    assert count > 80
    assert other == []
