"""Exact Online through our own client: its dialect, and the connector against its simulator."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from connectors.exact_online import CONNECTOR
from connectors.exact_online.dialect import (
    BESIDE,
    GUIDS,
    NO_ROW,
    TOLD_BY_CODE,
    WORKED_OUT,
    payload,
    quote,
    record,
    refusal,
)
from connectors.exact_online.sandbox import VIEWS, Sandbox
from core.api.access import Access
from core.api.client import Client
from core.api.consent import consent_url, redeem
from core.api.tokens import MemoryTokens, Token
from core.errors import ConsentNeeded, RecordError, Refused, Unclear, WriteRefused
from core.fields import Field, FieldType
from core.records import JsonObject
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World

ITEMS, ACCOUNTS = CONNECTOR.resource("items"), CONNECTOR.resource("accounts")
ORDERS, CONTACTS = CONNECTOR.resource("sales_orders"), CONNECTOR.resource("contacts")
GUID = "0f0e0d0c-0b0a-4909-8807-060504030201"


@pytest.fixture(scope="module")
def clock() -> Clock:
    """The vendor's clock."""
    return Clock()


@pytest.fixture(scope="module")
def served(clock: Clock) -> Iterator[Served]:
    """Exact's simulator, with limits wide enough for tests."""
    with Served(app({"exact_online": Sandbox(World(), Rates("relaxed", clock))})) as served:
        yield served


@pytest.fixture
def given(served: Served) -> dict[str, str]:
    """What a client needs, on the first day."""
    httpx.post(f"{served.url}/_sandbox/reset")
    found: dict[str, str] = httpx.get(f"{served.url}/_sandbox/credentials").json()["exact_online"]
    return found


@pytest.fixture
def tokens(given: dict[str, str], clock: Clock) -> MemoryTokens:
    """A store with the pair that the sandbox gave just now."""
    now = clock.now()
    pair = Token(given["access_token"], given["refresh_token"], now + timedelta(seconds=600), now)
    return MemoryTokens(pair)


def access(given: dict[str, str], tokens: MemoryTokens) -> Access:
    """A connection to the sandbox."""
    settings = {name: given[name] for name in ("country", "division", "client_id", "base_url", "auth_url")}
    name = f"test {given['base_url']}"
    return Access(name, settings, {"client_secret": given["client_secret"]}, tokens, private=True)


@pytest.fixture
def exact(given: dict[str, str], tokens: MemoryTokens, clock: Clock) -> Iterator[Client]:
    """A client that may write."""
    made = Client(CONNECTOR, access(given, tokens), writes=True, clock=lambda: clock.now().timestamp())
    with made as client:
        yield client


def log(served: Served, **wanted: str) -> list[JsonObject]:
    """The requests that reached the sandbox."""
    found: list[JsonObject] = httpx.get(f"{served.url}/_sandbox/requests", params=wanted).json()
    return found


def fault(served: Served, **what: Any) -> None:
    """Let something go wrong."""
    httpx.post(f"{served.url}/_sandbox/faults", json={"connector": "exact_online", **what}).raise_for_status()


def order(exact: Client, reference: str, **more: Any) -> JsonObject:
    """A small order."""
    item = exact.find("items", [{"Code": "KOF-ESP-0250"}])[0][0].key
    debtor = exact.find("accounts", [{"Code": "1"}])[0][0].key
    lines = [{"Item": item, "Quantity": 2, "UnitPrice": Decimal("8.95"), "VATCode": "3"}]
    return {"OrderedBy": debtor, "YourRef": reference, "SalesOrderLines": lines, **more}


# The dialect


def test_reads_dates_codes_and_lines() -> None:
    """Dates become ISO text, as a day or a time in UTC; padding, metadata and links go; lines are a list."""
    wire = {
        "__metadata": {"uri": "…"},
        "OrderDate": "/Date(1382659200000)/",
        "Modified": "/Date(1382667906263)/",
        "PaymentCondition": "30 ",
        "Document": {"__deferred": {"uri": "…"}},
        "SalesOrderLines": {"results": [{"__metadata": {}, "VATCode": "2  ", "Notes": " as it is "}]},
    }
    assert record(ORDERS, wire) == {
        "OrderDate": "2013-10-25",
        "Modified": "2013-10-25T02:25:06.263000+00:00",
        "PaymentCondition": "30",
        "SalesOrderLines": [{"VATCode": "2", "Notes": " as it is ", **dict.fromkeys(WORKED_OUT, 0)}],
    }
    assert record(ACCOUNTS, {"Code": "25".rjust(18), "StartDate": None}) == {"Code": "25", "StartDate": None}


