"""The simulator of Visma eAccounting, asked as the vendor would be: quirk by quirk, over real HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from eaccounting_swagger import agree, swagger

from connectors.eaccounting.sandbox import SWITCHES, Sandbox
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World

Json = dict[str, Any]


@pytest.fixture(scope="module")
def clock() -> Clock:
    """The vendor's clock."""
    return Clock()


@pytest.fixture(scope="module")
def served(clock: Clock) -> Iterator[Served]:
    """The simulator alone, with limits wide enough for tests."""
    with Served(app({"eaccounting": Sandbox(World(), Rates("relaxed", clock))})) as served:
        yield served


#: One client for all, for each new one reads every certificate of this machine first.
HTTP = httpx.Client()


@pytest.fixture
def given(served: Served) -> dict[str, str]:
    """What a client needs, on the first day."""
    HTTP.post(f"{served.url}/_sandbox/reset")
    found: dict[str, str] = HTTP.get(f"{served.url}/_sandbox/credentials").json()["eaccounting"]
    return found


def held(response: httpx.Response) -> None:
    """Hold an answer against Visma's own description."""
    response.read()
    agree(response)


BOOKS = httpx.Client(event_hooks={"response": [held]})


@pytest.fixture
def books(given: dict[str, str]) -> httpx.Client:
    """A client with a token; each of its answers is held against Visma's own description."""
    BOOKS.base_url = httpx.URL(given["base_url"])
    BOOKS.headers["Authorization"] = f"Bearer {given['access_token']}"
    return BOOKS


def switch(served: Served, **on: bool) -> None:
    """Turn on what the vendor does only sometimes."""
    HTTP.post(f"{served.url}/_sandbox/switches", json={"eaccounting": on}).raise_for_status()


def rows(books: httpx.Client, path: str, **options: Any) -> list[Json]:
    """The rows of one page of a list."""
    answer = books.get(path, params={f"${name}": value for name, value in options.items()})
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["Data"]
    return found


def only(books: httpx.Client, path: str, text: str) -> Json:
    """The one row that a filter finds."""
    (found,) = rows(books, path, filter=text)
    return found


def refused(answer: httpx.Response, code: int, status: int = 400) -> str:
    """The words of a refusal with this number."""
    body = answer.json()
    assert (answer.status_code, body["ErrorCode"]) == (status, code), answer.text
    assert re.fullmatch(r"[0-9a-f-]{36}", body["ErrorId"])
    return str(body["DeveloperErrorMessage"])


def article(books: httpx.Client, **more: Any) -> Json:
    """The body of a small article."""
    coding, unit = only(books, "articleaccountcodings", "VatRatePercent eq 9"), rows(books, "units")[0]
    usual = {"Number": "NEW", "Name": "New", "IsActive": True, "CodingId": coding["Id"], "UnitId": unit["Id"]}
    return {**usual, **more}


def customer(books: httpx.Client, **more: Any) -> Json:
    """The body of a small customer."""
    terms = only(books, "termsofpayments", "NumberOfDays eq 30")["Id"]
    place = {"InvoiceCity": "Ede", "InvoicePostalCode": "6711 AA"}
    return {
        "Name": "Ann",
        "IsPrivatePerson": True,
        "IsActive": True,
        "TermsOfPaymentId": terms,
        **place,
        **more,
    }


def order(books: httpx.Client, *lines: Json, **more: Any) -> Json:
    """The body of a small order: two espressos, unless said otherwise."""
    buyer = books.post("customers", json=customer(books)).json()["Id"]
    espresso = only(books, "articles", "Number eq 'KOF-ESP-0250'")["Id"]
    flags = {"IsTextRow": False, "IsWorkCost": False, "EligibleForReverseChargeOnVat": False}
    made = [
        {"LineNumber": n, "ArticleId": espresso, "Quantity": 2, **flags, **line}
        for n, line in enumerate(lines or ({},), 1)
    ]
    head = {"CustomerId": buyer, "CurrencyCode": "EUR", "OrderDate": "2026-10-01", "Status": 2}
    rest = {"EuThirdParty": False, "RotReducedInvoicingType": 0, "ReverseChargeOnConstructionServices": False}
    return {**head, **rest, "Rows": made, **more}


# Sign-in


