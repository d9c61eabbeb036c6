"""The client `exactonline` of OSSO against the sandbox: signs in, lists, filters, creates, refreshes."""

from __future__ import annotations

import json
import sys
from time import time
from urllib.request import Request, urlopen

from exactonline import rawapi
from exactonline.api import ExactApi
from exactonline.resource import GET, POST
from exactonline.storage import ExactOnlineConfig, MissingSetting

given = json.load(sys.stdin)


def pass_time(seconds: int) -> None:
    """Let time pass at the vendor: a token is renewed only when it is nearly over."""
    body = json.dumps({"advance": seconds}).encode()
    urlopen(Request(given["clock"], body, {"Content-Type": "application/json"}))  # noqa: S310 - loopback


class Memory(ExactOnlineConfig):
    """Where this client keeps what it is told."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get(self, section: str, option: str) -> str:
        """Give what was kept."""
        try:
            return self.kept[section, option]
        except KeyError:
            raise MissingSetting(option) from None

    def set(self, section: str, option: str, value: str) -> None:
        """Keep it."""
        self.kept[section, option] = value


rawapi.opt_secure.protocols = ("http", "https")  # beside the addresses, the one thing that loopback needs
memory = Memory()
for name, value in (
    ("auth_url", f"{given['auth_url']}/api/oauth2/auth"),
    ("rest_url", f"{given['auth_url']}/api"),
    ("token_url", f"{given['auth_url']}/api/oauth2/token"),
):
    memory.set("server", name, value)
for name in ("client_id", "client_secret"):
    memory.set("application", name, given[name])
memory.set("application", "base_url", given["redirect_uri"])

api = ExactApi(storage=memory)
api.request_token(given["code"])
first = memory.get_access_token()
divisions, current = api.get_divisions()
api.set_division(current)
pass_time(575)
memory.set_access_expiry(int(time()) + 10)  # its own clock did not move: its time is nearly over
relations = api.relations.filter(filter="Name eq 'Webshop customers'", select="ID,Code,Name")
orders = api.restv1(GET("salesorder/SalesOrders?$select=OrderID,OrderNumber&$top=2"))
item = api.restv1(GET("logistics/Items?$filter=Code+eq+'KOF-ESP-0250'&$select=ID,Code"))[0]
line = {"Item": item["ID"], "Quantity": 2.0, "UnitPrice": 10.5}
made = api.restv1(
    POST("salesorder/SalesOrders", {"OrderedBy": relations[0]["ID"], "SalesOrderLines": [line]})
)
json.dump(
    {
        "divisions": len(divisions),
        "relations": [each["Name"] for each in relations],
        "orders": len(orders),
        "made": made["OrderID"],
        "refreshed": memory.get_access_token() != first,
    },
    sys.stdout,
)
