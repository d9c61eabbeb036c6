"""Edits: what two states of a flow differ in, and two people's work put together."""

from __future__ import annotations

from typing import Any

import pytest

from core.flow import Flow, Rule, Table, edits, merged, read_flow, write_flow

TEXT = """
koppel: 1
name: orders
title: Orders
source: {connection: shop, resource: orders}
target: {connection: books, resource: sales_orders, match: {YourRef: name}}
settings: {journal: "70", debtor: null}
tables:
  vat: {rows: {NL: "2", DE: "16"}, default: "0"}
checks:
  - {name: items, each: "line_items[]", resource: items, match: {Code: sku}}
map:
  - {to: OrderDate, select: created_at}
  - {to: Description, select: name}
  - to: Lines
    each: "line_items[]"
    map:
      - {to: Item, select: "$items.ID"}
      - {to: Quantity, select: quantity}
"""


@pytest.fixture
def flow() -> Flow:
    """Give a small flow with a bit of everything."""
    return read_flow(TEXT)


def with_rule(flow: Flow, to: str, **changes: Any) -> Flow:
    """The flow with one of its own rules changed."""
    rules = tuple(r.model_copy(update=changes) if r.to == to else r for r in flow.map)
    return flow.model_copy(update={"map": rules})


def with_line(flow: Flow, to: str, **changes: Any) -> Flow:
    """The flow with a rule of its lines changed."""
    lines = next(r for r in flow.map if r.to == "Lines")
    rules = tuple(r.model_copy(update=changes) if r.to == to else r for r in lines.map)
    return with_rule(flow, "Lines", map=rules)


def without(flow: Flow, to: str) -> Flow:
    """The flow without one of its own rules."""
    return flow.model_copy(update={"map": tuple(r for r in flow.map if r.to != to)})


def test_a_flow_does_not_differ_from_itself(flow: Flow) -> None:
    """Writing and reading makes no edit, and neither does another order of the rules."""
    assert edits(flow, read_flow(write_flow(flow))) == ()
    assert edits(flow, flow.model_copy(update={"map": flow.map[::-1]})) == ()


def test_edits_name_what_they_are_about(flow: Flow) -> None:
    """A rule inside rows, a row of a table, a setting, a check: each is named by its own name."""
    vat = Table(rows={"NL": "2", "DE": "16", "BE": "21"}, default="0")
    check = flow.checks[0].model_copy(update={"unless": "gift"})
    changed = with_line(flow, "Quantity", select="current_quantity").model_copy(
        update={
            "tables": {"vat": vat},
            "settings": {**flow.settings, "journal": "71"},
            "checks": (check,),
        }
    )
    found = {each.place: (each.before, each.after) for each in edits(flow, changed)}
    assert found == {
        ("settings", "journal"): ("70", "71"),
        ("tables", "vat", "rows", "BE"): (None, "21"),
        ("checks", "items", "unless"): (None, "gift"),
        ("map", "Lines", "map", "Quantity"): (
            {"to": "Quantity", "select": "quantity"},
            {"to": "Quantity", "select": "current_quantity"},
        ),
    }


def test_two_people_at_different_places_lose_nothing(flow: Flow) -> None:
    """What each changed, added and took out stands in what is put together, a new rule where it was put."""
    mine = with_rule(flow, "Description", select="note")
    theirs = with_line(without(flow, "OrderDate"), "Quantity", select="current_quantity")
    added = Rule(to="Currency", select="currency")
    theirs = theirs.model_copy(update={"map": (theirs.map[0], added, *theirs.map[1:])})
    both = merged(flow, mine, theirs)
    assert both.clashes == ()
    assert both.flow is not None
    assert [rule.to for rule in both.flow.map] == ["Description", "Currency", "Lines"]
    assert both.flow.map[0].select == "note"
    assert both.flow.map[2].map[1].select == "current_quantity"
    assert len(both.taken) == 3
    backwards = merged(flow, theirs, mine).flow
    assert backwards is not None
    assert edits(both.flow, backwards) == ()


def test_the_same_edit_twice_is_no_clash(flow: Flow) -> None:
    """Two people who did the same thing have nothing to decide, and nothing is taken in twice."""
    changed = with_rule(flow, "Description", select="note")
    assert merged(flow, changed, changed) == merged(changed, changed, changed)


def test_a_clash_keeps_mine_unless_theirs_is_chosen(flow: Flow) -> None:
    """One rule changed by both: both states are shown, and the person says which one holds."""
    mine, theirs = (with_rule(flow, "Description", select=one) for one in ("note", "title"))
    both = merged(flow, mine, theirs)
    assert [(c.place, c.mine["select"], c.theirs["select"]) for c in both.clashes] == [
        (("map", "Description"), "note", "title")
    ]
    assert both.flow == mine
    assert merged(flow, mine, theirs, {("map", "Description")}).flow == theirs


def test_what_one_takes_out_and_the_other_changes_clashes_as_a_whole(flow: Flow) -> None:
    """A list of rows taken out here and changed inside there is one question, about the whole list."""
    mine, theirs = without(flow, "Lines"), with_line(flow, "Quantity", select="current_quantity")
    both = merged(flow, mine, theirs)
    assert [c.place for c in both.clashes] == [("map", "Lines")]
    assert both.clashes[0].mine is None
    taken = merged(flow, mine, theirs, {("map", "Lines")}).flow
    assert taken is not None
    assert edits(taken, theirs) == ()
    assert merged(flow, theirs, mine, {("map", "Lines")}).flow == mine


def test_states_that_make_no_flow_together_are_told() -> None:
    """A check that must have rules, and has none where one person's half is taken without the other."""
    check = "{name: items, resource: items, match: {Code: sku}, policy: %s}"
    text = TEXT.replace(', each: "line_items[]", resource: items, match: {Code: sku}}', "}").replace(
        "{name: items}", check
    )
    create, require = "create, map: [{to: Code, select: sku}]", "require"
    base, theirs = read_flow(text % create), read_flow(text % require)
    mine = read_flow(text % create.replace("select: sku", "select: ean"))
    both = merged(base, mine, theirs)
    assert both.flow is None
    assert [clash.place for clash in both.clashes] == [("checks", "items", "map")]
    assert merged(base, mine, theirs, {("checks", "items", "map")}).flow == theirs
