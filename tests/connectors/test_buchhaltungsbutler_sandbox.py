"""BuchhaltungsButler's simulator, asked by a stranger; every answer is held against the description."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from connectors.buchhaltungsbutler.sandbox import Sandbox
from connectors.buchhaltungsbutler.sandbox.forms import FORMS
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World

_SPEC = "specs/buchhaltungsbutler/buchhaltungsbutler-v1.derived-openapi3.json"
REFERENCE = Path(os.environ.get("KOPPEL_REFERENCE", "-")) / _SPEC
SPEC: dict[str, Any] = json.loads(REFERENCE.read_text()) if REFERENCE.is_file() else {}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """BuchhaltungsButler alone, with its real limits."""
    with Served(app({"buchhaltungsbutler": Sandbox(World(), Rates("real", Clock()))})) as served:
        yield served


@pytest.fixture
def given(served: Served) -> dict[str, str]:
    """What a client needs, on the first day."""
    httpx.post(f"{served.url}/_sandbox/reset")
    found: dict[str, str] = httpx.get(f"{served.url}/_sandbox/credentials").json()["buchhaltungsbutler"]
    return found


class Butler:
    """A client of others: HTTP Basic, the key in each body."""

    def __init__(self, given: dict[str, str]) -> None:
        self.client = httpx.Client(
            base_url=given["base_url"],
            auth=(given["client"], given["client_secret"]),
            event_hooks={"response": [conforms]},
        )
        self.key = given["api_key"]

    def post(self, path: str, **body: Any) -> httpx.Response:
        """Ask for anything."""
        return self.client.post(path, json={"api_key": self.key, **body})

    def rows(self, path: str, **body: Any) -> list[dict[str, Any]]:
        """The rows of a list."""
        answer = self.post(path, **body)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert (told["success"], told["message"], told["rows"]) == (True, "", len(told["data"]))
        found: list[dict[str, Any]] = told["data"]
        return found


def conforms(answer: httpx.Response) -> None:
    """Hold an answer against the description of its address, where that is at hand."""
    answer.read()
    if not SPEC or "json" not in answer.headers.get("content-type", ""):
        return
    path = re.sub(r"/\w*\d\w*$|/id_by_customer$", "/{id_by_customer}", answer.url.path.split("/api/v1", 1)[1])
    described = SPEC["paths"][path]["post"]["responses"][str(answer.status_code)]
    schema = described["content"]["application/json"]["schema"]
    jsonschema.validate(answer.json(), {**_nullable(schema), "components": _nullable(SPEC["components"])})


def _nullable(schema: Any) -> Any:
    """Write OpenAPI's `nullable` as JSON Schema has it: what may be null may here be anything."""
    if isinstance(schema, dict):
        return (
            {} if schema == {"nullable": True} else {name: _nullable(part) for name, part in schema.items()}
        )
    return [_nullable(part) for part in schema] if isinstance(schema, list) else schema


@pytest.fixture
def butler(given: dict[str, str]) -> Iterator[Butler]:
    """A client that may do everything."""
    made = Butler(given)
    yield made
    made.client.close()


def switch(given: dict[str, str], **switches: bool) -> None:
    """Turn on what the vendor does only sometimes."""
    origin = given["auth_url"].removesuffix("/buchhaltungsbutler")
    httpx.post(f"{origin}/_sandbox/switches", json={"buchhaltungsbutler": switches}).raise_for_status()


def refusal(answer: httpx.Response) -> tuple[int, int]:
    """The status and the number of a refusal."""
    told = answer.json()
    assert told["success"] is False
    assert told["message"]
    return answer.status_code, told["error_code"]


INVOICE = {
    "type": "invoice", "show_prices_type": "net", "company_name": "Firma", "date": "2026-03-01",
    "due_days": "14",
    "item_name": ["Kaffee", "Tasse"], "item_amount": [2, 1], "item_unit": ["Stück", "Stück"],
    "item_single_price": [10, 5], "item_vat": ["7", "19"],
}  # fmt: skip
RECEIPT = {"type": "invoice outbound", "counterparty": "Firma", "invoice_number": "F-1", "date": "2026-03-01",
           "amount": 119.0, "currency": "EUR"}  # fmt: skip
POSTING = {"date": "2026-03-01", "postingtext": "Büro", "amount": "12.50", "postingaccount_debit": 4930,
           "postingaccount_credit": 1200, "vat": "0_none"}  # fmt: skip


