"""Shopify: orders, products, customers and stock of a web shop, through its Admin API (GraphQL and REST)."""

from __future__ import annotations

from connectors.shopify import dialect, levels, writing
from connectors.shopify.notices import NOTICES
from connectors.shopify.resources import RESOURCES
from core.api.connector import Connector, Dialect, Header, Limits, OAuth2, Setting

VERSION = "2026-10"
CONNECTOR = Connector(
    name="shopify",
    title="Shopify",
    docs="https://shopify.dev/docs/api/admin-graphql",
    base_url="https://{shop}.myshopify.com/admin/api/" + VERSION,
    auth_url="https://{shop}.myshopify.com",
    hosts=("*.myshopify.com",),
    auth=(
        Header("X-Shopify-Access-Token", "{access_token}"),
        OAuth2(
            token_url="{auth_url}/admin/oauth/access_token",
            authorize_url="{auth_url}/admin/oauth/authorize",
            grants=("client_credentials", "authorization_code"),
            scope="read_orders,write_orders,read_products,write_products,read_customers,write_customers,"
            "read_inventory,write_inventory,read_locations,"
            "read_merchant_managed_fulfillment_orders,write_merchant_managed_fulfillment_orders",
            header="X-Shopify-Access-Token",
            value="{access_token}",
            body="json",
            early_seconds=120,
            rotating=True,
        ),
    ),
    settings=(
        Setting(
            "shop",
            "Shop",
            "The first part of the shop's myshopify.com address.",
            example="my-shop",
            pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$",
        ),
        Setting(
            "access_token",
            "Access token",
            "A token that does not end, if the app has one; otherwise fill in the two below.",
            secret=True,
            required=False,
        ),
        Setting("client_id", "Client ID", "Of the app, in the developer dashboard.", required=False),
        Setting("client_secret", "Client secret", "Of the app, beside its ID.", secret=True, required=False),
        Setting(
            "grant",
            "Kind of app",
            "client_credentials: the shop's own app; authorization_code: a person consents.",
            default="client_credentials",
            choices=("client_credentials", "authorization_code"),
            required=False,
        ),
        Setting(
            "webhook_secret",
            "Secret of webhooks",
            "Only for webhooks made in the shop's own settings; those of the app are signed with its secret.",
            secret=True,
            required=False,
        ),
        Setting("base_url", "Address of the API", "Only to reach a sandbox.", required=False),
        Setting("auth_url", "Address of the sign-in", "Only to reach a sandbox.", required=False),
    ),
    resources=RESOURCES,
    probe="locations",
    limits=Limits(cost="extensions.cost", settle=5.0),
    dialect=Dialect(
        rows=dialect.rows,
        record=dialect.record,
        cut=dialect.cut,
        read=dialect.read,
        quote=dialect.quote,
        refusal=dialect.refusal,
        write=writing.write,
        changes=levels.changes,
        receipt=writing.receipt,
    ),
    notices=NOTICES,
    help="Orders older than 60 days are only given to apps with the right read_all_orders.",
)
