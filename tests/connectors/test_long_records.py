"""What no answer of a system holds whole: it waits with its reason, and keeps no other waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from core.api.access import Access
from core.api.client import Client
from core.api.tokens import MemoryTokens
from core.catalog import Catalog
from core.records import RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace

CATALOG = Catalog()
#: More than Shopify gives of a list in one answer.
TOO_MANY = 251
ADDRESSES = [{"address1": f"Street {n}", "city": "Utrecht", "country_code": "NL"} for n in range(TOO_MANY)]


@pytest.fixture
def served() -> Iterator[Served]:
    """A shop, and books."""
    with Served(app(CATALOG.simulators(World(), Rates()))) as made:
        yield made


@pytest.fixture
def workspace(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A workspace that is connected with both."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "keys"))
    made = Workspace(tmp_path / "home")
    made.connect_sandbox("shopify", "shopify", served.url)
    made.connect_sandbox("eaccounting", "eaccounting", served.url)
    yield made
    made.close()


@contextmanager
def shop(served: Served) -> Iterator[Client]:
    """A client that writes into the shop."""
    given = httpx.get(f"{served.url}/_sandbox/credentials").json()["shopify"]
    settings = {name: given[name] for name in ("shop", "base_url", "auth_url")}
    access = Access("a", settings, {"access_token": given["access_token"]}, MemoryTokens(), private=True)
    with Client(CATALOG.connector("shopify"), access, writes=True) as made:
        yield made


def test_a_customer_of_the_shop_with_too_many_addresses_waits(served: Served, workspace: Workspace) -> None:
    """Also again when it is retried, with all others that wait."""
    flow = workspace.new("to-the-books", "customer", "shopify", "eaccounting")
    workspace.save(flow)
    with shop(served) as writer:
        told = {"email": "many@shop.example", "last_name": "Many", "addresses": ADDRESSES}
        key = writer.create("customers", told, once="many").key
    assert key not in {record.key for record in workspace.sample(flow, 100)}
    run = workspace.run(flow)
    assert run.state is RunState.DONE, run.error
    assert run.counts.created
    parked = {each.key: each.why for each in workspace.records(run.id, Verdict.PARKED)}
    assert parked[key] == "it is longer than one answer, and Customers does not have it whole"
    retried = workspace.retry(flow)
    assert retried.state is RunState.DONE, retried.error
    assert {each.key for each in workspace.records(retried.id)} == parked.keys()


def test_what_is_there_and_not_known_whole_is_not_changed(served: Served, workspace: Workspace) -> None:
    """A field that is written only where it is empty might be full."""
    flow = workspace.new("to-the-shop", "customer", "eaccounting", "shopify")
    workspace.save(flow)
    changed = next(each for each in workspace.plan(flow) if each.verdict is Verdict.UPDATE)
    with shop(served) as writer:
        writer.update("customers", str(changed.target_key), {"addresses": ADDRESSES}, once="many")
    run = workspace.run(flow)
    assert run.state is RunState.DONE, run.error
    assert (run.counts.updated, run.counts.unchanged) == (0, 3)
    (why,) = (each.why for each in workspace.records(run.id, Verdict.PARKED) if each.match == changed.match)
    assert why.endswith("it is longer than one answer, and Customers does not have it whole")
