"""Who may ask which address: each route of the frame, for nobody, people of each role, and tokens."""

from __future__ import annotations

import asyncio
from zlib import compress

import httpx
import pytest
from house_people import Somebody, everybody, standing
from starlette.routing import WebSocketRoute
from starlette.types import Message, Receive, Scope, Send

import app as served
from core.access import Action, Role
from core.flow import read_flow
from core.workspace import Provider, Workspace
from pages.frame import sign_in
from pages.parts.mapper.grant import GRANTS, Desk
from pages.parts.mapper.routes import TOKEN
from pages.parts.samples import Samples

ADDRESS = "http://127.0.0.1"
#: What the mapper asks while somebody types: one rule, tried on the sample and by an example.
ASKED = {
    "rules": {"one": {"check": "", "around": [], "rule": {"to": "code", "select": "sku"}}},
    "open": "one",
    "to": "code",
    "wanted": {"0": "A"},
}
STATE = {"state": "made up", "code": "1"}
REFUSED = "that takes the right"
WHO = ("nobody", *Role, "token")
WITHOUT_SESSION = ("nobody", "token")
FLOW = """
koppel: 1
name: prices
title: Prices
source: {connection: incoming, resource: incoming}
target: {connection: outgoing, resource: outgoing, match: {code: code}}
map:
  - {to: code, select: code}
"""
#: Open to everybody: the way in and out, what has a lock of its own, and what tells nothing.
OPEN = {
    *("/sign-in", "/sign-in/callback", "/sign-out"),
    *("/health", "/health/pages", "/metrics", "/hooks/{connection}"),
}
#: What each of the others takes beyond being signed in; None where that is all.
TAKES = {
    "/oauth/leave": Action.CONNECT,
    "/oauth/callback": Action.CONNECT,
    "/api/schema": None,
    "/api/preview": Action.SEE,
    "/api/suggestions": Action.SEE,
    "/api/example": Action.SEE,
    "/assets/mapper": None,
}


@pytest.fixture
def people(empty: Workspace, monkeypatch: pytest.MonkeyPatch) -> dict[str, Somebody]:
    """A house in which people sign in."""
    gate = Provider(ADDRESS, "https://login.example.com", "koppel", "made up")
    monkeypatch.setattr(sign_in, "gate", lambda: gate)
    return {each.name: each for each in everybody(empty)}


def cookies(who: Somebody) -> dict[str, str]:
    """What their browser sends."""
    return {sign_in.cookie(): who.session}


def passes(who: Somebody, path: str, kind: str, method: str) -> bool:
    """Whether the wall lets a request through, as a page of ours sends it; behind it is nothing."""
    passed, told = [], []

    async def behind(_scope: Scope, _receive: Receive, _send: Send) -> None:
        passed.append(path)

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    async def send(message: Message) -> None:
        told.append(message)

    sent = "; ".join(f"{name}={value}" for name, value in cookies(who).items())
    known = {"cookie": sent, "authorization": f"Bearer {who.token}", "host": "127.0.0.1", "origin": ADDRESS}
    headers = [(name.encode(), value.encode()) for name, value in known.items()]
    scope = {"type": kind, "path": path, "method": method, "query_string": b"", "headers": headers}
    asyncio.run(sign_in.Wall(behind)(scope, receive, send))
    assert bool(passed) != bool(told)
    return bool(passed)


def test_every_route_of_ours_says_who_may_ask_it() -> None:
    """A route that is new is missed here until somebody says what it takes."""
    assert {each.path for each in served.app._user_routes} == OPEN | TAKES.keys()


@pytest.mark.parametrize("who", WHO)
def test_every_route_answers_whom_it_should(empty: Workspace, people: dict[str, Somebody], who: str) -> None:
    """Who is not signed in passes the wall where it is open; a right that is missing is told behind it."""
    every = served.app._build_starlette_app().routes
    assert len(every) > len(OPEN) + len(TAKES)
    wrong = [
        (method, path)
        for route in every
        for path in [getattr(route, "path", "") or "/anything"]
        for method in getattr(route, "methods", None) or {"GET", "POST"}
        if passes(people[who], path, "websocket" if isinstance(route, WebSocketRoute) else "http", method)
        != (path in OPEN or who not in WITHOUT_SESSION)
    ]
    assert wrong == []
    somebody = people[who]
    flow, samples = read_flow(FLOW, "prices.yaml"), Samples(compress(b'[{"sku":"A"}]'), ("A",), "given")
    desk = GRANTS.give(None, Desk(empty.signed_in(somebody.session), flow, flow, samples))
    before, otherwise = standing(empty.home), {}
    for path, takes in TAKES.items():
        answer = asked(somebody, path, "POST" if path.startswith("/api/") else "GET", desk)
        if who in WITHOUT_SESSION:
            right = answer.status_code == 401
        else:
            right = (REFUSED in answer.text) == (takes is not None and takes not in somebody.may)
        if not right:
            otherwise[path] = answer.status_code, answer.text[:200]
    assert otherwise == {}
    assert standing(empty.home) == before


def asked(who: Somebody, path: str, method: str, desk: str) -> httpx.Response:
    """Ask the pages once, with whatever this one has, and the grant of a page that draws the mapper."""

    async def ask() -> httpx.Response:
        sent = {TOKEN: desk, "authorization": f"Bearer {who.token}", "sec-fetch-dest": "empty"}
        asking = {"transport": httpx.ASGITransport(served.app), "base_url": ADDRESS, "cookies": cookies(who)}
        async with httpx.AsyncClient(**asking) as client:
            return await client.request(method, path, params=STATE, json=ASKED, headers=sent)

    return asyncio.run(ask())