@pytest.mark.parametrize(
    ("on_the_line", "on_the_order", "off"),
    [("0.5", None, "9.99"), (None, "0.1", "2.00"), ("0.5", "0.1", "10.99"), (None, None, "0.00")],
)
def test_a_discount_is_told_as_an_amount(on_the_line: str | None, on_the_order: str | None, off: str) -> None:
    """Of 19.98 half goes off the line, a tenth of the rest off the order: no row costs more than is paid."""
    sold = {"Quantity": 2, "UnitPrice": Decimal("9.99"), "Discount": on_the_line and Decimal(on_the_line)}
    wire = {"Discount": on_the_order and Decimal(on_the_order), "SalesOrderLines": {"results": [sold]}}
    assert record(ORDERS, wire)["SalesOrderLines"][0]["DiscountAmount"] == Decimal(off)


@pytest.mark.parametrize(
    ("resource", "field", "value", "literal"),
    [
        (ACCOUNTS, "Email", "o'neil@example.ie", "'o''neil@example.ie'"),
        (ACCOUNTS, "Code", "25", f"'{'25'.rjust(18)}'"),
        (ITEMS, "Code", "25", "'25'"),
        (ITEMS, "ID", "{" + GUID.upper() + "}", f"guid'{GUID}'"),
        (CONTACTS, "Account", "no key at all", f"guid'{NO_ROW}'"),
        (ORDERS, "OrderNumber", 17, "17"),
        (ITEMS, "IsSalesItem", True, "true"),
        (ORDERS, "Modified", "2026-07-01T10:00:00+02:00", "datetime'2026-07-01T08:00:00'"),
        (ORDERS, "OrderDate", "2026-07-01", "datetime'2026-07-01T00:00:00'"),
    ],
)
def test_writes_literals(resource: Any, field: str, value: Any, literal: str) -> None:
    """A value becomes the OData literal of its field; what cannot be a key asks for no row."""
    assert quote(resource, field, value) == literal


def test_an_update_leaves_out_what_exact_would_refuse() -> None:
    """An update sends neither the code nor the key, and says how lines are changed instead."""
    assert payload(ITEMS, {"Code": "A", "ID": GUID, "Description": "B"}, False) == {"Description": "B"}
    assert payload(ITEMS, {"Code": "A"}, True) == {"Code": "A"}
    with pytest.raises(Refused, match="write: create"):
        payload(ORDERS, {"SalesOrderLines": [{}]}, False)


def test_finds_the_words_of_a_refusal() -> None:
    """Exact's words are found in its error; a duplicate is said in plain words; other bodies have none."""
    body = {"error": {"code": "", "message": {"lang": "", "value": "Gegeven bestaat reeds."}}}
    assert refusal(500, {}, body) == "Gegeven bestaat reeds. (it already exists)"
    body["error"]["message"] = {"value": " Name Mandatory "}  # type: ignore[index] (a plain dict of this test)
    assert refusal(500, {}, body) == "Name Mandatory"
    for other in (None, "", "<html>", [], {"error": "access_denied"}, {"d": {}}, {"error": {"message": "x"}}):
        assert refusal(500, {}, other) == ""


# The client and the simulator


def test_pulls_pages_to_the_end(exact: Client, served: Served) -> None:
    """More than a page of accounts comes in pages of sixty, each account once, codes and times made plain."""
    for n in range(70):
        exact.create("accounts", {"Name": f"Customer {n}"}, once=f"account {n}")
    pages = list(exact.pull("accounts"))
    assert len(pages[0].records) == 60
    records = [one for page in pages for one in page.records]
    assert len({one.key for one in records}) == len(records) > 70
    assert all(page.ordered for page in pages)
    assert all(one.data["Code"] == one.data["Code"].strip() and one.modified for one in records)
    assert any("skiptoken" in one["query"] for one in log(served))


def test_pulls_what_changed_since(exact: Client) -> None:
    """Only what was modified at or after the time comes, at the vendor's own clock."""
    before = max(one.modified for page in exact.pull("items") for one in page.records if one.modified)
    item = exact.find("items", [{"Code": "KOF-ESP-1000"}])[0][0]
    exact.update("items", item.key, {"Code": "KOF-ESP-1000", "Description": "Newer"}, once="u")
    changed = [one for page in exact.pull("items", since=before) for one in page.records]
    assert "Newer" in [one.data["Description"] for one in changed]
    later = datetime.now(UTC) + timedelta(days=400)
    assert [page.records for page in exact.pull("items", since=later)] == [()]


