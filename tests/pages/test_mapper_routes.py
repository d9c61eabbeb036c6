"""The questions that the mapper asks while a person types, as the browser asks them."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

import app as served
from core.flow import Flow, Rule, Table
from core.workspace import Workspace
from pages.parts.mapper.grant import GRANTS, Desk, Grants
from pages.parts.mapper.routes import DIST, MOST_BYTES, TOKEN
from pages.parts.samples import pull

FLOW = "webshop-orders-to-exact"


class Asking:
    """A session at its desk, with 25 orders before it."""

    def __init__(self, workspace: Workspace, flow: Flow | None = None) -> None:
        self.flow = flow or workspace.flow(FLOW)
        samples = pull(workspace, self.flow, 25)
        self.token = GRANTS.give(None, Desk(workspace, self.flow, self.flow, samples))

    def ask(self, name: str, body: Any = None, **headers: str) -> httpx.Response:
        """Ask a question."""

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(served.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                known = {TOKEN: self.token, **headers}
                content = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
                return await client.post(f"/api/{name}", content=content, headers=known)

        return asyncio.run(asked())

    def preview(self, rule: dict[str, Any], record: int = 0, **where: Any) -> dict[str, Any]:
        """What one rule gives, as the editor asks: the tree's answer and the editor's together."""
        rules = {"one": {"check": "", "around": [], "rule": rule, **where}}
        answer = self.ask("preview", {"record": record, "rules": rules, "open": "one"})
        assert answer.status_code == 200, answer.text
        made = answer.json()
        return {**made["outcomes"]["one"], **made.get("open", {})}


@pytest.fixture
def asking(demo: Workspace) -> Asking:
    """Sit down before the demo's flow."""
    return Asking(demo)


def test_a_rule_is_tried_on_every_sample(asking: Asking) -> None:
    """Its value for the record that is looked at, how all of them fare, and which fields it reads."""
    made = asking.preview({"to": "Description", "select": "name", "transform": "Web {{ value }}"}, record=1)
    assert made["here"] == "Web #1002"
    assert made["states"] == "g" * 25
    assert made["reads"] == ["name"]
    assert made["values"][:2] == ["Web #1001", "Web #1002"]


@pytest.mark.parametrize(
    ("rule", "part", "at", "why"),
    [
        ({"select": "customer.("}, "select", 9, "expected"),
        ({"select": "nope(name)"}, "select", 0, "no function"),
        ({"select": "name", "transform": "{{ value | uper }}"}, "transform", 11, "upper"),
        ({"select": "name", "transform": "one\n{{ vlaue }}"}, "transform", 7, "undefined"),
        ({"select": "$settings.nothing"}, "select", None, "no setting"),
    ],
)
def test_an_error_is_told_at_its_place(
    asking: Asking, rule: dict[str, str], part: str, at: int | None, why: str
) -> None:
    """In which editor, at which character, and why, in one sentence."""
    error = asking.preview({"to": "Description", **rule})["error"]
    assert (error["part"], error["at"]) == (part, at)
    assert why in error["why"]


def test_lines_come_from_the_syntax_of_a_rule(asking: Asking) -> None:
    """Choices, templates, settings, checks and the record around a row: all that is read is told."""
    read = asking.preview(
        {"to": "Description", "select": "note || customer.email", "transform": "{{ value ~ record.name }}"}
    )["reads"]
    assert read == ["note", "customer.email", "name"]
    row = {"around": [["SalesOrderLines", "line_items[]"]]}
    assert asking.preview({"to": "Quantity", "select": "quantity"}, **row)["reads"] == [
        "line_items[].quantity"
    ]
    assert asking.preview({"to": "Notes", "select": "$record.note"}, **row)["reads"] == ["note"]
    assert asking.preview({"to": "Item", "select": "$items.ID"}, **row)["reads"] == ["$items.ID"]


