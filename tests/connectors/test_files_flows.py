"""Flows between a folder and other systems: nothing is lost, and nothing comes twice."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.records import RunState
from core.workspace import Run, Workspace

ITEMS = """
koppel: 1
name: price-list-to-exact
title: A price list into the books
source: {connection: supplier, resource: incoming}
target: {connection: books, resource: items, match: {Code: code}, policy: upsert}
map:
  - {to: Code, select: code}
  - {to: Description, select: name}
  - {to: CostPriceStandard, select: price, transform: "{{ value | number(decimal=',') }}"}
"""
ORDERS = """
koppel: 1
name: orders-to-files
title: Orders of the shop into files
source: {connection: shop, resource: orders, since: none}
target: {connection: warehouse, resource: outgoing, match: {number: name}, policy: upsert}
map:
  - {to: number, select: name}
  - {to: email, select: email}
  - {to: total, select: total_price}
"""


@pytest.fixture
def desk(sandbox: Any, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that knows two folders, the shop and the books."""
    workspace = Workspace(tmp_path / "home")
    for name in ("in", "out"):
        (workspace.home / "files" / name).mkdir(parents=True)
    workspace.connect_sandbox("shop", "shopify", sandbox.url)
    workspace.connect_sandbox("books", "exact_online", sandbox.url)
    workspace.connect("supplier", "files", {"folder": "in", "quiet": "0"}, {})
    settings = {"folder": "out", "key": "number", "decimal": ",", "prefix": "orders-"}
    workspace.connect("warehouse", "files", settings, {})
    workspace.save(ITEMS)
    workspace.save(ORDERS)
    yield workspace
    workspace.close()


def carried(desk: Workspace, flow: str) -> Run:
    """Carry a flow here and now."""
    run = desk.run(desk.flow(flow))
    assert run.counts.balanced
    return run


def stored(sandbox: Any, system: str, resource: str) -> list[dict[str, Any]]:
    """What a system has."""
    found: list[dict[str, Any]] = httpx.get(f"{sandbox.url}/_sandbox/{system}/{resource}").json()
    return found


def writes(sandbox: Any) -> int:
    """How many requests could have changed something."""
    return sum(one["write"] for one in httpx.get(f"{sandbox.url}/_sandbox/requests").json())


def price_list(desk: Workspace, name: str, prices: dict[str, str]) -> None:
    """Put a price list into the folder, as a spreadsheet in the Netherlands writes it."""
    lines = [f"{code};Müller {code};{price}\r\n" for code, price in prices.items()]
    (desk.home / "files" / "in" / name).write_bytes(f"code;name;price\r\n{''.join(lines)}".encode("cp1252"))


def test_a_price_list_goes_into_the_books(desk: Workspace, sandbox: Any) -> None:
    """200 lines in two files arrive exactly; dropped again they write nothing, and a change changes one."""
    prices = {f"F-{number:03}": f"{number},{number % 100:02}" for number in range(200)}
    halves = [dict(list(prices.items())[start::2]) for start in (0, 1)]
    for number, half in enumerate(halves):
        price_list(desk, f"list-{number}.csv", half)
    flow = desk.flow("price-list-to-exact")
    planned = [decision.verdict.value for decision in desk.plan(flow)]
    assert planned == ["create"] * 200
    assert len(list((desk.home / "files" / "in").glob("*.csv"))) == 2
    run = carried(desk, flow.name)
    assert (run.state, run.counts.read, run.counts.created) == (RunState.DONE, 200, 200)
    items = {
        each["Code"]: each for each in stored(sandbox, "exact_online", "items") if each["Code"] in prices
    }
    assert {code: Decimal(str(each["CostPriceStandard"])) for code, each in items.items()} == {
        code: Decimal(price.replace(",", ".")) for code, price in prices.items()
    }
    assert items["F-007"]["Description"] == "Müller F-007"

    before = writes(sandbox)
    assert carried(desk, flow.name).counts.read == 0
    price_list(desk, "list-0.csv", halves[0])
    again = carried(desk, flow.name)
    assert (again.counts.unchanged, writes(sandbox)) == (100, before)
    price_list(desk, "list-0.csv", halves[0] | {"F-000": "9,99"})
    assert carried(desk, flow.name).counts.updated == 1
    assert len(list((desk.home / "files" / "in" / "done").iterdir())) == 4
    assert not list((desk.home / "files" / "in").glob("*.csv"))


