"""Tokens: renewed before they end, by one at a time, and never asked for too early."""

from __future__ import annotations

import fcntl
import json
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from small_vendor import Clock, Heard, Said, Vendor, connector

from core.api.access import Access
from core.api.client import Client
from core.api.connector import Basic, Connector, Header, OAuth2
from core.api.consent import consent_url, redeem
from core.api.limits import Pace
from core.api.tokens import MemoryTokens, Token
from core.errors import ConsentNeeded, Misconfigured, RateLimited, Unreachable

EXACT = OAuth2(
    token_url="{auth_url}/token",
    authorize_url="{auth_url}/auth",
    scope="orders",
    early_seconds=30,
    not_before=570,
    rotating=True,
    pkce=True,
)


class House(Vendor):
    """A vendor with single-use refresh tokens; an access token opens the door `uses` times."""

    def __init__(self, uses: int = 10_000) -> None:
        super().__init__()
        self.uses, self.left, self.made, self.refused = uses, uses, 0, 0
        self.answers = self._answer

    def token(self) -> Said:
        """Give a new pair; the old one ends."""
        self.made, self.left = self.made + 1, self.uses
        body = {"access_token": f"a{self.made}", "refresh_token": f"r{self.made}", "expires_in": "600"}
        return Said(body)

    def _answer(self, heard: Heard) -> Said:
        if heard.path == "/token":
            form = dict(parse_qsl(heard.body.decode()))
            if form["grant_type"] == "refresh_token" and form["refresh_token"] != f"r{self.made}":
                self.refused += 1
                words = {"error": "unauthorized_client", "error_description": "Old refresh token used."}
                return Said(words, status=401)
            return self.token()
        if heard.headers.get("authorization") != f"Bearer a{self.made}" or self.left <= 0:
            return Said({"error": "token expired"}, status=401)
        self.left -= 1
        return Said({"value": []})

    @property
    def asked(self) -> int:
        """Count the questions for a token."""
        return sum(heard.path == "/token" for heard in self.heard)


@pytest.fixture
def vendor() -> Iterator[House]:
    """Give a vendor with tokens."""
    made = House()
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def token(clock: Clock, n: int, *, age: float = 0, life: float = 600) -> Token:
    """Make the vendor's token number n."""
    made = datetime.fromtimestamp(clock.now - age, UTC)
    return Token(f"a{n}", f"r{n}", made + timedelta(seconds=life), made)


Opens = Callable[..., Client]


@pytest.fixture
def opens(access: Access, clock: Clock) -> Opens:
    """Give what opens a client with a token, on a clock of its own."""

    def made(stored: Token | None, auth: OAuth2 = EXACT, **secrets: str) -> Client:
        given = {"client_id": "app", "client_secret": "canary-secret", **secrets}
        tokens = MemoryTokens(stored)
        with_tokens = replace(access, secrets=given, tokens=tokens)
        declared = connector(auth=(auth,))
        client = Client(
            declared, with_tokens, clock=clock, pace=Pace(declared.limits, "Acme", clock, clock.sleep)
        )
        client.tokens = tokens  # type: ignore[attr-defined] # for the test's eyes
        return client

    return made


def read(client: Client) -> None:
    """Ask for something that needs a token."""
    list(client.pull("orders"))


def test_a_token_is_renewed_before_it_ends(vendor: House, opens: Opens, clock: Clock) -> None:
    """A token with half a minute to live is renewed before use; its life may be written as text."""
    vendor.made = 1
    client = opens(token(clock, 1))
    read(client)
    clock.now += 575
    read(client)
    assert (vendor.asked, vendor.refused) == (1, 0)
    kept = client.tokens.read()
    assert (kept.access, kept.refresh) == ("a2", "r2")
    assert kept.expires - kept.made == timedelta(seconds=600)
    assert "a2" not in repr(kept)
    assert "canary" not in repr(client.tokens)


def test_no_renewal_is_asked_before_the_vendor_allows_it(vendor: House, opens: Opens, clock: Clock) -> None:
    """A token that ends soon but is too young is used; one refused while too young means a pause."""
    vendor.made = 1
    hasty = replace(EXACT, early_seconds=300)
    client = opens(token(clock, 1), hasty)
    clock.now += 500
    read(client)
    assert vendor.asked == 0
    vendor.left = 0
    with pytest.raises(RateLimited, match="no new token for another 70 seconds") as caught:
        read(client)
    assert caught.value.wait == pytest.approx(70)
    assert vendor.asked == 0
    clock.now += 70
    read(client)
    assert vendor.asked == 1


