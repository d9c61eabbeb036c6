"""BuchhaltungsButler through our own client and in flows: its dialect, and against its simulator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from connectors.accountview.sandbox import Sandbox as AccountView
from connectors.buchhaltungsbutler import CONNECTOR
from connectors.buchhaltungsbutler.dialect import cut, read, record, refusal, write
from connectors.buchhaltungsbutler.sandbox import Sandbox
from connectors.exact_online.sandbox import Sandbox as Exact
from connectors.shopify.sandbox import Sandbox as Shop
from core.api.access import Access
from core.api.client import Client
from core.api.tokens import MemoryTokens
from core.errors import ConsentNeeded, Misconfigured, RateLimited, Refused, Unclear
from core.records import JsonObject
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Run, Workspace

DEBTORS, INVOICES = CONNECTOR.resource("customers"), CONNECTOR.resource("invoices")
DOCUMENTS, POSTINGS = CONNECTOR.resource("sales_receipts"), CONNECTOR.resource("free_postings")


@pytest.fixture(scope="module")
def clock() -> Clock:
    """The vendors' clock."""
    return Clock()


@pytest.fixture(scope="module")
def served(clock: Clock) -> Iterator[Served]:
    """BuchhaltungsButler among a shop and the books of others, in a season of two hundred orders."""
    world, rates = World(200, seed=3), Rates("relaxed", clock)
    simulators = {
        "buchhaltungsbutler": Sandbox(world, rates),
        "shopify": Shop(world, rates),
        "exact_online": Exact(world, rates),
        "accountview": AccountView(world, rates),
    }
    with Served(app(simulators)) as served:
        yield served


@pytest.fixture
def given(served: Served) -> dict[str, str]:
    """What a client needs, on the first day."""
    httpx.post(f"{served.url}/_sandbox/reset")
    found: dict[str, str] = httpx.get(f"{served.url}/_sandbox/credentials").json()["buchhaltungsbutler"]
    return found


def access(given: dict[str, str], **changed: str) -> Access:
    """A connection to the sandbox."""
    all_ = {**given, **changed}
    secrets = {name: all_.pop(name) for name in ("client_secret", "api_key")}
    return Access(f"test {given['base_url']} {len(changed)}", all_, secrets, MemoryTokens(), private=True)


@pytest.fixture
def butler(given: dict[str, str]) -> Iterator[Client]:
    """A client that may write."""
    with Client(CONNECTOR, access(given), writes=True) as client:
        yield client


def stored(served: Served, system: str, resource: str, **wanted: str) -> list[dict[str, Any]]:
    """What a system has."""
    answer = httpx.get(f"{served.url}/_sandbox/{system}/{resource}", params=wanted)
    return answer.raise_for_status().json()  # type: ignore[no-any-return]


def fault(served: Served, **what: Any) -> None:
    """Let something go wrong."""
    body = {"connector": "buchhaltungsbutler", **what}
    httpx.post(f"{served.url}/_sandbox/faults", json=body).raise_for_status()


def document(number: str = "F-1", **more: Any) -> JsonObject:
    """A document, as a payload."""
    about = {"counterparty": "Firma", "invoice_number": number, "date": "2026-03-01", "currency": "EUR"}
    return {**about, "amount": Decimal("119.00"), **more}


# The dialect


def test_names_come_out_as_they_go_in() -> None:
    """One word for a thing: in lists, in single documents, and in what is written."""
    row = {
        "id_by_customer": "2",
        "invoicenumber": "F",
        "delivery_date": None,
        "due_date": "2026-03-01",
        "amount": "1.50",
    }
    one = {
        "id_by_customer": "2",
        "invoicenumber": "F",
        "date_delivery": None,
        "date_payment_due": "2026-03-01",
        "amount": "1.50",
    }
    assert record(DOCUMENTS, row) == record(DOCUMENTS, one)
    assert record(DOCUMENTS, row)["amount"] == Decimal("1.50")
    assert record(DOCUMENTS, {"vat": "19", "currency": "EUR"})["vat_rate"] == Decimal("0.19")
    assert record(DOCUMENTS, {"vat": None, "currency": "EUR"})["vat_rate"] is None
    out = {"postingaccount_number": "10000", "additional_addressline": "Hof", "sales_tax_id_eu": "DE1"}
    assert record(DEBTORS, out) == {
        "postingaccount_number": "10000",
        "additional_address_line": "Hof",
        "sales_tax_id": "DE1",
    }


