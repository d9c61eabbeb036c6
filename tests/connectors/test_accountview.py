"""AccountView through our own client and in flows: its dialect, and the connector against its simulator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from connectors.accountview import CONNECTOR
from connectors.accountview.dialect import quote, record, refusal, rows, write
from connectors.accountview.sandbox import Sandbox
from connectors.accountview.sandbox.foxpro import condition
from connectors.exact_online.sandbox import Sandbox as Exact
from connectors.shopify.sandbox import Sandbox as Shop
from core.api.access import Access
from core.api.client import Client
from core.api.consent import consent_url, redeem
from core.api.tokens import MemoryTokens
from core.errors import ConsentNeeded, Misconfigured, Refused, Unclear
from core.records import JsonObject
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Run, Workspace

AWAY = "https://koppel.example/callback"
DEBTORS, PAGES = CONNECTOR.resource("customers"), CONNECTOR.resource("entries")
ORDERS, ARTICLES = CONNECTOR.resource("sales_orders"), CONNECTOR.resource("items")


@pytest.fixture(scope="module")
def clock() -> Clock:
    """The vendors' clock."""
    return Clock()


@pytest.fixture(scope="module")
def served(clock: Clock) -> Iterator[Served]:
    """AccountView between a shop and other books, in a season of two hundred orders."""
    world, rates = World(200, seed=3), Rates("relaxed", clock)
    simulators = {
        "accountview": Sandbox(world, rates),
        "shopify": Shop(world, rates),
        "exact_online": Exact(world, rates),
    }
    with Served(app(simulators)) as served:
        yield served


@pytest.fixture
def given(served: Served) -> dict[str, str]:
    """What a client needs, on the first day."""
    httpx.post(f"{served.url}/_sandbox/reset")
    found: dict[str, str] = httpx.get(f"{served.url}/_sandbox/credentials").json()["accountview"]
    return found


def access(given: dict[str, str], **settings: str) -> Access:
    """A connection to the sandbox."""
    secret = {"client_secret", "access_token", "refresh_token"}
    secrets = {name: value for name, value in given.items() if name in secret}
    own = {name: value for name, value in given.items() if name not in secret}
    return Access(f"test {given['base_url']}", {**own, **settings}, secrets, MemoryTokens(), private=True)


@pytest.fixture
def books(given: dict[str, str], clock: Clock) -> Iterator[Client]:
    """A client that may write."""
    made = Client(CONNECTOR, access(given), writes=True, clock=lambda: clock.now().timestamp())
    with made as client:
        yield client


def stored(served: Served, system: str, resource: str, **wanted: str) -> list[dict[str, Any]]:
    """What a system has."""
    answer = httpx.get(f"{served.url}/_sandbox/{system}/{resource}", params=wanted)
    return answer.raise_for_status().json()  # type: ignore[no-any-return]


def switch(served: Served, **switches: bool) -> None:
    """Turn on what the vendor does only sometimes."""
    httpx.post(f"{served.url}/_sandbox/switches", json={"accountview": switches}).raise_for_status()


def page(number: str = "F-1", **more: Any) -> JsonObject:
    """A sale, as a payload."""
    line = {"ACCT_NR": "8000", "AMOUNT": Decimal("82.64"), "VAT_CODE": "1", "VAT_AMT": Decimal("17.36")}
    return {"DJ_CODE": "70", "HDR_DESC": "Sale", "INV_NR": number, "SUB_NR": "1", "DJ_LINE": [line], **more}


# The dialect


def test_lines_are_put_inside_their_headers() -> None:
    """Tables side by side become records with lines; codes lose their padding, blank dates are none."""
    body = {
        "DJ_PAGE": [
            {"DJ_CODE": "70 ", "PAGE_NR": "1         ", "TRN_DATE": "2026-03-01T00:00:00", "DJ_PAGE_Id": 0},
            {"DJ_CODE": "70 ", "PAGE_NR": "2         ", "TRN_DATE": "", "DJ_PAGE_Id": 1},
        ],
        "DJ_LINE": {"DJ_CODE": "70 ", "PAGE_NR": "1", "ACCT_NR": "8000      ", "AMOUNT": 5, "DJ_LINE_Id": 0},
        "USR_LINK": [],
    }
    first, second = (record(PAGES, row) for row in rows(PAGES, body))
    assert first["KEY"] == "70/1"
    assert first["TRN_DATE"] == "2026-03-01"
    assert first["DJ_LINE"] == [{"DJ_CODE": "70", "PAGE_NR": "1", "ACCT_NR": "8000", "AMOUNT": 5}]
    assert (second["TRN_DATE"], second["DJ_LINE"]) == (None, [])
    assert "DJ_PAGE_Id" not in first