@pytest.mark.skipif(not SPEC, reason="KOPPEL_REFERENCE does not name the folder of reference data")
def test_every_address_takes_what_the_vendor_describes() -> None:
    """The simulator's forms have the fields, and demand those, that the description has."""
    for path, text in FORMS.items():
        described = SPEC["paths"]["/" + path.replace("{id}", "{id_by_customer}")]["post"]
        schema = described["requestBody"]["content"]["application/json"]["schema"]
        ours = {re.sub(r"\W", "", word): word.endswith("*") for word in text.split()}
        theirs = {name: name in schema["required"] for name in schema["properties"] if name != "api_key"}
        assert {name: theirs.get(name) for name in ours} == ours, path
        assert {name for name, needed in theirs.items() if needed} <= set(ours), path


def test_who_may_come_in(butler: Butler, given: dict[str, str]) -> None:
    """The app's secret is in the header, the company's key in the body; each has its own number."""
    wrong = httpx.post(
        f"{given['base_url']}/accounts/get", json={"api_key": given["api_key"]}, auth=("a", "b")
    )
    assert refusal(wrong) == (401, 3)
    butler.key = "wrong"
    assert refusal(butler.post("accounts/get")) == (401, 4)
    assert refusal(butler.client.post("accounts/get", content=b"")) == (400, 23)
    butler.key = given["api_key"]
    switch(given, inactive=True)
    assert refusal(butler.post("accounts/get")) == (403, 11)


def test_what_is_not_there_is_a_page(butler: Butler) -> None:
    """An unknown address, or another method, gets HTML; answers bring cookies that nobody needs."""
    for answer in (butler.post("articles/get"), butler.client.get("accounts/get")):
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (404, "text/html")
    assert {"bbutler", "AWSALB"} <= set(butler.post("accounts/get").cookies)


def test_lists_begin_with_what_is_usual_for_them(butler: Butler, served: Served) -> None:
    """Debtors come by 25, others by as many as they take; past the end there is nothing."""
    for n in range(30):
        assert butler.post("settings/add/debtor", name=f"Kunde {n}").status_code == 200
    debtors = httpx.get(f"{served.url}/_sandbox/buchhaltungsbutler/customers").json()
    assert len(debtors) > 30
    assert len(butler.rows("settings/get/debtors")) == 25
    assert len(butler.rows("settings/get/debtors", limit=1000)) == len(debtors)
    assert butler.rows("settings/get/debtors", limit=10, offset=10_000) == []
    assert butler.rows("settings/get/debtors", limit=2, offset=1) == debtors[1:3]


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("receipts/get", {"list_direction": "sideways"}, 5),
        ("receipts/get", {"limit": 5}, 5),
        ("receipts/get", {"list_direction": "inbound", "limit": 501}, 10),
        ("receipts/get/id_by_customer", {"get_file": False}, 5),
        ("accounts/add", {"type": "bank", "name": "Girokonto", "postingaccount_number": 1201}, 9),
        ("accounts/add", {"type": "bank", "name": "Neu", "postingaccount_number": 1200}, 16),
        (
            "settings/add/postingaccount",
            {"name": "Bürobedarf", "postingaccount_number": 4931, "parent_postingaccount_number": 4},
            8,
        ),
        (
            "settings/add/postingaccount",
            {"name": "Neu", "postingaccount_number": 4930, "parent_postingaccount_number": 4},
            13,
        ),
    ],
)
def test_each_address_has_numbers_of_its_own(
    butler: Butler, path: str, body: dict[str, Any], code: int
) -> None:
    """The numbers that were measured; the same one means something else elsewhere."""
    assert refusal(butler.post(path, **body)) == (400, code)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("settings/add/debtor", {"name": "A", "email": ""}),
        ("settings/add/debtor", {"email": "a@example.de"}),
        ("settings/add/debtor", {"name": "A", "phone": "1"}),
        ("settings/update/debtor", {"postingaccount_number": 99999, "name": "A"}),
        ("receipts/add", {**RECEIPT, "amount": 0}),
        ("receipts/add", {**RECEIPT, "amount": "119.00"}),
        ("receipts/add", {**RECEIPT, "date": "01.03.2026"}),
        ("receipts/add", {**RECEIPT, "invoice_number": "F" * 61}),
        ("receipts/add", {**RECEIPT, "type": "invoice"}),
        ("postings/add/free", {**POSTING, "amount": 12.5}),
        ("postings/add/free", {**POSTING, "amount": "-1"}),
        ("postings/add/free", {**POSTING, "vat": "21_vat"}),
        ("postings/add/free", {**POSTING, "postingaccount_debit": 9999}),
        ("invoices/create", {**INVOICE, "item_unit": ["Stück"]}),
        ("postings/get", {"limit": 10}),
        ("postings/get", {"date_from": "2026-01-01", "date_to": "2026-12-31", "limit": 1001}),
        ("postings/get", {"date_from": "2026-01-01", "date_to": "2026-12-31", "order": "id_by_customer asc"}),
    ],
)
def test_what_does_not_fit_is_refused(butler: Butler, path: str, body: dict[str, Any]) -> None:
    """Empty texts, missing and unknown fields, wrong kinds, unknown accounts, lists of two lengths."""
    assert refusal(butler.post(path, **body))[0] == 400


