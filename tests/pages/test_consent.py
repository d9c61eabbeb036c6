"""A consent from the press of a button to the token, and every way in which somebody could bend it."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

import app as served
from core.errors import Misconfigured
from core.sandbox.server import Served
from core.workspace import Workspace

HERE = "http://127.0.0.1/oauth/callback"
PAGE = "/notebook?new=abc"


class Browser:
    """A browser that keeps its cookies, before the pages that are served without a network."""

    def __init__(self) -> None:
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(served.app), base_url="http://127.0.0.1"
        )

    def get(self, path: str) -> httpx.Response:
        """Ask for a page of ours, and follow nothing."""
        return asyncio.run(self.client.get(path))

    def leave(self, state: str) -> str:
        """Leave for the vendor's page; gives its address."""
        answer = self.get(f"/oauth/leave?state={state}")
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]


@pytest.fixture
def workspace(home: Path, sandbox: Served) -> Iterator[Workspace]:
    """A workspace with connections that nobody has consented to yet."""
    opened = Workspace(home)
    for name, connector in (("exact", "exact_online"), ("erp", "visma_net"), ("shop", "shopify")):
        given = httpx.get(f"{sandbox.url}/_sandbox/credentials").json()[connector]
        settings = {k: str(v) for k, v in given.items() if k not in {"access_token", "refresh_token"}}
        settings |= {"grant": "authorization_code"} if connector == "visma_net" else {}
        secret = {each.name for each in opened.connector(connector).settings if each.secret}
        known = {each.name for each in opened.connector(connector).settings}
        opened.connect(
            name,
            connector,
            {k: v for k, v in settings.items() if k in known - secret},
            {k: str(v) for k, v in given.items() if k in secret},
        )
    yield opened
    opened.close()


def allowed(page: str) -> dict[str, str]:
    """Press Allow on the vendor's page; gives what comes back in the address."""
    answer = httpx.get(page + "&sandbox_consent=auto")
    assert answer.status_code in {302, 303}, answer.text
    back = answer.headers["location"]
    assert back.startswith(HERE)
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


def callback(browser: Browser, brought: dict[str, str]) -> httpx.Response:
    """Come back from the vendor."""
    return browser.get(f"/oauth/callback?{httpx.QueryParams(brought)}")


def test_a_person_consents_and_comes_back_to_the_page_they_left(workspace: Workspace) -> None:
    """From the button over the vendor's page to a connection that reads, and to the step that was left."""
    browser = Browser()
    page = browser.leave(workspace.ask_consent("exact", HERE, PAGE))
    answer = callback(browser, allowed(page))
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{PAGE}&authorised=exact"
    assert workspace.connection("exact").authorised
    assert "Exact" in workspace.check("exact")


