"""A payload may name a ledger account by its code: the key that the system wants is looked up first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.api.connector import Related, Resource, Write
from core.api.keys import Keys
from core.errors import Refused
from core.records import JsonObject, Record

ENTRIES = Resource(
    name="entries",
    title="Entries",
    path="entries",
    records="d",
    key="ID",
    write=Write(create="entries", keys=(Related("Lines[].AccountCode", "accounts", "Account", by="Code"),)),
)
ACCOUNTS = {"8000": ["k8"], "1300": ["k1"], "9999": ["k2", "k3"]}


@pytest.fixture
def asked() -> list[JsonObject]:
    """What was looked up."""
    return []


@pytest.fixture
def keys(asked: list[JsonObject]) -> Keys:
    """The keys of a ledger with an account that is there twice."""

    def find(resource: str, wanted: Sequence[JsonObject]) -> list[list[Record]]:
        assert resource == "accounts"
        asked.extend(wanted)
        return [[Record(key, {}) for key in ACCOUNTS.get(str(each["Code"]), [])] for each in wanted]

    return Keys(find)


def test_codes_become_keys_and_are_asked_for_once(keys: Keys, asked: list[JsonObject]) -> None:
    """Every line says the key in place of the code; what is known is not asked for again."""
    lines = [{"AccountCode": "8000", "Amount": -1}, {"AccountCode": "1300", "Amount": 1}, {"Amount": 0}]
    told = [{"Account": "k8", "Amount": -1}, {"Account": "k1", "Amount": 1}, {"Amount": 0}]
    for _ in range(2):
        assert keys.told(ENTRIES, {"Journal": "90", "Lines": lines}) == {"Journal": "90", "Lines": told}
    assert asked == [{"Code": "8000"}, {"Code": "1300"}]


@pytest.mark.parametrize(("code", "many"), [("4711", 0), ("9999", 2)])
def test_a_code_that_names_none_or_several_is_refused(code: str, many: int, keys: Keys) -> None:
    """Nothing is written to an account that cannot be told; the sentence says which code it was."""
    with pytest.raises(Refused, match=f"AccountCode names {code}, and there are {many} of accounts"):
        keys.told(ENTRIES, {"Lines": [{"AccountCode": code}]})


def test_a_payload_without_lines_gets_none(keys: Keys) -> None:
    """A change of the head alone says nothing of the lines: an empty list would take them out."""
    assert keys.told(ENTRIES, {"Journal": "90"}) == {"Journal": "90"}
