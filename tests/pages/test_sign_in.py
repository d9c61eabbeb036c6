"""Signing in by OpenID Connect, with a real provider and real pages; and every way in that is none."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from identity_provider import CLIENT, SECRET, IdentityProvider, provided
from joserfc.jwk import RSAKey
from starlette.types import ASGIApp, Receive, Scope, Send

import app as served
from core.access import Role
from core.workspace import Workspace

ROOT = Path(__file__).parents[2]
NAMES = ("KOPPEL_URL", "KOPPEL_OIDC_ISSUER", "KOPPEL_OIDC_CLIENT_ID", "KOPPEL_OIDC_CLIENT_SECRET")


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Give the environment of pages on a home in that folder."""
    own = {"KOPPEL_HOME": str(folder / "home"), "XDG_CONFIG_HOME": str(folder / "config")}
    return {**os.environ, **own, **more}


@dataclass
class Office:
    """Pages at which people sign in, their provider, and the workspace behind them."""

    url: str
    provider: IdentityProvider
    workspace: Workspace

    def browser(self) -> httpx.Client:
        """Open a browser that keeps its cookies, and follows nothing by itself."""
        return httpx.Client(base_url=self.url, timeout=30)

    def left(self, browser: httpx.Client, back: str = "/") -> str:
        """Leave for the provider, where the person says yes; gives the address that they come back to."""
        away = browser.get("/sign-in", params={"back": back})
        assert away.status_code == 303, away.text
        return httpx.get(away.headers["location"]).headers["location"]

    def signed_in(self, email: str) -> httpx.Client:
        """Sign somebody in."""
        self.provider.is_somebody(email)
        browser = self.browser()
        answer = browser.get(self.left(browser))
        assert answer.status_code == 303, answer.text
        return browser


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Serve the pages to others, with a provider and people of every role."""
    folder, port = tmp_path_factory.mktemp("office"), free_port()
    with pytest.MonkeyPatch.context() as patch, provided(free_port()) as provider:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        workspace = Workspace(folder / "home")
        for role in Role:
            workspace.admit(f"{role.value}@example.com", role)
        values = (f"http://127.0.0.1:{port}", provider.url, CLIENT, SECRET)
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        with (folder / "log").open("wb") as log:
            told = environment(folder, **dict(zip(NAMES, values, strict=True)))
            pages = subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=log)
        try:
            until = time.monotonic() + 90
            while True:
                try:
                    httpx.get(f"{values[0]}/sign-out", timeout=5).raise_for_status()
                    break
                except httpx.HTTPError:
                    assert pages.poll() is None, (folder / "log").read_text("utf-8")
                    assert time.monotonic() < until, (folder / "log").read_text("utf-8")
                    time.sleep(0.1)
            yield Office(values[0], provider, workspace)
        finally:
            pages.terminate()
            pages.wait(20)
            workspace.close()


def refused(office: Office, why: str) -> None:
    """Try to sign in as the provider now tells it; nobody is signed in, and the person reads why."""
    browser = office.browser()
    answer = browser.get(office.left(browser))
    assert answer.status_code == 403, answer.headers
    assert why in answer.text
    assert "koppel_session" not in browser.cookies


def test_a_person_signs_in_and_comes_to_the_page_that_they_asked_for(office: Office) -> None:
    """Over the wall, to the provider and back; asked with PKCE, a nonce and the one address to return to."""
    browser = office.browser()
    asked = browser.get("/runs?flow=orders", headers={"sec-fetch-dest": "document"})
    assert asked.headers["location"] == "/sign-in?back=%2Fruns%3Fflow%3Dorders"
    office.provider.is_somebody("Viewer@Example.com", "account of viewer@example.com")
    answer = browser.get(office.left(browser, "/runs?flow=orders"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/runs?flow=orders")
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("koppel_session"))
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"} <= set(cookie.split("; "))
    assert browser.get("/runs").status_code == 200
    told = office.provider.asked[-1]
    assert told["code_challenge_method"] == "S256"
    assert len(told["nonce"]) > 40
    assert told["redirect_uri"] == f"{office.url}/sign-in/callback"


@pytest.mark.parametrize(
    "path", ["/", "/connections", "/_stcore/host-config", "/api/preview", "/oauth/callback"]
)
def test_nothing_is_open_to_whoever_has_not_signed_in(office: Office, path: str) -> None:
    """Pages, routes and files alike: the way in, or no answer; so too with a made-up cookie."""
    for cookie in ({}, {"cookie": "koppel_session=made-up"}):
        with office.browser() as browser:
            page = browser.get(path, headers={"sec-fetch-dest": "document", **cookie})
            assert page.headers["location"].startswith("/sign-in?back=")
            assert browser.post(path, headers=cookie).status_code == 401
    assert httpx.get(f"{office.url}/health/pages").status_code in {200, 404}


def test_a_socket_is_opened_only_by_a_page_of_ours_that_is_signed_in(office: Office) -> None:
    """A page of another site that sends a person's cookie along gets no socket, nor does nobody's."""
    browser = office.signed_in("viewer@example.com")
    asked = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    strange = browser.get("/_stcore/stream", headers={**asked, "origin": "https://evil.example"})
    assert strange.status_code == 403
    assert (
        httpx.get(f"{office.url}/_stcore/stream", headers={**asked, "origin": office.url}).status_code == 403
    )


def test_a_session_that_ended_opens_nothing(office: Office) -> None:
    """After signing out the cookie of before is worth nothing; an admin ends sessions from afar."""
    browser = office.signed_in("editor@example.com")
    kept = browser.cookies["koppel_session"]
    assert browser.get("/").status_code == 200
    assert browser.get("/sign-out").status_code == 200
    with office.browser() as thief:
        assert thief.get("/", headers={"cookie": f"koppel_session={kept}"}).status_code == 303
    other = office.signed_in("editor@example.com")
    office.workspace.sign_out_everywhere("editor@example.com")
    assert other.get("/").status_code == 303


def test_a_consent_of_a_vendor_takes_the_right_to_connect(office: Office) -> None:
    """Who may not connect systems does not get past the route either, only past the wall."""
    answer = office.signed_in("operator@example.com").get("/oauth/leave?state=made-up")
    assert answer.status_code == 400
    assert "may not connect systems" in answer.text
    answer = office.signed_in("admin@example.com").get("/oauth/leave?state=made-up")
    assert "used up" in answer.text


def test_an_answer_is_of_one_browser_and_serves_once(office: Office) -> None:
    """An address with somebody else's sign-in in it signs nobody in, and is used up by trying."""
    office.provider.is_somebody("admin@example.com")
    browser, victim = office.browser(), office.browser()
    brought = office.left(browser)
    office.left(victim)
    assert "in another browser" in victim.get(brought).text
    assert "used already" in browser.get(brought).text
    brought = office.left(browser)
    assert browser.get(brought).status_code == 303
    assert browser.get(brought).status_code == 403


