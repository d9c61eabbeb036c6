"""Signing in by OpenID Connect: the provider's page, and the proof that it gives of who somebody is."""

from __future__ import annotations

import base64
import ipaddress
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from core.api.address import origin
from core.api.answer import Answer
from core.api.egress import Caps, Egress, Purpose, Request
from core.documents import parse_json
from core.environment import given
from core.errors import Denied, Misconfigured
from core.records import JsonObject

#: What has to be set together, and what each is.
SETTINGS = {
    "KOPPEL_URL": "the address at which people open Koppel, as https://koppel.example.com",
    "KOPPEL_OIDC_ISSUER": "the identity provider, as https://login.example.com",
    "KOPPEL_OIDC_CLIENT_ID": "the client that is registered there",
    "KOPPEL_OIDC_CLIENT_SECRET": "its secret",
}
#: The path to which the provider sends people back; it is registered there, and there is no other.
CALLBACK = "/sign-in/callback"
#: Signatures that need no shared secret; any other is refused, `none` first of all.
_SIGNED = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)
_CAPS = Caps(connect=10, read=10, total=20, token=20, size=1024 * 1024)
_MOST = 32 * 1024
_WHERE = "The identity provider"
#: Two clocks may differ by so many seconds.
_LEEWAY = 60


@dataclass(frozen=True, slots=True)
class Provider:
    """Where people sign in, and as which client; `url` is the address at which they open Koppel."""

    url: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)

    @property
    def host(self) -> str:
        """The name under which people reach Koppel."""
        return urlsplit(self.url).hostname or ""

    @property
    def secure(self) -> bool:
        """Whether they reach it by https."""
        return self.url.startswith("https://")

    @property
    def redirect_uri(self) -> str:
        """Where the provider sends them back."""
        return self.url + CALLBACK


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says that somebody is: `subject` stays theirs, an address may change hands."""

    subject: str
    email: str
    name: str


def provider() -> Provider | None:
    """The identity provider that the environment names; None where nothing of it is set.

    Misconfigured names what is missing or wrong.
    """
    told = {name: given(name).strip() for name in SETTINGS}
    if not any(told.values()):
        return None
    if missing := [f"{name} ({SETTINGS[name]})" for name, value in told.items() if not value]:
        raise Misconfigured(
            f"Koppel can be opened by others only when they sign in; set {', '.join(missing)}."
        )
    url, issuer = told["KOPPEL_URL"].rstrip("/"), told["KOPPEL_OIDC_ISSUER"]
    for name, address in (("KOPPEL_URL", url), ("KOPPEL_OIDC_ISSUER", issuer)):
        _check(name, address)
    if urlsplit(url).path:
        raise Misconfigured(f"KOPPEL_URL: {url} has a path; Koppel needs a host name of its own.")
    return Provider(url, issuer, told["KOPPEL_OIDC_CLIENT_ID"], told["KOPPEL_OIDC_CLIENT_SECRET"])


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself, and nobody else's way to it."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class OpenId:
    """One conversation with the provider."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        found = self._asked(Request("GET", _discovery(provider.issuer), Purpose.READ), {provider.issuer})
        self._told = _object(found, "its description of itself")
        if self._told.get("issuer") != provider.issuer:
            raise Misconfigured(
                f"{_WHERE} calls itself {str(self._told.get('issuer'))[:200]!r}: set KOPPEL_OIDC_ISSUER to "
                "exactly that, if it is the right one."
            )

    def page(self, state: str, nonce: str, verifier: str) -> str:
        """Give the page on which a person signs in."""
        made: str = prepare_grant_uri(
            self._place("authorization_endpoint"),
            self._provider.client_id,
            "code",
            redirect_uri=self._provider.redirect_uri,
            scope="openid email profile",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return made

    def identity(self, code: str, nonce: str, verifier: str, issuer: str) -> Identity:
        """Give who somebody is, for the code that they brought; Denied when the proof of it does not hold.

        `issuer` is who says that it sent them back, where it says so.
        """
        says = self._told.get("authorization_response_iss_parameter_supported") is True
        if (issuer or says) and issuer != self._provider.issuer:
            raise Denied(f"{_WHERE} did not send this answer: nobody was signed in. Sign in again.")
        token = _object(self._redeemed(code, verifier), "a token").get("id_token")
        if not isinstance(token, str) or len(token) > _MOST:
            raise Denied(f"{_WHERE} gave no proof of who you are, or one that is too long. Sign in again.")
        return self._proven(token, nonce)

    def _redeemed(self, code: str, verifier: str) -> Answer:
        place, known = self._place("token_endpoint"), self._provider
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": known.redirect_uri,
            "code_verifier": verifier,
        }
        ways, headers = self._told.get("token_endpoint_auth_methods_supported"), {}
        if isinstance(ways, list) and "client_secret_basic" not in ways:
            form |= {"client_id": known.client_id, "client_secret": known.client_secret}
        else:
            pair = f"{quote(known.client_id, safe='')}:{quote(known.client_secret, safe='')}"
            headers = {"authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        return self._asked(Request("POST", place, Purpose.TOKEN, headers, form=form), {place})

    def _proven(self, token: str, nonce: str) -> Identity:
        place = self._place("jwks_uri")
        keys = _object(self._asked(Request("GET", place, Purpose.READ), {place}), "its keys")
        known = self._provider
        rules = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": known.issuer},
            aud={"essential": True, "value": known.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )
        try:
            claims = jwt.decode(
                token, KeySet.import_key_set({"keys": keys["keys"]}), algorithms=_SIGNED
            ).claims
            rules.validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise Denied(
                f"The proof of who you are does not hold ({type(error).__name__}). Sign in again."
            ) from None
        party = claims.get("azp", known.client_id)
        if party != known.client_id or not secrets.compare_digest(str(claims.get("nonce")), nonce):
            raise Denied("The proof of who you are was made for another sign-in. Sign in again.")
        if claims.get("email_verified") is not True or not isinstance(claims.get("email"), str):
            raise Denied(
                f"{_WHERE} does not say that your e-mail address is verified: verify it there, or have its "
                "admin send the claims email and email_verified."
            )
        name = claims.get("name")
        return Identity(
            f"{known.issuer} {claims['sub']}", claims["email"], name[:200] if isinstance(name, str) else ""
        )

    def _place(self, name: str) -> str:
        place = self._told.get(name)
        if not isinstance(place, str):
            raise Misconfigured(f"{_WHERE} does not tell its {name}: is it an OpenID Connect provider?")
        _check(f"{_WHERE}'s {name}", place)
        return place

    def _asked(self, request: Request, own: set[str]) -> Answer:
        # The address of the provider is set by who runs this machine, who may mean the machine itself.
        egress = Egress(_WHERE, map(origin, own), private=True, caps=_CAPS)
        try:
            return egress.send(request)
        finally:
            egress.close()


def _object(answer: Answer, what: str) -> JsonObject:
    try:
        found: Any = parse_json(answer.content.decode())
    except ValueError:
        found = None
    if answer.status != 200 or not isinstance(found, dict):  # noqa: PLR2004
        raise Denied(
            f"{_WHERE} did not give {what} (status {answer.status}). Sign in again, or look at its log."
        )
    return found


def _discovery(issuer: str) -> str:
    return issuer.rstrip("/") + "/.well-known/openid-configuration"


def _check(name: str, address: str) -> None:
    """Refuse an address that anybody on the way could read or change."""
    parts = urlsplit(address)
    plain = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if (parts.scheme != "https" and not plain) or not parts.hostname or parts.query or parts.fragment:
        raise Misconfigured(f"{name}: {address[:200]!r} must be an address with https.")
