"""The flow file: what it says, how it is written, and how its faults are told."""

import json
import os
from datetime import UTC, date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents import write_json
from core.flow import (
    CheckPolicy,
    Flow,
    FlowProblems,
    Policy,
    Schedule,
    check_cron,
    read_flow,
    schema,
    write_flow,
)

ATTACKS = Path(os.environ.get("KOPPEL_REFERENCE", "")) / "security" / "attacks.json"


def refused(text: str) -> str:
    """What is said about a flow file that cannot be used."""
    with pytest.raises(FlowProblems) as caught:
        read_flow(text, "orders.yaml")
    return str(caught.value)


def test_a_flow_file_is_read_whole(example: str) -> None:
    """Every part of the format arrives as the value that it means."""
    flow = read_flow(example)
    assert flow.source.start == date(2026, 1, 1)
    assert flow.target.policy is Policy.CREATE
    assert flow.settings == {"default_debtor": None, "journal": "70"}
    assert flow.tables["vat_codes"].rows["DE"] == "16"
    assert flow.checks[1].policy is CheckPolicy.REQUIRE
    assert flow.map[3].map[1].select == "quantity"
    assert flow.samples[0].record["line_items"][0]["price"] == Decimal("12.50")
    assert flow.schedule == Schedule(cron="*/15 * * * *", timezone="Europe/Amsterdam")


def test_the_mapping_knows_tables_settings_and_checks(example: str) -> None:
    """What a rule may use goes with it; a check sees only the checks before it."""
    flow = read_flow(example)
    assert flow.mapping().checks == ("customer", "items")
    assert flow.mapping().listed == {"items": "line_items[]"}
    assert flow.checks[0].mapping(flow).checks == ()
    assert flow.checks[0].mapping(flow).rules == flow.checks[0].map


def test_a_written_flow_is_the_flow_and_stays_as_it_is(example: str) -> None:
    """Import and export are each other's inverse, to the byte."""
    flow = read_flow(example)
    text = write_flow(flow)
    assert read_flow(text) == flow
    assert write_flow(read_flow(text)) == text
    assert "limits" not in text
    assert 'sku: "012"' in text
    assert "price: 12.50" in text


def test_json_is_the_same_document(example: str) -> None:
    """A flow in JSON is the flow in YAML."""
    flow = read_flow(example)
    assert read_flow(flow.model_dump_json(exclude={"samples"})) == flow.model_copy(update={"samples": ()})


def test_every_fault_is_told_at_once_with_line_and_field(example: str) -> None:
    """Whoever wrote the file sees all that is to be done, each where it is to be done."""
    wrong = (
        example.replace("koppel: 1", "koppel: 2")
        .replace("  where:", "  wher:")
        .replace("policy: upsert", "policy: upsurt")
        .replace("{to: Email, select: customer.email}", "{to: Email, selct: customer.email}")
        .replace('NL: "2"', "NL: [2]")
        .replace("*/15", "*/61")
        .replace("park_at_most: 100", 'park_at_most: "100"')
    )
    steps = "in the minute, '*/61' takes steps of 61, but they go from 1 to 59"
    newer = "this Koppel reads format 1; write `koppel: 1`, or update Koppel if the file is newer"
    assert refused(wrong).splitlines() == [
        "orders.yaml has 7 problems:",
        f"  line 2, koppel: {newer}",
        "  line 9, source.wher: is not known here; did you mean `where`?",
        "  line 19, tables.vat_codes.rows.NL: must be text, a number, true, false or null",
        "  line 24, checks[0].policy: must be 'create', 'upsert' or 'require'",
        "  line 28, checks[0].map[1].selct: is not known here; did you mean `select`?",
        f"  line 46, schedule.cron: '*/61 * * * *': {steps}",
        "  line 47, limits.park_at_most: must be a whole number",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: webshop-orders-to-exact", "name: ../../etc/cron.d/x", "line 3, name: must be small letters"),
        ("connection: demo-shop", "", "line 5, source.connection: is missing"),
        ("match: {YourRef: name}", "match: {}", "target.match: must not be empty"),
        ("  resource: sales_orders", "  resource: 12", "target.resource: must be text; put it in quotes"),
        ("start: 2026-01-01", "start: 2026-01-01T08:00", "source.start: '2026-01-01T08:00' has no time zone"),
        ("start: 2026-01-01", "start: soon", "'soon' is neither a day (2026-01-01) nor a time"),
        ("start: 2026-01-01", "start: 20260101", "source.start: must be a day"),
        ("timezone: Europe/Amsterdam", "timezone: ../etc/passwd", "'../etc/passwd' is not a time zone"),
        ("    policy: require", "    policy: create", "line 29, checks[1]: the policy create needs a `map`"),
        ("- name: items", "- name: settings", "line 20, checks: a check cannot be called 'settings'"),
        (
            "- name: items",
            "- name: customer",
            "line 29, checks[1].name: 'customer' is the name of another one too",
        ),
        (
            "settings: {",
            "settings: {no good: 1, ",
            "settings.no good: must be letters, digits and underscores",
        ),
        ("settings: {", "setting: {", "setting: is not known here; did you mean `settings`?"),
        ("  - {to: OrderedBy", "  - OrderedBy\n  - {to: x", "map[0]: must be an object"),
        ("rows: {", "rows: {NO: a, ", 'put it in quotes: "NO"'),
    ],
)
def test_a_fault_says_what_to_write(example: str, old: str, new: str, said: str) -> None:
    """Each thing that can be wrong has a sentence of its own."""
    assert old in example
    assert said in refused(example.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("financial_status == 'paid'", "financial_status ==", "line 9, source.where: "),
        ("{Code: sku}", "{Code: 'sku ||'}", "line 32, checks[1].match.Code: "),
        ("select: quantity}", "select: 'quantity[' }", "line 42, map[3].map[1].select"),
        ("lookup('vat_codes')", "lookup('vat')", "line 45, map[3].map[2].transform: "),
        ("value | truncate(60)", "value | truncat(60)", "line 37, map[2]"),
        ("$customer.ID", "$customr.ID", "line 35, map[0].select: "),
        ("{YourRef: name}", "{YourRef: $customer.ID}", "line 15, target.match.YourRef: "),
        ("$settings.default_debtor ||", "$settings.debtor ||", "line 35, map[0].select: "),
        ("select: customer.email}", "select: $items.ID}", "line 28, checks[0].map[1].select: "),
    ],
)
def test_an_expression_that_cannot_be_read_is_told_at_its_line(
    example: str, old: str, new: str, said: str
) -> None:
    """A slip in an expression is found when the file is read, not when a run meets it."""
    assert old in example
    assert said in refused(example.replace(old, new, 1))


