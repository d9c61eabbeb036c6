"""Exact Online's simulator, asked by a stranger: plain HTTP, as the vendor's own pages tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from connectors.exact_online.sandbox import MAIN, OTHER, Sandbox
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World

AWAY = "https://koppel.example/callback"
WORLD = World()


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """Exact alone, with its real limits."""
    with Served(app({"exact_online": Sandbox(WORLD, Rates("real", Clock()))})) as served:
        yield served


@pytest.fixture
def given(served: Served) -> dict[str, str]:
    """What a client needs, on the first day, in a minute of its own."""
    httpx.post(f"{served.url}/_sandbox/reset")
    httpx.post(f"{served.url}/_sandbox/clock", json={"advance": 60})
    found: dict[str, str] = httpx.get(f"{served.url}/_sandbox/credentials").json()["exact_online"]
    return found


@pytest.fixture
def exact(given: dict[str, str]) -> Iterator[httpx.Client]:
    """A client that is signed in and asks for JSON."""
    headers = {"Authorization": f"Bearer {given['access_token']}", "Accept": "application/json"}
    with httpx.Client(base_url=given["base_url"], headers=headers) as client:
        yield client


def advance(given: dict[str, str], seconds: float) -> None:
    """Let time pass at the vendor."""
    httpx.post(f"{origin(given)}/_sandbox/clock", json={"advance": seconds}).raise_for_status()


def origin(given: dict[str, str]) -> str:
    """Where the sandbox answers."""
    return given["auth_url"].removesuffix("/exact_online")


def rows(exact: httpx.Client, path: str, **options: str) -> list[dict[str, Any]]:
    """The rows of one answer, whichever shape its `d` has."""
    answer = exact.get(path, params={f"${name}": value for name, value in options.items()})
    assert answer.status_code == 200, answer.text
    found = answer.json()["d"]
    return found["results"] if isinstance(found, dict) and "results" in found else found  # type: ignore[no-any-return]


def words(answer: httpx.Response) -> str:
    """What Exact says when it says no."""
    said: str = answer.json()["error"]["message"]["value"]
    return said


def item(exact: httpx.Client, code: str = "KOF-ESP-0250") -> str:
    """The key of an item."""
    key: str = rows(exact, "logistics/Items", filter=f"Code eq '{code}'")[0]["ID"]
    return key


def customer(exact: httpx.Client) -> str:
    """The key of a customer."""
    key: str = rows(exact, "crm/Accounts", filter="Name eq 'Webshop customers'")[0]["ID"]
    return key


def order(exact: httpx.Client, **more: Any) -> dict[str, Any]:
    """An order of two pieces, as a payload."""
    line = {"Item": item(exact), "Quantity": 2, "UnitPrice": 8.95, "VATCode": "3"}
    return {"OrderedBy": customer(exact), "YourRef": "#1001", "SalesOrderLines": [line], **more}


# Signing in


def consent(given: dict[str, str], **more: str) -> httpx.Response:
    """Ask for consent."""
    asked = {"client_id": given["client_id"], "redirect_uri": AWAY, "response_type": "code", **more}
    return httpx.get(f"{given['auth_url']}/api/oauth2/auth", params=asked)


def token(given: dict[str, str], *, basic: bool = False, **form: str) -> httpx.Response:
    """Ask for tokens, the app's own name in the body or in the header."""
    app_ = {"client_id": given["client_id"], "client_secret": given["client_secret"]}
    auth = (app_["client_id"], app_["client_secret"]) if basic else None
    return httpx.post(f"{given['auth_url']}/api/oauth2/token", data=form | ({} if basic else app_), auth=auth)


def code(given: dict[str, str]) -> str:
    """A code, given at once."""
    answer = consent(given, sandbox_consent="auto", state="s t")
    assert answer.status_code == 302
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["state"] == ["s t"]
    return query["code"][0]


