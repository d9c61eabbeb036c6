"""What became of an order in the company: it is kept, invoiced and booked when it is paid, and sent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from connectors.visma_net.sandbox.books import Books, Row
from connectors.visma_net.sandbox.kinds import BY_NAME
from connectors.visma_net.sandbox.orders import Orders
from connectors.visma_net.sandbox.writing import Writer


class Trade:
    """Carries orders of the world into the company."""

    def __init__(self, books: Books, orders: Orders, writer: Writer) -> None:
        self._books, self._orders, self._writer = books, orders, writer

    def carry(self, order: dict[str, Any], number: str) -> None:
        """Keep an order of the customer with this number, and what followed from it."""
        lines = [self._line(line, order["shipping_address"]["country"]) for line in order["lines"]]
        key = self._orders.create(_order(order, number, lines)).partition("/")[2]
        if order["status"] == "paid":
            self._invoice(order, number, lines)
        if order["fulfilled"] == "fulfilled" or (order["status"] == "paid" and not int(order["number"]) % 2):
            self._shipment(order, number, key)

    def _line(self, line: dict[str, Any], home: str) -> Row:
        category = f"{home}{line['vat_rate'].normalize():f}"
        return {
            "inventoryId": line["sku"],
            "description": line["title"],
            "quantity": line["quantity"],
            "unitPrice": line["price"],
            "discountAmount": line["discount"] + line["allocated"],
            "taxCategoryId": category if self._books.row("vat_categories", category) else "EU0",
        }

    def _invoice(self, order: dict[str, Any], number: str, lines: list[Row]) -> None:
        names = {
            "inventoryId": "inventoryNumber",
            "unitPrice": "unitPriceInCurrency",
            "discountAmount": "discountAmountInCurrency",
            "taxCategoryId": "vatCodeId",
        }
        rows = [{names.get(name, name): value for name, value in line.items()} for line in lines]
        day = order["created"].date().isoformat()
        head = {"customerNumber": number, "documentDate": day, "creditTermsId": "14"}
        head |= {"customerRefNumber": f"ERP-{order['number']}"}
        inserted = [{"operation": "Insert", **wrapped({**row, "accountNumber": "8000"})} for row in rows]
        key = self._writer.create(BY_NAME["invoices"], {**wrapped(head), "invoiceLines": inserted})
        self._book(self._books.tables["invoices"][key], day)

    def _book(self, invoice: Row, day: str) -> None:
        key = invoice["referenceNumber"]
        amounts = [
            ("1300", "debit", "amount"),
            ("8000", "credit", "detailTotal"),
            ("1500", "credit", "vatTotal"),
        ]
        told = {"transactionDescription": f"Invoice {key}", "referenceNumber": key}
        lines = [
            wrapped({"accountNumber": account, f"{side}AmountInCurrency": invoice[total], **told})
            for account, side, total in amounts
            if invoice[total]
        ]
        head = wrapped({"transactionDate": day, "description": f"Invoice {key}", "ledger": "1"})
        inserted = [{"operation": "Insert", **line} for line in lines]
        if inserted:
            self._writer.create(
                BY_NAME["journal_transactions"], {**head, "journalTransactionLines": inserted}
            )

    def _shipment(self, order: dict[str, Any], number: str, key: str) -> None:
        day = order["updated"].date().isoformat()
        head = {"customer": number, "shipmentDate": day, "fromWarehouse": "1", "shipVia": "POST"}
        made = self._writer.create(BY_NAME["shipments"], wrapped(head))
        sent = sum((line["quantity"] for line in order["lines"]), Decimal(0))
        box = {"lineNumber": 1, "confirmed": True, "boxId": "BOX"}
        box["trackingNumber"] = (order["tracking"] or {}).get("number")
        told: Row = {
            "status": "Confirmed",
            "shipmentDetailLines": [_sent(n, line, key) for n, line in enumerate(order["lines"], 1)],
            "shipmentOrderLines": [{"orderType": "SO", "orderNbr": key, "shippedQty": sent}],
            "shipmentPackageLines": [box],
            "shippedQuantity": sent,
            "deliveryAddress": _delivery(order["shipping_address"]),
        }
        self._books.store("shipments", {**self._books.tables["shipments"][made], **told})


def _order(order: dict[str, Any], number: str, lines: list[Row]) -> Row:
    address = order["shipping_address"]
    where = {"line1": address["street"], "line2": address.get("street2") or None}
    where |= {"postalCode": address["postcode"], "city": address["city"], "countryId": address["country"]}
    person = address.get("company") or f"{address.get('first_name')} {address.get('last_name')}"
    return {
        "type": "SO",
        "date": order["created"].isoformat(),
        "description": f"Web order {order['number']}",
        "customer": {"id": number, "order": f"ERP-{order['number']}", "refNo": order["po_number"]},
        "currencyId": order["currency"],
        "note": order["note"],
        "shipping": {
            "address": where,
            "contact": {"name": person, "phone1": address.get("phone")},
            "shipViaId": "POST",
        },
        "orderLines": lines,
    }


def _sent(number: int, line: dict[str, Any], key: str) -> Row:
    return {
        "lineNumber": number,
        "orderType": "SO",
        "orderNbr": key,
        "inventoryNumber": line["sku"],
        "description": line["title"],
        "uom": "STK",
        "shippedQty": line["quantity"],
        "orderedQty": line["quantity"],
        "openQty": Decimal(0),
    }


def _delivery(address: dict[str, Any]) -> Row:
    where = {"addressLine1": address["street"], "postalCode": address["postcode"], "city": address["city"]}
    return {**where, "country": country(address["country"])}


def country(code: str) -> Row:
    """Tell a country as it is read."""
    return {"id": code, "name": code}


def wrapped(given: Row) -> Row:
    """Write values as the API takes them."""
    return {name: {"value": value} for name, value in given.items() if value is not None}
