"""The order service: flat JSON, pages from 0, an ETag for each version, lines at an address of their own."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from connectors.visma_net.sandbox.amounts import NONE, decimal, worked_out
from connectors.visma_net.sandbox.books import Books, Row
from connectors.visma_net.sandbox.refusal import Refusal

#: The types of order in use, each with the status of a new one.
TYPES = {"SO": "Open", "CS": "Open", "QT": "Hold"}
#: How many a page holds at most, and with anything expanded.
MOST, MOST_EXPANDED = 1000, 100
_BLOCKS = {"lines": "orderLines", "customer": "customer", "shipping": "shipping", "billing": "billing"}
_ORDERED = {"created": "created", "lastmodified": "lastModified", "orderid": "orderId"}
_HEADER = (
    "date",
    "requestOn",
    "cancelBy",
    "description",
    "note",
    "projectId",
    "salesPersonId",
    "taxZoneId",
    "branchId",
)
_LINE = ("description", "unitOfMeasure", "discountCode", "warehouseId", "taxCategoryId", "salesAccountId",
         "note", "branchId", "projectTaskId", "shipDate", "requestDate", "externalLink")  # fmt: skip


class Orders:
    """The orders of one company; customers and items are those of its books."""

    def __init__(self, books: Books, switches: Mapping[str, bool]) -> None:
        self._books, self._switches = books, switches
        self.rows: dict[tuple[str, str], Row] = {}
        self._versions = count(1)

    # Reading

    def listed(self, params: Mapping[str, str], kind: str | None) -> Row:
        """Give a page of orders, with the sections that are asked for."""
        expanded = _expanded(params)
        size, index = _number(params, "pageSize", 100), _number(params, "pageIndex", 0)
        if size < 1 or index < 0:
            raise Refusal(400, "pageSize or pageIndex is not within the allowed range")
        size = min(size, MOST_EXPANDED if expanded else MOST)
        rows = [row for row in self.rows.values() if _matches(row, params, kind)]
        name, _, direction = params.get("orderBy", "orderId").partition(" ")
        if name.lower() not in _ORDERED or direction.lower() not in {"", "asc", "desc"}:
            raise Refusal(400, f"Invalid orderBy: {params['orderBy']}")
        rows.sort(key=lambda row: row[_ORDERED[name.lower()]], reverse=direction.lower() == "desc")
        page = rows[index * size : (index + 1) * size]
        return {"value": [self._in_list(row, expanded) for row in page], "totalCount": len(rows)}

    def one(self, kind: str, number: str, params: Mapping[str, str]) -> Row:
        """Give one order, with the sections that are asked for."""
        row, expanded = self._row(kind, number), _expanded(params)
        hidden = {"created", *(name for name in _BLOCKS.values() if name not in expanded)}
        status = {"orderStatus": row["status"]} if self._switches["status_object"] else row["status"]
        totals = {"orderTotal": row["orderTotal"], "taxTotal": row["taxTotal"]}
        left_out = {"orderTotal", "taxTotal"} | hidden
        return {**{n: v for n, v in row.items() if n not in left_out}, "status": status, "totals": totals}

    def lines(self, kind: str, number: str, params: Mapping[str, str]) -> Row:
        """Give a page of an order's lines."""
        rows = self._row(kind, number)["orderLines"]
        size, index = _number(params, "pageSize", 1000), _number(params, "pageIndex", 0)
        return {"value": rows[index * size : (index + 1) * size], "totalCount": len(rows)}

    def version(self, kind: str, number: str) -> str:
        """Give the version of an order, as it stands in its ETag."""
        return f'"{self._row(kind, number)["version"]}"'

    def _row(self, kind: str, number: str) -> Row:
        try:
            return self.rows[kind.upper(), number]
        except KeyError:
            raise Refusal(404, f"Order {kind} {number} was not found") from None

    def _in_list(self, row: Row, expanded: set[str]) -> Row:
        customer = row["customer"]
        flat = {
            "customerId": customer["id"],
            "customerName": customer["name"],
            "customerOrder": customer.get("order"),
            "customerRefNo": customer.get("refNo"),
            "location": customer.get("locationId"),
            "currency": row["currencyId"],
        }
        names = (
            "type",
            "orderId",
            "status",
            "date",
            "requestOn",
            "description",
            "lastModified",
            "orderQty",
            "orderTotal",
        )
        return {
            **{name: row[name] for name in names},
            **flat,
            **{name: row[name] for name in expanded if name in row},
        }

    # Writing

    def create(self, body: Any) -> str:
        """Take a new order and give its type and number."""
        if not isinstance(body, dict) or not isinstance(body.get("customer"), dict):
            raise Refusal(400, "The customer field is required.")
        kind = str(body.get("type") or "").upper()
        if kind not in TYPES:
            raise Refusal(400, f"The sales order type '{body.get('type')}' is not present or not active.")
        if body.get("status") not in {None, "", "Open", "Hold"}:
            raise Refusal(400, "status must be null, empty or one of Open or Hold.")
        number = str(body.get("orderId") or f"{self._books.number(1, kind):06d}")
        if (kind, number) in self.rows:
            raise Refusal(409, f"The order {kind} {number} already exists.")
        now = self._now()
        row: Row = {
            **dict.fromkeys(_HEADER),
            "type": kind,
            "orderId": number,
            "status": body.get("status") or TYPES[kind],
            "date": now[:10] + "T00:00:00Z",
            "requestOn": now[:10] + "T00:00:00Z",
            "created": now,
            "orderLines": [],
        }
        self._store(
            {**row, **self._header(row, body), "orderLines": self._added(row, body.get("orderLines") or [])}
        )
        return f"{kind}/{number}"

    def patch(self, kind: str, number: str, given: str | None, body: Any) -> None:
        """Change what stands in an order's header."""
        row = self._current(kind, number, given)
        if body.get("status") not in {None, "Open", "Hold", "BackOrder"}:
            raise Refusal(400, "status must be Open, Hold or BackOrder.")
        self._store({**row, **self._header(row, body), "status": body.get("status") or row["status"]})

    def add_lines(self, kind: str, number: str, given: str | None, body: Any) -> None:
        """Add lines to an order."""
        row = self._current(kind, number, given)
        self._store({**row, "orderLines": row["orderLines"] + self._added(row, body.get("lines") or [])})

    def patch_lines(self, kind: str, number: str, given: str | None, body: Any) -> None:
        """Change lines of an order, by their number."""
        row = self._current(kind, number, given)
        changes = {one.get("lineId"): one for one in body.get("update") or []}
        if not changes:
            raise Refusal(400, "There are no lines set to patch")
        known = {line["lineId"] for line in row["orderLines"]}
        if missing := changes.keys() - known:
            raise Refusal(400, f"The order has no line {min(map(str, missing))}")
        lines = [self._line(line, changes.get(line["lineId"], {})) for line in row["orderLines"]]
        self._store({**row, "orderLines": lines})

    def remove_lines(self, kind: str, number: str, given: str | None, ids: set[int]) -> None:
        """Remove lines of an order."""
        row = self._current(kind, number, given)
        self._store({**row, "orderLines": [line for line in row["orderLines"] if line["lineId"] not in ids]})

    def remove(self, kind: str, number: str, given: str | None) -> None:
        """Remove an order."""
        row = self._current(kind, number, given)
        del self.rows[row["type"], row["orderId"]]

    def _current(self, kind: str, number: str, given: str | None) -> Row:
        """Give an order to be changed: only who names its version may."""
        row = self._row(kind, number)
        if not given:
            raise Refusal(428, "If-Match header was not supplied")
        if given.strip('"') != row["version"]:
            raise Refusal(412, "Order version does not match with If-Match header")
        return row

    def _store(self, row: Row) -> None:
        lines = row["orderLines"]
        amounts = [self._amount(line) for line in lines]
        vat = sum((amount.vat for amount in amounts), NONE)
        row |= {
            "orderQty": sum((line["quantity"] for line in lines), NONE),
            "orderTotal": sum((amount.net for amount in amounts), NONE) + vat,
            "taxTotal": vat,
            "lastModified": self._now(),
            "version": base64.b64encode(next(self._versions).to_bytes(8, "big")).decode(),
        }
        self.rows[row["type"], row["orderId"]] = row

    def _header(self, row: Row, body: Row) -> Row:
        made: Row = {name: body[name] for name in _HEADER if body.get(name) is not None}
        asked = body.get("customer") or {}
        customer = {**(row.get("customer") or {}), **{n: v for n, v in asked.items() if v is not None}}
        found = self._books.row("customers", customer.get("id"))
        if found is None:
            raise Refusal(400, f"The customer '{customer.get('id')}' is not present or not active.")
        for name in ("date", "requestOn", "cancelBy"):
            if made.get(name):
                made[name] = _utc(made[name])
        made["customer"] = {"locationId": "Main", **customer, "id": found["number"], "name": found["name"]}
        made["currencyId"] = body.get("currencyId") or row.get("currencyId") or found["currencyId"]
        for name in ("shipping", "billing", "paymentSettings"):
            made[name] = _merged(row.get(name) or {}, body.get(name) or {})
        return made

    def _added(self, row: Row, given: list[Row]) -> list[Row]:
        last = max((line["lineId"] for line in row["orderLines"]), default=0)
        return [self._line({"lineId": last + n}, line) for n, line in enumerate(given, 1)]

    def _line(self, line: Row, given: Row) -> Row:
        number = given.get("inventoryId") or (line.get("inventory") or {}).get("id")
        item = self._books.row("items", number)
        if item is None:
            raise Refusal(400, f"The inventory item '{number}' is not present or not active.")
        usual = {
            "description": item.get("description"),
            "unitOfMeasure": item.get("salesUnit"),
            "taxCategoryId": (item.get("vatCode") or {}).get("id"),
            "quantity": NONE,
            "unitPrice": item.get("defaultPrice"),
            "discountPercent": NONE,
            "discountAmount": NONE,
        }
        said = {name: given[name] for name in (*_LINE, *usual) if given.get(name) is not None}
        made = {
            **usual,
            **line,
            **said,
            "inventory": {"id": item["inventoryNumber"], "description": item.get("description")},
        }
        made |= {
            name: decimal(made[name])
            for name in ("quantity", "unitPrice", "discountPercent", "discountAmount")
        }
        amount = self._amount(made)
        told = {
            "lineTotalBeforeDiscount": amount.gross,
            "extendedPrice": amount.stated,
            "openQuantity": made["quantity"],
        }
        return {**made, **told, "discountAmount": amount.gross - amount.stated, "sortOrder": made["lineId"]}

    def _amount(self, line: Row) -> Any:
        percent = line["discountPercent"]
        known = {"quantity": line["quantity"], "price": line["unitPrice"], "percent": percent}
        known["discount"] = NONE if percent else line["discountAmount"]
        return worked_out(self._books, known, line.get("taxCategoryId"))

    def _now(self) -> str:
        return self._books.moment().isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _merged(row: Row, given: Row) -> Row:
    both = {
        name: _merged(row.get(name) or {}, value) if isinstance(value, dict) else value
        for name, value in given.items()
    }
    return {**row, **{name: value for name, value in both.items() if value is not None}}


def _expanded(params: Mapping[str, str]) -> set[str]:
    names = [name.strip().lower() for name in params.get("expand", "").split(",") if name.strip()]
    return {_BLOCKS[name] for name in names if name in _BLOCKS}


def _number(params: Mapping[str, str], name: str, usual: int) -> int:
    try:
        return int(params.get(name, usual))
    except ValueError:
        raise Refusal(400, f"{name} is not within the allowed range") from None


def _utc(text: str) -> str:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(400, f"The JSON value '{text}' could not be converted to a date and time.") from None
    return (
        (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).isoformat().replace("+00:00", "Z")
    )


def _matches(row: Row, params: Mapping[str, str], kind: str | None) -> bool:
    since = params.get("modifiedSince")
    tests = (
        kind is None or row["type"] == kind.upper(),
        not params.get("customerId") or row["customer"]["id"] == params["customerId"],
        not params.get("status") or row["status"].lower() == params["status"].lower(),
        not params.get("filter") or params["filter"] in row["orderId"],
        not since or datetime.fromisoformat(row["lastModified"]) >= datetime.fromisoformat(_utc(since)),
    )
    return all(tests)
