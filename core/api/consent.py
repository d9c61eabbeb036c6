"""The consent leg of OAuth 2.0: where a person says yes, and what that yes is exchanged for."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from core.api.access import Access, addresses
from core.api.connector import Basic, Connector, Header, OAuth2
from core.api.credential import granted, oauth2
from core.api.egress import Egress
from core.api.places import names
from core.api.tokens import Token


def consents(connector: Connector, settings: Mapping[str, str], secrets: Collection[str]) -> bool:
    """Say whether a person gives consent on a page of the vendor's, as a connection is filled in."""
    filled = {*(name for name, value in settings.items() if value), *secrets}
    for auth in connector.auth:
        match auth:
            case OAuth2() if "client_id" in filled:
                grant = settings.get("grant") or auth.grants[0]
                return bool(auth.authorize_url) and grant == "authorization_code"
            case Header(value=value) if filled.issuperset(names(value)):
                return False
            case Basic(user=user, password=password) if filled.issuperset([*names(user), *names(password)]):
                return False
    return False


def consent_url(  # noqa: PLR0917 - the words of the protocol
    connector: Connector,
    settings: Mapping[str, str],
    client_id: str,
    redirect_uri: str,
    state: str,
    verifier: str,
) -> str:
    """Give the address at which a person consents; `state` and `verifier` are random and of one use."""
    auth = oauth2(connector)
    url = addresses(connector, "", settings).auth(auth.authorize_url)
    challenge = create_s256_code_challenge(verifier) if auth.pkce else None
    made: str = prepare_grant_uri(
        url,
        client_id,
        "code",
        redirect_uri=redirect_uri,
        scope=" ".join(filter(None, (auth.scope, auth.consent))),
        state=state,
        code_challenge=challenge,
        code_challenge_method="S256" if challenge else None,
    )
    return made


def redeem(
    connector: Connector,
    access: Access,
    code: str,
    redirect_uri: str,
    verifier: str,
    *,
    clock: Callable[[], float] = time.time,
) -> Token:
    """Exchange the code of a consent for a token, and keep it in the connection's token store."""
    places = addresses(connector, access.name, access.settings, access.secrets)
    egress = Egress(places.where, places.origins, connector.hosts, private=access.private)
    try:
        return granted(connector, access, places, egress, clock).redeem(code, redirect_uri, verifier)
    finally:
        egress.close()
