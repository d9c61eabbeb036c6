"""Signing in and out, and the wall around everything else where people sign in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from secrets import token_urlsafe
from typing import TypeVar
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from core.environment import given
from core.errors import KoppelError, Misconfigured
from core.language import N_
from core.workspace import Provider, Workspace, is_loopback, provider
from pages.frame.message import message

T = TypeVar("T")

#: What the port of a container is published on, for whoever cannot see it from inside.
PUBLISHED = "KOPPEL_PUBLISHED_ON"
#: The browser while it is away at the provider; and the one in which somebody is signed in.
_AWAY, _SESSION = "koppel_sign_in", "koppel_session"
_AWAY_SECONDS, _SESSION_SECONDS = 600, 12 * 3600
#: What is open to whoever has not signed in: the way in, and what has a lock of its own or tells nothing.
_OPEN = ("/sign-in", "/sign-out", "/health", "/metrics")
#: What a server says that passes on the requests of others.
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip")
_NEVER_KEPT = {"cache-control": "no-store"}
NOT_IN, IN = N_("Not signed in"), ("/sign-in", N_("Sign in"))


@lru_cache(maxsize=1)
def gate() -> Provider | None:
    """Where people sign in; None where one person sits at their own machine. Read once, at the start."""
    return provider()


def cookie() -> str:
    """The name of the cookie of a session; by https it is bound to this host alone."""
    there = gate()
    return f"__Host-{_SESSION}" if there is not None and there.secure else _SESSION


def theirs(workspace: Workspace, cookies: Mapping[str, str]) -> Workspace:
    """Give the workspace to whoever these cookies are of: the one person here, or who is signed in."""
    return workspace if gate() is None else workspace.signed_in(cookies.get(cookie(), ""))


def check_address(address: str) -> None:
    """Refuse to be served to others without that they sign in; Misconfigured says what to set."""
    if gate() is None and not is_loopback(address or "127.0.0.1") and not _published_here():
        raise Misconfigured(
            f"Koppel would answer at {address}, where others can reach it, and nobody signs in. Serve it at "
            "127.0.0.1, or set KOPPEL_URL, KOPPEL_OIDC_ISSUER, KOPPEL_OIDC_CLIENT_ID and "
            f"KOPPEL_OIDC_CLIENT_SECRET. In a container whose port is published on 127.0.0.1 alone, set "
            f"{PUBLISHED} to that."
        )


def _published_here() -> bool:
    return is_loopback(given(PUBLISHED))


class Wall:
    """Let nobody pass who has not signed in; without sign-in nobody who comes from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with the way in."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        refused = await self._refused(asked)
        if refused is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "not signed in"})
        else:
            await refused(scope, receive, send)

    async def _refused(self, asked: HTTPConnection) -> Response | None:
        if asked.scope["type"] == "websocket" and not _own(asked):
            return PlainTextResponse("This page is not Koppel's own.", 403)
        if gate() is None:
            try:
                host, port = asked.scope.get("server") or ("", None)
                check_address(host if port is not None else "")
                if any(name in asked.headers for name in _PASSED_ON):
                    check_address("the address of the server that passes requests on")
            except Misconfigured as error:
                return PlainTextResponse(f"{error}\n", 403)
            return None
        if (
            asked.url.path in _OPEN
            or asked.url.path.startswith(("/static/", "/sign-in/", "/health/", "/hooks/"))
            or await _signed_in(asked)
        ):
            return None
        if (
            asked.headers.get("sec-fetch-dest", "document") == "document"
            and asked.scope.get("method") == "GET"
        ):
            back = asked.url.path + (f"?{asked.url.query}" if asked.url.query else "")
            return RedirectResponse(f"/sign-in?back={quote(back, safe='')}", 303, _NEVER_KEPT)
        return PlainTextResponse("Sign in first: reload the page.", 401, _NEVER_KEPT)


async def _signed_in(asked: HTTPConnection) -> bool:
    secret = asked.cookies.get(cookie(), "")
    return bool(secret) and await run_in_threadpool(
        _in_workspace, lambda workspace: bool(workspace.signed_in(secret).actor.may)
    )


def _own(asked: HTTPConnection) -> bool:
    return urlsplit(asked.headers.get("origin", "")).netloc == asked.headers.get("host", "-")


async def begin(request: Request) -> Response:
    """Send a person to the provider's page; what they bring back holds in this browser only."""
    there = gate()
    if there is None:
        return RedirectResponse("/", 303)
    browser = token_urlsafe(32)
    back = _local(request.query_params.get("back", "/"))
    try:
        page = await run_in_threadpool(_in_workspace, lambda w: w.begin_sign_in(browser, back))
    except KoppelError as error:
        return message(request, NOT_IN, str(error), IN, 503)
    answer = RedirectResponse(page, 303, _NEVER_KEPT)
    answer.set_cookie(
        _AWAY, browser, _AWAY_SECONDS, path="/sign-in", httponly=True, samesite="lax", secure=there.secure
    )
    return answer


async def finish(request: Request) -> Response:
    """Take what the provider sends a person back with, and sign them in."""
    there, asked = gate(), request.query_params
    if there is None:
        return RedirectResponse("/", 303)
    browser, state, code = request.cookies.get(_AWAY, ""), asked.get("state", ""), asked.get("code", "")
    if not code:
        why = asked.get("error_description") or asked.get("error") or N_("the answer held no code")
        return message(
            request, NOT_IN, N_("The identity provider says: {why}").format(why=why[:300]), IN, 403
        )
    try:
        secret, back = await run_in_threadpool(
            _in_workspace, lambda w: w.finish_sign_in(browser, state, code, asked.get("iss", ""))
        )
    except KoppelError as error:
        return message(request, NOT_IN, str(error), IN, 403)
    answer = RedirectResponse(_local(back), 303, _NEVER_KEPT)
    answer.set_cookie(
        cookie(), secret, _SESSION_SECONDS, path="/", httponly=True, samesite="lax", secure=there.secure
    )
    answer.delete_cookie(_AWAY, path="/sign-in")
    return answer


async def leave(request: Request) -> Response:
    """Sign a person out, here and for good; a page of another site that leads here does not."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        return RedirectResponse("/", 303)
    secret = request.cookies.get(cookie(), "")
    if secret:
        await run_in_threadpool(_in_workspace, lambda w: w.sign_out(secret))
    answer = message(request, N_("Signed out"), N_("Nobody is signed in in this browser any more."), IN, 200)
    answer.delete_cookie(cookie(), path="/", secure=cookie().startswith("__Host-"), httponly=True)
    return answer


def routes() -> list[BaseRoute]:
    """The way in and the way out."""
    return [Route("/sign-in", begin), Route("/sign-in/callback", finish), Route("/sign-out", leave)]


def _local(back: str) -> str:
    """A page of ours, whatever was asked for."""
    local = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return back if local and len(back) < 1000 else "/"  # noqa: PLR2004


def _in_workspace(ask: Callable[[Workspace], T]) -> T:
    return ask(_opened(given("KOPPEL_HOME")))


@lru_cache(maxsize=2)
def _opened(home: str) -> Workspace:  # noqa: ARG001  another home, another workspace
    return Workspace()
