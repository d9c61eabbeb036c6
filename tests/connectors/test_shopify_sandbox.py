"""The simulated shop as a stranger meets it: plain HTTP, GraphQL and REST as Shopify documents them."""

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import build_schema, execute_sync, parse

from connectors.shopify.dialect import DOCUMENTS
from connectors.shopify.sandbox import Sandbox
from connectors.shopify.sandbox.graph import SCHEMA
from connectors.shopify.sandbox.plan import kind, snake
from connectors.shopify.sandbox.search import compiled
from core.documents import write_json
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World

Answer = dict[str, Any]
READS = ["orders", "products", "variants", "customers", "stock", "locations", "shipments", "open_orders"]


class Still(Clock):
    """A clock that stands still until it is moved ahead, so that no slow machine restores a limit."""

    def now(self) -> datetime:
        """Tell the same time again."""
        return datetime(2026, 11, 20, tzinfo=UTC) + timedelta(seconds=self.ahead)


class Stranger:
    """A client that knows Shopify's documentation and nothing of this project."""

    def __init__(self, origin: str, rates: Rates) -> None:
        self.origin, self.rates = origin, rates
        self.given = httpx.get(f"{origin}/_sandbox/credentials").json()["shopify"]
        self.http = httpx.Client(
            base_url=self.given["base_url"], headers={"X-Shopify-Access-Token": self.given["access_token"]}
        )

    def graph(self, query: str, /, **variables: Any) -> Answer:
        """Ask in GraphQL; the whole body of the answer."""
        reply = self.http.post("/graphql.json", json={"query": query, "variables": variables})
        assert reply.status_code == 200
        answer: Answer = reply.json()
        return answer

    def data(self, query: str, /, **variables: Any) -> Any:
        """Ask in GraphQL; the data of an answer without errors."""
        answer = self.graph(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def token(self, **asked: Any) -> httpx.Response:
        """Ask for a token as the app."""
        app_ = {name: self.given[name] for name in ("client_id", "client_secret")}
        return httpx.post(f"{self.given['auth_url']}/admin/oauth/access_token", json=app_ | asked)

    def opens(self, token: str) -> bool:
        """Whether a token opens the door."""
        reply = httpx.get(
            f"{self.given['base_url']}/orders/count.json", headers={"X-Shopify-Access-Token": token}
        )
        return reply.status_code == 200


@pytest.fixture
def shop() -> Iterator[Stranger]:
    """A stranger before a shop with the hand-made set."""
    rates = Rates()
    with Served(app({"shopify": Sandbox(World(), rates)})) as served:
        yield Stranger(served.url, rates)


@pytest.fixture(scope="module")
def reading() -> Iterator[Stranger]:
    """A stranger who only reads, before a shop that need not be made anew."""
    with Served(app({"shopify": Sandbox(World(), Rates())})) as served:
        yield Stranger(served.url, Rates())


@pytest.fixture
def strict() -> Iterator[Stranger]:
    """A stranger before a shop with the vendor's own limits, where time moves only when it is told to."""
    rates = Rates("real", Still())
    with Served(app({"shopify": Sandbox(World(), rates)})) as served:
        yield Stranger(served.url, rates)


NAMES = """
query ($first: Int, $last: Int, $after: String, $before: String, $query: String, $reverse: Boolean,
       $by: OrderSortKeys) {
  orders(first: $first, last: $last, after: $after, before: $before, query: $query, reverse: $reverse,
         sortKey: $by) {
    edges { cursor node { name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


def names(shop: Stranger, query: str | None = None, **asked: Any) -> list[str]:
    """The names of the orders that a search finds."""
    found = shop.data(NAMES, **({"first": 250, "query": query, "by": "ORDER_NUMBER"} | asked))["orders"]
    return [edge["node"]["name"] for edge in found["edges"]]


def test_pages_follow_one_another_without_loss(reading: Stranger) -> None:
    """Cursors lead through every order once, forwards, backwards and reversed."""
    seen: list[str] = []
    after, more = None, True
    while more:
        page = reading.data(NAMES, first=7, after=after, by="UPDATED_AT")["orders"]
        seen += [edge["node"]["name"] for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(seen) == len(set(seen)) == 40
    assert names(reading, by="UPDATED_AT", reverse=True) == seen[::-1]
    page = reading.data(NAMES, last=3, before=after, by="UPDATED_AT")["orders"]
    assert [edge["node"]["name"] for edge in page["edges"]] == seen[-4:-1]
    assert page["pageInfo"]["hasPreviousPage"]
    page = reading.data(NAMES, first=4, by="UPDATED_AT", reverse=True)["orders"]
    page = reading.data(NAMES, first=4, by="UPDATED_AT", reverse=True, after=page["pageInfo"]["endCursor"])[
        "orders"
    ]
    assert [edge["node"]["name"] for edge in page["edges"]] == seen[::-1][4:8]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name:#1003", ["#1003"]),
        ("name:1003 OR name:1004", ["#1003", "#1004"]),
        ("po_number:'PO 2026/0117'", ["#1003"]),
        ("financial_status:voided", ["#1032"]),
        ("status:cancelled", ["#1032", "#1033"]),
        ("email:KARIN.smit@example.nl", ["#1022"]),
        ('sku:"D\'OR-250" AND -name:1005', ["#1021"]),
        ("(sku:BOEK-KOFFIE OR sku:SJAAL-WOL) financial_status:pending", ["#1014", "#1035"]),
        ("updated_at:>'2026-10-01T00:00:00Z'", ["#1039", "#1040"]),
        ("updated_at:>=2026-08-09T09:30:00Z AND updated_at:<='2026-08-09T11:30:00+02:00'",
         ["#1022", "#1023", "#1024"]),
        ("test:true", ["#1034"]),
        ("tag:gift", ["#1025"]),
        ("fulfillment_status:fulfilled", ["#1039"]),
        ("Ñíguez", ["#1012"]),
        ("id:>5500000000038", ["#1039", "#1040"]),
        ("name:nothing", []),
    ],
)  # fmt: skip
def test_search_finds_what_its_syntax_says(reading: Stranger, query: str, expected: list[str]) -> None:
    """Fields, comparisons, quotes, AND, OR, minus and parentheses mean what Shopify means by them."""
    assert names(reading, query) == expected


@pytest.mark.parametrize("query", ["(", "))((", '"', "a:", "-", "NOT", "OR OR", "a:>", "updated_at:>x", "\\"])
def test_search_survives_nonsense(query: str) -> None:
    """A broken search is some search, never a crash."""
    fields = {"updated_at": ("time", lambda row: [row["t"]]), "a": ("text", lambda row: [row["t"]])}
    assert compiled(query, fields, lambda row: [row["t"]])({"t": "2026-01-01T00:00:00Z"}) in {True, False}


def test_documented_fields_are_there(reading: Stranger) -> None:
    """Fragments, aliases, inline fragments, nested lists, node() and counts work together."""
    data = reading.data(
        """query Everything($id: ID!) {
          shop { name currencyCode myshopifyDomain plan { publicDisplayName } }
          paid: ordersCount(query: "financial_status:paid") { count precision }
          node(id: $id) { __typename id ... on Order { ...Parts } }
          order(id: $id) { ...Parts }
        }
        fragment Parts on Order {
          legacyResourceId number displayFinancialStatus displayFulfillmentStatus createdAt tags
          totalPriceSet { shopMoney { amount currencyCode } }
          lineItems(first: 1) { nodes { sku quantity taxLines { rate } variant { sku product { title } } }
                                pageInfo { hasNextPage } }
          customer { displayName numberOfOrders defaultEmailAddress { emailAddress } }
          transactions(first: 5) { kind status amountSet { shopMoney { amount } } }
          billingAddress { countryCodeV2 zip }
        }""",
        id="gid://shopify/Order/5500000000003",
    )
    assert data["shop"]["currencyCode"] == "EUR"
    assert data["paid"] == {"count": 33, "precision": "EXACT"}
    order = data["order"]
    assert data["node"] == {"__typename": "Order", "id": "gid://shopify/Order/5500000000003", **order}
    assert (order["number"], order["displayFinancialStatus"]) == (1003, "PAID")
    assert order["displayFulfillmentStatus"] == "UNFULFILLED"
    assert order["createdAt"] == "2026-07-03T06:30:45Z"
    assert order["totalPriceSet"]["shopMoney"] == {"amount": "443.16", "currencyCode": "EUR"}
    assert order["lineItems"]["pageInfo"]["hasNextPage"]
    assert order["lineItems"]["nodes"][0]["variant"]["product"]["title"] == "Espresso beans"
    assert order["customer"]["defaultEmailAddress"]["emailAddress"] == "inkoop@bakkerij-vandenberg.nl"
    assert order["transactions"][0]["amountSet"]["shopMoney"]["amount"] == "443.16"


@pytest.mark.parametrize("name", READS)
def test_the_quick_way_answers_as_graphql_core_does(name: str) -> None:
    """Our own walk through a document gives what the reference executor gives."""
    sandbox = Sandbox(World(), Rates())
    ready = sandbox._graph.prepared(DOCUMENTS[name], None)
    variables = {"first": 20}
    ours = sandbox._graph.carry_out(ready, variables, 0)  # type: ignore[arg-type]
    theirs = execute_sync(
        SCHEMA,
        parse(DOCUMENTS[name]),
        root_value={},
        context_value=sandbox._shop,
        variable_values=variables,
        field_resolver=lambda row, info, **_: row.get(snake(info.field_name)),
        type_resolver=lambda row, *_: kind(row),
    )
    assert theirs.errors is None
    assert json.loads(write_json(ours["data"])) == json.loads(write_json(theirs.data))


def test_skip_include_and_introspection_work(reading: Stranger) -> None:
    """What is rare takes the slow way, and takes it right."""
    query = "query ($no: Boolean!) { shop { name @skip(if: $no) email @include(if: $no) } }"
    assert reading.data(query, no=True)["shop"] == {"email": "shop@example.nl"}
    assert {"name": "Order"} in reading.data("{ __schema { types { name } } }")["__schema"]["types"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("{ orders(first: 251) { nodes { id } } }", "250"),
        ("{ orders { nodes { id } } }", "first or last"),
        ('{ orders(first: 1, after: "zzz") { nodes { id } } }', "Invalid cursor"),
        ("{ orders(first: 1) { nodes { shoeSize } } }", "shoeSize"),
        ("{ orders(first: 1", "Syntax Error"),
        ("query ($id: ID!) { order(id: $id) { id } }", "$id"),
    ],
)
def test_a_wrong_query_is_an_error_of_status_200(reading: Stranger, query: str, words: str) -> None:
    """GraphQL's errors come with status 200, named in `errors`."""
    assert words in reading.graph(query)["errors"][0]["message"]


def test_every_answer_tells_its_cost(reading: Stranger) -> None:
    """What is asked for but not found is given back, and a query may not cost more than 1,000."""
    cost = reading.graph('{ orders(first: 100, query: "name:1001") { nodes { id } } }')["extensions"]["cost"]
    assert cost["actualQueryCost"] < cost["requestedQueryCost"]
    assert cost["throttleStatus"]["restoreRate"] == 100_000
    dear = reading.graph(DOCUMENTS["orders"], first=250)
    assert dear["errors"][0]["extensions"]["code"] == "MAX_COST_EXCEEDED"
    assert "errors" not in reading.graph(DOCUMENTS["orders"], first=25)


def test_whoever_asks_too_much_is_throttled_until_points_are_restored(strict: Stranger) -> None:
    """With the vendor's own limits the bucket of 2,000 points empties, and fills again with time."""
    answers = [strict.graph(DOCUMENTS["orders"], first=25) for _ in range(12)]
    refused = [answer for answer in answers if answer.get("errors")]
    assert refused
    assert refused[0]["errors"] == [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]
    assert refused[0]["extensions"]["cost"]["actualQueryCost"] is None
    strict.rates.clock.advance(20)
    assert "errors" not in strict.graph(DOCUMENTS["orders"], first=25)


def test_rest_answers_pages_with_links(reading: Stranger) -> None:
    """The Link header leads on until the last page; page_info stands alone with limit and fields."""
    reply = reading.http.get("/orders.json", params={"limit": 15, "status": "any", "fields": "id,name"})
    seen = reply.json()["orders"]
    while link := re.search(r'<([^>]+)>; rel="next"', reply.headers.get("link", "")):
        reply = reading.http.get(link[1])
        seen += reply.json()["orders"]
    assert [order["name"] for order in seen] == [f"#{n}" for n in range(1040, 1000, -1)]
    assert all(order.keys() == {"id", "name"} for order in seen)
    assert "previous" in reply.headers["link"]
    wrong = reading.http.get("/orders.json", params={"page_info": "x", "status": "any"})
    assert wrong.status_code == 400


def test_rest_filters(reading: Stranger) -> None:
    """Status, payment, time, numbers and since_id filter; open orders are what is given unasked."""

    def found(**asked: Any) -> list[int]:
        reply = reading.http.get("/orders.json", params={"limit": 250} | asked)
        return [order["order_number"] for order in reply.json()["orders"]]

    assert len(found(status="any")) == 40
    assert 1032 not in found()
    assert found(status="cancelled") == [1033, 1032]
    assert found(status="any", financial_status="pending") == [1035, 1014]
    assert found(status="any", updated_at_min="2026-10-01T00:00:00Z") == [1040, 1039]
    assert found(status="any", ids="5500000000001,5500000000002") == [1002, 1001]
    assert found(status="any", since_id=5500000000038) == [1039, 1040]
    assert reading.http.get("/orders/count.json", params={"status": "any"}).json() == {"count": 40}
    assert reading.http.get("/orders/5500000000001.json").json()["order"]["name"] == "#1001"
    missing = reading.http.get("/orders/1.json")
    assert (missing.status_code, missing.json()) == (404, {"errors": "Not Found"})
    assert len(reading.http.get("/customers.json").json()["customers"]) == 26
    assert reading.http.get("/products.json", params={"vendor": "Almazara Niño"}).json()["products"][0][
        "variants"
    ]


def test_rest_is_limited_by_calls(strict: Stranger) -> None:
    """The bucket holds 40 calls; then 429 with Retry-After, until it has leaked."""
    replies = [strict.http.get("/orders/count.json") for _ in range(60)]
    assert replies[0].headers["x-shopify-shop-api-call-limit"] == "1/40"
    refused = [reply for reply in replies if reply.status_code == 429]
    assert refused
    assert refused[0].headers["retry-after"] == "2.0"
    strict.rates.clock.advance(5)
    assert strict.http.get("/orders/count.json").status_code == 200


def test_the_door_opens_to_good_tokens_only(shop: Stranger) -> None:
    """An app's own token lasts a day, a wrong one opens nothing, an unknown version is not there."""
    answer = shop.token(grant_type="client_credentials").json()
    assert 86_000 < answer["expires_in"] <= 86_400
    assert shop.opens(answer["access_token"])
    shop.rates.clock.advance(86_500)
    assert not shop.opens(answer["access_token"])
    assert shop.opens(shop.given["access_token"])
    assert shop.token(grant_type="client_credentials", client_secret="wrong").status_code == 400
    assert httpx.get(f"{shop.given['base_url']}/orders.json").status_code == 401
    old = shop.given["base_url"].replace("2026-10", "2019-01")
    assert shop.http.get(f"{old}/orders.json").status_code == 404


def test_a_refresh_token_serves_once(shop: Stranger) -> None:
    """An offline token of an hour is renewed by a refresh token, which ends with its use."""
    first = shop.token(grant_type="refresh_token", refresh_token=shop.given["refresh_token"]).json()
    assert first["expires_in"] == 3600
    assert shop.opens(first["access_token"])
    again = shop.token(grant_type="refresh_token", refresh_token=shop.given["refresh_token"])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    second = shop.token(grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
    assert shop.opens(second["access_token"])
    assert not shop.opens(first["access_token"])


def test_consent_gives_a_code_that_serves_once(shop: Stranger) -> None:
    """A person presses Allow, or nobody needs to; the code becomes a token once."""
    where = f"{shop.given['auth_url']}/admin/oauth/authorize"
    asked = {"client_id": shop.given["client_id"], "redirect_uri": "http://127.0.0.1:1/back", "state": "s1"}
    assert "Allow" in httpx.get(where, params=asked).text
    back = httpx.get(where, params=asked | {"sandbox_consent": "auto"})
    assert back.status_code == 302
    told = httpx.URL(back.headers["location"]).params
    assert told["state"] == "s1"
    assert told["hmac"]
    assert shop.opens(shop.token(code=told["code"]).json()["access_token"])
    assert shop.token(code=told["code"]).status_code == 400


CREATE = """mutation ($order: OrderCreateOrderInput!) {
  orderCreate(order: $order) {
    order { id name email totalPriceSet { shopMoney { amount } } customer { id email } }
    userErrors { field message code }
  }
}"""


def test_an_order_is_made_changed_paid_and_cancelled(shop: Stranger) -> None:
    """The life of an order through its mutations, each shown by what is stored."""
    money = {"shopMoney": {"amount": "12.50", "currencyCode": "EUR"}}
    made = shop.data(
        CREATE,
        order={
            "sourceIdentifier": "X-1",
            "taxesIncluded": True,
            "lineItems": [{"title": "Thing", "sku": "NEW-1", "quantity": 2, "priceSet": money}],
            "customer": {"toUpsert": {"email": "new@example.nl", "firstName": "New"}},
        },
    )["orderCreate"]
    assert made["userErrors"] == []
    assert made["order"]["totalPriceSet"]["shopMoney"]["amount"] == "25.00"
    assert made["order"]["customer"]["email"] == "new@example.nl"
    assert names(shop, 'source_identifier:"X-1"') == [made["order"]["name"]] == ["#1041"]
    order = made["order"]["id"]
    paid = "mutation ($id: ID!) { orderMarkAsPaid(input: {id: $id}) { userErrors { message } } }"
    assert shop.data(paid, id=order)["orderMarkAsPaid"]["userErrors"] == []
    assert shop.data(paid, id=order)["orderMarkAsPaid"]["userErrors"] != []
    noted = (
        'mutation ($id: ID!) { orderUpdate(input: {id: $id, note: "hello"}) { order { note updatedAt } } }'
    )
    assert shop.data(noted, id=order)["orderUpdate"]["order"]["note"] == "hello"
    assert names(shop, by="UPDATED_AT")[-1] == "#1041"
    cancel = """mutation ($id: ID!) {
      orderCancel(orderId: $id, reason: CUSTOMER, restock: false, refund: true) {
        orderCancelUserErrors { code } } }"""
    assert shop.data(cancel, id=order)["orderCancel"]["orderCancelUserErrors"] == []
    stored = httpx.get(f"{shop.origin}/_sandbox/shopify/orders", params={"name": "#1041"}).json()[0]
    assert (stored["financial_status"], stored["cancel_reason"]) == ("refunded", "customer")
    assert stored["note"] == "hello"


def test_an_order_without_lines_is_refused(shop: Stranger) -> None:
    """What a mutation finds wrong stands in userErrors, not in errors."""
    refused = shop.data(CREATE, order={"email": "a@example.nl"})["orderCreate"]
    assert refused["order"] is None
    assert refused["userErrors"][0]["field"] == ["order", "lineItems"]


SET = """mutation ($input: ProductSetInput!, $identifier: ProductSetIdentifiers) {
  productSet(input: $input, identifier: $identifier) {
    product { id handle variants(first: 5) { nodes { sku price inventoryItem { unitCost { amount } } } } }
    userErrors { code }
  }
}"""


def test_a_product_is_set_with_all_its_variants(shop: Stranger) -> None:
    """What is not in the list of variants is gone afterwards; a handle belongs to one product."""

    def variant(size: str) -> Answer:
        return {
            "optionValues": [{"optionName": "Size", "name": size}],
            "price": "5.00",
            "inventoryItem": {"sku": f"SET-{size}", "cost": "2.10"},
        }

    options = [{"name": "Size", "values": [{"name": "S"}, {"name": "L"}]}]
    given = {"title": "Set", "productOptions": options, "variants": [variant("S"), variant("L")]}
    made = shop.data(SET, input=given)["productSet"]
    assert made["userErrors"] == []
    assert [v["sku"] for v in made["product"]["variants"]["nodes"]] == ["SET-S", "SET-L"]
    assert made["product"]["variants"]["nodes"][0]["inventoryItem"]["unitCost"]["amount"] == "2.10"
    fewer = shop.data(SET, input=given | {"variants": [variant("L")]}, identifier={"handle": "set"})[
        "productSet"
    ]
    assert fewer["product"]["id"] == made["product"]["id"]
    assert [v["sku"] for v in fewer["product"]["variants"]["nodes"]] == ["SET-L"]
    taken = shop.data(SET, input={"title": "Other", "handle": "set"})["productSet"]
    assert taken["userErrors"] == [{"code": "HANDLE_NOT_UNIQUE"}]


def test_a_customer_is_set_by_e_mail(shop: Stranger) -> None:
    """Set twice by e-mail is one customer; another's address is taken."""
    query = """mutation ($input: CustomerSetInput!, $identifier: CustomerSetIdentifiers) {
      customerSet(input: $input, identifier: $identifier) {
        customer { id lastName } userErrors { code } } }"""
    given = {"email": "Set@example.nl", "lastName": "One"}
    one = shop.data(query, input=given, identifier={"email": "set@example.nl"})["customerSet"]
    again, same = given | {"lastName": "Two"}, {"email": given["email"]}
    two = shop.data(query, input=again, identifier=same)["customerSet"]
    assert one["customer"]["id"] == two["customer"]["id"]
    assert two["customer"]["lastName"] == "Two"
    assert shop.data(query, input=given)["customerSet"]["userErrors"] == [{"code": "TAKEN"}]
    assert shop.data(query, input={"note": "?"})["customerSet"]["userErrors"] == [{"code": "BLANK"}]


STOCK = """mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id changes { delta } } userErrors { code }
  }
}"""


def test_stock_is_set_once_and_only_from_what_was_there(shop: Stranger) -> None:
    """The same key sets once; other input under it, or a stale quantity, is refused, as is no key."""
    item = shop.data('{ inventoryItems(first: 1, query: "sku:0012345") { nodes { id } } }')
    place = shop.data("{ locations(first: 1) { nodes { id } } }")["locations"]["nodes"][0]["id"]
    one = {"inventoryItemId": item["inventoryItems"]["nodes"][0]["id"], "locationId": place}

    def told(key: str, **given: Any) -> Answer:
        asked = {"name": "available", "reason": "correction", "quantities": [{**one, **given}]}
        answer: Answer = shop.data(STOCK, input=asked, key=key)["inventorySetQuantities"]
        return answer

    first = told("k1", quantity=905, changeFromQuantity=900)
    assert first["inventoryAdjustmentGroup"]["changes"] == [{"delta": 5}]
    assert told("k1", quantity=905, changeFromQuantity=900) == first
    other = told("k1", quantity=906, changeFromQuantity=900)
    assert other["userErrors"] == [{"code": "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"}]
    stale = told("k2", quantity=1, changeFromQuantity=900)
    assert stale["userErrors"] == [{"code": "CHANGE_FROM_QUANTITY_STALE"}]
    assert told("k3", quantity=7, changeFromQuantity=None)["userErrors"] == []
    bare = STOCK.replace("@idempotent(key: $key)", "").replace(", $key: String!", "")
    asked = {"name": "available", "reason": "correction", "quantities": [{**one, "quantity": 1}]}
    assert "@idempotent" in shop.graph(bare, input=asked)["errors"][0]["message"]
    assert "changeFromQuantity" in shop.graph(STOCK, input=asked, key="k4")["errors"][0]["message"]
    stored = httpx.get(f"{shop.origin}/_sandbox/shopify/stock", params={"sku": "0012345"}).json()
    assert stored[0]["available"] == 7


def test_a_reset_starts_over(shop: Stranger) -> None:
    """After a reset the shop is as it was, and the token still opens it."""
    shop.data(CREATE, order={"lineItems": [{"title": "Thing", "quantity": 1}]})
    httpx.post(f"{shop.origin}/_sandbox/reset")
    assert shop.http.get("/orders/count.json", params={"status": "any"}).json() == {"count": 40}


def test_queries_are_read_and_mutations_written_in_the_log(shop: Stranger) -> None:
    """The request log tells a GraphQL query, which reads, from a mutation."""
    shop.data("{ shop { name } }")
    shop.data(CREATE, order={"lineItems": [{"title": "Thing", "quantity": 1}]})
    asked = httpx.get(f"{shop.origin}/_sandbox/requests").json()
    assert [one["write"] for one in asked if one["path"].endswith("graphql.json")] == [False, True]


def test_a_throttle_fault_speaks_the_vendors_words(shop: Stranger) -> None:
    """An injected throttle looks as the vendor's own, in GraphQL and in REST."""
    for _ in range(2):
        httpx.post(f"{shop.origin}/_sandbox/faults", json={"connector": "shopify", "throttle": True})
    assert shop.graph("{ shop { name } }")["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert shop.http.get("/orders.json").status_code == 429


def test_the_schema_is_a_part_of_the_vendors() -> None:
    """Every type, field, argument and value that the sandbox serves is the vendor's own."""
    reference = os.environ.get("KOPPEL_REFERENCE")
    if not reference:
        pytest.skip("KOPPEL_REFERENCE is not set: the vendor's schema is not here")
    text = (Path(reference) / "specs/shopify/admin_2026-10.graphql").read_text(encoding="utf-8")
    vendor, strange = build_schema(text, assume_valid=True), []
    for name, type_ in SCHEMA.type_map.items():
        theirs: Any = vendor.type_map.get(name)
        for field_name, field in getattr(type_, "fields", {}).items() if not name.startswith("__") else ():
            other = getattr(theirs, "fields", {}).get(field_name)
            if other is None or str(other.type) != str(field.type):
                strange.append(f"{name}.{field_name}")
            elif set(getattr(field, "args", ())) - set(getattr(other, "args", ())):
                strange.append(f"{name}.{field_name}()")
        if not name.startswith("__"):
            strange += [f"{name}.{v}" for v in getattr(type_, "values", ()) if v not in theirs.values]
    assert strange == []
