"""Visma.net's simulator, asked by a stranger: plain HTTP, as the vendor's own pages tell it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from connectors.visma_net.sandbox import Sandbox
from connectors.visma_net.sandbox.door import COMPANY, CUSTOMER
from connectors.visma_net.sandbox.kinds import KINDS
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import REFERENCE, World

Json = dict[str, Any]
ALL = "vismanet_erp_service_api:read vismanet_erp_service_api:create vismanet_erp_service_api:update"


class Still(Clock):
    """A clock that only a test moves, so that no hour ends while it looks."""

    def now(self) -> datetime:
        """Tell the time."""
        return REFERENCE + timedelta(seconds=self.ahead)


@pytest.fixture(scope="module")
def simulator() -> Sandbox:
    """Visma.net with its real limits, filled with two hundred orders."""
    return Sandbox(World(200, 1), Rates("real", Still()))


@pytest.fixture(scope="module")
def served(simulator: Sandbox) -> Iterator[Served]:
    """Visma.net alone."""
    with Served(app({"visma_net": simulator})) as served:
        yield served


@pytest.fixture
def given(served: Served) -> dict[str, str]:
    """What a client needs, on the first day."""
    httpx.post(f"{served.url}/_sandbox/reset")
    found: dict[str, str] = httpx.get(f"{served.url}/_sandbox/credentials").json()["visma_net"]
    return found


@pytest.fixture
def erp(given: dict[str, str]) -> Iterator[httpx.Client]:
    """A client of the ERP that is signed in."""
    headers = {"Authorization": f"Bearer {given['access_token']}"}
    with httpx.Client(base_url=given["base_url"], headers=headers) as client:
        yield client


@pytest.fixture
def orders(given: dict[str, str]) -> Iterator[httpx.Client]:
    """A client of the order service that is signed in."""
    headers = {"Authorization": f"Bearer {given['access_token']}"}
    with httpx.Client(base_url=given["sales_url"], headers=headers) as client:
        yield client


@pytest.fixture
def switch(served: Served, given: dict[str, str]) -> Callable[..., None]:
    """Turn on what is not known, or holds for some companies only."""
    del given

    def turned(**switches: bool) -> None:
        httpx.post(f"{served.url}/_sandbox/switches", json={"visma_net": switches}).raise_for_status()

    return turned


def token(given: dict[str, str], **changed: str) -> httpx.Response:
    """Ask for a token as a service app."""
    form = {"grant_type": "client_credentials", "tenant_id": given["tenant_id"], "scope": ALL}
    form |= {"client_id": given["client_id"], "client_secret": given["client_secret"], **changed}
    return httpx.post(f"{given['auth_url']}/connect/token", data=form)


def ask(given: dict[str, str], bearer: str, path: str = "/v1/warehouse", **headers: str) -> httpx.Response:
    """Ask with a token of one's own."""
    return httpx.get(given["base_url"] + path, headers={"Authorization": f"Bearer {bearer}", **headers})


def rows(client: httpx.Client, path: str, **params: Any) -> list[Json]:
    """The elements of a list."""
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()
    return found


def wrapped(**values: Any) -> Json:
    """Write values as the API takes them."""
    return {name: {"value": value} for name, value in values.items()}


def made(client: httpx.Client, path: str, body: Json) -> str:
    """Create something and give the last part of its place."""
    answer = client.post(path, json=body)
    assert (answer.status_code, answer.content) == (201, b""), answer.text
    return answer.headers["location"].rpartition("/")[2]


# Signing in


def test_a_token_is_for_one_company_and_an_hour(given: dict[str, str], served: Served) -> None:
    """A service app gets a token of an hour and no refresh token; the customer's own tenant opens nothing."""
    answer = token(given)
    assert answer.status_code == 200
    assert answer.json().keys() == {"access_token", "expires_in", "token_type", "scope"}
    assert (answer.json()["expires_in"], answer.json()["token_type"]) == (3600, "Bearer")
    bearer = answer.json()["access_token"]
    assert ask(given, bearer).status_code == 200
    other = token(given, tenant_id=CUSTOMER)
    assert ask(given, other.json()["access_token"]).status_code == 401
    httpx.post(f"{served.url}/_sandbox/clock", json={"advance": 3601})
    assert ask(given, bearer).status_code == 401


