"""What Exact Online notifies of: one record of one administration, signed over its content as it stands."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from core.api.connector import Notice, Notices
from core.documents import read_json
from core.errors import Denied

_RESOURCES = {
    "Accounts": "accounts",
    "Contacts": "contacts",
    "Items": "items",
    "SalesInvoices": "sales_invoices",
    "SalesOrders": "sales_orders",
}
#: The content is signed byte for byte, braces included; nothing but it and its signature may be there.
_WHOLE = re.compile(
    rb'\s*\{\s*"Content"\s*:\s*(\{.*\})\s*,\s*"HashCode"\s*:\s*"([0-9A-Fa-f]{64})"\s*\}\s*', re.DOTALL
)
#: It is tried again for a day and a half, under the time at which it happened.
_SECONDS = 2 * 86_400


def read(body: bytes, headers: Mapping[str, str], secret: str, settings: Mapping[str, str]) -> Notice:
    """Read a notice whose signature is right."""
    del headers
    whole = _WHOLE.fullmatch(body)
    if whole is None:
        raise Denied("it is not signed")
    made = hmac.digest(secret.encode(), whole[1], hashlib.sha256).hex().upper().encode()
    if not hmac.compare_digest(made, whole[2].upper()):
        raise Denied("the signature is not right")
    try:
        told = read_json(whole[1].decode())
        # Which zone its clock is in is not told; against two days a few hours are nothing.
        at = datetime.fromisoformat(str(told["EventCreatedOn"]))
        topic, key, division = str(told["Topic"]), str(told["Key"]), str(told["Division"])
    except (ValueError, KeyError, TypeError):
        raise Denied("its content is not what Exact Online sends") from None
    if division != settings.get("division"):
        raise Denied("it is of another administration")
    resources = (_RESOURCES[topic],) if topic in _RESOURCES else ()
    return Notice(
        resources, key, at if at.tzinfo else at.replace(tzinfo=UTC), gone=told.get("Action") == "Delete"
    )


NOTICES = Notices(read, ("webhook_secret",), _SECONDS, knocks=True)
