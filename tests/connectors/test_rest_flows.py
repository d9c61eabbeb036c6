"""Flows over declared systems: from a file to records in the books, and nothing twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.catalog import Catalog
from core.records import RunState
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.system.paging import ByPage
from core.system.system import Kept, System
from core.system.ways import Consent
from core.workspace import Workspace

SPEC = (
    Path(os.environ.get("KOPPEL_REFERENCE", "/nowhere"))
    / "specs/eaccounting/eaccounting-v2-swagger-2018.json"
)
RECORDS = 200
READ = RECORDS + 2  # two of these have no e-mail address
BOOKED = """
koppel: 1
name: members-to-books
title: Members into the books
source: {connection: members, resource: customers, since: none, where: email}
target: {connection: books, resource: customers, match: {EmailAddress: email}, policy: upsert}
settings: {terms: null}
map:
  - {to: EmailAddress, select: email}
  - {to: Name, select: name, transform: "{{ value | truncate(50) }}"}
  - {to: IsPrivatePerson, select: "type == 'person'"}
  - {to: IsActive, select: "`true`"}
  - {to: TermsOfPaymentId, select: $settings.terms}
  - {to: InvoiceAddress1, select: address.street}
  - {to: InvoicePostalCode, select: address.postcode}
  - {to: InvoiceCity, select: address.city}
  - {to: InvoiceCountryCode, select: address.country}
"""
SHOPPED = """
koppel: 1
name: orders-to-stream
title: Customers of the desk into orders of the stream
source: {connection: desk, resource: customers, since: none}
target: {connection: desk, resource: orders, match: {number: number}, policy: create}
map:
  - {to: number, select: number}
  - {to: customer_email, select: email}
"""


@pytest.fixture(scope="module")
def many() -> Iterator[Served]:
    """Sandboxes with many customers: the members' system, and the books."""
    world = World(READ * 4, 7)
    with Served(app(Catalog().simulators(world, Rates()))) as served:
        yield served


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    workspace = Workspace(tmp_path / "home")
    yield workspace
    workspace.close()


def stored(sandbox: Served, system: str, resource: str) -> list[dict[str, Any]]:
    """What a sandbox keeps."""
    rows: list[dict[str, Any]] = httpx.get(f"{sandbox.url}/_sandbox/{system}/{resource}").json()
    return rows


def written(sandbox: Served) -> int:
    """How many writes the sandbox has seen."""
    return sum(one["write"] for one in httpx.get(f"{sandbox.url}/_sandbox/requests").json())


def eaccounting(workspace: Workspace) -> System:
    """The books as their Swagger file declares them, with what it does not say said by hand."""
    made = workspace.read_openapi(SPEC.read_bytes(), "books", ["customers", "termsofpayments"])
    assert any("how to ask for the next" in note for note in made.notes)
    pages = ByPage(
        kind="page", param="$page", page="Meta.CurrentPage", last="Meta.TotalNumberOfPages", size=100,
        size_param="$pagesize",
    )  # fmt: skip
    consent = Consent(
        kind="authorization_code",
        authorize_url="https://identity.vismaonline.com/connect/authorize",
        token_url="https://identity.vismaonline.com/connect/token",
        scope="ea:api offline_access ea:sales",
        client="basic",
        rotating=True,
    )
    resources = tuple(each.model_copy(update={"paging": pages}) for each in made.system.resources)
    return made.system.model_copy(update={"auth": (consent,), "resources": resources})


@pytest.mark.skipif(not SPEC.is_file(), reason="KOPPEL_REFERENCE names no folder with the specification")
def test_a_swagger_file_becomes_books_that_are_written_once(home: Workspace, many: Served) -> None:
    """Visma eAccounting by its own file: fields, 200 records booked, and nothing by a second run."""
    books = eaccounting(home)
    customers = books.resource("customers")
    assert isinstance(customers, Kept)
    fields = {line.name: line for line in customers.fields}
    assert fields["Name"].required
    assert (fields["Name"].max_length, fields["IsPrivatePerson"].type) == (50, "boolean")
    assert customers.key == "Id"
    home.save_system(books)
    given = httpx.get(f"{many.url}/_sandbox/credentials").json()["eaccounting"]
    base = given["base_url"].removesuffix("/v2")
    secrets = {name: given[name] for name in ("client_secret", "access_token", "refresh_token")}
    settings = {"client_id": given["client_id"], "base_url": base, "auth_url": given["auth_url"]}
    home.connect("books", "books", settings, secrets)
    home.connect_sandbox("members", "rest", many.url)
    terms = stored(many, "eaccounting", "terms_of_payment")[0]["Id"]
    flow = BOOKED.replace("terms: null", f"terms: {terms}")
    home.save(flow)
    before = len(stored(many, "eaccounting", "customers"))
    run = home.run(home.flow("members-to-books"))
    assert run.state is RunState.DONE, run.error
    assert run.counts.created + run.counts.updated == RECORDS
    assert run.counts.parked == run.counts.ambiguous == 0
    made = stored(many, "eaccounting", "customers")
    assert len(made) - before == run.counts.created > 0
    emails = [row["EmailAddress"] for row in made if row["EmailAddress"]]
    assert len(emails) == len(set(emails))
    count = written(many)
    again = home.run(home.flow("members-to-books"))
    assert again.state is RunState.DONE, again.error
    assert again.counts.created == again.counts.updated == 0
    assert written(many) == count


def test_a_declared_system_is_read_and_written(home: Workspace, sandbox: Served) -> None:
    """A page at a time out of one style of API, and with a Location and a key of its own into another."""
    home.connect_sandbox("desk", "rest", sandbox.url)
    home.save(SHOPPED)
    before = len(stored(sandbox, "rest", "orders"))
    run = home.run(home.flow("orders-to-stream"))
    assert run.state is RunState.DONE, run.error
    customers = stored(sandbox, "rest", "customers")
    assert run.counts.created == len(customers)
    made = stored(sandbox, "rest", "orders")[before:]
    assert [row["number"] for row in made] == [row["number"] for row in customers]
    count = written(sandbox)
    assert home.run(home.flow("orders-to-stream")).counts.created == 0
    assert written(sandbox) == count
