"""Subscriptions to changes in Exact's books, and the signed notices that go out upon them."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from uuid import uuid4

from connectors.exact_online.sandbox.books import Books, Entity, Row
from connectors.exact_online.sandbox.consent import CLIENT_ID
from connectors.exact_online.sandbox.functions import ms
from connectors.exact_online.sandbox.refusal import Refusal, invalid
from core.documents import write_json
from core.sandbox.outbox import Outbox, knock, reachable

SUBSCRIPTIONS, TOPICS = "webhooks/WebhookSubscriptions", "webhooks/WebhookTopics"
#: The secret of the app, by which its notices are signed.
SECRET = "sandbox-webhook-secret"
#: The topics that are served, by the table whose rows they tell of.
_TOPICS = {
    "accounts": "Accounts",
    "contacts": "Contacts",
    "items": "Items",
    "sales_invoices": "SalesInvoices",
    "sales_orders": "SalesOrders",
}
_JSON = {"Content-Type": "application/json"}


class Webhooks:
    """Who is told of which changes in which administration."""

    def __init__(self) -> None:
        self._outbox = Outbox()
        self._rows: dict[str, Row] = {}

    def reset(self) -> None:
        """Forget everybody."""
        self._outbox.forget()
        self._rows.clear()

    # --- who wants to be told

    def listed(self, books: Books, path: str, key: str, root: str) -> dict[str, Any]:
        """Answer who is told, one subscription by its key, or the topics that there are."""
        if path == TOPICS:
            return {"d": {"results": [{"ID": name, "Topic": topic} for name, topic in _TOPICS.items()]}}
        if key:
            return {"d": _wire(self._own(books, key), root)}
        return {"d": {"results": [_wire(row, root) for row in self._of(books)]}}

    async def subscribe(self, books: Books, payload: Any, root: str) -> dict[str, Any]:
        """Take a subscription, once its address has answered an empty body."""
        given = payload if isinstance(payload, dict) else {}
        topic, url = given.get("Topic"), str(given.get("CallbackURL", ""))
        if topic not in _TOPICS.values():
            raise invalid("Mandatory: Topic")
        if not reachable(url):
            raise invalid("Invalid: CallbackURL")
        if any(row["Topic"] == topic and row["CallbackURL"] == url for row in self._of(books)):
            raise invalid("Data already exists")
        if await knock(url, b"", _JSON) not in (200, 201):
            raise invalid("The callback URL did not answer with status 200 or 201.")
        row: Row = {"ID": str(uuid4()), "CallbackURL": url, "ClientID": CLIENT_ID, "Created": ms(books.now())}
        row |= {"Description": given.get("Description"), "Division": books.division, "Topic": topic}
        self._rows[row["ID"]] = row
        return {"d": _wire(row, root)}

    def unsubscribe(self, books: Books, key: str) -> None:
        """Tell an address no more."""
        del self._rows[self._own(books, key)["ID"]]

    def _of(self, books: Books) -> list[Row]:
        return [row for row in self._rows.values() if row["Division"] == books.division]

    def _own(self, books: Books, key: str) -> Row:
        row = self._rows.get(key.lower())
        if row is None or row["Division"] != books.division:
            raise Refusal(404, "Not found")
        return row

    # --- what is told

    @staticmethod
    def about(entity: Entity, row: Row | None) -> tuple[str, str]:
        """The table and the key that a change of a row is told under: a line's change is its header's."""
        if row is None:
            return "", ""
        return (entity.header, row[entity.owner]) if entity.owner else (entity.name, row[entity.key])

    def tell(self, books: Books, about: tuple[str, str], root: str, *, gone: bool = False) -> None:
        """Tell everybody who asked for it that a row was made, changed or removed."""
        name, key = about
        for row in self._of(books):
            if row["Topic"] == _TOPICS.get(name):
                endpoint = f"{root}/{books.tables[name].entity.path}(guid'{key}')"
                content = {
                    "Topic": row["Topic"],
                    "ClientId": CLIENT_ID,
                    "Division": books.division,
                    "Action": "Delete" if gone else "Update",
                    "Key": key,
                    "ExactOnlineEndpoint": endpoint,
                    "EventCreatedOn": books.now().isoformat(timespec="milliseconds"),
                }
                self._outbox.send(row["CallbackURL"], signed(write_json(content)), _JSON)


def signed(content: str) -> bytes:
    """A notice with its hash code, over the content as it stands."""
    code = hmac.digest(SECRET.encode(), content.encode(), hashlib.sha256).hex().upper()
    return f'{{"Content":{content},"HashCode":"{code}"}}'.encode()


def _wire(row: Row, root: str) -> Row:
    uri = f"{root}/{SUBSCRIPTIONS}(guid'{row['ID']}')"
    return {"__metadata": {"uri": uri, "type": "Exact.Web.Api.Models.WebhookSubscription"}, **row}