def test_a_lone_row_nothing_and_something_else() -> None:
    """One row may be an object; nothing at all is no row; an answer about something else is a fault."""
    assert rows(DEBTORS, {"CONTACT": {"SUB_NR": "1"}}) == [{"SUB_NR": "1"}]
    assert rows(DEBTORS, {}) == rows(DEBTORS, {"USR_LINK": []}) == []
    with pytest.raises(Misconfigured, match="no table CONTACT"):
        rows(DEBTORS, {"ARTICLE": [{"ART_CODE": "A"}]})


@pytest.mark.parametrize(
    ("field", "value", "literal"),
    [
        ("ACCT_NAME", "O'Neil", '"O\'Neil"'),
        ("ACCT_NAME", "a 'b' \"c\"", "[a 'b' \"c\"]"),
        ("SUB_NR", "1001", "'1001'"),
        ("MAIL_BUS", "jo@example.nl", "UPPER('jo@example.nl')"),
        ("CRED_LIM", 5, "5"),
        ("REC_BLK", True, ".T."),
        ("CNG_DATE", "2026-01-31T10:00:00", "{^2026-01-31 10:00:00}"),
    ],
)
def test_literals_are_foxpros(field: str, value: Any, literal: str) -> None:
    """A value is written as FoxPro reads it."""
    assert quote(DEBTORS, field, value) == literal


@pytest.mark.parametrize(
    "text", ["plain", "'", '"', "[", "'\"[]", "O'Neil \"The\" [King]' ''", "a' OR '1'='1"]
)
def test_no_text_breaks_out_of_its_quotes(text: str) -> None:
    """Whatever a customer is called, the filter finds that name and nothing else."""
    test = condition(f"ACCT_NAME={quote(DEBTORS, 'ACCT_NAME', text)}", {"CONTACT": {"ACCT_NAME"}})
    assert test({"ACCT_NAME": text})
    assert not test({"ACCT_NAME": "somebody else"})


def test_a_write_is_an_envelope() -> None:
    """Header and lines are told by their definitions; a line that lacks a value leaves its place empty."""
    lines = [{"ART_CODE": "A", "ORD_QTY": 2}, {"ART_CODE": "B", "ORD_QTY": 1, "ART_PX": Decimal("1.50")}]
    data = {"RPL_DEL": "1", "ORD_DATE": "2026-07-01T00:30:00+02:00", "USR_GIFT": True, "SO_LINE": lines}
    method, path, body = write(ORDERS, data, None, "once")
    assert (method, path, body["BusinessObject"]) == ("POST", "accountviewdata", "SO1")
    assert body["Table"]["Definition"] == {
        "Name": "SO_HDR",
        "Fields": [
            {"Name": "RowId", "FieldType": "C"},
            {"Name": "RPL_DEL", "FieldType": "C"},
            {"Name": "ORD_DATE", "FieldType": "T"},
            {"Name": "USR_GIFT", "FieldType": "L"},
        ],
    }
    assert body["TableData"]["Data"] == {"Rows": [{"Values": ["1", "1", "2026-06-30T22:30:00.000Z", True]}]}
    (details,) = body["Table"]["DetailDefinitions"]
    assert [each["Name"] for each in details["Fields"]] == [
        "RowId",
        "HeaderId",
        "ART_CODE",
        "ORD_QTY",
        "ART_PX",
    ]
    assert body["TableData"]["DetailData"] == [
        {"Rows": [{"Values": ["1", "1", "A", 2, None]}, {"Values": ["2", "1", "B", 1, Decimal("1.50")]}]}
    ]


