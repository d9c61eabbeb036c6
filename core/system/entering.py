"""How a declared system is entered: its addresses, and the ways to prove who asks."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from core.api import connector as words
from core.system.system import System
from core.system.ways import BasicLogin, Bearer, ClientCredentials, Consent, HeaderKey, NoKey, Way


def places(system: System) -> frozenset[str]:
    """The addresses to which a credential goes: who changes these, changes who learns the credential."""
    tokens = [url for auth in system.auth if isinstance(auth, ClientCredentials | Consent)
              for url in (auth.token_url, getattr(auth, "authorize_url", ""))]  # fmt: skip
    return frozenset(filter(None, (*map(_root, (system.base_url, *tokens)), *system.hosts)))


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def hosts_of(system: System) -> Iterator[str]:
    """The hosts of the system's own addresses, where they do not depend on a setting."""
    for place in sorted(places(system)):
        host = urlsplit(place).hostname or ""
        if host and "{" not in host:
            yield host


def auth_url_of(system: System) -> str:
    """Where tokens are given, without the path; "" where there are none to be had."""
    urls = [auth.token_url for auth in system.auth if isinstance(auth, ClientCredentials | Consent)]
    return next((_root(url) for url in urls), "")


def auth_of(auth: Way) -> words.Auth:
    """A way to prove who asks, in the words of the house."""
    match auth:
        case NoKey():
            return words.Header("Accept", "application/json")
        case HeaderKey(header=header, value=value):
            return words.Header(header, value)
        case Bearer():
            return words.Header("Authorization", "Bearer {token}")
        case BasicLogin():
            return words.Basic("{user}", "{password}")
        case ClientCredentials():
            return words.OAuth2(
                token_url=_below(auth.token_url, auth.token_url),
                grants=("client_credentials",),
                scope=auth.scope,
                client=auth.client,
            )
        case Consent():
            return words.OAuth2(
                token_url=_below(auth.token_url, auth.token_url),
                authorize_url=_below(auth.authorize_url, auth.token_url),
                scope=auth.scope,
                client=auth.client,
                pkce=auth.pkce,
                rotating=auth.rotating,
            )


def _below(url: str, token_url: str) -> str:
    """An address below the connection's own sign-in address, where it is at the same host as the tokens."""
    root = _root(url)
    return "{auth_url}" + url.removeprefix(root) if root == _root(token_url) else url
