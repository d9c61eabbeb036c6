"""The flow that the tests of this room speak about."""

import pytest

EXAMPLE = """
koppel: 1
name: webshop-orders-to-exact
title: Paid webshop orders to Exact Online sales orders
source:
  connection: demo-shop
  resource: orders
  params: {status: any}                       # the vendor's own filter
  where: "financial_status == 'paid'"
  since: updated_at
  start: 2026-01-01
target:
  connection: demo-exact
  resource: sales_orders
  match: {YourRef: name}
  policy: create
settings: {default_debtor: null, journal: "70"}
tables:
  vat_codes: {rows: {NL: "2", DE: "16"}, default: "0"}
checks:
  - name: customer
    resource: accounts
    match: {Email: customer.email}
    policy: upsert
    unless: "$settings.default_debtor"
    map:
      - {to: Name, select: "billing_address.company || customer.name"}
      - {to: Email, select: customer.email}
  - name: items
    each: "line_items[]"
    resource: items
    match: {Code: sku}
    policy: require
map:
  - {to: OrderedBy, select: "$settings.default_debtor || $customer.ID"}
  - {to: OrderDate, select: created_at, transform: "{{ value | date('%Y-%m-%d', tz='Europe/Amsterdam') }}"}
  - {to: Description, select: name, transform: "{{ value | truncate(60) }}", write: create, note: "kept"}
  - to: SalesOrderLines
    each: "line_items[]"
    map:
      - {to: Item, select: "$items.ID"}
      - {to: Quantity, select: quantity}
      - to: VATCode
        select: "$record.shipping_address.country_code"
        transform: "{{ value | lookup('vat_codes') }}"
schedule: {cron: "*/15 * * * *", timezone: Europe/Amsterdam, catch_up: latest}
limits: {park_at_most: 100, deadline_minutes: 60}
samples:
  - name: company in Germany
    record:
      name: "#1001"
      created_at: 2026-01-02T08:00:00Z
      line_items: [{sku: "012", quantity: 0.5, price: 12.50}]
    expect: {Description: "#1001"}
"""


@pytest.fixture
def example() -> str:
    """A flow file as a person writes it, with comments and in a loose style."""
    return EXAMPLE
