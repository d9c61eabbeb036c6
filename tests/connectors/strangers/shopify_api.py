"""Shopify's own client for Python against the sandbox: REST pages by cursor, filters; creates by GraphQL."""

from __future__ import annotations

import json
import sys

import pyactiveresource.connection
import shopify

given = json.load(sys.stdin)
site = given["base_url"]  # where a shop's own address would stand
version = site.rsplit("/", 1)[-1]
session = shopify.Session("shop.myshopify.com", version, given["access_token"])
shopify.ShopifyResource.activate_session(session)
shopify.ShopifyResource.set_site(site)

orders, pages = [], 0
page = shopify.Order.find(limit=3, status="any")
while True:
    pages += 1
    orders += [order.id for order in page]
    if not page.has_next_page():
        break
    page = page.next_page()
since = shopify.Order.find(limit=250, status="any", updated_at_min="2026-01-01T00:00:00Z")
left = shopify.Limits.credit_left()
try:
    shopify.Order.find(1)
    missing = 200
except pyactiveresource.connection.ResourceNotFound as error:
    missing = error.code
graph = shopify.GraphQL()
listed = "query($n: Int!) { orders(first: $n) { nodes { id name } pageInfo { hasNextPage endCursor } } }"
answer = json.loads(graph.execute(listed, variables={"n": 2}))
make = """mutation($input: CustomerSetInput!) {
  customerSet(input: $input) { customer { id email } userErrors { field message } }
}"""
stranger = {"firstName": "Stranger", "lastName": "Danger", "email": "danger@strangers.example"}
made = json.loads(graph.execute(make, variables={"input": stranger}))["data"]["customerSet"]
found = shopify.Customer.find(limit=250)
throttled, wait = 0, ""
try:
    shopify.Product.find(limit=1)
except pyactiveresource.connection.ClientError as error:
    throttled, wait = error.code, error.response.headers["Retry-After"]
after = len(shopify.Product.find(limit=1))
json.dump(
    {
        "pages": pages,
        "orders": len(set(orders)),
        "twice": len(orders) - len(set(orders)),
        "since": len(since),
        "missing": missing,
        "made": made["customer"]["email"],
        "errors": made["userErrors"],
        "found": [each.email for each in found if each.email == stranger["email"]],
        "graphql": [node["name"] for node in answer["data"]["orders"]["nodes"]],
        "cost": answer["extensions"]["cost"]["throttleStatus"]["maximumAvailable"],
        "throttled": [throttled, float(wait or 0), after],
        "left": left,
    },
    sys.stdout,
)
