"""Debtors, creditors, accounts and cost centres: what the settings hold."""

from __future__ import annotations

from collections.abc import Callable

from connectors.buchhaltungsbutler.sandbox import books as shown
from connectors.buchhaltungsbutler.sandbox.answers import Answer, done, listed
from connectors.buchhaltungsbutler.sandbox.books import Books, Row
from connectors.buchhaltungsbutler.sandbox.forms import refused


def debtors(books: Books, body: Row) -> Answer:
    """List the debtors."""
    return listed(
        "settings/get/debtors", body, [shown.party(row, "debtor") for row in books.debtors.values()]
    )


def creditors(books: Books, body: Row) -> Answer:
    """List the creditors."""
    rows = [shown.party(row, "creditor") for row in books.creditors.values()]
    return listed("settings/get/creditors", body, rows)


def add_party(kind: str, table: str, first: int) -> Callable[[Books, Row], Answer]:
    """Make what adds a debtor, or a creditor, whose numbers begin there."""

    def add(books: Books, body: Row) -> Answer:
        number = body.get("postingaccount_number", str(first))
        if not number.isdecimal() or int(number) < first:
            raise refused(f"settings/add/{kind}", "postingaccount_number")
        row = books.party(getattr(books, table), first, body)
        return done(postingaccount_number=str(row["postingaccount_number"]))

    return add


def change_party(kind: str, table: str) -> Callable[[Books, Row], Answer]:
    """Make what changes a debtor, or a creditor."""

    def change(books: Books, body: Row) -> Answer:
        row = getattr(books, table).get(body["postingaccount_number"])
        if row is None:
            raise refused(f"settings/update/{kind}", "postingaccount_number")
        told = shown.party(books.change(row, body), kind)
        return done(data={name: value for name, value in told.items() if name != "import_pending"})

    return change


def postingaccounts(books: Books, body: Row) -> Answer:
    """List the accounts of all kinds, those left out that nobody wants."""
    tables = (
        ("exclude_postingaccounts", books.postingaccounts.values()),
        ("exclude_accounts", [{**row, "parent": None} for row in books.accounts.values()]),
        ("exclude_creditors", [_as_account(row, 1600) for row in books.creditors.values()]),
        ("exclude_debtors", [_as_account(row, 1400) for row in books.debtors.values()]),
    )
    rows = [_account(books, row) for name, table in tables if not body.get(name) for row in table]
    return listed("settings/get/postingaccounts", body, rows)


def _as_account(row: Row, parent: int) -> Row:
    return {"number": row["postingaccount_number"], "name": row["name"], "parent": parent}


def _account(books: Books, row: Row) -> Row:
    parent = books.postingaccounts.get(row["parent"] or 0)
    return {
        "postingaccount_number": str(row["number"]),
        "name": row["name"],
        "type": "postingaccount",
        "subtype": None,
        "parent_postingaccount_number": str(parent["number"]) if parent else None,
        "parent_name": parent["name"] if parent else None,
    }


def add_postingaccount(books: Books, body: Row) -> Answer:
    """Make a posting account below another one."""
    path, number, parent = (
        "settings/add/postingaccount",
        body["postingaccount_number"],
        body["parent_postingaccount_number"],
    )
    if any(row["name"] == body["name"] for row in books.postingaccounts.values()):
        raise refused(path, "name taken")
    if books.known(number):
        raise refused(path, "number taken")
    if parent not in books.postingaccounts:
        raise refused(path, "parent_postingaccount_number")
    books.postingaccounts[number] = {"number": number, "name": body["name"], "parent": parent}
    return done(postingaccount_number=str(number), parent_postingaccount_number=str(parent))


def change_postingaccount(books: Books, body: Row) -> Answer:
    """Give a posting account another name."""
    row = books.postingaccounts.get(body["postingaccount_number"])
    if row is None:
        raise refused("settings/update/postingaccount", "postingaccount_number")
    row["name"] = body["name"]
    return done(data={"name": row["name"], "postingaccount_number": str(row["number"])})


def accounts(books: Books, _body: Row) -> Answer:
    """List the payment accounts; this list has no pages."""
    rows = [
        {"name": row["name"], "postingaccount_number": str(row["number"])} for row in books.accounts.values()
    ]
    return done(rows=len(rows), data=rows)


def add_account(books: Books, body: Row) -> Answer:
    """Make a payment account."""
    number = body["postingaccount_number"]
    if any(row["name"] == body["name"] for row in books.accounts.values()):
        raise refused("accounts/add", "name taken")
    if books.known(number):
        raise refused("accounts/add", "number taken")
    books.accounts[number] = {"number": number, "name": body["name"], "type": body["type"]}
    return done(postingaccount_number=str(number))


def costs(books: Books, body: Row) -> Answer:
    """List the cost centres, or the one that is asked for."""
    rows = [dict(row) for row in books.costs.values() if body.get("code") in (None, row["code"])]
    return listed("cost-locations/get", body, rows)


def add_cost(books: Books, body: Row) -> Answer:
    """Make a cost centre."""
    if body["code"] in books.costs or len(body["code"]) > 10:  # noqa: PLR2004 - characters
        raise refused("cost-locations/add", "code")
    books.costs[body["code"]] = {"code": body["code"], "name": body["name"]}
    return done(code=body["code"])


def change_cost(books: Books, body: Row) -> Answer:
    """Give a cost centre another name."""
    if body["code"] not in books.costs:
        raise refused("cost-locations/update", "code")
    books.costs[body["code"]]["name"] = body["name"]
    return done()


def drop_cost(books: Books, body: Row) -> Answer:
    """Remove a cost centre."""
    if books.costs.pop(body["code"], None) is None:
        raise refused("cost-locations/delete", "code")
    return done()
