"""Prices beside that for everybody: of price classes, from a quantity on, of other days, of one customer."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from connectors.visma_net.sandbox.books import Books, Row

#: Which of the items have a price of a kind, how it differs from that for everybody, and by how much.
_KINDS: tuple[tuple[int, Row, str], ...] = (
    (2, {"priceType": "CustomerPriceClass", "priceCode": "DEALER"}, "0.9"),
    (3, {"priceType": "CustomerPriceClass", "priceCode": "STAFF"}, "0.8"),
    (4, {"breakQty": Decimal(10)}, "0.95"),
    (5, {"effectiveDate": "2025-01-01T00:00:00", "expirationDate": "2025-12-31T00:00:00"}, "0.98"),
    (6, {"effectiveDate": "2099-01-01T00:00:00"}, "1.1"),
    (7, {"priceType": "Customer", "priceCode": "10001"}, "0.7"),
)


def others(price: Row, books: Books) -> Iterator[Row]:
    """The other prices of an item that has this one."""
    for nth, differs, factor in _KINDS:
        if price["recordId"] % nth == 0:
            amount = (Decimal(price["price"]) * Decimal(factor)).quantize(Decimal("0.01"))
            yield {**price, **differs, "recordId": 100_000 + books.number(1, "others"), "price": amount}
