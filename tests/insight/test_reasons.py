"""Why a field is empty or at fault: the missing part is named, counted, and put right where it can be."""

from __future__ import annotations

from typing import Any

import pytest
from insight_desk import Desk, Shop

from core.insight import Cause, Gap, Reason
from core.records import JsonObject

ORDER: JsonObject = {
    "name": "#1",
    "note": None,
    "tags": " ",
    "email": "a@b.nl",
    "InvoiceTo": {"Email": "a@b.nl", "City": "Gent"},
    "order_lines": [{"sku": "A"}, {"sku": "B"}, {"sku": "C"}],
    "tax_lines": [],
    "taxes": [{"rate": 21}],
    "attributes": [{"name": "gift", "value": "yes"}, {"name": "floor", "value": None}],
    "customer": "Jan",
    "labels": ["new", "web"],
}


def reason(desk: Desk, rule: JsonObject, *records: JsonObject, **parts: Any) -> Reason:
    """Why this rule gives nothing for the first of these records."""
    insight = desk.look(list(records or (ORDER,)), {"to": "Ref", "select": "name"}, rule, **parts)
    (found,) = [each for each in insight.reasons[0] if each.to.split(".")[0].split("[")[0] == rule["to"]]
    return found


def gap(desk: Desk, select: str, *records: JsonObject, **parts: Any) -> Gap:
    """The one gap of a field that selects this."""
    (found,) = reason(desk, {"to": "Field", "select": select}, *records, **parts).gaps
    return found


@pytest.mark.parametrize(
    ("select", "cause", "why"),
    [
        ("nte", Cause.MISSING, "the record has no `nte`; did you mean `note`?"),
        ("InvoiceTo.Emial", Cause.MISSING, "`InvoiceTo` has no `Emial`; did you mean `InvoiceTo.Email`?"),
        ("Invoice.City", Cause.MISSING, "the record has no `Invoice`; did you mean `InvoiceTo.City`?"),
        ("InvoiceTo.Country", Cause.MISSING, "`InvoiceTo` has no `Country`"),
        ("note", Cause.NULL, "`note` is null"),
        ("note.text", Cause.NULL, "`note` is null"),
        ("tags", Cause.BLANK, "`tags` is blank"),
        ("tax_lines", Cause.EMPTY, "`tax_lines` is an empty list"),
        ("tax_lines[0].rate", Cause.SHORT, "`tax_lines` has the items"),
        ("taxes[1].rate", Cause.SHORT, "`taxes` has 1 item, so there is no `taxes[1].rate`"),
        (
            "order_lines.sku",
            Cause.LIST,
            "`order_lines` is a list of 3; write `order_lines[0].sku` or `order_lines[].sku`",
        ),
        ("order_lines[].price", Cause.MISSING, "no item of `order_lines[]` has `price`"),
        (
            "customer.name",
            Cause.VALUE,
            "`customer` is the text 'Jan', so there is no `customer.name`",
        ),
        (
            "attributes[?name == 'VAT number'].value | [0]",
            Cause.FILTER,
            "`attributes[?name == 'VAT number']` matches none of 2 items",
        ),
        (
            "attributes[?name == 'floor'].value | [0]",
            Cause.NULL,
            "`attributes[?name == 'floor'].value` is null",
        ),
        ("$settings.journal", Cause.SETTING, "the setting journal has no value: give it one"),
        ("to_number(email)", Cause.EXPRESSION, "`to_number(email)` gives nothing here"),
    ],
)
def test_an_empty_field_says_where_the_way_to_it_ends(
    desk: Desk, select: str, cause: Cause, why: str
) -> None:
    """The first part that is missing, what is there instead, and what to write."""
    found = gap(desk, select, settings={"journal": None})
    assert found.cause is cause
    assert found.why.startswith(why)


def test_it_says_how_many_samples_share_the_gap(desk: Desk) -> None:
    """One of two has a note: that is another thing than a path that nobody has."""
    found = gap(desk, "note", ORDER, {**ORDER, "note": "gift"}, {**ORDER, "note": None})
    assert (found.missing, found.of) == (2, 3)
    assert found.why == "`note` is null (as in 2 of 3 samples)"
    assert gap(desk, "nte", ORDER, ORDER).why.startswith("the record has no `nte` (as in all 2 samples)")


def test_a_name_that_other_samples_have_is_no_slip(desk: Desk) -> None:
    """An optional field that is left out here is not mistaken for another."""
    found = gap(desk, "notes", ORDER, {**ORDER, "notes": "x"})
    assert (found.cause, found.nearest) == (Cause.MISSING, "")


def test_every_alternative_of_a_choice_is_told(desk: Desk) -> None:
    """`a || b` is empty because both are."""
    found = reason(desk, {"to": "Field", "select": "InvoiceTo.Phone || note"})
    assert [each.cause for each in found.gaps] == [Cause.MISSING, Cause.NULL]
    assert found.why == "`InvoiceTo` has no `Phone`; `note` is null"


def test_the_rows_of_a_list_are_explained_each_by_itself(desk: Desk) -> None:
    """The row is named as faults name it, counted among rows, and the nearest field is one of the row."""
    rule = {"to": "Lines", "each": "order_lines[]", "map": [{"to": "Item", "select": "sk"}]}
    first, *_ = desk.look([ORDER], {"to": "Ref", "select": "name"}, rule).reasons[0]
    assert first.to == "Lines[0].Item"
    assert first.why == "the row has no `sk` (as in all 3 rows); did you mean `sku`?"