def test_a_list_tells_where_its_rows_stand(asking: Asking) -> None:
    """A field of either list is written as one of the row's own."""
    made = asking.preview({"to": "SalesOrderLines", "each": "[line_items, shipping_lines][]"})
    assert made["bases"] == ["line_items[]", "shipping_lines[]"]
    assert made["here"].endswith("rows")


def test_an_empty_field_says_why_and_offers_the_path_that_was_meant(asking: Asking) -> None:
    """The path that is missing, in how many samples, and what to put in its place."""
    made = asking.preview({"to": "Description", "select": "custmer.email || nothing"})
    assert "has no `custmer` (as in all 25 samples)" in made["why"][0]
    assert made["ways"][0]["changes"] == {"select": "customer.email || nothing"}


def test_the_first_fault_is_named_with_its_record(asking: Asking) -> None:
    """So that it is one press away."""
    made = asking.preview({"to": "Discount", "select": "name"})
    assert made["failed"] == 25
    assert made["first"]["n"] == 0
    assert "#1001" in made["first"]["why"]


def test_a_check_s_rule_is_tried_where_it_stands(asking: Asking) -> None:
    """It fills the check's own resource."""
    made = asking.preview({"to": "Email", "select": "customer.email"}, check="customer")
    assert made["filled"] > 50
    assert "@" in made["here"]


def test_a_table_that_is_new_is_known_at_once(asking: Asking) -> None:
    """A rule found by example may bring its table along."""
    rule = {"to": "Remarks", "select": "currency", "transform": "{{ value | lookup('money') }}"}
    rules = {"one": {"check": "", "around": [], "rule": rule}}
    body = {"record": 0, "rules": rules, "tables": {"money": {"EUR": "euro"}}}
    assert asking.ask("preview", body).json()["outcomes"]["one"]["here"] == "euro"


def test_the_schema_tells_both_sides(asking: Asking) -> None:
    """Fields with samples and fill rates, the target with what it requires, functions with their help."""
    made = asking.ask("schema").json()
    fields = {each["path"]: each for each in made["source"]["fields"]}
    assert fields["line_items[].sku"]["type"] == "text"
    assert fields["currency"]["filled"] == 100
    assert fields["email"]["filled"] == 92
    assert {"$customer", "$customer.ID", "$settings"} <= set(fields)
    parts = {part["check"]: part for part in made["parts"]}
    assert [each["name"] for each in parts[""]["fields"] if each["required"]] == [
        "OrderedBy",
        "SalesOrderLines",
    ]
    assert "customer" in parts
    assert made["doc"]["map"][0]["to"] == asking.flow.map[0].to
    assert any(each["name"] == "lookup" and each["help"] for each in made["functions"])


def test_fields_without_a_rule_get_suggestions(asking: Asking) -> None:
    """Each with its reason and an example, in a list's rows as well."""
    found = asking.ask("suggestions", {"check": "", "around": []}).json()["suggestions"]
    assert found["Currency"][0]["rule"] == {"to": "Currency", "select": "currency"}
    assert "same name" in found["Currency"][0]["why"]
    around = [["SalesOrderLines", "line_items[]"]]
    rows = asking.ask("suggestions", {"check": "", "around": around}).json()["suggestions"]
    assert rows["Quantity"][0]["rule"]["select"] == "quantity"


def test_a_rule_is_found_by_example(asking: Asking) -> None:
    """What is wanted for two orders gives the rule for all of them; the places to ask for are named."""
    ask = {"check": "", "around": [], "to": "Remarks", "record": 0}
    begun = asking.ask("example", ask).json()
    assert [each["label"] for each in begun["places"]] == ["#1001", "#1002"]
    found = asking.ask("example", {**ask, "wanted": {"0": "Order #1001", "1": "Order #1002"}}).json()
    assert "25 of 25 filled" in found["guesses"][0]["why"]
    made = asking.preview(found["guesses"][0]["rule"], record=2)
    assert made["here"] == "Order #1003"


