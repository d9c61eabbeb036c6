"""What is delivered: goods deliveries, whose lines say how many were sent of a line of an order."""

from __future__ import annotations

from decimal import Decimal

from connectors.exact_online.sandbox.books import Books, Row

_PARTLY, _COMPLETE = (20, "Partial"), (21, "Complete")


def delivery(books: Books, row: Row) -> Row:
    """A delivery's header, with the number that Exact gives it."""
    return {**row, "DeliveryNumber": books.number()}


def sent_of_order(books: Books, line: Row, header: Row) -> Row:
    """A line in full: what the order's line says of it; the order stands where its deliveries bring it."""
    sold = books.tables["sales_order_lines"].rows[line["SalesOrderLineID"]]
    order = books.tables["sales_orders"].rows[sold["OrderID"]]
    told = {name: sold[name] for name in ("Item", "ItemCode", "ItemDescription")}
    told |= {"SalesOrderNumber": order["OrderNumber"], "SalesOrderLineNumber": sold["LineNumber"]}
    _receive(books, header["EntryID"], order)
    _settle(books, order, line)
    return {**line, **told, "QuantityOrdered": sold["Quantity"]}


def _receive(books: Books, entry: str, order: Row) -> None:
    """Say on a delivery who gets it: the account of the order."""
    who = {"DeliveryAccount": order["DeliverTo"], "DeliveryAccountName": order["DeliverToName"]}
    books.store("goods_deliveries", {**books.tables["goods_deliveries"].rows[entry], **who})


def _settle(books: Books, order: Row, line: Row) -> None:
    sent = {line["SalesOrderLineID"]: Decimal(str(line["QuantityDelivered"]))}
    for row in books.tables["goods_delivery_lines"].rows.values():
        key = row["SalesOrderLineID"]
        sent[key] = sent.get(key, Decimal(0)) + Decimal(str(row["QuantityDelivered"]))
    sold = books.tables["sales_order_lines"].having("OrderID", order["OrderID"])
    whole = all(sent.get(row["ID"], Decimal(0)) >= Decimal(str(row["Quantity"])) for row in sold)
    status = _COMPLETE if whole else _PARTLY
    books.store("sales_orders", {**order, "Status": status[0], "StatusDescription": status[1]})
