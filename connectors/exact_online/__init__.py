"""Exact Online: orders, relations, items, stock and the ledger of one administration, over OData."""

from connectors.exact_online.dialect import DIALECT
from connectors.exact_online.notices import NOTICES
from connectors.exact_online.resources import RESOURCES
from core.api.connector import Connector, Limits, OAuth2, Setting

CONNECTOR = Connector(
    name="exact_online",
    title="Exact Online",
    docs="https://start.exactonline.nl/docs/HlpRestAPIResources.aspx",
    base_url="https://start.exactonline.{country}/api/v1/{division}",
    auth_url="https://start.exactonline.{country}",
    hosts=("start.exactonline.*", "start.exactonline.co.uk"),
    auth=(
        OAuth2(authorize_url="{auth_url}/api/oauth2/auth", token_url="{auth_url}/api/oauth2/token",
               early_seconds=20, not_before=570, rotating=True),
    ),
    settings=(
        Setting(
            "country",
            "Country",
            help="The Exact site on which the administration lives; an app belongs to one of them.",
            default="nl",
            choices=("nl", "be", "de", "co.uk", "fr", "es", "com"),
        ),
        Setting(
            "division",
            "Administration",
            help="The number in the address bar of Exact, behind _Division_=.",
            example="123456",
            pattern=r"\d+",
        ),
        Setting("client_id", "Client ID", help="Of the app that you registered in Exact's app centre."),
        Setting("client_secret", "Client secret", help="Of the same app.", secret=True),
        Setting("webhook_secret", "Webhook secret", help="Of the same app, to be told of changes at once.",
                secret=True, required=False),
        Setting("base_url", "API address", help="Only for a sandbox or a proxy.", required=False),
        Setting("auth_url", "Sign-in address", help="Only for a sandbox or a proxy.", required=False),
    ),
    probe="divisions",
    limits=Limits(
        per_minute=60, reset_unit="epoch_ms", settle=10.0, errors_per_hour=10,
        remaining=(("X-RateLimit-Minutely-Remaining", "X-RateLimit-Minutely-Reset"),
                   ("X-RateLimit-Remaining", "X-RateLimit-Reset")),
    ),
    dialect=DIALECT,
    notices=NOTICES,
    resources=RESOURCES,
)  # fmt: skip
