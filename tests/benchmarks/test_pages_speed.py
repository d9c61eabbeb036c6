"""Every page of a workspace with a hundred flows, ten thousand runs and a hundred thousand records."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright
from sqlmodel import SQLModel

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))  # the desk and its browser live there
sys.path.insert(0, str(Path(__file__).parents[1] / "pages"))  # and here pages without one

from desk import FLAGS, chromium, served
from page import shown

from core.sandbox.server import Served
from core.store.database import insert
from core.store.tables import EntryRow, RunRecordRow, RunRow
from core.workspace import Workspace

pytestmark = pytest.mark.benchmark

FLOW = "webshop-orders-to-exact"
FLOWS = int(os.environ.get("KOPPEL_FLOWS", "100"))
RUNS = int(os.environ.get("KOPPEL_RUNS", "10000"))
RECORDS = int(os.environ.get("KOPPEL_RECORDS", "100000"))
TIMES, AT_MOST, WORK_AT_MOST = 5, 1.0, 0.5
_CHUNK = 5000
#: Each page: its address, and what stands there only when all of it does.
PAGES = {
    "overview": ("/", "Lately"),
    "flows": ("/flows", "Choose flows by their boxes"),
    "where used": ("/flows?show=used", "in use. Choose one above"),
    "notebook": (f"/notebook?flow={FLOW}", "9 · Export"),
    "runs": ("/runs", "Waiting for a person"),
    "waiting": ("/runs?show=waiting", "The reasons, most frequent first"),
    "one run": ("/runs?run=run00042", "read ="),
    "balance": ("/runs?show=balance&flow=flow-1", "The records behind a number"),
    "records": ("/records?word=key-7", "record found"),
    "value tables": (f"/tables?flow={FLOW}", "A value without a row"),
    "shared tables": ("/tables?show=shared", "followed by"),
    "connections": ("/connections", "demo-exact"),
    "systems": ("/systems", "Declare a system"),
}


def keep(workspace: Workspace, row: type[SQLModel], rows: Iterator[dict[str, object]]) -> None:
    """Write many rows down."""
    while some := list(islice(rows, _CHUNK)):
        with workspace._store._database.unwitnessed().keeping() as connection:
            connection.execute(insert(row), some)


def filled(workspace: Workspace) -> None:
    """Make the flows, in ten folders, and what they have carried in two weeks."""
    flow = workspace.flow(FLOW)
    names = [f"flow-{n}" for n in range(FLOWS - 1)]
    for n, name in enumerate(names):
        workspace.save(flow.model_copy(update={"name": name, "title": f"Orders of client {n}"}))
    for n in range(10):
        workspace.file(names[n::10], f"Client {n}")
    workspace.share("vat_codes", flow.tables["vat_codes"], after=0)
    now, each = datetime.now(UTC), RECORDS // RUNS
    flows = [FLOW, *names]

    def began(n: int) -> datetime:
        return now - timedelta(days=14) * (1 - n / RUNS)

    def runs() -> Iterator[dict[str, object]]:
        for n in range(RUNS):
            at, state = began(n), "failed" if n % 97 == 0 else "done"
            yield {
                **dict.fromkeys(("filtered", "updated", "unchanged", "skipped", "ambiguous"), 0),
                "id": f"run{n:05}",
                "flow": flows[n % FLOWS],
                "version": 1,
                "state": state,
                "trigger": "schedule",
                "asked": at,
                "started": at,
                "ended": at + timedelta(seconds=9),
                "read": each,
                "created": each - (n % 50 == 0),
                "parked": int(n % 50 == 0),
            }

    def record(n: int) -> dict[str, object]:
        run = n // each
        parked = run % 50 == 0 and n % each == 0
        return {
            "run": f"run{run:05}",
            "key": f"key-{n}",
            "match": {"YourRef": f"#{n}"},
            "at": began(run),
            "verdict": "parked" if parked else "create",
            "why": f"reason {n % 7}" if parked else "made",
            "target_key": None if parked else f"target-{n}",
            "steps": [],
        }

    keep(workspace, RunRow, runs())
    keep(workspace, RunRecordRow, ({**record(n), "differences": []} for n in range(RECORDS)))
    keep(
        workspace,
        EntryRow,
        (
            {**told, "flow": flows[n // each % FLOWS], "kind": "record", "digest": "", "sent": {}, "once": ""}
            | {"state": "parked" if told["verdict"] == "parked" else "delivered"}
            for n, told in ((n, record(n)) for n in range(RECORDS))
        ),
    )


@pytest.fixture
def home(tmp_path: Path, sandbox: Served, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the home of that workspace; a large one is made once, and stays where the environment says."""
    place = Path(os.environ.get("KOPPEL_PAGES_HOME", tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "config"))
    monkeypatch.setenv("KOPPEL_HOME", str(place / "home"))
    made = (place / "home").exists()
    workspace = Workspace(place / "home")
    workspace.demo(sandbox.url)
    if not made:
        filled(workspace)
    workspace.close()
    return place / "home"


#: When all of a page is drawn, in milliseconds after its address was asked for; looked at with every frame.
DRAWN = """sees => new Promise(drawn => {
  const look = () => {
    const rests = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    if (rests && document.body.textContent.includes(sees)) drawn(performance.now());
    else requestAnimationFrame(look);
  };
  look();
})"""


def opened(page: Page, url: str, sees: str) -> float:
    """Open a page and wait until all of it is drawn; the seconds that it took."""
    page.goto(url)
    took: float = page.evaluate(DRAWN, sees)
    return took / 1000


def test_the_server_has_little_to_do_for_a_page(home: Path) -> None:
    """What a page takes of a processor when it is drawn once more, however busy the machine is."""
    assert home.exists()
    slow = []
    print(f"\n{FLOWS} flows, {RUNS:,} runs, {RECORDS:,} records: time of a processor")
    for name, (url, _) in PAGES.items():
        address = urlsplit(url)
        page = shown(address.path.strip("/") or "overview", **dict(parse_qsl(address.query)))
        taken = []
        for _ in range(TIMES):
            began = time.process_time()
            page.run()
            taken.append(time.process_time() - began)
        print(f"  {name:16} {median(taken) * 1000:6.0f} ms")
        slow += [name] if median(taken) >= WORK_AT_MOST else []
    assert slow == [], f"more work than {WORK_AT_MOST} s: {', '.join(slow)}"


def test_every_page_opens_within_a_second(home: Path, tmp_path: Path) -> None:
    """Warm: whoever opens it has been on it before, from its address to the last thing drawn."""
    path = chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    slow = []
    print(f"\n{FLOWS} flows, {RUNS:,} runs, {RECORDS:,} records: from the address to the last thing drawn")
    with served(home, worker=False) as desk, sync_playwright() as playwright:
        # A profile of its own, as people have one: a window without one compiles every script each time.
        browser = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=path, args=FLAGS, viewport={"width": 1440, "height": 1000}
        )
        page = browser.new_page()
        for name, (url, sees) in PAGES.items():
            first = opened(page, desk + url, sees)
            taken = [opened(page, desk + url, sees) for _ in range(TIMES)]
            print(f"  {name:16} {median(taken):6.2f} s   first {first:6.2f}   most {max(taken):6.2f}")
            slow += [name] if median(taken) >= AT_MOST else []
        browser.close()
    assert slow == [], f"slower than {AT_MOST} s: {', '.join(slow)}"