def consented(given: dict[str, str], scope: str) -> Json:
    """What the token endpoint says after a consent to these scopes."""
    home = "http://127.0.0.1:1/back"
    asked = {"client_id": given["client_id"], "response_type": "code", "redirect_uri": home, "scope": scope}
    url = f"{given['auth_url']}/connect/authorize"
    page = HTTP.get(url, params={**asked, "state": "s"})
    assert "Allow" in page.text
    back = HTTP.get(url, params={**asked, "state": "s", "sandbox_consent": "auto"}).headers["location"]
    told = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    assert told["state"] == "s"
    form = {"grant_type": "authorization_code", "code": told["code"], "redirect_uri": home}
    return token(given, **form).json()  # type: ignore[no-any-return] (what JSON is)


def token(given: dict[str, str], **form: str) -> httpx.Response:
    """Ask the token endpoint, with the app's name and secret by HTTP Basic."""
    pair = (given["client_id"], given["client_secret"])
    return HTTP.post(f"{given['auth_url']}/connect/token", data=form, auth=pair)


def test_consent_gives_tokens_of_an_hour(given: dict[str, str], clock: Clock) -> None:
    """A code is exchanged for a pair; the access token ends after an hour."""
    made = consented(given, "ea:api offline_access ea:sales")
    assert (made["expires_in"], made["token_type"]) == (3600, "Bearer")
    headers = {"Authorization": f"Bearer {made['access_token']}"}
    assert HTTP.get(f"{given['base_url']}/units", headers=headers).status_code == 200
    clock.advance(3601)
    gone = HTTP.get(f"{given['base_url']}/units", headers=headers)
    assert (gone.status_code, gone.content) == (401, b"")


def test_refresh_tokens_rotate(given: dict[str, str]) -> None:
    """Each renewal gives a new refresh token, and the old one is worth nothing."""
    first = token(given, grant_type="refresh_token", refresh_token=given["refresh_token"]).json()
    assert first["refresh_token"] != given["refresh_token"]
    again = token(given, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})
    assert token(given, grant_type="refresh_token", refresh_token=first["refresh_token"]).status_code == 200


def test_a_changed_password_ends_refresh_tokens(given: dict[str, str], served: Served) -> None:
    """Without a word to the app."""
    switch(served, password_changed=True)
    gone = token(given, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert gone.json() == {"error": "invalid_grant"}


def test_what_sign_in_refuses(given: dict[str, str]) -> None:
    """An unknown app, scopes without ea:api, a code of nobody, a grant that is none, no secret."""
    url = f"{given['auth_url']}/connect/authorize"
    asked = {
        "client_id": "x",
        "response_type": "code",
        "redirect_uri": "https://a.example",
        "scope": "ea:api",
    }
    assert HTTP.get(url, params=asked).status_code == 400
    asked |= {"client_id": given["client_id"], "scope": "ea:sales", "sandbox_consent": "auto"}
    assert "invalid_scope" in HTTP.get(url, params=asked).text
    assert "refresh_token" not in consented(given, "ea:api ea:sales")
    form = {"grant_type": "authorization_code", "code": "x", "redirect_uri": "https://a.example"}
    assert token(given, **form).json() == {"error": "invalid_grant"}
    assert token(given, grant_type="password").json() == {"error": "unsupported_grant_type"}
    bare = HTTP.post(f"{given['auth_url']}/connect/token", data={**form, "client_id": given["client_id"]})
    assert bare.json() == {"error": "invalid_client"}


def test_a_missing_scope_is_an_error_and_no_empty_list(given: dict[str, str]) -> None:
    """Number 4006; a scope to read does not let write."""
    made = consented(given, "ea:api ea:sales_readonly")
    token, root = {"Authorization": f"Bearer {made['access_token']}"}, given["base_url"]
    assert HTTP.get(f"{root}/articles", headers=token).status_code == 200
    assert "ea:sales" in refused(HTTP.post(f"{root}/articles", json={}, headers=token), 4006, 403)
    assert "ea:accounting" in refused(HTTP.get(f"{root}/vouchers", headers=token), 4006, 403)


# Reading


def test_pages_say_where_they_are(books: httpx.Client) -> None:
    """All five fields of Meta are there; pages of fifty by default begin at 1, and the last is short."""
    whole = books.get("salespricelists/prices").json()
    meta = whole["Meta"]
    assert set(meta) == {
        "CurrentPage",
        "PageSize",
        "TotalNumberOfPages",
        "TotalNumberOfResults",
        "ServerTimeUtc",
    }
    assert (meta["CurrentPage"], meta["PageSize"], len(whole["Data"])) == (1, 50, 50)
    assert meta["TotalNumberOfPages"] == -(-meta["TotalNumberOfResults"] // 50) > 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", meta["ServerTimeUtc"])
    parts = [
        books.get("articles", params={"$page": n, "$pagesize": 10, "$orderby": "Id"}).json()
        for n in (1, 2, 3)
    ]
    keys = [row["Id"] for part in parts for row in part["Data"]]
    assert len(set(keys)) == len(keys) == parts[0]["Meta"]["TotalNumberOfResults"]
    assert [len(part["Data"]) for part in parts][-1] < 10


def test_page_sizes_beyond_the_largest(books: httpx.Client, served: Served) -> None:
    """A page of more than 1,000 is made smaller; or refused, where the switch says so."""
    assert books.get("articles", params={"$pagesize": 5000}).json()["Meta"]["PageSize"] == 1000
    switch(served, large_pages_refused=True)
    refused(books.get("articles", params={"$pagesize": 5000}), 6000)


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("articles", "Number eq 'KOF-ESP-0250'", 1),
        ("articles", "Number eq 'kof-esp-0250' or Number eq 'KOF-ESP-1000'", 2),
        ("articles", "GrossPrice gt 8.94 and GrossPrice lt 8.96", 1),
        ("articles", "contains(Name,'eans') and IsActive eq true", 2),
        ("articles", "ChangedUtc ge 2100-01-01T00:00:00Z", 0),
        ("customers", "CustomerNumber eq '1'", 1),
        ("orders", "Rows/any(r: contains(r/Text,'Shipping'))", 7),
        ("orders", "OrderDate lt 2026-07-02", 1),
        ("costcenters", "Items/any(i: i/ShortName eq 'WEB')", 1),
    ],
)
def test_filters(books: httpx.Client, path: str, text: str, found: int) -> None:
    """Comparisons, and/or, contains and any; text in quotes, all else bare."""
    assert len(rows(books, path, filter=text)) == found


