"""Systems that live at more than one address, and ask for more than a client's name."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

from small_vendor import Heard, Said, Vendor, connector

from core.api.access import Access
from core.api.client import Client
from core.api.connector import OAuth2, Setting
from core.api.tokens import MemoryTokens


def test_a_resource_may_live_at_an_address_of_its_own(vendor: Vendor, access: Access) -> None:
    """A path that begins with an address in a setting is asked for there, with the credential."""
    declared = connector()
    orders = replace(declared.resources[0], path="{orders_url}/v3/orders")
    other = Setting("orders_url", "Address of orders", default="https://orders.acme.example/api")
    declared = replace(declared, resources=(orders,), settings=(other,))
    elsewhere = replace(access, settings={**access.settings, "orders_url": f"{vendor.url}/elsewhere/"})
    with Client(declared, elsewhere) as client:
        list(client.pull("orders"))
    assert vendor.heard[0].path == "/elsewhere/v3/orders"
    assert vendor.heard[0].headers["x-key"] == "canary-key"


def test_a_token_is_asked_for_with_the_fields_that_the_vendor_wants(vendor: Vendor) -> None:
    """A tenant that stands in a setting goes along with the request for a token."""
    auth = OAuth2(
        token_url="{auth_url}/token", grants=("client_credentials",), fields=(("tenant_id", "{tenant}"),)
    )
    vendor.answers = lambda heard: Said(
        {"access_token": "t", "expires_in": 60} if heard.path == "/token" else {"value": []}
    )
    settings = {
        "base_url": vendor.url,
        "auth_url": vendor.url,
        "division": "7",
        "client_id": "app",
        "tenant": "T-1",
    }
    opened = Access("tenant", settings, {"client_secret": "canary"}, MemoryTokens(), private=True)
    with Client(connector(auth=(auth,)), opened) as client:
        list(client.pull("orders"))
    asked: Heard = vendor.heard[0]
    assert parse_qs(asked.body.decode()) == {
        "grant_type": ["client_credentials"],
        "tenant_id": ["T-1"],
        "client_id": ["app"],
        "client_secret": ["canary"],
    }