def test_what_cannot_be_changed_is_not_sent() -> None:
    """Pages are made once; an article's price is changed, not made; an order's lines stay as they are."""
    with pytest.raises(Refused, match="made once"):
        write(PAGES, {"HDR_DESC": "x"}, "70/1", "once")
    with pytest.raises(Refused, match="only changed"):
        write(CONNECTOR.resource("prices"), {"PX_SELL": 1}, None, "once")
    assert write(ARTICLES, {"PX_SELL": 2}, "A", "once")[0] == "PUT"


def test_a_refusal_is_found_behind_any_status() -> None:
    """AccountView's words are found; an answer with rows holds none."""
    assert (
        refusal(200, {}, {"ErrorType": "AccountViewError", "ErrorNumbers": None, "ErrorMessage": "No."})
        == "No."
    )
    assert refusal(200, {}, {"CONTACT": []}) == refusal(500, {}, "text") == ""


# The connector and its simulator


def test_a_connection_is_made_by_consent(given: dict[str, str], clock: Clock) -> None:
    """A person consents, the code becomes a token, and the token is renewed when it has ended unseen."""
    tokens = MemoryTokens()
    own = {name: given[name] for name in ("company", "client_id", "base_url", "auth_url")}
    fresh = Access("fresh", own, {"client_secret": given["client_secret"]}, tokens, private=True)
    url = consent_url(CONNECTOR, own, given["client_id"], AWAY, "s", "v")
    sent = httpx.URL(httpx.get(url + "&sandbox_consent=auto").headers["location"])
    assert sent.params["state"] == "s"
    first = redeem(CONNECTOR, fresh, sent.params["code"], AWAY, "v")
    with Client(CONNECTOR, fresh, clock=lambda: clock.now().timestamp()) as client:
        assert "AccountView" in client.check()
        clock.advance(3700)
        client.check()
        second = tokens.read()
        assert second
        assert second.access != first.access
        clock.advance(3700)
        form = {name: given[name] for name in ("client_id", "client_secret")}
        used = {"grant_type": "refresh_token", "refresh_token": str(second.refresh)}
        httpx.post(f"{given['base_url']}/token", data={**form, **used}).raise_for_status()
        with pytest.raises(ConsentNeeded):
            client.check()


def test_debtors_are_read_by_their_last_key(served: Served, books: Client) -> None:
    """Small pages give every debtor once, and the company is named in every request."""
    found = [row.key for page_ in books.pull("customers", page_size=7) for row in page_.records]
    assert sorted(found) == sorted(row["SUB_NR"] for row in stored(served, "accountview", "customers"))
    assert len(found) == len(set(found))
    pages = [row.key for page_ in books.pull("entries", page_size=7) for row in page_.records]
    assert sorted(pages) == sorted(
        f"{r['DJ_CODE']}/{r['PAGE_NR']}" for r in stored(served, "accountview", "entries")
    )


def test_what_changed_since_is_asked_for(books: Client, clock: Clock) -> None:
    """The time is written as AccountView keeps it; what was not changed does not come."""
    clock.advance(7200)
    since = clock.now() - timedelta(seconds=60)
    assert [row for page_ in books.pull("items", since=since) for row in page_.records] == []
    books.update("items", "SHIPPING", {"PX_SELL": Decimal("5.95")}, once="1")
    (changed,) = [row for page_ in books.pull("items", since=since) for row in page_.records]
    assert (changed.key, changed.data["PX_SELL"]) == ("SHIPPING", Decimal("5.95"))
    assert changed.modified
    assert abs(changed.modified - clock.now()) < timedelta(seconds=30)


def test_debtors_are_found_by_their_address_without_case(books: Client) -> None:
    """E-mail addresses are compared without case; a code is found, not what begins with it."""
    books.create("customers", {"ACCT_NAME": "Anna", "SRC_CODE": "A", "MAIL_BUS": "Anna@Example.NL"}, once="1")
    (found,), nobody = books.find(
        "customers", [{"MAIL_BUS": "anna@example.nl"}, {"MAIL_BUS": "anna@example"}]
    )
    assert found.data["ACCT_NAME"] == "Anna"
    assert nobody == []
    assert [row.key for row in books.find("gl_accounts", [{"ACCT_NR": "80"}])[0]] == []


