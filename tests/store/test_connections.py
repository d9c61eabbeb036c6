"""Connections: what is shown, what is sealed, and consents that are taken once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.errors import Misconfigured
from core.store import Consent, SavedConnection, Store


def test_a_connection_shows_the_names_of_its_secrets_and_never_their_texts(store: Store) -> None:
    """What is saved comes back, the secrets by name only, in the value and in every repr."""
    store.connections.put("shop", "shopify", {"shop": "demo"}, {"token": "CANARY-1"})
    saved = store.connections.get("shop")
    assert saved == SavedConnection("shop", "shopify", {"shop": "demo"}, frozenset({"token"}))
    assert store.connections.secrets("shop") == {"token": "CANARY-1"}
    assert "CANARY" not in repr([saved, store, store.connections, vars(store)])


def test_secrets_given_replace_and_the_others_stay(store: Store) -> None:
    """A form that leaves a secret empty, or away, keeps it; settings are replaced as a whole."""
    store.connections.put(
        "shop", "shopify", {"a": "1", "b": "2"}, {"token": "old", "key": "kept", "id": "kept too"}
    )
    store.connections.put("shop", "shopify", {"a": "3"}, {"token": "new", "key": ""})
    assert store.connections.secrets("shop") == {"token": "new", "key": "kept", "id": "kept too"}
    assert store.connections.all()[0].settings == {"a": "3"}


def test_a_secret_never_passes_to_another_connector(store: Store) -> None:
    """A name that is given to another connector starts without the old secrets."""
    store.connections.put("one", "shopify", {}, {"token": "for shopify"})
    store.connections.put("one", "exact_online", {}, {"client_secret": "for exact"})
    assert store.connections.secrets("one") == {"client_secret": "for exact"}


def test_a_removed_connection_leaves_nothing(store: Store) -> None:
    """Removing takes secrets and consents along, and leaves the others alone."""
    for name in ("one", "two"):
        store.connections.put(name, "shopify", {}, {"token": name})
        store.connections.keep_state(Consent(f"state {name}", name, "verifier", "http://127.0.0.1/back"))
        assert store.connections.bind_state(f"state {name}", "browser")
    store.connections.remove("one")
    assert [saved.name for saved in store.connections.all()] == ["two"]
    assert store.connections.secrets("one") == {}
    assert store.connections.take_state("state one", "browser") is None
    assert store.connections.take_state("state two", "browser") is not None


def test_the_last_check_is_shown_until_the_connection_changes(store: Store) -> None:
    """A test of a connection is written down; a changed connection has not been tested."""
    store.connections.put("shop", "shopify", {}, {})
    store.connections.checked("shop", "the token was refused")
    saved = store.connections.get("shop")
    assert saved is not None
    assert saved.problem == "the token was refused"
    assert saved.checked_at is not None
    assert saved.checked_at.tzinfo is not None
    store.connections.put("shop", "shopify", {}, {"token": "better"})
    again = store.connections.get("shop")
    assert again is not None
    assert (again.checked_at, again.problem) == (None, "")
    with pytest.raises(Misconfigured, match="no connection 'shops'"):
        store.connections.checked("shops")


def test_a_consent_is_taken_once_and_within_ten_minutes(store: Store) -> None:
    """A state serves once; an old one and an unknown one give nothing."""
    consent = Consent("state", "shop", "verifier", "http://127.0.0.1/back", "/connections")
    store.connections.keep_state(consent)
    assert "verifier" not in repr(consent).replace("verifier=", "")
    assert store.connections.bind_state("state", "browser") == consent
    assert store.connections.take_state("other", "browser") is None
    assert store.connections.take_state("state", "browser") == consent
    assert store.connections.take_state("state", "browser") is None
    late = datetime.now(UTC) - timedelta(minutes=11)
    for state in ("late", "later"):
        kept = Consent(state, "shop", "verifier", "http://127.0.0.1/back", "/connections", late)
        store.connections.keep_state(kept)
    assert store.connections.bind_state("late", "browser") is None
    assert store.connections.take_state("later", "") is None


def test_a_consent_is_of_the_browser_that_left_with_it(store: Store) -> None:
    """A second browser may not leave with a state, and nobody comes back with one that never left."""
    for state in ("mine", "never left"):
        store.connections.keep_state(Consent(state, "shop", "verifier", "http://127.0.0.1/back"))
    assert store.connections.bind_state("mine", "browser") is not None
    assert store.connections.bind_state("mine", "browser") is not None
    assert store.connections.bind_state("mine", "another") is None
    assert store.connections.take_state("mine", "another") is None
    assert store.connections.take_state("mine", "browser") is None  # whoever has seen it, it is of no use now
    assert store.connections.take_state("never left", "") is None