def test_a_line_of_a_list_is_no_whole_document() -> None:
    """What lacks its currency is read by itself; there is nothing more to read of a debtor."""
    assert cut(DOCUMENTS, {"id_by_customer": "2"})
    assert not cut(DOCUMENTS, {"id_by_customer": "2", "currency": None})
    assert not cut(DEBTORS, {"name": "A"})


def test_a_single_document_is_asked_without_parameters() -> None:
    """An address that takes no parameters gets none."""
    assert read(DOCUMENTS, {"list_direction": "outbound", "limit": 500}) == (
        "POST",
        {"list_direction": "outbound", "limit": 500},
    )
    assert read(DOCUMENTS, {"list_direction": "outbound"}) == ("POST", {})


def test_lines_of_an_invoice_become_lists() -> None:
    """Each list has a place for every line, and the number goes in under its own name."""
    first = {"name": "A", "amount": 1, "unit": "Stück", "vat": "19", "single_price": 2, "description": "SKU"}
    items = [first, {"name": "B", "amount": 2, "unit": "Stück", "vat": "7", "single_price": 3}]
    method, path, body = write(
        INVOICES, {"type": "invoice", "invoice_number": "F", "items": items}, None, "once"
    )
    assert (method, path) == ("POST", "invoices/create")
    assert body == {
        "type": "invoice", "invoicenumber": "F", "item_name": ["A", "B"], "item_amount": [1, 2],
        "item_unit": ["Stück", "Stück"], "item_vat": ["19", "7"], "item_single_price": [2, 3],
        "item_description": ["SKU", ""],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "sent"),
    [
        ({"rates": [{"rate": Decimal("0.19")}, {"rate": Decimal("0.190")}]}, {"vat_rate": 19}),
        ({"rates": [{"rate": Decimal("0.19")}, {"rate": Decimal("0.07")}]}, {}),
        ({"rates": [{"rate": None}]}, {}),
        ({"vat_rate": Decimal("0.07")}, {"vat_rate": 7}),
        ({"amount": Decimal(-5)}, {"type": "credit outbound", "amount": 5}),
        ({"creditor_debtor": "10000"}, {"creditor_debtor": 10000}),
    ],
)
def test_a_document_says_what_it_is(more: JsonObject, sent: JsonObject) -> None:
    """Below zero it is a credit note; a rate is told where all lines share it; numbers go in as numbers."""
    _, path, body = write(DOCUMENTS, document(**more), None, "once")
    assert path == "receipts/add"
    assert body == {"type": "invoice outbound", **document(), **sent}


def entry(*lines: tuple[str, str]) -> JsonObject:
    """An entry of these accounts and amounts, as a payload."""
    rows = [{"account": account, "amount": Decimal(amount)} for account, amount in lines]
    return {"date": "2026-03-01", "postingtext": "Büro", "lines": rows}


def test_a_posting_is_one_debit_against_one_credit() -> None:
    """Two lines that cancel out become one posting, whose amount is a text."""
    booked = entry(("1200", "-5"), ("4930", "5"))
    booked["lines"][1]["cost_location"] = "WEB"
    _, path, body = write(POSTINGS, booked, None, "once")
    assert path == "postings/add/free"
    assert body == {
        "date": "2026-03-01", "postingtext": "Büro", "amount": "5.00", "postingaccount_debit": 4930,
        "postingaccount_credit": 1200, "vat": "0_none", "cost_location": "WEB",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "pairs"),
    [
        ([("1400", "119"), ("8400", "-100"), ("1776", "-19")], [(1400, 8400, 100), (1400, 1776, 19)]),
        ([("1", "60"), ("2", "40"), ("3", "-50"), ("4", "-50")], [(1, 3, 50), (1, 4, 10), (2, 4, 40)]),
        ([("1", "5"), ("2", "0"), ("3", "-3"), ("4", "-2")], [(1, 3, 3), (1, 4, 2)]),
    ],
)
def test_an_entry_of_more_lines_becomes_postings(
    lines: list[tuple[str, str]], pairs: list[tuple[int, int, int]]
) -> None:
    """It is divided into pairs that together are the entry, and sent at once; amounts are numbers there."""
    _, path, body = write(POSTINGS, entry(*lines), None, "once")
    made = [
        (row["postingaccount_debit"], row["postingaccount_credit"], row["amount"])
        for row in body["free_postings"]
    ]
    assert (path, made) == ("postings/add-batch/free", pairs)