def test_consent_page_has_an_allow_button(given: dict[str, str]) -> None:
    """A person sees a page and presses Allow; that leads back with a code and the state."""
    page = consent(given, state='"><b>')
    assert page.status_code == 200
    assert "Allow" in page.text
    assert '"><b>' not in page.text
    action = re.search(r'action="([^"]+)"', page.text)
    assert action
    allowed = httpx.post(f"{given['auth_url']}/api/oauth2/auth{action[1].replace('&amp;', '&')}")
    assert allowed.headers["location"].startswith(f"{AWAY}?code=")


def test_consent_refuses_strangers(given: dict[str, str]) -> None:
    """An unknown app, or an address that is not https, gets no code."""
    assert consent(given, client_id="nobody", sandbox_consent="auto").status_code == 400
    assert consent(given, redirect_uri="http://koppel.example/", sandbox_consent="auto").status_code == 400


@pytest.mark.parametrize("basic", [False, True])
def test_code_gives_tokens_once(given: dict[str, str], basic: bool) -> None:  # noqa: FBT001 (two ways to sign in)
    """A code is exchanged once, for the address it was given for; expires_in is a text."""
    form = {"grant_type": "authorization_code", "code": code(given), "redirect_uri": AWAY}
    made = token(given, basic=basic, **form)
    assert (made.status_code, made.json()["expires_in"], made.json()["token_type"]) == (200, "600", "bearer")
    assert token(given, basic=basic, **form).status_code == 400
    other = {**form, "code": code(given), "redirect_uri": AWAY + "/other"}
    assert token(given, basic=basic, **other).status_code == 400


def test_a_new_consent_ends_the_former_tokens(given: dict[str, str]) -> None:
    """One live pair for a user and an app: whoever consents again ends the pair before."""
    form = {"grant_type": "authorization_code", "redirect_uri": AWAY}
    first = token(given, code=code(given), **form).json()
    second = token(given, code=code(given), **form).json()
    assert me(given, first["access_token"]).status_code == 401
    assert me(given, second["access_token"]).status_code == 200


def me(given: dict[str, str], access: str) -> httpx.Response:
    """Ask who is signed in."""
    address = f"{given['auth_url']}/api/v1/current/Me?$select=CurrentDivision"
    return httpx.get(address, headers={"Authorization": f"Bearer {access}", "Accept": "application/json"})


def test_refresh_is_refused_too_early(given: dict[str, str]) -> None:
    """Before 570 seconds a renewal is refused with Exact's own header and body, and ends nothing."""
    form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    early = token(given, **form)
    assert early.status_code == 400
    assert early.headers["Reason"].startswith("TooEarlyToRefreshTokens")
    assert early.json() == {
        "error": "access_denied",
        "error_description": "Rate limit exceeded: access_token not expired",
    }
    advance(given, 571)
    assert token(given, **form).status_code == 200


def test_refresh_token_is_used_once(given: dict[str, str]) -> None:
    """A renewal gives a new pair; the old refresh token is known as used, the old access token is dead."""
    advance(given, 575)
    assert me(given, given["access_token"]).status_code == 200
    form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    made = token(given, **form).json()
    again = token(given, **form)
    assert (again.status_code, again.json()["error"]) == (401, "unauthorized_client")
    assert again.json()["error_description"] == "Old refresh token used."
    assert me(given, given["access_token"]).status_code == 401
    assert me(given, made["access_token"]).json()["d"]["results"][0]["CurrentDivision"] == MAIN


def test_access_token_ends_after_ten_minutes(given: dict[str, str]) -> None:
    """After 600 seconds the access token is refused."""
    advance(given, 601)
    assert me(given, given["access_token"]).status_code == 401


def test_credentials_never_end_those_given_before(given: dict[str, str]) -> None:
    """Asking the sandbox for credentials again leaves earlier ones alone."""
    later = httpx.get(f"{origin(given)}/_sandbox/credentials").json()["exact_online"]
    assert later["access_token"] != given["access_token"]
    assert me(given, given["access_token"]).status_code == 200


