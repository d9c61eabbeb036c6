"""The compiled function gives what the interpreter gives, from objects and from JSON."""

# ruff: noqa: RUF001  - the marks are meant to look unlike anything that is typed

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents import parse_json, write_json
from core.mapping import Mapping, Rule, Scope
from core.mapping.renderer import Compiled, compile  # noqa: A004  - it is what it does

ORDER = {
    "id": 7,
    "name": "#1007",
    "total": Decimal("24.90"),
    "customer": {"email": "jan@example.com", "tags": ["vip"]},
    "shipping": None,
    "lines": [
        {"sku": "A", "price": "12.45", "quantity": 2, "taxes": [{"rate": Decimal("0.21")}]},
        {"sku": "B", "price": "0", "quantity": 0, "taxes": []},
    ],
}
RULES = (
    Rule(to="YourRef", select="name"),
    Rule(to="Address.City", select="shipping.city"),
    Rule(to="Address.Mail", select="customer.email"),
    Rule(to="Total", select="total"),
    Rule(to="Pieces", select="sum(lines[].quantity)"),
    Rule(to="Skus", select="join('-', lines[].sku)"),
    Rule(to="First", select="lines[?quantity > `1`] | [0].sku"),
    Rule(
        to="Lines",
        each="lines[]",
        map=(
            Rule(to="Item", select="sku"),
            Rule(to="Order", select="$record.name"),
            Rule(to="Of", select="$parent.customer.email"),
            Rule(to="Place", select="$index"),
            Rule(to="Price", select="to_number(price)"),
            Rule(to="Tax", select="taxes[0].rate"),
        ),
    ),
)


def compiled(*rules: Rule) -> Compiled:
    """Compile rules alone."""
    return compile(Mapping(rules=rules))


def careful(renderer: Compiled, record: Any) -> tuple[Any, tuple[Any, ...]]:
    """What the interpreter gives: payload and faults."""
    made = renderer.careful(Scope(record))
    return made.payload, made.faults


def test_a_mapping_is_compiled_and_gives_what_the_interpreter_gives() -> None:
    """Payload, nested objects, rows with index, parent and record, and what is empty and left out."""
    renderer = compiled(*RULES)
    made = renderer.render([Scope(ORDER)])[0]
    assert (made.payload, made.faults) == careful(renderer, ORDER)
    assert made.payload["Lines"][1] == {
        "Item": "B",
        "Order": "#1007",
        "Of": "jan@example.com",
        "Place": 1,
        "Price": 0,
    }
    assert "City" not in made.payload["Address"]


ODD = [
    {},
    {"lines": None},
    {"lines": "none"},
    {"lines": [None, {"sku": "A"}, [{"sku": "B"}, None], 5]},
    {"lines": [{"sku": ["A"], "price": [], "quantity": "2", "taxes": {"rate": 1}}]},
    {"customer": "jan", "shipping": ["x"], "lines": []},
    {"customer": {"email": " "}, "total": "", "name": {"a": None}},
    {"name": "a\0b"},
    {"name": "x" * 1_000_001},
    {"total": Decimal("1E+400")},
    {"total": 10**400},
    {"total": 2**70},
    {"customer": {"email": "‹customer.Email›"}},
    {"lines": [{"price": "1e5"}, {"price": "1_000"}, {"price": " 7 "}, {"price": "0x10"}, {"price": "NaN"}]},
]


@pytest.mark.parametrize("record", [ORDER, *ODD])
def test_a_record_of_another_form_gives_the_same_from_json(record: Any) -> None:
    """Decoded only as far as it is read, or whole: payload and faults are those of the interpreter."""
    renderer = compiled(*RULES)
    assert renderer.programs.pruned is not None
    payload, faults = careful(renderer, record)
    made, found, _ = renderer.lines([write_json(record).encode()])
    assert (parse_json(made.decode()), dict(found).get(0, ())) == ([payload], faults)
    again = renderer.render([Scope(record)])[0]
    assert (again.payload, again.faults) == (payload, faults)


