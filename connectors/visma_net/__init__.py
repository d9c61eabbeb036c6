"""Visma.net ERP: customers, items, stock, invoices and the ledger; sales orders from another service."""

from connectors.visma_net.dialect import DIALECT
from connectors.visma_net.resources import RESOURCES
from core.api.connector import Connector, Limits, OAuth2, Setting

CONNECTOR = Connector(
    name="visma_net",
    title="Visma.net ERP",
    docs="https://docs.vismasoftware.no/vismanetapi/",
    base_url="https://api.finance.visma.net",
    auth_url="https://connect.visma.com",
    hosts=("api.finance.visma.net", "salesorder.visma.net", "connect.visma.com"),
    auth=(
        OAuth2(
            token_url="{auth_url}/connect/token",
            authorize_url="{auth_url}/connect/authorize",
            grants=("client_credentials", "authorization_code"),
            scope="vismanet_erp_service_api:read vismanet_erp_service_api:create"
            " vismanet_erp_service_api:update visma.net.erp.salesorder:read visma.net.erp.salesorder:write",
            consent="offline_access",
            early_seconds=120,
            pkce=True,
            fields=(("tenant_id", "{tenant_id}"),),
        ),
    ),
    settings=(
        Setting(
            "tenant_id",
            "Tenant",
            help="The ID of the company in Visma Connect: that of the company itself, not"
            " that of the customer above it, which is let in and then refused everything.",
        ),
        Setting("client_id", "Client ID", help="Of the service app, in Visma's developer portal."),
        Setting("client_secret", "Client secret", help="Of the same app.", secret=True),
        Setting(
            "company_id",
            "Company number",
            help="Only where the app still chooses the company by a header.",
            required=False,
        ),
        Setting(
            "grant",
            "Kind of app",
            help="client_credentials: a service of its own; authorization_code: a person consents.",
            default="client_credentials",
            choices=("client_credentials", "authorization_code"),
            required=False,
        ),
        Setting("base_url", "API address", help="Only for a sandbox or a proxy.", required=False),
        Setting(
            "sales_url",
            "Address of sales orders",
            help="Only for a sandbox or a proxy.",
            default="https://salesorder.visma.net/api/v3",
            required=False,
        ),
        Setting("auth_url", "Sign-in address", help="Only for a sandbox or a proxy.", required=False),
    ),
    headers=(("ipp-company-id", "{company_id}"),),
    probe="warehouses",
    limits=Limits(
        remaining=(("X-RateLimit-Remaining", "X-RateLimit-Reset"),),
        reset_unit="seconds",
        settle=60.0,  # a call may take four minutes there, and we wait one for the answer
    ),
    dialect=DIALECT,
    help="The app must be approved for the company, to read, create and update; sales orders apart.",
    resources=RESOURCES,
)