def test_a_code_of_another_sign_in_is_worth_nothing(office: Office) -> None:
    """A stolen code fails at the provider, for the challenge is another browser's."""
    office.provider.is_somebody("admin@example.com")
    browser, thief = office.browser(), office.browser()
    stolen = parse_qs(urlsplit(office.left(browser)).query)["code"][0]
    state = parse_qs(urlsplit(office.left(thief)).query)["state"][0]
    answer = thief.get("/sign-in/callback", params={"code": stolen, "state": state})
    assert answer.status_code == 403
    assert "koppel_session" not in thief.cookies


def test_a_proof_that_does_not_hold_signs_nobody_in(office: Office) -> None:
    """Another issuer, audience, nonce or key, an ended one, an unsigned one, an endless one."""
    provider = office.provider
    for claims in (
        {"iss": "https://evil.example"},
        {"aud": "another client"},
        {"exp": int(time.time()) - 3600},
        {"nonce": "another"},
        {"azp": "another client"},
    ):
        provider.is_somebody("admin@example.com", **claims)
        refused(office, "The proof of who you are")
    provider.is_somebody("admin@example.com")
    provider.algorithm = "none"
    refused(office, "The proof of who you are")
    provider.is_somebody("admin@example.com")
    provider.published = RSAKey.generate_key(2048, {"kid": "first"})
    refused(office, "The proof of who you are")
    provider.is_somebody("admin@example.com", padding="x" * 100_000)
    refused(office, "too long")


