"""`koppel person`, `erase`, `audit` and `log`: what a person in an office is told, and what programs get."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from command_line import Books, Koppel

from core.documents import parse_json

FLOW = "webshop-orders-to-exact"


def test_a_person_is_shown_and_erased(ready: Koppel, books: Books) -> None:
    """Nothing goes before somebody says so; afterwards nothing is there, and when that was is known."""
    ready("run", FLOW)
    order = next(each for each in books.stored("shopify/orders") if each["financial_status"] == "paid")
    mail = order["customer"]["email"]
    answer = ready("person", mail, "--json")
    assert (answer.status, answer.err) == (0, "")
    shown = answer.json
    assert {"payload", "run_record"} <= {each["place"] for each in shown["traces"]}
    refused = ready("erase", mail)
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert "--yes" in refused.err
    assert ready("person", mail, "--json").json["traces"] == shown["traces"]
    assert ready("erase", mail, "--yes", "--json").json["rows"]["payload"] > 0
    after = ready("person", mail)
    assert f"Nothing that is written down names {mail}" in after.out
    assert "They were erased on" in after.out


def test_the_trail_is_shown_handed_on_and_held_against_its_seals(ready: Koppel, tmp_path: Path) -> None:
    """A head that was noted down is found again; a trail that was changed is named, and ends in failure."""
    ready("flow", "pause", FLOW)
    ready("keep", FLOW, "--days", "7")
    newest, *_ = ready("audit", "list", "--json").json
    assert (newest["what"], newest["about"]) == ("keep_days", f"flow {FLOW}")
    assert newest["change"] == {"retention.days": [None, 7]}
    found = ready("audit", "verify", "--json").json
    assert found["wrong"] == ""
    assert ready("audit", "verify", found["head"]).status == 0
    file = tmp_path / "trail.jsonl"
    ready("audit", "export", str(file))
    assert [parse_json(line)["n"] for line in file.read_text().splitlines()] == list(
        range(1, found["entries"] + 1)
    )
    with closing(sqlite3.connect(ready.home / "koppel.db", isolation_level=None)) as database:
        database.execute("DROP TRIGGER audit_no_update")
        database.execute("UPDATE audit SET by = 'eve' WHERE n = 2")
    wrong = ready("audit", "verify")
    assert wrong.status == 2
    assert "entry 2 was changed" in wrong.err


def test_the_log_is_shown(ready: Koppel) -> None:
    """Runs and requests, as lines for people and as JSON for programs."""
    ready("run", FLOW, "--limit", "1")
    assert "run ends" in ready("log").out
    assert "request" in {line["event"] for line in ready("log", "-n", "50", "--json").json}
