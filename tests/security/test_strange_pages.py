"""Pages of others that are open in the same browser: they open no socket here, and sign nobody out."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from house_people import everybody
from starlette.types import Message, Receive, Scope, Send

import app as served
from core.workspace import Provider, Workspace
from pages.frame import sign_in

HOST = "127.0.0.1:8501"
OWN = f"http://{HOST}"
STRANGE = ["https://evil.example", "http://localhost:3000", "http://127.0.0.1:3000", "null", ""]


@pytest.fixture(params=["desk", "house"])
def session(request: pytest.FixtureRequest, empty: Workspace, monkeypatch: pytest.MonkeyPatch) -> str:
    """One person at their own machine, or somebody who has signed in: what their browser sends along."""
    if request.param == "house":
        gate = Provider(OWN, "https://login.example.com", "koppel", "made up")
        monkeypatch.setattr(sign_in, "gate", lambda: gate)
    return everybody(empty)[-2].session


def opens(origin: str, session: str) -> bool:
    """Whether a page of this origin is let through to the socket of the pages; behind the wall is nothing."""
    passed: list[str] = []

    async def behind(scope: Scope, _receive: Receive, _send: Send) -> None:
        passed.append(scope["path"])

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        assert message["type"] == "websocket.close"

    told = {"host": HOST, "origin": origin, "cookie": f"koppel_session={session}"}
    headers = [(name.encode(), value.encode()) for name, value in told.items() if value]
    scope = {"type": "websocket", "path": "/_stcore/stream", "query_string": b"", "headers": headers}
    asyncio.run(sign_in.Wall(behind)(scope, receive, send))
    return bool(passed)


def test_only_a_page_of_ours_opens_a_socket(session: str) -> None:
    """Not even another program's page on this machine; nobody on the internet is asked whose page it is."""
    assert opens(OWN, session)
    assert [origin for origin in STRANGE if opens(origin, session)] == []


@pytest.mark.parametrize(("site", "status"), [("cross-site", 303), ("same-origin", 200), ("none", 200)])
def test_a_link_on_a_strange_page_signs_nobody_out(
    empty: Workspace, session: str, site: str, status: int
) -> None:
    """Who follows it comes to the pages as they are; their own link, or the address typed, signs them out."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(served.app)
        cookies = {"koppel_session": session}
        async with httpx.AsyncClient(transport=transport, base_url=OWN, cookies=cookies) as client:
            return await client.get("/sign-out", headers={"sec-fetch-site": site})

    assert asyncio.run(ask()).status_code == status
    assert bool(empty.signed_in(session).actor.name) == (status == 303)
