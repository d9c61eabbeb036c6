"""What is asked once of orders and customers stands in what is stored, in every system that has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from core.api.limits import Pace
from core.catalog import Catalog
from core.flow import Flow
from core.mapping import Rule
from core.mapping.mapping import Table
from core.recipes import DOCUMENT
from core.records import JsonObject, RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace

ORDERS, SEED = 24, 7
CATALOG = Catalog()
TARGETS = ("exact_online", "afas", "accountview", "eaccounting", "visma_net", "buchhaltungsbutler")


@pytest.fixture(scope="module")
def shop() -> Iterator[Served]:
    """All systems, with the trade of a few weeks."""
    with Served(app(CATALOG.simulators(World(ORDERS, SEED), Rates()))) as served:
        yield served


@pytest.fixture(scope="module")
def workspace(shop: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that is connected with each of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("connectors.buchhaltungsbutler.dialect._PAUSE", 0.1)
        patch.setattr(Pace, "_minute_pause", lambda *_: 0.0)
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("keys")))
        made = Workspace(tmp_path_factory.mktemp("home"))
        for name in ("shopify", *TARGETS):
            made.connect_sandbox(name, name, shop.url)
        yield made
        made.close()


def stored(shop: Served, system: str, resource: str) -> list[JsonObject]:
    """What a system has."""
    found: list[JsonObject] = httpx.get(f"{shop.url}/_sandbox/{system}/{resource}").raise_for_status().json()
    return found


@dataclass(frozen=True)
class Key:
    """The key of what a system calls by a code."""

    resource: str
    name: str
    code: str
    key: str


@dataclass(frozen=True)
class Case:
    """A document with what is answered, the rows of its tables, and what of it is stored by that."""

    target: str
    document: str
    reference: str
    says: Callable[[JsonObject], JsonObject]
    expected: JsonObject
    answers: JsonObject = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.target}-{self.document}"


def each(rows: list[JsonObject], name: str) -> Any:
    """What all rows say alike."""
    (one,) = {repr(row.get(name)): row.get(name) for row in rows}.values()
    return one


#: How Visma.net keeps a cost centre on a line.
SEGMENTS = [{"segmentId": 1, "segmentValue": "1-100"}]
REVENUE = Key("gl_accounts", "Code", "8010", "ID")
COURIER = Key("shipping_methods", "Code", "COURIER", "ID")
CENTRE = Key("cost_center_items", "ShortName", "WEB", "Id")
TERMS = Key("terms_of_payment", "Name", "14 dagen", "Id")
PROJECT = Key("projects", "Number", "P1", "Id")
CASES = (
    Case(
        "exact_online",
        "order",
        "YourRef",
        lambda row: {
            "terms": row["PaymentCondition"],
            "sent": row["ShippingMethodDescription"],
            "centre": each(row["SalesOrderLines"], "CostCenter"),
            "unit": each(row["SalesOrderLines"], "CostUnit"),
        },
        {"terms": "60", "sent": "Courier", "centre": "WEB", "unit": "SHOP"},
        {"cost_centre": "WEB", "cost_unit": "SHOP"},
        {
            "payment_conditions": {"Net 30": "60"},
            "shipping_methods": {"*": COURIER},
        },
    ),
    Case(
        "exact_online",
        "sales_invoice",
        "YourRef",
        lambda row: {
            "terms": row["PaymentCondition"],
            "revenue": each(row["SalesInvoiceLines"], "GLAccount"),
            "centre": each(row["SalesInvoiceLines"], "CostCenter"),
            "type": row["Type"],
        },
        {"terms": "60", "revenue": REVENUE, "centre": "WEB", "type": 8023},
        {"cost_centre": "WEB", "invoice_type": "direct"},
        {"payment_conditions": {"Net 30": "60"}, "revenue_accounts": {"*": "8010"}},
    ),
    Case(
        "exact_online",
        "sales_entry",
        "YourRef",
        lambda row: {
            "terms": row["PaymentCondition"],
            "revenue": each(row["SalesEntryLines"], "GLAccountCode"),
            "centre": each(row["SalesEntryLines"], "CostCenter"),
        },
        {"terms": "60", "revenue": "8010", "centre": "WEB"},
        {"cost_centre": "WEB"},
        {"payment_conditions": {"Net 30": "60"}, "revenue_accounts": {"*": "8010"}},
    ),
    Case(
        "afas",
        "order",
        "CustomerReference",
        lambda row: {
            "terms": row["PaCd"],
            "method": row["PaTp"],
            "centre": each(row["lines"], "V1Cd"),
            "unit": each(row["lines"], "V2Cd"),
        },
        {"terms": "30", "method": "WEB", "centre": "100", "unit": "200"},
        {"cost_centre": "100", "cost_unit": "200"},
        {"payment_terms": {"Net 30": "30"}, "payment_methods": {"*": "WEB"}},
    ),
    Case(
        "afas",
        "direct_invoice",
        "CustomerReference",
        lambda row: {
            "terms": row["PaCd"],
            "method": row["PaTp"],
            "centre": each(row["lines"], "V1Cd"),
            "unit": each(row["lines"], "V2Cd"),
        },
        {"terms": "30", "method": "WEB", "centre": "100", "unit": "200"},
        {"cost_centre": "100", "cost_unit": "200"},
        {"payment_terms": {"Net 30": "30"}, "payment_methods": {"*": "WEB"}},
    ),
    Case(
        "accountview",
        "sales_entry",
        "INV_NR",
        lambda row: {
            "terms": row["DISC_CODE"],
            "method": row["PAY_TYPE"],
            "revenue": each(row["DJ_LINE"], "ACCT_NR"),
            "centre": each(row["DJ_LINE"], "COST_CODE"),
            "project": each(row["DJ_LINE"], "PROJ_CODE"),
        },
        {"terms": "30", "method": "Web", "revenue": "8010", "centre": "WEB", "project": "P-001"},
        {"cost_centre": "WEB", "project": "P-001"},
        {
            "payment_terms": {"Net 30": "30"},
            "payment_methods": {"*": "Web"},
            "revenue_accounts": {"*": "8010"},
        },
    ),
    Case(
        "eaccounting",
        "order",
        "YourReference",
        lambda row: {
            "sent": row["DeliveryMethodCode"],
            "centre": each(row["Rows"], "CostCenterItemId1"),
            "project": each(row["Rows"], "ProjectId"),
        },
        {"sent": "COURIER", "centre": CENTRE, "project": PROJECT},
        {"cost_center_item": CENTRE, "project": PROJECT},
        {"delivery_methods": {"*": "COURIER"}},
    ),
    Case(
        "eaccounting",
        "invoice",
        "YourReference",
        lambda row: {
            "centre": each(row["Rows"], "CostCenterItemId1"),
            "project": each(row["Rows"], "ProjectId"),
        },
        {"centre": CENTRE, "project": PROJECT},
        {"cost_center_item": CENTRE, "project": PROJECT},
    ),
    Case(
        "visma_net",
        "order",
        "customer.order",
        lambda row: {
            "terms": row["customer"]["termsId"],
            "method": row["paymentSettings"]["paymentMethodId"],
            "sent": row["shipping"]["shipViaId"],
            "revenue": each(row["orderLines"], "salesAccountId"),
            "project": row["projectId"],
        },
        {"terms": "60", "method": "CARD", "sent": "COURIER", "revenue": "8010", "project": "X"},
        {"project": "X"},
        {
            "payment_terms": {"Net 30": "60"},
            "payment_methods": {"*": "CARD"},
            "carriers": {"*": "COURIER"},
            "revenue_accounts": {"*": "8010"},
        },
    ),
    Case(
        "visma_net",
        "invoice",
        "customerRefNumber",
        lambda row: {
            "terms": row["creditTerms"]["id"],
            "method": row["paymentMethod"]["id"],
            "revenue": each([line["account"] for line in row["invoiceLines"]], "number"),
            "centre": each([line["subaccount"] for line in row["invoiceLines"]], "segments"),
            "project": row["project"]["id"],
        },
        {"terms": "60", "method": "CARD", "revenue": "8010", "centre": SEGMENTS, "project": "X"},
        {"project": "X", "cost_centre": "1-100"},
        {
            "payment_terms": {"Net 30": "60"},
            "payment_methods": {"*": "CARD"},
            "revenue_accounts": {"*": "8010"},
        },
    ),
)


def filled(flow: Flow, given: JsonObject, orders: list[JsonObject]) -> Flow:
    """The flow of orders that have terms of payment, with its tables filled: `*` is every value there is."""
    source = flow.source.model_copy(update={"where": "payment_terms.payment_terms_name == 'Net 30'"})
    words = {order["payment_gateway_names"][0] for order in orders}
    words |= {line["title"] for order in orders for line in order["shipping_lines"]}
    countries = {order["shipping_address"]["country_code"] for order in orders if order["shipping_address"]}
    tables = dict(flow.tables)
    for name, rows in given.items():
        own = {key: value for key, value in rows.items() if key != "*"}
        if "*" in rows:
            own |= dict.fromkeys([*tables[name].rows, *words, *countries], rows["*"])
        tables[name] = Table(rows={**tables[name].rows, **own}, default=tables[name].default)
    return flow.model_copy(update={"source": source, "tables": tables})


def told(said: JsonObject, shop: Served, system: str) -> JsonObject:
    """What is said, with the keys that the system gave."""

    def known(value: Any) -> Any:
        if not isinstance(value, Key):
            return told(value, shop, system) if isinstance(value, dict) else value
        rows = stored(shop, system, value.resource)
        return next(row[value.key] for row in rows if row[value.name] == value.code)

    return {name: known(value) for name, value in said.items()}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_answered_stands_in_the_document(case: Case, shop: Served, workspace: Workspace) -> None:
    """Terms and way of payment, way of sending, revenue account, cost centre, cost unit or project."""
    answers = told(case.answers, shop, case.target)
    asked = {**answers, **({DOCUMENT: case.document} if case.document != "order" else {})}
    flow = workspace.new(str(case).replace("_", "-"), "order", "shopify", case.target, asked)
    orders = [order for order in stored(shop, "shopify", "orders") if order["payment_terms"]]
    assert orders
    flow = filled(flow, told(dict(case.tables), shop, case.target), orders)
    workspace.save(flow)
    run = workspace.run(flow)
    assert run.state is RunState.DONE, run.error
    made = {record.match[case.reference] for record in workspace.records(run.id) if record.target_key}
    assert run.counts.created == len(made) > 0, [record.why for record in workspace.records(run.id)]
    rows = [row for row in stored(shop, case.target, flow.target.resource) if reference(row, case) in made]
    assert len(rows) == len(made)
    for row in rows:
        assert case.says(row) == told(case.expected, shop, case.target)


def reference(row: JsonObject, case: Case) -> Any:
    """By what a stored document is found."""
    for name in case.reference.split("."):
        row = row.get(name) or {}
    return row or None


def test_the_text_about_the_payment_is_told_buchhaltungsbutler(workspace: Workspace, shop: Served) -> None:
    """It is not read back, so it is looked at as it is sent."""
    flow = workspace.new("buchhaltungsbutler-terms", "order", "shopify", "buchhaltungsbutler")
    orders = [order for order in stored(shop, "shopify", "orders") if order["payment_terms"]]
    flow = filled(flow, {"payment_terms": {"Net 30": "Within 30 days"}}, orders)
    planned = [decision for decision in workspace.plan(flow) if decision.verdict is Verdict.CREATE]
    assert {(decision.payload or {})["payment_conditions"] for decision in planned} == {"Within 30 days"}


#: Who takes customers, with what is answered of new ones and what then stands there.
NEW: dict[str, tuple[JsonObject, JsonObject, JsonObject]] = {
    "exact_online": (
        {"payment_condition": "60"},
        {"vat_codes": {"*": "2"}, "revenue_accounts": {"*": REVENUE}},
        {"PaymentConditionSales": "60", "SalesVATCode": "2", "GLAccountSales": REVENUE},
    ),
    "afas": (
        {"payment_condition": "14"},
        {"vat_duties": {"*": "V"}},
        {"PayCon": "14", "VatDuty": "V"},
    ),
    "accountview": ({}, {"vat_codes": {"*": "2"}}, {"VAT_CODE": "2"}),
    "visma_net": ({"credit_terms": "60"}, {"vat_zones": {"*": "EU"}}, {"creditTerms": "60", "vatZone": "EU"}),
    "eaccounting": ({"terms_of_payment": TERMS}, {}, {"TermsOfPaymentId": TERMS}),
}


@pytest.mark.parametrize("target", NEW)
def test_what_is_answered_of_customers_stands_with_new_ones(
    target: str, shop: Served, workspace: Workspace
) -> None:
    """Terms of payment, VAT code and revenue account of their country; those that are there keep theirs."""
    answers, tables, expected = (told(said, shop, target) for said in NEW[target])
    flow = workspace.new(f"{target}-customers".replace("_", "-"), "customer", "shopify", target, answers)
    there = len(stored(shop, target, flow.target.resource))
    flow = flow.model_copy(update={"tables": filled(flow, tables, stored(shop, "shopify", "orders")).tables})
    workspace.save(flow)
    run = workspace.run(flow)
    assert (run.state, run.counts.parked) == (RunState.DONE, 0), run.error
    assert run.counts.created > 0, run.counts
    rows = stored(shop, target, flow.target.resource)
    for row in rows[there:]:
        assert {name: shown(row.get(name)) for name in expected} == expected
    assert any(shown(row.get(name)) != expected[name] for row in rows[:there] for name in expected)


def shown(value: Any) -> Any:
    """A value, or the key of what is shown with its name."""
    return value.get("id") if isinstance(value, dict) else value


#: What a system says to a field that it does not have; Profit's free fields are there, under their ids.
FREE = {
    "afas": ("U0A1B2C3D4E5F", ""),
    "exact_online": ("FreeText", "FreeText"),
    "accountview": ("FREE_TEXT", "Field FREE_TEXT is not found"),
    "buchhaltungsbutler": ("free_text", "unknown parameter free_text"),
}


@pytest.mark.parametrize("target", FREE)
def test_a_field_that_no_list_names_reaches_the_system(
    target: str, shop: Served, workspace: Workspace
) -> None:
    """A rule may write any field of the API: it is stored, or the system itself says that it has none."""
    httpx.post(f"{shop.url}/_sandbox/reset", params={"connector": target}, timeout=60).raise_for_status()
    name, refusal = FREE[target]
    flow = workspace.new(f"{target}-free".replace("_", "-"), "order", "shopify", target)
    source = flow.source.model_copy(update={"where": "name == '#1001'"})
    rules = (*flow.map, Rule(to=name, select="'said freely'"))
    workspace.save(flow.model_copy(update={"map": rules, "source": source}))
    run = workspace.run(workspace.flow(flow.name))
    (record,) = workspace.records(run.id)
    assert refusal in record.why
    rows = stored(shop, target, flow.target.resource)
    assert [row[name] for row in rows if name in row] == ([] if refusal else ["said freely"])