def test_keys_in_filters_have_no_quotes(books: httpx.Client) -> None:
    """A key stands bare; in quotes it is a text, which does not compare."""
    key = rows(books, "articles")[0]["Id"]
    assert only(books, "articles", f"Id eq {key}")["Id"] == key
    refused(books.get("articles", params={"$filter": f"Id eq '{key}'"}), 6000)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"$filter": "Nope eq 1"}, 6000),
        ({"$filter": "Number eq"}, 6000),
        ({"$orderby": "Nope"}, 6000),
        ({"$select": "Nope"}, 6000),
        ({"$expand": "Rows"}, 6000),
        ({"$page": "0"}, 6000),
        ({"$filter": "ChangedUtc ge '2026-01-01'"}, 6001),
        ({"$filter": "ChangedUtc ge 2026-13-01"}, 6001),
    ],
)
def test_bad_questions(books: httpx.Client, options: dict[str, str], code: int) -> None:
    """A filter that cannot be read is error 6000, a wrong date 6001."""
    refused(books.get("articles", params=options), code)


def test_select_and_orderby(books: httpx.Client) -> None:
    """Only the fields that are asked for come, in the order that is asked for."""
    found = rows(books, "articles", select="Number,GrossPrice", orderby="GrossPrice desc")
    assert set(found[0]) == {"Number", "GrossPrice"}
    prices = [row["GrossPrice"] for row in found]
    assert prices == sorted(prices, reverse=True)


def test_invoices_since(books: httpx.Client) -> None:
    """Invoices have a parameter of their own for what was modified since; a bad time in it is error 6001."""
    assert books.get("customerinvoices", params={"modifiedSinceUtc": "2020-01-01"}).json()["Data"]
    assert books.get("customerinvoices", params={"modifiedSinceUtc": "2100-01-01"}).json()["Data"] == []
    refused(books.get("customerinvoices", params={"modifiedSinceUtc": "soon"}), 6001)


LISTS = ("articles", "articlelabels", "articleaccountcodings", "units", "customers", "customerlabels",
         "orders", "customerinvoices", "customerinvoicedrafts", "vouchers", "accounts", "fiscalyears",
         "vatcodes", "termsofpayments", "deliverymethods", "deliveryterms", "costcenters", "projects",
         "customerledgeritems", "currencies", "countries")  # fmt: skip


#: Lists whose rows cannot be read alone, or only below their year.
NOT_ALONE = {"accounts", "vouchers", "costcenters", "currencies", "countries"}


