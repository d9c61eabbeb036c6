"""What AccountView makes of a row before it keeps it: numbers, what is left out, what must be there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from connectors.accountview.sandbox.books import Books, Row
from connectors.accountview.sandbox.refusal import Refusal

#: The numbers of the journals' types: general entries, and those whose other side is a ledger account.
GENERAL, SALES, PURCHASE, BANK = 1, 2, 3, 4
_NONE = Decimal(0)


def _there(books: Books, name: str, key: Any, column: str) -> Row:
    row = books.tables[name].get(str(key))
    if row is None:
        raise Refusal(f"The value '{key}' of {column} does not exist.")
    return row


def _relation(first: int) -> Callable[[Books, Row, int], Row]:
    def completed(books: Books, row: Row, year: int) -> Row:
        """Number a debtor or creditor, whose numbers are one row; its ledger account must be there."""
        del year
        if row.get("ACCT_NR"):
            _there(books, "gl_accounts", row["ACCT_NR"], "ACCT_NR")
        number = row.get("SUB_NR") or books.next_number(
            "customers" if first == _DEBTORS else "suppliers", "SUB_NR", first
        )
        return {"CUR_CODE": "EUR", **row, "SUB_NR": number}

    return completed


_DEBTORS, _CREDITORS = 10001, 50001


def _address(books: Books, row: Row, year: int) -> Row:
    del year
    _there(books, "customers", row.get("SUB_NR"), "SUB_NR")
    return row


def _article(books: Books, row: Row, year: int) -> Row:
    del year
    if row.get("AG_CODE"):
        _there(books, "item_groups", row["AG_CODE"], "AG_CODE")
    return row


def _order(books: Books, row: Row, year: int) -> Row:
    """Complete an order: who gets it must be there, and each article; a price left out is the article's."""
    del year
    for column in ("RPL_DEL", "RPL_INV"):
        _there(books, "customers", row.get(column), column)
    if row.get("DEL_CODE"):
        _there(books, "addresses", row["DEL_CODE"], "DEL_CODE")
    lines = []
    for line in row.get("SO_LINE", ()):
        article = _there(books, "items", line.get("ART_CODE"), "ART_CODE")
        lines.append({"ART_PX": article["PX_SELL"], **line})
    return {"ORD_DATE": books.now(), **row, "SO_LINE": lines}


def _page(books: Books, row: Row, year: int) -> Row:
    """Complete a page: its number and period, its lines' accounts; a general one must balance."""
    journal = _there(books, "journals", row.get("DJ_CODE"), "DJ_CODE")
    day: date = row.get("TRN_DATE") or books.now().date()
    if day.year != year:
        raise Refusal(f"The date {day.isoformat()} does not lie in the book year {year}.")
    if row.get("SUB_NR") and not {str(row["SUB_NR"])} & {
        *books.tables["customers"],
        *books.tables["suppliers"],
    }:
        raise Refusal(f"The value '{row['SUB_NR']}' of SUB_NR does not exist.")
    lines = [_line(books, row, line, day) for line in row.get("DJ_LINE", ())]
    amount = sum((line["AMOUNT"] for line in lines), _NONE)
    if journal["DJ_TYPE"] == GENERAL and amount:
        raise Refusal(f"The page does not balance: {amount} is left.")
    vat = sum((line.get("VAT_AMT", _NONE) for line in lines), _NONE)
    taken = [
        int(key.split("/")[1]) for key in books.tables["entries"] if key.startswith(f"{row['DJ_CODE']}/")
    ]
    made = {"PERIOD": day.month, "CUR_CODE": "EUR", "PAGE_NR": str(max([0, *taken]) + 1), **row}
    gross = amount if row.get("GROSS_FLG") else amount + vat
    return {**made, "TRN_DATE": day, "DJ_LINE": lines, "PAGE_AMT": gross, "PAGE_VAT": vat}


def _line(books: Books, page: Row, line: Row, day: date) -> Row:
    _there(books, "gl_accounts", line.get("ACCT_NR"), "ACCT_NR")
    for column, name in (("VAT_CODE", "vat_codes"), ("COST_CODE", "cost_centres"), ("PROJ_CODE", "projects")):
        if line.get(column):
            _there(books, name, line[column], column)
    if "AMOUNT" not in line:
        raise Refusal("AMOUNT is mandatory.")
    return {"TRN_DATE": day, "TRN_DESC": page.get("HDR_DESC", "")[:40], **line}


def booked(books: Books, page: Row) -> None:
    """Book a page in the ledger: its lines without VAT, the VAT, and the other side; debit above zero."""
    journal = books.tables["journals"][page["DJ_CODE"]]
    sign = -1 if journal["DJ_TYPE"] == SALES else 1
    about = {name: page[name] for name in ("DJ_CODE", "PAGE_NR", "TRN_DATE", "PERIOD", "SUB_NR", "INV_NR")}
    rows = []
    for line in page["DJ_LINE"]:
        vat = line["VAT_AMT"]
        own = {each: line[each] for each in ("ACCT_NR", "VAT_CODE", "TRN_DESC", "COST_CODE", "PROJ_CODE")}
        net = line["AMOUNT"] - vat if page["GROSS_FLG"] else line["AMOUNT"]
        rows.append({**about, **own, "AMOUNT": sign * net, "VAT_AMT": sign * vat})
        if vat:
            code = books.tables["vat_codes"][line["VAT_CODE"]]
            rows.append({**about, "ACCT_NR": code["VAT_ACCT"], "AMOUNT": sign * vat})
    if journal["DJ_TYPE"] != GENERAL:
        other = sum((row["AMOUNT"] for row in rows), _NONE)
        rows.append({**about, "ACCT_NR": journal["DJ_ACCT"], "AMOUNT": -other})
    for row in rows:
        books.store("mutations", {"CUR_CODE": "EUR", "CUR_AMT": row["AMOUNT"], **row})


#: What is done with a row before it is kept: the books, the row, the book year.
COMPLETED: dict[str, Callable[[Books, Row, int], Row]] = {
    "customers": _relation(_DEBTORS),
    "suppliers": _relation(_CREDITORS),
    "addresses": _address,
    "items": _article,
    "sales_orders": _order,
    "entries": _page,
}