def test_a_vendor_that_takes_it_checks_the_challenge(workspace: Workspace, sandbox: Served) -> None:
    """Where the vendor knows PKCE, the page is asked with S256, and the code alone opens nothing."""
    browser = Browser()
    page = browser.leave(workspace.ask_consent("erp", HERE, PAGE))
    asked = parse_qs(urlsplit(page).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [HERE]
    brought = allowed(page)
    given = httpx.get(f"{sandbox.url}/_sandbox/credentials").json()["visma_net"]
    client = {name: given[name] for name in ("client_id", "client_secret")}
    refused = httpx.post(
        f"{given['auth_url']}/connect/token",
        data={"grant_type": "authorization_code", "code": brought["code"], "redirect_uri": HERE, **client},
    )
    assert refused.json()["error"] == "invalid_grant"
    later = browser.leave(workspace.ask_consent("erp", HERE, PAGE))
    assert callback(browser, allowed(later)).status_code == 303


def test_a_state_serves_once(workspace: Workspace) -> None:
    """The way back can't be walked a second time."""
    browser = Browser()
    brought = allowed(browser.leave(workspace.ask_consent("exact", HERE, PAGE)))
    assert callback(browser, brought).status_code == 303
    again = callback(browser, brought)
    assert again.status_code == 400
    assert "used already" in again.text


def test_a_state_of_another_browser_is_refused(workspace: Workspace) -> None:
    """Whoever is sent an address with somebody else's consent in it connects nothing."""
    brought = allowed(Browser().leave(workspace.ask_consent("exact", HERE, PAGE)))
    victim = Browser()
    assert callback(victim, brought).status_code == 400
    other = allowed(victim.leave(workspace.ask_consent("exact", HERE, PAGE)))
    assert callback(Browser(), other).status_code == 400
    assert callback(victim, other).status_code == 400
    assert not workspace.connection("exact").authorised


def test_a_way_out_is_of_one_browser(workspace: Workspace) -> None:
    """Of two browsers with the same address the second one does not get to the vendor."""
    state = workspace.ask_consent("exact", HERE, PAGE)
    Browser().leave(state)
    answer = Browser().get(f"/oauth/leave?state={state}")
    assert answer.status_code == 400
    assert "another browser" in answer.text


def test_a_late_state_is_refused(workspace: Workspace) -> None:
    """After ten minutes the way out and the way back are closed."""
    browser = Browser()
    brought = allowed(browser.leave(workspace.ask_consent("exact", HERE, PAGE)))
    later = workspace.ask_consent("exact", HERE, PAGE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.store.connections._CONSENT", -timedelta(seconds=1))
        assert callback(browser, brought).status_code == 400
        assert browser.get(f"/oauth/leave?state={later}").status_code == 400
    assert not workspace.connection("exact").authorised


def test_a_made_up_state_is_refused(workspace: Workspace) -> None:
    """A code with a state that nobody gave out is exchanged for nothing."""
    browser = Browser()
    brought = allowed(browser.leave(workspace.ask_consent("exact", HERE, PAGE)))
    assert callback(browser, brought | {"state": "A" * 43}).status_code == 400
    assert not workspace.connection("exact").authorised


def test_a_person_who_says_no_is_told_and_may_go_back(workspace: Workspace) -> None:
    """The refusal is told in the vendor's words, with the way back to the step; the state is used up."""
    browser = Browser()
    brought = allowed(browser.leave(workspace.ask_consent("exact", HERE, PAGE)))
    no = browser.get(f"/oauth/callback?state={brought['state']}&error=access_denied")
    assert no.status_code == 400
    assert "access_denied" in no.text
    assert PAGE in no.text
    assert callback(browser, brought).status_code == 400


def test_what_needs_no_consent_says_so(workspace: Workspace) -> None:
    """A connection that opens with its secrets sends nobody away."""
    assert not workspace.consents("shop")
    with pytest.raises(Misconfigured, match="needs no consent"):
        workspace.ask_consent("shop", HERE, PAGE)


@pytest.mark.skipif(not os.environ.get("KOPPEL_REFERENCE"), reason="KOPPEL_REFERENCE names no attack list")
def test_the_attacks_on_a_consent_are_those_that_are_tried(workspace: Workspace) -> None:
    """The corpus' attacks on state, challenge and address are each refused here."""
    file = Path(os.environ["KOPPEL_REFERENCE"]) / "security" / "attacks.json"
    attacks = {each["id"]: each for each in json.loads(file.read_text("utf-8")) if each["kind"] == "oauth"}
    tried = {"oauth-004", "oauth-005"}
    assert tried <= attacks.keys()
    browser = Browser()
    page = browser.leave(workspace.ask_consent("erp", HERE, "/notebook?new=1"))
    asked = parse_qs(urlsplit(page).query)
    assert attacks["oauth-004"]["expected"].startswith("REJECT")
    assert asked["code_challenge"]
    bent = browser.get("/oauth/callback?redirect_uri=https://evil.example&back=https://evil.example")
    assert attacks["oauth-005"]["expected"].startswith("REJECT")
    assert "evil.example" not in bent.text
    assert asked["redirect_uri"] == [HERE]