def test_who_asks_wrongly_gets_no_token(given: dict[str, str]) -> None:
    """A wrong secret, a right that there is not, and other ways to ask are named."""
    for changed, error in (
        ({"client_secret": "x"}, "invalid_client"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"tenant_id": "not-a-tenant"}, "invalid_request"),
    ):
        answer = token(given, **changed)
        assert (answer.status_code, answer.json()["error"]) == (400, error)


AWAY = "https://koppel.example/callback"
CONSENT = f"{ALL} offline_access"


def consent(given: dict[str, str], **more: str) -> httpx.Response:
    """Ask a person for consent."""
    asked = {"client_id": given["client_id"], "redirect_uri": AWAY, "response_type": "code", "scope": CONSENT}
    return httpx.get(f"{given['auth_url']}/connect/authorize", params={**asked, **more})


def redeemed(given: dict[str, str], code: str, **more: str) -> httpx.Response:
    """Exchange a code for a token."""
    return token(given, grant_type="authorization_code", code=code, redirect_uri=AWAY, **more)


def test_a_person_may_consent(given: dict[str, str], switch: Any) -> None:
    """A page with a button gives a code, once, to who knows the verifier; its token can be renewed."""
    page = consent(given, state="s t", code_challenge="E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    assert "Allow" in page.text
    action = re.search(r'action="([^"]+)"', page.text)
    assert action
    allowed = httpx.post(f"{given['auth_url']}/connect/authorize{action[1].replace('&amp;', '&')}")
    query = parse_qs(urlsplit(allowed.headers["location"]).query)
    assert query["state"] == ["s t"]
    assert redeemed(given, query["code"][0], code_verifier="wrong").status_code == 400
    code = parse_qs(urlsplit(consent(given, sandbox_consent="auto").headers["location"]).query)["code"][0]
    pair = redeemed(given, code).json()
    assert redeemed(given, code).status_code == 400
    assert ask(given, pair["access_token"]).status_code == 200
    again = token(given, grant_type="refresh_token", refresh_token=pair["refresh_token"]).json()
    assert again["refresh_token"] == pair["refresh_token"]
    switch(refresh_rotates=True)
    new = token(given, grant_type="refresh_token", refresh_token=pair["refresh_token"]).json()
    assert new["refresh_token"] != pair["refresh_token"]
    assert token(given, grant_type="refresh_token", refresh_token=pair["refresh_token"]).status_code == 400
    assert consent(given, scope="everything").status_code == 400
    assert consent(given, client_id="nobody").status_code == 400


def test_rights_are_asked_for_one_by_one(given: dict[str, str]) -> None:
    """Without the right to create nothing is made, and the order service has rights of its own."""
    reads = token(given, scope="vismanet_erp_service_api:read").json()["access_token"]
    assert ask(given, reads).status_code == 200
    refused = httpx.post(
        f"{given['base_url']}/v1/customer", json={}, headers={"Authorization": f"Bearer {reads}"}
    )
    assert refused.status_code == 403
    everything = token(given).json()["access_token"]
    assert ask(given, everything, "/api/v3/SalesOrders").status_code == 403
    sells = token(given, scope="visma.net.erp.salesorder:read").json()["access_token"]
    assert ask(given, sells, "/api/v3/SalesOrders").status_code == 200
    assert ask(given, sells).status_code == 403


def test_the_old_header_still_chooses_a_company(given: dict[str, str]) -> None:
    """A token without a tenant needs the header; another company's number gives an empty list, no error."""
    bearer = token(given, tenant_id="").json()["access_token"]
    assert ask(given, bearer).status_code == 401
    assert len(ask(given, bearer, **{"ipp-company-id": "1234567"}).json()) == 2
    assert ask(given, bearer, **{"ipp-company-id": "7654321"}).json() == []
    assert given["tenant_id"] == COMPANY


# Limits


def test_every_answer_says_what_is_left(erp: httpx.Client, simulator: Sandbox) -> None:
    """A fixed window of an hour; beyond it comes 429 with the wait."""
    first, second = erp.get("/v1/branch").headers, erp.get("/v1/branch").headers
    assert int(first["x-ratelimit-remaining"]) - int(second["x-ratelimit-remaining"]) == 1
    assert first["x-ratelimit-policy"] == "4-fixed-window"
    assert first["ipp-request-id"] != second["ipp-request-id"]
    assert 0 < int(first["x-ratelimit-reset"]) <= 3600
    simulator._hour._limit = simulator._hour._used
    answer = erp.get("/v1/branch")
    assert (answer.status_code, answer.content, answer.headers["x-ratelimit-remaining"]) == (429, b"", "0")
    assert 0 < int(answer.headers["retry-after"]) <= 3600


# Lists


def test_a_list_is_bare_and_tells_its_totals_in_every_element(erp: httpx.Client) -> None:
    """Pages are numbered from 1; behind the last there is an empty list, which tells nothing."""
    first = rows(erp, "/v1/inventory", pageNumber=1, pageSize=200)
    assert len(first) == 200
    assert {row["metadata"]["totalCount"] for row in first} == {304}
    second = rows(erp, "/v1/inventory", pageNumber=2, pageSize=200)
    assert len(second) == 104
    assert not {row["inventoryNumber"] for row in first} & {row["inventoryNumber"] for row in second}
    assert rows(erp, "/v1/inventory", pageNumber=3, pageSize=200) == []


def test_a_page_that_is_too_large_is_made_smaller_without_a_word(erp: httpx.Client, switch: Any) -> None:
    """What counts is the size that the elements tell."""
    switch(small_pages=True)
    page = rows(erp, "/v1/customer", pageNumber=1, pageSize=5000)
    assert (len(page), page[0]["metadata"]["maxPageSize"]) == (2, 2)


def test_some_lists_have_another_shape(erp: httpx.Client, switch: Any) -> None:
    """Credit terms come as an object with its records; some clients saw it as the one element of a list."""
    whole: Any = erp.get("/v1/creditTerm", params={"pageSize": 3}).json()
    assert whole.keys() == {"pageNumber", "pageSize", "totalCount", "records"}
    assert (whole["totalCount"], len(whole["records"])) == (4, 3)
    switch(second_in_list=True)
    (inside,) = erp.get("/v1/creditTerm").json()
    assert inside["totalCount"] == 4


def test_filters_are_parameters(erp: httpx.Client, switch: Any) -> None:
    """Each filter has a parameter of its own; whether it compares wholly or in part is not known."""
    someone = next(row for row in rows(erp, "/v1/customer") if row["mainContact"].get("email"))
    email = someone["mainContact"]["email"]
    assert [row["number"] for row in rows(erp, "/v1/customer", email=email.upper())] == [someone["number"]]
    assert rows(erp, "/v1/customer", email=email[:5]) == []
    switch(loose_filters=True)
    assert someone["number"] in [row["number"] for row in rows(erp, "/v1/customer", email=email[:5])]


def test_a_time_needs_its_condition(erp: httpx.Client, served: Served) -> None:
    """The time alone is not looked at; with the condition only what changed then is given."""
    httpx.post(f"{served.url}/_sandbox/clock", json={"advance": 600})
    number = rows(erp, "/v1/customer")[0]["number"]
    erp.put(f"/v1/customer/{number}", json=wrapped(gln="1")).raise_for_status()
    changed = erp.get(f"/v1/customer/{number}").json()["lastModifiedDateTime"]
    everybody = len(rows(erp, "/v1/customer"))
    assert len(rows(erp, "/v1/customer", lastModifiedDateTime=changed)) == everybody
    asked = {"lastModifiedDateTime": changed.replace("T", " "), "lastModifiedDateTimeCondition": ">="}
    assert [row["number"] for row in rows(erp, "/v1/customer", **asked)] == [number]
    assert erp.get("/v1/customer", params={**asked, "lastModifiedDateTime": "soon"}).status_code == 400
    assert erp.get("/v1/customer", params={**asked, "lastModifiedDateTimeCondition": "~"}).status_code == 400


def test_the_old_way_to_page_does_not_go_with_the_new_one(erp: httpx.Client) -> None:
    """How many to read and to skip are asked for alone."""
    assert len(rows(erp, "/v1/account", numberToRead=2, skipRecords=1)) == 2
    both = erp.get("/v1/inventory", params={"numberToRead": 2, "pageNumber": 1})
    assert both.status_code == 400


def test_what_is_not_asked_for_is_not_in_a_list(erp: httpx.Client) -> None:
    """Stock, other numbers and the like are shown when they are expanded, and always of one alone."""
    plain = rows(erp, "/v1/inventory", pageSize=1)[0]
    assert "warehouseDetails" not in plain
    wide = rows(erp, "/v1/inventory", pageSize=1, expandWarehouseDetail="true")[0]
    assert [level["warehouse"] for level in wide["warehouseDetails"]] == ["1", "2"]
    alone = erp.get(f"/v1/inventory/{plain['inventoryNumber']}").json()
    assert {"warehouseDetails", "crossReferences"} <= alone.keys()


# Writing to the ERP


def test_a_create_answers_with_a_place_and_nothing_else(erp: httpx.Client) -> None:
    """201 without a body; the last part of Location is the key, at which the whole can be read."""
    body = wrapped(
        name="Kaffe AS",
        mainAddress=wrapped(city="Oslo", countryId="NO"),
        mainContact=wrapped(email="post@kaffe.example"),
        creditTermsId="14",
    )
    key = made(erp, "/v1/customer", body)
    there = erp.get(f"/v1/customer/{key}").json()
    assert (there["mainAddress"]["city"], there["mainAddress"]["country"]["id"]) == ("Oslo", "NO")
    assert there["creditTerms"] == {"id": "14", "description": "14 days"}
    assert there["deliveryContact"]["email"] == "post@kaffe.example"


def test_an_update_changes_what_it_speaks_of(erp: httpx.Client) -> None:
    """204 without a body; what is not said stays as it is."""
    key = made(erp, "/v1/customer", wrapped(name="Kaffe AS", mainContact=wrapped(phone1="1", email="a@b.no")))
    answer = erp.put(f"/v1/customer/{key}", json=wrapped(mainContact=wrapped(phone1="2")))
    assert (answer.status_code, answer.content) == (204, b"")
    there = erp.get(f"/v1/customer/{key}").json()
    assert (there["name"], there["mainContact"]["phone1"], there["mainContact"]["email"]) == (
        "Kaffe AS",
        "2",
        "a@b.no",
    )


def test_a_version_that_is_named_must_be_the_last(erp: httpx.Client) -> None:
    """If-Match is not needed in the ERP; where it is given, an old version is refused with 412."""
    path = "/v1/inventory/KOF-0001-S"
    read = erp.get(path)
    etag = read.headers["etag"]
    assert etag == f'"{read.json()["timestamp"]}"'
    first = erp.put(path, json=wrapped(description="Coffee"), headers={"If-Match": etag})
    assert (first.status_code, first.headers["etag"]) == (204, erp.get(path).headers["etag"])
    assert erp.put(path, json=wrapped(description="Tea"), headers={"If-Match": etag}).status_code == 412
    assert erp.get(path).json()["description"] == "Coffee"


def test_values_that_are_not_wrapped_are_not_recognised(erp: httpx.Client, switch: Any) -> None:
    """The words begin with an ID of their own; in which shape and status they come differs."""
    answer = erp.post("/v1/customer", json={"name": "Kaffe AS"})
    assert answer.status_code == 400
    said = answer.json()["message"]
    assert re.match(r"VismaId: [0-9a-f-]{36}\. Error creating Customer\. Data received not recognized", said)
    switch(refusals_500=True, exceptions=True)
    answer = erp.post("/v1/customer", json={"name": "Kaffe AS"})
    assert answer.status_code == 500
    assert "not recognized as CustomerUpdateDto" in answer.json()["ExceptionMessage"]


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/v1/customer", {}, "'Customer name' cannot be empty"),
        ("/v1/customer", wrapped(name="K", creditTermsId="99"), "'CreditTerm' '99' cannot be found"),
        ("/v1/inventory", wrapped(inventoryNumber="X"), "'Item class' cannot be empty"),
        ("/v1/inventory", wrapped(inventoryNumber="shipping", itemClass="GOODS"), "already exists"),
        ("/v1/project", wrapped(description="P"), "'Start date' cannot be empty"),
        ("/v2/customerinvoice", wrapped(customerNumber="10000"), "'Lines' cannot be empty"),
        ("/v1/contact", wrapped(firstName="A"), "'Last name' cannot be empty"),
    ],
)
def test_a_business_rule_says_what_is_wrong(erp: httpx.Client, path: str, body: Json, words: str) -> None:
    """What is missing, unknown or there already is refused, and nothing is kept of it."""
    answer = erp.post(path, json=body)
    assert (answer.status_code, words in answer.json()["message"]) == (400, True), answer.text