# Limits


def test_headers_tell_what_is_left(exact: httpx.Client) -> None:
    """Every answer names both limits; resets are in milliseconds, the minute's the next whole minute."""
    first, second = exact.get("logistics/Units").headers, exact.get("logistics/Units").headers
    assert (first["X-RateLimit-Minutely-Limit"], first["X-RateLimit-Limit"]) == ("60", "5000")
    left = "X-RateLimit-Minutely-Remaining"
    assert int(first[left]) - int(second[left]) in {1, 1 - 60}
    assert int(first["X-RateLimit-Minutely-Reset"]) % 60_000 == 0
    assert len(first["X-RateLimit-Reset"]) == 13


def test_the_sixty_first_call_is_refused(exact: httpx.Client, given: dict[str, str]) -> None:
    """Too many calls: 429, no body, and only the headers of the limit that was met."""
    answers = [exact.get("logistics/Units", params={"$top": "1"}) for _ in range(125)]
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.content == b""
    assert "X-RateLimit-Limit" not in refused.headers
    assert refused.headers["X-RateLimit-Minutely-Remaining"] == "0"
    advance(given, 60)
    assert exact.get("logistics/Units").status_code == 200


def test_too_many_errors_block_the_app_where_switched_on(exact: httpx.Client, given: dict[str, str]) -> None:
    """With the switch on, more than ten errors in an hour block the app for the hour."""
    httpx.post(f"{origin(given)}/_sandbox/switches", json={"exact_online": {"error_velocity": True}})
    for _ in range(11):
        assert exact.get("logistics/Nothing").status_code == 404
    assert exact.get("logistics/Units").status_code == 429


# Reading


def test_the_three_shapes_of_d(exact: httpx.Client) -> None:
    """A list has `results`, one with $top is bare, one entity is an object."""
    key = item(exact)
    assert isinstance(exact.get("logistics/Units").json()["d"]["results"], list)
    assert isinstance(exact.get("logistics/Units?$top=2").json()["d"], list)
    one = exact.get(f"logistics/Items(guid'{key}')").json()["d"]
    assert one["ID"] == key
    assert one["__metadata"]["uri"].endswith(f"/{MAIN}/logistics/Items(guid'{key}')")
    assert exact.get("logistics/Items(guid'00000000-0000-0000-0000-000000000000')").status_code == 404


def test_without_json_asked_it_is_xml(exact: httpx.Client) -> None:
    """A client that does not ask for JSON gets Atom."""
    answer = exact.get("logistics/Units", headers={"Accept": "*/*"})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert "<d:Code>pc</d:Code>" in answer.text


def test_pages_of_sixty_linked_by_whole_addresses(exact: httpx.Client, given: dict[str, str]) -> None:
    """A page has sixty rows and a whole address of the next; walking them gives every row once."""
    for n in range(60):
        exact.post("crm/Accounts", json={"Name": f"Customer {n:03}"})
        if n % 40 == 0:
            advance(given, 60)
    for order_ in ("", "&$orderby=Name desc", "&$orderby=Modified"):
        url, seen, sizes = f"crm/Accounts?$select=ID,Name{order_}", list[str](), list[int]()
        while url:
            page = exact.get(url).json()["d"]
            seen += [row["Name"] for row in page["results"]]
            sizes.append(len(page["results"]))
            url = page.get("__next", "")
            assert not url or url.startswith("http://127.0.0.1:")
        assert sizes == [60, len(seen) - 60]
        assert len(seen) == 60 + 1 + sum(each["in_erp"] for each in WORLD.customers)
        if "desc" in order_:
            assert seen == sorted(seen, key=str.casefold, reverse=True)


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("Code eq 'KOF-ESP-0250'", 1),
        ("Code eq 'kof-esp-0250'", 1),
        ("Code eq 'KOF-ESP-0250' or Code eq 'KOF-ESP-1000' or Code eq 'none'", 2),
        ("(Code eq 'KOF-ESP-0250') and (IsSalesItem eq false)", 0),
        ("startswith(Code, 'KOF-ESP') and not (Code eq 'KOF-ESP-1000')", 1),
        ("substringof('ESP-0250', Code)", 1),
        ("trim(Code) eq 'KOF-ESP-0250' and StandardSalesPrice gt 1.5", 1),
        ("tolower(Code) eq 'kof-esp-0250' and Barcode ne null", 1),
        ("Code eq 'KOF-ESP-0250' and Modified ge datetime'2001-01-01T00:00:00'", 1),
        ("Code eq 'KOF-ESP-0250' and Modified lt datetime'2001-01-01'", 0),
        ("Description eq 'it''s not there'", 0),
    ],
)
def test_filters(exact: httpx.Client, condition: str, found: int) -> None:
    """Filters compare text without case, and know the operators and functions that clients use."""
    assert len(rows(exact, "logistics/Items", filter=condition)) == found


