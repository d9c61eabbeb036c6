"""Clients that strangers wrote for the vendors' real APIs, unchanged but for the address, against sandboxes.

`.ci/strangers` installs them, pinned by hash, into a folder of their own. For AccountView, BuchhaltungsButler
and Visma.net ERP the registry has none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from core.sandbox.server import Served

ROOT = Path(__file__).parents[2]
SITE = ROOT / ".venv" / "strangers"
HERE = Path(__file__).parent / "strangers"
AWAY = "https://koppel.example/callback"

pytestmark = pytest.mark.skipif(
    not (SITE / ".installed").exists(), reason="the strangers' clients are not installed: run .ci/strangers"
)


def credentials(sandbox: Served, connector: str) -> dict[str, Any]:
    """What a client of a system needs."""
    found: dict[str, Any] = httpx.get(f"{sandbox.url}/_sandbox/credentials").json()[connector]
    return {**found, "clock": f"{sandbox.url}/_sandbox/clock", "redirect_uri": AWAY}


def consented(given: dict[str, Any]) -> dict[str, Any]:
    """The same, with the code that a person's consent brings."""
    asked = {"client_id": given["client_id"], "redirect_uri": AWAY, "response_type": "code", "state": "s"}
    url = f"{given['auth_url']}/api/oauth2/auth"
    answer = httpx.get(url, params={**asked, "sandbox_consent": "auto"})
    return {**given, "code": parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]}


def too_much(sandbox: Served, connector: str, path: str) -> None:
    """Let the next request to a path be refused because there were too many."""
    fault = {"connector": connector, "match": {"path": path}, "throttle": True, "times": 1}
    httpx.post(f"{sandbox.url}/_sandbox/faults", json=fault).raise_for_status()


def client(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Run a stranger's client in a process of its own; gives what it has seen."""
    ran = subprocess.run(
        [sys.executable, HERE / f"{name}.py"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SITE), "PYTHONWARNINGS": "ignore"},
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    seen: dict[str, Any] = json.loads(ran.stdout)
    return seen


def test_ossos_client_of_exact_online_works(sandbox: Served) -> None:
    """`exactonline` signs in, finds its division, renews in the last half minute, and makes an order."""
    seen = client("exact_ossobv", consented(credentials(sandbox, "exact_online")))
    assert seen["divisions"] == 2
    assert seen["relations"] == ["Webshop customers"]
    assert seen["refreshed"]
    made = httpx.get(f"{sandbox.url}/_sandbox/exact_online/sales_orders").json()
    assert seen["made"] in {order["OrderID"] for order in made}


def test_a_kit_for_exact_online_works_and_survives_throttling(sandbox: Served) -> None:
    """`exact-online-sdk` follows the vendor's links to the end, writes, and tries again after a 429."""
    given = consented(credentials(sandbox, "exact_online"))
    too_much(sandbox, "exact_online", "crm/Accounts")
    accounts = httpx.get(f"{sandbox.url}/_sandbox/exact_online/accounts").json()
    seen = client("exact_sdk", given)
    assert seen["names"] == sum(seen["pages"]) == len(accounts)
    assert seen["named"] == ["Webshop customers"]
    assert seen["city"] == "Utrecht"
    assert seen["refreshed"]
    asked = [one for one in httpx.get(f"{sandbox.url}/_sandbox/requests").json() if one["status"] == 429]
    assert asked


def test_shopifys_own_client_works_and_hears_of_throttling(sandbox: Served) -> None:
    """`ShopifyAPI` pages by cursor, filters, makes a customer by GraphQL, and is told how long to wait."""
    too_much(sandbox, "shopify", "products.json")
    orders = httpx.get(f"{sandbox.url}/_sandbox/shopify/orders").json()
    seen = client("shopify_api", credentials(sandbox, "shopify"))
    assert (seen["orders"], seen["twice"]) == (len(orders), 0)
    assert seen["pages"] == -(-len(orders) // 3)
    assert seen["since"] == len(orders)
    assert seen["missing"] == 404
    assert seen["left"] > 0
    assert seen["graphql"] == ["#1001", "#1002"]
    assert (seen["made"], seen["errors"]) == ("danger@strangers.example", [])
    assert seen["found"] == ["danger@strangers.example"]
    assert seen["throttled"] == [429, 2.0, 1]


def test_a_client_of_eaccounting_works_and_hears_of_throttling(sandbox: Served) -> None:
    """`visma` renews its token at the start, pages, filters, writes, and is refused in the vendor's words."""
    too_much(sandbox, "eaccounting", "units")
    articles = httpx.get(f"{sandbox.url}/_sandbox/eaccounting/articles").json()
    seen = client("eaccounting_visma", credentials(sandbox, "eaccounting"))
    assert seen["refreshed"]
    assert seen["terms"] > 0
    assert (seen["articles"], seen["twice"]) == (len(articles), 0)
    assert seen["pages"] > 1
    assert seen["filtered"] == ["KOF-ESP-0250"]
    assert (seen["made"], seen["changed"]) == ("Strangers & Co", "Strangers and Co")
    assert [refused.split("HTTP:")[1][:3] for refused in seen["refused"]] == ["404", "400", "429"]
    assert "4010" in seen["refused"][2]
    assert seen["units"] > 0


def test_a_client_of_afas_works(sandbox: Served) -> None:
    """`afas-connector` pages, reads all at once, filters, makes a debtor, and hears what it may not."""
    items = httpx.get(f"{sandbox.url}/_sandbox/afas/items").json()
    seen = client("afas_bakeable", credentials(sandbox, "afas"))
    assert sum(seen["pages"]) == seen["every"] == len(items)
    assert len(seen["pages"]) > 1
    assert seen["few"] == ["10000"]
    assert seen["made"][0] == 201
    assert seen["made"][1]["results"]["KnSalesRelationPer"]["DbId"]
    assert (seen["unknown"], seen["refused"]) == (500, 401)