def test_a_fault_stops_neither_its_record_nor_the_others() -> None:
    """Of a batch, each record has its own faults, in the order of the rules."""
    renderer = compiled(*RULES)
    bad = {**ORDER, "lines": [{"quantity": "two", "sku": 3}]}
    made = renderer.render([Scope(ORDER), Scope(bad), Scope(ORDER)])
    assert [fault.to for fault in made[1].faults] == ["Pieces", "Skus", "First"]
    assert made[0] == made[2] == renderer.careful(Scope(ORDER))
    payloads, faults, _ = renderer.lines([write_json(each).encode() for each in (ORDER, bad, ORDER)])
    assert parse_json(payloads.decode()) == [each.payload for each in made]
    assert faults == [(1, made[1].faults)]


HOSTILE = st.text(alphabet=st.sampled_from("ab'\"\\\n\r\t {}()[]$%#;:=,.‹›é\u2028"), min_size=1, max_size=12)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_of_a_mapping_becomes_source(to: str, key: str, literal: str) -> None:
    """Names and literals with quotes, brackets and line ends are values, never code."""
    quoted = write_json(key)
    rules = (
        Rule(to=write_json(to), select=quoted),
        Rule(to="Same", select=f"{quoted} == `{write_json(literal.replace('`', ''))}`"),
        Rule(to="Rows", each="rows", map=(Rule(to=write_json(to), select=f"@.{quoted}"),)),
    )
    try:
        renderer = compiled(*rules)
    except Exception as error:  # noqa: BLE001  - a mapping that cannot be is no matter here
        assert "rule" in str(error)  # noqa: PT017
        return
    record = {key: literal, "rows": [{key: 1}, {key: literal}]}
    made = renderer.render([Scope(record)])[0]
    assert (made.payload, made.faults) == careful(renderer, record)


def test_the_source_can_be_read() -> None:
    """Every rule stands in it as it was written, the values that it compares with by their name."""
    source = compiled(*RULES).source
    assert "# Pieces ← sum(lines[].quantity)" in source
    assert "# Lines: each lines[]" in source
    assert "def render(seen" in source


def test_what_is_nested_too_deeply_for_a_function_is_interpreted() -> None:
    """Loops within loops beyond what Python can nest still give their value."""
    select = "a" + "[?b]" * 12
    deep = "a[?[?[?[?[?[?[?[?[?[?b]]]]]]]]]]"
    renderer = compiled(Rule(to="A", select=select), Rule(to="B", select=deep))
    record = {"a": [{"b": 1}]}
    made = renderer.render([Scope(record)])[0]
    assert (made.payload, made.faults) == careful(renderer, record)


def test_a_name_that_python_cannot_read_stops_no_mapping() -> None:
    """A NUL in a field's name is interpreted, for no source can hold it."""
    renderer = compiled(Rule(to="a\0b", select="name"), Rule(to="B", select="id"))
    assert "interpreted" in renderer.source
    made = renderer.render([Scope(ORDER)])[0]
    assert (made.payload, made.faults) == careful(renderer, ORDER)


def test_what_was_counted_on_may_turn_out_otherwise() -> None:
    """After many records of one form, those of another are rendered as ever; then it counts on nothing."""
    renderer = compiled(
        Rule(to="Ref", select="ref"), Rule(to="Pieces", select="pieces"), Rule(to="Rate", select="rate")
    )
    usual = [write_json({"ref": f"A{n}", "pieces": n, "rate": Decimal("0.21")}).encode() for n in range(600)]
    before = renderer.programs
    for _ in range(3):
        renderer.lines(usual)
    counting = renderer.programs
    assert counting is not before
    values = [
        None,
        "",
        " ",
        0,
        7,
        -(2**70),
        Decimal(0),
        Decimal("1.50"),
        True,
        False,
        "B",
        [],
        {},
        ["C"],
        {"d": "E"},
    ]
    odd = [{"ref": one, "pieces": one, "rate": one} for one in values]
    made = parse_json(renderer.lines([write_json(one).encode() for one in odd])[0].decode())
    assert made == [careful(renderer, one)[0] for one in odd]
    for _ in range(200):
        renderer.lines([write_json(one).encode() for one in odd])
    assert renderer.programs is before