def test_lines_are_known_by_their_number(erp: httpx.Client) -> None:
    """Lines are inserted, updated and deleted, each with its operation, which is written as it is."""
    line = {
        "operation": "Insert",
        **wrapped(inventoryNumber="KOF-0001-S", quantity=2, unitPriceInCurrency=10.9),
    }
    line |= wrapped(vatCodeId="NL9", discountPercent=10)
    key = made(erp, "/v2/customerinvoice", {**wrapped(customerNumber="10000"), "invoiceLines": [line, line]})
    change = {"operation": "Update", **wrapped(lineNumber=1, quantity=1)}
    gone = {"operation": "Delete", **wrapped(lineNumber=2)}
    erp.put(f"/v1/customerinvoice/{key}", json={"invoiceLines": [change, gone]}).raise_for_status()
    there = erp.get(f"/v1/customerinvoice/{key}").json()
    assert [(row["lineNumber"], row["quantity"], row["amount"]) for row in there["invoiceLines"]] == [
        (1, 1, 9.81)
    ]
    assert (there["detailTotal"], there["vatTotal"], there["amount"]) == (9.0, 0.81, 9.81)
    assert [(row["taxId"], row["vatRate"]) for row in there["taxDetails"]] == [("NL9", 9)]


def test_journal_transactions_are_paged_by_line(erp: httpx.Client) -> None:
    """A list needs a period or a time; an entry that does not fit on a page goes on on the next."""
    assert erp.get("/v2/journaltransaction").status_code == 400
    asked = {"lastModifiedDateTime": "2020-01-01", "pageSize": 4}
    first = rows(erp, "/v2/journaltransaction", **asked)
    assert [len(row["journalTransactionLines"]) for row in first] == [3, 1]
    second = rows(erp, "/v2/journaltransaction", **asked, pageNumber=2)
    assert second[0]["batchNumber"] == first[1]["batchNumber"]
    whole = erp.get(f"/v2/journaltransaction/{second[0]['batchNumber']}").json()["journalTransactionLines"]
    assert first[1]["journalTransactionLines"] + second[0]["journalTransactionLines"] == whole
    assert first[0]["metadata"]["totalCount"] > len(
        rows(erp, "/v2/journaltransaction", lastModifiedDateTime="2020-01-01")
    )


