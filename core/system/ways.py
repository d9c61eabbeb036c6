"""How a declared system is opened: the ways to prove who asks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Key

from core.mapping.mapping import Strict


class NoKey(Strict):
    """No authentication: everybody who reaches the system may ask."""

    kind: Literal["none"]


class HeaderKey(Strict):
    """An API key in a header; `value` holds it where it stands among other words: `Token {api_key}`."""

    kind: Literal["key"]
    header: str = "X-API-Key"
    value: str = "{api_key}"


class Bearer(Strict):
    """A fixed access token: `Authorization: Bearer …`."""

    kind: Literal["bearer"]


class BasicLogin(Strict):
    """HTTP Basic: a user and a password."""

    kind: Literal["basic"]


class ClientCredentials(Strict):
    """OAuth 2.0 between machines: an app asks for tokens with its id and secret."""

    kind: Literal["client_credentials"]
    token_url: str
    scope: str = ""
    client: Literal["body", "basic"] = "body"


class Consent(Strict):
    """OAuth 2.0 with a person who consents in the browser; refresh tokens from then on."""

    kind: Literal["authorization_code"]
    authorize_url: str
    token_url: str
    scope: str = ""
    client: Literal["body", "basic"] = "body"
    pkce: bool = True
    rotating: bool = False


Way = NoKey | HeaderKey | Bearer | BasicLogin | ClientCredentials | Consent
Auth = Annotated[Way, Key(discriminator="kind")]