def test_an_entry_that_does_not_add_up_is_refused() -> None:
    """Nothing of it is booked; the amounts are named. Nor is one of too many postings."""
    for lines in ([("1", "5")], [("1", "5"), ("2", "-4")], [("1", "0"), ("2", "0")]):
        with pytest.raises(Refused, match="do not add up"):
            write(POSTINGS, entry(*lines), None, "once")
    with pytest.raises(Refused, match="51 postings"):
        write(POSTINGS, entry(("1", "51"), *[("2", "-1")] * 51), None, "once")


def test_what_was_booked_in_part_calls_a_person() -> None:
    """If nothing was taken, that is a refusal; if some was, the run stops, for nobody else can mend it."""
    errors = [{"error_code": 43, "message": "invalid postingaccount_debit specified"}]
    assert "postingaccount_debit" in refusal(
        200, {}, {"success": True, "free_postings": [], "errors": errors}
    )
    with pytest.raises(Misconfigured, match="only a part"):
        refusal(200, {}, {"success": True, "free_postings": [{}], "errors": errors})


def test_what_cannot_be_changed_is_not_sent() -> None:
    """Documents, invoices and postings are made once; a debtor is changed by its number."""
    with pytest.raises(Refused, match="does not change invoices"):
        write(INVOICES, {}, "1", "once")
    assert write(DEBTORS, {"city": "Köln"}, "10000", "once") == (
        "POST", "settings/update/debtor", {"postingaccount_number": 10000, "city": "Köln"},
    )  # fmt: skip


def test_refusals_by_their_consequence() -> None:
    """Words with their number; a pause; a plan that is used up; and what failed inside says nothing."""
    no = {"success": False, "message": "no", "error_code": 5}
    assert refusal(400, {}, no) == "no (error 5)"
    assert refusal(200, {}, {"success": True}) == refusal(500, {}, {**no, "error_code": 0}) == ""
    assert refusal(504, {}, {**no, "error_code": 30}) == refusal(404, {}, "<html>") == ""
    with pytest.raises(RateLimited):
        refusal(403, {}, {**no, "error_code": 15})
    with pytest.raises(Misconfigured, match="plan"):
        refusal(403, {}, {**no, "error_code": 33})


# The connector and its simulator


def test_who_may_not_come_in_is_told(given: dict[str, str]) -> None:
    """A wrong secret or key calls for a person; the secret is not repeated."""
    for wrong in ({"client_secret": "wrong-secret"}, {"api_key": "wrong-key-of-ours"}):
        with Client(CONNECTOR, access(given, **wrong)) as client, pytest.raises(ConsentNeeded) as told:
            client.check()
        assert next(iter(wrong.values())) not in str(told.value)


def test_lists_are_read_in_pages(served: Served, butler: Client) -> None:
    """Page by page, each row once."""
    for name in ("customers", "postings", "transactions", "gl_accounts"):
        found = [row.key for page in butler.pull(name, page_size=7) for row in page.records]
        assert len(found) == len(set(found)) == len(stored(served, "buchhaltungsbutler", name))


def test_documents_are_read_whole(served: Served, butler: Client) -> None:
    """Currency, VAT and the day of payment come from each document itself."""
    (page,) = butler.pull("sales_receipts")
    assert len(page.records) == len(stored(served, "buchhaltungsbutler", "sales_receipts")) > 30
    assert all(row.data["currency"] == "EUR" and row.modified for row in page.records)
    assert {row.data["vat_rate"] for row in page.records} >= {None, Decimal("0.09"), Decimal("0.21")}


def test_documents_that_changed_since_are_asked_for(butler: Client, clock: Clock) -> None:
    """What came in, or was thrown away and taken back, after that time."""
    clock.advance(7200)
    since = clock.now() - timedelta(seconds=60)
    assert [row for page in butler.pull("sales_receipts", since=since) for row in page.records] == []
    made = butler.create("sales_receipts", document(), once="1")
    assert [row.key for page in butler.pull("sales_receipts", since=since) for row in page.records] == [
        made.key
    ]