def test_filters_by_guid(exact: httpx.Client) -> None:
    """A GUID is compared as one, not as text."""
    key = item(exact)
    assert len(rows(exact, "inventory/ItemWarehouses", filter=f"Item eq guid'{key.upper()}'")) == 2
    assert exact.get(f"inventory/ItemWarehouses?$filter=Item eq '{key}'").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["$filter=Code eq", "$filter=Nothing eq 'a'", "$filter=Code like 'a'", "$filter=(Code eq 'a'",
     "$select=Nothing", "$orderby=Nothing", "$top=many", "$skip=5", "$expand=Nothing",
     "$filter=Modified gt '2020-01-01'"],
)  # fmt: skip
def test_errors_in_the_query(exact: httpx.Client, query: str) -> None:
    """A query that cannot be read is a 400 in Exact's words."""
    answer = exact.get(f"logistics/Items?{query}")
    assert answer.status_code == 400
    assert words(answer) == answer.headers["Reason"] == "Bad Request - Error in query syntax."


def test_prices_want_a_narrow_question(exact: httpx.Client) -> None:
    """Sales prices are not given without $select or $top=1."""
    answer = exact.get("logistics/SalesItemPrices")
    assert answer.status_code == 400
    assert words(answer) == "Please add a $select or a $top=1 statement to the query string."
    assert exact.get("logistics/SalesItemPrices?$select=Price&$top=2").json()["d"][0]["Price"] > 0


def test_a_filter_may_be_demanded(exact: httpx.Client, given: dict[str, str]) -> None:
    """With the switch on, items and accounts are not given without a filter on a field of their list."""
    httpx.post(f"{origin(given)}/_sandbox/switches", json={"exact_online": {"mandatory_filter": True}})
    refused = exact.get("crm/Accounts?$select=ID")
    assert refused.status_code == 400
    assert words(refused).startswith("This endpoint has mandatory filtering applied.")
    assert exact.get("crm/Accounts?$filter=Modified gt datetime'2020-01-01'").status_code == 200


def test_codes_are_padded_and_dates_are_numbers(exact: httpx.Client) -> None:
    """Account codes are padded left to 18, countries right to 3; dates are milliseconds."""
    found = rows(exact, "crm/Accounts", filter="trim(Code) eq '1'")[0]
    assert (found["Code"], found["Country"]) == ("1".rjust(18), "NL ")
    assert rows(exact, "crm/Accounts", filter="Code eq '1'") == []
    assert rows(exact, "crm/Accounts", filter=f"Code eq '{'1'.rjust(18)}'")[0]["ID"] == found["ID"]
    assert re.fullmatch(r"/Date\(\d{13}\)/", found["Modified"])