@pytest.mark.parametrize("path", LISTS)
def test_every_list_and_its_rows_are_as_described(books: httpx.Client, path: str) -> None:
    """Lists, and the rows at their keys, are what Visma's description says that they are."""
    if swagger() is None:
        pytest.skip("KOPPEL_REFERENCE is not set")
    found = rows(books, path, pagesize=200)
    for row in found[:3] if path not in NOT_ALONE else ():
        assert books.get(f"{path}/{row['Id']}").status_code == 200
    year = only(books, "fiscalyears", "StartDate eq 2026-01-01T00:00:00Z")["Id"]
    if path in {"vouchers", "accounts"}:
        below = rows(books, f"{path}/{year}")
        last = below[0]["Id"] if path == "vouchers" else below[0]["Number"]
        assert books.get(f"{path}/{year}/{last}").status_code == 200


def test_what_is_nowhere(books: httpx.Client) -> None:
    """An unknown key or path is 404 with number 3000; a way that there is not is 405."""
    nobody = "00000000-0000-0000-0000-000000000000"
    for path in (
        f"articles/{nobody}",
        f"vouchers/{nobody}",
        "deliveries",
        f"salespricelists/prices/{nobody}/{nobody}",
    ):
        refused(books.get(path), 3000, 404)
    refused(books.post("units", json={}), 3000, 405)
    refused(books.delete(f"articles/{rows(books, 'articles')[0]['Id']}"), 3000, 405)


# Writing


def test_an_article_is_made_whole(books: httpx.Client) -> None:
    """201 with the whole article in the body, what eAccounting adds included."""
    answer = books.post("articles", json=article(books, GrossPrice=10.9, ArticleLabels=[{"Name": "Tea"}]))
    made = answer.json()
    assert answer.status_code == 201
    assert (made["NetPrice"], made["CodingName"], made["UnitName"]) == (10, "Goods 9 %", "Piece")
    assert (made["StockBalance"], made["StockBalanceAvailable"], made["SendToWebshop"]) == (0, 0, True)
    assert rows(books, "articlelabels", filter="Name eq 'Tea'")[0]["Id"] == made["ArticleLabels"][0]["Id"]


def test_two_prices_that_differ(books: httpx.Client, served: Served) -> None:
    """The one that was changed holds; or the one without VAT, where the switch says so."""
    made = books.post("articles", json=article(books, GrossPrice=10.9)).json()
    where = f"articles/{made['Id']}"
    for change, net, gross in (({"GrossPrice": 21.8}, 20, 21.8), ({"NetPrice": 30}, 30, 32.7)):
        body = {**article(books), "NetPrice": made["NetPrice"], "GrossPrice": made["GrossPrice"], **change}
        made = books.put(where, json=body).json()
        assert (made["NetPrice"], made["GrossPrice"]) == (net, gross)
    switch(served, net_price_holds=True)
    made = books.put(where, json=article(books, NetPrice=30, GrossPrice=1)).json()
    assert (made["NetPrice"], made["GrossPrice"]) == (30, 32.7)


def test_a_post_of_2018_is_answered_with_200(books: httpx.Client, served: Served) -> None:
    """Where the switch says so."""
    switch(served, created_200=True)
    assert books.post("articles", json=article(books)).status_code == 200


def test_a_put_replaces(books: httpx.Client) -> None:
    """What a PUT does not say is gone, and what it must say is missed."""
    made = books.post("articles", json=article(books, NetPrice=5, Note="Handle with care")).json()
    answer = books.put(f"articles/{made['Id']}", json=article(books, Name="Newer"))
    assert (answer.status_code, answer.json()["Name"]) == (200, "Newer")
    assert (answer.json()["Note"], answer.json()["NetPrice"]) == (None, 0)
    assert answer.json()["Id"] == made["Id"]
    body = books.put(f"articles/{made['Id']}", json={"Name": "Newest"}).json()
    assert body["ErrorCode"] == 2000
    assert {each["Field"] for each in body["Errors"]} == {"Number", "IsActive", "CodingId", "UnitId"}


def test_duplicates(books: httpx.Client, served: Served) -> None:
    """The same number again is error 4000, with status 400, or 409 where the switch says so."""
    books.post("articles", json=article(books))
    assert "new" in refused(books.post("articles", json=article(books, Number="new")), 4000)
    switch(served, conflict_409=True)
    refused(books.post("articles", json=article(books)), 4000, 409)
    refused(books.post("customers", json=customer(books, CustomerNumber="1")), 4000, 409)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"Name": "x" * 51}, "Name"),
        ({"Number": ""}, "Number"),
        ({"IsActive": "yes"}, "IsActive"),
        ({"NetPrice": -1}, "NetPrice"),
        ({"NetPrice": 99_000_001}, "NetPrice"),
        ({"NetPrice": "5"}, "NetPrice"),
        ({"ArticleLabels": [{}]}, "ArticleLabels[0].Name"),
    ],
)
def test_bodies_that_are_refused(books: httpx.Client, more: Json, field: str) -> None:
    """Lengths, ranges and kinds: error 2000, which names the field."""
    body = books.post("articles", json=article(books, **more)).json()
    assert (body["ErrorCode"], [each["Field"] for each in body["Errors"]]) == (2000, [field])