def test_an_entry_must_balance(erp: httpx.Client) -> None:
    """Debit equals credit, or the entry is a draft; a number of one's own is kept."""
    lines = [
        {"operation": "Insert", **wrapped(accountNumber="1100", debitAmountInCurrency=12.5)},
        {"operation": "Insert", **wrapped(accountNumber="8000", creditAmountInCurrency=12)},
    ]
    head = wrapped(transactionDate="2026-11-02", batchNumber="BB-7", overrideNumberSeries=True)
    answer = erp.post("/v2/journaltransaction", json={**head, "journalTransactionLines": lines})
    assert "out of balance" in answer.json()["message"]
    lines[1] = {"operation": "Insert", **wrapped(accountNumber="8000", creditAmountInCurrency=12.5)}
    assert made(erp, "/v2/journaltransaction", {**head, "journalTransactionLines": lines}) == "BB-7"
    there = erp.get("/v2/journaltransaction/BB-7").json()
    assert (there["debitTotal"], there["financialPeriod"], there["postPeriod"]) == (12.5, "202611", "112026")
    assert (
        erp.post("/v2/journaltransaction", json={**head, "journalTransactionLines": lines}).status_code == 400
    )


def test_the_old_invoice_address_is_gone(erp: httpx.Client) -> None:
    """Invoices are made at v2 and changed at v1; nothing else is there."""
    assert erp.post("/v1/customerinvoice", json={}).status_code == 404
    assert erp.get("/v1/salesorder").status_code == 404


