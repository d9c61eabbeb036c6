"""The notebook opened in a browser, and fifty people who edit fifty flows on one server."""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))  # the desk and its browser live there

from desk import FLAGS, chromium, served

from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.benchmark

FLOW = "webshop-orders-to-exact"
PEOPLE, SECONDS, OPENINGS = 50, 40, 5


@pytest.fixture
def home(tmp_path: Path, sandbox: Served, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home with the demo, and its flow once more for each person."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    workspace = Workspace(tmp_path / "home")
    workspace.demo(sandbox.url)
    flow = workspace.flow(FLOW)
    for n in range(PEOPLE):
        workspace.save(flow.model_copy(update={"name": f"flow-{n}", "title": f"Flow {n}"}))
    workspace.close()
    return tmp_path / "home"


@pytest.fixture
def desk(home: Path) -> Iterator[str]:
    """Serve that home."""
    with served(home, worker=False) as address:
        yield address


def said(what: str, took: float, goal: float, unit: str = "s") -> bool:
    """Print a figure beside its goal; whether it is good enough."""
    good = took < goal
    print(f"  {what:52} {took:8.2f} {unit}   goal: less than {goal:g}" + ("" if good else "  MISSED"))
    return good


def until_usable(page: Page, address: str) -> float:
    """Open the notebook; gives the seconds until a field of the mapper shows its value."""
    began = time.perf_counter()
    page.goto(f"{address}/notebook?flow={FLOW}")
    row = page.get_by_test_id("tree-target").locator('[data-path$="|Description"] .sample')
    expect(row).to_contain_text("#1001", timeout=120_000)
    return time.perf_counter() - began


def test_the_notebook_opens_at_once(desk: str) -> None:
    """Cold: a browser that has never been here. Warm: one that has."""
    path = chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    cold, warm = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for n in range(OPENINGS + 1):
            context = browser.new_context(viewport={"width": 1600, "height": 1200})
            page = context.new_page()
            first = until_usable(page, desk)
            warm.append(until_usable(page, desk))
            context.close()
            if n:
                cold.append(first)
            else:
                print(f"\nin Chromium, the first visit after a start of the server: {first:.2f} s")
        browser.close()
    good = [
        said("opened cold", median(cold), 3),
        said("opened warm", median(warm), 1.3),
    ]
    assert all(good)


@dataclass
class Person:
    """One session, spoken to as a browser does, but without one."""

    flow: str
    socket: ClientConnection
    page: str = ""
    fragments: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    #: the fragment that asks to be drawn again by itself, and how many seconds after
    poll: tuple[str, float] = ("", 2.0)
    took: list[float] = field(default_factory=list)

    async def ask(self, fragment: str = "", **values: str) -> float:
        """Have the page drawn, or one fragment of it, with what was typed; gives the seconds that it took."""
        asked = BackMsg()
        run = asked.rerun_script
        run.query_string, run.page_name = f"flow={self.flow}", "notebook"
        run.page_script_hash, run.fragment_id = self.page, fragment
        run.context_info.timezone = "Europe/Amsterdam"
        for label, text in values.items():
            state = run.widget_states.widgets.add()
            state.id, state.string_value = self.widgets[label], text
        began = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(bytes(await asyncio.wait_for(self.socket.recv(decode=False), 120)))
            self._note(answer)
            if answer.WhichOneof("type") == "script_finished" and answer.script_finished != 2:
                return time.perf_counter() - began

    def _note(self, answer: ForwardMsg) -> None:
        match answer.WhichOneof("type"):
            case "navigation":
                self.page = answer.navigation.page_script_hash
            case "auto_rerun":
                self.poll = answer.auto_rerun.fragment_id, answer.auto_rerun.interval
            case "delta":
                element = answer.delta.new_element
                if element.WhichOneof("type") == "text_input":
                    self.widgets[element.text_input.label] = element.text_input.id
                    self.fragments[element.text_input.label] = answer.delta.fragment_id

    async def work(self, until: float) -> None:
        """Change the title every second or three, and look what others do as often as the page asks."""
        dice = random.Random(self.flow)
        await asyncio.sleep(dice.random() * 2)
        while time.monotonic() < until:
            title = f"Flow {dice.randrange(1000)}"
            self.took.append(await self.ask(self.fragments["Title"], Title=title))
            rest = time.monotonic() + 1 + dice.random() * 2
            while time.monotonic() < rest:
                fragment, every = self.poll
                await asyncio.sleep(min(every, max(0.0, rest - time.monotonic())))
                if time.monotonic() < rest:
                    await self.ask(fragment)


async def at_work(address: str, process: int) -> tuple[list[float], float]:
    """Fifty people at work; gives how long each edit took, and the megabytes that one of them costs."""
    host = urlsplit(address).netloc
    people: list[Person] = []
    alone = 0.0
    for n in range(PEOPLE):
        socket = await connect(
            f"ws://{host}/_stcore/stream", origin=address, subprotocols=["streamlit"], max_size=None
        )
        person = Person(f"flow-{n}", socket)
        await person.ask()
        await person.ask()
        people.append(person)
        if not n:
            alone = memory(process)
    until, busy = time.monotonic() + SECONDS, processor(process)
    await asyncio.gather(*(person.work(until) for person in people))
    busy = processor(process) - busy
    print(f"\n  the server was busy for {100 * busy / SECONDS:.0f} % of one core", end="")
    each = (memory(process) - alone) / (PEOPLE - 1)
    for person in people:
        await person.socket.close()
    return [1000 * took for person in people for took in person.took], each


def memory(process: int) -> float:
    """The megabytes that a process has in memory."""
    text = Path(f"/proc/{process}/status").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmRSS")) / 1024


def processor(process: int) -> float:
    """The seconds for which a process has used a processor, without its children."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def server(port: int) -> int:
    """The process that serves the pages on a port."""
    wanted = f"--server.port\0{port}\0".encode()
    return next(
        int(each.parent.name)
        for each in Path("/proc").glob("[0-9]*/cmdline")
        if wanted in each.read_bytes() and b"streamlit" in each.read_bytes()
    )


def test_fifty_people_edit_at_once(desk: str) -> None:
    """Each an own flow, an edit every one to three seconds, every edit kept; the server does nothing else."""
    process = server(urlsplit(desk).port or 0)
    took, each = asyncio.run(at_work(desk, process))
    print(f"\n{PEOPLE} people, {len(took)} edits in {SECONDS} s:")
    assert len(took) > PEOPLE * SECONDS / 6
    good = [
        said("an edit, drawn again and kept: median", median(took), 40, "ms"),
        said("95 of 100 edits", quantiles(took, n=20)[-1], 150, "ms"),
        said("memory for each person", each, 1, "MB"),
    ]
    assert all(good)