def test_keys_that_lead_nowhere(books: httpx.Client) -> None:
    """A key of nothing in a body is error 3000; a body that is no JSON is error 2000."""
    refused(books.post("articles", json=article(books, UnitId="00000000-0000-0000-0000-000000000000")), 3000)
    refused(books.post("articles", content=b"{"), 2000)


def test_more_decimals_than_a_field_has(books: httpx.Client, served: Served) -> None:
    """They are rounded half up; or refused, where the switch says so."""
    assert books.post("articles", json=article(books, NetPrice=1.005)).json()["NetPrice"] == 1.01
    switch(served, decimals_refused=True)
    refused(books.post("articles", json=article(books, Number="N2", NetPrice=1.005)), 2000)


def test_stock_is_ours_only_without_the_stock_module(books: httpx.Client, served: Served) -> None:
    """The balance can be set, until the module keeps it: then what is written of it is passed over."""
    made = books.post("articles", json=article(books, StockBalance=7)).json()
    assert made["StockBalance"] == 7
    counted = books.put(f"articles/{made['Id']}", json=article(books, StockBalance=9)).json()
    assert counted["StockBalance"] == 9
    assert counted["StockBalanceManuallyChangedUtc"]
    switch(served, stock_module=True)
    assert (
        books.put(f"articles/{made['Id']}", json=article(books, StockBalance=1)).json()["StockBalance"] == 9
    )


def test_customers(books: httpx.Client) -> None:
    """A number is given, the terms come in full, and a wrong VAT number is error 4025."""
    made = books.post(
        "customers", json=customer(books, IsPrivatePerson=False, VatNumber="NL123456782B90")
    ).json()
    assert made["CustomerNumber"].isdecimal()
    assert (made["TermsOfPayment"]["NumberOfDays"], made["CurrencyCode"]) == (30, "EUR")
    kept = books.put(f"customers/{made['Id']}", json=customer(books)).json()["CustomerNumber"]
    assert kept == made["CustomerNumber"]
    refused(books.post("customers", json=customer(books, VatNumber="123")), 4025)
    assert books.delete(f"customers/{made['Id']}").status_code == 200


def test_an_order_takes_what_it_lacks_from_customer_and_article(books: httpx.Client) -> None:
    """Number, address, text, price and VAT rate; to a person prices include VAT."""
    made = books.post("orders", json=order(books)).json()
    assert (made["InvoiceCity"], made["CustomerName"], made["IncludesVat"]) == ("Ede", "Ann", True)
    assert isinstance(made["Number"], int)
    (line,) = made["Rows"]
    assert (line["Text"], line["UnitPrice"], line["VatRate"]) == ("Espresso beans 250 g", 8.95, 0.09)
    assert (line["Amount"], made["Amount"], made["VatAmount"]) == (17.9, 17.9, 1.48)


def test_prices_to_persons_without_vat(books: httpx.Client, served: Served) -> None:
    """Where the company's settings say so."""
    switch(served, private_prices_excl_vat=True)
    made = books.post("orders", json=order(books, {"UnitPrice": 10})).json()
    assert (made["IncludesVat"], made["Amount"], made["VatAmount"]) == (False, 21.8, 1.8)
    assert books.get("companysettings").json()["ShowPricesExclVatPC"] is True


def test_totals_are_the_clients(books: httpx.Client, served: Served) -> None:
    """What a body says its totals are is kept, until the switch has them added up."""
    said = {"Amount": 99, "VatAmount": 1, "RoundingsAmount": 0}
    assert books.post("orders", json=order(books, **said)).json()["Amount"] == 99
    switch(served, totals_checked=True)
    refused(books.post("orders", json=order(books, **said)), 2000)
    assert books.post("orders", json=order(books, Amount=17.9, VatAmount=1.48)).status_code == 201


