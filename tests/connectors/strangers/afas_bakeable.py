"""The client `afas-connector` against the sandbox: pages, filters, creates, and hears what is wrong."""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout

from afas_connector import AfasConnector

given = json.load(sys.stdin)
with redirect_stdout(sys.stderr):
    token = f"<token><version>1</version><data>{given['token']}</data></token>"
    afas = AfasConnector(f"{given['base_url']}/connectors", token)
    pages, skip = [], 0
    while True:
        status, answer = afas.get("Profit_Article", take=10, skip=skip, order_by="ItemCode")
        pages.append(len(answer["rows"]))
        if len(answer["rows"]) < 10:
            break
        skip += 10
    _, every = afas.get("Profit_Article", take=-1, skip=-1)
    _, few = afas.get(
        "Profit_Debtor?filterfieldids=DebtorId&filtervalues=10000&operatortypes=1", take=5, skip=0
    )
    made = afas.post(
        "KnSalesRelationPer",
        {
            "KnSalesRelationPer": {
                "Element": {
                    "Fields": {"CuId": "EUR"},
                    "Objects": [
                        {
                            "KnPerson": {
                                "Element": {"Fields": {"MatchPer": "7", "FiNm": "Stranger", "LaNm": "Danger"}}
                            }
                        }
                    ],
                }
            }
        },
    )
    unknown = afas.get("Profit_Nothing")
    stranger = AfasConnector(f"{given['base_url']}/connectors", token.replace(given["token"][:4], "0000"))
    refused = stranger.get("Profit_Article")
json.dump(
    {
        "pages": pages,
        "every": len(every["rows"]),
        "few": [row["DebtorId"] for row in few["rows"]],
        "made": made,
        "unknown": unknown[0],
        "refused": refused[0],
    },
    sys.stdout,
)