def test_lines_are_elsewhere_unless_expanded(exact: httpx.Client) -> None:
    """Lines are a link until they are asked for."""
    made = exact.post("salesorder/SalesOrders", json=order(exact)).json()["d"]
    address = f"salesorder/SalesOrders(guid'{made['OrderID']}')"
    lines = exact.get(address).json()["d"]["SalesOrderLines"]
    assert lines["__deferred"]["uri"].endswith("/SalesOrderLines")
    expanded = exact.get(f"{address}?$expand=SalesOrderLines").json()["d"]["SalesOrderLines"]["results"]
    assert [line["ItemCode"] for line in expanded] == ["KOF-ESP-0250"]


def test_changes_since_a_timestamp(exact: httpx.Client) -> None:
    """The sync endpoints give rows in the order of their timestamps, and what was removed."""
    before = rows(exact, "sync/Logistics/Items", filter="Timestamp gt 0", select="ID,Timestamp")
    stamps = [row["Timestamp"] for row in before]
    assert stamps == sorted(stamps)
    key = item(exact)
    exact.put(f"logistics/Items(guid'{key}')", json={"Description": "Changed"})
    after = rows(exact, "sync/Logistics/Items", filter=f"Timestamp gt {stamps[-1]}L")
    assert [row["ID"] for row in after] == [key]
    exact.delete(f"logistics/Items(guid'{key}')")
    gone = rows(exact, "sync/Deleted", filter=f"Timestamp gt {stamps[-1]}")
    assert [(row["EntityKey"], row["EntityType"]) for row in gone] == [(key, 9)]


def test_stock_of_an_item(exact: httpx.Client) -> None:
    """The stock of an item is asked for by a function."""
    address = f"read/logistics/StockPosition?itemId=guid'{item(exact)}'"
    assert exact.get(address).json()["d"][0]["InStock"] == 120


# Writing


def test_an_answer_to_a_post_is_bare(exact: httpx.Client) -> None:
    """After a POST all is null but the key, unless the representation is preferred."""
    made = exact.post("salesorder/SalesOrders", json=order(exact))
    assert made.status_code == 201
    assert {name for name, value in made.json()["d"].items() if value} == {"__metadata", "OrderID"}
    whole = exact.post(
        "salesorder/SalesOrders", json=order(exact), headers={"Prefer": "return=representation"}
    ).json()["d"]
    assert (whole["YourRef"], whole["Status"]) == ("#1001", 12)
    assert whole["OrderNumber"]


def test_the_same_reference_twice_makes_two_orders(exact: httpx.Client) -> None:
    """Exact does not mind the same YourRef: whoever sends twice has two orders."""
    for _ in range(2):
        exact.post("salesorder/SalesOrders", json=order(exact, YourRef="#7"))
    assert len(rows(exact, "salesorder/SalesOrders", filter="YourRef eq '#7'")) == 2


@pytest.mark.parametrize(
    ("line", "net", "total"),
    [
        ({"UnitPrice": 8.95, "Quantity": 2, "VATCode": "3"}, "16.42", "17.90"),
        ({"UnitPrice": 10, "Quantity": 3, "VATCode": "2"}, "30.00", "36.30"),
        ({"UnitPrice": 10, "Quantity": 0.5, "VATCode": "5", "Discount": 0.1}, "4.50", "4.50"),
        ({"UnitPrice": 100, "VATCode": "6"}, "100.00", "100.00"),
        ({}, "8.21", "8.95"),
    ],
)
def test_amounts_are_worked_out(exact: httpx.Client, line: dict[str, Any], net: str, total: str) -> None:
    """Amounts follow from price, quantity, discount and the VAT code, which says what the price includes."""
    lines = [{"Item": item(exact), **line}]
    key = exact.post("salesorder/SalesOrders", json=order(exact, SalesOrderLines=lines)).json()["d"][
        "OrderID"
    ]
    found = exact.get(f"salesorder/SalesOrders(guid'{key}')").json()["d"]
    assert (Decimal(str(found["AmountFCExclVat"])), Decimal(str(found["AmountDC"]))) == (
        Decimal(net),
        Decimal(total),
    )