def test_a_number_beyond_all_reckoning_is_a_fault_of_its_record_alone() -> None:
    """A record with such a number says so; those beside it are rendered."""
    renderer = compiled(Rule(to="Ref", select="ref"))
    lines = [b'{"ref": "A"}', b'{"ref": 1e99999999999999999999}', b'{"ref": "B"}']
    payloads, faults, _ = renderer.lines(lines)
    assert parse_json(payloads.decode()) == [{"Ref": "A"}, {}, {"Ref": "B"}]
    assert [(n, fault.to) for n, found in faults for fault in found] == [(1, "the record")]


def test_lists_in_a_list_are_dissolved_once_by_an_expression_that_reckons() -> None:
    """What is reckoned of each item is the same for items that stand in a list of their own, one deep."""
    renderer = compiled(
        Rule(to="Sum", select="sum(lines[].to_number(n))"), Rule(to="Each", select="lines[].to_number(n)")
    )
    record = {"lines": [[{"n": "1"}, {"n": "2"}], {"n": "3"}, [[{"n": "4"}]], None]}
    (rendering,) = renderer.render([Scope(record)])
    (line,) = parse_json(renderer.lines([write_json(record).encode()])[0].decode())
    assert rendering.payload == line == {"Sum": 6, "Each": [1, 2, 3]}
    assert careful(renderer, record) == (line, ())


AMOUNTS = (
    *(
        "12.50",
        "0.50",
        "00.50",
        "012.50",
        ".50",
        ".",
        "",
        " ",
        "5.5",
        "5.500",
        "1.2.3",
        "12.5x",
        "x12.50",
        "-1.50",
    ),
    *(
        "+1.50",
        "1e5.00",
        "1_0.50",
        "٣.50",
        "1.٣0",
        "12,50",
        "1250",
        " 12.50",
        "12.50\n",
        "0.00",
        "00.00",
        "9.99",
    ),
    *(
        "123456789012345.00",
        "1234567890123456.00",
        "0" * 15 + ".00",
        "1" + "0" * 400 + ".00",
        "a\0.50",
        "‹a.B›",
    ),
)


@pytest.mark.parametrize("text", AMOUNTS)
def test_a_text_is_taken_as_it_is_only_where_it_is_written_as_an_amount_would_be(text: str) -> None:
    """Whatever the text: what is rounded and formatted is what the interpreter makes of it."""
    renderer = compiled(
        Rule(to="Rounded", select="a", transform="{{ value | float | round(2) }}"),
        Rule(to="Formatted", select="a", transform="{{ '%.2f' | format(value | float) }}"),
        Rule(to="Long", select="a", transform="{{ '%.12f' | format(value | number) }}"),
    )
    record = {"a": text}
    payload, faults = careful(renderer, record)
    (rendering,) = renderer.render([Scope(record)])
    written, found, _ = renderer.lines([write_json(record).encode()])
    assert write_json(rendering.payload) == write_json(payload)
    assert write_json(parse_json(written.decode())) == write_json([payload])
    assert rendering.faults == dict(found).get(0, ()) == faults


@pytest.mark.parametrize("prunes", [True, False])
def test_faults_are_told_once_beside_whatever_else_is_in_the_batch(*, prunes: bool) -> None:
    """Also where a text that cannot be sent makes the records around it be looked at again."""
    plain = compiled(*RULES)
    renderer = Compiled(plain.mapping, plain.rules, prunes=prunes)
    bad, nul = {**ORDER, "lines": [{"quantity": "two", "sku": 3}]}, {**ORDER, "name": "a\0b"}
    records = [bad, ORDER, nul, bad, *[ORDER] * 20, bad]
    payloads, faults, ends = renderer.lines([write_json(one).encode() for one in records])
    wanted = [plain.careful(Scope(one)) for one in records]
    assert parse_json(payloads.decode()) == [one.payload for one in wanted]
    assert faults == [(n, one.faults) for n, one in enumerate(wanted) if one.faults]
    assert len(ends) == len(records)
