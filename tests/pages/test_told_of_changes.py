"""From a change at the source to a booking: the simulators send signed notices, and Koppel heeds them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from connectors.exact_online.sandbox.webhooks import SECRET
from core.catalog import Catalog
from core.commands.demo import prepared
from core.flow import Schedule
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace
from pages.parts.hooks import routes

FLOW = "webshop-orders-to-exact"
SUBSCRIBE = """
mutation($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: {uri: $uri, format: JSON}) {
    webhookSubscription { id topic uri } userErrors { field message }
  }
}"""
PAY = "mutation($id: ID!) { orderMarkAsPaid(input: {id: $id}) { order { id } userErrors { message } } }"


@pytest.fixture(scope="module")
def vendors() -> Iterator[Served]:
    """Two simulators whose clock nobody has moved: a notice from the future would be refused."""
    known = Catalog().simulators(World(), Rates())
    with Served(app({name: known[name] for name in ("shopify", "exact_online")})) as served:
        yield served


@pytest.fixture
def sandbox(vendors: Served) -> Served:
    """Let the demo stand beside them."""
    httpx.post(f"{vendors.url}/_sandbox/reset").raise_for_status()
    return vendors


@pytest.fixture
def here() -> Iterator[str]:
    """Where Koppel is told of changes."""
    with Served(Starlette(routes=routes())) as served:
        yield f"{served.url}/hooks"


@pytest.fixture
def desk(home: Any, sandbox: Served) -> Iterator[Workspace]:
    """The demo, its flow starting by itself once a year, and nothing to be carried."""
    workspace = Workspace(home)
    prepared(workspace, sandbox.url)
    saved = workspace.flow(FLOW)
    workspace.save(saved.model_copy(update={"schedule": Schedule(cron="0 4 1 1 *", timezone="UTC")}))
    workspace.activate(FLOW, on=True)
    for run in workspace._store.runs.active():
        workspace.cancel(run.id)
    yield workspace
    workspace.close()


def shop(url: str, query: str, **variables: Any) -> Any:
    """Ask the shop's own API, as its owner."""
    known = httpx.get(f"{url}/_sandbox/credentials").json()["shopify"]
    asked = {"query": query, "variables": variables}
    token = {"X-Shopify-Access-Token": known["access_token"]}
    told = httpx.post(f"{known['base_url']}/graphql.json", json=asked, headers=token).json()
    assert "errors" not in told, told
    return told["data"]


def books(url: str, method: str, path: str, json: Any = None) -> httpx.Response:
    """Ask the books' own API, as their owner."""
    known = httpx.get(f"{url}/_sandbox/credentials").json()["exact_online"]
    kind = {"Authorization": f"Bearer {known['access_token']}", "Accept": "application/json"}
    return httpx.request(method, f"{known['base_url']}/{path}", json=json, headers=kind)


def stored(url: str, system: str, resource: str) -> list[dict[str, Any]]:
    """What a system has."""
    found: list[dict[str, Any]] = httpx.get(f"{url}/_sandbox/{system}/{resource}").json()
    return found