def test_fields_of_2018(books: httpx.Client, served: Served) -> None:
    """Where the switch says so, nothing is sent that came later; truths and amounts are never null."""
    made = books.post("orders", json=order(books)).json()
    assert (made["BuyersOrderReference"], made["HouseWorkAmount"], made["Rows"][0]["VatRate"]) == (
        None,
        0,
        0.09,
    )
    switch(served, fields_of_2018=True)
    old = books.get(f"orders/{made['Id']}").json()
    assert not {"BuyersOrderReference", "IncludesVat", "CustomerNumber"} & set(old)
    assert "VatRate" not in old["Rows"][0]
    assert "Barcodes" not in rows(books, "articles")[0]


def test_what_an_order_had_to_say_in_2018(books: httpx.Client, served: Served) -> None:
    """Its totals and its address too, where the switch says so."""
    switch(served, required_2018=True)
    body = books.post("orders", json=order(books)).json()
    assert {each["Field"] for each in body["Errors"]} >= {"Amount", "VatAmount", "InvoiceCity"}


def test_an_order_goes_its_way_by_actions(books: httpx.Client) -> None:
    """A draft gets its number when it becomes an order; shipped, it takes stock; invoiced, it stays."""
    before = only(books, "articles", "Number eq 'KOF-ESP-0250'")
    draft = books.post("orders", json=order(books, Status=1)).json()
    assert (draft["Number"], draft["Status"]) == (None, 1)
    where = f"orders/{draft['Id']}"
    assert books.post(f"{where}/converteddrafttoorder").json()["Number"]
    promised = only(books, "articles", "Number eq 'KOF-ESP-0250'")
    assert promised["StockBalanceReserved"] == before["StockBalanceReserved"] + 2
    assert promised["StockBalanceAvailable"] == before["StockBalanceAvailable"] - 2
    shipped = books.post(f"{where}/completed").json()
    assert (shipped["Status"], shipped["Rows"][0]["DeliveredQuantity"]) == (3, 2)
    assert shipped["ShippedDateTime"]
    assert only(books, "articles", "Number eq 'KOF-ESP-0250'")["StockBalance"] == before["StockBalance"] - 2
    refused(books.delete(where), 4001)
    assert books.post(f"{where}/voided").json()["Status"] == 2
    books.post(f"{where}/completed")
    invoice = books.post(f"{where}/convert").json()
    assert (invoice["TotalAmount"], invoice["CreatedFromOrderId"]) == (17.9, draft["Id"])
    assert books.get(where).json()["Status"] == 4
    refused(books.post(f"{where}/completed"), 4002)
    refused(books.put(where, json=order(books)), 4002)


def test_what_is_left_is_ordered_again(books: httpx.Client) -> None:
    """A backorder holds what was not delivered, and an order that has one cannot be voided."""
    made = books.post("orders", json=order(books, {"Quantity": 5, "DeliveredQuantity": 2})).json()
    rest = books.post(f"orders/{made['Id']}/backorder").json()
    assert (rest["Rows"][0]["Quantity"], rest["Status"]) == (3, 2)
    assert rest["Number"] != made["Number"]
    refused(books.post(f"orders/{made['Id']}/voided"), 4028)


def test_an_invoice_is_booked(books: httpx.Client) -> None:
    """It has a number, a day on which it is due, a voucher that balances, and is owed."""
    buyer = books.post("customers", json=customer(books, EmailAddress="ann@example.nl")).json()["Id"]
    espresso = only(books, "articles", "Number eq 'KOF-ESP-0250'")["Id"]
    body = {"CustomerId": buyer, "EuThirdParty": False, "RotReducedInvoicingType": 0}
    lines = [{"ArticleId": espresso, "Quantity": 2}]
    answer = books.post("customerinvoices", json={**body, "Rows": lines, "InvoiceDate": "2026-10-01"})
    made = answer.json()
    assert answer.status_code == 201
    assert (made["DueDate"][:10], made["TotalAmount"], made["TotalVatAmount"]) == ("2026-10-31", 17.9, 1.48)
    assert (made["CustomerEmail"], made["RemainingAmount"]) == ("ann@example.nl", 17.9)
    assert [(row["AmountNoVat"], row["PercentVat"], row["LineNumber"]) for row in made["Rows"]] == [
        (16.42, 9, 1)
    ]
    voucher = only(books, "vouchers", f"SourceId eq {made['Id']}")
    assert (voucher["Id"], voucher["VoucherType"]) == (made["VoucherId"], 14)
    assert round(sum(row["DebitAmount"] - row["CreditAmount"] for row in voucher["Rows"]), 2) == 0
    owed = only(books, "customerledgeritems", f"CustomerId eq {buyer}")
    assert owed["TotalAmountInvoiceCurrency"] == 17.9
    assert books.put(f"customerinvoices/{made['Id']}", json=body).status_code == 405
    refused(books.delete(f"customers/{buyer}"), 4001)
    refused(books.post("customerinvoices", json=body), 2000)