def test_a_draft_is_released(erp: httpx.Client) -> None:
    """An action answers with its result; what is released is no draft any more, and is not released twice."""
    line = {"operation": "Insert", **wrapped(inventoryNumber="KOF-0001-S")}
    head = wrapped(customerNumber="10000", hold=True)
    key = made(erp, "/v2/customerinvoice", {**head, "invoiceLines": [line]})
    assert erp.get(f"/v1/customerinvoice/{key}").json()["status"] == "Hold"
    done = erp.post(f"/v1/customerinvoice/{key}/action/release")
    assert (done.status_code, done.json()["actionResult"]) == (200, "Completed")
    assert erp.get(f"/v1/customerinvoice/{key}").json()["status"] == "Open"
    assert erp.post(f"/v1/customerinvoice/{key}/action/release").status_code == 400
    assert erp.post(f"/v1/customerinvoice/{key}/action/forget").status_code == 404
    assert erp.delete(f"/v1/customerinvoice/{key}").status_code == 204
    assert erp.get(f"/v1/customerinvoice/{key}").status_code == 404


def test_a_request_may_run_in_the_background(erp: httpx.Client) -> None:
    """It is accepted with where its state is; the state tells the answer's status, its content is apart."""
    accepted = erp.get("/v1/branch", headers={"erp-api-background": "none"})
    assert (accepted.status_code, accepted.json().keys()) == (202, {"id", "stateLocation"})
    state = erp.get(accepted.json()["stateLocation"]).json()
    assert (state["status"], state["statusCode"], state["hasResponseContent"]) == ("Finished", 200, True)
    assert erp.get(state["contentLocation"]).json()[0]["number"] == "1"
    refused = erp.post("/v1/customer", json={"name": "K"}, headers={"erp-api-background": "subscription"})
    state = erp.get(refused.json()["stateLocation"]).json()
    assert (state["statusCode"], "not recognized" in erp.get(state["contentLocation"]).json()["message"]) == (
        400,
        True,
    )
    written = erp.post("/v1/customer", json=wrapped(name="K"), headers={"erp-api-background": "none"})
    state = erp.get(written.json()["stateLocation"]).json()
    assert "/v1/customer/" in state["responseHeaders"]["location"]
    assert erp.get(state["contentLocation"]).status_code == 410
    assert erp.get("/v1/background/nothing").status_code == 404


