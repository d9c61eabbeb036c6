"""Ambiguous records are settled from the command line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from command_line import Books, Koppel

from core.__main__ import carry
from core.store import EntryState
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"


def left_open(koppel: Koppel) -> list[str]:
    """Carry three orders, and leave them as a lost answer leaves them; gives their keys."""
    workspace = Workspace(koppel.home)
    run = workspace.run(workspace.flow(FLOW), limit=3)
    ledger = workspace._store.ledger(FLOW)
    keys = [record.key for record in workspace.records(run.id)]
    entries = ledger.entries("record", keys).values()
    lost = [replace(e, state=EntryState.AMBIGUOUS, target_key=None, why="no answer came") for e in entries]
    ledger.keep(lost)
    workspace.close()
    return keys


def test_ambiguous_records_are_looked_for_again_and_settled(ready: Koppel, books: Books) -> None:
    """Two are found; the one that is not there stays in doubt, until it is said to be sent again, and is."""
    first, second, third = left_open(ready)
    gone = next(o for o in books.booked() if o["YourRef"])
    books._ask("DELETE", f"salesorder/SalesOrders(guid'{gone['OrderID']}')")
    looked = ready("settle", FLOW, "--look", "--json")
    assert looked.status == 1, looked.err
    told = {each["key"]: each for each in looked.json}
    assert sorted(each["state"] for each in told.values()) == ["ambiguous", "delivered", "delivered"]
    (open_,) = [key for key, each in told.items() if each["state"] == "ambiguous"]
    assert open_ in {first, second, third}
    assert "it is not there" in told[open_]["why"]
    sent = ready("settle", FLOW, open_, "--send", "--json")
    assert (sent.status, sent.json[0]["state"]) == (0, "parked")
    again = ready("retry", FLOW, "--json")
    assert again.json["counts"]["created"] == 1
    refs = [o["YourRef"] for o in books.booked()]
    assert len(refs) == len(set(refs)) == 3


def test_a_person_knows_that_a_record_arrived(ready: Koppel) -> None:
    """It is then carried no more; who said so is in its trace."""
    key = left_open(ready)[0]
    settled = ready("settle", FLOW, key, "--arrived", "1234", "--json")
    assert (settled.status, settled.json[0]["state"]) == (0, "delivered"), settled.err
    assert "it arrived as 1234" in settled.json[0]["why"]
    parked = [each["key"] for each in ready("runs", "--parked", "--json").json]
    assert key not in parked
    told = ready("record", key, "--json").json[0]
    assert [act["what"] for act in told["acts"]] == ["arrived"]


def test_what_is_not_clear_is_asked(ready: Koppel, capsys: pytest.CaptureFixture[str]) -> None:
    """One of the three, and of one record: anything else is one sentence, and changes nothing."""
    for wrong in (["--look", "--send"], [], ["--arrived", "7"], ["nobody", "--send"]):
        assert carry(["--home", str(ready.home), "settle", FLOW, *wrong]) == 2, wrong
        told = capsys.readouterr().err
        assert told.strip()
        assert "Traceback" not in told
