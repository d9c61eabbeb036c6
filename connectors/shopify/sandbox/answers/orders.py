"""What an order answers: lines, discounts, VAT, payments, shipments and refunds."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from connectors.shopify.sandbox.answers.finding import (
    attributes,
    first,
    money,
    nested,
    of,
    tags,
    upper,
    weight,
)
from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Resolver, Row
from connectors.shopify.sandbox.rows import bag, gid
from connectors.shopify.sandbox.sending import fulfillment_orders, sent_lines


def _refunded(row: Row) -> Decimal:
    return sum((Decimal(t["amount"]) for r in row["refunds"] for t in r["transactions"]), Decimal(0))


def _received(row: Row) -> Decimal:
    return Decimal(row["total_price"]) - Decimal(row["total_outstanding"])


def _paid(row: Row) -> bool:
    return row["financial_status"] in {"paid", "partially_refunded", "refunded"}


def _transactions(row: Row, _: Shop, asked: Row) -> list[Row]:
    taken = {
        "admin_graphql_api_id": gid("OrderTransaction", row["id"] + 1),
        "kind": "authorization" if row["financial_status"] == "authorized" else "sale",
        "status": "success" if _paid(row) or row["financial_status"] == "authorized" else "pending",
        "gateway": (row["payment_gateway_names"] or [None])[0],
        "amount": row["total_price"],
        "currency": row["currency"],
        "created_at": row["processed_at"],
        "test": row["test"],
    }
    return [taken, *(t for r in row["refunds"] for t in r["transactions"])][: asked.get("first")]


def _applications(row: Row, *_: Any) -> list[Row]:
    kinds = {"discount_code": "DiscountCodeApplication", "manual": "ManualDiscountApplication"}
    return [
        {**one, "index": at, "__typename": kinds.get(one["type"], "ManualDiscountApplication")}
        for at, one in enumerate(row["discount_applications"])
    ]


def _value(row: Row, _: Shop, __: Row) -> Row:
    if row["value_type"] == "percentage":
        return {"__typename": "PricingPercentageValue", "percentage": float(row["value"])}
    return {"__typename": "MoneyV2", "amount": row["value"], "currency_code": "EUR"}


def _lines(row: Row, _: Shop) -> list[Row]:
    return [_with_allocations(line, row) for line in row["line_items"]]


def _with_allocations(part: Row, order: Row) -> Row:
    """Give a line what of its order it must know: which discount each of its shares belongs to."""
    if not part["discount_allocations"]:
        return part
    applications = _applications(order)
    shares = [
        {**share, "application": applications[share["discount_application_index"]]}
        for share in part["discount_allocations"]
    ]
    return {**part, "discount_allocations": shares}


def _shipping(row: Row, _: Shop) -> list[Row]:
    return [_with_allocations(line, row) for line in row["shipping_lines"]]


def _line_money(work_out: Callable[[Decimal, int, Decimal], Decimal]) -> Resolver:
    def resolve(row: Row, _: Shop, __: Row) -> Row:
        return bag(work_out(Decimal(row["price"]), row["quantity"], Decimal(row["total_discount"])))

    return resolve


def _refund_lines(row: Row, shop: Shop) -> list[Row]:
    lines = {line["id"]: line for line in (shop.get("Order", row["order_id"]) or {}).get("line_items", ())}
    return [
        {
            **part,
            "line_item": lines[part["line_item_id"]],
            "price_set": lines[part["line_item_id"]]["price_set"],
        }
        for part in row["refund_line_items"]
    ]


def _tracking(row: Row, _: Shop, asked: Row) -> list[Row]:
    if not row["tracking_number"] and not row["tracking_company"]:
        return []
    one = {"company": row["tracking_company"], "number": row["tracking_number"], "url": row["tracking_url"]}
    return [one][: asked.get("first")]


_UNLOCATED = {"fulfilled": "FULFILLED", "partial": "PARTIALLY_FULFILLED", None: "UNFULFILLED"}

_APPLIED = {
    "allocationMethod": upper("allocation_method"),
    "targetType": upper("target_type"),
    "targetSelection": upper("target_selection"),
    "value": _value,
}

RESOLVERS: dict[str, dict[str, Resolver]] = {
    "Order": {
        "number": of("order_number"),
        "closed": lambda row, *_: row["closed_at"] is not None,
        "cancelReason": upper("cancel_reason"),
        "displayFinancialStatus": upper("financial_status"),
        "displayFulfillmentStatus": lambda row, *_: _UNLOCATED[row["fulfillment_status"]],
        "fullyPaid": lambda row, *_: _paid(row),
        "unpaid": lambda row, *_: not _paid(row),
        "canMarkAsPaid": lambda row, *_: row["financial_status"] in {"pending", "authorized"},
        "email": lambda row, *_: row["email"] or None,
        "currencyCode": of("currency"),
        "presentmentCurrencyCode": of("presentment_currency"),
        "tags": tags,
        "customAttributes": attributes("note_attributes"),
        "paymentTerms": lambda row, *_: (
            row["payment_terms"]
            and {"admin_graphql_api_id": gid("PaymentTerms", row["id"]), "payment_terms_type": "NET"}
            | row["payment_terms"]
        ),
        "discountCode": lambda row, *_: next((d["code"] for d in row["discount_codes"]), None),
        "discountCodes": lambda row, *_: [d["code"] for d in row["discount_codes"]],
        "discountApplications": nested(_applications),
        "totalWeight": lambda row, *_: str(row["total_weight"]),
        "subtotalLineItemsQuantity": lambda row, *_: sum(x["quantity"] for x in row["line_items"]),
        "currentSubtotalLineItemsQuantity": lambda row, *_: sum(
            x["current_quantity"] for x in row["line_items"]
        ),
        "originalTotalPriceSet": of("total_price_set"),
        "currentTotalPriceSet": money(lambda row: Decimal(row["total_price"]) - _refunded(row)),
        "currentSubtotalPriceSet": of("subtotal_price_set"),
        "currentTotalTaxSet": of("total_tax_set"),
        "currentTotalDiscountsSet": of("total_discounts_set"),
        "totalRefundedSet": money(_refunded),
        "totalReceivedSet": money(_received),
        "netPaymentSet": money(lambda row: _received(row) - _refunded(row)),
        "currentTaxLines": of("tax_lines"),
        "billingAddressMatchesShippingAddress": lambda row, *_: (
            row["billing_address"] == row["shipping_address"]
        ),
        "customer": lambda row, shop, _: shop.get("Customer", (row["customer"] or {}).get("id")),
        "lineItems": nested(_lines),
        "shippingLine": lambda row, shop, _: next(iter(_shipping(row, shop)), None),
        "shippingLines": nested(_shipping),
        "transactions": _transactions,
        "fulfillments": first("fulfillments"),
        "fulfillmentOrders": nested(fulfillment_orders),
        "refunds": first("refunds"),
    },
    "LineItem": {
        "isGiftCard": of("gift_card"),
        "unfulfilledQuantity": of("fulfillable_quantity"),
        "refundableQuantity": of("current_quantity"),
        "product": lambda row, shop, _: shop.get("Product", row["product_id"]),
        "variant": lambda row, shop, _: shop.get("ProductVariant", row["variant_id"]),
        "weight": lambda row, *_: weight(row["grams"]),
        "customAttributes": attributes("properties"),
        "originalUnitPrice": of("price"),
        "originalUnitPriceSet": of("price_set"),
        "originalTotalSet": _line_money(lambda price, quantity, _: price * quantity),
        "discountedUnitPriceSet": _line_money(lambda price, quantity, off: price - off / (quantity or 1)),
        "discountedTotalSet": _line_money(lambda price, quantity, off: price * quantity - off),
    },
    "DiscountAllocation": {
        "allocatedAmount": lambda row, *_: row["amount_set"]["shop_money"],
        "allocatedAmountSet": of("amount_set"),
        "discountApplication": of("application"),
    },
    "DiscountCodeApplication": _APPLIED,
    "ManualDiscountApplication": _APPLIED,
    "TaxLine": {"ratePercentage": lambda row, *_: row["rate"] * 100},
    "ShippingLine": {
        "custom": lambda *_: False,
        "isRemoved": lambda *_: False,
        "originalPriceSet": of("price_set"),
        "currentDiscountedPriceSet": of("discounted_price_set"),
    },
    "OrderTransaction": {
        "kind": upper("kind"),
        "status": upper("status"),
        "amountSet": money(lambda row: Decimal(row["amount"])),
        "processedAt": of("created_at"),
    },
    "Fulfillment": {
        "status": upper("status"),
        "totalQuantity": lambda row, *_: sum(line["quantity"] for line in row["line_items"]),
        "trackingInfo": _tracking,
        "order": lambda row, shop, _: shop.get("Order", row["order_id"]),
        "fulfillmentLineItems": nested(sent_lines),
    },
    "FulfillmentLineItem": {},
    "FulfillmentOrder": {"lineItems": nested(lambda row, _: row["lines"])},
    "FulfillmentOrderLineItem": {},
    "Refund": {
        "updatedAt": of("created_at"),
        "totalRefundedSet": money(
            lambda row: sum((Decimal(t["amount"]) for t in row["transactions"]), Decimal(0))
        ),
        "refundLineItems": nested(_refund_lines),
        "transactions": nested(lambda row, _: row["transactions"]),
    },
    "RefundLineItem": {"restockType": upper("restock_type"), "restocked": lambda *_: True},
}
