"""Records to suggest on: what the simulators of the shop and of the books give, as a flow pulls it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from core.flow import Flow
from core.workspace import Workspace

RESOURCES = {
    "shopify": ("orders", "customers", "variants", "stock"),
    "exact_online": ("accounts", "items", "stock", "sales_item_prices"),
}
Samples = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def desk(simulators_served: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A workspace with both systems connected."""
    httpx.post(f"{simulators_served.url}/_sandbox/reset", timeout=60).raise_for_status()
    patch = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("desk")
    patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    workspace = Workspace(home / "home")
    workspace.connect_sandbox("shopify", "shopify", simulators_served.url)
    workspace.connect_sandbox("exact-online", "exact_online", simulators_served.url)
    yield workspace
    workspace.close()
    patch.undo()


@pytest.fixture(scope="session")
def flow(desk: Workspace) -> Flow:
    """The recipe's flow for orders."""
    return desk.new("orders", "order", "shopify", "exact-online")


@pytest.fixture(scope="session")
def samples(desk: Workspace, flow: Flow) -> Samples:
    """Up to 25 records of each resource; the shop's also by the resource's name alone."""
    made = {}
    for system, resources in RESOURCES.items():
        for resource in resources:
            source = flow.source.model_copy(
                update={
                    "connection": system.replace("_", "-"),
                    "resource": resource,
                    "params": {},
                    "since": "none",
                }
            )
            pulled = desk.sample(flow.model_copy(update={"source": source}), 25)
            made[f"{system}.{resource}"] = [record.data for record in pulled]
    return made | {name: made[f"shopify.{name}"] for name in RESOURCES["shopify"]}
