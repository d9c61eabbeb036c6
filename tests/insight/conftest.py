"""A workspace to look from, the webshop's orders, and the flow that carries them into the books."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from insight_desk import Desk, Shop

from core.commands.demo import prepared
from core.sandbox.server import Served
from core.workspace import Workspace


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give a workspace that knows no system."""
    made = Workspace(tmp_path_factory.mktemp("nothing known"))
    yield made
    made.close()


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Give a desk to map at."""
    return Desk(workspace)


@pytest.fixture(scope="session")
def shop(simulators_served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Give the demo with its orders pulled."""
    httpx.post(f"{simulators_served.url}/_sandbox/reset", timeout=60).raise_for_status()
    workspace = Workspace(tmp_path_factory.mktemp("demo"))
    prepared(workspace, simulators_served.url)
    flow = workspace.flow("webshop-orders-to-exact")
    yield Shop(workspace, flow, [record.data for record in workspace.sample(flow, 40)])
    workspace.close()