def test_a_sale_is_booked_and_read_back(served: Served, books: Client) -> None:
    """A page is made with its lines, gets its key, and comes back as it was sent, with its debtor."""
    receipt = books.create("entries", page(), once="1")
    assert receipt.key.startswith("70/")
    ((found,),) = books.find("entries", [{"KEY": receipt.key}])
    assert found.data["customer"]["SUB_NR"] == "1"
    (line,) = found.data["DJ_LINE"]
    assert (line["ACCT_NR"], line["AMOUNT"], line["VAT_AMT"]) == ("8000", Decimal("82.64"), Decimal("17.36"))
    booked = stored(served, "accountview", "mutations", INV_NR="F-1")
    assert sum(Decimal(str(row["AMOUNT"])) for row in booked) == 0


def test_whatever_the_vendor_may_do_the_record_is_the_same(served: Served, books: Client) -> None:
    """Lone rows as objects, tables left out: what is read does not change; errors with 200 are refusals."""
    plain = books.find("customers", [{"SUB_NR": "1"}, {"SUB_NR": "nobody"}])
    switch(served, one_row_as_object=True, empty_tables_left_out=True, errors_with_success=True)
    assert books.find("customers", [{"SUB_NR": "1"}, {"SUB_NR": "nobody"}]) == plain
    with pytest.raises(Refused, match="DJ_CODE"):
        books.create("entries", page(DJ_CODE="XX"), once="1")
    with pytest.raises(Misconfigured, match="not known"):
        list(books.pull("items", params={"BusinessObject": "XX9"}))


def test_an_answer_without_the_whole_key_is_unclear(served: Served, books: Client) -> None:
    """A page that is told by its invoice number alone is looked up, never guessed."""
    switch(served, short_answers=True)
    with pytest.raises(Unclear, match="without a key"):
        books.create("entries", page(), once="1")
    assert len(books.find("entries", [{"INV_NR": "F-1"}])[0]) == 1
    assert books.create("customers", {"ACCT_NAME": "B", "SRC_CODE": "B"}, once="2").key


def test_a_connection_speaks_to_one_book_year(given: dict[str, str]) -> None:
    """Another year's day in the settings: its pages are read, and written, there."""
    before = datetime.now(UTC).year - 1
    with Client(CONNECTOR, access(given, book_date=f"{before}-01-01"), writes=True) as client:
        assert [row for page_ in client.pull("entries") for row in page_.records] == []
        client.create("entries", page(TRN_DATE=f"{before}-06-30"), once="1")
        assert len(client.find("entries", [{"INV_NR": "F-1"}])[0]) == 1
        with pytest.raises(Refused, match="book year"):
            client.create("entries", page(TRN_DATE=f"{before + 1}-06-30"), once="2")


# Flows