def test_in_a_list_each_row_can_be_an_example(asking: Asking) -> None:
    """And the one that would tell two guesses apart is named."""
    around = [["SalesOrderLines", "line_items[]"]]
    ask = {"check": "", "around": around, "to": "NetPrice", "record": 0, "wanted": {"0": "29.95"}}
    found = asking.ask("example", ask).json()
    assert found["places"][0]["label"] == "#1001, row 1"
    assert any(each["rule"]["select"] == "price" for each in found["guesses"])


def test_only_a_session_in_use_may_ask(asking: Asking) -> None:
    """Not without its token, not with another one, not from another site's page."""
    rules = {"one": {"rule": {"to": "A", "select": "name"}}}
    for headers in ({TOKEN: ""}, {TOKEN: "made-up"}, {"origin": "https://evil.example"}):
        answer = asking.ask("preview", {"rules": rules}, **headers)
        assert answer.status_code == 403
        assert "Reload" in answer.json()["why"]
    assert asking.ask("preview", {"rules": rules}, host="evil.example").status_code == 400
    assert asking.ask("preview", {"rules": rules}, origin="http://127.0.0.1").status_code == 200


@pytest.mark.parametrize(
    "body", [b"{", b"[1]", b'{"rules": 3}', b'{"rules": {"a": {}}}', b"\xff\xfe", b"[" * 90_000]
)
def test_what_is_no_question_is_refused_in_a_sentence(asking: Asking, body: bytes) -> None:
    """Nothing of it reaches a person as a traceback."""
    answer = asking.ask("preview", body)
    assert answer.status_code in (200, 400)
    assert "Traceback" not in answer.text


def test_a_question_has_a_size(asking: Asking) -> None:
    """More than a mapping can be is not even read to its end."""
    assert asking.ask("preview", b" " * (MOST_BYTES + 1)).status_code == 413
    many = {str(n): {"rule": {"to": "A", "select": "name"}} for n in range(201)}
    assert asking.ask("preview", {"rules": many}).status_code == 400


def test_an_endless_expression_is_stopped_and_the_next_one_is_answered(asking: Asking) -> None:
    """It is evaluated in the cage, as everywhere."""
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    made = asking.preview({"to": "Description", "transform": endless})
    assert made.get("failed") or made.get("error")
    assert asking.preview({"to": "Description", "select": "name"})["here"] == "#1001"


def test_a_token_ends(demo: Workspace) -> None:
    """A page that is left alone loses its leave; drawn again, it gets another token."""
    grants = Grants(lasts=0)
    desk = Desk(demo, demo.flow(FLOW), None, None)
    first = grants.give(None, desk)
    assert grants.desk(first) is None
    assert grants.give(first, desk) != first
    lasting = Grants()
    kept = lasting.give(None, desk)
    assert lasting.give(kept, desk) == kept
    assert lasting.give("made-up", desk) != "made-up"


@pytest.mark.usefixtures("demo")
def test_the_mapper_is_served_for_good() -> None:
    """Its name holds what is in it, so a browser may keep it."""

    async def got() -> httpx.Response:
        name = next(DIST.glob("mapper.*.js")).name
        transport = httpx.ASGITransport(served.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(f"/assets/mapper/{name}")

    answer = asyncio.run(got())
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert "javascript" in answer.headers["content-type"]


def test_a_mapping_in_use_has_no_hidden_rule(demo: Workspace) -> None:
    """A flow with tables and a list opens with all that it says."""
    flow = demo.flow(FLOW)
    table = {**flow.tables, "money": Table(rows={"EUR": "euro"})}
    asking = Asking(
        demo, flow.model_copy(update={"tables": table, "map": (*flow.map, Rule(to="Other", select="name"))})
    )
    made = asking.ask("schema").json()
    assert [each["name"] for each in made["tables"]][-1] == "money"
    assert made["doc"]["map"][-1] == {"to": "Other", "select": "name"}
