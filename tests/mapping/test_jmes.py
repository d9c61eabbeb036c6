"""JMESPath: the official suite, lexical scope, exact numbers, and errors that a person can act on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import jmespath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents import parse_json
from core.errors import Misconfigured
from core.mapping import Mapping, Rule, Scope
from core.mapping.interpreter import Interpreter
from core.mapping.jmes import parse
from core.mapping.renderer import compile  # noqa: A004  - it is what it does

REFERENCE = os.environ.get("KOPPEL_REFERENCE", "")
SUITE = Path(REFERENCE, "jmespath_compliance")
pytestmark = pytest.mark.filterwarnings("ignore:deprecated string literal syntax")


def search(expression: str, data: Any, **variables: Any) -> Any:
    """Evaluate an expression."""
    return Interpreter(variables).value(parse(expression).node, data)


def wrong(expression: str, data: Any = None) -> str:
    """Give the sentence that says what is wrong."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011  - the callers compare the sentence
        search(expression, data)
    return str(caught.value)


def cases(read: Callable[[str], Any]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Every case of the official suite, with the data that it is about."""
    for file in sorted(SUITE.glob("*.json")):
        for part in read(file.read_text()):
            for case in part["cases"]:
                yield case, part["given"]


def compiled(expression: str, data: Any) -> Any:
    """The value by the generated function; a fault is raised as the sentence that it is."""
    rules = (Rule(to="made", select=f"{{value: {expression}}}"),)
    rendering = compile(Mapping(rules=rules)).render([Scope(data)])[0]
    for fault in rendering.faults:
        raise ValueError(fault.why)
    return rendering.payload["made"]["value"]


@pytest.mark.skipif(not REFERENCE, reason="KOPPEL_REFERENCE does not name the reference data")
@pytest.mark.parametrize("way", [search, compiled])
def test_the_official_compliance_suite_passes_completely(way: Callable[[str, Any], Any]) -> None:
    """Every case of the official suite gives its result, or an error where it demands one."""
    count, failed = 0, []
    for case, data in cases(parse_json):
        count += 1
        if not _passes(way, case, data):
            failed.append(case["expression"])
    assert (count > 900, failed) == (True, [])


def _passes(way: Callable[[str, Any], Any], case: dict[str, Any], data: Any) -> bool:
    try:
        found = way(case["expression"], data)
    except (ValueError, Misconfigured):
        return "error" in case
    return "error" not in case and ("result" not in case or _same(found, case["result"]))


def _same(found: Any, wanted: Any) -> bool:
    """Equal and of the same types (numbers are one type): true is not 1."""
    if isinstance(wanted, list):
        return isinstance(found, list) and len(found) == len(wanted) and all(map(_same, found, wanted))
    if isinstance(wanted, dict):
        known = isinstance(found, dict) and set(found) == set(wanted)
        return known and all(_same(found[key], wanted[key]) for key in wanted)
    if isinstance(wanted, int | Decimal) and not isinstance(wanted, bool):
        return found == wanted and not isinstance(found, bool)
    return bool(found == wanted) and type(found) is type(wanted)


#: jmespath.py evaluates the argument and then refuses its value; here it is refused before there is any.
REFUSED_BEFORE = ("sort_by(people, name)",)


@pytest.mark.skipif(not REFERENCE, reason="KOPPEL_REFERENCE does not name the reference data")
def test_every_error_of_the_official_suite_keeps_the_text_of_jmespath_py() -> None:
    """Our sentence is for a person; beside it stands what jmespath.py says, word for word."""
    wanted, found = {}, {}
    for case, data in cases(json.loads):
        if "error" not in case or case["expression"] in REFUSED_BEFORE:
            continue
        expression = case["expression"]
        with pytest.raises(Exception) as theirs:  # noqa: PT011  - whatever jmespath.py raises
            jmespath.search(expression, data)
        with pytest.raises(ValueError) as ours:  # noqa: PT011  - the cause is compared
            search(expression, data)
        wanted[expression] = f"{type(theirs.value).__name__}: {theirs.value}"
        found[expression] = f"{type(ours.value.__cause__).__name__}: {ours.value.__cause__}"
    assert len(wanted) > 100
    assert found == wanted


@pytest.mark.parametrize(
    ("expression", "data", "expected"),
    [
        ("let $foo = foo in $foo", {"foo": "bar"}, "bar"),
        ("let $foo = foo, $bar = bar in [$foo, $bar]", {"foo": 1, "bar": 2}, [1, 2]),
        (
            "let $a = a in b[*].[a, $a, let $a = 'shadow' in $a]",
            {"a": "t", "b": [{"a": "i"}]},
            [["i", "t", "shadow"]],
        ),
        ("let $a = 'top-a' in let $a = 'in-a', $b = $a in $b", {}, "top-a"),
        ("let $x = `50` in numbers[? @ > $x]", {"numbers": [10, 70]}, [70]),
        ("let $foo = foo[*] in $foo[0]", {"foo": [[0, 1], [2, 3]]}, [0, 1]),
        ("let $x = a in b | [$x, @]", {"a": 1, "b": 2}, [1, 2]),
        ("let", {"let": 1}, 1),
        ("let $let = let in $let", {"let": 1}, 1),
        ("let $in = in in $in", {"in": 1}, 1),
        ("let $x = `1` in sort_by(rows, &sum([n, $x]))[0].n", {"rows": [{"n": 2}, {"n": 1}]}, 1),
        ("(let $x = a in $x) || b", {"a": None, "b": 2}, 2),
    ],
)
def test_let_binds_names_lexically(expression: str, data: Any, expected: Any) -> None:
    """Names of `let` are seen by its body alone, inner ones hide outer ones; `let` is still a field."""
    assert search(expression, data) == expected


def test_a_variable_that_nothing_binds_is_an_error_with_the_nearest_name() -> None:
    """An unbound variable names what there is."""
    parsed = parse("[$customr, let $x = a in $x]")
    assert parsed.free == (("customr", 1),)
    with pytest.raises(ValueError, match=r"\$customr is not bound; did you mean 'customer'\?"):
        Interpreter({"customer": {}}).value(parsed.node, {})


@pytest.mark.parametrize(
    ("expression", "data", "expected"),
    [
        ("sum(@)", [Decimal("0.1"), Decimal("0.2")], Decimal("0.3")),
        ("sum(@)", [0.1, Decimal("0.2")], Decimal("0.3")),
        ("avg(@)", [1, 2], Decimal("1.5")),
        ("avg(@)", [1, 3], 2),
        ("avg(@)", [], None),
        ("abs(@)", Decimal("-10.10"), Decimal("10.10")),
        ("ceil(@)", Decimal("1.01"), 2),
        ("floor(@)", Decimal("-1.01"), -2),
        ("max(@)", [Decimal("1.5"), 1], Decimal("1.5")),
        ("sort(@)", [2, Decimal("1.5"), 1], [1, Decimal("1.5"), 2]),
        ("sort_by(@, &p)[0].p", [{"p": Decimal("2.5")}, {"p": 1}], 1),
        ("type(@)", Decimal("1.5"), "number"),
        ("@ == `10.1`", Decimal("10.10"), True),
        ("@ < `10.2`", Decimal("10.1"), True),
        ("@ == `0`", False, False),
        ("to_number('12.10')", {}, Decimal("12.10")),
        ("to_number('007')", {}, 7),
        ("to_number('1_000')", {}, None),
        ("to_number('NaN')", {}, None),
        ("to_number('٣')", {}, None),
        ("to_number(@)", True, None),
        ("to_string(@)", Decimal("10.10"), "10.10"),
        ("to_string(@)", {"a": Decimal("1.10"), "b": None}, '{"a":1.10,"b":null}'),
        ("contains(@, `1`)", [Decimal("1.0")], True),
    ],
)
def test_numbers_with_fractions_are_exact_numbers(expression: str, data: Any, expected: Any) -> None:
    """Decimal counts as a number in every function and comparison, and no digit is lost."""
    found = search(expression, data)
    assert (found, type(found), str(found)) == (expected, type(expected), str(expected))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_survives_the_way_to_text_and_back(value: Decimal) -> None:
    """`to_number(to_string(x))` is x."""
    assert search("to_number(to_string(@))", value) == value


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("", "the expression is empty"),
        ("  ", "the expression is empty"),
        ("foo(", "at character 5: the expression ends too early"),
        ("foo..bar", "at character 5: a quoted name, a name, [, { is expected here, not '.'"),
        ("a b", "at character 3: 'b' is not expected here"),
        (
            "lenght(a)",
            "at character 1: there is no function lenght(); did you mean 'length'?; there are: abs, avg",
        ),
        ("length(a, b)", "length() takes 1 argument, not 2"),
        ("merge()", "merge() takes at least 1 argument, not 0"),
        ("sort_by(a, b)", "argument 2 of sort_by() must be an expression after &, as in &price"),
        ("length(&a)", "argument 1 of length() must be a value, without &"),
        ("abs(a,)", "an argument must follow the comma"),
        ("abs(a b)", ", is expected here, not 'b'"),
        ("&a", "& can only stand before an argument"),
        ("a[::0]", "at character 3: the step of a slice cannot be 0"),
        ('`{"a":1,"a":2}`', "the key 'a' stands twice"),
        ("`NaN`", "NaN is not a JSON number"),
        ("$ a", "a name must follow right after $"),
        ("let $x = a", "`let` needs `in`"),
        ("a = b", "'=' is not expected here"),
        ("a[" + "9" * 5000 + "]", "4300"),
        ("'abc", "unclosed"),
        ("#", "unknown token"),
        ("a." * 4999 + "a", "more than 2000 parts"),
        ("x" * 10_001, "10001 characters"),
        ("[" * 200 + "a" + "]" * 200, "nested more than 120 deep"),
        ("!" * 5000 + "a", "nested too deeply"),
        ("a" + "||a" * 500, "nested more than 120 deep"),
        ("@" + ".[@,@]" * 30, "multiplies its input more than 1000 times"),
        ("let $a = [@,@] in let $b = [$a,$a,$a,$a] in " + "[$b,$b]" + "|[@,@]" * 8, "more than 1000 times"),
    ],
)
def test_what_is_wrong_is_said_when_it_is_built(expression: str, sentence: str) -> None:
    """What can be known without data is refused at once, in a sentence that names the place."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011  - the callers compare the sentence
        parse(expression)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("expression", "data", "sentence"),
    [
        ("length(missing)", {}, "length() needs string or array or object, but missing is null"),
        ("sum(a.b)", {"a": {"b": ["1"]}}, "sum() needs an array of number, but its argument is the text '1'"),
        ("a < `5`", {"a": "7"}, "`<` cannot compare the text '7' with the number 5; use to_number()"),
        ("max_by(@, &a)", [{"a": None}, {"a": 1}], "max_by() needs"),
        ("to_string(@)", Decimal("1e999999999"), "too large"),
        ("floor(@)", Decimal("1e999999999"), "too large"),
    ],
)
def test_what_is_wrong_with_a_value_is_said_in_a_sentence(expression: str, data: Any, sentence: str) -> None:
    """A value that does not fit is named, with what it should be."""
    assert sentence in wrong(expression, data)


def test_loops_over_the_record_within_loops_are_stopped() -> None:
    """Variables could loop a list within itself again and again; the steps are counted."""
    nested = "r[].[$r[].[$r[].[$r[].[$r[].[@]]]]]"
    parsed = parse(f"let $r = r in {nested}")
    with pytest.raises(ValueError, match=r"more than (200000 steps|1 second)"):
        Interpreter({}).value(parsed.node, {"r": list(range(60))})


def test_values_nested_deeper_than_python_goes_are_an_error() -> None:
    """A record nested a thousandfold does not crash an expression."""
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert "nested more than 60 deep" in wrong("to_string(@)", deep)
