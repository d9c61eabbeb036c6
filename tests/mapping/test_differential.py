"""Random expressions and whole mappings: what is compiled, what is interpreted and jmespath.py agree."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st
from jmespath_reference import found, parses, refused, same
from random_expressions import documents, expressions, objects, plain_expressions, values

from core.errors import Misconfigured
from core.mapping import Mapping, Rule, Scope
from core.mapping.interpreter import Interpreter
from core.mapping.jmes import parse
from core.mapping.renderer import compile  # noqa: A004  - its name

EXPRESSIONS = int(os.environ.get("KOPPEL_FUZZ_EXPRESSIONS", "20000"))
SEED = int(os.environ.get("KOPPEL_FUZZ_SEED", "0")) or int.from_bytes(os.urandom(4))

_QUICK = settings(max_examples=300, derandomize=True, database=None)


def many(count: int) -> settings:
    """So many examples, other ones every time."""
    return settings(max_examples=count, database=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Failed:
    """There is no value."""

    why: str


def exact(value: Any) -> Any:
    """A value as Koppel reads JSON: numbers with a fraction are Decimal."""
    return json.loads(json.dumps(value), parse_float=Decimal)


def reference(expression: str, document: Any) -> Any:
    """What jmespath.py gives, or that it raises."""
    try:
        return found(expression, document)
    except (ValueError, TypeError, AttributeError) as error:
        return Failed(f"{type(error).__name__}: {error}")


def interpreted(expression: str, document: Any, **variables: Any) -> Any:
    """What our interpreter gives."""
    try:
        return Interpreter(variables).value(parse(expression).node, document)
    except ValueError as error:
        return Failed(str(error))


def compiled(expression: str, asked: list[dict[str, Any]], **variables: Any) -> list[Any]:
    """What the compiled mapping gives; inside of an object, for an empty one would be left out."""
    rule = Rule(to="value", select=f"{{value: {expression}}}")
    try:
        made = compile(Mapping(rules=(rule,), checks=tuple(variables)))
    except Misconfigured as error:
        return [Failed(str(error)) for _ in asked]
    rendered = made.render([Scope(document, checks=variables) for document in asked])
    return [Failed(one.faults[0].why) if one.faults else one.payload["value"]["value"] for one in rendered]


def agree(ours: Any, theirs: Any) -> bool:
    """Whether both have the same value, or neither has one."""
    if isinstance(theirs, Failed):
        return isinstance(ours, Failed)
    return not isinstance(ours, Failed) and same(ours, theirs)


def is_json(value: Any) -> bool:
    """Whether a value is JSON; `merge` makes objects with other keys than text of lists of pairs."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_json(inner) for key, inner in value.items())
    return not isinstance(value, list) or all(map(is_json, value))


def hold_against_the_reference(expression: str, asked: list[Any], tally: Counter[str]) -> None:
    """Compare both of our ways with jmespath.py, on each document."""
    if not parses(expression):
        tally["not read by either"] += 1
        assert isinstance(interpreted(expression, {}), Failed)
        return
    if refused(expression):
        tally["refused before there is a record"] += 1
        assert isinstance(interpreted(expression, {}), Failed)
        return
    # an average is a binary number there and an exact one here, which shows in its text
    if "avg(" in expression and "to_string(" in expression:
        tally["not compared"] += 1
        return
    tally["expressions"] += 1
    records = [exact(document) for document in asked if isinstance(document, dict)]
    results = iter(compiled(expression, records))
    for document in asked:
        theirs = reference(expression, document)
        tally["errors" if isinstance(theirs, Failed) else "values"] += 1
        result = interpreted(expression, exact(document))
        assert agree(result, theirs), (expression, document, result, theirs)
        if isinstance(document, dict):
            result = next(results)
            if not isinstance(theirs, Failed) and not is_json(theirs):
                theirs = Failed("not JSON")
            assert agree(result, theirs), (expression, document, result, theirs)
    unchanged = [exact(document) for document in asked if isinstance(document, dict)]
    assert repr(records) == repr(unchanged), "a record was changed"