def test_a_debtor_is_numbered_and_changed(butler: Butler) -> None:
    """A number is given when none is; names differ in and out; a second one is not noticed."""
    body = {
        "name": "Firma",
        "email": "firma@example.de",
        "additional_address_line": "Hof",
        "sales_tax_id": "DE1",
    }
    number = butler.post("settings/add/debtor", **body).json()["postingaccount_number"]
    again = butler.post("settings/add/debtor", **body).json()["postingaccount_number"]
    assert int(again) == int(number) + 1
    changed = butler.post("settings/update/debtor", postingaccount_number=int(number), city="Köln").json()[
        "data"
    ]
    assert (changed["name"], changed["city"]) == ("Firma", "Köln")
    assert (changed["additional_addressline"], changed["sales_tax_id_eu"]) == ("Hof", "DE1")
    assert changed["iban"] is None


def test_a_document_has_other_names_by_itself(butler: Butler) -> None:
    """A list says little, a single document more, under other names; amounts come out as texts."""
    number = butler.post("receipts/add", **RECEIPT, vat_rate=19, date_payment_due="2026-03-15").json()[
        "id_by_customer"
    ]
    (row,) = butler.rows("receipts/get", list_direction="outbound", invoicenumber="F-1")
    assert (row["id_by_customer"], row["amount"], row["due_date"], row["deleted"]) == (
        number,
        "119.00",
        "2026-03-15",
        "0",
    )
    told = butler.post(f"receipts/get/{number}").json()
    assert "rows" not in told
    assert (told["data"]["currency"], told["data"]["vat"]) == ("EUR", "19")
    assert (told["data"]["date_payment_due"], "due_date" in told["data"]) == ("2026-03-15", False)


def test_a_document_is_thrown_away_and_taken_back(butler: Butler) -> None:
    """Documents are never changed; one that was thrown away is no longer listed until it is taken back."""
    number = butler.post("receipts/add", **RECEIPT).json()["id_by_customer"]
    wanted = {"list_direction": "outbound", "invoicenumber": "F-1"}
    butler.post(f"receipts/delete/{number}", get_file=True)
    assert (
        butler.client.post(f"receipts/delete/{number}", json={"api_key": butler.key, "x": 1}).status_code
        == 400
    )
    butler.client.post(f"receipts/delete/{number}", json={"api_key": butler.key})
    assert butler.rows("receipts/get", **wanted) == []
    assert butler.rows("receipts/get", **wanted, deleted=True)[0]["deleted"] == "1"
    butler.client.post(f"receipts/restore/{number}", json={"api_key": butler.key})
    assert len(butler.rows("receipts/get", **wanted)) == 1


def test_what_changed_since_a_bare_day_is_after_its_last_second(butler: Butler) -> None:
    """A time is taken as it stands; a day alone means 23:59:59."""
    butler.post("receipts/add", **RECEIPT)
    wanted = {"list_direction": "outbound"}
    (row,) = butler.rows("receipts/get", **wanted, invoicenumber="F-1")
    came = row["date_uploaded"]
    assert row in butler.rows("receipts/get", **wanted, date_since_last_modified=came)
    assert row not in butler.rows("receipts/get", **wanted, date_since_last_modified=came[:10])


def test_an_invoice_is_seen_as_a_document(butler: Butler) -> None:
    """An invoice is made of lists beside each other; net prices get VAT on top; offers are hidden."""
    made = butler.post("invoices/create", **INVOICE).json()
    (row,) = butler.rows("receipts/get", list_direction="outbound", invoicenumber=made["invoicenumber"])
    assert (row["id_by_customer"], row["amount"], row["due_date"]) == (
        made["id_by_customer"],
        "27.35",
        "2026-03-15",
    )
    gross = butler.post(
        "invoices/create", **{**INVOICE, "show_prices_type": "gross", "invoicenumber": "G-1"}
    ).json()
    assert gross["invoicenumber"] == "G-1"
    assert butler.rows("receipts/get", list_direction="outbound", invoicenumber="G-1")[0]["amount"] == "25.00"
    butler.post("invoices/create", **{**INVOICE, "type": "offer", "invoicenumber": "A-1"})
    offers = {"list_direction": "outbound", "invoicenumber": "A-1"}
    assert butler.rows("receipts/get", **offers) == []
    assert len(butler.rows("receipts/get", **offers, include_offers=True)) == 1