def test_lines_come_later_too(exact: httpx.Client) -> None:
    """A line is added, changed and removed at its own address, and the order adds up again."""
    key = exact.post("salesorder/SalesOrders", json=order(exact)).json()["d"]["OrderID"]
    line = {"OrderID": key, "Item": item(exact), "Quantity": 1, "UnitPrice": 1, "VATCode": "5"}
    made = exact.post("salesorder/SalesOrderLines", json=line).json()["d"]["ID"]

    def total() -> float:
        amount: float = exact.get(f"salesorder/SalesOrders(guid'{key}')").json()["d"]["AmountDC"]
        return amount

    assert total() == 18.9
    assert exact.put(f"salesorder/SalesOrderLines(guid'{made}')", json={"Quantity": 3}).status_code == 204
    assert total() == 20.9
    assert exact.delete(f"salesorder/SalesOrderLines(guid'{made}')").status_code == 204
    assert total() == 17.9


def refused(exact: httpx.Client, path: str, payload: Any) -> tuple[int, str]:
    """Post what will be refused; give the status and Exact's words."""
    answer = exact.post(path, json=payload)
    return answer.status_code, words(answer)


def test_business_rules_are_500s_with_words(exact: httpx.Client) -> None:
    """What is missing, too long, a duplicate or refers to nothing is refused with a 500 that says so."""
    assert refused(exact, "logistics/Items", {"Code": "X"}) == (500, "Description Mandatory")
    assert refused(exact, "logistics/Items", {"Code": "KOF-ESP-0250", "Description": "x"}) == (
        500,
        "Gegeven bestaat reeds.",
    )
    assert refused(exact, "crm/Accounts", {"Name": "x" * 51})[0] == 500
    assert refused(exact, "salesorder/SalesOrders", order(exact, SalesOrderLines=[])) == (
        500,
        "SalesOrderLines Mandatory",
    )
    before = rows(exact, "salesorder/SalesOrders")
    nobody = "99999999-0000-4000-8000-000000000000"
    assert "OrderedBy" in refused(exact, "salesorder/SalesOrders", order(exact, OrderedBy=nobody))[1]
    assert (
        "PaymentCondition" in refused(exact, "salesorder/SalesOrders", order(exact, PaymentCondition="??"))[1]
    )
    wrong = [{"Item": nobody}]
    assert "Item" in refused(exact, "salesorder/SalesOrders", order(exact, SalesOrderLines=wrong))[1]
    assert rows(exact, "salesorder/SalesOrders") == before


def test_bodies_that_cannot_be_read_are_400s(exact: httpx.Client) -> None:
    """A body that is no object, has an unknown property or a wrong type is refused as a bad request."""
    assert refused(exact, "crm/Accounts", [1])[0] == 400
    assert "'Colour'" in refused(exact, "crm/Accounts", {"Name": "x", "Colour": "red"})[1]
    assert refused(exact, "crm/Accounts", {"Name": 5})[0] == 400
    assert refused(exact, "salesorder/SalesOrders", order(exact, OrderDate="soon"))[0] == 400
    assert exact.post("crm/Accounts", content=b"{").status_code == 400


def test_a_key_of_another_administration_is_lost_without_a_word(exact: httpx.Client) -> None:
    """A GUID of another administration is stored as nothing, with a 201."""
    there = str(exact.base_url).replace(str(MAIN), str(OTHER))
    stranger = exact.get(f"{there}crm/Accounts").json()["d"]["results"][0]["ID"]
    made = exact.post("salesorder/SalesOrders", json=order(exact, OrderedBy=stranger))
    assert made.status_code == 201
    stored = exact.get(f"salesorder/SalesOrders(guid'{made.json()['d']['OrderID']}')").json()["d"]
    assert stored["OrderedBy"] is None


