"""The frame's server: Streamlit inside one ASGI application, with its own routes and its own locks.

`streamlit run app.py`, `python app.py` and `uvicorn app:app` all serve it.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, TypeVar
from urllib.parse import urlencode

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

ROOT = Path(__file__).parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # served from a plain checkout, the rooms beside this file are found too

from core.errors import KoppelError  # noqa: E402  the path above comes first
from core.language import N_  # noqa: E402
from core.log import discreet  # noqa: E402
from core.workspace import Workspace  # noqa: E402
from pages.frame import sign_in  # noqa: E402
from pages.frame.ground import lay_ground  # noqa: E402
from pages.frame.message import message  # noqa: E402
from pages.frame.press import hear_once  # noqa: E402
from pages.frame.theme import tell_from_memory  # noqa: E402
from pages.parts.health import routes as health_routes  # noqa: E402
from pages.parts.hooks import routes as hook_routes  # noqa: E402
from pages.parts.mapper.routes import routes as mapper_routes  # noqa: E402

T = TypeVar("T")

discreet()

try:
    #: Where people sign in, if they do.
    GATE = sign_in.gate()
except KoppelError as error:
    sys.exit(str(error))

#: What holds however and from wherever the pages are served; .streamlit/config.toml has what may differ.
KEPT: dict[str, Any] = {
    "browser.gatherUsageStats": False,  # no request leaves this machine
    "client.showErrorDetails": "none",  # no traceback reaches a person
    "client.showErrorLinks": "false",  # nor a link that asks a search machine about it
    "client.showSidebarNavigation": False,  # else the first deep link would find pages by their folder
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,
    "server.enableAgentApi": False,  # programs have the command line, with tokens of their own
    "runner.postScriptGC": False,  # a full collection after every rerun costs seconds with many sessions
    # Sockets are opened by pages of this host; without a name Streamlit would ask the internet for its own.
    "browser.serverAddress": GATE.host if GATE is not None else "localhost",
}


def keep_options() -> None:
    """Set the options that must hold, over whatever a file, a flag or the environment says."""
    for name, value in KEPT.items():
        config.set_option(name, value)


config.on_config_parsed(keep_options, force_connect=True)  # a server reads its options again when it starts
keep_options()

#: Hosts under which people reach this server; any other is a page that must not.
HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver", *([GATE.host] if GATE is not None else [])]


def _inline_scripts() -> str:
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    sums = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts)
    return " ".join(f"'sha256-{each}'" for each in sums)


CONTENT_POLICY = "; ".join(
    [
        "default-src 'self'",
        f"script-src 'self' blob: {_inline_scripts()}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ]
)

HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class SecurityHeaders:
    """Put the security headers on every answer (plain ASGI: the stream and the socket stay untouched)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add the headers to its answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *ours]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


#: The secret that tells a browser from another one, while it is away on a vendor's page.
BROWSER = "koppel_browser"


async def leave(request: Request) -> Response:
    """Send a person to the vendor's page of consent; what they bring back holds in this browser only."""
    state = request.query_params.get("state", "")
    browser = request.cookies.get(BROWSER) or token_urlsafe(32)
    try:
        page = await run_in_threadpool(_in_workspace, request, lambda w: w.consent_page(state, browser))
    except KoppelError as error:
        return _sorry(request, str(error))
    answer = RedirectResponse(page, status_code=303, headers={"cache-control": "no-store"})
    answer.set_cookie(
        BROWSER,
        browser,
        max_age=3600,
        path="/oauth",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


async def consent(request: Request) -> Response:
    """Take the code with which a vendor sends a person back, and return to where they came from."""
    asked = request.query_params
    state, code, browser = asked.get("state", ""), asked.get("code", ""), request.cookies.get(BROWSER, "")
    try:
        if not state or not code:
            back = await run_in_threadpool(_in_workspace, request, lambda w: w.leave_consent(state, browser))
            refused = asked.get("error_description") or asked.get("error") or N_("the answer held no code")
            return _sorry(request, N_("The consent was not given: {why}").format(why=refused), back)
        name, back = await run_in_threadpool(
            _in_workspace, request, lambda w: w.consent(state, code, browser)
        )
    except KoppelError as error:
        return _sorry(request, str(error))
    joint = "&" if "?" in back else "?"
    return RedirectResponse(back + joint + urlencode({"authorised": name}), status_code=303)


def _in_workspace(request: Request, ask: Callable[[Workspace], T]) -> T:
    workspace = Workspace()
    try:
        return ask(sign_in.theirs(workspace, request.cookies))
    finally:
        workspace.close()


def _sorry(request: Request, why: str, back: str = "") -> Response:
    return message(request, N_("Not authorised"), why, (back or "/connections", N_("Back")))


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Bring the home up to date before the first visitor; one that cannot be opened is told here, too."""
    try:
        sign_in.check_address(config.get_option("server.address") or "")
    except KoppelError as error:
        sys.exit(str(error))
    try:
        await run_in_threadpool(lambda: Workspace().close())
    except KoppelError as error:
        sys.stderr.write(f"{error}\n")
    tell_from_memory()
    hear_once()
    lay_ground()
    yield {}


app = st.App(
    ROOT / "pages" / "frame" / "shell.py",
    lifespan=lifespan,
    middleware=[
        Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
        Middleware(SecurityHeaders),
        Middleware(sign_in.Wall),
    ],
    routes=[
        *health_routes(),
        *hook_routes(),
        Route("/oauth/leave", leave),
        Route("/oauth/callback", consent),
        *mapper_routes(),
        *sign_in.routes(),
    ],
)

if __name__ == "__main__":
    app.run()