def test_a_null_default_of_a_table_is_not_the_lack_of_one(example: str) -> None:
    """An unknown value becomes null only where the file says so."""
    flow = read_flow(example.replace('default: "0"', "default: null"))
    assert read_flow(write_flow(flow)).tables["vat_codes"].has_default
    without = read_flow(example.replace(', default: "0"', ""))
    assert not read_flow(write_flow(without)).tables["vat_codes"].has_default


texts = st.text(min_size=1, max_size=30)
names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,9}", fullmatch=True)
scalars = st.none() | st.booleans() | st.integers() | texts
records = st.dictionaries(texts, scalars | st.lists(scalars, max_size=3), max_size=4)


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Any flow, with whatever people put into its titles, tables, notes and samples."""
    return Flow.model_validate(
        {
            "koppel": 1,
            "name": "any",
            "title": draw(texts),
            "source": {
                "connection": "a",
                "resource": "orders",
                "start": draw(st.none() | st.dates() | st.datetimes(timezones=st.just(UTC))),
            },
            "target": {"connection": "b", "resource": "orders", "match": {"Ref": "name"}},
            "settings": draw(st.dictionaries(names, scalars, max_size=3)),
            "tables": {"t": {"rows": draw(st.dictionaries(texts, scalars, max_size=3))}},
            "map": [{"to": "Ref", "select": "name", "note": draw(st.none() | texts)}],
            "samples": [
                {"name": str(n), "record": record}
                for n, record in enumerate(draw(st.lists(records, max_size=2)))
            ],
        }
    )


@given(flow=flows())
def test_any_flow_survives_its_file(flow: Flow) -> None:
    """Whatever people put into titles, tables, notes and samples comes back from the file."""
    text = write_flow(flow)
    assert read_flow(text) == flow
    assert write_flow(read_flow(text)) == text


@pytest.mark.parametrize(
    "cron", ["*/15 * * * *", "0 6-18 * * mon-fri", "30 2 L * *", "0 0 29 2 *", "0 0 13 * 5"]
)
def test_a_schedule_of_five_fields_is_taken(cron: str) -> None:
    """What cron has always meant is accepted."""
    check_cron(cron)


@pytest.mark.parametrize(
    ("cron", "said"),
    [
        ("* * * * * *", "has 6 fields"),
        ("@daily", "has 1 fields"),
        ("R * * * *", "'r' is not"),
        ("*/61 * * * *", "steps of 61"),
        ("0 25 * * *", "in the hour, '25' is not within 0 to 23"),
        ("30-10 * * * *", "runs backwards"),
        ("0 0 30 2 *", "never comes"),
        ("0 0 * * 5#2", "is not understood"),
    ],
)
def test_a_schedule_that_does_not_mean_what_it_says_is_refused(cron: str, said: str) -> None:
    """Random fields, impossible steps and days that never come are found when the file is read."""
    with pytest.raises(ValueError, match=said):
        check_cron(cron)


@pytest.mark.skipif(not ATTACKS.is_file(), reason="KOPPEL_REFERENCE has no security/attacks.json")
def test_the_reference_list_of_schedules_is_judged_as_it_says() -> None:
    """Every cron line of the reference list is taken or refused as expected there."""
    listed = [each for each in json.loads(ATTACKS.read_text()) if each["kind"] == "cron"]
    for each in [each for each in listed if len(each["input"].split()) in (5, 6) and "*" in each["input"]]:
        if each["expected"].startswith("REJECT"):
            with pytest.raises(ValueError, match=r"\w"):
                check_cron(each["input"])
        else:
            check_cron(each["input"])


def test_the_schema_describes_every_part() -> None:
    """Editors can complete and explain the file: every key of it has a place in the schema."""
    printed = json.loads(write_json(schema()))
    assert printed["$schema"].startswith("https://json-schema.org/")
    assert printed["required"] == ["koppel", "name", "title", "source", "target", "map"]
    assert printed["$defs"]["Source"]["properties"]["where"]["description"].startswith(
        "JMESPath on the record"
    )
    assert printed["$defs"]["Rule"]["additionalProperties"] is False