def test_a_draft_becomes_an_invoice(books: httpx.Client) -> None:
    """And is gone then."""
    wanted = order(books)
    place = {
        "InvoiceCustomerName": "Ann",
        "InvoiceCity": "Ede",
        "InvoicePostalCode": "1",
        "InvoiceCountryCode": "NL",
    }
    row = {**wanted["Rows"][0], "Text": "Espresso", "ReversedConstructionServicesVatFree": False}
    body = {**wanted, **place, "CustomerIsPrivatePerson": True, "Rows": [row]}
    draft = books.post("customerinvoicedrafts", json=body).json()
    assert draft["TotalAmount"] == 17.9
    assert books.put(f"customerinvoicedrafts/{draft['Id']}", json=body).status_code == 200
    made = books.post(f"customerinvoicedrafts/{draft['Id']}/convert", json={}).json()
    assert made["TotalAmount"] == 17.9
    refused(books.get(f"customerinvoicedrafts/{draft['Id']}"), 3000, 404)


def voucher(*amounts: tuple[int, float], day: str = "2026-10-01") -> Json:
    """The body of a voucher: accounts with what is booked on them, debit above zero."""
    lines = [{"AccountNumber": n, "DebitAmount": max(a, 0), "CreditAmount": max(-a, 0)} for n, a in amounts]
    return {"VoucherDate": day, "VoucherText": "Test", "Rows": lines}


def test_vouchers(books: httpx.Client) -> None:
    """A voucher balances, in a year that is open, on accounts that there are; it can't be replaced."""
    made = books.post("vouchers", json=voucher((1100, 10), (8000, -10))).json()
    assert re.fullmatch(r"A\d+", made["NumberAndNumberSeries"])
    assert (made["Rows"][0]["AccountDescription"], made["VoucherType"]) == ("Bank", 2)
    assert made["Rows"][1]["VatCodeAndPercent"] == "1a (21%)"
    assert "balance" in books.post("vouchers", json=voucher((1100, 10), (8000, -9))).text
    refused(books.post("vouchers", json=voucher((1100, 1), (8000, -1), day="1999-01-01")), 3001)
    refused(books.post("vouchers", json=voucher((1100, 1), (8000, -1), day="2024-05-05")), 4026)
    refused(books.post("vouchers", json=voucher((1100, 1), (9999, -1))), 3002)
    year = only(books, "fiscalyears", "StartDate eq 2026-01-01T00:00:00Z")["Id"]
    assert books.put(f"vouchers/{year}/{made['Id']}", json=voucher()).status_code == 405


def test_accounts_stand_in_their_year(books: httpx.Client) -> None:
    """An account is made once in a year, and replaced at year and number."""
    year = only(books, "fiscalyears", "StartDate eq 2026-01-01T00:00:00Z")["Id"]
    body = {"Number": "8300", "Name": "Rent", "FiscalYearId": year, "IsActive": True}
    assert books.post("accounts", json=body).status_code == 201
    refused(books.post("accounts", json=body), 4000)
    assert books.put(f"accounts/{year}/8300", json={**body, "Name": "Rents"}).json()["Name"] == "Rents"


def test_cost_centres_and_projects(books: httpx.Client) -> None:
    """Items are made in a centre and read inside it; ended projects and items not in use are refused."""
    center = only(books, "costcenters", "Number eq 1")
    item = {"CostCenterId": center["Id"], "Name": "Fair", "ShortName": "FAIR", "IsActive": True}
    made = books.post("costcenteritems", json=item).json()
    assert books.get(f"costcenteritems/{made['Id']}").json()["ShortName"] == "FAIR"
    assert "FAIR" in [each["ShortName"] for each in only(books, "costcenters", "Number eq 1")["Items"]]
    assert books.put(f"costcenters/{center['Id']}", json={"Name": "Where", "IsActive": True}).json()["Items"]
    assert books.get("costcenteritems").status_code == 405
    old = next(each for each in only(books, "costcenters", "Number eq 2")["Items"] if not each["IsActive"])
    refused(books.post("orders", json=order(books, {"CostCenterItemId1": old["Id"]})), 5006)
    ended = only(books, "projects", "Number eq 'P2'")["Id"]
    refused(books.post("orders", json=order(books, {"ProjectId": ended})), 5005)
    project = {"Number": "P3", "Name": "Fair", "StartDate": "2026-01-01", "Status": 1}
    assert books.post("projects", json=project).status_code == 201