# The order service


def order(**more: Any) -> Json:
    """An order as the vendor's own pages write it: flat."""
    line = {"inventoryId": "KOF-0001-S", "quantity": 2, "unitPrice": 10.9, "taxCategoryId": "NL9"}
    return {"type": "SO", "customer": {"id": "10000", "order": "#1001"}, "orderLines": [line], **more}


def placed(orders: httpx.Client, **more: Any) -> str:
    """Place an order and give its path."""
    answer = orders.post("/SalesOrders", json=order(**more))
    assert (answer.status_code, answer.content) == (201, b""), answer.text
    return "/SalesOrders" + answer.headers["location"].partition("/SalesOrders")[2]


def test_orders_are_listed_from_page_zero(orders: httpx.Client) -> None:
    """A list is an object with its total; the details must be asked for, and then a page holds 100."""
    for n in range(110):
        placed(orders, customer={"id": "10000", "order": f"#{n}"})
    first = orders.get("/SalesOrders", params={"pageSize": 500}).json()
    assert first.keys() == {"value", "totalCount"}
    assert len(first["value"]) == first["totalCount"] > 110
    assert "orderLines" not in first["value"][0]
    wide = orders.get("/SalesOrders", params={"pageSize": 500, "expand": "Lines,Customer"}).json()["value"]
    assert (len(wide), wide[0]["orderLines"][0]["lineId"]) == (100, 1)
    last = orders.get("/SalesOrders", params={"pageSize": 100, "pageIndex": 1}).json()["value"]
    assert len(last) == first["totalCount"] - 100
    mine = orders.get("/SalesOrders/SO", params={"customerId": "10000", "pageSize": 200}).json()
    assert {row["customerOrder"] for row in mine["value"]} == {f"#{n}" for n in range(110)}


