"""How a connection proves who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Header:
    """A fixed secret in a request header, such as an access token; `{name}` are settings and secrets.

    `base64` is the word after which the value is sent in Base64, where the vendor wants that.
    """

    name: str
    value: str
    base64: str = ""


@dataclass(frozen=True, slots=True)
class OAuth2:
    """OAuth 2.0: where consent is given and tokens are exchanged.

    URLs hold `{setting}` placeholders and `{auth_url}`, the connection's own or the connector's. `grants`:
    `authorization_code` (a person consents; then refresh tokens), `client_credentials`; the first is used,
    unless the connection's setting `grant` names another. The settings `client_id` and `client_secret` name
    the app; `client` says how they are sent: in the body or by HTTP Basic. `header` and `value` say how the
    access token is sent. `early_seconds`: the token is renewed that long before it ends. `not_before`: the
    vendor refuses a renewal until the token is that old, so none is asked earlier. `rotating`: each renewal
    ends the old refresh token. `pkce`: the vendor checks a code challenge (S256). `fields` go along with
    every request for a token; `{name}` are settings, such as a tenant. `consent` is scope that is asked for
    besides where a person consents, such as that of a refresh token.
    """

    token_url: str
    authorize_url: str = ""
    grants: tuple[Literal["authorization_code", "client_credentials"], ...] = ("authorization_code",)
    scope: str = ""
    header: str = "Authorization"
    value: str = "Bearer {access_token}"
    body: Literal["form", "json"] = "form"
    early_seconds: int = 30
    not_before: int = 0
    rotating: bool = False
    client: Literal["body", "basic"] = "body"
    pkce: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Basic:
    """HTTP Basic authentication; `{name}` in user and password are settings and secrets."""

    user: str
    password: str


Auth = Header | Basic | OAuth2