def test_a_parked_line_is_carried_later_from_the_file_that_is_done(desk: Workspace, sandbox: Any) -> None:
    """What a person mends in the flow is tried again with the line as it came; a broken file is told."""
    price_list(desk, "list.csv", {"P-1": "1,00", "P-2": "one"})
    (desk.home / "files" / "in" / "broken.csv").write_text("code;name\n1;2;3\n")
    run = carried(desk, "price-list-to-exact")
    assert (run.state, run.counts.created, run.counts.parked) == (RunState.FAILED, 1, 1)
    assert "broken.csv: line 2" in run.error
    desk.save(ITEMS.replace("select: price,", "select: \"price == 'one' && '1,01' || price\","))
    again = desk.retry(desk.flow("price-list-to-exact"))
    assert (again.state, again.counts.created, again.counts.parked) == (RunState.DONE, 1, 0)
    (item,) = (each for each in stored(sandbox, "exact_online", "items") if each["Code"] == "P-2")
    assert Decimal(str(item["CostPriceStandard"])) == Decimal("1.01")


def test_orders_of_the_shop_go_into_files(desk: Workspace, sandbox: Any) -> None:
    """Every order is in the one file of the run, once; a second run writes no file."""
    orders = {each["name"]: each for each in stored(sandbox, "shopify", "orders")}
    flow = desk.flow("orders-to-files")
    assert {decision.verdict.value for decision in desk.plan(flow)} == {"create"}
    out = desk.home / "files" / "out" / "out"
    assert not out.exists()
    run = carried(desk, flow.name)
    assert (run.state, run.counts.created) == (RunState.DONE, len(orders))
    (file,) = out.glob("*.csv")
    rows = list(csv.DictReader(io.StringIO(file.read_text()), delimiter=";"))
    assert sorted(row["number"].lstrip("'") for row in rows) == sorted(orders)
    for row in rows:
        total = Decimal(str(orders[row["number"].lstrip("'")]["total_price"]))
        assert Decimal(row["total"].replace(",", ".")) == total
    file.unlink()  # the warehouse has taken it
    again = carried(desk, flow.name)
    assert (again.counts.created, again.counts.updated) == (0, 0)
    assert not list(out.glob("*.csv"))


def test_a_run_that_is_killed_is_finished_by_the_next(desk: Workspace, sandbox: Any) -> None:
    """Killed in the middle of its writes, on the command line: each line of the file is booked once."""
    prices = {f"K-{number:02}": "1,50" for number in range(40)}
    price_list(desk, "list.csv", prices)
    slow = {"connector": "exact_online", "match": {"method": "POST"}, "delay": 0.05, "times": None}
    httpx.post(f"{sandbox.url}/_sandbox/faults", json=slow).raise_for_status()
    before = writes(sandbox)
    process = command(desk)
    while process.poll() is None and writes(sandbox) < before + 5:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    assert list((desk.home / "files" / "in").glob("*.csv"))
    httpx.delete(f"{sandbox.url}/_sandbox/faults")
    told, _ = command(desk).communicate(timeout=120)
    assert json.loads(told)["state"] == "done"
    codes = [each["Code"] for each in stored(sandbox, "exact_online", "items")]
    assert sorted(code for code in codes if code in prices) == sorted(prices)
    assert not list((desk.home / "files" / "in").glob("*.csv"))


def command(desk: Workspace) -> subprocess.Popen[str]:
    """Start the flow as a person would, in a process of its own."""
    start = [sys.executable, "-m", "core", "--home", str(desk.home), "--json", "run", "price-list-to-exact"]
    return subprocess.Popen(start, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
