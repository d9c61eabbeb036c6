"""Customers of one file with the same e-mail address: one is carried, the other waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from core.records import RunState
from core.sandbox.server import Served
from core.workspace import Workspace

FLOW = "customers-to-exact"


@pytest.fixture
def desk(sandbox: Served, tmp_path: Path) -> Iterator[Workspace]:
    """A folder of customers, and the recipe's flow into the books."""
    workspace = Workspace(tmp_path / "home")
    workspace.connect_sandbox("books", "exact_online", sandbox.url)
    (workspace.home / "files" / "crm" / "customers").mkdir(parents=True)
    workspace.connect("crm", "files", {"folder": "crm", "quiet": "0"}, {})
    workspace.save(workspace.new(FLOW, "customer", "crm", "books"))
    yield workspace
    workspace.close()


def dropped(desk: Workspace, name: str, **customers: str) -> dict[str, int]:
    """Put a file of customers, all with one address, into the folder, and carry it; what became of them."""
    rows = "".join(f"{number};{said};shared@example.nl\n" for number, said in customers.items())
    file = desk.home / "files" / "crm" / "customers" / name
    file.write_text(f"number;name;email\n{rows}".replace("_", "-"), "utf-8")
    run = desk.run(desk.flow(FLOW))
    assert run.state is RunState.DONE, run.error
    return {name: count for name, count in run.counts.as_dict().items() if count and name != "read"}


def name_of(sandbox: Served) -> str:
    """What the books call the one with the address."""
    accounts = httpx.get(f"{sandbox.url}/_sandbox/exact_online/accounts").json()
    (found,) = (account["Name"] for account in accounts if account["Email"] == "shared@example.nl")
    return str(found)


def test_the_second_of_a_file_waits_and_both_are_named(desk: Workspace, sandbox: Served) -> None:
    """File after file, in any order, and tried again: the first stays as it is until one of them changes."""
    assert dropped(desk, "monday.csv", C_17="Bakery", C_23="Butcher") == {"created": 1, "parked": 1}
    (waiting,) = desk.parked(FLOW)
    assert waiting.why.startswith("records C-17 and C-23 both have Email = shared@example.nl: only the first")
    assert dropped(desk, "tuesday.csv", C_23="Butcher's", C_17="Bakery") == {"unchanged": 1, "parked": 1}
    assert dropped(desk, "wednesday.csv", C_17="The bakery", C_23="Butcher's") == {"updated": 1, "parked": 1}
    assert desk.retry(desk.flow(FLOW)).counts.parked == 1
    assert name_of(sandbox) == "The bakery"


def test_a_customer_who_was_renumbered_goes_on(desk: Workspace, sandbox: Served) -> None:
    """The newest file has the new number alone: it goes on with the account that is there."""
    assert dropped(desk, "monday.csv", C_17="Bakery") == {"created": 1}
    assert dropped(desk, "tuesday.csv", C_1017="Bakery & Co") == {"updated": 1}
    assert dropped(desk, "wednesday.csv", C_1017="Bakery & Co") == {"unchanged": 1}
    assert name_of(sandbox) == "Bakery & Co"
