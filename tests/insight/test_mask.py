"""Masking: people are made up, shapes and the trade's values stay, and the same person stays the same."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from stdnum import iban

from core.insight.mask import mask
from core.workspace import Workspace

ORDER: dict[str, Any] = {
    "name": "#1001",
    "email": "Anna.de.Vries@webshop.nl",
    "phone": "+31 6 12345678",
    "total": Decimal("12.50"),
    "note": "Bel Anna: anna@webshop.nl, NL91 ABNA 0417 1643 00",
    "customer": {"id": 12, "first_name": "Anna", "last_name": "de Vries", "displayName": "Anna de Vries"},
    "billing_address": {
        "company": "Bakkerij De Vries BV",
        "address1": "Kerkstraat 12-a",
        "zip": "1012 AB",
        "city": "Amsterdam",
        "country_code": "NL",
    },
    "refund_to": "NL91ABNA0417164300",
    "line_items": [{"name": "Espresso", "title": "Espresso beans", "sku": "A-1", "price": "12.50"}],
    "tags": ["ask anna@webshop.nl"],
    "created_at": "2026-07-01T07:15:00Z",
}


def made_up(record: dict[str, Any]) -> dict[str, Any]:
    """Mask with a key that only this test has."""
    return mask(record, lambda text: hashlib.sha256(b"key" + text.encode()).digest())


def test_nothing_of_a_person_is_left() -> None:
    """No name, street, number, account or address of the person stands anywhere in the record."""
    text = str(made_up(ORDER)).lower()
    for word in ("anna", "vries", "webshop.nl", "kerkstraat", "1012", "12345678", "abna", "bakkerij"):
        assert word not in text


def test_what_the_trade_needs_stays() -> None:
    """Codes, amounts, dates, towns, countries and products are as they were."""
    masked = made_up(ORDER)
    for key in ("name", "total", "line_items", "created_at"):
        assert masked[key] == ORDER[key]
    assert masked["customer"]["id"] == 12
    kept = ("city", "country_code")
    assert [masked["billing_address"][k] for k in kept] == ["Amsterdam", "NL"]


def test_every_value_keeps_its_shape() -> None:
    """A mail address is one, an account's check digits hold, a postcode has its letters and digits."""
    masked = made_up(ORDER)
    assert re.fullmatch(r"[A-Z][a-z]{3}\.[a-z]{2}\.[A-Z][a-z]{4}@[a-z]{7}\.example", masked["email"])
    assert iban.is_valid(masked["refund_to"])
    assert iban.is_valid(masked["note"].split(", ")[1])
    assert re.fullmatch(r"[1-9]\d{3} [A-Z]{2}", masked["billing_address"]["zip"])
    assert re.fullmatch(r"\+31 \d \d{8}", masked["phone"])


def test_the_same_person_is_the_same_everywhere() -> None:
    """Parts of a name in one field are those of the whole name in another, and in another record."""
    customer = made_up(ORDER)["customer"]
    assert customer["displayName"] == f"{customer['first_name']} {customer['last_name']}"
    assert made_up({"contactName": "ANNA"})["contactName"] == customer["first_name"].upper()


def test_two_homes_make_up_other_people(tmp_path: Path, monkeypatch: Any) -> None:
    """What a person is called in a home depends on its key, and stays when it is opened again."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    found = []
    for home in ("a", "a", "b"):
        workspace = Workspace(tmp_path / home)
        found.append(workspace.mask([ORDER])[0]["email"])
        workspace.close()
    assert found[0] == found[1] != found[2]
