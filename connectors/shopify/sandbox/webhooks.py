"""Subscriptions to changes in the simulated shop, and the signed notices that go out upon them."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any
from uuid import uuid4

from connectors.shopify.sandbox.door import CLIENT_SECRET
from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Resolver
from connectors.shopify.sandbox.rest import shown
from connectors.shopify.sandbox.rows import Row, gid, number
from connectors.shopify.sandbox.told import answered, fault
from core.documents import write_json
from core.sandbox.outbox import Outbox, reachable
from core.sandbox.rates import Clock
from core.sandbox.world import World

_FIRST = 1_300_000_000_000
#: For each kind of thing the topics under which one that was made, and one that was changed, is told.
_TOPICS = {
    "Order": ("orders/create", "orders/updated"),
    "Product": ("products/create", "products/update"),
    "Customer": ("customers/create", "customers/update"),
}


class TellingShop(Shop):
    """A shop that tells those who asked for it what was made and changed in it."""

    def __init__(self, world: World, clock: Clock) -> None:
        self._outbox = Outbox()
        super().__init__(world, clock)

    def reset(self) -> None:
        """Start over; nobody is told any more."""
        self._outbox.forget()
        self.subscriptions: dict[int, Row] = {}
        self._touched: dict[tuple[str, int], Row] = {}
        super().reset()

    def changed(self, row: Row) -> Row:
        """Note that a row was changed, now; whoever asked for it is told when the request is carried out."""
        self._touched[row["admin_graphql_api_id"].split("/")[3], row["id"]] = row
        return super().changed(row)

    def tell(self, version: str) -> None:
        """Send a notice of each row that was made or changed since, in the words of this version."""
        for (kind, _), row in self._touched.items():
            made, updated = _TOPICS.get(kind, ("", ""))
            topic = made if row["created_at"] == row["updated_at"] else updated
            wanted = [each for each in self.subscriptions.values() if each["topic"] == _enum(topic)]
            body, event = write_json(shown(row)).encode() if wanted else b"", str(uuid4())
            for each in wanted:
                self._outbox.send(each["uri"], body, self._headers(body, topic, version, event))
        self._touched = {}

    def _headers(self, body: bytes, topic: str, version: str, event: str) -> dict[str, str]:
        mark = hmac.digest(CLIENT_SECRET.encode(), body, hashlib.sha256)
        return {
            "Content-Type": "application/json",
            "X-Shopify-Topic": topic,
            "X-Shopify-Shop-Domain": "demo-shop.myshopify.com",
            "X-Shopify-API-Version": version,
            "X-Shopify-Webhook-Id": str(uuid4()),
            "X-Shopify-Event-Id": event,
            "X-Shopify-Triggered-At": self._clock.now().isoformat(),
            "X-Shopify-Hmac-Sha256": base64.b64encode(mark).decode(),
        }


def _enum(topic: str) -> str:
    return topic.replace("/", "_").upper()


def subscribe(_: Row, shop: Any, asked: Row) -> Row:
    """Take a subscription: a topic, and the address that is told."""
    given = asked["webhookSubscription"]
    uri = str(given.get("uri") or given.get("callbackUrl") or "")
    if not reachable(uri):
        return answered(
            "webhook_subscription", None, fault("Address is invalid", "webhookSubscription", "uri")
        )
    if any((each["topic"], each["uri"]) == (asked["topic"], uri) for each in shop.subscriptions.values()):
        wrong = fault("Address for this topic has already been taken", "webhookSubscription", "uri")
        return answered("webhook_subscription", None, wrong)
    key = max(shop.subscriptions, default=_FIRST) + 1
    now = shop.now()
    row = {
        "id": key,
        "admin_graphql_api_id": gid("WebhookSubscription", key),
        "topic": asked["topic"],
        "uri": uri,
    }
    shop.subscriptions[key] = {
        **row,
        "callback_url": uri,
        "format": "JSON",
        "created_at": now,
        "updated_at": now,
    }
    return answered("webhook_subscription", shop.subscriptions[key])


def unsubscribe(_: Row, shop: Any, asked: Row) -> Row:
    """Tell an address no more."""
    if shop.subscriptions.pop(number(asked["id"]), None) is None:
        wrong = fault("Webhook subscription does not exist", "id")
        return answered("deleted_webhook_subscription_id", None, wrong)
    return answered("deleted_webhook_subscription_id", asked["id"])


def subscriptions(_: Row, shop: Any, asked: Row) -> Row:
    """Give the subscriptions, the oldest first; they are never more than a page."""
    rows = list(shop.subscriptions.values())[: asked.get("first")]
    edges = [{"node": row, "cursor": str(row["id"])} for row in rows]
    return {"nodes": rows, "edges": edges, "page_info": {"has_next_page": False, "has_previous_page": False}}


WEBHOOKS: dict[str, Resolver] = {
    "webhookSubscriptionCreate": subscribe,
    "webhookSubscriptionDelete": unsubscribe,
}
