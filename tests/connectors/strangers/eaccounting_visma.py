"""The client `visma` of pwitab against the sandbox: refreshes, pages, filters, creates, changes, is refused.

Its models are those of 2018 and refuse fields that the vendor added since, so customers are spoken of through
its plain requests.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from os import environ
from pathlib import Path

given = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    tokens = Path(folder) / "tokens.json"
    over = datetime.now(UTC) - timedelta(minutes=1)
    kept = {"access_token": given["access_token"], "refresh_token": given["refresh_token"]}
    tokens.write_text(json.dumps({**kept, "expires": over.isoformat()}))
    environ["VISMA_API_TOKEN_PATH"] = str(tokens)
    environ["VISMA_API_CLASS"] = "visma.api.VismaAPI"
    environ["VISMA_API_CLIENT_ID"] = given["client_id"]
    environ["VISMA_API_CLIENT_SECRET"] = given["client_secret"]
    from visma.api import VismaAPI, VismaAPIException

    VismaAPI.API_URL = given["base_url"]
    VismaAPI.TOKEN_URL = f"{given['auth_url']}/connect/token"
    api = VismaAPI.load()
    refreshed = api.access_token != given["access_token"]
    from visma.models import TermsOfPayment

    terms = list(TermsOfPayment.objects.all())
    listed, page, pages = [], 1, 1
    while page <= pages:
        answer = api.get("/articles", params={"$page": page, "$pagesize": 10}).json()
        listed += [each["Number"] for each in answer["Data"]]
        page, pages = page + 1, answer["Meta"]["TotalNumberOfPages"]
    filtered = api.get("/articles", params={"$filter": "Number eq 'KOF-ESP-0250'"}).json()["Data"]
    customer = {
        "Name": "Strangers & Co",
        "InvoiceCity": "Utrecht",
        "InvoicePostalCode": "3511 AA",
        "TermsOfPaymentId": str(terms[0].id),
        "IsPrivatePerson": False,
        "IsActive": True,
    }
    made = api.post("/customers", json.dumps(customer)).json()
    changed = api.put(f"/customers/{made['Id']}", json.dumps({**made, "Name": "Strangers and Co"})).json()
    refused = []
    for ask in (
        lambda: api.get("/customers/00000000-0000-0000-0000-000000000000"),
        lambda: api.post("/customers", json.dumps({"Name": "Nobody"})),
        lambda: api.get("/units"),  # once, because there was too much
    ):
        try:
            ask()
        except VismaAPIException as error:
            refused.append(str(error))
    units = len(api.get("/units").json()["Data"])
json.dump(
    {
        "refreshed": refreshed,
        "terms": len(terms),
        "articles": len(set(listed)),
        "twice": len(listed) - len(set(listed)),
        "pages": pages,
        "filtered": [each["Number"] for each in filtered],
        "made": made["Name"],
        "changed": changed["Name"],
        "refused": refused,
        "units": units,
    },
    sys.stdout,
)
