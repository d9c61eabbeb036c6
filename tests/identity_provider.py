"""A small identity provider: real OpenID Connect on loopback, with one person who always says yes."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "koppel", "s3cret/with+signs"


@dataclass
class IdentityProvider:
    """The provider; a test bends `claims`, `answers`, `algorithm` and `published` to lie."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    algorithm: str = "RS256"
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first"}))
    published: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def is_somebody(self, email: str, subject: str = "", **claims: Any) -> None:
        """Let that person sit before the browser from now on, with everything else as it should be."""
        self.claims = {"email": email, "email_verified": True, "name": email.partition("@")[0], **claims}
        self.claims["sub"] = subject or f"account of {email}"
        self.answers, self.algorithm, self.published = {}, "RS256", None

    def app(self) -> Starlette:
        """What it answers."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
            ]
        )

    async def _discovery(self, _request: Request) -> Response:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return JSONResponse({"issuer": self.url, **{name: f"{self.url}/{at}" for name, at in places.items()}})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        brought = {"code": code, "state": asked["state"], "iss": self.url, **self.answers}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(brought)}", 302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self.codes.pop(str(form["code"]), None)
        verifier = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        pair = f"{CLIENT}:s3cret%2Fwith%2Bsigns"
        client = f"Basic {base64.b64encode(pair.encode()).decode()}"
        proven = (
            asked is not None
            and base64.urlsafe_b64encode(verifier).decode().rstrip("=") == asked["code_challenge"]
            and form["redirect_uri"] == asked["redirect_uri"]
            and request.headers["authorization"] == client
        )
        if not proven or asked is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims |= self.claims
        header = {"alg": self.algorithm, "kid": "first"}
        token = _unsigned(claims) if self.algorithm == "none" else jwt.encode(header, claims, self.key)
        return JSONResponse({"access_token": "unused", "token_type": "Bearer", "id_token": token})

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse(KeySet([self.published or self.key]).as_dict(private=False))


def _unsigned(claims: dict[str, Any]) -> str:
    parts = [json.dumps(part).encode() for part in ({"alg": "none"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."


@contextmanager
def provided(port: int) -> Iterator[IdentityProvider]:
    """Serve the provider for a while."""
    made = IdentityProvider(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(made.app(), "127.0.0.1", port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield made
    server.should_exit = True
    thread.join(10)