def test_debtors_are_found_among_all(butler: Client) -> None:
    """There is no question for an e-mail address: all are read, once, and compared without case."""
    butler.create("customers", {"name": "Anna", "email": "Anna@Example.de"}, once="1")
    wanted = [{"email": "anna@example.de"}, {"email": "nobody@example.de"}]
    found, nobody = butler.find("customers", wanted)
    assert [row.data["name"] for row in found] == ["Anna"]
    assert nobody == []
    butler.update("customers", found[0].key, {"city": "Köln"}, once="2")
    assert butler.find("customers", wanted)[0][0].data["city"] == "Köln"


def test_documents_are_found_by_their_number(butler: Client) -> None:
    """By the number on it, and by the number that it was given."""
    about = {"type": "invoice", "show_prices_type": "gross", "company_name": "Firma", "date": "2026-03-01"}
    items = [{"name": "A", "amount": 1, "unit": "Stück", "vat": "19", "single_price": Decimal("11.90")}]
    made = butler.create("invoices", {**about, "invoice_number": "R-1", "items": items}, once="1")
    (by_number,), (by_key,) = (
        butler.find("invoices", [{"invoice_number": "R-1"}])[0],
        butler.find("invoices", [{"id_by_customer": made.key}])[0],
    )
    assert by_number.data == by_key.data
    assert (by_key.data["amount"], by_key.data["vat_rate"]) == (Decimal("11.90"), Decimal("0.19"))


def test_an_answer_that_came_too_late_is_unclear(served: Served, butler: Client) -> None:
    """504 with number 30: it may have been written, so it is looked up and not sent again."""
    late = json.dumps({"success": False, "error_code": 30, "message": "timeout"})
    fault(served, match={"path": "receipts/add"}, when="after", status=504, body=late)
    with pytest.raises(Unclear):
        butler.create("sales_receipts", document(), once="1")
    assert len(butler.find("sales_receipts", [{"invoice_number": "F-1"}])[0]) == 1


def test_a_posting_is_known_by_its_text(served: Served, butler: Client) -> None:
    """Nothing is told of its number, so its text is its key; it is found again by that."""
    lines = [{"account": 4930, "amount": Decimal(5)}, {"account": 1200, "amount": Decimal(-5)}]
    made = butler.create(
        "free_postings", {"date": "2026-03-01", "postingtext": "Büro 1", "lines": lines}, once="1"
    )
    assert made.key == "Büro 1"
    (found,) = butler.find("free_postings", [{"postingtext": "Büro 1"}])[0]
    assert (found.data["amount"], found.data["debit_postingaccount_number"]) == (Decimal("5.00"), "4930")
    assert len(stored(served, "buchhaltungsbutler", "postings", postingtext="Büro 1")) == 1


def test_an_entry_with_vat_is_booked_at_once(served: Served, butler: Client) -> None:
    """Three lines are two postings of one text, which is their key."""
    lines = entry(("1400", "119"), ("8400", "-100"), ("1776", "-19"))
    assert butler.create("free_postings", lines, once="1").key == "Büro"
    booked = stored(served, "buchhaltungsbutler", "postings", postingtext="Büro")
    assert [(row["amount"], row["credit_postingaccount_number"]) for row in booked] == [
        ("100.00", "8400"),
        ("19.00", "1776"),
    ]
    with pytest.raises(Refused, match="postingaccount_debit"):
        butler.create("free_postings", entry(("9", "5"), ("8", "-3"), ("7", "-2")), once="2")


def test_the_pace_is_what_was_agreed(given: dict[str, str]) -> None:
    """A hundred requests a minute, unless the connection says otherwise."""
    assert CONNECTOR.limits.per_minute == 100
    with pytest.raises(Misconfigured, match="per_minute"):
        Client(CONNECTOR, access(given, per_minute="many"))


# Flows


