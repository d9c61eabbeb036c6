"""Rules read without a record: everything that is wrong, where it stands, and what was probably meant."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import Misconfigured
from core.fields import Field, FieldType
from core.mapping import Mapping, Scope, Table, paths
from core.mapping.expression import expression
from core.mapping.rules import check_rules

FIELDS = (
    Field("Description"),
    Field("Lines", FieldType.LIST, fields=(Field("Item"),)),
    Field("Extra", FieldType.ANY),
)


def problems(*rules: dict[str, Any], fields: tuple[Field, ...] = (), **mapping: Any) -> list[tuple[str, str]]:
    """Check some rules."""
    return check_rules(Mapping.model_validate({"rules": rules, **mapping}), fields)


def test_a_right_mapping_has_no_problem() -> None:
    """Checks, settings and tables that there are may be used, in JMESPath and in Jinja."""
    rules = (
        {
            "to": "Description",
            "select": "$settings.a || $customer.ID",
            "transform": "{{ value|lookup('t') }}",
        },
        {
            "to": "Lines",
            "each": "lines[]",
            "map": [{"to": "Item", "transform": "{{ checks.customer.ID ~ settings.a }}"}],
        },
        {"to": "Extra.Any.Thing", "select": "let $settings = x in $settings.y"},
    )
    assert (
        problems(*rules, fields=FIELDS, settings={"a": 1}, tables={"t": Table()}, checks=("customer",)) == []
    )


@pytest.mark.parametrize(
    ("rule", "at", "sentence"),
    [
        (
            {"to": "A", "select": "foo("},
            "map[0].select",
            "rule A, select 'foo(': at character 5: the expression ends",
        ),
        (
            {"to": "A", "select": "$custmer.ID"},
            "map[0].select",
            "$custmer is not bound; did you mean 'customer'?",
        ),
        (
            {"to": "A", "select": "$settings.detbor"},
            "map[0].select",
            "no setting 'detbor'; did you mean 'debtor'?",
        ),
        ({"to": "A", "transform": "{{ settings.detbor }}"}, "map[0].transform", "no setting 'detbor'"),
        (
            {"to": "A", "transform": "{{ checks.custmer.ID }}"},
            "map[0].transform",
            "no check 'custmer'; did you mean",
        ),
        (
            {"to": "A", "transform": "{{ value|lookup('vats') }}"},
            "map[0].transform",
            "no table 'vats'; did you mean 'vat'?",
        ),
        (
            {"to": "A", "transform": "{{ vlaue }}"},
            "map[0].transform",
            "'vlaue' is undefined; did you mean 'value'?",
        ),
        (
            {"to": "A", "transform": "{{ value|uper }}"},
            "map[0].transform",
            "no function 'uper'; did you mean 'upper'?",
        ),
        (
            {"to": "A", "transform": "{{ value|truncate }}"},
            "map[0].transform",
            "write truncate(length, end='')",
        ),
        (
            {"to": "A", "transform": "{{ value|matches('(') }}"},
            "map[0].transform",
            "the pattern '(' is not possible",
        ),
        (
            {"to": "A", "transform": "{{ value.format() }}"},
            "map[0].transform",
            "write it as a function: |format",
        ),
        (
            {"to": "A", "transform": "{{ upper(value) }}"},
            "map[0].transform",
            "upper is written behind a value",
        ),
        ({"to": "A", "transform": "{{ value }"}, "map[0].transform", "line 1: "),
        (
            {"to": "A", "transform": "a\n{% include 'x' %}"},
            "map[0].transform",
            "line 2: {% include %} is not possible",
        ),
        ({"to": "A..B", "select": "a"}, "map[0].to", "'A..B' is not a path like Address.City"),
        ({"to": "L", "each": "x[", "map": [{"to": "I", "select": "i"}]}, "map[0].each", "rule L, each 'x['"),
        (
            {"to": "L", "each": "x", "map": [{"to": "I", "select": "i("}]},
            "map[0].map[0].select",
            "rule L.I, select 'i('",
        ),
    ],
)
def test_each_problem_names_its_place_and_what_was_meant(
    rule: dict[str, Any], at: str, sentence: str
) -> None:
    """The path leads to the line in the flow file; the sentence names rule, expression and place."""
    found = problems(rule, settings={"debtor": None}, tables={"vat": Table()}, checks=("customer",))
    assert [path for path, _ in found] == [at]
    assert sentence in found[0][1]


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("Descripton", "the target has no field Descripton; did you mean 'Description'?"),
        ("Description.Short", "Description holds text and has no fields of its own"),
        ("Lines.Itme", "the target has no field Lines.Itme; did you mean 'Item'?"),
    ],
)
def test_a_slip_in_a_target_field_is_named_with_the_nearest(to: str, sentence: str) -> None:
    """Where the target's fields are known, a rule for what is nearly one of them is a problem."""
    assert problems({"to": to, "select": "a"}, fields=FIELDS) == [("map[0].to", f"rule {to}: {sentence}")]


