"""Transforms that attack: nothing of Python is reached, and nothing runs away, when built and when run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.documents import write_json
from core.errors import Misconfigured
from core.mapping import Mapping, Rule, Scope
from core.mapping.expression import expression
from core.mapping.renderer import compile  # noqa: A004  - its name
from core.mapping.rules import check_rules

REFERENCE = os.environ.get("KOPPEL_REFERENCE", "")
RECORD = {"id": 1, "name": "x", "lines": [1, 2, 3], "total": "1.10", "big": "A" * 1000}


#: What the list of attacks misprints: one digit of 9**81.
EXACT = {"{{ 9**9**9 }}": str(9**81)}


def why(transform: str, record: dict[str, Any] = RECORD) -> str:
    """Give the sentence that refuses a transform; empty when it gave a value."""
    try:
        made = compile(Mapping(rules=(Rule(to="A", transform=transform),))).render([Scope(record)])[0]
    except Misconfigured as error:
        return str(error)
    return made.faults[0].why if made.faults else ""


def _attacks(*kinds: str) -> list[Any]:
    if not REFERENCE:
        return []
    known = json.loads(Path(REFERENCE, "security", "attacks.json").read_text())
    wanted = [one for one in known if one["kind"] in kinds]
    return [pytest.param(one["input"], one["expected"], id=one["id"]) for one in wanted]


def _written(given: Any) -> Any:
    """An input of the attack list: text, or pieces to be repeated."""
    if isinstance(given, dict) and "concat" in given:
        return "".join(piece * times for piece, times in given["concat"])
    return given


@pytest.mark.skipif(not REFERENCE, reason="KOPPEL_REFERENCE does not name the reference data")
@pytest.mark.parametrize(("given", "expected"), _attacks("jinja_escape", "jinja_dos"))
def test_every_known_attack_ends_in_a_sentence(given: Any, expected: str) -> None:
    """Escapes are blocked and bombs are limited, without a process to be killed."""
    given = _written(given)
    template = given["template"] if isinstance(given, dict) else given
    assert expected.startswith(("BLOCK", "LIMIT"))
    assert why(template)


@pytest.mark.skipif(not REFERENCE, reason="KOPPEL_REFERENCE does not name the reference data")
@pytest.mark.parametrize(("given", "expected"), _attacks("jinja_ok"))
def test_what_is_allowed_gives_its_value(given: Any, expected: str) -> None:
    """Plain templates work; the undefined and numbers that cannot be sent are refused with a reason."""
    made = compile(Mapping(rules=(Rule(to="A", transform=given["template"], empty="null"),)))
    rendered = made.render([Scope(given["record"])])[0]
    allowed = expected.removeprefix("ALLOW: ").split(" — ")[0].split(" (")[0]
    if "error" in expected or "REJECT" in expected:
        assert rendered.faults
    else:
        assert str(rendered.payload["A"] or "") == EXACT.get(given["template"], allowed.removesuffix(" "))


@pytest.mark.skipif(not REFERENCE, reason="KOPPEL_REFERENCE does not name the reference data")
@pytest.mark.parametrize(("given", "expected"), _attacks("jmespath"))
def test_every_known_attack_on_jmespath_ends_in_a_sentence(given: Any, expected: str) -> None:
    """What is to be refused is refused when built, or gives an error or null; what is allowed gives null."""
    refused = ""
    found = None
    try:
        found = expression(_written(given["expression"])).of(Scope(given["data"]))
    except (Misconfigured, ValueError) as error:
        refused = str(error)
    if expected.startswith("ALLOW"):
        assert (found, refused) == (None, "")
    else:
        assert refused or found is None or "money" in expected


@pytest.mark.parametrize(
    "transform",
    [
        "{{ 9**(9**9) }}",
        "{{ ((2**4000)**4000)**4000 }}",
        "{{ 10.0**400 }}",
        "{{ [0]*10**9 }}",
        "{{ ([1]*99999 + [1]*99999)|length }}",
        "{% for i in range(10000) %}{% for j in range(10000) %}{% endfor %}{% endfor %}",
        "{{ range(10**9) }}",
        "{{ range(99999)|map('replace', '1', record.big)|list }}",
        "{{ '%*d'|format(5, 1) }}",
        "{{ '%.999999999f'|format(1) }}",
        "{{ 'a'.zfill(10**9) }}",
        "{{ 'a'|pad(10**9) }}",
        "{% set a = [record, record] %}" + "{% set a = [a, a] %}" * 30 + "{{ a == a }}",
        "{% set b = 'a' * 999999 %}{{ [" + "b ~ 1," * 50 + "] }}",
        "{% set b = 'a' * 999999 %}{{ [" + "b[1:]," * 50 + "] }}",
        "{% set b %}{% for i in range(9999) %}{{ record.big }}{% endfor %}{% endset %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "not " * 2000 + "1 }}",
        "{{ value" + "|trim" * 1900 + " }}",
        "{{ " + "9" * 5000 + " }}",
        "{{ value.items }}",
        "{{ record.__class__ }}",
        "{{ record['__class__'] }}",
        "{{ record.name.strip }}",
        "{{ [record]|map(attribute='__class__')|list }}",
        "{{ ['x']|map(record.name)|list }}",
        "{{ ['x']|map('.strip()')|list }}",
        "{{ record.name.format() }}",
        "{{ range.__class__ }}",
        "{{ range }}",
        "{{ record.update(a=1) }}",
        "{{ record.lines.append(1) }}",
        "{{ record.name.strip(*record.lines) }}",
        "{{ {1: 2} }}",
        "{{ loop }}",
        "{% set value = 1 %}{{ value }}",
        "{% for a in record.lines recursive %}{{ loop([1]) }}{% endfor %}",
        "{% filter upper %}a{% endfilter %}",
        "{% raw %}{{ value }}",
        "{{ value | lookup('x') ",
        "{# only a comment",
        "{{ 1 / 0 }}",
        "{{ 'a' + 1 }}",
        "{{ 'a' < 1 }}",
        "{{ record.name.split('') }}",
        "{{ {}[[]] }}",
        "{{ 'a'|regex_find('(') }}",
        "{{ 'a'|truncate }}",
        "{{ 'a'|truncate(length='x') }}",
        "{{ record.lines|sum(1, 2, 3, 4) }}",
    ],
)
def test_what_goes_too_far_is_refused_with_a_reason(transform: str) -> None:
    """Each of these ends in a sentence, in bounded work."""
    assert len(why(transform)) > 10


def test_a_regular_expression_cannot_run_away() -> None:
    """A pattern that makes others try for ever is answered at once."""
    assert why("{{ (record.big * 100)|matches('(A+)+$') }}") == ""


_PIECES = st.sampled_from(
    [
        *(
            "{{ ",
            " }}",
            "{% for x in ",
            " %}",
            "{% endfor %}",
            "{% if ",
            "{% endif %}",
            "{% set x = ",
            "value",
        ),
        *("record", ".name", ".lines", "[0]", "|upper", "|join(',')", "|sum", "|map('upper')", "|default(1)"),
        *(
            "|round(2)",
            "|date",
            "1",
            "2.5",
            "'a'",
            "(",
            ")",
            "[",
            "]",
            ",",
            " + ",
            " * ",
            " ** ",
            " % ",
            " ~ ",
        ),
        *(
            " if ",
            " else ",
            " is none",
            " in ",
            " not ",
            "x",
            ".strip()",
            ".__class__",
            "range(3)",
            "|tojson",
        ),
        *("|items", "{", "}", ":", "|lookup('t')"),
    ]
)


@settings(max_examples=400)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_any_template_gives_json_or_a_sentence(template: str) -> None:
    """Whatever is typed: a payload that can be written as JSON, a fault, or one clear refusal."""
    mapping = Mapping(rules=(Rule(to="A", transform=template),))
    if problems := check_rules(mapping):
        assert problems[0][1].startswith("rule A")
        return
    made = compile(mapping).render([Scope(RECORD)])[0]
    assert write_json(made.payload)
    assert all(fault.why for fault in made.faults)