@pytest.fixture
def workspace(
    served: Served, given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """A workspace with connections to all of them."""
    del given
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Workspace(tmp_path / "home")
    systems = {"shop": "shopify", "exact": "exact_online", "av": "accountview", "bb": "buchhaltungsbutler"}
    for name, connector in systems.items():
        made.connect_sandbox(name, connector, served.url)
    yield made
    made.close()


def carry(workspace: Workspace, entity: str, source: str, target: str) -> Run:
    """Run the recipe's flow, saved under its own name; every record is accounted for."""
    name = f"{entity}-{source}-{target}"
    workspace.save(workspace.new(name, entity, source, target))
    return again(workspace, name)


def again(workspace: Workspace, name: str) -> Run:
    """Run a saved flow."""
    run = workspace.run(workspace.flow(name))
    c = run.counts
    assert c.read == c.filtered + c.created + c.updated + c.unchanged + c.skipped + c.parked + c.ambiguous
    return run


def writes(served: Served) -> list[dict[str, Any]]:
    """The requests that could have changed something, since last asked."""
    asked = httpx.get(f"{served.url}/_sandbox/requests").json()
    httpx.delete(f"{served.url}/_sandbox/requests")
    return [one for one in asked if one["write"]]


def test_the_shops_orders_become_invoices_once(served: Served, workspace: Workspace) -> None:
    """Of two hundred orders each paid one is an invoice of its amount, for a debtor with its address."""
    run = carry(workspace, "order", "shop", "bb")
    assert (run.counts.read, run.counts.parked, run.counts.ambiguous) == (200, 0, 0)
    made = {row["invoicenumber"]: row for row in stored(served, "buchhaltungsbutler", "invoices")}
    debtors = {(row["email"] or "").lower(): row for row in stored(served, "buchhaltungsbutler", "customers")}
    paid = [row for row in stored(served, "shopify", "orders") if row["financial_status"] == "paid"]
    assert len(paid) == run.counts.created > 100
    for order in paid:
        invoice, home = made[order["name"]], order["billing_address"]
        assert abs(Decimal(invoice["amount"]) - Decimal(order["total_price"])) <= Decimal("0.01")
        assert invoice["counterparty"] == (home.get("company") or home["name"])
        if order.get("email"):
            debtor = debtors[order["email"].lower()]
            assert (debtor["street"], debtor["zip"]) == (home["address1"], home["zip"])
            assert (debtor["city"], debtor["country"]) == (home["city"], home["country_code"])
            assert bool(debtor["contact_person_name"]) == bool(home.get("company"))
    writes(served)
    second = again(workspace, "order-shop-bb")
    assert (second.counts.created, second.counts.updated, writes(served)) == (0, 0, [])


def test_debtors_and_documents_go_to_other_books(served: Served, workspace: Workspace) -> None:
    """Debtors are made in Exact, documents booked in AccountView, by value; second runs write nothing."""
    run = carry(workspace, "customer", "bb", "exact")
    assert run.counts.read == len(stored(served, "buchhaltungsbutler", "customers"))
    accounts = {row["Email"]: row for row in stored(served, "exact_online", "accounts") if row["Email"]}
    for debtor in stored(served, "buchhaltungsbutler", "customers"):
        if debtor["email"]:
            account = accounts[debtor["email"]]
            assert (account["City"], account["Country"]) == (debtor["city"][:30], debtor["country"])
    run = carry(workspace, "invoice", "bb", "av")
    pages = {row["INV_NR"]: row for row in stored(served, "accountview", "entries")}
    documents = stored(served, "buchhaltungsbutler", "sales_receipts")
    assert run.counts.read == len(documents)
    booked = [row for row in documents if row["invoicenumber"] in pages]
    assert len(booked) == run.counts.created > 10
    rates = {
        row["VAT_CODE"]: Decimal(str(row["VAT_PCT"])) for row in stored(served, "accountview", "vat_codes")
    }
    for row in booked:
        page = pages[row["invoicenumber"]]
        assert Decimal(str(page["PAGE_AMT"])) == Decimal(row["amount"])
        assert {rates[line["VAT_CODE"]] for line in page["DJ_LINE"]} == {Decimal(row["vat"] or 0)}
    assert run.counts.parked == len(documents) - len(booked) == 0
    writes(served)
    for name in ("customer-bb-exact", "invoice-bb-av"):
        second = again(workspace, name)
        assert (second.counts.created, second.counts.updated) == (0, 0)
    assert writes(served) == []


def test_a_lost_answer_doubles_nothing(served: Served, workspace: Workspace) -> None:
    """An invoice whose answer is lost is looked up among the documents, and not made a second time."""
    fault(served, match={"path": "invoices/create"}, when="after", reset=True)
    workspace.save(workspace.new("few", "order", "shop", "bb"))
    run = workspace.run(workspace.flow("few"), limit=8)
    assert run.counts.ambiguous == 0
    numbers = [row["invoicenumber"] for row in stored(served, "buchhaltungsbutler", "invoices")]
    assert len(numbers) == len(set(numbers))
    assert len([number for number in numbers if number.startswith("#")]) == run.counts.created > 0
