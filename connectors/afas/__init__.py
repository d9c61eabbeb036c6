"""AFAS Profit: items, debtors, orders and the ledger, through GetConnectors and UpdateConnectors."""

from connectors.afas.columns import Columns
from connectors.afas.dialect import checked, dialect, fit
from connectors.afas.resources import RESOURCES
from core.api.connector import Connector, Header, Limits, Setting

CONNECTOR = Connector(
    name="afas",
    title="AFAS Profit",
    docs="https://docs.afas.help/",
    base_url="https://{member}.{site}.afas.online/ProfitRestServices",
    auth_url="",
    hosts=("*.rest.afas.online", "*.resttest.afas.online", "*.restaccept.afas.online"),
    auth=(
        Header(
            "Authorization",
            "<token><version>1</version><data>{token}</data></token>",
            base64="AfasToken",
        ),
    ),
    headers=(("IntegrationId", "{integration_id}"), ("Accept-Language", "{language}")),
    settings=(
        Setting(
            "member",
            "Member number",
            help="The five digits of your environment, as in its web address.",
            example="12345",
            pattern=r"\d{4,6}",
        ),
        Setting(
            "site",
            "Environment",
            help="rest is production, resttest the test and restaccept the acceptance environment.",
            default="rest",
            choices=("rest", "resttest", "restaccept"),
        ),
        Setting(
            "token",
            "Token",
            help="A user's token, from Profit's app connectors: what stands between <data> and </data>, 64"
            " letters and digits. Limit the app connector to the addresses of this machine.",
            secret=True,
            pattern="([0-9A-Fa-f]{64})?",
        ),
        Setting(
            "connectors",
            "GetConnectors of your own",
            help="Where you use others than Profit's own: the resource, its GetConnector, and in brackets our"
            " columns with yours where they differ; several with semicolons between them.",
            example="stock: Webshop_Stock(Item_code=Itemcode, Warehouse=Magazijn, ModifiedDate=Gewijzigd)",
            required=False,
        ),
        Setting(
            "language",
            "Language of messages",
            default="en-us",
            choices=("en-us", "nl-nl", "nl-be", "fr-fr", "de-de"),
            required=False,
        ),
        Setting("integration_id", "Integration ID", help="Of AFAS's partners only.", required=False),
        Setting("base_url", "API address", help="Only for a sandbox or a proxy.", required=False),
        Setting("auth_url", "Sign-in address", help="Not used: a token does not end.", required=False),
    ),
    resources=RESOURCES,
    probe="/metainfo",
    limits=Limits(settle=2.0),
    dialect=dialect(Columns()),
    fit=fit,
    checked=checked,
    help="The app connector says which connectors a token may use; a test of the connection names those that"
    " it lacks. Stock cannot be set: a stock mutation adds to it, and cannot be found again.",
)