_asked = st.lists(documents, min_size=3, max_size=3)


def test_every_function_and_comparison_gives_what_jmespath_py_gives() -> None:
    """With every value that can be written down, and with every pair of them."""
    tally: Counter[str] = Counter()
    for expression in plain_expressions():
        hold_against_the_reference(expression, [{}], tally)
    assert tally["values"] > 3_000
    assert tally["errors"] > 1_000


@_QUICK
@given(expressions(), _asked)
def test_expressions_give_what_jmespath_py_gives(expression: str, asked: list[Any]) -> None:
    """Value, type and order of keys are the reference's; where it raises, there is an error."""
    hold_against_the_reference(expression, asked, Counter())


@pytest.mark.benchmark
def test_very_many_expressions_give_what_jmespath_py_gives() -> None:
    """The same on other expressions every time."""
    tally: Counter[str] = Counter()

    @seed(SEED)
    @many(EXPRESSIONS)
    @given(expressions(), _asked)
    def compare(expression: str, asked: list[Any]) -> None:
        hold_against_the_reference(expression, asked, tally)

    @seed(SEED)
    @many(EXPRESSIONS // 4)
    @given(bound(), values, objects)
    def compare_variables(made: tuple[list[tuple[str, str]], str], other: Any, document: Any) -> None:
        hold_against_substitution(*made, other, document, tally)

    compare()
    compare_variables()
    report("JMESPath beside jmespath.py", tally)


def literal(value: Any) -> str:
    """A value as an expression."""
    return f"`{json.dumps(value)}`"


def hold_against_substitution(
    bindings: list[tuple[str, str]], body: str, given_: Any, document: dict[str, Any], tally: Counter[str]
) -> None:
    """Compare `let` within `let` with the body in which each variable is replaced by its value."""
    texts = [*(text for _, text in bindings), body]
    assume(not ("avg(" in "".join(texts) and "to_string(" in "".join(texts)))
    known, theirs = {"given": given_}, None
    for name, text in [*bindings, ("", body)]:
        for other, value in known.items():
            text = text.replace(f"${other}", literal(value))  # noqa: PLW2901  - it is the same text
        if not parses(text) or refused(text):
            theirs = Failed("not read")
            break
        theirs = reference(text, document)
        if isinstance(theirs, Failed):
            break
        assume(is_json(theirs))
        known[name] = theirs
    expression = "".join(f"let ${name} = {text} in " for name, text in bindings) + body
    ours, variables = exact(document), {"given": exact(given_)}
    for result in interpreted(expression, ours, **variables), *compiled(expression, [ours], **variables):
        assert agree(result, theirs), (expression, given_, document, result, theirs)
    tally["expressions with variables"] += 1
    tally["errors" if isinstance(theirs, Failed) else "values"] += 1


_names = st.sampled_from(("x", "y"))


@st.composite
def bound(draw: st.DrawFn) -> tuple[list[tuple[str, str]], str]:
    """Bindings, each of which may use those before it, and a body that may use all."""
    bindings: list[tuple[str, str]] = []
    for name in draw(st.lists(_names, min_size=1, max_size=3)):
        bindings.append((name, draw(expressions("given", *sorted({other for other, _ in bindings})))))
    return bindings, draw(expressions("given", *sorted({name for name, _ in bindings})))


@_QUICK
@given(bound(), values, objects)
def test_a_variable_is_its_value(made: tuple[list[tuple[str, str]], str], other: Any, document: Any) -> None:
    """`let` and what is bound outside give what the values themselves give in their places."""
    hold_against_substitution(*made, other, document, Counter())


def report(what: str, tally: Counter[str]) -> None:
    """Print what was compared."""
    counted = ", ".join(f"{count:,} {name}" for name, count in tally.items())
    print(f"\n{what}: {counted}; 0 differences (KOPPEL_FUZZ_SEED={SEED})")  # noqa: T201  - a benchmark prints
