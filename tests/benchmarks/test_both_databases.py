"""Files and a server at length: the same tests, many kills, a large move, writers side by side."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from postgresql_server import Server

from core.records import Counts, Verdict
from core.store import Entry, EntryState, Store

ROOT = Path(__file__).parents[2]
#: What is about one kind only stands in files of its own.
SUITE = ("tests/store", "tests/runs", "tests/commands/test_carrying.py", "tests/commands/test_trying.py")
ALONE = ("test_database_file.py", "test_database_server.py", "test_moving.py")

pytestmark = pytest.mark.benchmark


def _pytest(*arguments: str, **variables: str) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    told = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    return told.stdout.strip().splitlines()[-1]


def _outcomes(report: Path) -> dict[str, str]:
    """How each test ended, by its name without that of the database."""
    found = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314  pytest wrote it
        name = re.sub(r"(sqlite|postgresql)-?", "", f"{case.get('classname')}.{case.get('name')}")
        end = next((each.tag for each in case if each.tag in {"failure", "error", "skipped"}), "passed")
        found[name.replace("[]", "").replace("-]", "]")] = end
    return found


def test_the_same_tests_end_alike_on_both(tmp_path: Path) -> None:
    """Everything about the store, runs and commands is tried on each, and no test ends otherwise."""
    ends = {}
    skipped = [f"--ignore=tests/store/{name}" for name in ALONE]
    for kind in ("sqlite", "postgresql"):
        report = tmp_path / f"{kind}.xml"
        last = _pytest(
            *SUITE, *skipped, f"--junitxml={report}", "-k", f"not {_other(kind)}", KOPPEL_DATABASES=kind
        )
        ends[kind] = _outcomes(report)
        print(f"{kind:12} {last}")
    both = ends["sqlite"].keys() & ends["postgresql"].keys()
    apart = {name for name in both if ends["sqlite"][name] != ends["postgresql"][name]}
    print(f"tests that both made: {len(both)}, that ended otherwise: {len(apart)} {sorted(apart)}")
    assert len(both) > 100
    assert apart == set()


def _other(kind: str) -> str:
    return "postgresql" if kind == "sqlite" else "sqlite"


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        (
            "tests/store/test_ledger.py::test_a_killed_writer_loses_nothing_that_it_was_promised",
            {"KOPPEL_KILLS": "200"},
        ),
        ("tests/store/test_moving.py", {"KOPPEL_MOVED_ENTRIES": "100000"}),
    ],
)
def test_it_holds_at_full_size(what: str, asked: dict[str, str]) -> None:
    """Two hundred kills on each, and a hundred thousand entries there and back, each move killed as well."""
    last = _pytest(what, **asked)
    print(f"{asked}: {last}")
    assert "failed" not in last
    assert "passed" in last


def _carry(home: Path, flow: str, pages: int) -> None:
    store = Store(home)
    ledger = store.ledger(flow)
    run = store.runs.ask(flow, 1, "hand").id
    for page in range(pages):
        entries = [
            Entry("record", f"{page}-{n}", EntryState.DELIVERED, run, Verdict.CREATE) for n in range(20)
        ]
        for entry in entries:
            ledger.keep([entry])
        ledger.turn(run, Counts(read=20, created=20), [], entries, None)
    store.close()


@pytest.mark.parametrize("kind", ["files", "server"])
def test_four_writers_beside_one(
    tmp_path: Path, postgresql_server: Server, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Four flows kept at once, beside one alone: what each writes in a second."""
    monkeypatch.setenv("KOPPEL_KEY_FILE", str(tmp_path / "key"))
    with postgresql_server.fresh() as url:
        if kind == "server":
            monkeypatch.setenv("KOPPEL_DATABASE_URL", url)
        speed = {}
        for writers in (1, 4):
            flows = [f"{writers}-{n}" for n in range(writers)]
            threads = [threading.Thread(target=_carry, args=(tmp_path / "home", flow, 20)) for flow in flows]
            began = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            speed[writers] = writers * 20 * 21 / (time.perf_counter() - began)
        ratio = speed[4] / speed[1]
        print(f"{kind:8} one {speed[1]:6.0f} commits/s, four {speed[4]:6.0f}: {ratio:4.2f} x one")
        store = Store(tmp_path / "home")
        kept = [store.ledger(flow).count(EntryState.DELIVERED) for flow in store.remembered()]
        store.close()
        assert kept == [400] * 5