def test_an_answer_of_another_issuer_is_refused(office: Office) -> None:
    """An answer that says that another provider sent it is not exchanged for anything."""
    office.provider.is_somebody("admin@example.com")
    office.provider.answers = {"iss": "https://evil.example"}
    refused(office, "did not send this answer")


def test_only_who_is_known_here_comes_in(office: Office) -> None:
    """A stranger, an address that is not verified, and one that went to another account stay outside."""
    office.provider.is_somebody("stranger@example.com")
    refused(office, "ask an admin to add you")
    office.provider.is_somebody("admin@example.com", email_verified=False)
    refused(office, "is verified")
    office.signed_in("admin@example.com")
    office.provider.is_somebody("admin@example.com", "somebody else's account")
    refused(office, "another account")


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", "/\tx"])
def test_nobody_is_sent_elsewhere(office: Office, back: str) -> None:
    """Where to go afterwards is a page of ours, whatever the address says."""
    office.provider.is_somebody("viewer@example.com")
    browser = office.browser()
    assert browser.get(office.left(browser, back)).headers["location"] == "/"


def test_what_the_provider_says_is_no_markup(office: Office) -> None:
    """The refusal is told in the provider's words, as text."""
    answer = httpx.get(
        f"{office.url}/sign-in/callback", params={"error": "no", "error_description": "<script>x"}
    )
    assert answer.status_code == 403
    assert "&lt;script&gt;x" in answer.text


def test_without_sign_in_a_request_that_was_passed_on_is_refused() -> None:
    """A server that serves the one desk of a machine to others gets no page, nor does another address."""
    for passed, server in (("x-forwarded-for", "127.0.0.1"), ("accept", "192.0.2.7")):
        transport = httpx.ASGITransport(served.app)
        url = "http://127.0.0.1"
        if server != "127.0.0.1":
            transport = httpx.ASGITransport(arrived_at(server))
        with_header = {passed: "198.51.100.1"}
        answer = asyncio.run(httpx.AsyncClient(transport=transport).get(f"{url}/health", headers=with_header))
        assert answer.status_code == 403
        assert "KOPPEL_OIDC_ISSUER" in answer.text


def arrived_at(address: str) -> ASGIApp:
    """The pages, for a request that came in by another address of this machine."""

    async def arrived(scope: Scope, receive: Receive, send: Send) -> None:
        await served.app({**scope, "server": (address, 8501)}, receive, send)

    return arrived


@pytest.mark.parametrize(
    ("given", "address", "why"),
    [
        ({}, "0.0.0.0", "nobody signs in"),  # noqa: S104  that is what is refused
        ({"KOPPEL_URL": "https://koppel.example.com"}, "127.0.0.1", "set KOPPEL_OIDC_ISSUER"),
        (dict.fromkeys(NAMES, "http://koppel.example.com"), "0.0.0.0", "must be an address with https"),  # noqa: S104
    ],
)
def test_it_does_not_start_for_others_without_sign_in(
    tmp_path: Path, given: dict[str, str], address: str, why: str
) -> None:
    """At another address, or with half a provider, there are no pages but a sentence on what to set."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", address]
    told = subprocess.run(
        [*command, "--server.port", str(free_port())],
        cwd=ROOT,
        env=environment(tmp_path, **given),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert told.returncode != 0
    assert why in told.stderr + told.stdout