def test_finds_many_in_few_requests(exact: Client, served: Served) -> None:
    """Values are asked for together, in order, without regard to case or padding; the unknown are empty."""
    httpx.delete(f"{served.url}/_sandbox/requests")
    codes = ["KOF-ESP-0250", "no'such", "kof-esp-1000", *(f"NONE-{n}" for n in range(30))]
    found = exact.find("items", [{"Code": code} for code in codes])
    assert [len(each) for each in found] == [1, 0, 1] + [0] * 30
    assert found[2][0].data["Code"] == "KOF-ESP-1000"
    assert len(log(served)) == 2
    assert [len(each) for each in exact.find("accounts", [{"Code": "1"}, {"Code": "999"}])] == [1, 0]
    email = {"Email": "ANNA.de.vries@EXAMPLE.nl"}
    assert exact.find("accounts", [email])[0][0].data["Name"] == "Anna de Vries"


def test_makes_an_order_and_finds_it(exact: Client) -> None:
    """An order is made with its lines; its key comes with the bare answer; its reference finds it."""
    receipt = exact.create("sales_orders", order(exact, "#2001", OrderDate="2026-07-01"), once="o")
    found = exact.find("sales_orders", [{"YourRef": "#2001"}])[0]
    assert [one.key for one in found] == [receipt.key]
    data = found[0].data
    assert (data["OrderDate"], data["AmountDC"]) == ("2026-07-01", Decimal("17.90"))
    assert [(line["ItemCode"], line["VATCode"]) for line in data["SalesOrderLines"]] == [
        ("KOF-ESP-0250", "3")
    ]
    exact.update("sales_orders", receipt.key, {"Description": "For Anna"}, once="u")
    assert exact.find("sales_orders", [{"OrderID": receipt.key}])[0][0].data["Description"] == "For Anna"


def test_a_refusal_holds_exacts_words(exact: Client) -> None:
    """A 500 with words is a refusal of the record; one without is unclear and must be looked up."""
    with pytest.raises(Refused, match="already exists"):
        exact.create("items", {"Code": "KOF-ESP-0250", "Description": "again"}, once="i")
    with pytest.raises(Refused, match="Name Mandatory"):
        exact.create("accounts", {"Email": "x@example.com"}, once="a")


@pytest.mark.parametrize(
    ("broken", "made"),
    [
        ({"status": 500, "when": "before"}, 0),
        ({"status": 503, "when": "after"}, 1),
        ({"reset": True, "when": "after"}, 1),
        ({"truncate": 20}, 1),
        ({"body": "<html>Sign in</html>", "when": "after"}, 1),
    ],
)
def test_what_is_unclear_is_looked_up(
    exact: Client, served: Served, broken: dict[str, Any], made: int
) -> None:
    """Whatever goes wrong after sending is unclear, is sent once only, and a look-up tells what happened."""
    payload = order(exact, "#3001")
    fault(served, match={"method": "POST"}, **broken)
    with pytest.raises((Unclear, RecordError)):
        exact.create("sales_orders", payload, once="o")
    assert len(log(served, method="POST")) == 1
    assert len(exact.find("sales_orders", [{"YourRef": "#3001"}])[0]) == made


def test_waits_when_throttled(exact: Client, served: Served, clock: Clock) -> None:
    """A 429 without body or Retry-After is waited out by the header's own reset."""
    reset = str(int((clock.now().timestamp() + 0.05) * 1000))
    headers = {"X-RateLimit-Minutely-Remaining": "0", "X-RateLimit-Minutely-Reset": reset}
    fault(served, match={"method": "GET"}, status=429, headers=headers)
    assert exact.find("items", [{"Code": "KOF-ESP-0250"}])[0]
    assert [one["status"] for one in log(served, method="GET")] == [429, 200]


def test_a_client_that_only_reads_sends_no_write(
    given: dict[str, str], tokens: MemoryTokens, served: Served
) -> None:
    """Without `writes`, a write is refused before anything leaves."""
    with Client(CONNECTOR, access(given, tokens)) as reader:
        assert "Exact Online" in reader.check()
        with pytest.raises(WriteRefused):
            reader.create("accounts", {"Name": "x"}, once="a")
    assert log(served, write="true") == []