def test_orders_are_sorted_and_narrowed_down(orders: httpx.Client, served: Served) -> None:
    """By status, by the time of their last change, and by a part of their number; nonsense is refused."""
    httpx.post(f"{served.url}/_sandbox/clock", json={"advance": 60})
    number = placed(orders, status="Hold").rpartition("/")[2]
    latest = orders.get("/SalesOrders", params={"orderBy": "lastModified desc", "pageSize": 1}).json()[
        "value"
    ]
    assert latest[0]["orderId"] == number
    since = {"modifiedSince": latest[0]["lastModified"]}
    assert [row["orderId"] for row in orders.get("/SalesOrders", params=since).json()["value"]] == [number]
    held = orders.get("/SalesOrders", params={"status": "Hold", "filter": number[-3:]}).json()
    assert [row["orderId"] for row in held["value"]] == [number]
    for wrong in ({"orderBy": "colour"}, {"pageSize": 0}, {"pageIndex": -1}, {"pageSize": "many"}):
        assert orders.get("/SalesOrders", params=wrong).status_code == 400


def test_an_order_is_changed_only_by_who_knows_its_version(orders: httpx.Client) -> None:
    """Without If-Match 428, with an old one 412, with the last 202 and a new one."""
    path = placed(orders)
    etag = orders.get(path).headers["etag"]
    assert orders.patch(path, json={"description": "A"}).status_code == 428
    done = orders.patch(path, json={"description": "A"}, headers={"If-Match": etag})
    assert (done.status_code, done.content) == (202, b"")
    assert orders.patch(path, json={"description": "B"}, headers={"If-Match": etag}).status_code == 412
    assert orders.get(path).json()["description"] == "A"
    assert done.headers["etag"] == orders.get(path).headers["etag"]
    assert orders.delete(path, headers={"If-Match": done.headers["etag"]}).status_code == 202
    assert orders.get(path).status_code == 404


