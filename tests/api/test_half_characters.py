"""Half a character: JSON can hold it, and systems that cut texts send it; nothing else can write it."""

from __future__ import annotations

from connectors.shopify import CONNECTOR
from connectors.shopify.dialect import cut as goes_on
from core.api.access import without
from core.documents import cut, parse_json

HALF = parse_json('{"note": "sent by s3cret-token \\ud83d", "lines": [{"note": "\\ud83d"}]}')


def test_what_is_kept_of_it_can_be_written() -> None:
    """The rest of the record stays as it is."""
    assert cut(HALF) == {"note": "sent by s3cret-token ?", "lines": [{"note": "?"}]}


def test_a_secret_beside_it_is_hidden() -> None:
    """An answer that gives the secret back is told without it."""
    assert without(HALF, ["s3cret-token"])["note"] == "sent by ••• \ud83d"


def test_a_record_with_it_is_read_whole() -> None:
    """Whether its lists go on cannot be seen at once; an order without it is as it is."""
    orders = next(each for each in CONNECTOR.resources if each.name == "orders")
    assert goes_on(orders, {"fulfillments": [], "refunds": [], **HALF})
    assert not goes_on(orders, {"fulfillments": [], "refunds": [], "note": '"hasNextPage":true'})
