"""What is done with an order or a draft: sent, taken back, ordered again, invoiced."""

from __future__ import annotations

from decimal import Decimal

from connectors.eaccounting.sandbox.books import (
    COLLECTIONS,
    DRAFT,
    INVOICED,
    ONGOING,
    SHIPPED,
    Books,
    Row,
    Switches,
)
from connectors.eaccounting.sandbox.refusal import BACKORDERED, CANNOT_SAVE, Refusal
from connectors.eaccounting.sandbox.selling import invoice, order

#: What can be done with an order of a status, and the status that it has then; a draft becomes an invoice.
ACTS = {
    ("orders", "converteddrafttoorder"): (DRAFT, ONGOING),
    ("orders", "completed"): (ONGOING, SHIPPED),
    ("orders", "voided"): (SHIPPED, ONGOING),
    ("orders", "backorder"): (ONGOING, ONGOING),
    ("orders", "convert"): (SHIPPED, INVOICED),
    ("customer_invoice_drafts", "convert"): (DRAFT, INVOICED),
}


class Acts:
    """What can be done with the documents of the books."""

    def __init__(self, books: Books, switches: Switches) -> None:
        self.books, self._switches = books, switches

    def carry(self, name: str, row: Row, verb: str) -> tuple[str, Row]:
        """Do it; give what came of it, and of which collection that is."""
        if name == "customer_invoice_drafts":
            made = self._invoiced(row)
            self.books.remove(name, row["Id"])
            return "customer_invoices", made
        needed, becomes = ACTS[name, verb]
        if row["Status"] != needed:
            raise Refusal(CANNOT_SAVE, f"An order of status {row['Status']} can not be {verb}.")
        if verb == "voided" and self._backordered(row):
            raise Refusal(BACKORDERED, "An order with backorders can not be voided.")
        if verb == "backorder":
            return name, self._backorder(row)
        changed = {**row, "Status": becomes}
        if verb == "completed":
            changed = _delivered(changed, self.books)
            self._shipped(row, -1)
        elif verb == "voided":
            changed["ShippedDateTime"] = None
            self._shipped(row, 1)
        elif verb == "converteddrafttoorder":
            changed["Number"] = self.books.next_order()
        stored = self.books.store(name, changed)
        if verb == "convert":
            return "customer_invoices", self._invoiced(stored)
        return name, stored

    def _invoiced(self, document: Row) -> Row:
        """Make an invoice of an order or of a draft."""
        columns = {each.name for each in COLLECTIONS["customer_invoices"].known if each.write}
        row = {name: value for name, value in document.items() if name in columns}
        made = invoice(self.books, row, None, self._switches)
        if "Number" in document:
            made["CreatedFromOrderId"] = document["Id"]
        stored = self.books.store("customer_invoices", made)
        owe(self.books, stored)
        return stored

    def _backorder(self, row: Row) -> Row:
        """Order again what was not delivered; the first order is shipped with what was."""
        left = [
            {**line, "Id": self.books.key(), "Quantity": line["Quantity"] - line["DeliveredQuantity"],
             "DeliveredQuantity": Decimal(0)}
            for line in row["Rows"] if line["Quantity"] > line["DeliveredQuantity"]
        ]  # fmt: skip
        if not left:
            raise Refusal(CANNOT_SAVE, "There is nothing left to deliver.")
        body = {**row, "Rows": left, "Amount": None, "VatAmount": None, "Status": ONGOING}
        made = order(self.books, body, None, self._switches)
        self.books.store("orders", {**row, "Status": SHIPPED, "ShippedDateTime": self.books.today()})
        return self.books.store("orders", {**made, "Id": None, "OurReference": f"Backorder {row['Number']}"})

    def _backordered(self, row: Row) -> bool:
        said = f"Backorder {row['Number']}"
        return any(other["OurReference"] == said for other in self.books.tables["orders"].rows.values())

    def _shipped(self, order: Row, sign: int) -> None:
        """Take what was shipped from the stock, or put it back."""
        for line in order["Rows"]:
            article = self.books.one("articles", line["ArticleId"])
            if article is not None:
                left = article["StockBalance"] + sign * line["Quantity"]
                self.books.store("articles", {**article, "StockBalance": left})


def owe(books: Books, made: Row) -> None:
    """Keep what a customer owes by an invoice."""
    plain = {name: made[name] for name in ("CurrencyCode", "CustomerId", "DueDate", "InvoiceDate",
             "InvoiceNumber", "IsCreditInvoice", "PaymentReferenceNumber", "VoucherId")}  # fmt: skip
    sums = {
        "TotalAmountInvoiceCurrency": made["TotalAmountInvoiceCurrency"],
        "VATAmountInvoiceCurrency": made["TotalVatAmountInvoiceCurrency"],
        "RemainingAmountInvoiceCurrency": made["RemainingAmountInvoiceCurrency"],
        "RoundingsAmountInvoiceCurrency": made["TotalRoundings"],
    }
    books.store("customer_ledger_items", {**plain, **sums})


def _delivered(order: Row, books: Books) -> Row:
    sums = {"DeliveredAmount": order["Amount"], "DeliveredVatAmount": order["VatAmount"]}
    rows = [{**line, "DeliveredQuantity": line["Quantity"]} for line in order["Rows"]]
    return {**order, **sums, "Rows": rows, "ShippedDateTime": books.today()}
