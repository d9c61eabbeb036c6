"""Every entry of the list of attacks has a place where it is tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import corpus, without

TESTS = Path(__file__).parents[1]

#: Where each kind of attack is tried, by file.
PLACES = {
    "url_ssrf": ("security/test_hostile_addresses.py", "api/test_egress.py", "connectors/test_rest.py"),
    "http_fault": ("security/test_hostile_answers.py", "runs/test_unclear.py", "api/test_wire.py"),
    "record_value": ("security/test_hostile_values.py",),
    "jinja_escape": ("cage/test_attacks.py", "mapping/test_profile.py"),
    "jinja_dos": ("cage/test_attacks.py", "mapping/test_profile.py"),
    "jinja_ok": ("cage/test_attacks.py", "mapping/test_profile.py"),
    "jmespath": ("cage/test_attacks.py", "mapping/test_profile.py"),
    "yaml_import": ("security/test_hostile_files.py", "flow/test_document.py"),
    "crash": ("runs/test_kill.py", "runs/test_unclear.py", "store/test_tokens.py", "store/test_upgrades.py"),
    "oauth": ("pages/test_consent.py", "api/test_credential.py"),
    "streamlit": ("pages/test_app.py",),
    "authz": ("workspace/test_roles.py",),
    "cron": ("flow/test_flow.py", "runs/test_schedules.py"),
    "secrets": ("store/test_key_rotation.py", "store/test_vault.py", "runs/test_passport.py"),
    "sql": ("store/test_ledger.py",),
    "supply": ("security/test_own_rules.py", "security/test_hostile_files.py"),
}
#: Kinds that are tried where another part of the product is built.
ELSEWHERE = {"webhook"}


@without
def test_every_kind_of_attack_has_its_tests() -> None:
    """A kind that is new in the list is missed here until somebody tries it."""
    assert {attack.kind for attack in corpus()} == PLACES.keys() | ELSEWHERE


@pytest.mark.parametrize("kind", PLACES)
def test_the_tests_of_a_kind_are_there(kind: str) -> None:
    """The files that are named hold tests."""
    for file in PLACES[kind]:
        assert "\ndef test_" in (TESTS / file).read_text("utf-8"), file