def test_prices_are_written_to_their_list(books: httpx.Client) -> None:
    """Many at once, at the list; each is read again at list and article."""
    listed = only(books, "salespricelists", "Name eq 'Wholesale'")["Id"]
    espresso = only(books, "articles", "Number eq 'KOF-ESP-0250'")["Id"]
    answer = books.put(f"salespricelists/{listed}/prices", json=[{"ArticleId": espresso, "NetPrice": 7.5}])
    assert [row["GrossPrice"] for row in answer.json()["Data"]] == [8.18]
    assert books.get(f"salespricelists/prices/{listed}/{espresso}").json()["NetPrice"] == 7.5
    assert {row["SalesPriceListId"] for row in rows(books, f"salespricelists/prices/{listed}")} == {listed}
    refused(books.put(f"salespricelists/{listed}/prices", json=[{}] * 1001), 2000)


def test_labels_are_removed(books: httpx.Client) -> None:
    """A label that is removed is answered with itself, as described."""
    made = books.post("customerlabels", json={"Name": "Gold"}).json()
    assert books.delete(f"customerlabels/{made['Id']}").json()["Name"] == "Gold"
    assert rows(books, "customerlabels", filter="Name eq 'Gold'") == []


def test_vat_codes_of_2018_have_no_envelope(books: httpx.Client, served: Served) -> None:
    """Where the switch says so."""
    assert "Meta" in books.get("vatcodes").json()
    switch(served, vat_codes_as_list=True)
    assert [row["Code"] for row in books.get("vatcodes").json()] == ["1a", "1b", "1e", "3b"]


def test_a_company_that_is_not_ready(books: httpx.Client, served: Served) -> None:
    """Its startup guide is not completed: error 4003, whatever is asked."""
    switch(served, startup_unfinished=True)
    refused(books.get("articles"), 4003, 403)


# Limits, and the frame


def test_limits_are_for_each_endpoint_and_say_how_long_in_words_only() -> None:
    """600 a minute; the next is refused with the vendor's own sentence and no header that counts."""
    clock = Clock()
    clock.advance(61 - clock.now().timestamp() % 60)  # a minute has just begun
    with Served(app({"eaccounting": Sandbox(World(), Rates("real", clock))})) as served:
        given = HTTP.get(f"{served.url}/_sandbox/credentials").json()["eaccounting"]
        token, root = {"Authorization": f"Bearer {given['access_token']}"}, given["base_url"]
        answers = [HTTP.get(f"{root}/units?$select=Id", headers=token) for _ in range(601)]
        assert HTTP.get(f"{root}/deliveryterms", headers=token).status_code == 200
        clock.advance(60)
        assert HTTP.get(f"{root}/units", headers=token).status_code == 200
    assert {each.status_code for each in answers[:600]} == {200}
    exceeded = r"API calls quota exceeded! maximum admitted 600 per Minute\."
    words = refused(answers[600], 4010, 429)
    assert re.fullmatch(exceeded + r" Try again in \d+ seconds\.", words)
    assert not any("ratelimit" in name or name == "retry-after" for name in answers[600].headers)


def test_throttling_on_purpose(books: httpx.Client, served: Served) -> None:
    """A fault gives the vendor's own answer to too many requests."""
    fault = {"connector": "eaccounting", "throttle": True, "match": {"path": "units"}}
    HTTP.post(f"{served.url}/_sandbox/faults", json=fault).raise_for_status()
    refused(books.get("units"), 4010, 429)
    assert books.get("units").status_code == 200


def test_every_switch_is_off_on_the_first_day(given: dict[str, str], served: Served) -> None:
    """And off again after a reset."""
    assert given
    switch(served, **dict.fromkeys(SWITCHES, True))
    HTTP.post(f"{served.url}/_sandbox/reset")
    assert not any(HTTP.get(f"{served.url}/_sandbox/switches").json()["eaccounting"].values())


def test_what_is_stored_can_be_seen(books: httpx.Client, served: Served) -> None:
    """The frame shows rows as they are sent; stock is seen on the articles."""
    seen = HTTP.get(f"{served.url}/_sandbox/eaccounting/articles?Number=KOF-ESP-0250").json()
    assert seen == [only(books, "articles", "Number eq 'KOF-ESP-0250'")]
    assert HTTP.get(f"{served.url}/_sandbox/eaccounting/stock?Number=KOF-ESP-0250").json() == seen
    assert json.dumps(seen)
