"""The demo: its flow for orders, the webshop's orders, and what is written of them for the client."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from papers import Papers

from core.commands.demo import prepared
from core.sandbox.server import Served
from core.workspace import Workspace


@pytest.fixture(scope="session")
def papers(simulators_served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    """Give the demo with its orders pulled and its specification written."""
    httpx.post(f"{simulators_served.url}/_sandbox/reset", timeout=60).raise_for_status()
    workspace = Workspace(tmp_path_factory.mktemp("papers"))
    prepared(workspace, simulators_served.url)
    flow = workspace.flow("webshop-orders-to-exact")
    orders = [record.data for record in workspace.sample(flow, 25)]
    yield Papers(workspace, flow, orders, workspace.specification(flow, orders))
    workspace.close()


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give a workspace that knows no system."""
    made = Workspace(tmp_path_factory.mktemp("nothing known"))
    yield made
    made.close()