def test_a_refused_token_is_renewed_once_and_the_request_sent_again(
    vendor: House, opens: Opens, clock: Clock
) -> None:
    """After a 401 there is one renewal and one more try, and after a second 401 a person is called."""
    client = opens(token(clock, 0, age=580), replace(EXACT, early_seconds=10))
    vendor.uses, vendor.left = 1, 0
    read(client)
    assert [heard.path for heard in vendor.heard] == ["/v1/7/orders", "/token", "/v1/7/orders"]
    vendor.uses = 0
    clock.now += 571
    with pytest.raises(ConsentNeeded, match=r"Acme \(test\) refuses the credential"):
        read(client)
    assert vendor.asked == 2


def test_a_token_renewed_by_another_is_used(vendor: House, opens: Opens, clock: Clock) -> None:
    """When the store has a newer token than the refused one, it is used and none is asked for."""
    vendor.made = 1
    client = opens(token(clock, 1))
    read(client)
    vendor.token()
    client.tokens.renew(lambda _: token(clock, 2))
    read(client)
    assert vendor.asked == 0


def test_a_refused_renewal_calls_a_person_by_name(vendor: House, opens: Opens, clock: Clock) -> None:
    """An old refresh token is tried once; the message names the connection and holds the vendor's words."""
    vendor.made = 5
    client = opens(token(clock, 1, age=700))
    with pytest.raises(
        ConsentNeeded, match=r"Acme \(test\) must be authorised again.*Old refresh token used"
    ):
        read(client)
    assert vendor.asked == 1
    with pytest.raises(ConsentNeeded):
        read(client)
    assert vendor.asked == 2


def test_a_renewal_that_another_made_meanwhile_is_found(vendor: House, opens: Opens, clock: Clock) -> None:
    """After a refusal the store is read once more, and what stands there now is used."""
    vendor.made = 5
    client = opens(token(clock, 1, age=700))
    answer = vendor.answers

    def meanwhile(heard: Heard) -> Said:
        if heard.path == "/token":
            client.tokens._token = token(clock, 5)
        return answer(heard)

    vendor.answers = meanwhile
    read(client)
    assert (vendor.asked, vendor.refused) == (1, 1)


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        (Said(b"<html>Sign in</html>"), Unreachable, "gave no token"),
        (Said({"error": "server_error"}, status=500), Unreachable, "server_error"),
        (Said({"error": "invalid_client"}, status=401), Misconfigured, "check the client id and secret"),
        (Said(None, status=429, headers={"Retry-After": "300"}), RateLimited, "no token now"),
        (Said({"access_token": "x" * 20_000}), Misconfigured, "too large"),
        (Said({"access_token": ["a2"], "refresh_token": "r2"}), Unreachable, "gave no token"),
        (Said({"access_token": True}), Unreachable, "gave no token"),
        (
            Said({"error": "access_denied", "error_description": "access_token not expired"}, status=400),
            RateLimited,
            "not expired",
        ),
        (Said({"access_token": "a"}, fault="truncated"), Unreachable, "No token was received"),
    ],
)
def test_an_answer_that_is_no_token_leaves_the_old_one(  # noqa: PLR0917 - fixtures
    vendor: House, opens: Opens, clock: Clock, said: Said, error: type[Exception], words: str
) -> None:
    """A web page, a failure, a pause or a monster in place of a token is told, and the old token kept."""
    stored = token(clock, 1, age=700)
    client = opens(stored)
    vendor.answers = lambda _: said
    with pytest.raises(error, match=words) as caught:
        read(client)
    assert "canary" not in str(caught.value)
    assert client.tokens.read() == stored


@pytest.mark.parametrize("refresh", [True, 0, None, "", [], ["r2"], {"is": "r2"}, 0.5])
def test_what_is_no_refresh_token_leaves_the_old_one(
    vendor: House, opens: Opens, clock: Clock, refresh: Any
) -> None:
    """Nobody has to consent again for an answer that says something odd of it."""
    client = opens(token(clock, 1, age=700))
    told = Said({"access_token": "a1", "expires_in": 600, "refresh_token": refresh})
    vendor.answers = lambda heard: told if heard.path == "/token" else Said({"value": []})
    read(client)
    kept = client.tokens.read()
    assert (kept.access, kept.refresh) == ("a1", "r1")


