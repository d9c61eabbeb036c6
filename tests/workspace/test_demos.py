"""The demos: each pair of the product pages is carried end to end, and its target has what was sent."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from core.api.limits import Pace
from core.catalog import Catalog
from core.errors import Misconfigured
from core.flow import Flow
from core.records import JsonObject, RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace
from core.workspace.demo import CONNECTIONS, DEMOS, USUAL

ARRIVED = {Verdict.CREATE, Verdict.UPDATE, Verdict.UNCHANGED}


@pytest.fixture(scope="module")
def systems() -> Iterator[Served]:
    """Every system, with the hand-made trade."""
    with Served(app(Catalog().simulators(World(), Rates()))) as served:
        yield served


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A workspace that waits for no vendor's minute."""
    monkeypatch.setattr("connectors.buchhaltungsbutler.dialect._PAUSE", 0.1)
    monkeypatch.setattr(Pace, "_minute_pause", lambda *_: 0.0)
    workspace = Workspace(tmp_path / "home")
    yield workspace
    workspace.close()


@pytest.mark.parametrize("pair", [each for each in DEMOS if each != USUAL])
def test_a_pair_s_demo_is_carried_end_to_end(pair: str, systems: Served, desk: Workspace) -> None:
    """Its flows run as they are made, all that can arrives, and the target shows it behind the counter."""
    httpx.post(f"{systems.url}/_sandbox/reset", params={"connector": pair.split("-")}).raise_for_status()
    made = desk.demo(systems.url, pair)
    assert made["flows"] == list(DEMOS[pair])
    assert {CONNECTIONS[name] for name in made["connections"]} == set(pair.split("-"))
    for name in made["flows"]:
        flow = desk.flow(name)
        run = desk.run(flow)
        assert run.state is RunState.DONE, run.error
        assert run.counts.balanced
        arrived = [record.match for record in desk.records(run.id) if record.verdict in ARRIVED]
        meant = run.counts.read - run.counts.filtered
        assert len(arrived) * 2 > meant, run.counts  # the others are what is odd in the hand-made set
        assert kept(desk, flow, arrived) == [1] * len(arrived)


def kept(desk: Workspace, flow: Flow, matches: list[JsonObject]) -> list[int]:
    """How often the target has each of these, asked through its own API."""
    client, _ = desk._reach.client(flow.target.connection)
    with client:
        return [len(found) for found in client.find(flow.target.resource, matches)]


def test_a_demo_that_was_made_goes_along_with_the_next(systems: Served, desk: Workspace) -> None:
    """The pairs have their names in words; a second demo leaves the flows of the first as they are."""
    assert list(desk.demos().items())[:2] == [
        ("shopify-exact_online", "Shopify and Exact Online"),
        ("exact_online-eaccounting", "Exact Online and Visma eAccounting"),
    ]
    desk.demo(systems.url)
    assert desk.demo(systems.url, "accountview-afas") == desk.demo(systems.url, "afas-accountview")
    assert {state.name for state in desk.flows()} == {*DEMOS[USUAL], *DEMOS["afas-accountview"]}
    assert not desk.demo_sleeps()
    with pytest.raises(Misconfigured, match="no demo 'shopify-rest'; there are: shopify-exact_online, "):
        desk.demo(systems.url, "shopify-rest")


#: A program that makes the demo with sandboxes of its own, says where the first answers, and stays.
BEGINS = """
import sys, time
from pathlib import Path
from core.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
workspace.begin_demo()
shop = next(each for each in workspace.connections() if each.name == "demo-shop")
print(shop.settings["base_url"], flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_sandboxes_end_with_the_program_that_started_them(
    how: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whatever way it ends: nothing is left behind on the machine."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    command = [sys.executable, "-c", BEGINS, str(tmp_path / "home")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        url = httpx.URL(program.stdout.readline().strip())
        assert httpx.get(url).status_code < 500
        program.send_signal(how)
    until = time.monotonic() + 60
    while answers(url):
        assert time.monotonic() < until
        time.sleep(0.1)


def answers(url: httpx.URL) -> bool:
    """Whether anybody is there."""
    try:
        httpx.get(url)
    except httpx.TransportError:
        return False
    return True
