"""What Shopify notifies of: an order, product or customer, signed over the body byte for byte."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.api.connector import Notice, Notices
from core.documents import read_json
from core.errors import Denied

_KINDS = {
    "orders": ("orders", "rest_orders"),
    "products": ("products", "rest_products"),
    "customers": ("customers", "rest_customers"),
}


def read(body: bytes, headers: Mapping[str, str], secret: str, settings: Mapping[str, str]) -> Notice:
    """Read a notice whose signature is right."""
    made = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256))
    if not hmac.compare_digest(made, headers.get("x-shopify-hmac-sha256", "").encode()):
        raise Denied("the signature is not right")
    shop = f"{settings.get('shop', '')}.myshopify.com"
    if headers.get("x-shopify-shop-domain", "").lower() != shop.lower():
        raise Denied("it comes from another shop")
    told = _parsed(body)
    kind, _, event = headers.get("x-shopify-topic", "").partition("/")
    at = _time(headers.get("x-shopify-triggered-at", ""))
    id_ = headers.get("x-shopify-event-id") or headers.get("x-shopify-webhook-id", "")
    return Notice(_KINDS.get(kind, ()), str(told.get("id", "")), at, id_, gone=event == "delete")


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        told = read_json(body.decode())
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Denied("it is not a JSON object")
    return told


def _time(text: object) -> datetime:
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        raise Denied("it does not say when it was sent") from None
    if at.tzinfo is None:
        raise Denied("its time has no zone")
    return at


NOTICES = Notices(read, ("webhook_secret", "client_secret"), 300)
