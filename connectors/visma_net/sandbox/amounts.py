"""What a line comes to, with the VAT of its category: inside the price, or on top of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from connectors.visma_net.sandbox.books import Books

NONE, _CENT = Decimal(0), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amount:
    """A line's amounts: before and after discount as the price states them, then net and VAT."""

    gross: Decimal
    stated: Decimal
    net: Decimal
    vat: Decimal
    rate: Decimal
    vat_id: str


def worked_out(books: Books, line: dict[str, Any], category: str | None) -> Amount:
    """Work a line out of `quantity`, `price`, `percent` and `discount`."""
    gross = cents(line["quantity"] * line["price"])
    off = line["discount"] or cents(gross * line["percent"] / 100)
    stated = gross - off
    vat_id, rate, included = rate_of(books, category)
    net = cents(stated / (1 + rate / 100)) if included else stated
    vat = stated - net if included else cents(net * rate / 100)
    return Amount(gross, stated, net, vat, rate, vat_id)


def rate_of(books: Books, category: str | None) -> tuple[str, Decimal, bool]:
    """Give a category's VAT: its ID, its rate in per cent, and whether prices include it."""
    row = books.row("vat_categories", category) if category else None
    lines = row["vatCategoryLines"] if row else []
    vat = books.row("vat", lines[0]["vatId"]) if lines else None
    if vat is None:
        return "", NONE, False
    return vat["vatId"], vat["schedules"][-1]["vatRate"], vat["calculateOn"] == "ExtractFromItemAmount"


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half up."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def decimal(value: Any) -> Decimal:
    """Read a number; nothing is 0."""
    return Decimal(str(value or 0))