def test_an_unchanged_code_is_a_duplicate(exact: httpx.Client) -> None:
    """A PUT that sends an item's own code again is refused as a duplicate; without it, it is stored."""
    address = f"logistics/Items(guid'{item(exact)}')"
    again = exact.put(address, json={"Code": "KOF-ESP-0250", "Description": "New"})
    assert (again.status_code, words(again)) == (500, "Gegeven bestaat reeds.")
    stored = exact.put(address, json={"Description": "New"})
    assert (stored.status_code, stored.content) == (204, b"")
    assert exact.get(address).json()["d"]["Description"] == "New"


def test_companies_have_contacts(exact: httpx.Client) -> None:
    """The first contact of an account becomes its main contact."""
    account = exact.post("crm/Accounts", json={"Name": "Firm", "Status": "C"}).json()["d"]["ID"]
    person = {"Account": account, "FirstName": "Jo", "LastName": "Bos", "Email": "jo@firm.example"}
    contact = exact.post("crm/Contacts", json=person).json()["d"]["ID"]
    assert exact.get(f"crm/Accounts(guid'{account}')").json()["d"]["MainContact"] == contact
    assert rows(exact, "crm/Contacts", filter=f"Account eq guid'{account}'")[0]["FullName"] == "Jo Bos"


def test_knows_every_product_and_the_known_customers(given: dict[str, str]) -> None:
    """The books open with every product of the world and the customers that the ERP has."""
    shown = httpx.get(f"{origin(given)}/_sandbox/exact_online/items").json()
    assert {product["sku"] for product in WORLD.products} < {row["Code"] for row in shown}
    known = {row["Email"] for row in httpx.get(f"{origin(given)}/_sandbox/exact_online/accounts").json()}
    assert {each["email"] for each in WORLD.customers if each["in_erp"]} <= known


def test_strangers_are_refused(given: dict[str, str]) -> None:
    """No token, an unknown administration, an unknown path, a verb that a resource lacks."""
    assert httpx.get(f"{given['base_url']}/logistics/Units").status_code == 401
    signed = {"Authorization": f"Bearer {given['access_token']}"}
    away = given["base_url"].replace(str(MAIN), "999")
    assert httpx.get(f"{away}/logistics/Units", headers=signed).status_code == 403
    assert httpx.get(f"{given['base_url']}/logistics/Nothing", headers=signed).status_code == 404
    assert httpx.post(f"{given['base_url']}/logistics/Units", headers=signed, json={}).status_code == 405


# What was sold before anybody connected


def test_the_books_open_with_what_was_sold_by_telephone(exact: httpx.Client) -> None:
    """Orders of known customers: dated as they were placed, with or without the customer's own reference."""
    orders = rows(exact, "salesorder/SalesOrders", expand="SalesOrderLines")
    customers = [WORLD.customers[each["customer"]] for each in WORLD.orders]
    assert len(orders) == sum(each["in_erp"] or not each["email"] for each in customers)
    baker = next(each for each in orders if each["YourRef"] == "PO 2026/0117")
    assert (baker["OrderedByName"], baker["OrderDate"]) == (
        "Bakkerij van den Berg B.V.",
        "/Date(1783036800000)/",
    )
    coffee, mints = baker["SalesOrderLines"]["results"]
    assert (coffee["VATCode"].strip(), mints["VATCode"].strip()) == (
        "4",
        "2",
    )  # a company is told prices without VAT
    assert sum(line["AmountFC"] + line["VATAmount"] for line in (coffee, mints)) == pytest.approx(
        baker["AmountFC"]
    )
    assert {each["OrderedByName"] for each in orders} >= {"Webshop customers", "Jan Jansen"}


