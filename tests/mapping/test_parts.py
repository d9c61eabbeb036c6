"""A mapping that is edited: what is made of it rule by rule is what is made of it afresh."""

from __future__ import annotations

import gc
from decimal import Decimal
from typing import Any

import pytest

from core.fields import Field, FieldType
from core.mapping import Empty, Mapping, Rule, Scope, Table
from core.mapping.compiler import parts
from core.mapping.compiler.program import Writer
from core.mapping.renderer import Compiled, compile  # noqa: A004  - it is what it does
from core.records import Rendering

ORDER: dict[str, Any] = {
    "id": 7,
    "name": "#1007",
    "total": Decimal("24.90"),
    "country": "NL",
    "customer": {"email": "jan@example.com", "city": "Ede"},
    "lines": [
        {"sku": "A", "price": "12.45", "quantity": 2, "codes": [{"code": "x"}, {"code": "y"}]},
        {"sku": "B", "price": "free", "quantity": None, "codes": []},
    ],
}
RULES = (
    Rule(to="Ref", select="name"),
    Rule(to="Address.City", select="customer.city"),
    Rule(to="Vat", select="country", transform="{{ value | lookup('codes') }}"),
    Rule(to="Address.Mail", select="customer.email", transform="{{ value | upper }}"),
    Rule(to="Rate", select="total", transform="{{ value * settings.rate }}"),
    Rule(to="Customer", select="$customer.ID"),
    Rule(to="Found", transform="{{ checks.customer.ID }}"),
    Rule(
        to="Lines",
        each="lines[]",
        map=(
            Rule(to="Item", select="sku"),
            Rule(to="Place", select="$index"),
            Rule(to="Ref", select="$record.name"),
            Rule(to="Price", select="to_number(price)", empty=Empty.FAIL),
            Rule(
                to="Codes",
                each="codes",
                map=(Rule(to="Code", select="code"), Rule(to="Of", select="$parent.sku")),
            ),
        ),
    ),
)
MAPPING = Mapping(
    rules=RULES,
    tables={"codes": Table(rows={"NL": "21", "DE": "19"})},
    settings={"rate": 2},
    checks=("customer",),
)
SCOPES = [
    Scope(ORDER, {"customer": {"ID": "C7"}}, run={"flow": "orders"}),
    Scope({**ORDER, "country": "XX", "customer": "none", "lines": {"no": "list"}}, {"customer": None}),
    Scope({"total": "much", "lines": [None, {"sku": 3, "price": "1", "codes": [None, {"code": []}]}]}),
]
EDITS = {
    "a select": {0: Rule(to="Ref", select="id")},
    "a wrong value": {0: Rule(to="Ref", select="sum(lines[].sku)")},
    "a transform": {3: Rule(to="Address.Mail", select="customer.email", transform="{{ value | length }}")},
    "a field": {1: Rule(to="Address.Town", select="customer.city")},
    "a field of its own": {1: Rule(to="City", select="customer.city")},
    "a value that must be there": {1: Rule(to="Address.City", select="customer.town", empty=Empty.FAIL)},
    "a variable": {5: Rule(to="Customer", select="$run.flow")},
    "a list": {7: RULES[7].model_copy(update={"each": "lines[?sku == 'B']"})},
    "a rule of a row": {7: RULES[7].model_copy(update={"map": (Rule(to="Item", select="quantity"),)})},
    "two rules": {0: Rule(to="Ref", select="id"), 2: Rule(to="Vat", select="country")},
}


def edited(changes: dict[int, Rule]) -> Mapping:
    """The mapping with other rules at some places."""
    rules = tuple(changes.get(n, rule) for n, rule in enumerate(RULES))
    return MAPPING.model_copy(update={"rules": rules})


def by_the_interpreter(compiled: Compiled) -> list[Rendering]:
    """What a mapping means."""
    return [compiled.careful(scope) for scope in SCOPES]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rules for which a function was made, as they are."""
    found: list[str] = []
    part = Writer.part

    def noted(self: Writer, rule: Any) -> Any:
        found.append(rule.to)
        return part(self, rule)

    monkeypatch.setattr(Writer, "part", noted)
    monkeypatch.setattr(parts, "_known", type(parts._known)())
    return found


@pytest.mark.parametrize("changes", EDITS.values(), ids=EDITS)
def test_an_edited_mapping_gives_what_it_gives_afresh(changes: dict[int, Rule], made: list[str]) -> None:
    """Payloads and faults are those of the interpreter; only what was edited is made anew."""
    before = compile(MAPPING)
    assert before.render(SCOPES) == by_the_interpreter(before)
    del made[:]
    after = compile(edited(changes))
    assert after.render(SCOPES) == by_the_interpreter(after)
    assert made == [rule.to for rule in changes.values()]
    assert before.render(SCOPES) == by_the_interpreter(before)


OTHERS = {
    "a table": {"tables": {"codes": Table(rows={"NL": "22", "XX": "0"})}},
    "a default": {"tables": {"codes": Table(rows={"NL": "21", "DE": "19"}, default="9")}},
    "a setting": {"settings": {"rate": 3}},
    "a setting that only looks the same": {"settings": {"rate": True}},
    "a check": {"checks": ("customer", "line")},
}


@pytest.mark.parametrize("changes", OTHERS.values(), ids=OTHERS)
def test_what_rules_look_into_is_never_that_of_another_mapping(
    changes: dict[str, Any], made: list[str]
) -> None:
    """With another table, setting or check, all functions are made anew."""
    before = compile(MAPPING)
    before.prepare()
    del made[:]
    after = compile(MAPPING.model_copy(update=changes))
    assert after.render(SCOPES) == by_the_interpreter(after)
    assert made == [rule.to for rule in RULES]
    assert before.render(SCOPES) == by_the_interpreter(before)


def test_the_same_rule_for_another_field_is_another(made: list[str]) -> None:
    """A field of numbers takes the text as a number, which a field of text does not."""
    number, text = (compile(MAPPING, [Field("Vat", kind)]) for kind in (FieldType.INTEGER, FieldType.TEXT))
    assert [one.render(SCOPES[:1])[0].payload["Vat"] for one in (number, text)] == [21, "21"]
    assert made.count("Vat") == 2


def test_an_item_of_a_record_has_functions_of_its_own(made: list[str]) -> None:
    """A rule looks from the record or from an item: it is not the same function."""
    compiled = compile(Mapping(rules=(Rule(to="Name", select="name"), Rule(to="Of", select="$parent.name"))))
    row = {"name": "row"}
    scopes = [Scope(ORDER), Scope(ORDER, item=row, index=0, parent=ORDER), Scope(ORDER)]
    found = [one.payload for one in compiled.render(scopes)]
    assert found == [{"Name": "#1007"}, {"Name": "row", "Of": "#1007"}, {"Name": "#1007"}]
    assert made == ["Name", "Of", "Name", "Of"]


def test_functions_go_with_the_mappings_that_they_are_of(made: list[str]) -> None:
    """However many edits there are, what is kept is what the mappings in use have."""
    compiled = compile(MAPPING)
    compiled.prepare()
    for n in range(50):
        after = compile(edited({0: Rule(to="Ref", select=f"name || '{n}'")}))
        after.prepare()
        compiled = after
    gc.collect()
    [known] = parts._known.values()
    assert len(made) == len(RULES) + 50
    assert len(known._known) == len(RULES)
    del compiled, after, known
    gc.collect()
    assert not parts._known