def eventually(find: Callable[[], Any]) -> Any:
    """What is found once a notice has arrived."""
    until = time.monotonic() + 60
    while not (found := find()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def noticed(workspace: Workspace, flow: str) -> list[Any]:
    """The runs that notices asked for."""
    return [run for run in workspace.runs(flow) if run.trigger == "notice"]


def carried(workspace: Workspace) -> Any:
    """The run whose turn it is, carried."""
    taken = workspace.next_run()
    assert taken is not None
    return workspace.carry(taken)


def test_an_order_that_is_paid_is_booked(desk: Workspace, sandbox: Served, here: str) -> None:
    """Paid in the shop, told by it, believed, carried alone, and in the books."""
    uri = f"{here}/demo-shop"
    made = shop(sandbox.url, SUBSCRIBE, topic="ORDERS_UPDATED", uri=uri)["webhookSubscriptionCreate"]
    assert (made["userErrors"], made["webhookSubscription"]["uri"]) == ([], uri)
    orders = stored(sandbox.url, "shopify", "orders")
    order = next(
        each for each in orders if each["financial_status"] == "pending" and not each["cancelled_at"]
    )
    shop(sandbox.url, PAY, id=order["admin_graphql_api_id"])
    (run,) = eventually(lambda: noticed(desk, FLOW))
    assert desk._store.notices.keys(run.id) == [str(order["id"])]
    ended = carried(desk)
    assert (ended.id, ended.state, ended.counts.read, ended.counts.created) == (run.id, "done", 1, 1)
    booked = [each["YourRef"] for each in stored(sandbox.url, "exact_online", "sales_orders")]
    assert booked.count(order["name"]) == 1


def test_an_article_that_is_changed_in_the_books_is_carried(
    desk: Workspace, sandbox: Served, here: str
) -> None:
    """Exact Online knocks when it is asked to tell, and tells of the article by its key."""
    desk.save(
        desk.new("articles", "product", "demo-exact", "demo-shop").model_copy(
            update={"schedule": Schedule(cron="0 4 1 1 *", timezone="UTC")}
        )
    )
    desk.activate("articles", on=True)
    there = desk._reach.named("demo-exact")
    desk.connect("demo-exact", "exact_online", there.settings, {"webhook_secret": SECRET})
    asked = {"Topic": "Items", "CallbackURL": f"{here}/demo-exact"}
    made = books(sandbox.url, "POST", "webhooks/WebhookSubscriptions", asked)
    assert made.status_code == 201, made.text
    item = stored(sandbox.url, "exact_online", "items")[0]
    changed = {"Description": f"{item['Description']} (new)"}
    books(sandbox.url, "PUT", f"logistics/Items(guid'{item['ID']}')", changed).raise_for_status()
    (run,) = eventually(lambda: noticed(desk, "articles"))
    assert desk._store.notices.keys(run.id) == [item["ID"]]
    ended = carried(desk)
    assert (ended.id, ended.state, ended.counts.read) == (run.id, "done", 1)


def test_exact_online_takes_a_subscription_as_it_does(sandbox: Served, here: str) -> None:
    """Listed and removed; refused a second time, and where nobody answers."""
    path = "webhooks/WebhookSubscriptions"
    asked = {"Topic": "Accounts", "CallbackURL": f"{here}/nobody"}
    assert books(sandbox.url, "POST", path, asked).status_code == 500
    with Served(Starlette(routes=[])) as deaf:
        refused = books(sandbox.url, "POST", path, {**asked, "CallbackURL": f"{deaf.url}/x"})
    assert "did not answer" in refused.text
    outside = books(sandbox.url, "POST", path, {**asked, "CallbackURL": "http://192.0.2.1/x"})
    assert "Invalid: CallbackURL" in outside.text
    assert books(sandbox.url, "GET", path).json()["d"]["results"] == []
    topics = books(sandbox.url, "GET", "webhooks/WebhookTopics").json()["d"]["results"]
    assert "SalesOrders" in {each["Topic"] for each in topics}


def test_a_subscription_in_the_shop_is_taken_once_and_ended(
    desk: Workspace, sandbox: Served, here: str
) -> None:
    """The same again is refused; one that is removed tells nothing more."""
    uri = f"{here}/demo-shop"
    made = shop(sandbox.url, SUBSCRIBE, topic="ORDERS_UPDATED", uri=uri)["webhookSubscriptionCreate"]
    again = shop(sandbox.url, SUBSCRIBE, topic="ORDERS_UPDATED", uri=uri)["webhookSubscriptionCreate"]
    assert "already been taken" in again["userErrors"][0]["message"]
    listed = shop(sandbox.url, "{ webhookSubscriptions(first: 5) { nodes { id topic uri format } } }")
    assert [each["id"] for each in listed["webhookSubscriptions"]["nodes"]] == [
        made["webhookSubscription"]["id"]
    ]
    end = "mutation($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId } }"
    shop(sandbox.url, end, id=made["webhookSubscription"]["id"])
    first, second = [
        each["admin_graphql_api_id"]
        for each in stored(sandbox.url, "shopify", "orders")
        if each["financial_status"] == "paid"
    ][:2]
    note = 'mutation($id: ID!) { orderUpdate(input: {id: $id, note: "x"}) { order { id } } }'
    shop(sandbox.url, note, id=first)
    shop(sandbox.url, SUBSCRIBE, topic="ORDERS_UPDATED", uri=uri)
    shop(sandbox.url, note, id=second)
    (run,) = eventually(lambda: noticed(desk, FLOW))
    assert desk._store.notices.keys(run.id) == [second.rpartition("/")[2]]
