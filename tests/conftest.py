"""What all tests share: one sandbox with every simulator, for the whole session."""

from __future__ import annotations

import functools
import gc
import os
import sys
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, settings
from postgresql_server import database, postgresql_server
from ready_database import _ready_database
from ready_koppel import ready_koppel

from core.catalog import Catalog
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World

__all__ = ["_ready_database", "database", "postgresql_server", "ready_koppel"]

# What a person keeps in a database of their own is no business of the tests.
os.environ.pop("KOPPEL_DATABASE_URL", None)
# Nor is the language of their machine.
os.environ["KOPPEL_LANGUAGE"] = "en"
# Tests open thousands of clients, on loopback: whom to trust elsewhere is read once, not for each of them.
httpx._transports.default.create_ssl_context = functools.cache(httpx.create_ssl_context)
# How long an example takes, or to make one, tells of the machine.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Leave what was loaded out of every later search for garbage: it stays until the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def simulators_served() -> Iterator[Served]:
    """Every connector's simulator, filled with the hand-made world, on a free port of this machine."""
    with Served(app(Catalog().simulators(World(), Rates()))) as served:
        yield served


@pytest.fixture
def sandbox(simulators_served: Served) -> Served:
    """The sandbox as on its first day; `.url` is where it answers. Its clock does not go back."""
    httpx.post(f"{simulators_served.url}/_sandbox/reset", timeout=60).raise_for_status()
    return simulators_served


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the main module back from Streamlit's test runner, which new processes would start from."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
