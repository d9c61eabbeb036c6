"""Signing in as a person does, in a browser: each role is shown its pages, and the others are refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Visit, free_port, served, visited
from identity_provider import CLIENT, SECRET, IdentityProvider, provided
from playwright.sync_api import Browser, expect

from core.access import Role
from core.workspace import Workspace


@pytest.fixture
def office(
    browser: Browser, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Visit, IdentityProvider, Workspace]]:
    """Visit pages at which people sign in; their provider stands beside them."""
    port = free_port()
    workspace = Workspace(home)
    for role in Role:
        workspace.admit(f"{role.value}@example.com", role)
    with provided(free_port()) as provider:
        monkeypatch.setenv("KOPPEL_URL", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("KOPPEL_OIDC_ISSUER", provider.url)
        monkeypatch.setenv("KOPPEL_OIDC_CLIENT_ID", CLIENT)
        monkeypatch.setenv("KOPPEL_OIDC_CLIENT_SECRET", SECRET)
        with served(home, worker=False, port=port) as address, visited(browser, address) as visit:
            yield visit, provider, workspace
            elsewhere = f"request elsewhere: {provider.url}"
            visit.wrong[:] = [each for each in visit.wrong if not each.startswith(elsewhere)]
    workspace.close()


def test_each_role_is_shown_its_pages(office: tuple[Visit, IdentityProvider, Workspace]) -> None:
    """A viewer comes in through the provider and is refused people; an admin admits somebody there."""
    visit, provider, workspace = office
    provider.is_somebody("viewer@example.com")
    visit.go("/")
    links = visit.page.get_by_role("link")
    expect(links.filter(has_text="Runs").first).to_be_visible()
    expect(links.filter(has_text="Connections")).to_have_count(0)
    visit.go("/people")
    visit.sees("may not admit people")
    visit.page.context.clear_cookies()
    provider.is_somebody("admin@example.com")
    visit.go("/people")
    waiting = visit.page.get_by_text("has not signed in yet")
    expect(waiting).to_have_count(2)
    visit.fill("E-mail address", "new@example.com")
    visit.page.get_by_role("button", name="Admit").click()
    expect(waiting).to_have_count(3)
    assert "new@example.com" in {person.email for person in workspace.people()}
    workspace.sign_out_everywhere("admin@example.com")
    visit.page.get_by_role("button", name="Make a token").click()
    visit.sees("Nobody is signed in in this window")
    assert [told.by for told in workspace._store.audit.all() if told.what.startswith("refused")] == [
        "viewer@example.com"
    ]