@pytest.fixture
def workspace(
    served: Served, given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """A workspace with connections to all three."""
    del given
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Workspace(tmp_path / "home")
    for name, connector in (("shop", "shopify"), ("exact", "exact_online"), ("av", "accountview")):
        made.connect_sandbox(name, connector, served.url)
    yield made
    made.close()


def carry(workspace: Workspace, entity: str, source: str, target: str, **settings: str) -> Run:
    """Run the recipe's flow, saved under its own name."""
    name = f"{entity}-{source}-{target}"
    workspace.save(workspace.new(name, entity, source, target, settings))
    return workspace.run(workspace.flow(name))


def balanced(run: Run) -> bool:
    """Whether every record that was read is accounted for."""
    c = run.counts
    return c.read == c.filtered + c.created + c.updated + c.unchanged + c.skipped + c.parked + c.ambiguous


def writes(served: Served) -> list[dict[str, Any]]:
    """The requests that could have changed something, since last asked."""
    asked = httpx.get(f"{served.url}/_sandbox/requests").json()
    httpx.delete(f"{served.url}/_sandbox/requests")
    return [one for one in asked if one["write"]]


def test_the_shops_orders_are_booked_once(served: Served, workspace: Workspace) -> None:
    """Of two hundred orders each paid one is there once: debtor, place, articles, quantities, prices."""
    run = carry(workspace, "order", "shop", "av")
    assert balanced(run)
    assert (run.counts.read, run.counts.parked, run.counts.ambiguous) == (200, 0, 0)
    debtors = {row["SUB_NR"]: row for row in stored(served, "accountview", "customers")}
    addresses = {row["REC_ID"]: row for row in stored(served, "accountview", "addresses")}
    orders = stored(served, "accountview", "sales_orders")
    booked = {row["COMMENT1"]: row for row in orders if row["COMMENT1"].startswith("#")}
    paid = [row for row in stored(served, "shopify", "orders") if row["financial_status"] == "paid"]
    assert len(paid) == run.counts.created == len(booked) > 100
    for order in paid:
        made = booked[order["name"]]
        debtor, home = debtors[made["RPL_INV"]], order["billing_address"]
        if order.get("email"):
            assert debtor["MAIL_BUS"].lower() == order["email"].lower()
            assert debtor["ACCT_NAME"] == (home.get("company") or home["name"])[:40].strip()
            assert debtor["ADDRESS1"] == home["address1"][:80].strip()
            assert debtor["POST_CODE"].replace(" ", "") == home["zip"].replace(" ", "")
            assert debtor["CNT_CODE"] == home["country_code"]
            assert bool(debtor["MAIN_CONT"]) == bool(home.get("company"))
        else:
            assert made["RPL_INV"] == "1"
        if made["DEL_CODE"]:
            assert addresses[made["DEL_CODE"]]["CITY"] == order["shipping_address"]["city"]
        sold = [(line["sku"], Decimal(str(line["quantity"]))) for line in order["line_items"]]
        kept = [(line["ART_CODE"], Decimal(str(line["ORD_QTY"]))) for line in made["SO_LINE"]]
        assert kept[: len(sold)] == sold
        assert all(code == "SHIPPING" for code, _ in kept[len(sold) :])
        amount = sum(Decimal(str(row["ART_PX"])) * Decimal(str(row["ORD_QTY"])) for row in made["SO_LINE"])
        assert abs(amount - Decimal(order["total_price"])) < Decimal("0.01")
    writes(served)
    again = workspace.run(workspace.flow("order-shop-av"))
    assert balanced(again)
    assert (again.counts.created, again.counts.updated, writes(served)) == (0, 0, [])


def test_debtors_and_articles_go_to_other_books(served: Served, workspace: Workspace) -> None:
    """What AccountView has is made, or changed, in Exact, by value; a second run writes nothing."""
    for entity, target, theirs in (("product", "items", "items"), ("customer", "accounts", "customers")):
        run = carry(workspace, entity, "av", "exact")
        assert balanced(run)
        assert run.counts.read == len(stored(served, "accountview", theirs))
        assert run.counts.ambiguous == 0
        writes(served)
        again = workspace.run(workspace.flow(f"{entity}-av-exact"))
        assert (again.counts.created, again.counts.updated, writes(served)) == (0, 0, [])
        assert stored(served, "exact_online", target)
    accounts = {row["Email"]: row for row in stored(served, "exact_online", "accounts") if row["Email"]}
    for debtor in stored(served, "accountview", "customers"):
        if debtor["MAIL_BUS"]:
            account = accounts[debtor["MAIL_BUS"]]
            assert (account["City"], account["Country"]) == (debtor["CITY"][:30], debtor["CNT_CODE"])
            assert account["AddressLine1"] == debtor["ADDRESS1"]
    items = {row["Code"]: row for row in stored(served, "exact_online", "items")}
    for article in stored(served, "accountview", "items"):
        assert article["ART_DESC1"][:60].strip() == items[article["ART_CODE"]]["Description"].strip()


def test_a_lost_answer_doubles_nothing(served: Served, workspace: Workspace) -> None:
    """An order whose answer is lost is looked up, and not booked a second time."""
    lost = {"method": "POST", "body": "SO1"}
    fault = {"connector": "accountview", "match": lost, "when": "after", "reset": True}
    httpx.post(f"{served.url}/_sandbox/faults", json=fault).raise_for_status()
    workspace.save(workspace.new("few", "order", "shop", "av"))
    run = workspace.run(workspace.flow("few"), limit=8)
    assert balanced(run)
    assert run.counts.ambiguous == 0
    orders = stored(served, "accountview", "sales_orders")
    names = [row["COMMENT1"] for row in orders if row["COMMENT1"].startswith("#")]
    assert len(names) == len(set(names)) == run.counts.created > 0