def test_a_row_may_mean_a_field_of_the_record(desk: Desk) -> None:
    """What the row does not have and the record has is reached by `$record`."""
    rule = {"to": "Lines", "each": "order_lines[]", "map": [{"to": "Mail", "select": "header.labels"}]}
    first, *_ = desk.look([ORDER], {"to": "Ref", "select": "name"}, rule).reasons[0]
    assert "did you mean `$record.labels`?" in first.why


def test_a_list_that_gives_no_rows_says_why(desk: Desk) -> None:
    """The field of the list itself is empty."""
    rule = {"to": "Lines", "each": "lines[]", "map": [{"to": "Item", "select": "sku"}]}
    assert reason(desk, rule).why.startswith("the record has no `lines`")


def test_a_transform_that_makes_nothing_is_told_apart_from_an_empty_source(desk: Desk) -> None:
    """The value that it was given is shown."""
    found = reason(desk, {"to": "Field", "select": "email", "transform": "{{ value | replace(value, '') }}"})
    assert found.why == "the transform makes nothing of 'a@b.nl'"
    found = reason(desk, {"to": "Field", "select": "note", "transform": "{{ value | upper }}"})
    assert found.gaps[0].cause is Cause.NULL


def test_a_table_without_a_row_names_the_value_and_counts_it(desk: Desk) -> None:
    """Two of three records have the country that the table lacks."""
    rule = {"to": "VAT", "select": "country", "transform": "{{ value | lookup('vat') }}"}
    records = [{**ORDER, "country": country} for country in ("BE", "NL", "BE")]
    found = reason(desk, rule, *records, tables={"vat": {"rows": {"NL": "1"}}})
    assert found.fault is not None
    assert (
        found.why == "the table vat has no row for 'BE': add one, or give it a default (as in 2 of 3 samples)"
    )


def test_a_check_that_is_not_made_says_by_which_condition(desk: Desk) -> None:
    """A contact is looked for where there is a company only."""
    check = {"name": "contact", "resource": "contacts", "match": {"Mail": "email"}, "unless": "!company"}
    found = reason(desk, {"to": "Contact", "select": "$contact.ID"}, checks=[check])
    assert found.why == "the check contact was not made for this record: `!company` holds"


def test_a_required_field_is_explained_too(desk: Desk) -> None:
    """`empty: fail` makes a fault of it, and the reason stands beside the fault."""
    found = reason(desk, {"to": "Field", "select": "nte", "empty": "fail"})
    assert found.fault is not None
    assert found.gaps[0].nearest == "note"


def test_a_function_that_was_given_nothing_says_what_is_missing(desk: Desk) -> None:
    """`sum()` of a list that the record does not have."""
    found = reason(desk, {"to": "Field", "select": "sum(rows_of_goods[].price)"})
    assert found.fault is not None
    assert found.why == "the record has no `rows_of_goods`"


def test_a_list_for_one_text_is_put_right(shop: Shop) -> None:
    """A field of the books holds text, the shop gives a list of it."""
    rules = [
        each.model_copy(update={"select": "payment_gateway_names"}) if each.to == "Remarks" else each
        for each in shop.flow.map
    ]
    flow = shop.flow.model_copy(update={"map": tuple(rules)})
    reasons = {each.to: each for each in shop.workspace.insight(flow, shop.orders).reasons[0]}
    assert reasons["Remarks"].fault is not None
    assert reasons["Remarks"].why == (
        "`payment_gateway_names` is a list of 1; write `payment_gateway_names[0]` or "
        "`join(', ', payment_gateway_names)`"
    )


def test_a_required_field_without_a_rule_says_so(shop: Shop) -> None:
    """The books need to know who ordered."""
    rules = tuple(each for each in shop.flow.map if each.to != "OrderedBy")
    insight = shop.workspace.insight(shop.flow.model_copy(update={"map": rules}), shop.orders[:3])
    (found,) = [each for each in insight.reasons[0] if each.to == "OrderedBy"]
    assert found.gaps[0].cause is Cause.UNMAPPED


def test_every_empty_field_of_the_demo_has_a_reason(shop: Shop) -> None:
    """Nothing is empty without a cause, and no rendering goes wrong for the asking."""
    insight = shop.workspace.insight(shop.flow, shop.orders)
    told = {
        (each.to.split("[")[0], gap.cause)
        for record in insight.reasons
        for each in record
        for gap in each.gaps
    }
    assert ("Remarks", Cause.NULL) in told
    assert ("OrderedByContactPerson", Cause.CHECK) in told
    assert ("PaymentCondition", Cause.TRANSFORM) in told
    assert all(each.why or each.fault for record in insight.reasons for each in record)
    assert Cause.EXPRESSION not in {cause for _, cause in told}


def test_what_a_transform_reads_by_itself_is_explained_too(desk: Desk) -> None:
    """The number is there; the name beside it is not."""
    found = reason(
        desk, {"to": "Field", "select": "email", "transform": "{{ value ~ record.InvoiceTo.Name }}"}
    )
    assert found.fault is not None
    assert found.why == "`record.InvoiceTo` has no `Name`; did you mean `record.name`?"