def test_a_free_field_of_the_target_may_be_written() -> None:
    """A field that the connector does not list is no problem, on the record or on a row."""
    assert problems({"to": "FreeTextField_01", "select": "a"}, fields=FIELDS) == []
    assert problems({"to": "Lines.CustomCode", "select": "a"}, fields=FIELDS) == []


def test_rules_that_get_in_each_others_way_are_problems() -> None:
    """One field has one rule, and a whole and its part have not both."""
    found = problems(*({"to": to, "select": "a"} for to in ("A", "A", "B.C", "B")))
    assert [path for path, _ in found] == ["map[1].to", "map[3].to"]
    assert "there are two rules for this field" in found[0][1]
    assert "it collides with the rule for B.C" in found[1][1]


def test_checks_cannot_have_names_with_a_meaning_of_their_own() -> None:
    """A check called `record` would hide the record; a wrong list of a check is a problem too."""
    found = problems({"to": "A", "select": "a"}, checks=("record",), listed={"items": "x["})
    assert [path for path, _ in found] == ["checks", "checks"]


def test_one_expression_names_where_it_stands() -> None:
    """An expression outside of a mapping says where it is wrong, and why it has no value."""
    with pytest.raises(
        Misconfigured, match=r"^source\.where: 'a ==': at character 5: the expression ends too early$"
    ):
        expression("a ==", "source.where")
    with pytest.raises(Misconfigured, match="did you mean 'customer'"):
        expression("$custmer.ID", "check", checks=("customer",))
    scope = Scope(
        {"a": 1}, checks={"customer": {"ID": "x"}}, settings={"s": 2}, run={"id": "r"}, item={"a": 3}, index=4
    )
    found = expression("[a, $record.a, $customer.ID, $settings.s, $run.id, $index]").of(scope)
    assert found == [3, 1, "x", 2, "r", 4]
    with pytest.raises(ValueError, match=r"\$custmer is not bound; did you mean 'customer'"):
        expression("$custmer.ID").of(scope)


@pytest.mark.parametrize(
    ("value", "holds"), [(0, True), ("x", True), (False, False), (None, False), ("", False), ([], False)]
)
def test_a_condition_holds_as_jmespath_has_it(value: Any, holds: bool) -> None:  # noqa: FBT001
    """Zero is true, and nothing, false and what is empty are not."""
    assert expression("v").holds(Scope({"v": value})) is holds


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("billing_address.company || customer.name", ["billing_address.company", "customer.name"]),
        ("line_items[].sku", ["line_items[].sku"]),
        ("sort_by(lines, &price)[0].sku", ["lines[].price", "lines[].sku"]),
        ("lines[?qty > `1`].{a: sku, b: title}", ["lines[].qty", "lines[].sku", "lines[].title"]),
        ("join(', ', tags[*].name)", ["tags[].name"]),
        ("let $x = a.b in c[].[d, $x.e]", ["c[].d", "a.b.e"]),
        ("$record.x.y", ["x.y"]),
        ('$customer.ID || "a.b"', ['"a.b"']),
        ("foo(", []),
    ],
)
def test_the_source_paths_of_an_expression_are_known(text: str, read: list[str]) -> None:
    """A page can tell which source fields are used, those within lists too."""
    assert paths(text) == read


def test_paths_of_a_row_start_at_its_list() -> None:
    """Inside an `each` the paths of a rule continue those of the list."""
    assert paths("[sku, $record.name]", at="lines[]") == ["lines[].sku", "name"]
