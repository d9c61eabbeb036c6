"""Which address does what: collections at their path, their rows below it, and the few that are different."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connectors.eaccounting.dialect import cents
from connectors.eaccounting.sandbox.acting import ACTS, Acts, owe
from connectors.eaccounting.sandbox.books import (
    COLLECTIONS,
    CURRENCY,
    HOME,
    INVOICED,
    SHIPPED,
    Books,
    Row,
    Switches,
)
from connectors.eaccounting.sandbox.making import MAKE, distinct
from connectors.eaccounting.sandbox.payload import OLD_DEMANDS, given
from connectors.eaccounting.sandbox.reading import Reader, read_query
from connectors.eaccounting.sandbox.refusal import (
    CANNOT_DELETE,
    NOT_FOUND,
    Refusal,
    invalid,
    missing,
)

_PATHS = {collection.path: name for name, collection in COLLECTIONS.items()}
#: The scopes of what is no collection.
_ELSEWHERE = {"companysettings": ("ea:sales",), "currencies": ("ea:sales",), "countries": ("ea:sales",)}
_VERBS = {"GET": "G", "POST": "P", "PUT": "U", "DELETE": "D"}
#: What names another row, so that this one cannot be removed.
_USES = {
    "customers": (("orders", "CustomerId"), ("customer_invoices", "CustomerId")),
    "price_lists": (),
}
_MOST_PRICES = 1000


def scopes(path: str) -> tuple[str, ...]:
    """Tell which scopes open an address; one of them is enough."""
    first = path.partition("/")[0]
    if first in _ELSEWHERE:
        return _ELSEWHERE[first]
    return COLLECTIONS[_PATHS[first]].scopes if first in _PATHS else ()


class Doors:
    """The company, as its API lets people in."""

    def __init__(self, books: Books, switches: Switches) -> None:
        self.books, self._switches = books, switches
        self._acts = Acts(books, switches)
        self._reader = Reader(books, self._extra, switches)

    def answer(self, method: str, path: str, options: Mapping[str, str], body: Any) -> tuple[int, Any]:
        """Carry a request out; give the status and the body of its answer."""
        parts = [part for part in path.split("/") if part]
        first, rest = parts[0] if parts else "", parts[1:]
        if method == "GET" and not rest and first in _FIXED:
            return 200, self._fixed(first)
        if first == "salespricelists" and "prices" in rest:
            return self._prices(method, rest, options, body)
        name = _PATHS.get(first)
        if name is None or len(rest) > 2:  # noqa: PLR2004 (a row, and what is done with it)
            raise missing("resource", path)
        if name in {"accounts", "vouchers"} and rest:
            return self._by_year(method, name, rest, options, body)
        if len(rest) == 2:  # noqa: PLR2004 (a row, and what is done with it)
            return self._act(method, name, *rest)
        collection = COLLECTIONS[name]
        verb = _VERBS[method]
        if verb not in collection.verbs and not (verb == "G" and rest):
            raise Refusal(NOT_FOUND, f"{method} is not supported here.", status=405)
        if not rest:
            return self._list(name, options) if verb == "G" else self._create(name, body)
        return self._row(verb, name, rest[0].lower(), body)

    def shown(self, name: str) -> list[Row]:
        """Show the rows of a resource as they are sent; stock is seen on the articles."""
        name = "articles" if name == "stock" else name
        return [self._reader.wire(name, row) for row in self.books.tables[name].rows.values()]

    def _extra(self, name: str, row: Row) -> Row:
        """What a row shows that is kept elsewhere: promised stock, the items of a cost centre."""
        if name == "articles":
            promised = self.books.reserved[row["Id"]]
            return {"StockBalanceReserved": promised, "StockBalanceAvailable": row["StockBalance"] - promised}
        if name == "cost_centers":
            items = self.books.tables["cost_center_items"].rows.values()
            return {"Items": [item for item in items if item["CostCenterId"] == row["Id"]]}
        return {}

    def _list(self, name: str, options: Mapping[str, str]) -> tuple[int, Any]:
        collection = COLLECTIONS[name]
        query = read_query(options, collection, large_refused=self._switches["large_pages_refused"])
        if name == "cost_centers" and query.condition is not None:
            # the items are kept by themselves, and a filter may ask for them
            full = [{**row, **self._extra(name, row)} for row in self.books.tables[name].rows.values()]
            passing = {row["Id"] for row in full if query.condition.test(row)}
            plain = read_query({**options, "$filter": ""}, collection, large_refused=False)
            return 200, self._reader.page(name, plain, lambda row: row["Id"] in passing)
        if name == "vat_codes" and self._switches["vat_codes_as_list"]:
            return 200, self._reader.page(name, query)["Data"]
        return 200, self._reader.page(name, query)

    def _row(self, verb: str, name: str, key: str, body: Any) -> tuple[int, Any]:
        row = self.books.one(name, key)
        if row is None:
            raise missing(name.rstrip("s"), key)
        if verb == "G":
            return 200, self._reader.wire(name, row)
        if verb == "D":
            self._remove(name, row)
            return 200, self._reader.wire(name, row) if name.endswith("labels") else {}
        return 200, self._reader.wire(name, self._replace(name, row, body))

    def _create(self, name: str, body: Any) -> tuple[int, Any]:
        row = self._given(name, body)
        distinct(self.books, name, row, None)
        made = MAKE[name](self.books, row, None, self._switches) if name in MAKE else row
        stored = self.books.store(name, made)
        if name == "customer_invoices":
            owe(self.books, stored)
        return 200 if self._switches["created_200"] else 201, self._reader.wire(name, stored)

    def _replace(self, name: str, old: Row, body: Any) -> Row:
        """Put the body in the place of the row: what it does not say is gone."""
        row = self._given(name, body)
        distinct(self.books, name, row, old)
        made = MAKE[name](self.books, row, old, self._switches) if name in MAKE else row
        return self.books.store(
            name, made | {part: old[part] for part in ("Id", "CreatedUtc") if part in old}
        )

    def _given(self, name: str, body: Any) -> Row:
        demanded = OLD_DEMANDS if name == "orders" and self._switches["required_2018"] else ()
        if lacking := [each for each in demanded if not isinstance(body, dict) or body.get(each) is None]:
            raise invalid(*((each, f"The {each} field is required.") for each in lacking))
        fields = COLLECTIONS[name].known
        return given(self.books, fields, body, decimals_refused=self._switches["decimals_refused"])

    def _remove(self, name: str, row: Row) -> None:
        used = any(
            self.books.tables[other].having(column, row["Id"]) for other, column in _USES.get(name, ())
        )
        if used or (name == "orders" and row["Status"] in {SHIPPED, INVOICED}):
            raise Refusal(CANNOT_DELETE, f"The {name.rstrip('s')} {row['Id']} can not be deleted.")
        self.books.remove(name, row["Id"])

    def _by_year(
        self, method: str, name: str, rest: list[str], options: Mapping[str, str], body: Any
    ) -> tuple[int, Any]:
        """Vouchers and accounts stand below their fiscal year."""
        year = self.books.one("fiscal_years", rest[0].lower())
        if year is None:
            raise missing("fiscal year", rest[0])
        if len(rest) == 1 and method == "GET":
            query = read_query(options, COLLECTIONS[name], large_refused=False)
            return 200, self._reader.page(name, query, lambda row: _within(name, row, year))
        key = f"{year['Id']}/{rest[1]}" if name == "accounts" else rest[-1].lower()
        row = self.books.one(name, key)
        if row is None or not _within(name, row, year):
            raise missing(name.rstrip("s"), rest[-1])
        if method == "GET":
            return 200, self._reader.wire(name, row)
        if method != "PUT" or name != "accounts":
            raise Refusal(NOT_FOUND, f"{method} is not supported here.", status=405)
        return 200, self._reader.wire(name, self._replace(name, row, body))

    def _prices(self, method: str, rest: list[str], options: Mapping[str, str], body: Any) -> tuple[int, Any]:
        """Prices are read below `prices`, and written below their list, many at once."""
        if method == "GET" and rest[0] == "prices":
            if len(rest) == 3:  # noqa: PLR2004 (prices, list, article)
                row = self.books.one("prices", "/".join(rest[1:]).lower())
                if row is None:
                    raise missing("price", rest[2])
                return 200, self._reader.wire("prices", row)
            query = read_query(options, COLLECTIONS["prices"], large_refused=False)
            wanted = rest[1].lower() if len(rest) > 1 else ""
            return 200, self._reader.page(
                "prices", query, lambda row: not wanted or row["SalesPriceListId"] == wanted
            )
        listed = self.books.one("price_lists", rest[0].lower())
        if listed is None or method != "PUT" or rest[1:] != ["prices"]:
            raise missing("price list", rest[0])
        if not isinstance(body, list) or len(body) > _MOST_PRICES:
            raise invalid(("body", f"Give at most {_MOST_PRICES} prices."))
        fields = [each for each in COLLECTIONS["prices"].known if each.name != "SalesPriceListId"]
        rows = [
            given(self.books, fields, one, decimals_refused=self._switches["decimals_refused"])
            for one in body
        ]
        shown = [self._reader.wire("prices", self.price(listed, row)) for row in rows]
        return 200, self._reader.enveloped(shown, len(shown))

    def price(self, listed: Row, row: Row) -> Row:
        """Set the price of an article in a list."""
        article = self.books.tables["articles"].rows[row["ArticleId"]]
        coding = self.books.one("article_codings", article["CodingId"]) or {}
        gross = cents(row["NetPrice"] * (1 + Decimal(coding["VatRatePercent"]) / 100))
        found = {
            "SalesPriceListId": listed["Id"],
            "CurrencyCode": listed["CurrencyCode"],
            "GrossPrice": gross,
        }
        return self.books.store("prices", {**row, **found})

    def _act(self, method: str, name: str, key: str, verb: str) -> tuple[int, Any]:
        """What is done with an order or a draft."""
        row = self.books.one(name, key.lower())
        if method != "POST" or row is None or (name, verb) not in ACTS:
            raise missing(name.rstrip("s"), f"{key}/{verb}")
        made, stored = self._acts.carry(name, row, verb)
        return 200, self._reader.wire(made, stored)

    def _fixed(self, name: str) -> Any:
        if name == "companysettings":
            excl = self._switches["private_prices_excl_vat"]
            numbers = {"NextCustomerNumber": len(self.books.tables["customers"].rows) + 1}
            return {**_COMPANY, **numbers, "ShowPricesExclVatPC": excl}
        return self._reader.enveloped(_FIXED[name], len(_FIXED[name]))


def _within(name: str, row: Row, year: Row) -> bool:
    if name == "accounts":
        return bool(row["FiscalYearId"] == year["Id"])
    return bool(year["StartDate"] <= row["VoucherDate"] <= year["EndDate"])


_COMPANY = {
    "Name": "Molen & Zee", "CountryCode": HOME, "CurrencyCode": CURRENCY, "City": "Amsterdam",
    "PostalCode": "1012 AB", "Address1": "Damrak 1", "ProductVariant": 5, "ActivatedModules": [],
}  # fmt: skip
_FIXED: dict[str, list[Row]] = {
    "companysettings": [],
    "currencies": [{"Code": code} for code in ("EUR", "SEK", "USD")],
    "countries": [
        {"Name": title, "Code": code, "IsEuMember": member}
        for code, title, member in (("NL", "Netherlands", True), ("BE", "Belgium", True),
                                    ("DE", "Germany", True), ("SE", "Sweden", True), ("NO", "Norway", False))
    ],
}  # fmt: skip