def test_lines_have_an_address_of_their_own(orders: httpx.Client) -> None:
    """They are added, patched and removed there; a patch of nothing is refused with its known words."""
    path = placed(orders)
    etag = {"If-Match": orders.get(path).headers["etag"]}
    added = orders.post(
        f"{path}/lines", json={"lines": [{"inventoryId": "SHIPPING", "quantity": 1}]}, headers=etag
    )
    assert added.status_code == 202
    etag = {"If-Match": added.headers["etag"]}
    nothing = orders.patch(f"{path}/lines", json={}, headers=etag)
    assert (nothing.status_code, nothing.json()["title"]) == (400, "There are no lines set to patch")
    patched = orders.patch(f"{path}/lines", json={"update": [{"lineId": 1, "quantity": 3}]}, headers=etag)
    lines = orders.get(f"{path}/lines").json()
    assert [(row["lineId"], row["quantity"]) for row in lines["value"]] == [(1, 3), (2, 1)]
    gone = orders.request("DELETE", f"{path}/lines?ids=2", headers={"If-Match": patched.headers["etag"]})
    assert gone.status_code == 202
    there = orders.get(path, params={"expand": "lines"}).json()
    assert ([row["lineId"] for row in there["orderLines"]], there["totals"]["orderTotal"]) == ([1], 32.7)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"type": "XX"}, 400),
        ({"type": None}, 400),
        ({"customer": None}, 400),
        ({"customer": {"id": "nobody"}}, 400),
        ({"orderLines": [{"inventoryId": "nothing", "quantity": 1}]}, 400),
        ({"status": "Completed"}, 400),
        ({"date": "tomorrow"}, 400),
        ({"orderId": "000001"}, 409),
    ],
)
def test_an_order_that_cannot_be_is_refused(orders: httpx.Client, more: Json, status: int) -> None:
    """Each with a sentence, and nothing is kept."""
    before = orders.get("/SalesOrders").json()["totalCount"]
    answer = orders.post("/SalesOrders", json=order(**more))
    assert (answer.status_code, bool(answer.json()["title"])) == (status, True)
    assert orders.get("/SalesOrders").json()["totalCount"] == before


# Every answer, held against the vendor's own description


DESCRIBED = os.environ.get("KOPPEL_REFERENCE")
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
}


@pytest.fixture(scope="module")
def shapes() -> dict[str, dict[str, str]]:
    """The vendor's types: each with its fields and what stands in them."""
    if not DESCRIBED:
        pytest.skip("KOPPEL_REFERENCE does not name the folder of reference data")
    text = (Path(DESCRIBED) / "specs" / "visma_net" / "FIELDS.md").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if heading := re.match(r"#+ (\w+)", line):
            name = heading[1]
            found.setdefault(name, {})
        elif field := re.match(r"- `(\w+)`: (.+?)(?: -- .*)?$", line):
            found[name][field[1]] = field[2]
    return found


def wrong(value: Any, kind: str, shapes: dict[str, dict[str, str]], path: str) -> Iterator[str]:
    """What in a value is not as its type says."""
    plain, _, allowed = kind.partition(" enum")
    if value is None:
        return
    if plain.startswith("["):
        for n, one in enumerate(value):
            yield from wrong(one, plain[1:-1], shapes, f"{path}[{n}]")
    elif (name := plain.partition(":")[0]) in _TYPES:
        if not isinstance(value, _TYPES[name]) or (name != "boolean" and isinstance(value, bool)):
            yield f"{path} is {value!r}, no {plain}"
        if allowed and value not in allowed:
            yield f"{path} is {value!r}, none of {allowed}"
    else:
        for inner, one in value.items():
            if inner in shapes.get(plain, {}):
                yield from wrong(one, shapes[plain][inner], shapes, f"{path}.{inner}")
            elif plain in shapes:
                yield f"{path}.{inner} is not in {plain}"


def test_answers_are_as_the_vendor_describes_them(erp: httpx.Client, shapes: dict[str, Any]) -> None:
    """No field that the vendor does not have, and each of its type, in lists and alone."""
    described = [kind for kind in KINDS.values() if kind.dto in shapes]
    assert len(described) > 15
    for kind in described:
        expanded = dict.fromkeys(kind.shown, "true")
        answer: Any = erp.get(
            f"/{kind.path}", params={**expanded, "lastModifiedDateTime": "2020-01-01"}
        ).json()
        found = answer["records"] if kind.second else answer
        assert found
        alone = [erp.get(f"/{kind.path}/{found[0][kind.key]}").json()] if kind.alone else []
        assert [fault for row in (*found, *alone) for fault in wrong(row, kind.dto, shapes, kind.name)] == []