def test_the_token_is_renewed_once_by_many(
    given: dict[str, str], tokens: MemoryTokens, served: Served, clock: Clock
) -> None:
    """Ten clients at once, when the token nears its end: one renewal, nobody refused, all answers good."""
    clock.advance(585)
    faults: list[BaseException] = []

    def read() -> None:
        try:
            with Client(CONNECTOR, access(given, tokens), clock=lambda: clock.now().timestamp()) as client:
                client.find("items", [{"Code": "KOF-ESP-0250"}])
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test must see it
            faults.append(error)

    threads = [threading.Thread(target=read) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    renewals = [one["status"] for one in log(served) if one["path"].endswith("/oauth2/token")]
    assert renewals == [200]
    assert all(one["status"] == 200 for one in log(served))


def test_a_lost_refresh_token_asks_for_consent(given: dict[str, str], exact: Client, clock: Clock) -> None:
    """When someone else has used the refresh token, only a person can help, and the sentence says so."""
    clock.advance(575)
    form = {name: given[name] for name in ("client_id", "client_secret", "refresh_token")}
    url = f"{given['auth_url']}/api/oauth2/token"
    httpx.post(url, data={"grant_type": "refresh_token", **form}).raise_for_status()
    clock.advance(30)
    with pytest.raises(ConsentNeeded):
        exact.check()


def test_a_person_consents_and_the_connection_works(given: dict[str, str], clock: Clock) -> None:
    """The consent page leads back with a code, which becomes the connection's first token."""
    empty = access(given, MemoryTokens())
    away = "https://koppel.example/callback"
    url = consent_url(CONNECTOR, empty.settings, given["client_id"], away, "state", "verifier")
    back = urlsplit(httpx.get(f"{url}&sandbox_consent=auto").headers["location"])
    answer = parse_qs(back.query)
    assert (f"{back.scheme}://{back.netloc}{back.path}", answer["state"]) == (away, ["state"])
    made = redeem(
        CONNECTOR, empty, answer["code"][0], away, "verifier", clock=lambda: clock.now().timestamp()
    )
    assert timedelta(seconds=500) < made.expires - made.made <= timedelta(seconds=600)
    with Client(CONNECTOR, empty, clock=lambda: clock.now().timestamp()) as client:
        assert client.find("accounts", [{"Code": "1"}])[0][0].data["Name"] == "Webshop customers"


# The fields against the vendor's own metadata

KINDS = {
    "Edm.Guid": {FieldType.TEXT},
    "Edm.String": {FieldType.TEXT},
    "Edm.Double": {FieldType.DECIMAL},
    "Edm.Int16": {FieldType.INTEGER},
    "Edm.Int32": {FieldType.INTEGER},
    "Edm.Int64": {FieldType.INTEGER},
    "Edm.Byte": {FieldType.INTEGER},
    "Edm.Boolean": {FieldType.BOOLEAN},
    "Edm.DateTime": {FieldType.DATE, FieldType.DATETIME},
}
NESTED = {
    "SalesOrderLines": "salesorder/SalesOrderLines",
    "SalesInvoiceLines": "salesinvoice/SalesInvoiceLines",
    "SalesEntryLines": "salesentry/SalesEntryLines",
    "GeneralJournalEntryLines": "generaljournalentry/GeneralJournalEntryLines",
    "GoodsDeliveryLines": "salesorder/GoodsDeliveryLines",
}


@pytest.fixture(scope="module")
def metadata() -> dict[str, Any]:
    """The vendor's metadata, where the reference is at hand."""
    reference = os.environ.get("KOPPEL_REFERENCE")
    if not reference:
        pytest.skip("KOPPEL_REFERENCE does not name the folder of reference data")
    found: dict[str, Any] = json.loads(
        (Path(reference) / "specs/exact_online/exact_resources_compact.json").read_text()
    )
    return found


@pytest.mark.parametrize("resource", CONNECTOR.resources, ids=lambda r: r.name)
def test_fields_agree_with_the_metadata(resource: Any, metadata: dict[str, Any]) -> None:
    """Every field is the vendor's, of its type; what the vendor demands on create is required here."""
    agree(resource.fields, resource.path, metadata)
    demanded = {name for name, each in metadata[resource.path]["fields"].items() if each.get("mandatory")}
    coded = {"GLAccount"} if TOLD_BY_CODE & {field.name for field in resource.fields} else set()
    if resource.content is None and (not resource.write or resource.write.create):  # pictures make no item
        assert demanded - coded <= {field.name for field in resource.fields if field.required}
    assert resource.path in VIEWS


def agree(fields: tuple[Field, ...], path: str, metadata: dict[str, Any]) -> None:
    """Hold fields against those of the metadata; what is read along from elsewhere stands there.

    What is worked out by us is nobody's, and a code in place of a key need not be.
    """
    known = metadata[path]["fields"]
    fields = tuple(each for each in fields if each.name in known or each.name not in TOLD_BY_CODE)
    for field in (
        each for each in fields if each.type is not FieldType.OBJECT and each.name not in WORKED_OUT | BESIDE
    ):
        kind = known[field.name].get("edm")
        assert field.type in KINDS.get(kind, {field.type}), f"{path}: {field.name} is {kind}"
        assert (field.name in GUIDS) == (kind == "Edm.Guid"), f"{path}: {field.name} is {kind}"
        if field.fields:
            agree(field.fields, NESTED[field.name], metadata)
