"""Systems notify of changes: what they sign is believed once, and the records that changed are carried."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

import app as served
from core.flow import Schedule
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"
SECRET = "shpss_sandbox"
#: So many notices are sent again; the full number is 1000.
REPLAYS = int(os.environ.get("KOPPEL_REPLAYS", "60"))


@pytest.fixture
def shop(demo: Workspace) -> Workspace:
    """The demo, its flow starting by itself and still to be told of changes."""
    saved = demo.flow(FLOW)
    demo.save(saved.model_copy(update={"schedule": Schedule(cron="0 4 1 1 *", timezone="UTC")}))
    demo.activate(FLOW, on=True)
    for run in demo._store.runs.active():
        demo.cancel(run.id)
    return demo


@pytest.fixture
def orders(sandbox: Any) -> list[dict[str, Any]]:
    """The shop's paid orders."""
    found = httpx.get(f"{sandbox.url}/_sandbox/shopify/orders").json()
    return [order for order in found if order["financial_status"] == "paid"]


def signed(body: bytes, secret: str = SECRET) -> str:
    """What Shopify says of a body."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def headers_of(body: bytes, **changed: str) -> dict[str, str]:
    """What Shopify sends along, as the vendor documents it."""
    told = {
        "content-type": "application/json",
        "x-shopify-topic": "orders/updated",
        "x-shopify-shop-domain": "demo-shop.myshopify.com",
        "x-shopify-event-id": hashlib.sha256(body).hexdigest()[:32],
        "x-shopify-triggered-at": datetime.now(UTC).isoformat(),
        "x-shopify-hmac-sha256": signed(body),
    }
    return told | {name.replace("_", "-"): value for name, value in changed.items()}


def post(*sent: tuple[str, bytes, dict[str, str]]) -> list[int]:
    """Send requests to the application, without a network."""

    async def all_of_them() -> list[int]:
        transport = httpx.ASGITransport(served.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            asked = [client.post(path, content=body, headers=headers) for path, body, headers in sent]
            return [answer.status_code for answer in await asyncio.gather(*asked)]

    return asyncio.run(all_of_them())


def noticed(workspace: Workspace) -> list[Any]:
    """The runs that notices asked for."""
    return [run for run in workspace.runs(FLOW) if run.trigger == "notice"]


def body_of(order: dict[str, Any], **more: Any) -> bytes:
    """An order as the shop sends it."""
    return json.dumps(
        {"id": order["id"], "name": order["name"], "updated_at": "2026-01-01T00:00:00Z", **more}
    ).encode()


def test_a_changed_order_is_carried_at_once(
    shop: Workspace, orders: list[dict[str, Any]], sandbox: Any
) -> None:
    """The run reads the orders that it was told of and no other; what it carries is not made twice later."""
    bodies = [body_of(order) for order in orders[:2]]
    assert post(*(("/hooks/demo-shop", body, headers_of(body)) for body in bodies)) == [200, 200]
    (run,) = noticed(shop)
    assert shop._store.notices.keys(run.id) == sorted(str(order["id"]) for order in orders[:2])
    taken = shop.next_run()
    assert taken is not None
    ended = shop.carry(taken)
    assert (ended.state, ended.counts.read, ended.counts.created) == ("done", 2, 2)
    assert shop.bookmark(FLOW) is None
    shop.run(shop.flow(FLOW))
    booked = [
        o["YourRef"]
        for o in httpx.get(f"{sandbox.url}/_sandbox/exact_online/sales_orders").json()
        if (o["YourRef"] or "").startswith("#")
    ]
    assert sorted(booked) == sorted(order["name"] for order in orders)


def test_a_notice_that_comes_again_asks_for_nothing(shop: Workspace, orders: list[dict[str, Any]]) -> None:
    """Sent again as it was, under another id, or many times at once: one run of one record."""
    body = body_of(orders[0])
    again = [headers_of(body) for _ in range(REPLAYS // 2)]
    renamed = [headers_of(body, x_shopify_event_id=f"made-up-{n}") for n in range(REPLAYS // 2)]
    statuses = post(*(("/hooks/demo-shop", body, headers) for headers in [*again, *renamed]))
    assert set(statuses) == {200}
    (run,) = noticed(shop)
    assert shop._store.notices.keys(run.id) == [str(orders[0]["id"])]
    taken = shop.next_run()
    assert taken is not None
    shop.carry(taken)
    assert set(post(*(("/hooks/demo-shop", body, headers) for headers in again[:10]))) == {200}
    assert len(noticed(shop)) == 1


Forged = Callable[[bytes], tuple[bytes, dict[str, str]]]


def minutes_ago(number: int) -> str:
    """A time before now."""
    return (datetime.now(UTC) - timedelta(minutes=number)).isoformat()


#: Every way in which a notice may be wrong; the names are those of the corpus where it has one.
FORGERIES: dict[str, tuple[int, Forged]] = {
    "no signature": (401, lambda b: (b, {k: v for k, v in headers_of(b).items() if "hmac" not in k})),
    "webhook-002": (401, lambda b: (b, headers_of(b, x_shopify_hmac_sha256=signed(b, "another")))),
    "signed with nothing": (401, lambda b: (b, headers_of(b, x_shopify_hmac_sha256=signed(b, "")))),
    "empty signature": (401, lambda b: (b, headers_of(b, x_shopify_hmac_sha256=""))),
    "another body": (401, lambda b: (b.replace(b"2026", b"2027"), headers_of(b))),
    "webhook-004": (401, lambda b: (b, headers_of(b, x_shopify_triggered_at=minutes_ago(6)))),
    "from the future": (401, lambda b: (b, headers_of(b, x_shopify_triggered_at=minutes_ago(-6)))),
    "no time": (401, lambda b: (b, headers_of(b, x_shopify_triggered_at=""))),
    "webhook-006": (
        401,
        lambda b: (json.dumps(json.loads(b), separators=(",", ":")).encode(), headers_of(b)),
    ),
    "webhook-009": (415, lambda b: (b, headers_of(b, content_type="multipart/form-data; boundary=x"))),
    "another shop": (401, lambda b: (b, headers_of(b, x_shopify_shop_domain="evil.myshopify.com"))),
    "empty": (401, lambda _: (b"", headers_of(b""))),
    "too large": (413, lambda _: (b"x" * 3_000_000, headers_of(b"x"))),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_notice_is_refused(shop: Workspace, orders: list[dict[str, Any]], name: str) -> None:
    """Nothing that is wrong about it starts a run; the same notice as it should be does."""
    status, forge = FORGERIES[name]
    body = body_of(orders[0])
    assert post(("/hooks/demo-shop", *forge(body))) == [status]
    assert noticed(shop) == []
    assert post(("/hooks/demo-shop", body, headers_of(body))) == [200]
    assert len(noticed(shop)) == 1


def test_without_a_secret_nothing_is_believed(shop: Workspace, sandbox: Any) -> None:
    """A connection that could not tell a forgery takes no notice, and neither does one that is not there."""
    base = {"shop": "bare", "base_url": f"{sandbox.url}/shopify/admin/api/2026-10"}
    shop.connect("bare", "shopify", base, {"access_token": "x"})
    body = b'{"id": 1}'
    headers = headers_of(
        body, x_shopify_hmac_sha256=signed(body, ""), x_shopify_shop_domain="bare.myshopify.com"
    )
    assert post(("/hooks/bare", body, headers), ("/hooks/nobody", body, headers)) == [401, 401]


def test_the_corpus_of_webhooks_is_covered() -> None:
    """Every attack of its kind has a test here."""
    reference = os.environ.get("KOPPEL_REFERENCE")
    if not reference:
        pytest.skip("KOPPEL_REFERENCE names no reference data")
    attacks = json.loads((Path(reference) / "security" / "attacks.json").read_text())
    entries = attacks["attacks"] if isinstance(attacks, dict) else attacks
    known = {*FORGERIES, "webhook-007"}  # the last one is the connection without a secret
    assert {each["id"] for each in entries if each["kind"] == "webhook"} <= known


@pytest.fixture
def books(shop: Workspace) -> Workspace:
    """The demo, its books telling of changes of items too."""
    there = shop._reach.named("demo-exact")
    shop.connect("demo-exact", "exact_online", there.settings, {"webhook_secret": "whs"})
    return shop


def exact(content: str, secret: str = "whs") -> bytes:  # noqa: S107 - made up
    """A notice as Exact Online sends it."""
    code = hmac.digest(secret.encode(), content.encode(), hashlib.sha256).hex().upper()
    return f'{{"Content":{content},"HashCode":"{code}"}}'.encode()


def content(division: int = 123456, **more: Any) -> str:
    """What Exact Online says happened."""
    told = {"Topic": "Items", "ClientId": "x", "Division": division, "Action": "Update", "Key": "a-guid"}
    return json.dumps(told | {"EventCreatedOn": datetime.now(UTC).replace(tzinfo=None).isoformat()} | more)


@pytest.mark.usefixtures("books")
def test_exact_online_is_believed_by_its_content() -> None:
    """Signed over the content as it stands; knocked at without any when the address is registered."""
    kind = {"content-type": "application/json"}
    good = exact(content())
    assert post(("/hooks/demo-exact", b"", {}), ("/hooks/demo-exact", good, kind)) == [200, 200]
    forged = [
        exact(content(), "another"),
        good.replace(b"a-guid", b"b-guid"),
        good.replace(b'", "', b'","', 1),
        exact(content(division=654321)),
        exact(content(EventCreatedOn="2020-01-06T16:26:08.587")),
        b'{"Content":{}}',
        good[:-1] + b',"Content":{}}',
    ]
    assert set(post(*(("/hooks/demo-exact", body, kind) for body in forged))) == {401}
