"""A shop and its books: two connected sandboxes, the recipe's flow between them, and ways to look at both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from postgresql_server import chosen, lent

from core.flow import Flow
from core.store import Store
from core.workspace import Run, Workspace

FLOW = "webshop-orders-to-exact"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A home of its own, whose key lies beside it."""
    monkeypatch.setenv("KOPPEL_KEY_FILE", str(tmp_path / "koppel.key"))
    store = Store(tmp_path / "home")
    yield store
    store.close()


@dataclass
class Trade:
    """The two systems as a person could look at them, and the workspace between."""

    url: str
    workspace: Workspace

    @property
    def flow(self) -> Flow:
        """The flow as it is saved."""
        return self.workspace.flow(FLOW)

    def run(self) -> Run:
        """Carry the flow here and now."""
        return self.workspace.run(self.flow)

    def stored(self, system: str, resource: str) -> list[dict[str, Any]]:
        """What a system has."""
        return httpx.get(f"{self.url}/_sandbox/{system}/{resource}").raise_for_status().json()

    def paid(self) -> list[str]:
        """The names of the shop's paid orders."""
        return sorted(o["name"] for o in self.stored("shopify", "orders") if o["financial_status"] == "paid")

    def booked(self) -> list[str]:
        """The shop's numbers of the sales orders in the books, each as often as it is there."""
        references = (o["YourRef"] or "" for o in self.stored("exact_online", "sales_orders"))
        return sorted(reference for reference in references if reference.startswith("#"))

    def twice(self) -> list[str]:
        """What was booked more than once."""
        return [ref for ref, times in Counter(self.booked()).items() if times > 1]

    def break_it(self, **fault: Any) -> None:
        """Let something go wrong."""
        httpx.post(f"{self.url}/_sandbox/faults", json=fault).raise_for_status()

    def mend(self) -> None:
        """Let nothing go wrong any more."""
        httpx.delete(f"{self.url}/_sandbox/faults").raise_for_status()

    def requests(self, system: str = "") -> list[dict[str, Any]]:
        """What the systems, or one of them, were asked, in the order of the answers."""
        named = {"connector": system} if system else {}
        told: list[dict[str, Any]] = httpx.get(f"{self.url}/_sandbox/requests", params=named).json()
        return told

    def writes(self) -> list[dict[str, Any]]:
        """The requests that could have changed something."""
        return [request for request in self.requests() if request["write"]]

    def shop(self, query: str, **variables: Any) -> Any:
        """Ask the shop's own API, as its owner."""
        known = httpx.get(f"{self.url}/_sandbox/credentials").json()["shopify"]
        answer = httpx.post(
            f"{known['base_url']}/graphql.json",
            json={"query": query, "variables": variables},
            headers={"X-Shopify-Access-Token": known["access_token"]},
        )
        told = answer.raise_for_status().json()
        assert "errors" not in told, told
        return told["data"]

    def books(self, method: str, path: str, **json: Any) -> httpx.Response:
        """Ask the books' own API, as their owner."""
        known = httpx.get(f"{self.url}/_sandbox/credentials").json()["exact_online"]
        return httpx.request(
            method,
            f"{known['base_url']}/{path}",
            json=json or None,
            headers={"Authorization": f"Bearer {known['access_token']}", "Accept": "application/json"},
        ).raise_for_status()


def soon(workspace: Workspace) -> None:
    """Let unclear answers settle in half a second: the sandbox commits sooner than the vendor may."""
    target = workspace._reach.target

    @contextmanager
    def sooner(*args: Any, **more: Any) -> Iterator[Any]:
        with target(*args, **more) as known:
            yield replace(known, settle=0.5)

    workspace._reach.target = sooner  # type: ignore[method-assign]


@pytest.fixture(params=chosen("sqlite"))
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Make a test on files; on a server too where it says so, or where everything is."""
    yield from lent(request)


@pytest.fixture
def trade(sandbox: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str) -> Iterator[Trade]:
    """A workspace with the demo's connections and flow, against sandboxes that start afresh."""
    del database
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    workspace = Workspace(tmp_path / "home")
    soon(workspace)
    workspace.connect_sandbox("demo-shop", "shopify", sandbox.url)
    workspace.connect_sandbox("demo-exact", "exact_online", sandbox.url)
    workspace.save(workspace.new(FLOW, "order", "demo-shop", "demo-exact"))
    httpx.delete(f"{sandbox.url}/_sandbox/requests")
    yield Trade(sandbox.url, workspace)
    workspace.close()