def test_invoices_follow_paid_orders(exact: httpx.Client) -> None:
    """Those that are printed have their number and are closed; one that is only prepared has none yet."""
    invoices = rows(exact, "salesinvoice/SalesInvoices")
    assert {each["Status"] for each in invoices} == {20, 50}
    for each in invoices:
        assert (each["InvoiceNumber"] is not None) == (each["Status"] == 50)
    numbers = [each["InvoiceNumber"] for each in invoices if each["InvoiceNumber"]]
    assert len(set(numbers)) == len(numbers)
    orders = {each["Description"]: each for each in rows(exact, "salesorder/SalesOrders")}
    assert all(each["AmountFC"] == orders[each["Description"]]["AmountFC"] for each in invoices)


# Booking


def account(exact: httpx.Client, code: str) -> str:
    """The key of a ledger account."""
    key: str = rows(exact, "financial/GLAccounts", filter=f"Code eq '{code}'")[0]["ID"]
    return key


def entry(exact: httpx.Client, **more: Any) -> dict[str, Any]:
    """A sale of 100 without its VAT, as a payload."""
    line = {"GLAccount": account(exact, "8000"), "AmountFC": 100, "VATCode": "2"}
    return {"Customer": customer(exact), "Journal": "70", "YourRef": "F1", "SalesEntryLines": [line], **more}


def general(exact: httpx.Client, *amounts: float, **more: Any) -> dict[str, Any]:
    """A general entry with these amounts, as a payload."""
    lines = [{"GLAccount": account(exact, "4000"), "AmountFC": each, **more} for each in amounts]
    return {"JournalCode": "90", "GeneralJournalEntryLines": lines}


def test_a_sale_is_booked_with_its_vat(exact: httpx.Client) -> None:
    """The VAT follows from the code unless it is told; it is due by the customer's condition."""
    whole = {"Prefer": "return=representation"}
    made = exact.post("salesentry/SalesEntries", json=entry(exact), headers=whole).json()["d"]
    assert (made["AmountFC"], made["VATAmountFC"], made["Type"], made["Status"]) == (121, 21, 20, 20)
    assert made["DueDate"] > made["EntryDate"]
    line = {**entry(exact)["SalesEntryLines"][0], "VATAmountFC": 20.99}
    told = exact.post("salesentry/SalesEntries", json=entry(exact, SalesEntryLines=[line]), headers=whole)
    assert told.json()["d"]["AmountFC"] == 120.99


def test_what_cannot_be_booked_is_refused(exact: httpx.Client) -> None:
    """A sale belongs in a journal of sales; a general entry comes to nothing, and makes no VAT of its own."""
    assert refused(exact, "salesentry/SalesEntries", entry(exact, Journal="90")) == (500, "Invalid: Journal")
    path = "generaljournalentry/GeneralJournalEntries"
    ask = {"select": "EntryID"}
    before = rows(exact, path, **ask)
    assert refused(exact, path, general(exact, 10, -9.99)) == (500, "The entry is not in balance.")
    assert "VAT enabled" in refused(exact, path, general(exact, 10, -10, VATCode="2"))[1]
    assert rows(exact, path, **ask) == before
    assert exact.post(path, json=general(exact, 10, -10)).status_code == 201
    assert exact.get(path).status_code == 400  # without $select


def test_a_direct_invoice_names_its_warehouse(exact: httpx.Client) -> None:
    """Mandatory for the direct one, refused for the other."""
    line = {"Item": item(exact), "Quantity": 1, "UnitPrice": 1, "VATCode": "3"}
    head = {"OrderedBy": customer(exact), "Journal": "70", "SalesInvoiceLines": [line]}
    shed = rows(exact, "inventory/Warehouses")[0]["ID"]
    path = "salesinvoice/SalesInvoices"
    assert refused(exact, path, {**head, "Type": 8023}) == (500, "Warehouse Mandatory")
    assert refused(exact, path, {**head, "Warehouse": shed}) == (500, "Invalid: Warehouse")
    assert exact.post(path, json={**head, "Type": 8023, "Warehouse": shed}).status_code == 201
