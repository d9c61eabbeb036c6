"""The client `exact-online-sdk` against the sandbox: pages by links, creates, refreshes, tries again."""

from __future__ import annotations

import json
import sys
from urllib.request import Request, urlopen

from exact_online_sdk.auth import ExactOnlineAuth
from exact_online_sdk.client import ExactOnlineClient
from exact_online_sdk.config import Settings

given = json.load(sys.stdin)


def pass_time(seconds: int) -> None:
    """Let time pass at the vendor: a token is renewed only when it is nearly over."""
    body = json.dumps({"advance": seconds}).encode()
    urlopen(Request(given["clock"], body, {"Content-Type": "application/json"}))  # noqa: S310 - loopback


settings = Settings(
    client_id=given["client_id"],
    client_secret=given["client_secret"],
    redirect_uri=given["redirect_uri"],
    base_url=given["auth_url"],
    auth_url=f"{given['auth_url']}/api/oauth2/auth",
    token_url=f"{given['auth_url']}/api/oauth2/token",
    division=int(given["division"]),
)
auth = ExactOnlineAuth(settings)
token = auth.exchange_code_for_token(given["code"])
pass_time(575)
refreshed = auth.refresh_token().access_token != token.access_token
with ExactOnlineClient(settings, auth=auth) as client:
    pages = list(client.iter_pages("crm/Accounts", params={"$select": "ID,Name", "$orderby": "Name"}))
    named = client.get(
        "crm/Accounts", params={"$filter": "Name eq 'Webshop customers'", "$select": "ID,Name"}
    )
    made = client.post("crm/Accounts", json={"Name": "Strangers & Co", "Email": "hello@strangers.example"})
    client.put(f"crm/Accounts(guid'{made['ID']}')", json={"City": "Utrecht"})
    again = client.get(f"crm/Accounts(guid'{made['ID']}')", params={"$select": "ID,City"})
json.dump(
    {
        "pages": [len(page) for page in pages],
        "names": len({row["ID"] for page in pages for row in page}),
        "named": [row["Name"] for row in named],
        "city": again[0]["City"] if isinstance(again, list) else again["City"],
        "refreshed": refreshed,
    },
    sys.stdout,
)