def test_a_posting_says_nothing_of_its_number(butler: Butler) -> None:
    """Nothing is told but that it was booked; it is found between two days."""
    assert butler.post("postings/add/free", **POSTING).json() == {"success": True, "message": ""}
    found = butler.rows(
        "postings/get", date_from="2026-03-01", date_to="2026-03-01", order="id_by_customer DESC"
    )
    assert (found[0]["postingtext"], found[0]["amount"], found[0]["debit_postingaccount_number"]) == (
        "Büro",
        "12.50",
        "4930",
    )


def test_several_postings_come_at_once_but_not_too_soon(butler: Butler, served: Served) -> None:
    """Amounts are numbers here; each posting is judged by itself; the next ones wait for five seconds."""
    row = {**POSTING, "amount": 12.5}
    wrong = {**row, "postingaccount_debit": 9999}
    told = butler.post("postings/add-batch/free", free_postings=[row, wrong]).json()
    assert (len(told["free_postings"]), len(told["errors"])) == (1, 1)
    assert refusal(butler.post("postings/add-batch/free", free_postings=[row])) == (403, 15)
    httpx.post(f"{served.url}/_sandbox/clock", json={"advance": 5})
    assert butler.post("postings/add-batch/free", free_postings=[POSTING]).json()["free_postings"] == []
    httpx.post(f"{served.url}/_sandbox/clock", json={"advance": 5})
    assert refusal(butler.post("postings/add-batch/free", free_postings=[row] * 51))[0] == 400


def test_a_transactions_number_is_a_number(butler: Butler) -> None:
    """Unlike those of documents; by itself a transaction says more."""
    body = {"account": 1200, "to_from": "Firma", "amount": -5, "booking_date": "2026-03-01 10:00:00"}
    number = int(butler.post("transactions/add", **body).json()["id_by_customer"])
    found = butler.rows("transactions/get", id_by_customer_from=number, id_by_customer_to=number)
    assert (found[0]["id_by_customer"], found[0]["amount"]) == (number, "-5.00")
    told = butler.post(f"transactions/get/{number}").json()["data"]
    assert (told["id_by_customer"], told["account"], told["currency"]) == (number, "1200", "EUR")


def test_cost_centres_are_kept(butler: Butler) -> None:
    """They are added, asked for by their code, renamed and removed."""
    assert butler.post("cost-locations/add", code="NEU", name="Neu").json()["code"] == "NEU"
    assert refusal(butler.post("cost-locations/add", code="NEU", name="Neu"))[0] == 400
    butler.post("cost-locations/update", code="NEU", name="Anders")
    assert butler.rows("cost-locations/get", code="NEU") == [{"code": "NEU", "name": "Anders"}]
    butler.post("cost-locations/delete", code="NEU")
    assert butler.rows("cost-locations/get", code="NEU") == []


def test_a_hundred_requests_a_minute(butler: Butler, given: dict[str, str], served: Served) -> None:
    """The hundred and first is refused without any header that says how long; what then comes is a switch."""
    for _ in range(100):
        assert butler.post("accounts/get").status_code == 200
    over = butler.post("accounts/get")
    assert refusal(over) == (403, 15)
    assert "retry-after" not in over.headers
    switch(given, too_many_429=True)
    assert butler.client.post("accounts/get", json={"api_key": butler.key}).status_code == 429
    httpx.post(f"{served.url}/_sandbox/clock", json={"advance": 61})
    assert butler.post("accounts/get").status_code == 200


def test_a_plan_may_be_used_up(butler: Butler, given: dict[str, str]) -> None:
    """Then no document is added; nothing else changes."""
    switch(given, plan_used_up=True)
    assert refusal(butler.post("receipts/add", **RECEIPT)) == (403, 12)
    assert butler.post("settings/add/debtor", name="A").status_code == 200


def test_many_messy_records_come_from_a_seed() -> None:
    """Customers of four hundred orders; each paid one has a document, a posting and a payment."""
    with Served(
        app({"buchhaltungsbutler": Sandbox(World(400, seed=7), Rates("relaxed", Clock()))})
    ) as served:
        stored = {
            name: httpx.get(f"{served.url}/_sandbox/buchhaltungsbutler/{name}").json()
            for name in ("customers", "sales_receipts", "postings", "transactions")
        }
    assert len(stored["customers"]) > 40
    assert len(stored["sales_receipts"]) == len(stored["postings"]) == len(stored["transactions"]) > 80
    assert sum(Decimal(row["amount"]) for row in stored["postings"]) == sum(
        Decimal(row["amount"]) for row in stored["sales_receipts"]
    )