def test_a_token_without_a_new_refresh_token_keeps_the_old(vendor: House, opens: Opens, clock: Clock) -> None:
    """A vendor that does not rotate gives no refresh token again, and may give a token without an end."""
    client = opens(token(clock, 1, age=700))
    vendor.answers = lambda h: Said({"access_token": "a9"} if h.path == "/token" else {"value": []})
    read(client)
    kept = client.tokens.read()
    assert (kept.access, kept.refresh) == ("a9", "r1")
    clock.now += 1e8
    read(client)
    assert vendor.asked == 1


def test_client_credentials_are_sent_as_the_vendor_wants(vendor: House, opens: Opens) -> None:
    """An app of one's own asks for its token by itself: as JSON, or by a form with HTTP Basic."""
    own = replace(EXACT, grants=("client_credentials",), body="json", not_before=0)
    vendor.answers = lambda h: Said(
        {"access_token": "a1", "expires_in": 86399} if h.path == "/token" else {"value": []}
    )
    read(opens(None, own))
    assert vendor.heard[0].json == {
        "grant_type": "client_credentials",
        "scope": "orders",
        "client_id": "app",
        "client_secret": "canary-secret",
    }
    vendor.heard.clear()
    read(opens(None, replace(own, body="form", client="basic")))
    assert vendor.heard[0].headers["authorization"] == "Basic YXBwOmNhbmFyeS1zZWNyZXQ="
    assert dict(parse_qsl(vendor.heard[0].body.decode())) == {
        "grant_type": "client_credentials",
        "scope": "orders",
    }


def test_tokens_given_with_the_connection_are_a_beginning(vendor: House, opens: Opens, clock: Clock) -> None:
    """An access and a refresh token that a person gave are used until the first is refused."""
    vendor.made = 1
    client = opens(None, access_token="a1", refresh_token="r1")
    read(client)
    assert vendor.asked == 0
    vendor.left = 0
    read(client)
    assert (vendor.asked, vendor.refused, client.tokens.read().refresh) == (1, 0, "r2")
    assert clock.slept == []


def test_a_token_sent_back_is_not_shown(vendor: House, opens: Opens, clock: Clock) -> None:
    """A vendor that repeats the access token in its words does not get it into a message."""
    client = opens(replace(token(clock, 1), access="canary-token"))
    vendor.answers = lambda heard: Said({"message": f"no: {heard.headers['authorization']}"}, status=400)
    with pytest.raises(Misconfigured, match="no: Bearer •••"):
        read(client)


def test_without_consent_the_connection_says_so(vendor: House, opens: Opens) -> None:
    """A connection that nobody has authorised asks for consent and sends nothing."""
    with pytest.raises(ConsentNeeded, match="not authorised yet; give consent"):
        read(opens(None))
    assert vendor.heard == []


def test_a_connection_without_a_credential_names_what_to_fill_in(access: Access) -> None:
    """With several ways in and none filled in, all are named; the first that is filled in is used."""
    declared = connector(auth=(EXACT, Header("X-Token", "{access_token}")))
    with pytest.raises(Misconfigured, match="client_id, client_secret or access_token"):
        Client(declared, replace(access, secrets={}))
    with Client(declared, replace(access, secrets={"access_token": "t"})) as client:
        assert client.connector is declared


