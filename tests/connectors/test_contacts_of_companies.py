"""The person who ordered for a company is its contact, whatever the order becomes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from core.recipes import DOCUMENT
from core.records import RunState, Verdict
from core.sandbox.server import Served
from core.workspace import Workspace

#: Where contacts have a place of their own: each document of an order, and how a contact's address is called.
DOCUMENTS = [
    ("exact_online", "order", "Email"),
    ("exact_online", "sales_entry", "Email"),
    ("exact_online", "sales_invoice", "Email"),
    ("visma_net", "order", "email"),
    ("visma_net", "invoice", "email"),
]


@pytest.fixture
def desk(sandbox: Served, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with the shop and the books."""
    workspace = Workspace(tmp_path / "home")
    for name in ("shopify", *{target for target, *_ in DOCUMENTS}):
        workspace.connect_sandbox(name, name, sandbox.url)
    yield workspace
    workspace.close()


@pytest.mark.parametrize(("target", "document", "field"), DOCUMENTS)
def test_a_company_has_the_person_who_ordered_as_its_contact(
    target: str, document: str, field: str, sandbox: Served, desk: Workspace
) -> None:
    """Of a company's order the contact is there; a person has none."""

    def stored(system: str, resource: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = httpx.get(f"{sandbox.url}/_sandbox/{system}/{resource}").json()
        return found

    asked = {} if document == "order" else {DOCUMENT: document}
    desk.save(desk.new("orders", "order", "shopify", target, asked))
    before = {row[field] for row in stored(target, "contacts")}
    run = desk.run(desk.flow("orders"))
    assert run.state is RunState.DONE, run.error
    made = {str(value) for record in desk.records(run.id, Verdict.CREATE) for value in record.match.values()}
    orders = httpx.get(f"{sandbox.url}/_sandbox/shopify/orders").json()
    orders = [
        order for order in orders if order["name"] in made and order["email"] and order["billing_address"]
    ]
    companies = {order["email"] for order in orders if order["billing_address"]["company"]}
    persons = {order["email"] for order in orders} - companies
    assert companies
    assert persons
    after = {row[field] for row in stored(target, "contacts")}
    assert companies <= after
    assert not (after - before) & persons
