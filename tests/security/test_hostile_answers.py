"""Answers that are wrong in every way of the list: nothing is lost or doubled, and no secret is seen."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from time import time
from typing import Any

import httpx
import pytest
import stamina
from corpus import attacks, without
from streamlit.testing.v1 import AppTest

from core.errors import KoppelError
from core.sandbox.server import Served
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"
PAGES = Path(__file__).parents[2] / "pages"

#: The faults of the list that one answer shows, as the sandbox plays them; `{secret}` is the credential that
#: was sent, which a hostile peer gives back.
FAULTS: dict[str, dict[str, Any]] = {
    "002": {"status": 429, "body": "{secret}", "headers": {"Retry-After": "{soon}"}},
    "005": {"status": 429, "body": "{secret}"},
    "009": {"status": 401, "body": '{"error": "the token {secret} has ended"}', "times": 2},
    "011": {"status": 409, "body": '{"message": "{secret} conflicts"}'},
    "012": {"status": 412, "body": '{"message": "{secret} was changed"}'},
    "013": {"status": 422, "body": '{"error": {"message": {"value": "not valid for {secret}"}}}'},
    "014": {"status": 500, "body": "{secret}"},
    "016": {"status": 502, "body": "<h1>{secret}</h1>", "when": "after"},
    "017": {"reset": True},
    "018": {"reset": True, "when": "after"},
    "024": {"truncate": 7, "when": "after"},
    "025": {
        "status": 200,
        "body": "<!doctype html><h1>{secret}</h1>",
        "headers": {"Content-Type": "text/html"},
    },
    "026": {"status": 200, "body": "<html><form action=/login value={secret}>"},
    "028": {"headers": {"Content-Type": "text/plain"}, "when": "after"},
    "032": {"status": 202, "body": '{"status_url": "https://evil.example/{secret}"}'},
    "035": {"status": 207, "body": '{"multi": "{secret}"}'},
    "036": {"status": 302, "headers": {"Location": "https://evil.example/?{secret}"}},
    "044": {"headers": {"X-Large": "x" * 1_000_000}, "when": "after"},
    "050": {"status": 410, "body": '{"message": "the cursor of {secret} has ended"}'},
}


@pytest.fixture(autouse=True)
def _no_backoff() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
def soon(demo: Workspace) -> Workspace:
    """The demo's workspace, in which unclear answers settle at once: the sandbox commits at once."""
    target = demo._reach.target

    @contextmanager
    def sooner(*args: Any, **more: Any) -> Iterator[Any]:
        with target(*args, **more) as known:
            yield replace(known, settle=0.2)

    demo._reach.target = sooner  # type: ignore[method-assign]
    return demo


def _credentials(workspace: Workspace, connection: str) -> list[str]:
    """What must never be seen: a connection's secrets and its tokens of now; what is sent comes first."""
    access = workspace._reach.access(connection)
    token = access.tokens.read()
    held = [token.access, token.refresh or ""] if token else ["", ""]
    sent = [held[0], access.secrets.get("access_token", ""), access.secrets.get("client_secret", "")]
    return [each for each in (*sent, held[1], *access.secrets.values()) if each]


def _filled(fault: dict[str, Any], secret: str) -> dict[str, Any]:
    text = json.dumps(fault).replace("{secret}", secret)
    made: dict[str, Any] = json.loads(text.replace("{soon}", formatdate(time() + 1, usegmt=True)))
    return made


@without
@pytest.mark.parametrize("connector", ["shopify", "exact_online"])
def test_no_answer_loses_doubles_or_tells(
    connector: str, soon: Workspace, sandbox: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each fault in turn, on either side; then every order is booked once, and no credential is seen."""
    known = {each.id.removeprefix("http_fault-") for each in attacks("http_fault")}
    assert FAULTS.keys() <= known
    connection = {"shopify": "demo-shop", "exact_online": "demo-exact"}[connector]
    secrets = set(_credentials(soon, connection))
    said: list[str] = []
    for number, fault in FAULTS.items():
        secret = _credentials(soon, connection)[0]
        told = {"connector": connector, "times": 1, **_filled(fault, secret)}
        httpx.post(f"{sandbox.url}/_sandbox/faults", json=told).raise_for_status()
        try:
            run = soon.run(soon.flow(FLOW), limit=2)
            said.append(f"{number} {run.state} {run.error}")
        except KoppelError as error:
            said.append(f"{number} {error}")
        httpx.delete(f"{sandbox.url}/_sandbox/faults")
        secrets |= set(_credentials(soon, connection))
    for _ in range(3):
        soon.run(soon.flow(FLOW))
    references = (order["YourRef"] or "" for order in _stored(sandbox, "exact_online", "sales_orders"))
    booked = Counter(reference for reference in references if reference.startswith("#"))
    paid = {
        order["name"]
        for order in _stored(sandbox, "shopify", "orders")
        if order["financial_status"] == "paid"
    }
    assert {ref: times for ref, times in booked.items() if times > 1} == {}
    asked = {parked.key for parked in soon.parked(FLOW)}
    assert len(paid - booked.keys()) <= len(asked), said
    pages = _shown(soon)
    out = capfd.readouterr()
    doctor = " ".join(f"{each.what} {each.do}" for each in soon.doctor())
    for place, text in {
        "errors": "\n".join(said),
        "output": out.out + out.err,
        "pages": pages,
        "doctor": doctor,
        "export": soon.export(FLOW),
        "runs": repr(soon.runs()),
        "parked": repr(soon.parked()),
    }.items():
        assert not [secret for secret in secrets if secret in text], place
    for secret in secrets:
        _nowhere(soon.home, secret)


def _stored(sandbox: Served, system: str, resource: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = httpx.get(f"{sandbox.url}/_sandbox/{system}/{resource}").json()
    return rows


def _shown(workspace: Workspace) -> str:
    del workspace
    texts = []
    for name in ("runs", "connections"):
        page = AppTest.from_file(str(PAGES / "frame" / "shell.py"), default_timeout=60).run()
        page.switch_page(str(PAGES / f"{name}.py")).run()
        assert not page.exception
        texts.append(str(page._tree))
    return "\n".join(texts)


def _nowhere(home: Path, secret: str) -> None:
    """No file of the home, its logs and write-ahead logs among them, holds a secret in any usual writing."""
    forms = {secret.encode(), base64.b64encode(secret.encode()), secret.encode().hex().encode()}
    for file in home.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not [form for form in forms if form in content], file