def test_consent_binds_state_and_challenge_and_gives_a_token(vendor: House, access: Access) -> None:
    """The address of consent holds state and challenge but no verifier; the code is exchanged with it."""
    declared: Connector = connector(auth=(EXACT,))
    url = consent_url(declared, access.settings, "app", "https://koppel.example/back", "s1", "v" * 43)
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert url.startswith(f"{vendor.url}/auth?")
    assert query.pop("code_challenge")
    assert query == {
        "response_type": "code",
        "client_id": "app",
        "redirect_uri": "https://koppel.example/back",
        "scope": "orders",
        "state": "s1",
        "code_challenge_method": "S256",
    }
    given = replace(access, secrets={"client_id": "app", "client_secret": "s"}, tokens=MemoryTokens())
    made = redeem(declared, given, "c1", "https://koppel.example/back", "v" * 43)
    assert made == given.tokens.read()
    form = dict(parse_qsl(vendor.heard[0].body.decode()))
    assert (form["code"], form["code_verifier"], form["redirect_uri"]) == (
        "c1",
        "v" * 43,
        query["redirect_uri"],
    )
    vendor.answers = lambda _: Said({"error": "invalid_grant"}, status=400)
    with pytest.raises(ConsentNeeded, match="ask for it anew"):
        redeem(declared, given, "c1", "https://koppel.example/back", "v" * 43)


@dataclass
class FileTokens:
    """A token store in a file, with a lock that spans processes."""

    path: Path

    def read(self) -> Token | None:
        """Read the token."""
        access, refresh, expires, made = json.loads(self.path.read_text())
        return Token(access, refresh, datetime.fromisoformat(expires), datetime.fromisoformat(made))

    def renew(self, renewal: Callable[[Token | None], Token]) -> Token:
        """Renew under the lock."""
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            made = renewal(self.read())
            self.write(made)
            return made

    def write(self, made: Token) -> None:
        """Put the token there in one step."""
        new = self.path.with_suffix(".new")
        new.write_text(
            json.dumps([made.access, made.refresh, made.expires.isoformat(), made.made.isoformat()])
        )
        new.replace(self.path)


def _work(url: str, path: str, results: Any) -> None:
    auth = replace(EXACT, not_before=0)
    secrets = {"client_id": "app", "client_secret": "s"}
    access = Access(
        "test", {"base_url": url, "auth_url": url, "division": "7"}, secrets, FileTokens(Path(path)), True
    )
    done = 0
    with Client(connector(auth=(auth,)), access) as client:
        while done < 25:
            try:
                read(client)
                done += 1
            except ConsentNeeded:  # two refusals in a row: others had used the new token up meanwhile
                continue
    results.put(done)


def test_single_use_refresh_tokens_survive_eight_workers(vendor: House, tmp_path: Path, clock: Clock) -> None:
    """Four processes with two threads each renew a rotating token all the time, and none uses an old one."""
    vendor.uses, vendor.left, vendor.made = 12, 12, 1
    tokens = FileTokens(tmp_path / "token")
    tokens.write(replace(token(clock, 1), expires=datetime(2100, 1, 1, tzinfo=UTC)))
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    arguments = (vendor.url, str(tokens.path), results)
    processes = [context.Process(target=_threads, args=arguments) for _ in range(4)]
    for process in processes:
        process.start()
    done = [results.get(timeout=120) for _ in range(8)]
    for process in processes:
        process.join(30)
    assert vendor.refused == 0
    assert vendor.made > 10
    assert done == [25] * 8


def _threads(url: str, path: str, results: Any) -> None:
    threads = [threading.Thread(target=_work, args=(url, path, results)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_name_and_a_password_are_sent_as_http_has_it(vendor: House, access: Access) -> None:
    """HTTP Basic: user and password are filled in, joined and encoded; without them there is no way in."""
    declared = connector(auth=(Basic("{user}", "{api_key}"),))
    named = replace(access, settings={**access.settings, "user": "jörg"}, secrets={"api_key": "p:w"})
    vendor.answers = lambda _: Said({"value": []})
    with Client(declared, named) as client:
        read(client)
    assert vendor.heard[0].headers["authorization"] == "Basic asO2cmc6cDp3"
    with pytest.raises(Misconfigured, match="fill in user, api_key"):
        Client(declared, replace(named, secrets={}))


def test_a_fixed_secret_may_be_sent_in_base64(vendor: House, access: Access) -> None:
    """Where a vendor wants its token so, the whole value is encoded behind a word of the vendor's."""
    declared = connector(auth=(Header("Authorization", "<token>{api_key}</token>", base64="AcmeToken"),))
    vendor.answers = lambda _: Said({"value": []})
    with Client(declared, replace(access, secrets={"api_key": "p"})) as client:
        read(client)
    assert vendor.heard[0].headers["authorization"] == "AcmeToken PHRva2VuPnA8L3Rva2VuPg=="
