"""A vendor on loopback, a connection to it, and a client."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import stamina
from small_vendor import Clock, Vendor, connector

from core.api.access import Access
from core.api.client import Client
from core.api.tokens import MemoryTokens


@pytest.fixture(autouse=True)
def _no_backoff() -> Iterator[None]:
    with stamina.set_testing(True, attempts=4, cap=True):
        yield


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    """Give a vendor that serves until the test ends."""
    made = Vendor()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def clock() -> Clock:
    """Give a clock that only sleeping moves."""
    return Clock()


@pytest.fixture
def access(vendor: Vendor) -> Access:
    """Give a connection to the vendor, opened to loopback by a person."""
    settings = {"base_url": vendor.url, "auth_url": vendor.url, "division": "7"}
    return Access("test", settings, {"api_key": "canary-key"}, MemoryTokens(), private=True)


@pytest.fixture
def client(access: Access) -> Iterator[Client]:
    """Give a client of the vendor that may write."""
    with Client(connector(), access, writes=True) as made:
        yield made
