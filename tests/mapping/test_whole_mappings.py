"""Random mappings: what is compiled gives every payload and every fault that the interpreter gives."""

from __future__ import annotations

import copy
import json
import os
from collections import Counter
from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, seed, settings
from random_mappings import TEMPLATES, Made, mappings

from core.documents import write_json
from core.errors import Misconfigured
from core.mapping import Mapping, Rule, Scope, Table
from core.mapping.renderer import Compiled, compile  # noqa: A004  - its name
from core.mapping.rules import check_rules
from core.records import Rendering

MAPPINGS = int(os.environ.get("KOPPEL_FUZZ_MAPPINGS", "2000"))
SEED = int(os.environ.get("KOPPEL_FUZZ_SEED", "0")) or int.from_bytes(os.urandom(4))

_SORTED = msgspec.json.Encoder(decimal_format="number", order="sorted")
_HEALTH = list(HealthCheck)
_QUICK = settings(max_examples=150, derandomize=True, database=None, suppress_health_check=_HEALTH)
_MANY = settings(max_examples=MAPPINGS, database=None, suppress_health_check=_HEALTH)


def seen(rendering: Rendering) -> tuple[str, str]:
    """A rendering as it is sent: payload with all digits, in whatever order of keys; faults in theirs."""
    return _SORTED.encode(rendering.payload).decode(), repr(rendering.faults)


def as_json(scope: Scope) -> bytes:
    """A record as it comes from a file."""
    return write_json(scope.record).encode()


def hold_against_the_interpreter(made: Made, tally: Counter[str]) -> None:
    """Compare rendering by values and rendering by bytes with the interpreter."""
    try:
        compiled = compile(made.mapping, made.fields)
    except Misconfigured:
        tally["refused before there is a record"] += 1
        assume(condition=False)
    before = copy.deepcopy(made.scopes)
    compare(compiled, made, tally)
    compiled.count_on(made.scopes[:1])
    compare(compiled, made, tally)
    assert made.scopes == before, "a record was changed"
    tally["mappings"] += 1


def compare(compiled: Compiled, made: Made, tally: Counter[str]) -> None:
    """Every record by value and by bytes: rule by rule, by one function, and decoded as far as it is read."""
    careful = [compiled.careful(scope) for scope in made.scopes]
    for scope, ours, wanted in zip(made.scopes, compiled.render(made.scopes), careful, strict=True):
        assert seen(ours) == seen(wanted), (made.mapping, made.fields, scope)
    bare = [Scope(scope.record) for scope in made.scopes]
    for by_bytes in (compiled, Compiled(made.mapping, compiled.rules, prunes=False)):
        written, faults, _ = by_bytes.lines([as_json(scope) for scope in bare])
        found = dict(faults)
        payloads = json.loads(written, parse_float=Decimal)
        for n, (scope, payload) in enumerate(zip(bare, payloads, strict=True)):
            ours, wanted = Rendering(payload, found.get(n, ())), compiled.careful(scope)
            assert seen(ours) == seen(wanted), (made.mapping, made.fields, scope)
    tally["renderings"] += len(made.scopes) * 3
    tally["faults"] += sum(len(one.faults) for one in careful)


def test_every_template_of_the_random_mappings_can_be_compiled() -> None:
    """None of them is refused, or it would never be compared."""
    rules = tuple(Rule(to=f"f{n}", select="a", transform=text) for n, text in enumerate(TEMPLATES))
    tables = {"codes": Table(rows={}), "kinds": Table(rows={})}
    mapping = Mapping(rules=rules, tables=tables, settings={"vat": 21}, checks=("customer", "line"))
    assert check_rules(mapping) == []


@_QUICK
@given(mappings())
def test_compiled_mappings_give_what_the_interpreter_gives(made: Made) -> None:
    """Payload and faults are the same, whether records come as values or as bytes."""
    hold_against_the_interpreter(made, Counter())


@pytest.mark.benchmark
def test_very_many_compiled_mappings_give_what_the_interpreter_gives() -> None:
    """The same on other mappings every time."""
    tally: Counter[str] = Counter()

    @seed(SEED)
    @_MANY
    @given(mappings())
    def hold(made: Made) -> None:
        hold_against_the_interpreter(made, tally)

    hold()
    counted = ", ".join(f"{count:,} {name}" for name, count in tally.items())
    print(f"\nWhole mappings beside the interpreter: {counted}; 0 differences (KOPPEL_FUZZ_SEED={SEED})")  # noqa: T201  - a benchmark prints
